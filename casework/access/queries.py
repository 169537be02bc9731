"""The one door to people: every query over personal tables begins here, with the scope already in it."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from casework.access.scope import Scope, reach, within
from casework.errors import NotFound
from casework.records.consultation import ConsultationSession, Point
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.support import Employer, Job, Loan, Training
from casework.records.team import Staff, Team

Row = TypeVar("Row")


def _in_present_custody(scope_unit_id: int) -> Select[int]:
    return (
        select(Episode.person_id)
        .join(EpisodeCustody, EpisodeCustody.episode_id == Episode.id)
        .where(EpisodeCustody.to_on == FOREVER, EpisodeCustody.unit_id.in_(reach(scope_unit_id)))
    )


def person_in(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Criteria on `Person`: lives in the scope, or has an episode in its present custody."""
    if scope.unit_id is None:
        return ()
    return (or_(Person.unit_id.in_(reach(scope.unit_id)), Person.id.in_(_in_present_custody(scope.unit_id))),)


def people(scope: Scope) -> Select[Person]:
    """The people whom the scope may see."""
    return select(Person).where(*person_in(scope))


def episodes(scope: Scope) -> Select[Episode]:
    """The episodes in the present custody of the scope, and all others of people who live in it."""
    query = select(Episode)
    if scope.unit_id is None:
        return query
    held = select(EpisodeCustody.episode_id).where(
        EpisodeCustody.to_on == FOREVER, EpisodeCustody.unit_id.in_(reach(scope.unit_id))
    )
    resident = select(Person.id).where(Person.unit_id.in_(reach(scope.unit_id)))
    return query.where(or_(Episode.id.in_(held), Episode.person_id.in_(resident)))


def held_episodes(scope: Scope) -> Select[Episode]:
    """The episodes in the present custody of the scope: those on which its officers may act."""
    query = select(Episode)
    if scope.unit_id is None:
        return query
    held = select(EpisodeCustody.episode_id).where(
        EpisodeCustody.to_on == FOREVER, EpisodeCustody.unit_id.in_(reach(scope.unit_id))
    )
    return query.where(Episode.id.in_(held))


def teams(scope: Scope) -> Select[Team]:
    """The teams of the scope's units."""
    return select(Team).where(*within(scope, Team.unit_id))


def staff(scope: Scope) -> Select[Staff]:
    """The staff of the scope's units."""
    return select(Staff).where(*within(scope, Staff.unit_id))


def points(scope: Scope) -> Select[Point]:
    """The consultation points of the scope's units."""
    return select(Point).where(*within(scope, Point.unit_id))


def sessions(scope: Scope) -> Select[ConsultationSession]:
    """The sessions of the scope's points."""
    return select(ConsultationSession).where(*within(scope, ConsultationSession.unit_id))


def trainings(scope: Scope) -> Select[Training]:
    """The vocational trainings recorded by the scope's units."""
    return select(Training).where(*within(scope, Training.unit_id))


def jobs(scope: Scope) -> Select[Job]:
    """The jobs recorded by the scope's units."""
    return select(Job).where(*within(scope, Job.unit_id))


def employers(scope: Scope) -> Select[Employer]:
    """The employers of the scope's units."""
    return select(Employer).where(*within(scope, Employer.unit_id))


def loans(scope: Scope) -> Select[Loan]:
    """The loans recorded by the scope's units."""
    return select(Loan).where(*within(scope, Loan.unit_id))


def methadone(scope: Scope) -> Select[Methadone]:
    """The substitution treatments recorded by the scope's units."""
    return select(Methadone).where(*within(scope, Methadone.unit_id))


def one(session: Session, query: Select[Row], *criteria: ColumnElement[bool] | Any) -> Row:
    """The one row that the query and the criteria name.

    :raises NotFound: there is none, or none within the scope
    """
    row = session.scalars(query.where(*criteria)).unique().one_or_none()
    if row is None:
        raise NotFound("Không tìm thấy hồ sơ này trong phạm vi của bạn.")
    return row
