"""Who is on a rehabilitation team (thành viên tổ công tác cai nghiện ma túy), in which role, in which days."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.records.team import TeamMember
from casework.services.changes import Changes
from casework.services.postings import Postings
from casework.services.teams import require_in_life, team


def _written(session: Session, actor: Actor, row: TeamMember, changes: Changes, why: str | None) -> None:
    ref, who = row.team.ref, row.staff.ref
    trail.record(session, trail.Tag.TEAM_MEMBER_SAVED, actor, team=ref, staff=who, changes=changes, reason=why)


MEMBERS = Postings(
    table=TeamMember,
    place_id=TeamMember.team_id,
    place=lambda session, scope, _actor, ref: team(session, scope, ref),
    in_life=require_in_life,
    written=_written,
    taken="{name} đã là thành viên của tổ trong thời gian này. Hãy kết thúc lần tham gia trước.",
    last_day="Ngày cuối tham gia",
    fields=("role", "from_on", "to_on"),
)
