"""Questions about the law and about what is recorded: explain, law, check."""

from __future__ import annotations

import csv
import sys
from itertools import chain

import click
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.cli.command import FAILED, AppFactory, commands, database, stop
from casework.errors import InvalidInput, NotFound
from casework.i18n import parse_date
from casework.records import db
from casework.services.clock import today
from casework.services.database import is_empty, prepare_database


@commands.command()
@click.argument("episode_ref")
@click.option("--at", "at_text", default=None, metavar="DATE")
@click.pass_obj
def explain(create_app: AppFactory, episode_ref: str, at_text: str | None) -> None:
    """Luật áp dụng, trạng thái, việc được làm, việc chưa được làm và từng điều khoản, thời hạn."""
    from casework.services.explanations import explain_episode

    try:
        on = parse_date(at_text) if at_text else today()
    except ValueError as error:
        raise InvalidInput(f"--at: {error}") from None
    with database(create_app) as session:
        scope = Scope.everything(reason="casework explain")
        try:
            lines = explain_episode(session, scope, episode_ref, on)
        except NotFound:
            raise InvalidInput(f"Không có hồ sơ '{episode_ref}'", field="episode_ref") from None
        for line in lines:
            click.echo(line)


@commands.command()
@click.option("--unverified", "only_unverified", is_flag=True, help="Chỉ những điều chưa kiểm chứng.")
def law(only_unverified: bool) -> None:
    """Bảng đối chiếu: điều khoản nào thành điều kiện, thời hạn, văn bản, hay chỉ được ghi nhận."""
    from casework.law.coverage import coverage, unverified

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["law", "procedure", "use", "act", "what", "citation", "confidence", "note"])
    for row in unverified() if only_unverified else coverage():
        writer.writerow([row.regime, row.form, row.use.term, row.act, row.what, row.citation, row.confidence, row.note])


@commands.command()
@click.pass_obj
def check(create_app: AppFactory) -> None:
    """Lược đồ mới nhất, nhật ký nguyên vẹn, số lưu khớp danh sách, không hồ sơ mồ côi."""
    from casework.services.attachments import attachment_faults
    from casework.services.checks import faults, head_of_trail, schema_fault

    app = create_app(pages=False)
    with app.app_context():
        if is_empty():
            prepare_database()
        wrong = schema_fault()
        if wrong is not None:
            stop(wrong, FAILED)
        session: Session = db.session()
        found = 0
        folder = app.config["CASEWORK"].instance
        for fault in chain(faults(session), attachment_faults(session, folder)):
            found += 1
            click.echo(fault, err=True)
        count, seal = head_of_trail(session)
    if found:
        sys.exit(FAILED)
    click.echo(f"Tốt: lược đồ mới nhất; nhật ký nguyên vẹn, {count} mục, niêm {seal[:16] or '-'}; hồ sơ khớp nhau.")
