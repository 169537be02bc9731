"""Each form on its way from the commune to the country: sent, received, added up, signed, and replaced."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from casework.access.roles import Role
from casework.indicators.values import Ratio
from casework.records.account import RoleAssignment
from casework.records.budget import BudgetLine
from casework.records.evaluation import Evaluation
from casework.records.listing import Listing
from casework.records.obligation import UnitObligation
from casework.records.unit import Unit
from casework.reports.forms import FORMS
from casework.reports.lifecycle import ReportStage, ReportStep
from casework.services import report_checks, report_duties
from casework.services.report_acts import Words, act
from casework.services.report_consolidation import consolidation
from casework.services.report_making import begin_replacement
from casework.services.report_overview import of_units_below
from casework.services.report_reading import changed
from casework.services.report_store import as_report
from tests.cast import make_actor, make_episode, make_person, scope

TODAY = date(2027, 1, 20)
NOW = datetime(2027, 1, 20, 8, tzinfo=UTC)
DAY = date(2026, 12, 7)
LATE = {
    "pl2": ("1.5.2", 1, 2),
    "pl3": ("1.1", 12_500_000, 25_000_000),
    "khlt2064": ("III.2.4", 1, 2),
    "kh89": ("1.1", Ratio(1, 1), Ratio(2, 2)),
    "cv4498": ("3", Ratio(1, 1), Ratio(1, 2)),
    "bcn01": ("A.2", 1, 2),
    "bcn03": ("A.2", 1, 2),
    "bcn04": ("A.2", 1, 2),
}
"""Of each form a number that somebody entered late changes: its row, before and after."""


def enter(session, here, name, outcome):
    """Somebody whom every form counts: at home since December, listed, evaluated; and money spent."""
    person = make_person(session, here, name)
    make_episode(session, person, registered_on=DAY, started_on=DAY, decided_on=DAY)
    about, amount = {"person_id": person.id, "unit_id": here.id}, {"source": "central", "amount_vnd": 12_500_000}
    session.add(Listing(**about, status="addict", listed_on=DAY))
    session.add(Evaluation(**about, evaluated_on=DAY, cohort="project", outcome=outcome, employment="none"))
    session.add(BudgetLine(unit_id=here.id, spent_on=DAY, content="support", **amount))
    session.commit()


def owe(session, form, unit, top, level):
    """The scheduler's draft of what a unit owes for the year: by an official paper, or because the country says so."""
    if form not in ("bcn01", "bcn04"):
        days = {"from_on": date(2026, 1, 1), "due_months": 1, "due_day": 15, "rule": "calendar", "cycle": "year"}
        session.add(UnitObligation(unit_id=top.unit_id, form=form, level=level, citation="Công văn 12", **days))
        session.flush()
    report_duties.plan(session, TODAY)
    query = select(report_duties.ReportDuty).where(report_duties.ReportDuty.unit_id == unit.id)
    for duty in session.scalars(query.order_by(report_duties.ReportDuty.id.desc())):
        owed = report_duties.find_obligation(session, duty.obligation)
        if owed.form == form and duty.done_at is None:
            return report_duties.carry_out(session, duty.id, NOW)
    raise AssertionError(f"{form} is not owed by {unit.name}")


@pytest.mark.any_database
@pytest.mark.parametrize("form", [code for code in FORMS if not FORMS[code].register])
def test_a_form_goes_through_every_level_that_owes_it(app, session, house, monkeypatch, form):
    # What stands against sending has tests of its own, and costs most of the way.
    monkeypatch.setattr(report_checks, "findings", lambda *_args, **_more: [])
    app.config["TODAY"] = TODAY
    country = session.scalars(select(Unit).where(Unit.code == "VN")).one()
    top = make_actor(session, "trung-uong", "Hồ Thị Năm", Role.SUPERVISOR, country)
    for row in session.scalars(select(RoleAssignment)):
        row.from_on = date(2027, 1, 1)
    here = house.go_quao
    enter(session, here, "Trần Văn Bảy", "relapsed")

    def do(actor, kept, *steps, words=None):
        for step in steps:
            asked = Words(
                words or "Hồ sơ giấy đang gửi về", number=f"{kept.id}/BC" if step is ReportStep.SIGN else None
            )
            act(session, scope(actor), actor, kept.ref, step, asked, today=TODAY, as_of=NOW)

    levels = {"bcn01": ["commune"], "bcn03": ["province"], "bcn04": ["province"]}.get(form, ["commune", "province"])
    for level in levels:
        unit, maker, signer, above = {
            "commune": (here, house.officer, house.chair, house.supervisor),
            "province": (house.province, house.supervisor, house.supervisor, top),
        }[level]
        kept = owe(session, form, unit, top, level)
        do(maker, kept, ReportStep.CHECK)
        do(signer, kept, ReportStep.SUBMIT)
        do(above, kept, ReportStep.RECEIVE, ReportStep.CONSOLIDATE)
        do(signer, kept, ReportStep.SIGN)
        assert kept.stage == ReportStage.SIGNED
        sums = consolidation(session, scope(above), kept.obligation, kept.period, as_of=NOW)
        assert len({(each.line.id, each.cohort, each.part) for each in sums}) == len(sums) >= len(FORMS[form].rows)
        # II.4 and I count communes, whether they have sent or not.
        assert {each.line.id for each in sums if each.difference} <= {"II.4", "I"}, (
            "what was sent is what the records say"
        )
        assert any(each.sent for each in sums)
        if level == "province" and "commune" in levels:
            assert [(each.owed, each.sent) for each in of_units_below(session, kept, TODAY)] == [(2, 1)]
    row, before, after = LATE[form]
    enter(session, here, "Danh Văn Muộn", "not_relapsed")
    late = [
        each
        for each in consolidation(session, scope(above), kept.obligation, kept.period, as_of=NOW)
        if each.difference
    ]
    assert row in {each.line.id for each in late}
    new = begin_replacement(session, scope(maker), maker, kept.ref, "Bỏ sót hồ sơ", today=TODAY, as_of=NOW)
    do(maker, new, ReportStep.CHECK)
    do(signer, new, ReportStep.SUBMIT)
    assert (kept.stage, new.stage) == (ReportStage.REPLACED, ReportStage.SUBMITTED)
    found = {line.id: values for line, _place, *values in changed(as_report(kept), as_report(new))}
    assert found[row] == [before, after]
