"""Who follows a case (người được phân công theo dõi, quản lý người cai nghiện)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.records.db import now
from casework.records.episode import Episode
from casework.records.team import Staff
from casework.services.episodes import flush_or_conflict, held_episode


def assign_officer(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    staff_ref: str,
    version: int | None = None,
) -> Episode:
    """Name the member of staff who follows the case.

    :raises NotFound: no such episode in the scope's custody, or no such staff within the scope
    :raises Conflict: somebody acted on the case since `version`

    Nguồn: điểm c khoản 1 Điều 32, khoản 1 Điều 34 Nghị định 116/2021/NĐ-CP.
    """
    episode = held_episode(session, scope, episode_ref, version=version)
    staff = queries.one(session, queries.staff(scope), Staff.ref == staff_ref)
    episode.officer_id, episode.updated_at = staff.id, now()
    flush_or_conflict(session)
    trail.record(session, Tag.OFFICER_ASSIGNED, actor, person_id=episode.person_id, ref=episode.ref, staff=staff.ref)
    return episode


def officer_of(session: Session, episode: Episode) -> Staff | None:
    """Who follows the case, wherever they work."""
    everybody = queries.staff(Scope.everything(reason="người theo dõi có thể thuộc đơn vị đã chuyển hồ sơ đi"))
    return None if episode.officer_id is None else session.scalar(everybody.where(Staff.id == episode.officer_id))
