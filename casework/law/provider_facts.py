"""What the law asks about a provider of services at home and in the community (cung cấp dịch vụ cai nghiện)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.law.vocabulary import Term


class ProviderAct(Term):
    """Việc làm đối với tổ chức, cá nhân cung cấp dịch vụ."""

    FILE = "file", "Tiếp nhận hồ sơ đề nghị công bố"
    PUBLISH = "publish", "Công bố đủ điều kiện"
    DECLINE = "decline", "Trả lời không đủ điều kiện"
    RECORD_VIOLATION = "record_violation", "Lập biên bản vi phạm"
    SUSPEND = "suspend", "Đình chỉ có thời hạn"
    REFILE = "refile", "Tiếp nhận hồ sơ đề nghị công bố lại"
    REPUBLISH = "republish", "Công bố lại"


class ProviderStage(Term):
    """Trạng thái trong danh sách cung cấp dịch vụ."""

    UNKNOWN = "unknown", "Chưa đề nghị công bố"
    FILED = "filed", "Chờ công bố"
    LISTED = "listed", "Có trong danh sách"
    DECLINED = "declined", "Không đủ điều kiện"
    REPORTED = "reported", "Đã lập biên bản vi phạm"
    SUSPENDED = "suspended", "Bị đình chỉ"
    REFILED = "refiled", "Chờ công bố lại"
    RELISTED = "relisted", "Được công bố lại"


@dataclass(frozen=True)
class ProviderFacts:
    """The facts of one provider as the law sees them; None is "has not happened" or "not known".

    :param file_is_complete: a valid file (hồ sơ hợp lệ)
    :param suspension_months: the length of the suspension, in months
    """

    file_is_complete: bool | None = None
    violation_found_on: date | None = None
    filed_on: date | None = None
    published_on: date | None = None
    declined_on: date | None = None
    decline_reason: str | None = None
    minutes_on: date | None = None
    suspended_on: date | None = None
    suspension_months: int | None = None
    refiled_on: date | None = None
    republished_on: date | None = None
