"""Who works at a consultation point (cán bộ của điểm tư vấn), in which days."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.records.consultation import PointStaff
from casework.services.changes import Changes
from casework.services.points import point, require_in_life
from casework.services.postings import Postings


def _written(session: Session, actor: Actor, row: PointStaff, changes: Changes, why: str | None) -> None:
    ref, who = row.point.ref, row.staff.ref
    trail.record(session, trail.Tag.POINT_STAFF_SAVED, actor, point=ref, staff=who, changes=changes, reason=why)


ASSIGNMENTS = Postings(
    table=PointStaff,
    place_id=PointStaff.point_id,
    place=point,
    in_life=require_in_life,
    written=_written,
    taken="{name} đã được phân công tại điểm trong thời gian này. Hãy kết thúc lần phân công trước.",
    last_day="Ngày cuối làm việc",
)
