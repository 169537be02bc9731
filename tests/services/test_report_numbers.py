"""Numbers that were kept: equal to their lists, explained by their own definition, and true on either map."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from casework import jobs
from casework.access.scope import Scope
from casework.indicators.measure import members
from casework.records import db
from casework.records.account import RoleAssignment
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.report import ReportDuty, SavedReport
from casework.reports.compare import bridge, parts, units_below
from casework.reports.explain_cell import explain, keys_named
from casework.reports.forms import FORMS
from casework.reports.freeze import Member, from_plain, packed, to_plain, unpacked
from casework.reports.lifecycle import ReportStep
from casework.reports.periods import parse_period
from casework.reports.place import frame
from casework.reports.tables import as_json
from casework.services import report_duties
from casework.services.report_acts import Words, act
from casework.services.report_making import make_report
from casework.services.report_recast import recast
from casework.services.report_store import as_report
from tests.cast import make_episode, make_person, make_session, make_staff, make_team, scope

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
HALF = parse_period("2025H1", FORMS["pl2"].rule)
EVERYBODY = Scope.everything(reason="tests")


@pytest.fixture
def world(session, house):
    """A few cases on both sides of the reform, of several units and forms."""
    towns = (house.old_town, house.old_dinh_hoa, house.old_vinh_thang)
    for place, unit in enumerate(towns * 2):
        person = make_person(session, unit, f"Người {place}")
        make_episode(
            session,
            person,
            registered_on=date(2024, 12, 1) + timedelta(days=20 * place),
            started_on=date(2024, 12, 10) + timedelta(days=20 * place) if place != 1 else None,
            form=("home", "community")[place % 2],
            certificate=("01/GCN", date(2025, 6, 20)) if place == 0 else None,
        )
    make_team(session, house.old_town, make_staff(session, house.old_town))
    make_session(session, house.point, session.scalars(select(Person)).first())
    session.commit()


def make(session, house, actor, unit, form="bcn03", window=HALF):
    return make_report(
        session, EVERYBODY, actor, FORMS[form], unit, [window], variants=(), due_on=None, today=TODAY, as_of=NOW
    )


def test_members_and_numbers_are_kept_without_loss():
    some = [Member("E-1", 1), Member("E-2", 1)]
    mixed = [Member("V-1", 20_000_000, "project"), Member("V-1", 0, "other")]
    assert (unpacked(packed(some)), unpacked(packed(mixed)), unpacked(packed([]))) == (some, mixed, [])
    for kept in (None, 0, {"n": 1, "of": 3}, {"decimal": "12.5"}, [{"n": 0, "of": 0}, 4]):
        assert to_plain(from_plain(kept)) == kept


def test_every_explanation_agrees_with_the_list_of_its_cell(session, house, world):
    told = Counter()
    for form in (FORMS["pl2"], FORMS["bcn03"], FORMS["khlt2064"]):
        for line in form.rows:
            cell = frame(house.district, line.window(HALF))
            inside = {key for key, _ in members(session, line.indicator, cell)}
            refs = [*session.scalars(select(Person.ref)), *session.scalars(select(Episode.ref))]
            named = {each for known in refs for each in keys_named(session, line.indicator, EVERYBODY, known)}
            for key, ref in named:
                answer = explain(session, line.indicator, cell, key, ref)
                assert answer.counted is (key in inside)
                assert not answer.rules or all(rule.met for rule in answer.rules) is answer.counted, (line.id, answer)
                told[answer.counted] += 1
    assert told[True] > 20 and told[False] > 100


def test_a_bridge_always_leads_from_the_one_number_to_the_other():
    dice = random.Random(7)
    for _ in range(100):
        sizes = dice.randint(0, 8), dice.randint(0, 8)
        lists = [[Member(f"R{dice.randint(1, 9)}", dice.randint(0, 5)) for _ in range(size)] for size in sizes]
        found = bridge(*lists)
        assert found.adds_up and found.before == sum(each.adds for each in lists[0])


def test_the_units_below_less_who_counts_twice_and_with_what_is_not_allocated_make_the_whole(session, house, world):
    person = session.scalars(select(Person)).first()
    make_episode(
        session,
        person,
        registered_on=date(2025, 3, 1),
        started_on=date(2025, 3, 2),
        form="community",
        moves=[(date(2025, 4, 1), house.old_vinh_hoa_hung)],
    )
    session.commit()
    treated = FORMS["pl2"].indicator("1.5")
    for unit, on in ((house.district, HALF.last), (house.province, TODAY)):
        found = parts(session, treated, unit, HALF, units_below(session, unit, on))
        assert found.adds_up and found.whole == len(list(members(session, treated, frame(unit, HALF))))
        if unit is house.district:
            assert sum(each.by for each in found.twice) == 1


def test_an_old_report_reprints_the_same_and_its_records_stand_on_todays_map(session, house, world):
    kept = make(session, house, house.supervisor, "907@2025-06-30")
    for step in (ReportStep.CHECK, ReportStep.SUBMIT):
        act(session, scope(house.supervisor), house.supervisor, kept.ref, step, Words(), today=TODAY, as_of=NOW)
    session.commit()
    before = as_json(as_report(kept))
    late = make_person(session, house.old_town, "Người đến muộn")
    make_episode(session, late, registered_on=date(2025, 2, 1), started_on=date(2025, 2, 2))
    episode = session.scalars(select(Episode).where(Episode.form == "home").order_by(Episode.id)).first()
    session.delete(episode.certificate)
    session.commit()
    assert as_json(as_report(kept)) == before
    found = recast(session, kept)
    assert found.units and {unit.valid_to for unit in found.units} == {None}
    for row in found.rows:
        assert sum(row.by_unit.values()) + row.unallocated + row.lost == row.whole
    assert any(row.unallocated for row in found.rows) or all(unit.kind == "commune" for unit in found.units)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes of its own")
def test_schedulers_killed_by_the_system_in_mid_work_leave_each_report_once(app, session, house, monkeypatch):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("one database is enough for real processes; the claims are tried on both")
    for row in session.scalars(select(RoleAssignment)):
        row.from_on = date(2024, 11, 1)
    session.commit()
    app.config["TODAY"] = TODAY
    monkeypatch.setattr(report_duties, "LEASE", timedelta(milliseconds=1))
    dice = random.Random(11)
    session.close()
    db.engine.dispose()
    for _ in range(7):
        children = [_scheduler() for _ in range(3)]
        time.sleep(dice.uniform(0.02, 0.25))
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    jobs.draft_reports(session)
    kept = Counter(session.execute(select(SavedReport.obligation, SavedReport.unit_id, SavedReport.period)).all())
    assert len(kept) == session.scalar(select(func.count(ReportDuty.id))) > 10
    assert set(kept.values()) == {1}


def _scheduler() -> int:
    """A process of its own that drafts what is due; it never returns here."""
    child = os.fork()
    if child == 0:
        try:
            jobs.draft_reports(db.session())
        finally:
            os._exit(0)
    return child
