"""Numbers that were kept: equal to their lists, explained by their own definition, and true on either map."""

from __future__ import annotations

import os
import random
import signal
import time
import zlib
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from casework import jobs
from casework.access.scope import Scope
from casework.errors import Conflict
from casework.i18n import VIETNAM, format_date
from casework.indicators.catalogue.comparison import COHORTS
from casework.indicators.indicator import Measure
from casework.indicators.values import Ratio
from casework.records import db
from casework.records.account import RoleAssignment
from casework.records.db import now
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.report import ReportDuty, SavedReport
from casework.records.support import Training
from casework.reports.balance import carried_over, is_stock
from casework.reports.checks import Weight
from casework.reports.compare import PART, WHOLE, passages
from casework.reports.explain_cell import explain
from casework.reports.forms import FORMS
from casework.reports.freeze import Tally, is_zero, members_of
from casework.reports.keeping import Member, from_plain, packed, to_plain, unpacked
from casework.reports.lifecycle import ReportStep
from casework.reports.parts import parts, units_below
from casework.reports.periods import parse_period
from casework.reports.place import frame
from casework.reports.tables import as_json
from casework.services import report_checks, report_duties, report_store
from casework.services.quality import BY_CODE
from casework.services.quality_checks import Severity
from casework.services.removal_kinds import RemovalKind
from casework.services.removals import remove_record
from casework.services.report_acts import Words, act
from casework.services.report_bridges import since_sent
from casework.services.report_making import make_report
from casework.services.report_recast import recast
from casework.services.report_store import as_report
from casework.services.starts import record_start
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
    many = [Member(f"E-{place:06}", 1 + place % 2) for place in range(5001)]
    for each in (some, mixed, many, []):
        assert list(unpacked(packed(each))) == each
    old_way = zlib.compress(b'[["E-1","E-2"],1,""]')
    assert list(unpacked(old_way)) == some
    for kept in (None, 0, {"n": 1, "of": 3}, {"decimal": "12.5"}, [{"n": 0, "of": 0}, 4]):
        assert to_plain(from_plain(kept)) == kept


@pytest.mark.parametrize(("form", "row"), [("pl2", "2.4"), ("kh89", "1.1"), ("cv4498", "1"), ("cv4498", "3")])
def test_a_bridge_always_leads_from_the_one_number_to_the_other(form, row):
    dice, indicator = random.Random(7), FORMS[form].indicator(row)
    most = 1 if indicator.measure is Measure.RATIO else 5
    for _ in range(60):
        lists = [
            sorted(
                Member(f"R{dice.randint(1, 9)}", dice.randint(0, most), dice.choice(indicator.cohorts or ("",)))
                for _ in range(dice.randint(0, 8))
            )
            for _ in range(2)
        ]
        found = passages(indicator, *lists)
        for place, members_there in enumerate(lists):
            tally = Tally(indicator)
            assert len(list(tally.watch(members_there))) == tally.listed
            number = tally.number if isinstance(tally.number, tuple) else (tally.number,)
            assert tuple((each.before, each.after)[place] for each in found) == number
        assert all(way.adds_up for each in found for way in each.bridges)


def test_a_middle_is_told_after_each_step_and_whoever_changed_group_is_named_on_both_sides():
    one, other = COHORTS
    before = [Member("R1", 2, one), Member("R2", 4, one), Member("R3", 9, one), Member("R4", 1, other)]
    after = [Member("R1", 2, one), Member("R2", 6, one), Member("R4", 1, one), Member("R5", 3, other)]
    first, second = passages(FORMS["cv4498"].indicator("7"), before, after)
    assert [each.value for each in first.steps] == [4, 3, 4, 2]
    way = first.bridges[0]
    assert (way.before, way.after, way.came.first[0].crossed) == (3, 3, other)
    assert [(each.ref, each.before, each.after, each.by) for each in way.changed.first] == [("R2", 4, 6, 0)]
    assert [(each.ref, each.crossed) for each in second.bridges[0].gone.first] == [("R4", one)]


def test_whoever_reaches_the_part_comes_to_it_and_whoever_only_joins_comes_to_the_whole():
    before, after = [Member("R1", 0), Member("R3", 1)], [Member("R1", 1), Member("R2", 0), Member("R3", 0)]
    (found,) = passages(FORMS["kh89"].indicator("1.1"), before, after)
    moves = {way.title: [[each.ref for each in side.first] for side in (way.came, way.gone, way.changed)]
             for way in found.bridges}  # fmt: skip
    assert moves == {PART: [["R1"], ["R3"], []], WHOLE: [["R2"], [], []]}


