"""The whole system in one file, and back: backup, restore."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from flask import current_app

from casework.access import trail
from casework.access.roles import SYSTEM
from casework.cli.command import AppFactory, commands, database
from casework.config import Config
from casework.progress import progress_bar
from casework.records import db
from casework.records.db import begin_writing
from casework.services.backups import back_up
from casework.services.database import gather_statistics
from casework.services.restoring import open_archive, prove, put_in_place


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(create_app: AppFactory, file: Path) -> None:
    """Sao lưu cả hệ thống (mọi bảng, khóa, bản chụp giấy tờ) vào một tệp, không cần dừng."""
    with database(create_app, writes=True) as session, progress_bar("Sao lưu") as progress:
        # Noted first, so that the backup itself says that it was made.
        trail.record(session, trail.Tag.BACKUP_MADE, SYSTEM, target=file.name)
        session.commit()
        made = back_up(session, current_app.config["CASEWORK"], file, progress=progress)
    click.echo(f"Đã sao lưu vào {file}: {made.tables} bảng, {made.rows} dòng, {made.attachments} bản chụp.")
    click.echo("Tệp chứa họ tên và khóa mở số định danh: hãy cất ở nơi chỉ người có trách nhiệm mở được.")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(create_app: AppFactory, file: Path) -> None:
    """Khôi phục từ tệp sao lưu: kiểm tra trọn vẹn trước, sau đó mới thay dữ liệu đang có."""
    archive = open_archive(file)
    with database(create_app) as session:
        config: Config = current_app.config["CASEWORK"]
        with tempfile.TemporaryDirectory(dir=config.instance) as folder:
            scratch = Path(folder) / "proven.db"
            prove(archive, lambda settings: create_app(settings, pages=False), config, scratch)
            session.rollback()
            put_in_place(archive, config, scratch)
        db.engine.dispose()
    with database(create_app) as session:
        begin_writing(session)
        trail.record(session, trail.Tag.BACKUP_RESTORED, SYSTEM, source=file.name, rows=archive.rows)
        gather_statistics(session)
    click.echo(f"Đã khôi phục từ {file}: {archive.rows} dòng, {archive.attachments} bản chụp.")
    click.echo("Nếu casework đang chạy, hãy khởi động lại để dùng khóa của bản sao lưu.")
