"""What corrections of each kind of record are called in a file (sửa gì, mục nào), and the terms of their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.access.trail import Tag
from casework.law.aftercare_facts import AftercareOutcome, CompletionKind, DrugTest
from casework.law.plan_terms import HotlineTopic
from casework.law.vocabulary import (
    Borrower,
    Cohort,
    DeterminationResult,
    Employment,
    EvaluationOutcome,
    ListingStatus,
    LoanProgramme,
    MethadoneOutcome,
    NotEvaluatedReason,
    Premises,
    SessionKind,
    Sex,
    TeamRole,
    Term,
)


@dataclass(frozen=True)
class Subject:
    """One kind of record.

    :param name: what was corrected, in the middle of a sentence
    :param labels: its fields, where they are called otherwise than those of an episode
    :param terms: the closed lists of its fields
    :param page: endpoint of the page of one record, found by its ref
    """

    name: str
    labels: Mapping[str, str]
    terms: Mapping[str, type[Term]] = field(default_factory=dict)
    page: str = ""


_SPAN = {"started_on": "Ngày bắt đầu", "ended_on": "Ngày kết thúc"}
SUBJECTS: Mapping[str, Subject] = {
    Tag.PERSON_CHANGED.tag: Subject("", {}, {"sex": Sex}),
    Tag.RECORD_CORRECTED.tag: Subject("", {}, page="episodes.view"),
    Tag.AFTERCARE_CORRECTED.tag: Subject(
        "", {}, {"kind": CompletionKind, "outcome": AftercareOutcome, "drug_test": DrugTest}, page="aftercares.view"
    ),
    Tag.TRAINING_SAVED.tag: Subject(
        "đào tạo nghề",
        _SPAN | {"trade": "Nghề", "provider": "Nơi dạy nghề", "state_supported": "Nhà nước hỗ trợ"},
        page="trainings.edit",
    ),
    Tag.JOB_SAVED.tag: Subject(
        "việc làm",
        _SPAN
        | {
            "ended_on": "Ngày nghỉ việc",
            "employer": "Nơi làm việc",
            "has_income": "Có thu nhập",
            "supported": "Được hỗ trợ",
        },
        page="jobs.edit",
    ),
    Tag.LOAN_SAVED.tag: Subject(
        "vay vốn",
        {
            "disbursed_on": "Ngày giải ngân",
            "amount_vnd": "Số tiền (đồng)",
            "borrower": "Người vay",
            "programme": "Chương trình",
            "term_months": "Thời hạn (tháng)",
            "purpose": "Mục đích",
            "repaid_on": "Ngày trả hết nợ",
        },
        {"borrower": Borrower, "programme": LoanProgramme},
        page="loans.edit",
    ),
    Tag.METHADONE_SAVED.tag: Subject(
        "điều trị Methadone",
        _SPAN | {"facility": "Cơ sở điều trị", "outcome": "Kết quả"},
        {"outcome": MethadoneOutcome},
        page="methadone.edit",
    ),
    Tag.SESSION_CORRECTED.tag: Subject(
        "buổi tư vấn",
        {
            "held_on": "Ngày",
            "kind": "Hình thức",
            "topic": "Chủ đề",
            "staff": "Cán bộ tư vấn",
            "attendance": "Số người dự",
            "named": "Có tên trong buổi",
            "people": "Người dự có tên",
        },
        {"kind": SessionKind},
        page="sessions.view",
    ),
    Tag.TEAM_SAVED.tag: Subject(
        "tổ công tác",
        {
            "established_on": "Ngày thành lập",
            "decision_number": "Số quyết định",
            "dissolved_on": "Ngày giải thể",
        },
    ),
    Tag.TEAM_MEMBER_SAVED.tag: Subject(
        "thành viên", {"role": "Vai trò", "from_on": "Từ ngày", "to_on": "Đến hết ngày"}, {"role": TeamRole}
    ),
    Tag.POINT_SAVED.tag: Subject(
        "điểm tư vấn",
        {
            "name": "Tên điểm",
            "premises": "Nơi đặt",
            "established_on": "Ngày thành lập",
            "closed_on": "Ngày đóng cửa",
        },
        {"premises": Premises},
    ),
    Tag.POINT_STAFF_SAVED.tag: Subject("cán bộ của điểm", {"from_on": "Từ ngày", "to_on": "Đến hết ngày"}),
    Tag.REPORT_OBLIGATION_SAVED.tag: Subject(
        "chế độ báo cáo",
        {
            "due_day": "Hạn gửi: chậm nhất ngày",
            "due_months": "Số tháng sau kỳ",
            "from_on": "Áp dụng từ ngày",
            "until_on": "Thôi áp dụng sau ngày",
            "citation": "Văn bản yêu cầu",
        },
    ),
    "listings": Subject(
        "danh sách quản lý",
        {
            "status": "Diện",
            "listed_on": "Ngày vào danh sách",
            "removed_on": "Ngày ra khỏi danh sách",
            "removal_reason": "Lý do đưa ra",
        },
        {"status": ListingStatus},
    ),
    "determinations": Subject(
        "xác định tình trạng nghiện",
        {"determined_on": "Ngày xác định", "result": "Kết quả", "substances": "Chất ma túy"},
        {"result": DeterminationResult},
    ),
    "evaluations": Subject(
        "đánh giá sau cai",
        {
            "evaluated_on": "Ngày đánh giá",
            "cohort": "Nhóm",
            "returned_on": "Ngày trở về nơi cư trú",
            "outcome": "Kết quả",
            "reason_not_evaluated": "Lý do không đánh giá được",
            "employment": "Việc làm",
            "law_violation": "Có vi phạm pháp luật",
        },
        {
            "cohort": Cohort,
            "outcome": EvaluationOutcome,
            "reason_not_evaluated": NotEvaluatedReason,
            "employment": Employment,
        },
    ),
    "club-members": Subject("thành viên câu lạc bộ", {"from_on": "Ngày vào", "to_on": "Ngày rời", "club_id": "Mã"}),
    "hotline": Subject(
        "cuộc gọi đường dây nóng",
        {
            "received_on": "Ngày tiếp nhận",
            "topic": "Nội dung cuộc gọi",
            "caller_name": "Người gọi",
            "caller_phone": "Điện thoại người gọi",
            "content": "Nội dung cụ thể",
            "handled_on": "Ngày xử lý",
            "handling": "Xử lý",
            "answered_on": "Ngày trả lời",
            "answer": "Nội dung trả lời",
            "person": "Gắn với hồ sơ",
        },
        {"topic": HotlineTopic},
    ),
}
"""By the tag of the trail or, for a book, by its noun."""