def test_nothing_happened_where_every_number_is_zero_whatever_it_is_a_part_of():
    assert is_zero([0, None, Ratio(0, 7), (0, Ratio(0, 0)), Decimal(0)])
    for number in (1, Ratio(1, 7), (0, 2), Decimal("0.5")):
        assert not is_zero([0, number])


def test_which_numbers_are_stocks_is_read_from_their_definitions():
    stocks = {(code, line.id) for code, form in FORMS.items() for line in form.rows if is_stock(line.indicator)}
    assert {("bcn01", "A.5"), ("bcn01", "D.5"), ("kh89", "1.4"), ("khlt2064", "IV.7")} <= stocks
    assert not stocks & {("bcn01", "A.2"), ("pl2", "1.2"), ("pl2", "6"), ("kh89", "1.1"), ("cv4498", "1")}
    assert carried_over(FORMS["bcn03"]) == [(f"{group}.1", f"{group}.5") for group in "ABCD"]


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
        (found,) = parts(session, treated, unit, HALF, units_below(session, unit, on))
        (only,) = found.sums
        assert only.adds_up and only.whole == len(list(members_of(session, treated, frame(unit, HALF))))
        if unit is house.district:
            assert only.twice.by == 1


def test_the_lists_of_units_are_read_beside_each_other_and_none_is_kept(session, house, monkeypatch):
    indicator, below = FORMS["pl2"].indicator("1.5"), [house.go_quao, house.dinh_hoa]
    ahead = [0, 0, 0]

    def counted(_session, _indicator, asked, *, at_once):
        place = [house.province.id, *(unit.id for unit in below)].index(asked.unit_id)
        for number in range(3000):
            ahead[place] = number
            assert max(ahead) - min(ahead) <= 1
            yield Member(f"R{number:05}", 1)

    monkeypatch.setattr("casework.reports.parts.members_of", counted)
    (found,) = parts(session, indicator, house.province, HALF, below)
    (only,) = found.sums
    assert only.adds_up and (only.numbers, only.whole, only.twice.by) == ((3000, 3000), 3000, 3000)


def test_findings_above_the_commune_name_the_units_that_lead_down_to_the_records(session, house, world, monkeypatch):
    undecided = (BY_CODE["episode.started-without-decision"],)
    monkeypatch.setattr("casework.services.report_findings.CHECKS", undecided)
    kept = make(session, house, house.supervisor, "907@2025-06-30")
    session.commit()
    asked = {"on": TODAY, "as_of": NOW, "actor": house.supervisor}
    found = report_checks.findings(session, scope(house.supervisor), kept, **asked)
    led = [(each, unit) for each in found for unit in each.units if unit.unit]
    assert led and all(each.records for each, _ in led)
    finding, unit = next((each, unit) for each, unit in led if each.code)
    _, below = report_checks.findings_below(session, scope(house.supervisor), kept, unit.unit, **asked)
    (same,) = [each for each in below if each.code == finding.code]
    assert f"{len(same.records) + same.more} hồ sơ" == unit.text and not same.units


def test_what_is_wrong_with_a_record_that_only_an_earlier_column_counts_is_found_too(session, house, monkeypatch):
    monkeypatch.setattr("casework.services.report_findings.CHECKS", (BY_CODE["episode.started-without-decision"],))
    person = make_person(session, house.old_town, "Người Năm Trước")
    days = {"registered_on": date(2024, 3, 1), "started_on": date(2024, 3, 5), "ended_on": date(2024, 9, 5)}
    episode = make_episode(session, person, **days)
    session.commit()
    windows = [parse_period(period, FORMS["pl2"].rule) for period in ("2024", "2025H1")]
    asked = (session, EVERYBODY, house.supervisor, FORMS["pl2"], "907@2025-06-30", windows)
    kept = make_report(*asked, variants=(), due_on=None, today=TODAY, as_of=NOW)
    named = {"on": TODAY, "as_of": NOW, "actor": house.supervisor}
    (found,) = [each for each in report_checks.findings(session, EVERYBODY, kept, **named) if each.code]
    assert [each.ref for each in found.records] == [episode.ref]
    assert "dòng 1.4, 1.4.2, 1.5, 1.5.2 (2024)" in found.text and found.place == 0


