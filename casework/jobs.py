"""The scheduler (bộ lập lịch): it only wakes; what there is to do is found in the database."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy.orm import Session

from casework.errors import CaseworkError
from casework.i18n import VIETNAM
from casework.records import db
from casework.records.db import begin_writing, now
from casework.services.clock import today
from casework.services.report_duties import carry_out, claim, plan
from casework.services.upkeep import keep_up

# What the system says about itself goes to stderr: stdout belongs to results.
structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
log = structlog.get_logger()
UPKEEP_HOUR = 2
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
        forgotten = keep_up(session)
        session.commit()
        done = Done(forgotten, draft_reports(session))
        log.info("upkeep", forgotten=done.forgotten, drafted=done.drafted)
        return done


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


def start(app: Flask) -> BackgroundScheduler:
    """Wake every night in a thread of this process, and once soon after the start: it may have been off for weeks."""
    scheduler = BackgroundScheduler(timezone=VIETNAM)
    scheduler.add_job(run_due, "date", args=[app], run_date=datetime.now(VIETNAM) + AFTER_THE_START)
    scheduler.add_job(run_due, "cron", args=[app], hour=UPKEEP_HOUR, misfire_grace_time=6 * 3600, coalesce=True)
    scheduler.start()
    return scheduler
