"""Loading and writing the exchange tables: import, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from casework.access import trail
from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.cli.command import BAD_INPUT, AppFactory, commands, database
from casework.exchange.loading import import_path
from casework.exchange.writer import export_path
from casework.progress import progress_bar
from casework.records.db import begin_writing
from casework.reports.periods import Window
from casework.reports.place import find_unit
from casework.services.clock import today
from casework.services.database import gather_statistics


@commands.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Kiểm tra mọi dòng, không lưu gì.")
@click.option("--skip-bad-rows", is_flag=True, help="Lưu các dòng đúng; dòng sai ghi vào PATH.refused.")
@click.pass_obj
def import_(create_app: AppFactory, path: Path, dry_run: bool, skip_bad_rows: bool) -> None:
    """Nạp các bảng trao đổi từ thư mục, tệp .zip hoặc .xlsx."""
    with database(create_app, writes=True) as session, progress_bar("Nạp dữ liệu") as progress:
        report = import_path(
            session,
            SYSTEM,
            path,
            today=today(),
            dry_run=dry_run,
            skip_bad_rows=skip_bad_rows,
            progress=progress,
        )
        if report.stored:
            gather_statistics(session)
        else:
            session.rollback()
    wrong = [error for error in report.errors if not error.follows]
    for error in wrong:
        click.echo(str(error), err=True)
    for table in report.tables:
        click.echo(f"{table.table} {table.read} {table.new} {table.changed} {table.unchanged} {table.refused}")
    if following := len(report.errors) - len(wrong):
        click.echo(f"Thêm {following} ô dẫn chiếu tới các dòng bị từ chối.")
    if report.refused_path is not None:
        click.echo(f"Dòng bị từ chối đã ghi vào {report.refused_path}")
    if report.errors and not skip_bad_rows:
        click.echo("Không lưu gì: hãy sửa các dòng bị từ chối rồi nạp lại.")
        sys.exit(BAD_INPUT)
    click.echo("Kiểm tra xong, không lưu (--dry-run)." if dry_run else "Đã lưu.")


@commands.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--unit", "unit_text", default=None, help="Mã đơn vị, hoặc MÃ@NGÀY.")
@click.pass_obj
def export(create_app: AppFactory, path: Path, unit_text: str | None) -> None:
    """Ghi mọi bảng (hoặc phạm vi một đơn vị) ra thư mục, .zip hoặc .xlsx theo đuôi tệp."""
    day = today()
    with database(create_app) as session, progress_bar("Xuất dữ liệu") as progress:
        scope = Scope.everything(reason="casework export")
        if unit_text is not None:
            unit = find_unit(session, unit_text, [Window(day, day, "")])
            scope = scope if unit.kind == "country" else Scope(unit.id)
        tables = export_path(session, scope, path, today=day, progress=progress)
        session.rollback()
        # What left the house is noted after the long read, so that nobody waits for it.
        begin_writing(session)
        trail.record(
            session,
            trail.Tag.EXPORT_DONE,
            SYSTEM,
            target=path.name,
            unit=unit_text or "VN",
            tables=dict(tables),
        )
        session.commit()
    for table, rows in tables:
        click.echo(f"{table} {rows}")