def test_nobody_is_counted_at_the_end_of_a_window_that_a_unit_did_not_see(session, house, world):
    indicator = FORMS["kh89"].indicator("1.1")
    cell = frame(house.district, parse_period("2025", FORMS["kh89"].rule))
    for key in session.scalars(select(Person.id)):
        told = explain(session, indicator, cell, key, "")
        assert not told.counted and "chấm dứt" in told.rules[0].text


def test_an_old_report_reprints_the_same_and_its_records_stand_on_todays_map(session, house, world):
    trained = make_person(session, house.old_town, "Người học nghề")
    session.add(
        Training(person_id=trained.id, unit_id=house.old_town.id, started_on=date(2025, 2, 3), state_supported=True)
    )
    session.commit()
    kept = make(session, house, house.supervisor, "907@2025-06-30")
    for step in (ReportStep.CHECK, ReportStep.SUBMIT):
        words = Words("Chờ xã gửi quyết định")
        act(session, scope(house.supervisor), house.supervisor, kept.ref, step, words, today=TODAY, as_of=NOW)
    session.commit()
    assert "Chờ xã gửi quyết định" in as_report(kept).notes[-1]
    before = as_json(as_report(kept))
    late = make_person(session, house.old_town, "Người đến muộn")
    make_episode(session, late, registered_on=date(2025, 2, 1), started_on=date(2025, 2, 2))
    episode = session.scalars(select(Episode).where(Episode.form == "home").order_by(Episode.id)).first()
    session.delete(episode.certificate)
    gone = session.scalars(select(Episode).where(Episode.form == "community", Episode.started_on.is_not(None))).first()
    session.delete(gone)
    house.district.name = "Huyện Đã Đổi Tên"
    session.commit()
    assert as_json(as_report(kept)) == before
    found = recast(session, kept)
    rows = {row.line.id: row for row in found.rows}
    assert (rows["B.5"].lost, rows["A.5"].lost, rows["E.1"].by_unit) == (1, 0, {house.go_quao.id: 1})
    assert found.units and {unit.valid_to for unit in found.units} == {None}
    for row in found.rows:
        assert sum(row.by_unit.values()) + row.unallocated + row.lost == row.whole
    assert any(row.unallocated for row in found.rows) or all(unit.kind == "commune" for unit in found.units)


def test_a_list_of_another_instant_than_its_number_is_not_sent(session, house, world, monkeypatch):
    """On PostgreSQL each question sees its own instant: what was written in between is noticed."""
    kept = make(session, house, house.supervisor, "907@2025-06-30")
    asked = {"today": TODAY, "as_of": NOW}
    act(session, scope(house.supervisor), house.supervisor, kept.ref, ReportStep.CHECK, Words("Chờ xã"), **asked)
    real = report_store.members_of
    monkeypatch.setattr(report_store, "members_of", lambda *each: list(real(*each))[1:])
    with pytest.raises(Conflict, match="vừa ghi hồ sơ trong lúc chốt"):
        act(session, scope(house.supervisor), house.supervisor, kept.ref, ReportStep.SUBMIT, Words(), **asked)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes of its own")
def test_schedulers_killed_by_the_system_in_mid_work_leave_each_report_once(app, session, house, monkeypatch):
    for row in session.scalars(select(RoleAssignment)):
        row.from_on = date(2024, 11, 1)
    session.commit()
    app.config["TODAY"] = TODAY
    monkeypatch.setattr(report_duties, "LEASE", timedelta(milliseconds=1))
    dice = random.Random(11)
    session.close()
    db.engine.dispose()
    # Two hundred on either database: python -m bench.killing.
    for _ in range(5):
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


