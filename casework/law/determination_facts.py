"""What the law asks about one determination of addiction (xác định tình trạng nghiện ma túy): values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.law.vocabulary import Term


class DeterminationAct(Term):
    """Việc làm khi xác định tình trạng nghiện."""

    REQUEST = "request", "Đề nghị xác định tình trạng nghiện"
    SEND_STAFF = "send_staff", "Cơ sở y tế cử cán bộ đến nơi làm việc"
    RECEIVE = "receive", "Tiếp nhận người cần xác định"
    RESULT = "result", "Trả kết quả xác định tình trạng nghiện"
    USE_FOR_REGISTRATION = "use_for_registration", "Dùng phiếu kết quả để đăng ký cai nghiện tự nguyện"


class DeterminationStage(Term):
    """Trạng thái của việc xác định tình trạng nghiện."""

    NONE = "none", "Chưa đề nghị"
    REQUESTED = "requested", "Đã đề nghị"
    RECEIVED = "received", "Đang xác định"
    DETERMINED = "determined", "Đã có kết quả"
    USED = "used", "Đã dùng để đăng ký"


class RequestedBy(Term):
    """Ai đề nghị xác định."""

    PERSON = "person", "Người tự nguyện"
    POLICE = "police", "Cơ quan Công an"


class DeterminationPaper(Term):
    """Tài liệu đề nghị xác định tình trạng nghiện."""

    APPLICATION = "application", "Đơn đề nghị"
    POLICE_REQUEST = "police_request", "Giấy đề nghị của Công an"
    TEST_SLIP = "test_slip", "Bản sao phiếu xét nghiệm chất ma túy"
    SUMMARY = "summary", "Bản tóm tắt lý lịch"
    CUSTODY_DECISION = "custody_decision", "Bản sao quyết định tạm giữ"


@dataclass(frozen=True)
class DeterminationFacts:
    """The facts of one determination as the law sees them; None is "has not happened" or "not known".

    :param on_site: done where the police asked, not at the facility
    :param in_custody: held under administrative procedure
    :param criteria_met: how many of the six criteria
    """

    requested_by: RequestedBy = RequestedBy.POLICE
    papers: frozenset[DeterminationPaper] = frozenset()
    birth_date: date | None = None
    parent_agreed: bool | None = None
    on_site: bool = False
    in_custody: bool = False
    requested_on: date | None = None
    requested_at: datetime | None = None
    staff_sent_on: date | None = None
    staff_sent_at: datetime | None = None
    received_on: date | None = None
    result_on: date | None = None
    addicted: bool | None = None
    criteria_met: int | None = None
    used_on: date | None = None
