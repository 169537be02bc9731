"""Official papers: paper."""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path

import click

from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.cli.command import AppFactory, commands, database
from casework.errors import InvalidInput, NotFound
from casework.services.clock import today


@commands.command()
@click.argument("kind", required=False)
@click.option("--ref", help="Mã đợt cai nghiện, hồ sơ sau cai, tổ, buổi tư vấn, … hoặc đơn vị và năm: 30952/2026.")
@click.option("--part", default="", help="Một trong nhiều giấy cùng loại: tháng 2026-03, ngày 2026-03-02.")
@click.option("--format", "medium", type=click.Choice(["docx", "pdf", "html"]), default="pdf")
@click.option("--list", "lists", is_flag=True, help="Các loại giấy tờ, tên và số mẫu theo ngày, căn cứ.")
@click.option("--on", "on_text", default=None, metavar="DATE", help="Với --list: chỉ tên, số mẫu của ngày này.")
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.pass_obj
def paper(
    create_app: AppFactory,
    kind: str | None,
    ref: str | None,
    part: str,
    medium: str,
    lists: bool,
    on_text: str | None,
    output: Path | None,
) -> None:
    """Một giấy tờ chính thức từ hồ sơ, hoặc danh sách các loại giấy tờ."""
    if lists:
        _list(_day(on_text))
        return
    if kind is None:
        raise InvalidInput("Thiếu loại giấy tờ. Xem: casework paper --list", field="kind")
    if ref is None:
        raise InvalidInput("Thiếu --ref", field="ref")
    from casework.documents.forms import find_form
    from casework.services.paper_copies import print_paper
    from casework.services.papers import Medium

    form = find_form(kind)
    with database(create_app, writes=True) as session:
        scope = Scope.everything(reason="casework paper")
        try:
            made = print_paper(session, scope, SYSTEM, kind, ref, Medium(medium), today=today(), part=part)
        except NotFound:
            raise InvalidInput(f"Không có hồ sơ '{ref}' cho giấy tờ “{form.name}”", field="ref") from None
        # A copy that could not be delivered was not printed.
        _deliver(made.content, output)
        session.commit()


def _day(text: str | None) -> date | None:
    from casework.i18n import parse_date

    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise InvalidInput(f"--on: {error}") from None


def _deliver(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise InvalidInput(f"{output}: không ghi được ({error.strerror})", field="output") from None
    click.echo(f"Đã ghi {output}")


def _list(on: date | None) -> None:
    from casework.services.paper_kinds import kinds

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["kind", "ref", "since", "title", "form_number", "citation", "confidence"])
    for row in kinds(on):
        writer.writerow(
            [row.kind, row.subject, row.since.isoformat(), row.title, row.form_number, row.citation, row.confidence]
        )


@commands.command()
@click.option("--unit", "unit_text", required=True, metavar="CODE[@DATE]")
@click.option("--window", "window_text", required=True, metavar="A..B", help="Ngày cấp từ A đến B.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def certificates(create_app: AppFactory, unit_text: str, window_text: str, output: Path) -> None:
    """Mọi giấy hoàn thành cai nghiện cấp trong một khoảng, trong một tệp PDF."""
    from casework.progress import progress_bar
    from casework.reports.periods import parse_window
    from casework.reports.place import find_unit
    from casework.services import paper_bundles

    window = parse_window(window_text)
    with database(create_app, writes=True) as session:
        unit = find_unit(session, unit_text, [window])
        scope = Scope(None if unit.kind == "country" else unit.id, "casework certificates")
        refs = paper_bundles.certified_episodes(session, scope, first=window.first, last=window.last)
        with progress_bar("Giấy hoàn thành") as advance:
            made = paper_bundles.certificates(session, scope, SYSTEM, refs, today=today(), advance=advance)
        _deliver(made, output)
        session.commit()
    click.echo(f"{len(refs)} giấy hoàn thành")
