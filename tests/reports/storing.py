"""A generated history written down as records; the test rolls it back."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from casework.access import custody
from casework.i18n import fold
from casework.records.aftercare import Aftercare, AftercareTransfer
from casework.records.budget import BudgetLine
from casework.records.club import Club, ClubMember
from casework.records.consultation import Attendee, ConsultationSession, Point, PointStaff
from casework.records.episode import Certificate, Episode, EpisodeTransfer
from casework.records.evaluation import Evaluation
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.officer_training import OfficerTraining
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.person import Person
from casework.records.programme_model import ProgrammeModel
from casework.records.support import Employer, Job, Loan, Training
from casework.records.team import Staff, Team, TeamActivity, TeamMember
from tests.reports.plain import A, D, E, S, UnitKey, World
from tests.reports.worlds import EMPLOYERS, PEOPLE, STAFF

Ids = dict[UnitKey, int]
Keys = dict[str, int]


def store(session: Session, world: World, ids: Ids) -> None:
    """Write a world down as records."""
    people, staff, employers = _cast(session, ids["VN", "both"])
    for e in world.episodes:
        _episode(session, e, people, ids)
    for a in world.aftercares:
        _aftercare(session, a, people, ids)
    for t in world.teams:
        session.add(
            Team(
                ref=t.ref,
                unit_id=ids[t.unit],
                established_on=t.established,
                dissolved_on=t.dissolved,
                activities=[TeamActivity(held_on=d, kind="other") for d in t.activities],
                members=[TeamMember(staff_id=staff[s], from_on=a, to_on=b) for s, a, b in t.members],
            )
        )
    for p in world.points:
        _point(session, p, people, staff, ids)
    _supports(session, world, people, employers, ids)
    _findings(session, world, people, ids)
    _works(session, world, people, ids)
    session.add_all(OfficerTraining(staff_id=staff[s], completed_on=d) for s, d in world.officer_trainings)
    session.flush()


def _cast(session: Session, home: int) -> tuple[Keys, Keys, Keys]:
    people = [
        Person(ref=ref, full_name=ref, name_folded=fold(ref), sex="male", birth_year=1990, unit_id=home)
        for ref in PEOPLE
    ]
    staff = [Staff(ref=ref, full_name=ref, sector=sector, unit_id=home) for ref, sector in STAFF.items()]
    employers = [Employer(ref=ref, name=ref, unit_id=home) for ref in EMPLOYERS]
    session.add_all([*people, *staff, *employers])
    session.flush()
    return tuple({each.ref: each.id for each in kind} for kind in (people, staff, employers))  # type: ignore[return-value]


def _episode(session: Session, e: E, people: Keys, ids: Ids) -> None:
    episode = Episode(
        ref=e.ref,
        person_id=people[e.person],
        unit_id=ids[e.unit],
        registered_on=e.registered,
        form=e.form,
        declared_by=e.declared,
        started_on=e.started,
        ended_on=e.ended,
        outcome=e.outcome,
        certificate=None if e.certified is None else Certificate(number="1", issued_on=e.certified),
        transfers=[EpisodeTransfer(moved_on=moved, to_unit_id=ids[unit]) for moved, unit in e.moves],
    )
    session.add(episode)
    session.flush()
    custody.rebuild(session, episode)


def _aftercare(session: Session, a: A, people: Keys, ids: Ids) -> None:
    aftercare = Aftercare(
        ref=a.ref,
        person_id=people[a.person],
        unit_id=ids[a.unit],
        starts_on=a.started,
        decided_on=a.decided,
        ended_on=a.ended,
        outcome=a.outcome,
        transfers=[AftercareTransfer(moved_on=moved, to_unit_id=ids[unit]) for moved, unit in a.moves],
    )
    session.add(aftercare)
    session.flush()
    custody.rebuild(session, aftercare)


def _point(session: Session, p: D, people: Keys, staff: Keys, ids: Ids) -> None:
    point = Point(
        ref=p.ref,
        unit_id=ids[p.unit],
        name=p.ref,
        premises=p.premises,
        established_on=p.established,
        closed_on=p.closed,
        staff=[PointStaff(staff_id=staff[s], from_on=a, to_on=b) for s, a, b in p.staff],
    )
    session.add(point)
    session.flush()
    named = dict(p.named)
    for ref, held, attendance in p.sessions:
        session.add(
            ConsultationSession(
                ref=ref,
                point_id=point.id,
                unit_id=point.unit_id,
                held_on=held,
                kind="group",
                attendance=attendance,
                attendees=[Attendee(person_id=people[person]) for person in named.get(ref, ())],
            )
        )


def _supports(session: Session, world: World, people: Keys, employers: Keys, ids: Ids) -> None:
    def common(s: S) -> dict[str, Any]:
        return {"ref": s.ref, "person_id": people[s.person], "unit_id": ids[s.unit]}

    for s in world.trainings:
        session.add(Training(**common(s), started_on=s.started, state_supported=s.supported))
    for s in world.jobs:
        work = {"employer_id": employers[s.employer] if s.employer else None, "ended_on": s.ended}
        session.add(Job(**common(s), started_on=s.started, has_income=s.income, supported=s.supported, **work))
    for s in world.loans:
        session.add(Loan(**common(s), disbursed_on=s.started, amount_vnd=s.amount, borrower="self"))
    for s in world.methadone:
        session.add(Methadone(**common(s), started_on=s.started, ended_on=s.ended))


def _findings(session: Session, world: World, people: Keys, ids: Ids) -> None:
    for x in world.listings:
        session.add(
            Listing(
                person_id=people[x.person],
                unit_id=ids[x.unit],
                status=x.status,
                listed_on=x.listed,
                removed_on=x.removed,
            )
        )
    for x in world.determinations:
        session.add(
            Determination(person_id=people[x.person], unit_id=ids[x.unit], determined_on=x.listed, result=x.status)
        )
    for v in world.evaluations:
        session.add(
            Evaluation(
                person_id=people[v.person],
                unit_id=ids[v.unit],
                evaluated_on=v.evaluated,
                outcome=v.outcome,
                reason_not_evaluated=v.reason,
                employment=v.employment,
                law_violation=v.violation,
                cohort=v.cohort,
                returned_on=v.returned,
            )
        )


def _works(session: Session, world: World, people: Keys, ids: Ids) -> None:
    for k in world.clubs:
        members = [ClubMember(person_id=people[p], from_on=a, to_on=b) for p, a, b in k.members]
        common: dict[str, Any] = {"ref": k.ref, "unit_id": ids[k.unit], "name": k.ref}
        session.add(Club(**common, established_on=k.established, closed_on=k.closed, members=members))
    for r in world.events:
        common = {"ref": r.ref, "unit_id": ids[r.unit], "programme": r.programme}
        session.add(CommunicationEvent(**common, held_on=r.on, level=r.kind, participants=r.amount))
    for r in world.materials:
        common = {"ref": r.ref, "unit_id": ids[r.unit], "programme": r.programme}
        session.add(Material(**common, issued_on=r.on, quantity=r.amount))
    for r in world.directives:
        common = {"ref": r.ref, "unit_id": ids[r.unit], "programme": r.programme}
        session.add(Directive(**common, issued_on=r.on, level=r.kind, number=r.ref))
    for r in world.budget:
        common = {"ref": r.ref, "unit_id": ids[r.unit], "spent_on": r.on}
        session.add(BudgetLine(**common, source=r.kind, content=r.content, amount_vnd=r.amount))
    for r in world.models:
        common = {"ref": r.ref, "unit_id": ids[r.unit], "name": r.ref}
        session.add(ProgrammeModel(**common, started_on=r.on, ended_on=r.until, kind=r.kind))
