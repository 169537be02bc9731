"""The one door to people: every query over personal tables begins here, with the scope already in it."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from casework.access.scope import Scope, reach, within
from casework.errors import NotFound
from casework.law.aftercare_facts import AftercareAct
from casework.law.aftercare_monitoring import ACT as MONITORING
from casework.records.act import Act
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.attachment import Attachment
from casework.records.budget import BudgetLine
from casework.records.club import Club, ClubMember
from casework.records.consultation import ConsultationSession, Point
from casework.records.db import FOREVER
from casework.records.duplicate import DuplicatePair
from casework.records.episode import Episode, EpisodeCustody
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.merge import Merge
from casework.records.methadone import Methadone
from casework.records.officer_training import OfficerTraining
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.programme_model import ProgrammeModel
from casework.records.removal import Removal
from casework.records.support import Employer, Job, Loan, Training
from casework.records.target import Target
from casework.records.team import Staff, Team

Row = TypeVar("Row")


def _in_rehabilitation(scope_unit_id: int) -> Select[int]:
    return (
        select(Episode.person_id)
        .join(EpisodeCustody, EpisodeCustody.episode_id == Episode.id)
        .where(EpisodeCustody.to_on == FOREVER, EpisodeCustody.unit_id.in_(reach(scope_unit_id)))
    )


def _in_aftercare(scope_unit_id: int) -> Select[int]:
    return (
        select(Aftercare.person_id)
        .join(AftercareCustody, AftercareCustody.aftercare_id == Aftercare.id)
        .where(AftercareCustody.to_on == FOREVER, AftercareCustody.unit_id.in_(reach(scope_unit_id)))
    )


def person_in(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Criteria on `Person`: lives in the scope, or has an episode or an after-care in its present custody.

    A record that was merged into another is nobody's any more.
    """
    alive = Person.merged_into_id.is_(None)
    if scope.unit_id is None:
        return (alive,)
    cases = _in_rehabilitation(scope.unit_id), _in_aftercare(scope.unit_id)
    return (alive, or_(Person.unit_id.in_(reach(scope.unit_id)), *(Person.id.in_(held) for held in cases)))


def people(scope: Scope) -> Select[Person]:
    """The people whom the scope may see."""
    return select(Person).where(*person_in(scope))


def duplicate_pairs(scope: Scope) -> Select[DuplicatePair]:
    """The pairs that may be one person, both of whom the scope may see."""
    query = select(DuplicatePair)
    for one_of_two in (DuplicatePair.first_id, DuplicatePair.second_id):
        query = query.where(one_of_two.in_(people(scope).with_only_columns(Person.id)))
    return query


def merges(scope: Scope) -> Select[Merge]:
    """The merges into people whom the scope may see."""
    return select(Merge).where(Merge.survivor_id.in_(people(scope).with_only_columns(Person.id)))


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


def aftercares(scope: Scope) -> Select[Aftercare]:
    """The after-cares in the present custody of the scope, and all others of people who live in it."""
    query = select(Aftercare)
    if scope.unit_id is None:
        return query
    held = select(AftercareCustody.aftercare_id).where(
        AftercareCustody.to_on == FOREVER, AftercareCustody.unit_id.in_(reach(scope.unit_id))
    )
    resident = select(Person.id).where(Person.unit_id.in_(reach(scope.unit_id)))
    return query.where(or_(Aftercare.id.in_(held), Aftercare.person_id.in_(resident)))


def held_aftercares(scope: Scope) -> Select[Aftercare]:
    """The after-cares in the present custody of the scope: those on which its officers may act."""
    query = select(Aftercare)
    if scope.unit_id is None:
        return query
    held = select(AftercareCustody.aftercare_id).where(
        AftercareCustody.to_on == FOREVER, AftercareCustody.unit_id.in_(reach(scope.unit_id))
    )
    return query.where(Aftercare.id.in_(held))


def absences(scope: Scope) -> Select[Act]:
    """The acts that recorded an absence in the after-cares of the scope's present custody (vắng mặt)."""
    held = held_aftercares(scope).with_only_columns(Aftercare.id)
    return select(Act).where(Act.aftercare_id.in_(held), Act.act == AftercareAct.RECORD_ABSENCE.value)


def monitoring(scope: Scope) -> Select[Act]:
    """The acts that recorded a paper about monitoring there (văn bản giám sát điện tử)."""
    held = held_aftercares(scope).with_only_columns(Aftercare.id)
    return select(Act).where(Act.aftercare_id.in_(held), Act.act == MONITORING)


