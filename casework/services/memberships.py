"""Who is on a rehabilitation team (thành viên tổ công tác cai nghiện ma túy), in which role, in which days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict
from casework.law.vocabulary import TeamRole
from casework.records.team import Staff, Team, TeamMember
from casework.services.changes import Changes, reason_for, store_new, write_changes
from casework.services.days import require_order, require_past
from casework.services.stamps import Recorded, held, require_unchanged
from casework.services.teams import require_in_life, team


def add_member(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    staff_ref: str,
    role: TeamRole,
    from_on: date,
    to_on: date | None = None,
    today: date,
) -> TeamMember:
    """Put somebody on the team (thành viên tổ công tác); the last day counts.

    :raises NotFound: no such team or staff member within the scope
    :raises InvalidInput: a day has not come, is out of order or outside the life of the team
    :raises Conflict: they are on the team already in those days
    """
    row = team(session, scope, ref)
    who = queries.one(session, queries.staff(scope), Staff.ref == staff_ref)
    require_in_life(row, from_on, today=today, field="from_on")
    require_in_life(row, to_on, today=today, field="to_on")
    require_order(from_on, to_on, field="to_on")
    already = _require_free(session, row, who, from_on, to_on)
    member = TeamMember(
        team_id=row.id,
        staff_id=who.id,
        role=role.value,
        from_on=from_on,
        to_on=to_on,
        recorded_by_id=actor.account_id,
    )
    store_new(session, member, already=already)
    changes = {"role": [None, role.value], "from_on": [None, from_on], "to_on": [None, to_on]}
    trail.record(session, trail.Tag.TEAM_MEMBER_SAVED, actor, team=ref, staff=who.ref, changes=changes, reason=None)
    return member


def _require_free(
    session: Session, row: Team, who: Staff, from_on: date, to_on: date | None, *, besides: int | None = None
) -> str:
    """:raises Conflict: they are on the team already in those days; the sentence that says so is returned otherwise"""
    already = f"{who.full_name} đã là thành viên của tổ trong thời gian này. Hãy kết thúc lần tham gia trước."
    overlapping = select(TeamMember.id).where(
        TeamMember.team_id == row.id,
        TeamMember.staff_id == who.id,
        (TeamMember.to_on.is_(None)) | (TeamMember.to_on >= from_on),
    )
    if to_on is not None:
        overlapping = overlapping.where(TeamMember.from_on <= to_on)
    if besides is not None:
        overlapping = overlapping.where(TeamMember.id != besides)
    if session.scalar(overlapping.limit(1)) is not None:
        raise Conflict(already)
    return already


def change_membership(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    member_id: int,
    *,
    role: TeamRole | None,
    from_on: date,
    to_on: date | None,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> TeamMember:
    """Correct the role or the days of somebody's membership.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises NotFound: no such membership of a team within the scope
    :raises InvalidInput: a day has not come, is out of order or outside the life of the team, or the reason lacks
    :raises Conflict: they are on the team already in those days; as Overtaken: somebody saved it since
    """
    row = team(session, scope, ref)
    member = _held(session, row, member_id, stamp)
    require_in_life(row, from_on, today=today, field="from_on")
    require_in_life(row, to_on, today=today, field="to_on")
    require_order(from_on, to_on, field="to_on")
    _require_free(session, row, member.staff, from_on, to_on, besides=member.id)
    changes = write_changes(member, role=role.value if role else None, from_on=from_on, to_on=to_on)
    return _save(session, actor, ref, member, changes, reason)


def recorded(member: TeamMember) -> Recorded:
    """What the record of a membership says, by the fields of its form."""
    return {"role": member.role, "from_on": member.from_on, "to_on": member.to_on}


def end_membership(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    member_id: int,
    *,
    to_on: date,
    today: date,
    reason: str | None = None,
    stamp: str | None = None,
) -> TeamMember:
    """Record somebody's last day on the team.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of what the actor looked at; None for callers that look at nothing
    :raises NotFound: no such membership of a team within the scope
    :raises InvalidInput: the day has not come, or is before the first day; another last day needs a reason
    :raises Overtaken: somebody saved it since
    """
    member = _held(session, team(session, scope, ref), member_id, stamp)
    require_past(to_on, today=today, field="to_on")
    require_order(member.from_on, to_on, field="to_on", what="Ngày cuối tham gia")
    return _save(session, actor, ref, member, write_changes(member, to_on=to_on), reason)


def _held(session: Session, row: Team, member_id: int, stamp: str | None) -> TeamMember:
    query = select(TeamMember).where(TeamMember.team_id == row.id)
    member = queries.one(session, held(query, TeamMember), TeamMember.id == member_id)
    require_unchanged(recorded(member), stamp)
    return member


def _save(
    session: Session, actor: Actor, ref: str, member: TeamMember, changes: Changes, reason: str | None
) -> TeamMember:
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        who = member.staff.ref
        trail.record(session, trail.Tag.TEAM_MEMBER_SAVED, actor, team=ref, staff=who, changes=changes, reason=why)
    return member


def team_member(session: Session, row: Team, member_id: int) -> TeamMember:
    """:raises NotFound: no such membership of this team"""
    query = select(TeamMember).where(TeamMember.team_id == row.id).options(joinedload(TeamMember.staff))
    return queries.one(session, query, TeamMember.id == member_id)


def team_members(session: Session, row: Team) -> list[TeamMember]:
    """Everybody who is or was on the team, from the newest, with their names."""
    query = select(TeamMember).where(TeamMember.team_id == row.id).options(joinedload(TeamMember.staff))
    return list(session.scalars(query.order_by(TeamMember.from_on.desc(), TeamMember.id.desc())))
