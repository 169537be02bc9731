"""Who works with people in rehabilitation (cán bộ làm công tác cai nghiện): counted by several forms alike."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from casework.indicators.indicator import Place
from casework.indicators.timespans import assigned_at, existing_at
from casework.records.consultation import Point, PointStaff
from casework.records.team import Staff, Team, TeamMember


def officers_at_end(place: Place) -> Select[Any]:
    """Members of teams and staff of points at the window's end, of teams and points that exist then; each once."""
    in_teams = (
        select(TeamMember.staff_id)
        .join(Team, Team.id == TeamMember.team_id)
        .where(
            *existing_at(place, Team.established_on, Team.dissolved_on),
            *assigned_at(place, TeamMember.from_on, TeamMember.to_on),
            *place.within(Team.unit_id),
        )
    )
    at_points = (
        select(PointStaff.staff_id)
        .join(Point, Point.id == PointStaff.point_id)
        .where(
            *existing_at(place, Point.established_on, Point.closed_on),
            *assigned_at(place, PointStaff.from_on, PointStaff.to_on),
            *place.within(Point.unit_id),
        )
    )
    return select(Staff.id).where(Staff.id.in_(in_teams.union_all(at_points)))
