"""Rehabilitation teams (tổ công tác cai nghiện): Phụ lục 2, rows 1.1–1.3."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased

from casework.indicators.indicator import Counted, Indicator, Place
from casework.indicators.sources import PHU_LUC_2
from casework.indicators.timespans import assigned_at, existing_at, in_force_in_window, in_window, one_of, overlap, some
from casework.law.vocabulary import OUTSIDE_CENTRES
from casework.records.episode import EpisodeCustody
from casework.records.team import Team, TeamActivity, TeamMember
from casework.records.unit import Unit


def _established_in_window(place: Place) -> Select[Any]:
    return select(Team.id).where(*in_window(place, Team.established_on), *place.within(Team.unit_id))


def _there_at_end(place: Place) -> Select[Any]:
    return select(Team.id).where(
        *existing_at(place, Team.established_on, Team.dissolved_on), *place.within(Team.unit_id)
    )


def _held_a_case(place: Place, *holder: ColumnElement[bool]) -> ColumnElement[bool]:
    # Custody repeats what is asked of the case.
    held = EpisodeCustody
    return some(
        *holder,
        held.from_on <= place.last,
        held.to_on > place.first,
        one_of(held.form, OUTSIDE_CENTRES),
        *in_force_in_window(place, held.started_on, held.ended_on),
        overlap(held.from_on, held.to_on, held.started_on, held.ended_on),
    )


def _active(place: Place) -> Select[Any]:
    # After the reform a team's unit is the commune that its own became; where that would be a province,
    # only its activities speak for it.
    home, heir = aliased(Unit), aliased(Unit)
    acted = some(TeamActivity.team_id == Team.id, *in_window(place, TeamActivity.held_on))
    by_its_unit = _held_a_case(place, EpisodeCustody.unit_id == Team.unit_id)
    by_its_heir = _held_a_case(
        place,
        home.id == Team.unit_id,
        heir.id == home.successor_id,
        one_of(heir.kind, ["commune"]),
        EpisodeCustody.unit_id == heir.id,
    )
    return _there_at_end(place).where(or_(acted, by_its_unit, by_its_heir))


def _staff_of_active(place: Place) -> Select[Any]:
    return select(TeamMember.staff_id).where(
        TeamMember.team_id.in_(_active(place)), *assigned_at(place, TeamMember.from_on, TeamMember.to_on)
    )


ESTABLISHED = Indicator(
    code="teams.established",
    label="Số tổ được thành lập",
    measured_in="tổ",
    definition="Tổ công tác cai nghiện ma túy có quyết định thành lập trong kỳ.",
    basis="ngày thành lập; theo đơn vị của tổ",
    citation=PHU_LUC_2,
    counted=Counted.TEAM,
    rows=_established_in_window,
)
EXISTING = Indicator(
    code="teams.existing",
    label="Số tổ được thành lập",
    measured_in="tổ",
    definition="Mọi tổ công tác đã thành lập đến cuối kỳ và chưa giải thể.",
    basis="cuối kỳ; theo đơn vị của tổ",
    citation=PHU_LUC_2,
    counted=Counted.TEAM,
    rows=_there_at_end,
)
ACTIVE = Indicator(
    code="teams.active",
    label="Số tổ đang hoạt động",
    measured_in="tổ",
    definition="Tổ còn ở cuối kỳ và trong kỳ có hoạt động được ghi, hoặc đơn vị của tổ quản lý một đợt cai nghiện tại"
    " gia đình, cộng đồng đang thực hiện.",
    basis="cuối kỳ; ngày hoạt động; ngày cai nghiện trong thời gian quản lý",
    citation=PHU_LUC_2,
    counted=Counted.TEAM,
    rows=_active,
)
STAFF = Indicator(
    code="teams.staff",
    label="Số cán bộ tham gia",
    measured_in="người",
    definition="Cán bộ là thành viên, vào cuối kỳ, của các tổ đang hoạt động; mỗi người một lần.",
    basis="cuối kỳ",
    citation=PHU_LUC_2,
    counted=Counted.STAFF,
    rows=_staff_of_active,
    repeats=True,
)
