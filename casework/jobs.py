"""The scheduler (bộ lập lịch): it only wakes; what there is to do is found in the database."""

from __future__ import annotations

import smtplib
import ssl
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

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
    """Do what is due now."""
    with app.app_context():
        session = db.session()
        forgotten = keep_up(session, undo_days=app.config["CASEWORK"].import_undo_days)
        session.commit()
        read_procedures(session)
        done = Done(forgotten, draft_reports(session))
        log.info("upkeep", forgotten=done.forgotten, drafted=done.drafted)
        return done


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
        except CaseworkError as error:
            # One report that cannot be made keeps none of the others; its row comes up again when its claim ends.
            session.rollback()
            log.error("report not drafted", duty=duty_id, error=str(error))
    session.rollback()
    return drafted


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
            begin_writing(session)
            claimed = weekly_mail.claim(session, config, account_id, today(), instant())
            session.commit()
            if claimed is not None:
                left = _send(config, claimed.message)
                begin_writing(session)
                weekly_mail.settle(session, claimed.claim_id, now() if left else None)
                session.commit()
                sent += left
    return sent


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
    """Wake every night in a thread of this process, and once soon after the start: it may have been off for weeks."""
    scheduler = BackgroundScheduler(timezone=VIETNAM)
    scheduler.add_job(run_due, "date", args=[app], run_date=datetime.now(VIETNAM) + AFTER_THE_START)
    scheduler.add_job(run_due, "cron", args=[app], hour=UPKEEP_HOUR, misfire_grace_time=6 * 3600, coalesce=True)
    scheduler.add_job(send_summaries, "cron", args=[app], hour=SUMMARY_HOUR, misfire_grace_time=6 * 3600, coalesce=True)
    scheduler.start()
    return scheduler
