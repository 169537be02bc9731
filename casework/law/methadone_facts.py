"""What the law asks about one course of substitution treatment, as the commune sees it (điều trị thay thế)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.law.vocabulary import Term


class SubstitutionAct(Term):
    """Việc làm, thông tin về điều trị thay thế mà cấp xã theo dõi."""

    REGISTER = "register", "Ghi nhận đăng ký điều trị thay thế"
    ACCEPT = "accept", "Ghi nhận cơ sở tiếp nhận điều trị"
    REFUSE = "refuse", "Ghi nhận cơ sở không tiếp nhận"
    NOTIFY_START = "notify_start", "Nhận thông báo tham gia điều trị của cơ sở"
    TRANSFER = "transfer", "Ghi nhận chuyển cơ sở điều trị"
    STOP = "stop", "Ghi nhận người bệnh thôi điều trị theo nguyện vọng"
    TERMINATE = "terminate", "Ghi nhận bị chấm dứt điều trị"
    COMPLETE = "complete", "Ghi nhận hoàn thành điều trị"
    NOTIFY_END = "notify_end", "Nhận thông báo chấm dứt, hoàn thành điều trị của cơ sở"
    PROPOSE_COMPULSORY = "propose_compulsory", "Lập hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc"
    REQUEST_AFTERCARE = "request_aftercare", "Chuyển sang quản lý sau cai nghiện"


class SubstitutionPaper(Term):
    """Tài liệu trong hồ sơ đăng ký điều trị thay thế."""

    APPLICATION = "application", "Đơn đăng ký điều trị thay thế"
    IDENTITY = "identity", "Bản sao giấy tờ tùy thân"
    COMMUNE_DECISION = "commune_decision", "Quyết định của Ủy ban nhân dân cấp xã"
    DETERMINATION_SLIP = "determination_slip", "Phiếu kết quả xác định nghiện"


class TerminationGround(Term):
    """Căn cứ bị chấm dứt điều trị."""

    BROKE_PROTOCOL = "broke_protocol", "Không tuân thủ quy trình chuyên môn"
    OPIOID_POSITIVE = "opioid_positive", "Xét nghiệm dương tính với chất dạng thuốc phiện sau khi đạt liều duy trì"
    OTHER_DRUG_POSITIVE = "other_drug_positive", "Xét nghiệm dương tính với chất ma túy khác"
    OFFENCE = "offence", "Xâm hại tài sản, sức khỏe, danh dự; vi phạm trật tự, an toàn xã hội"
    MISSED_DOSES = "missed_doses", "Bỏ điều trị"


@dataclass(frozen=True)
class SubstitutionFacts:
    """The facts of one treatment as the law sees them; None is "has not happened" or "not known".

    :param representative_agreed: in writing
    :param protocol_breaches_on: the days on which the protocol was broken
    :param opioid_positives_on: the days of consecutive positive tests, the substitute itself left out
    :param doses_missed_days: days without a dose in a row
    """

    birth_date: date | None = None
    birth_year: int | None = None
    papers: frozenset[SubstitutionPaper] = frozenset()
    representative_agreed: bool | None = None
    registered_on: date | None = None
    accepted_on: date | None = None
    accepted_at: datetime | None = None
    refused_on: date | None = None
    refusal_reason: str | None = None
    start_notified_on: date | None = None
    start_notified_at: datetime | None = None
    transferred_on: date | None = None
    maintenance_since: date | None = None
    protocol_breaches_on: tuple[date, ...] = ()
    opioid_positives_on: tuple[date, ...] = ()
    doses_missed_days: int | None = None
    stopped_on: date | None = None
    terminated_on: date | None = None
    ground: TerminationGround | None = None
    completed_on: date | None = None
    end_notified_on: date | None = None
    dossier_on: date | None = None
    aftercare_requested_on: date | None = None

    @property
    def ended_on(self) -> date | None:
        """The day treatment ended, in whatever way."""
        return self.terminated_on or self.stopped_on or self.completed_on
