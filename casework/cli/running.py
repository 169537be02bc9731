"""Running the system: run, demo, create-admin."""

from __future__ import annotations

import threading

import click
from sqlalchemy.orm import Session

from casework.access.units import find_bearer
from casework.cli.command import AppFactory, commands, database
from casework.config import Config
from casework.records import db
from casework.records.db import begin_writing
from casework.services.clock import today
from casework.services.database import gather_statistics, prepare_database


@commands.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.pass_obj
def run(create_app: AppFactory, host: str, port: int) -> None:
    """Chạy trang web và API; cơ sở dữ liệu được tạo và nâng cấp trước."""
    from casework import jobs
    from casework.serving import serve

    app = create_app()
    with app.app_context():
        prepare_database()
        db.engine.dispose()
    click.echo(f"http://{host}:{port}/")
    serve(app, host, port, jobs.start)


@commands.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--no-browser", is_flag=True, help="Không mở trình duyệt.")
@click.pass_obj
def demo(create_app: AppFactory, host: str, port: int, no_browser: bool) -> None:
    """Dựng cơ sở dữ liệu minh họa riêng (huyện Gò Quao, người hư cấu), rồi chạy như `run`."""
    from casework import jobs
    from casework.services.demonstration import build_demonstration
    from casework.serving import open_browser, serve

    app = create_app(Config.for_demonstration())
    with app.app_context():
        prepare_database()
        session: Session = db.session()
        begin_writing(session)
        demonstration = build_demonstration(session, today())
        gather_statistics(session)
        db.engine.dispose()
    address = f"http://{host}:{port}/"
    click.echo(f"Dữ liệu minh họa (hư cấu): {address}")
    for account in demonstration.accounts:
        click.echo(f"  {account.username:<18} {account.password:<16} {account.role.term}, {account.unit}")
    if not no_browser:
        open_browser(address)
    serve(app, host, port, jobs.start)


@commands.command("create-admin")
@click.argument("username")
@click.option("--name", "full_name", default="Quản trị hệ thống", show_default=True)
@click.option("--unit", "unit_code", default="VN", show_default=True)
@click.password_option(prompt="Mật khẩu", confirmation_prompt="Nhập lại mật khẩu", envvar="CASEWORK_ADMIN_PASSWORD")
@click.pass_obj
def create_admin(create_app: AppFactory, username: str, full_name: str, unit_code: str, password: str) -> None:
    """Tạo tài khoản quản trị đầu tiên."""
    from casework.services.accounts import make_administrator

    with database(create_app, writes=True) as session:
        unit = find_bearer(session, unit_code, today())
        make_administrator(session, username=username, full_name=full_name, password=password, unit=unit)
        session.commit()
    click.echo(f"Đã tạo tài khoản quản trị {username}.")


@commands.command("jobs")
@click.option("--once", is_flag=True, help="Làm những việc đến hạn rồi dừng.")
@click.pass_obj
def run_jobs(create_app: AppFactory, once: bool) -> None:
    """Riêng bộ lập lịch, không có trang web."""
    from casework import jobs

    app = create_app()
    with app.app_context():
        prepare_database()
    if once:
        done = jobs.run_due(app)
        click.echo(f"Đã làm việc đến hạn; lập {done.drafted} dự thảo báo cáo, bỏ {done.forgotten} khóa biểu mẫu cũ.")
        return
    scheduler = jobs.start(app)
    click.echo("Bộ lập lịch đang chạy; Ctrl+C để dừng.")
    threading.Event().wait()
    scheduler.shutdown()
