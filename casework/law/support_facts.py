"""What the law asks about one request for support: a payment, a course, a loan, a job (hỗ trợ): values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.law.vocabulary import Borrower, Phase, Term


class SupportAct(Term):
    """Việc làm thay đổi hồ sơ hỗ trợ."""

    REQUEST = "request", "Ghi nhận nhu cầu hỗ trợ"
    CERTIFY = "certify", "Xác nhận người được hỗ trợ"
    APPRAISE = "appraise", "Thẩm định hồ sơ vay vốn"
    APPROVE = "approve", "Phê duyệt hỗ trợ"
    REFUSE = "refuse", "Không phê duyệt, nêu lý do"
    GRANT = "grant", "Chi hỗ trợ, giải ngân, nhập học hoặc nhận việc"
    FINISH = "finish", "Ghi nhận hoàn thành, trả hết nợ hoặc nghỉ việc"
    RECALL = "recall", "Thu hồi trước hạn hoặc bỏ học"


class SupportProgramme(Term):
    """Chương trình hỗ trợ."""

    PAYMENT = "payment", "Hỗ trợ một lần khi hoàn thành ít nhất 03 giai đoạn"
    TRAINING = "training", "Hỗ trợ đào tạo nghề ngắn hạn"
    LOAN_29_2014 = "loan_29_2014", "Vay vốn theo Quyết định 29/2014/QĐ-TTg"
    LOAN_FUND = "loan_fund", "Vay vốn từ Quỹ quốc gia về việc làm"
    LOAN_08_2026 = "loan_08_2026", "Vay vốn theo Quyết định 08/2026/QĐ-TTg"
    JOB = "job", "Việc làm"


class TrainingGroup(Term):
    """Nhóm đối tượng quyết định mức hỗ trợ học nghề."""

    DISABLED = "disabled", "Người khuyết tật"
    HARD_AREA = "hard_area", "Người dân tộc thiểu số nghèo; hộ nghèo ở vùng đặc biệt khó khăn"
    POOR = "poor", "Dân tộc thiểu số, người có công, hộ nghèo, người bị thu hồi đất"
    NEAR_POOR = "near_poor", "Hộ cận nghèo"
    OTHER = "other", "Phụ nữ, lao động nông thôn khác"


@dataclass(frozen=True)
class SupportFacts:
    """The facts of one request as the law sees them; None is "has not happened" or "not known".

    :param rehabilitated_on: the day rehabilitation or substitution treatment was completed
    :param on_substitution: the borrower is treated with a substitute, which one programme lends to in person
    :param earlier_supports: how often the same support was given before
    :param job_lost_objectively: the earlier trade was lost for reasons beyond the person, as the commune decided
    :param outstanding_vnd: what is still owed under the same programme
    :param same_purpose_loan: another loan for the same course is still open
    """

    programme: SupportProgramme
    birth_date: date | None = None
    rehabilitated_on: date | None = None
    on_substitution: bool | None = None
    phases_completed: frozenset[Phase] = frozenset()
    aftercare_decided_on: date | None = None
    on_police_list: bool | None = None
    province: str | None = None
    borrower: Borrower | None = None
    group: TrainingGroup | None = None
    for_training: bool = False
    same_purpose_loan: bool | None = None
    earlier_supports: int = 0
    job_lost_objectively: bool | None = None
    outstanding_vnd: int = 0
    amount_vnd: int | None = None
    term_months: int | None = None
    requested_on: date | None = None
    certified_on: date | None = None
    appraised_on: date | None = None
    approved_on: date | None = None
    refused_on: date | None = None
    refusal_reason: str | None = None
    granted_on: date | None = None
    finished_on: date | None = None
    recalled_on: date | None = None
