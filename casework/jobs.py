"""The scheduler (bộ lập lịch): it only wakes; what there is to do is found in the database."""

from __future__ import annotations

import sys

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from casework.i18n import VIETNAM
from casework.records import db
from casework.services.upkeep import keep_up

# What the system says about itself goes to stderr: stdout belongs to results.
structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
log = structlog.get_logger()
UPKEEP_HOUR = 2


def run_due(app: Flask) -> int:
    """Do what is due now.

    :returns: how many keys of old forms were forgotten
    """
    with app.app_context():
        forgotten = keep_up(db.session())
        log.info("upkeep", forgotten=forgotten)
        return forgotten


def start(app: Flask) -> BackgroundScheduler:
    """Wake every night in a thread of this process."""
    scheduler = BackgroundScheduler(timezone=VIETNAM)
    scheduler.add_job(run_due, "cron", args=[app], hour=UPKEEP_HOUR, misfire_grace_time=6 * 3600, coalesce=True)
    scheduler.start()
    return scheduler
