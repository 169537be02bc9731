"""Reports that are owed: planned once, claimed by one, done once, however often the scheduler dies or sleeps."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from casework import jobs
from casework.i18n import VIETNAM
from casework.records.account import RoleAssignment
from casework.records.report import ReportDuty, SavedReport
from casework.reports.obligations import obligation
from casework.services import report_duties
from casework.services.report_duties import LEASE, carry_out, claim, plan
from tests.services.test_concurrency import together

SINCE = date(2024, 11, 1)


class Killed(BaseException):
    """The process was killed here."""


@pytest.fixture
def working(session, house):
    """Everybody has worked at their unit since autumn 2024, also in the units that ended in 2025."""
    for row in session.scalars(select(RoleAssignment)):
        row.from_on = SINCE
    officers = [row for row in session.scalars(select(RoleAssignment)) if row.role == "commune_officer"]
    for unit in (house.old_town, house.district):
        role = "supervisor" if unit is house.district else "commune_officer"
        session.add(RoleAssignment(account_id=officers[0].account_id, role=role, unit_id=unit.id, from_on=SINCE))
    session.commit()


def made(session):
    session.rollback()
    rows = session.execute(select(SavedReport.obligation, SavedReport.unit_id, SavedReport.period))
    return Counter(map(tuple, rows))


def test_two_years_of_deadlines_give_each_report_once_and_none_that_nobody_owes(app, session, house, working):
    day = SINCE
    while day <= date(2026, 11, 21):
        app.config["TODAY"] = day
        jobs.draft_reports(session)
        day += timedelta(days=41)
    reports = made(session)
    assert set(reports.values()) == {1}
    monthly = {period for code, unit, period in reports if (code, unit) == ("bcn01", house.go_quao.id)}
    since_reform = [f"2025-{month:02d}" for month in range(7, 13)] + [f"2026-{month:02d}" for month in range(1, 11)]
    assert monthly == set(since_reform)
    before = {period for code, unit, period in reports if (code, unit) == ("bcn01", house.old_town.id)}
    assert before == {"2024-10", "2024-11", "2024-12", *(f"2025-{month:02d}" for month in range(1, 7))}
    assert {key[2] for key in reports if key[:2] == ("bcn03-half", house.district.id)} == {"2025H1"}
    assert {key[2] for key in reports if key[:2] == ("bcn03-year", house.district.id)} == {"2024"}
    assert {key[2] for key in reports if key[1] == house.province.id} == {"2025", "2026H1"}
    assert {key[2] for key in reports if key[:2] == ("kh89-half", house.old_town.id)} == {"2025H1"}
    due = {row.period: row.due_on for row in session.scalars(select(ReportDuty)) if row.unit_id == house.province.id}
    assert due == {"2025": date(2026, 1, 14), "2026H1": date(2026, 7, 14)}


def test_a_report_is_owed_the_day_after_its_window_and_not_on_its_last_day():
    owed = obligation("bcn01")
    for today, wanted in ((date(2026, 7, 31), []), (date(2026, 8, 1), ["2026-07"])):
        assert [period for period, _ in owed.periods_between(date(2026, 7, 1), today)] == wanted
    assert owed.due_on(owed.window("2026-12")) == date(2027, 1, 2)


def test_two_hundred_crashes_at_any_point_still_make_each_report_once(app, session, house, working, monkeypatch):
    # Only what is committed when is tried here; whole reports are killed in test_report_numbers.
    monkeypatch.setattr(report_duties, "fill", lambda _session, _kept, as_of: None)
    dice = random.Random(20260701)
    points = ("fill", "trail.record", "as_kept")
    clock = datetime(2026, 11, 21, tzinfo=UTC)

    def perhaps(name):
        real = getattr(report_duties, name) if "." not in name else report_duties.trail.record

        def dies(*args, **kwargs):
            if dice.random() < 0.5:
                raise Killed
            return real(*args, **kwargs)

        return dies

    killed = 0
    plan(session, date(2026, 11, 21))
    session.commit()
    expected = session.scalar(select(func.count(ReportDuty.id)))
    for name in points:
        target = report_duties.trail if name == "trail.record" else report_duties
        monkeypatch.setattr(target, name.rsplit(".", 1)[-1], perhaps(name))
    for _ in range(5000):
        session.rollback()
        duty_id = claim(session, clock)
        session.commit()
        if duty_id is None:
            clock += LEASE + timedelta(seconds=1)
            if not session.scalar(select(func.count(ReportDuty.id)).where(ReportDuty.done_at.is_(None))):
                break
            continue
        try:
            if dice.random() < 0.3:
                raise Killed
            carry_out(session, duty_id, clock)
            session.commit()
        except Killed:
            killed += 1
            session.rollback()
            session.info.pop("trail", None)
    reports = made(session)
    assert killed >= 200
    assert len(reports) == expected and set(reports.values()) == {1}


def test_three_schedulers_started_at_once_share_the_work(app, session, house, working):
    together(app, 3, lambda own, number: jobs.draft_reports(own))
    reports = made(session)
    assert len(reports) == session.scalar(select(func.count(ReportDuty.id))) > 10
    assert set(reports.values()) == {1}


def test_a_report_that_cannot_be_made_keeps_no_other_and_comes_up_again(app, session, house, working, monkeypatch):
    real = report_duties.fill

    def full(own, kept, **how):
        if kept.unit_id == house.old_town.id:
            raise OperationalError("INSERT", {"name": "Danh Văn Út"}, OSError("disk is full"))
        return real(own, kept, **how)

    monkeypatch.setattr(report_duties, "fill", full)
    with capture_logs() as said:
        jobs.draft_reports(session)
    others = made(session)
    left = list(session.scalars(select(ReportDuty).where(ReportDuty.done_at.is_(None))))
    assert {row.unit_id for row in left} == {house.old_town.id} and len(others) > 10
    assert len(said) == len(left) and said[0]["error"] == "OperationalError" and "Danh" not in str(said)
    assert jobs.draft_reports(session) == 0, "their claims have not ended"
    session.execute(update(ReportDuty).values(claimed_until=datetime(2026, 1, 1, tzinfo=UTC)))
    session.commit()
    monkeypatch.setattr(report_duties, "fill", real)
    assert jobs.draft_reports(session) == len(left)
    assert set(made(session).values()) == {1}


def test_a_chore_of_the_night_that_fails_keeps_no_other(app, session, house, working, monkeypatch):
    def fails(*_args, **_kwargs):
        raise ValueError("Danh Văn Út")

    monkeypatch.setattr(jobs, "keep_up", fails)
    monkeypatch.setattr(jobs, "read_procedures", fails)
    with capture_logs() as said, pytest.raises(ValueError):
        jobs.run_due(app)
    assert len(made(session)) > 10
    assert [each.get("chore") for each in said] == ["upkeep", "procedures", None] and "Danh" not in str(said)
    monkeypatch.undo()
    assert jobs.run_due(app).drafted == 0


def test_the_scheduler_wakes_soon_after_the_start_and_every_hour_for_what_was_claimed_by_the_dead(app):
    scheduler = jobs.start(app)
    try:
        begun = datetime.now(VIETNAM)
        soon = [
            each.next_run_time - begun for each in scheduler.get_jobs() if each.func in (jobs.run_due, jobs.drafts_due)
        ]
        assert min(soon) <= timedelta(minutes=1) and sorted(soon)[1] <= timedelta(hours=1)
    finally:
        scheduler.shutdown(wait=False)


def test_whoever_lost_the_claim_while_dead_makes_nothing_when_they_come_back(app, session, house, working):
    plan(session, date(2026, 11, 21))
    session.commit()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    first = claim(session, now)
    session.commit()
    assert claim(session, now + timedelta(minutes=1)) != first
    session.rollback()
    again = claim(session, now + LEASE + timedelta(seconds=1))
    session.commit()
    assert again == first
    assert carry_out(session, again, now) is not None
    session.commit()
    assert carry_out(session, first, now) is None