def test_what_was_taken_out_or_changed_after_sending_is_named_with_its_reason(session, house):
    """The bridge to today, the check of the next month and the kept list say what became of each record."""
    july, august = (parse_period(f"2026-0{month}", FORMS["bcn01"].rule) for month in (7, 8))
    episodes = []
    for name in ("Người Ở Lại", "Người Ghi Nhầm", "Người Bắt Đầu Muộn"):
        person = make_person(session, house.go_quao, name)
        begun = None if name.endswith("Muộn") else date(2026, 7, 5)
        days = {"registered_on": date(2026, 7, 2), "decided_on": date(2026, 7, 4), "started_on": begun}
        episodes.append(make_episode(session, person, **days))
    session.commit()
    kept = make(session, house, house.officer, "30952", "bcn01", july)
    for step, actor in ((ReportStep.CHECK, house.officer), (ReportStep.SUBMIT, house.chair)):
        act(session, scope(actor), actor, kept.ref, step, Words("Chờ quyết định"), today=TODAY, as_of=now())
    session.commit()
    _, wrong, late = episodes
    mistaken, later = wrong.ref, late.ref
    remove_record(session, scope(house.officer), house.officer, RemovalKind.EPISODE, wrong.id, reason="Ghi nhầm người")
    record_start(session, scope(house.officer), house.officer, later, started_on=date(2026, 7, 9), today=TODAY)
    session.commit()
    shown = since_sent(session, scope(house.officer), house.officer, kept, "A.5", 0)
    ((came, gone, _),) = [way.sides for road in shown.roads for way in road.ways]
    assert [each.why.split(" (")[0] for each in came.named] == ["hồ sơ được sửa sau khi gửi: ghi ngày bắt đầu"]
    told = {each.change.ref: each.why for each in gone.named}
    day = format_date(now().astimezone(VIETNAM).date())
    assert told == {mistaken: f"đã gỡ bỏ ngày {day}: Ghi nhầm người"} and not gone.rest
    above = since_sent(session, scope(house.supervisor), house.supervisor, kept, "A.5", 0)
    told = {each.change.ref: each.why for each in above.roads[0].ways[0].sides[1].named}
    assert told == {mistaken: f"đã gỡ bỏ ngày {day}"}, "who may not see names is not told what somebody wrote"
    # A month before it is sent later still: it is not the one that ended the day before.
    june = make(session, house, house.officer, "30952", "bcn01", parse_period("2026-06", FORMS["bcn01"].rule))
    for step, actor in ((ReportStep.CHECK, house.officer), (ReportStep.SUBMIT, house.chair)):
        act(session, scope(actor), actor, june.ref, step, Words(nothing_happened=True), today=TODAY, as_of=now())
    following = make(session, house, house.officer, "30952", "bcn01", august)
    asked = {"on": TODAY, "as_of": now(), "actor": house.officer}
    found = report_checks.findings(session, scope(house.officer), following, **asked)
    assert not [each for each in found if each.row == "A.1" and "đầu kỳ" in each.text], "one came, one went"
    remove_record(session, scope(house.officer), house.officer, RemovalKind.EPISODE, late.id, reason="Ghi nhầm tháng")
    session.commit()
    following = make(session, house, house.officer, "30952", "bcn01", august)
    found = report_checks.findings(session, scope(house.officer), following, **asked)
    (opening,) = [each for each in found if each.row == "A.1" and "đầu kỳ" in each.text]
    said = [(mistaken, f"−1, đã gỡ bỏ ngày {day}: Ghi nhầm người")]
    assert [(each.ref, each.text) for each in opening.records] == said and opening.more == 0


def test_what_is_wrong_with_a_record_that_has_moved_away_since_is_still_found(session, house, monkeypatch):
    """A commune's number counts it; who has it today mends it, and the check says so without a name."""
    undecided = BY_CODE["episode.started-without-decision"]
    monkeypatch.setattr("casework.services.report_findings.CHECKS", (undecided,))
    moved = [(date(2026, 8, 3), house.dinh_hoa)]
    days = {"registered_on": date(2026, 7, 1), "started_on": date(2026, 7, 6)}
    for unit, moves in ((house.go_quao, ()), (house.dinh_hoa, moved), (house.dinh_hoa, ())):
        person = make_person(session, unit, "Người")
        make_episode(session, person, house.go_quao if moves else unit, moves=moves, **days)
    session.commit()
    kept = make(session, house, house.officer, "30952", "bcn01", parse_period("2026-07", FORMS["bcn01"].rule))
    asked = {"on": TODAY, "as_of": NOW, "actor": house.officer}
    (found,) = [each for each in report_checks.findings(session, scope(house.officer), kept, **asked) if each.code]
    assert "2 hồ sơ, đang được tính ở dòng A.2, A.5; 1 hồ sơ nay do đơn vị khác quản lý" in found.text
    assert (len(found.records), found.more, found.weight) == (1, 1, Weight.EXPLAIN)
    # The same as a warning, and with more records than are looked at.
    warned = replace(undecided, severity=Severity.WARNING)
    monkeypatch.setattr("casework.services.report_findings.CHECKS", (warned,))
    monkeypatch.setattr("casework.services.report_findings.MOST", 1)
    make_episode(session, make_person(session, house.go_quao, "Người Khác"), house.go_quao, **days)
    session.commit()
    (found,) = [each for each in report_checks.findings(session, scope(house.officer), kept, **asked) if each.code]
    assert found.weight is Weight.WARNING and "ít nhất 2 hồ sơ" in found.text
