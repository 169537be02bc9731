"""What the law asks about compulsory rehabilitation in the community (cai nghiện bắt buộc tại cộng đồng)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import Term


class CompulsoryAct(Term):
    """Việc làm thay đổi hồ sơ cai nghiện bắt buộc tại cộng đồng."""

    PROPOSE = "propose", "Công an cấp xã lập hồ sơ, đề nghị cai nghiện bắt buộc tại cộng đồng"
    HOLD_SESSION = "hold_session", "Tổ công tác họp xét duyệt"
    DECLINE = "decline", "Không áp dụng cai nghiện bắt buộc tại cộng đồng"
    DECIDE = "decide", "Ra quyết định cai nghiện bắt buộc tại cộng đồng"
    POSTPONE = "postpone", "Hoãn chấp hành quyết định"
    EXEMPT = "exempt", "Miễn chấp hành quyết định"
    START = "start", "Ghi nhận bắt đầu cai nghiện bắt buộc tại cộng đồng"
    RECORD_PHASE = "record_phase", "Ghi nhận giai đoạn cai nghiện bắt buộc"
    MAKE_PLAN = "make_plan", "Ghi kế hoạch cai nghiện"
    ASSIGN_WORKER = "assign_worker", "Phân công người theo dõi, quản lý"
    REVIEW = "review", "Ghi nhận xét hằng tháng"
    TRANSFER = "transfer", "Chuyển nơi cư trú"
    RECEIVE = "receive", "Tiếp nhận hồ sơ chuyển đến"
    END = "end", "Ghi nhận kết thúc cai nghiện bắt buộc tại cộng đồng"
    ISSUE_CERTIFICATE = "issue_certificate", "Cấp giấy chứng nhận hoàn thành thời gian cai nghiện"


class SessionMember(Term):
    """Thành phần bắt buộc của cuộc họp xét duyệt."""

    LABOUR = "labour", "Cán bộ Lao động - Thương binh và Xã hội"
    POLICE = "police", "Trưởng Công an cấp xã"
    HEALTH = "health", "Cán bộ y tế"
    FRONT = "front", "Đại diện Ủy ban Mặt trận Tổ quốc cấp xã"
    VILLAGE = "village", "Trưởng thôn, tổ trưởng tổ dân phố"


@dataclass(frozen=True)
class ReviewSession:
    """One session of the team (họp xét duyệt): who came, how they voted, whether the minutes note a tie."""

    held_on: date
    present: frozenset[SessionMember] = frozenset()
    votes_for: int | None = None
    votes_against: int | None = None
    tie_in_minutes: bool = False


@dataclass(frozen=True)
class CompulsoryFacts:
    """The facts before and around the course; the course itself is an episode.

    :param proposed_on: the day the team received the dossier of the commune police
    :param under_commune_education: under education in the commune (giáo dục tại xã); None is not verified
    :param bound_for_a_centre: to be sent to a centre, a reformatory or an education facility
    :param in_aftercare: under after-care at home or in a centre
    """

    course: EpisodeFacts
    proposed_on: date | None = None
    under_commune_education: bool | None = None
    bound_for_a_centre: bool | None = None
    in_aftercare: bool | None = None
    session: ReviewSession | None = None
    postponed_on: date | None = None
    exempted_on: date | None = None
    declined_on: date | None = None
    """The chair decided not to apply the measure (không áp dụng)."""
