"""How the list of each kind of record looks: its ref first, then what explains it, in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute, aliased

from casework.indicators.indicator import Counted
from casework.records.aftercare import Aftercare
from casework.records.budget import BudgetLine
from casework.records.club import Club
from casework.records.consultation import ConsultationSession, Point
from casework.records.episode import Episode
from casework.records.methadone import Methadone
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.person import Person
from casework.records.programme_model import ProgrammeModel
from casework.records.support import Employer, Job, Loan, Training
from casework.records.team import Staff, Team
from casework.records.unit import Unit


@dataclass(frozen=True)
class Listing:
    """How the list of one kind of record looks."""

    key: InstrumentedAttribute[int]
    unit: Any
    """The unit that the record is shown with, and by which a reader's scope bounds the list."""
    columns: tuple[tuple[str, Any], ...]
    order: tuple[Any, ...]
    joins: tuple[tuple[Any, Any], ...] = ()
    """Records beside it that its columns need, and how they belong to it."""


HOME = aliased(Unit)
_PERSON = aliased(Person)
_POINT = aliased(Point)
_UNIT = (("unit_code", HOME.code), ("unit_name", HOME.name))


def _of_a_person(record: Any, name: str, *columns: tuple[str, Any], order: Any) -> Listing:
    """The list of records that belong to somebody: their ref, the person's, then the columns."""
    return Listing(
        record.id,
        record.unit_id,
        ((name, record.ref), ("person_ref", _PERSON.ref), *columns, *_UNIT),
        (order, record.ref),
        ((_PERSON, _PERSON.id == record.person_id),),
    )


def _of_a_unit(record: Any, name: str, *columns: tuple[str, Any], order: tuple[Any, ...] = ()) -> Listing:
    """The list of records that belong to a unit: their ref, their unit, then the columns."""
    return Listing(record.id, record.unit_id, ((name, record.ref), *_UNIT, *columns), (*order, record.ref))


LISTINGS: dict[Counted, Listing] = {
    Counted.PERSON: Listing(
        Person.id,
        Person.unit_id,
        (
            ("person_ref", Person.ref),
            ("birth_year", Person.birth_year),
            ("sex", Person.sex),
            ("unit_code", HOME.code),
            ("unit_name", HOME.name),
        ),
        (Person.ref,),
    ),
    Counted.STAFF: Listing(
        Staff.id,
        Staff.unit_id,
        (("staff_ref", Staff.ref), ("full_name", Staff.full_name), ("sector", Staff.sector), ("unit_code", HOME.code)),
        (Staff.ref,),
    ),
    Counted.TEAM: Listing(
        Team.id,
        Team.unit_id,
        (
            ("team_ref", Team.ref),
            ("unit_code", HOME.code),
            ("unit_name", HOME.name),
            ("established_on", Team.established_on),
            ("dissolved_on", Team.dissolved_on),
        ),
        (Team.ref,),
    ),
    Counted.POINT: Listing(
        Point.id,
        Point.unit_id,
        (
            ("point_ref", Point.ref),
            ("name", Point.name),
            ("premises", Point.premises),
            ("unit_code", HOME.code),
            ("established_on", Point.established_on),
            ("closed_on", Point.closed_on),
        ),
        (Point.ref,),
    ),
    Counted.SESSION: Listing(
        ConsultationSession.id,
        ConsultationSession.unit_id,
        (
            ("session_ref", ConsultationSession.ref),
            ("point_ref", _POINT.ref),
            ("held_on", ConsultationSession.held_on),
            ("kind", ConsultationSession.kind),
            ("attendance", ConsultationSession.attendance),
        ),
        (ConsultationSession.held_on, ConsultationSession.ref),
        ((_POINT, _POINT.id == ConsultationSession.point_id),),
    ),
    Counted.LOAN: Listing(
        Loan.id,
        Loan.unit_id,
        (
            ("loan_ref", Loan.ref),
            ("person_ref", _PERSON.ref),
            ("disbursed_on", Loan.disbursed_on),
            ("amount_vnd", Loan.amount_vnd),
            ("borrower", Loan.borrower),
        ),
        (Loan.disbursed_on, Loan.ref),
        ((_PERSON, _PERSON.id == Loan.person_id),),
    ),
    Counted.EPISODE: _of_a_person(
        Episode,
        "episode_ref",
        ("form", Episode.form),
        ("registered_on", Episode.registered_on),
        ("started_on", Episode.started_on),
        ("ended_on", Episode.ended_on),
        ("outcome", Episode.outcome),
        order=Episode.registered_on,
    ),
    Counted.AFTERCARE: _of_a_person(
        Aftercare,
        "aftercare_ref",
        ("starts_on", Aftercare.starts_on),
        ("ended_on", Aftercare.ended_on),
        ("outcome", Aftercare.outcome),
        order=Aftercare.starts_on,
    ),
    Counted.TRAINING: _of_a_person(
        Training,
        "training_ref",
        ("started_on", Training.started_on),
        ("trade", Training.trade),
        ("state_supported", Training.state_supported),
        order=Training.started_on,
    ),
    Counted.JOB: _of_a_person(
        Job,
        "job_ref",
        ("started_on", Job.started_on),
        ("ended_on", Job.ended_on),
        order=Job.started_on,
    ),
    Counted.METHADONE: _of_a_person(
        Methadone,
        "methadone_ref",
        ("started_on", Methadone.started_on),
        ("ended_on", Methadone.ended_on),
        order=Methadone.started_on,
    ),
    Counted.EMPLOYER: _of_a_unit(Employer, "employer_ref", ("name", Employer.name), ("employer_kind", Employer.kind)),
    Counted.CLUB: _of_a_unit(
        Club,
        "club_ref",
        ("name", Club.name),
        ("established_on", Club.established_on),
        ("closed_on", Club.closed_on),
    ),
    Counted.UNIT: Listing(Unit.id, Unit.id, (("unit_code", HOME.code), ("unit_name", HOME.name)), (HOME.code,)),
    Counted.EVENT: _of_a_unit(
        CommunicationEvent,
        "event_ref",
        ("held_on", CommunicationEvent.held_on),
        ("level", CommunicationEvent.level),
        ("event_kind", CommunicationEvent.kind),
        ("participants", CommunicationEvent.participants),
        order=(CommunicationEvent.held_on,),
    ),
    Counted.MATERIAL: _of_a_unit(
        Material,
        "material_ref",
        ("issued_on", Material.issued_on),
        ("material_kind", Material.kind),
        ("quantity", Material.quantity),
        order=(Material.issued_on,),
    ),
    Counted.DIRECTIVE: _of_a_unit(
        Directive,
        "directive_ref",
        ("issued_on", Directive.issued_on),
        ("level", Directive.level),
        ("number", Directive.number),
        ("subject", Directive.subject),
        order=(Directive.issued_on,),
    ),
    Counted.BUDGET: _of_a_unit(
        BudgetLine,
        "budget_ref",
        ("spent_on", BudgetLine.spent_on),
        ("source", BudgetLine.source),
        ("content", BudgetLine.content),
        ("amount_vnd", BudgetLine.amount_vnd),
        order=(BudgetLine.spent_on,),
    ),
    Counted.MODEL: _of_a_unit(
        ProgrammeModel,
        "model_ref",
        ("name", ProgrammeModel.name),
        ("model_kind", ProgrammeModel.kind),
        ("started_on", ProgrammeModel.started_on),
        ("ended_on", ProgrammeModel.ended_on),
        order=(HOME.code,),
    ),
}
