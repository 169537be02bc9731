"""Schedulers killed at random (SIGKILL) while the clock moves through two years of deadlines: each report once?

    python -m bench.killing [--kills N] [--folder DIR] [--only sqlite|postgresql] [--seed N]

Every month three processes draft what is due at once. They are killed at random moments and started again until
enough were killed, then left to finish; at the end every report that was owed is there once, whole, with one trail
entry, and its numbers are those of its list.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from bench.embedded import database_url
from casework import jobs
from casework.access.roles import Role
from casework.access.trail import Tag
from casework.app import create_app
from casework.config import Config
from casework.records import db
from casework.records.account import Account, RoleAssignment
from casework.records.report import ReportAct, ReportCell, ReportDuty, SavedReport
from casework.records.trail import TrailEntry
from casework.records.unit import Unit
from casework.reports.forms import find_form
from casework.services import report_duties
from casework.services.database import prepare_database
from casework.services.report_faults import stored_numbers

SINCE, UNTIL = date(2024, 11, 1), date(2026, 11, 2)
TOGETHER = 3
COMMUNES = 12
LEASE = timedelta(milliseconds=300)
"""So short that rows of the killed come up again while others still work: claims overlap as they never would."""


@dataclass
class Tally:
    """What happened to the processes."""

    started: int = 0
    killed: int = 0
    in_mid_work: int = 0
    """Of the killed, how many left a row that they had claimed and not done."""
    seconds: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path("var/killing"))
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = args.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report_duties.LEASE = LEASE
    for name in ("sqlite", "postgresql"):
        if args.only in (None, name):
            url = f"sqlite:///{folder / 'killing.db'}" if name == "sqlite" else database_url(folder, "killing")
            app = create_app(Config.from_environ({"CASEWORK_INSTANCE": str(folder), "DATABASE_URL": url}), pages=False)
            print(f"{name}: {_run(app, args.kills, random.Random(args.seed))}", flush=True)


def _run(app: Flask, kills: int, dice: random.Random) -> str:
    with app.app_context():
        prepare_database()
        _open_accounts()
        tally, days = Tally(), _days()
        for place, day in enumerate(days):
            app.config["TODAY"] = day
            _work(tally, dice, until=kills * (place + 1) // len(days))
        return f"{_said(tally)}; {_proved()}"


def _days() -> list[date]:
    """The second of every month: yesterday a month closed, and its report is due today."""
    return [date(2024 + (10 + month) // 12, (10 + month) % 12 + 1, 2) for month in range(25)]


def _open_accounts() -> None:
    """Somebody who sends reports at some communes, at their old district, and at the provinces above."""
    session = db.session()
    here = select(Unit).where(Unit.kind == "commune", Unit.valid_to.is_(None)).order_by(Unit.id).limit(COMMUNES)
    units = [*session.scalars(here)]
    units += session.scalars(select(Unit).where(Unit.kind == "commune", Unit.valid_to.is_not(None)).limit(COMMUNES))
    above = {unit.parent_id for unit in units}
    units += session.scalars(select(Unit).where(Unit.id.in_(above)))
    for place, unit in enumerate(units):
        account = Account(username=f"u{place}", full_name=f"Người {place}", password_hash="-", stamp="0")
        session.add(account)
        session.flush()
        role = Role.COMMUNE_OFFICER if unit.kind == "commune" else Role.SUPERVISOR
        session.add(RoleAssignment(account_id=account.id, role=role.value, unit_id=unit.id, from_on=SINCE))
    session.commit()


def _work(tally: Tally, dice: random.Random, *, until: int) -> None:
    """Start three at once; kill them at random until so many were killed in all; let the last three finish."""
    while tally.killed < until:
        children = _start(tally)
        longest = max(tally.seconds[-6:], default=1.0)
        for child in dice.sample(children, TOGETHER):
            time.sleep(dice.uniform(0, longest / TOGETHER))
            _kill(tally, child)
    began = time.perf_counter()
    left = True
    while left:
        for child in _start(tally):
            os.waitpid(child, 0)
        left = bool(_left())
    tally.seconds.append(time.perf_counter() - began)


def _start(tally: Tally) -> list[int]:
    db.session.remove()
    db.engine.dispose()
    tally.started += TOGETHER
    return [_scheduler() for _ in range(TOGETHER)]


def _scheduler() -> int:
    """A process of its own that drafts what is due; it never returns here."""
    child = os.fork()
    if child == 0:
        try:
            jobs.draft_reports(db.session())
        finally:
            os._exit(0)
    return child


def _kill(tally: Tally, child: int) -> None:
    if os.waitpid(child, os.WNOHANG)[0] == child:
        return
    os.kill(child, signal.SIGKILL)
    if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        tally.killed += 1
        tally.in_mid_work += bool(_left(claimed=True))


def _left(*, claimed: bool = False) -> int:
    """Rows that are not done; with `claimed`, those somebody had taken up."""
    query = select(func.count(ReportDuty.id)).where(ReportDuty.done_at.is_(None))
    if claimed:
        query = query.where(ReportDuty.claimed_until.is_not(None))
    count = int(db.session().scalar(query) or 0)
    db.session.remove()
    db.engine.dispose()
    return count


def _said(tally: Tally) -> str:
    return f"{tally.started} started, {tally.killed} killed, {tally.in_mid_work} of them in mid-work"


def _proved() -> str:
    """What is there at the end; a difference stops everything."""
    session = db.session()
    owed = Counter(session.execute(select(ReportDuty.obligation, ReportDuty.unit_id, ReportDuty.period)).all())
    made = Counter(session.execute(select(SavedReport.obligation, SavedReport.unit_id, SavedReport.period)).all())
    assert made == owed and set(made.values()) == {1}, "a report is missing or there twice"
    for kept in session.scalars(select(SavedReport)):
        cells = session.scalar(select(func.count(ReportCell.id)).where(ReportCell.report_id == kept.id))
        acts = session.scalar(select(func.count(ReportAct.id)).where(ReportAct.report_id == kept.id))
        assert (cells, acts) == (len(find_form(kept.form).rows), 2), f"{kept.ref} is not whole"
    told = session.scalar(select(func.count(TrailEntry.id)).where(TrailEntry.tag == Tag.REPORT_MADE.tag))
    assert told == len(made), "the trail says otherwise"
    assert not list(stored_numbers(session)), "numbers are not those of their lists"
    monthly = Counter(unit for code, unit, _ in made if code == "bcn01")
    return f"{len(made)} reports, each once, for {len(monthly)} communes and {len({unit for _, unit, _ in made})} units"


if __name__ == "__main__":
    main()
