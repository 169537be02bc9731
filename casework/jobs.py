"""The scheduler (bộ lập lịch): it only wakes; what there is to do is found in the database."""

from __future__ import annotations

import smtplib
import ssl
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy.orm import Session

from casework.config import Config
from casework.errors import CaseworkError
from casework.i18n import VIETNAM
from casework.records import db
from casework.records.db import begin_writing, now
from casework.services import weekly_mail
from casework.services.clock import instant, today
from casework.services.proceedings_fresh import read_again
from casework.services.report_duties import carry_out, claim, plan
from casework.services.upkeep import keep_up

# What the system says about itself goes to stderr: stdout belongs to results.
structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
log = structlog.get_logger()
UPKEEP_HOUR = 2
REPORTS_MINUTE = 20
"""Every hour: a draft that a process died over, or that found the database closed, is not left until the next night."""
SUMMARY_HOUR = 6
"""Every morning: on most days nothing is left to send, and a Monday that was missed is made up for."""
SMTP_SECONDS = 30
AFTER_THE_START = timedelta(minutes=1)


@dataclass(frozen=True)
class Done:
    """What one waking did."""

    forgotten: int
    """Keys of old forms."""
    drafted: int
    """Reports whose window had closed."""


def run_due(app: Flask) -> Done:
    """Do what is due now; what cannot be done keeps none of the rest, and is raised when the rest is done."""
    with app.app_context():
        session, wrong = db.session(), []
        found = {"upkeep": 0, "reports": 0}
        for name, chore in _chores(app).items():
            try:
                found[name] = chore(session) or 0
            except Exception as error:
                session.rollback()
                _say("not done", error, chore=name)
                wrong.append(error)
        done = Done(found["upkeep"], found["reports"])
        log.info("upkeep", forgotten=done.forgotten, drafted=done.drafted)
        if wrong:
            raise wrong[0]
        return done


def _chores(app: Flask) -> dict[str, Callable[[Session], int | None]]:
    def upkeep(session: Session) -> int:
        forgotten = keep_up(session, undo_days=app.config["CASEWORK"].import_undo_days)
        session.commit()
        return forgotten

    return {"upkeep": upkeep, "procedures": read_procedures, "reports": draft_reports}


def _say(event: str, error: Exception, **about: object) -> None:
    """What went wrong and where in this program; never the values of a statement, which can be somebody's name."""
    here = str(Path(__file__).parent)
    where = [each for each in traceback.extract_tb(error.__traceback__) if each.filename.startswith(here)][-1]
    said = str(error) if isinstance(error, CaseworkError) else type(error).__name__
    log.error(event, error=said, at=f"{where.filename.removeprefix(here)}:{where.lineno}", **about)


def read_procedures(session: Session) -> None:
    """Let the lists of procedures say what this day makes of each that is open."""
    last: int | None = 0
    while last is not None:
        begin_writing(session)
        last = read_again(session, today(), after=last)
        session.commit()


def draft_reports(session: Session) -> int:
    """Plan what is owed, then take the rows one by one; each is committed by itself, so that none waits for another."""
    begin_writing(session)
    plan(session, today())
    session.commit()
    drafted = 0
    while (duty_id := claim(session, now())) is not None:
        session.commit()
        try:
            drafted += carry_out(session, duty_id, now()) is not None
            session.commit()
        except Exception as error:
            # One report that cannot be made, for whatever reason, keeps none of the others: it would be the first again
            # at every waking. Its row comes up again when its claim ends.
            session.rollback()
            _say("report not drafted", error, duty=duty_id)
    session.rollback()
    return drafted


def drafts_due(app: Flask) -> int:
    """Draft what is due, and nothing else; where nothing is, it costs two questions.

    :returns: how many drafts were made
    """
    with app.app_context():
        return draft_reports(db.session())


def send_summaries(app: Flask) -> int:
    """Send this week's summaries that have not left yet, each claimed and committed first.

    :returns: how many left
    """
    config: Config = app.config["CASEWORK"]
    if not config.smtp_host:
        return 0
    sent = 0
    with app.app_context():
        session = db.session()
        for account_id in weekly_mail.waiting_accounts(session, today()):
            session.rollback()
            try:
                sent += _send_summary(session, config, account_id)
            except Exception as error:
                session.rollback()
                _say("summary not sent", error, account=account_id)
    return sent


def _send_summary(session: Session, config: Config, account_id: int) -> bool:
    begin_writing(session)
    claimed = weekly_mail.claim(session, config, account_id, today(), instant())
    session.commit()
    if claimed is None:
        return False
    left = _send(config, claimed.message)
    begin_writing(session)
    weekly_mail.settle(session, claimed.claim_id, now() if left else None)
    session.commit()
    return left


def _send(config: Config, message: EmailMessage) -> bool:
    """Whether the mail server took the mail; a refusal is noted and the mail tried again at the next waking."""
    try:
        with smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=SMTP_SECONDS) as server:
            if config.smtp_tls:
                server.starttls(context=ssl.create_default_context())
            if config.smtp_username:
                server.login(config.smtp_username, config.smtp_password)
            server.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        log.warning("mail refused", error=type(error).__name__)
        return False
    return True


def start(app: Flask) -> BackgroundScheduler:
    """Wake in threads of this process: every night, every hour for reports, and once soon after the start.

    It may have been off for weeks; and what it was claimed over when it died is free again only after a while.
    """
    scheduler = BackgroundScheduler(timezone=VIETNAM)
    scheduler.add_job(run_due, "date", args=[app], run_date=datetime.now(VIETNAM) + AFTER_THE_START)
    scheduler.add_job(run_due, "cron", args=[app], hour=UPKEEP_HOUR, misfire_grace_time=6 * 3600, coalesce=True)
    scheduler.add_job(drafts_due, "cron", args=[app], minute=REPORTS_MINUTE, misfire_grace_time=1800, coalesce=True)
    scheduler.add_job(send_summaries, "cron", args=[app], hour=SUMMARY_HOUR, misfire_grace_time=6 * 3600, coalesce=True)
    scheduler.start()
    return scheduler