def proceedings(scope: Scope) -> Select[Proceeding]:
    """The procedures that the scope's units run."""
    return select(Proceeding).where(*within(scope, Proceeding.unit_id))


def listings(scope: Scope) -> Select[Listing]:
    """The entries of the lists of the scope's units."""
    return select(Listing).where(*within(scope, Listing.unit_id))


def determinations(scope: Scope) -> Select[Determination]:
    """The determinations recorded by the scope's units."""
    return select(Determination).where(*within(scope, Determination.unit_id))


def evaluations(scope: Scope) -> Select[Evaluation]:
    """The evaluations recorded by the scope's units."""
    return select(Evaluation).where(*within(scope, Evaluation.unit_id))


def clubs(scope: Scope) -> Select[Club]:
    """The clubs of the scope's units."""
    return select(Club).where(*within(scope, Club.unit_id))


def club_members(scope: Scope) -> Select[ClubMember]:
    """The memberships in the clubs of the scope's units."""
    return select(ClubMember).join(Club).where(*within(scope, Club.unit_id))


def hotline_calls(scope: Scope) -> Select[HotlineCall]:
    """The calls that the hotlines of the scope's units received."""
    return select(HotlineCall).where(*within(scope, HotlineCall.unit_id))


def targets(scope: Scope) -> Select[Target]:
    """The targets of the scope's units, and those that are for every unit."""
    if scope.unit_id is None:
        return select(Target)
    return select(Target).where(or_(Target.unit_id.is_(None), *within(scope, Target.unit_id)))


def events(scope: Scope) -> Select[CommunicationEvent]:
    """The communication events of the scope's units."""
    return select(CommunicationEvent).where(*within(scope, CommunicationEvent.unit_id))


def materials(scope: Scope) -> Select[Material]:
    """The communication materials of the scope's units."""
    return select(Material).where(*within(scope, Material.unit_id))


def directives(scope: Scope) -> Select[Directive]:
    """The directing papers filed at the scope's units."""
    return select(Directive).where(*within(scope, Directive.unit_id))


def budget_lines(scope: Scope) -> Select[BudgetLine]:
    """The money spent by the scope's units."""
    return select(BudgetLine).where(*within(scope, BudgetLine.unit_id))


def models(scope: Scope) -> Select[ProgrammeModel]:
    """The models that the scope's units run."""
    return select(ProgrammeModel).where(*within(scope, ProgrammeModel.unit_id))


def officer_trainings(scope: Scope) -> Select[OfficerTraining]:
    """The trainings completed by the staff of the scope's units."""
    return select(OfficerTraining).join(Staff).where(*within(scope, Staff.unit_id))


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


def attachments(scope: Scope) -> Select[Attachment]:
    """The scanned papers of the people and the cases that the scope may see."""
    query = select(Attachment)
    if scope.unit_id is None:
        return query
    of_a_case = or_(
        Attachment.episode_id.in_(episodes(scope).with_only_columns(Episode.id)),
        Attachment.aftercare_id.in_(aftercares(scope).with_only_columns(Aftercare.id)),
        Attachment.proceeding_id.in_(proceedings(scope).with_only_columns(Proceeding.id)),
    )
    cases = (Attachment.episode_id, Attachment.aftercare_id, Attachment.proceeding_id)
    of_nobodys_case = and_(*(case.is_(None) for case in cases))
    own = and_(of_nobodys_case, Attachment.person_id.in_(people(scope).with_only_columns(Person.id)))
    return query.where(or_(of_a_case, own))


def removals(scope: Scope) -> Select[Removal]:
    """What was taken out at the scope's units, or about people whom the scope may see."""
    if scope.unit_id is None:
        return select(Removal)
    about = Removal.person_id.in_(people(scope).with_only_columns(Person.id))
    return select(Removal).where(or_(about, *within(scope, Removal.unit_id)))


def one(session: Session, query: Select[Row], *criteria: ColumnElement[bool] | Any) -> Row:
    """The one row that the query and the criteria name.

    :raises NotFound: there is none, or none within the scope
    """
    row = session.scalars(query.where(*criteria)).unique().one_or_none()
    if row is None:
        raise NotFound("Không tìm thấy hồ sơ này trong phạm vi của bạn.")
    return row
