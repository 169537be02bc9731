"""The rules on the teams of a commune, each a named test that cites its clause (điều kiện)."""

from __future__ import annotations

from datetime import date

from casework.law.day_by_day import not_before
from casework.law.rulebook import Rulebook
from casework.law.team_facts import TeamFacts, TeamSeat
from casework.workflow.procedure import MET, Finding

RULES: Rulebook[TeamFacts] = Rulebook()
cites = RULES.cites

MUST_ATTEND = (TeamSeat.LABOUR, TeamSeat.POLICE, TeamSeat.HEALTH, TeamSeat.FRONT, TeamSeat.VILLAGE)


def _missing(seats: frozenset[TeamSeat]) -> str:
    return "; ".join(seat.term for seat in MUST_ATTEND if seat not in seats)


@cites("Điều 4 Nghị định 94/2010/NĐ-CP", "P")
def founded_by_the_chair(facts: TeamFacts, on: date) -> Finding:
    """Tổ do Chủ tịch Ủy ban nhân dân cấp xã quyết định thành lập."""
    if facts.founded_by_chair is None:
        return Finding("Chưa ghi ai ký quyết định thành lập", confidence="I")
    return MET if facts.founded_by_chair else Finding("Quyết định không do Chủ tịch Ủy ban nhân dân cấp xã ký")


@cites("khoản 2 Điều 18 Nghị định 94/2010/NĐ-CP", "I")
def can_hold_a_review(facts: TeamFacts, on: date) -> Finding:
    """Tổ thiếu thành phần bắt buộc thì không họp xét duyệt được."""
    missing = _missing(facts.seats)
    return Finding(f"Tổ thiếu thành phần phải dự họp xét duyệt: {missing}") if missing else MET


@cites("khoản 2 Điều 18 Nghị định 94/2010/NĐ-CP")
def required_members_attended(facts: TeamFacts, on: date) -> Finding:
    """Cuộc họp xét duyệt phải có đủ thành phần bắt buộc."""
    missing = _missing(facts.present)
    return Finding(f"Cuộc họp thiếu thành phần bắt buộc: {missing}") if missing else MET


@cites("Điều 1 Thông tư liên tịch 03/2012/TTLT-BLĐTBXH-BYT-BCA", "M")
def no_case_is_open(facts: TeamFacts, on: date) -> Finding:
    """Giải thể khi không còn người cai nghiện (chưa đọc được văn bản)."""
    if facts.open_cases is None:
        return Finding("Chưa kiểm tra còn người đang cai nghiện hay không")
    return Finding(f"Còn {facts.open_cases} người đang cai nghiện") if facts.open_cases else MET


@cites("Điều 1 Thông tư liên tịch 03/2012/TTLT-BLĐTBXH-BYT-BCA")
def lives_between_its_decisions(facts: TeamFacts, on: date) -> Finding:
    """Thay đổi, họp, giải thể không trước ngày thành lập."""
    days = (facts.changed_on, facts.reviewed_on, facts.dissolved_on)
    first = min((day for day in days if day is not None), default=None)
    return not_before(first, facts.founded_on, "Trước ngày thành lập tổ")


@cites("khoản 3 Điều 136 Nghị định 163/2026/NĐ-CP")
def led_by_the_police(facts: TeamFacts, on: date) -> Finding:
    """Công an cấp xã là tổ trưởng."""
    if facts.leader is None:
        return Finding("Chưa ghi tổ trưởng", confidence="I")
    return MET if facts.leader == TeamSeat.POLICE else Finding("Tổ trưởng phải là Công an cấp xã")


@cites("Mẫu số 55 Phụ lục V Nghị định 163/2026/NĐ-CP", "I")
def health_is_the_deputy(facts: TeamFacts, on: date) -> Finding:
    """Theo mẫu quyết định, Trạm y tế là tổ phó."""
    return MET if facts.deputy == TeamSeat.HEALTH else Finding("Mẫu quyết định ghi Trạm y tế là tổ phó")
