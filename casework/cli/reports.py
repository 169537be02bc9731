"""Official forms and the lists behind their numbers: report, drill."""

from __future__ import annotations

import csv
import sys
from datetime import datetime
from pathlib import Path

import click

from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.cli.command import AppFactory, commands, database
from casework.errors import InvalidInput
from casework.i18n import VIETNAM
from casework.reports.build import build
from casework.reports.drill import drill as drill_rows
from casework.reports.drill import headings
from casework.reports.form import Form
from casework.reports.forms import find_form
from casework.reports.periods import CutRule, Window, parse_window, period_windows
from casework.reports.place import find_unit, frame
from casework.reports.tables import cell_text, list_as_xlsx
from casework.services.report_files import FileKind, book_file, open_book, report_file


def windows_of(form: Form, windows: tuple[str, ...], period: str | None, rule: str | None) -> list[Window]:
    """The columns that were asked for, by days or by period; the form's own days where none were.

    :raises InvalidInput: both, neither, or none that can be read
    """
    chosen = CutRule(rule) if rule else form.rule
    if windows and period:
        raise InvalidInput("Chỉ dùng một trong hai: --window hoặc --period")
    if windows:
        return [parse_window(text) for text in windows]
    if period is None and form.default_window is not None:
        return [form.default_window]
    if period is None:
        raise InvalidInput("Thiếu --window A..B hoặc --period 2020H1")
    return period_windows(period, chosen, years_before=form.years_before)


@commands.command()
@click.argument("form_code", metavar="FORM")
@click.option("--unit", "unit_text", required=True, metavar="CODE[@DATE]")
@click.option("--window", "window_texts", multiple=True, metavar="A..B")
@click.option("--period", metavar="2020H1")
@click.option("--rule", type=click.Choice([rule.value for rule in CutRule]), help="Cách cắt kỳ.")
@click.option("--variant", "variants", multiple=True, help="Cách hiểu khác của chỉ tiêu (ghi ở chú thích).")
@click.option("--format", "format_", type=click.Choice([kind.value for kind in FileKind]), default="json")
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.pass_obj
def report(
    create_app: AppFactory,
    form_code: str,
    unit_text: str,
    window_texts: tuple[str, ...],
    period: str | None,
    rule: str | None,
    variants: tuple[str, ...],
    format_: str,
    output: Path | None,
) -> None:
    """Một biểu chính thức của một đơn vị; mỗi --window là một cột."""
    form = find_form(form_code)
    windows = windows_of(form, window_texts, period, rule)
    kind = FileKind(format_)
    with database(create_app, writes=form.register) as session:
        unit = find_unit(session, unit_text, windows)
        made = build(session, form, unit, windows, as_of=datetime.now(VIETNAM), variants=variants)
        if not form.register:
            deliver(report_file(session, made, unit, kind), output)
            return
        book = open_book(session, Scope.everything(reason="casework report"), SYSTEM, made, unit)
        deliver(book_file(session, made, unit, book, kind), output)
        session.commit()


def _not_written(output: Path | None, error: OSError) -> InvalidInput:
    return InvalidInput(f"{output}: không ghi được ({error.strerror})", field="output")


def deliver(content: bytes, output: Path | None) -> None:
    """The result alone on stdout, or into a file."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise _not_written(output, error) from None
    click.echo(f"Đã ghi {output}")


@commands.command()
@click.argument("form_code", metavar="FORM")
@click.argument("row_id", metavar="ROW")
@click.option("--unit", "unit_text", required=True, metavar="CODE[@DATE]")
@click.option("--window", "window_text", metavar="A..B")
@click.option("--variant", "variants", multiple=True)
@click.option("--format", "format_", type=click.Choice(["csv", "xlsx"]), default="csv")
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.pass_obj
def drill(
    create_app: AppFactory,
    form_code: str,
    row_id: str,
    unit_text: str,
    window_text: str | None,
    variants: tuple[str, ...],
    format_: str,
    output: Path | None,
) -> None:
    """Các hồ sơ đứng sau một ô số liệu."""
    form = find_form(form_code)
    indicator = form.indicator(row_id, variants)
    window = parse_window(window_text) if window_text else windows_of(form, (), None, None)[-1]
    days = form.row(row_id).window(window)
    with database(create_app) as session:
        unit = find_unit(session, unit_text, [window])
        everything = Scope.everything(reason="casework drill")
        rows = drill_rows(session, indicator, frame(unit, days), everything)
        if format_ == "xlsx":
            deliver(list_as_xlsx(headings(indicator), rows), output)
            return
        try:
            opened = click.open_file(str(output) if output else "-", "w", encoding="utf-8")
        except OSError as error:
            raise _not_written(output, error) from None
        with opened as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(headings(indicator))
            writer.writerows([cell_text(value) for value in row] for row in rows)
    if output is not None:
        click.echo(f"Đã ghi {output}")
