"""Who follows a case (người được phân công theo dõi, quản lý người cai nghiện)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.facts import Act as ActKind
from casework.records.db import now
from casework.records.episode import Episode
from casework.records.team import Staff
from casework.services.course import Doing, write_on_case
from casework.services.episodes import flush_or_conflict, held_episode, require_past
from casework.services.paper_acts import file_paper, number_if_any

PAPER = "assignment"


def assign_officer(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    staff_ref: str,
    assigned_on: date | None = None,
    number: str | None = None,
    today: date | None = None,
    version: int | None = None,
) -> Episode:
    """Name the member of staff who follows the case.

    :param assigned_on: the day on the paper; without it nothing is asked of the law
    :param number: of the paper (since 2026 Mẫu số 59); empty: the next one of the unit's series; None: it has none
    :raises NotFound: no such episode in the scope's custody, or no such staff within the scope
    :raises RefusedByLaw: lists every clause
    :raises Conflict: somebody acted on the case since `version`

    Nguồn: điểm c khoản 1 Điều 32, khoản 1 Điều 34 Nghị định 116/2021/NĐ-CP.
    """
    episode = held_episode(session, scope, episode_ref, version=version)
    staff, given = queries.one(session, queries.staff(scope), Staff.ref == staff_ref), None
    if assigned_on is not None:
        doing = Doing(session, scope, actor, episode_ref, today or assigned_on, number=number)
        require_past(assigned_on, doing.today, field="assigned_on")
        changes = {"worker_assigned_on": assigned_on}
        about = session, scope, PAPER, episode_ref, number
        given = number_if_any(*about, signed_on=assigned_on, today=doing.today, field="number")
        doing = replace(doing, number=given.text if given else None)
        write_on_case(doing, episode, ActKind.ASSIGN_WORKER, assigned_on, changes, columns={})
    episode.officer_id, episode.updated_at = staff.id, now()
    flush_or_conflict(session)
    trail.record(session, Tag.OFFICER_ASSIGNED, actor, person_id=episode.person_id, ref=episode.ref, staff=staff.ref)
    if assigned_on is not None:
        file_paper(session, actor, PAPER, episode_ref, given, today=today or assigned_on)
    return episode


def officer_of(session: Session, episode: Episode) -> Staff | None:
    """Who follows the case, wherever they work."""
    return officer_named(session, episode.officer_id)


def officer_named(session: Session, staff_id: int | None) -> Staff | None:
    """The member of staff who follows some case, wherever they work."""
    everybody = queries.staff(Scope.everything(reason="người theo dõi có thể thuộc đơn vị đã chuyển hồ sơ đi"))
    return None if staff_id is None else session.scalar(everybody.where(Staff.id == staff_id))
