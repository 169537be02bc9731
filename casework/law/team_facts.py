"""What the law asks about a team of a commune (tổ công tác; tổ quản lý, hỗ trợ xã hội): values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.law.vocabulary import Term


class TeamAct(Term):
    """Việc làm thay đổi tổ."""

    FOUND = "found", "Thành lập tổ"
    CHANGE_MEMBERS = "change_members", "Thay đổi thành viên"
    HOLD_REVIEW = "hold_review", "Họp xét duyệt hồ sơ cai nghiện bắt buộc tại cộng đồng"
    DISSOLVE = "dissolve", "Giải thể tổ"


class TeamStage(Term):
    """Trạng thái của tổ."""

    NONE = "none", "Chưa thành lập"
    ESTABLISHED = "established", "Đang tồn tại"
    DISSOLVED = "dissolved", "Đã giải thể"


class TeamSeat(Term):
    """Thành phần của tổ."""

    CHAIR = "chair", "Chủ tịch hoặc Phó Chủ tịch Ủy ban nhân dân cấp xã"
    LABOUR = "labour", "Lao động - Thương binh và Xã hội"
    POLICE = "police", "Công an cấp xã"
    HEALTH = "health", "Y tế"
    FRONT = "front", "Mặt trận Tổ quốc"
    VILLAGE = "village", "Trưởng thôn, tổ trưởng tổ dân phố"
    CULTURE = "culture", "Văn hóa - Xã hội"
    OTHER = "other", "Đoàn thể, thành phần khác"


@dataclass(frozen=True)
class TeamFacts:
    """The facts of one team as the law sees them; None is "has not happened" or "not known".

    :param seats: what its members stand for
    :param present: who came to the latest review session
    :param open_cases: cases of the commune that are still in rehabilitation
    """

    founded_by_chair: bool | None = None
    seats: frozenset[TeamSeat] = frozenset()
    leader: TeamSeat | None = None
    deputy: TeamSeat | None = None
    open_cases: int | None = None
    founded_on: date | None = None
    changed_on: date | None = None
    reviewed_on: date | None = None
    present: frozenset[TeamSeat] = frozenset()
    dissolved_on: date | None = None
