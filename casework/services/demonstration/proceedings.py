"""A few procedures of each measure in the invented district, run through the same service as everybody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.errors import CaseworkError
from casework.law.determination_facts import DeterminationPaper, RequestedBy
from casework.law.dossier_facts import DossierGround, DossierPaper
from casework.law.methadone_facts import SubstitutionPaper
from casework.law.procedures import Measure
from casework.law.support_facts import SupportProgramme
from casework.law.team_facts import TeamSeat
from casework.law.vocabulary import Borrower
from casework.records.person import Person
from casework.records.unit import Unit
from casework.services.demonstration.days import office_day_before
from casework.services.proceedings import open_proceeding
from casework.services.proceedings_acts import Proposal, record_proceeding_act
from casework.services.proceedings_subjects import About

UNIT = "30952"
"""Where the officer of the demonstration works."""
EVERYTHING = Scope.everything(reason="dữ liệu minh họa")


@dataclass(frozen=True)
class _Step:
    act: str
    days_ago: int
    values: Mapping[str, Any] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Invented:
    measure: Measure
    days_ago: int
    steps: tuple[_Step, ...]
    opening: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""


def add_proceedings(session: Session, today: date) -> int:
    """Procedures at each stage, one person each; how many were opened.

    :param today: their days lie in the weeks before it; a law that refuses an invented act leaves it out
    """
    unit = session.scalars(
        queries.people(EVERYTHING).join(Person.unit).where(Unit.code == UNIT, Unit.valid_to.is_(None)).limit(1)
    ).first()
    if unit is None:
        return 0
    here = queries.people(EVERYTHING).where(Person.unit_id == unit.unit_id).order_by(Person.id)
    people = iter(session.scalars(here.where(Person.birth_on.is_not(None)).limit(30)).unique().all())
    opened = 0
    for each in _invented():
        try:
            with session.begin_nested():
                opened += _run(session, each, people, unit.unit_id, today)
        except CaseworkError:
            # On a day soon after the reform the unit did not exist yet when the procedure would have begun.
            continue
    return opened


def _run(session: Session, each: _Invented, people: Iterator[Person], unit_id: int, today: date) -> bool:
    needs_person = each.measure not in (Measure.TEAM, Measure.PROVIDER)
    person = next(people, None) if needs_person else None
    if needs_person and person is None:
        return False
    about = About(person_ref=person.ref if person else "", name=each.name)
    values = {name: _day(value, today) for name, value in each.opening.items()}
    row = open_proceeding(
        session,
        EVERYTHING,
        SYSTEM,
        each.measure,
        about=about,
        opened_on=_day(timedelta(days=each.days_ago), today),
        values=values,
        unit_id=unit_id,
        today=today,
    )
    for step in each.steps:
        proposal = Proposal(
            step.act,
            _day(timedelta(days=step.days_ago), today),
            values={name: _day(value, today) for name, value in step.values.items()},
            extras=step.extras,
        )
        try:
            with session.begin_nested():
                record_proceeding_act(session, EVERYTHING, SYSTEM, row.ref, proposal, version=None, today=today)
        except CaseworkError:
            break
    return True


def _day(value: Any, today: date) -> Any:
    """So many days before today, on a day on which the office works; anything else as it is."""
    return office_day_before(today - value) if isinstance(value, timedelta) else value


def _ago(days: int) -> timedelta:
    return timedelta(days=days)


def _invented() -> tuple[_Invented, ...]:
    return (*_determinations(), *_dossiers(), *_treatments(), *_supports(), *_others())


def _determinations() -> Iterator[_Invented]:
    asked = _Step(
        "request",
        9,
        {
            "requested_by": RequestedBy.POLICE,
            "papers": frozenset(
                {DeterminationPaper.POLICE_REQUEST, DeterminationPaper.TEST_SLIP, DeterminationPaper.SUMMARY}
            ),
            "on_site": False,
            "in_custody": False,
        },
    )
    received = _Step("receive", 8)
    result = _Step("result", 4, {"addicted": True, "criteria_met": 4}, {"substances": "Methamphetamine"})
    police = {"requested_by": RequestedBy.POLICE}
    yield _Invented(Measure.DETERMINATION, 9, (asked,), police)
    yield _Invented(Measure.DETERMINATION, 9, (asked, received), police)
    yield _Invented(Measure.DETERMINATION, 9, (asked, received, result), police)


def _dossiers() -> Iterator[_Invented]:
    known = {"detected_on": _ago(12), "ground": DossierGround.NOT_STARTED, "last_act_on": _ago(14)}
    draft = _Step(
        "draft",
        7,
        known
        | {
            "stable_residence": True,
            "no_capacity": False,
            "pregnant": False,
            "cares_for_small_child": False,
            "papers": frozenset(
                {
                    DossierPaper.SUMMARY,
                    DossierPaper.VIOLATION_MINUTES,
                    DossierPaper.DETERMINATION,
                    DossierPaper.STATEMENT,
                    DossierPaper.REQUEST,
                }
            ),
        },
    )
    yield _Invented(Measure.DOSSIER, 12, (), known)
    yield _Invented(Measure.DOSSIER, 12, (draft, _Step("notify", 7)), known)
    earlier = known | {"detected_on": _ago(22), "last_act_on": _ago(24)}
    sent = (replace(draft, days_ago=21, values=dict(draft.values) | earlier), _Step("notify", 21), _Step("send", 14))
    yield _Invented(Measure.DOSSIER, 22, sent, earlier)


def _treatments() -> Iterator[_Invented]:
    registered = _Step(
        "register",
        40,
        {
            "papers": frozenset({SubstitutionPaper.APPLICATION, SubstitutionPaper.IDENTITY}),
            "representative_agreed": None,
        },
    )
    accepted = _Step("accept", 36, {}, {"facility": "Cơ sở điều trị Methadone số 1 (hư cấu)"})
    yield _Invented(Measure.SUBSTITUTION, 40, (registered,))
    yield _Invented(Measure.SUBSTITUTION, 40, (registered, accepted))
    yield _Invented(Measure.SUBSTITUTION, 40, (registered, accepted, _Step("stop", 5)))


def _supports() -> Iterator[_Invented]:
    requested = _Step("request", 30)
    lent = {"borrower": Borrower.HOUSEHOLD, "amount_vnd": 100_000_000, "term_months": 60, "on_police_list": True}
    loan = (
        requested,
        _Step("certify", 25, {"on_police_list": True}),
        _Step("approve", 20, {key: value for key, value in lent.items() if key != "borrower"}),
        _Step("grant", 15, lent, {"purpose": "Chăn nuôi"}),
    )
    yield _Invented(Measure.SUPPORT, 30, (requested,), {"programme": SupportProgramme.PAYMENT})
    yield _Invented(Measure.SUPPORT, 30, (requested,), {"programme": SupportProgramme.TRAINING})
    yield _Invented(Measure.SUPPORT, 30, loan[:2], {"programme": SupportProgramme.LOAN_08_2026})
    yield _Invented(Measure.SUPPORT, 30, loan, {"programme": SupportProgramme.LOAN_08_2026})
    yield _Invented(Measure.SUPPORT, 30, (requested,), {"programme": SupportProgramme.LOAN_FUND})
    job = (_Step("grant", 12, {}, {"has_income": "yes"}),)
    yield _Invented(Measure.SUPPORT, 30, job, {"programme": SupportProgramme.JOB})


def _others() -> Iterator[_Invented]:
    seats = frozenset({TeamSeat.POLICE, TeamSeat.HEALTH, TeamSeat.FRONT, TeamSeat.VILLAGE})
    leading = {"founded_by_chair": True, "seats": seats, "leader": TeamSeat.POLICE, "deputy": TeamSeat.HEALTH}
    yield _Invented(Measure.TEAM, 60, (_Step("found", 58, leading),))
    filed = _Step("file", 20, {"file_is_complete": True})
    yield _Invented(Measure.PROVIDER, 20, (filed,), name="Phòng khám đa khoa Minh Tâm (hư cấu)")
    published = (filed, _Step("publish", 14, {"file_is_complete": True}))
    yield _Invented(Measure.PROVIDER, 20, published, name="Trung tâm tư vấn Hướng Dương (hư cấu)")
