"""The words of explanations: what tables, columns and values are called, and what whole criteria ask."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.sql import operators

from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import (
    BudgetContent,
    BudgetSource,
    DeclaredBy,
    DeterminationResult,
    Employment,
    EpisodeForm,
    EpisodeOutcome,
    EvaluationOutcome,
    Level,
    ListingStatus,
    ModelKind,
    NotEvaluatedReason,
    Premises,
    Sector,
    Term,
)

TABLES: Mapping[str, str] = {
    "person": "hồ sơ người",
    "episode": "đợt cai nghiện",
    "episode_custody": "đơn vị quản lý đợt cai nghiện",
    "certificate": "giấy chứng nhận hoàn thành",
    "aftercare": "đợt quản lý sau cai",
    "aftercare_custody": "đơn vị quản lý đợt sau cai",
    "team": "tổ công tác",
    "team_member": "thành viên tổ",
    "team_activity": "hoạt động của tổ",
    "staff": "cán bộ",
    "point": "điểm tư vấn",
    "point_staff": "cán bộ điểm tư vấn",
    "session": "buổi tư vấn",
    "training": "đào tạo nghề",
    "job": "việc làm",
    "loan": "khoản vay",
    "methadone": "điều trị methadone",
    "listing": "danh sách quản lý",
    "determination": "kết luận xác định tình trạng nghiện",
    "evaluation": "đánh giá sau cai",
    "club": "câu lạc bộ",
    "club_member": "thành viên câu lạc bộ",
    "consultation_session": "buổi tư vấn",
    "budget_line": "khoản chi",
    "communication_event": "cuộc truyền thông",
    "material": "vật phẩm truyền thông",
    "directive": "văn bản chỉ đạo",
    "programme_model": "mô hình",
    "unit": "đơn vị",
    "relapse": "lần đánh giá tái nghiện hoặc xác định nghiện của đơn vị trong kỳ",
}
FIELDS: Mapping[str, str] = {
    "unit_id": "đơn vị",
    "registered_on": "ngày đăng ký",
    "started_on": "ngày bắt đầu",
    "starts_on": "ngày bắt đầu",
    "ended_on": "ngày kết thúc",
    "outcome": "kết quả",
    "form": "hình thức cai nghiện",
    "issued_on": "ngày cấp, ban hành",
    "from_on": "ngày bắt đầu",
    "to_on": "đến ngày",
    "disbursed_on": "ngày giải ngân",
    "established_on": "ngày thành lập",
    "dissolved_on": "ngày giải thể",
    "closed_on": "ngày đóng",
    "held_on": "ngày thực hiện",
    "spent_on": "ngày chi",
    "listed_on": "ngày vào danh sách",
    "removed_on": "ngày ra khỏi danh sách",
    "status": "diện quản lý",
    "determined_on": "ngày xác định",
    "evaluated_on": "ngày đánh giá",
    "found_on": "ngày đánh giá, xác định",
    "completed_on": "ngày hoàn thành",
    "state_supported": "Nhà nước hỗ trợ",
    "supported": "được hỗ trợ",
    "has_income": "có thu nhập",
    "declared_by": "người khai báo",
    "programme": "chương trình",
    "level": "cấp",
    "kind": "loại",
    "premises": "địa điểm",
    "sector": "ngành",
    "merged_into_id": "đã gộp vào hồ sơ khác",
    "returned_on": "ngày về cộng đồng",
    "employer_id": "cơ sở sử dụng lao động",
    "employment": "việc làm",
    "law_violation": "vi phạm pháp luật",
    "reason_not_evaluated": "lý do không đánh giá được",
    "cohort": "nhóm so sánh",
    "source": "nguồn kinh phí",
    "content": "nội dung chi",
    "valid_from": "ngày thành lập",
    "valid_to": "ngày chấm dứt",
    "result": "kết luận",
}
DAYS = {
    "first": "ngày đầu kỳ",
    "last": "ngày cuối kỳ",
    "at": "ngày cuối kỳ",
    "eve": "ngày liền trước kỳ",
    "closing": "ngày cuối kỳ",
}
SIGNS = {
    operators.le: "không sau",
    operators.lt: "trước",
    operators.ge: "không trước",
    operators.gt: "sau",
    operators.eq: "là",
    operators.ne: "không phải là",
}
TERMS: Mapping[tuple[str, str], type[Term]] = {
    ("episode", "form"): EpisodeForm,
    ("episode", "outcome"): EpisodeOutcome,
    ("episode", "declared_by"): DeclaredBy,
    ("aftercare", "outcome"): AftercareOutcome,
    ("evaluation", "outcome"): EvaluationOutcome,
    ("evaluation", "employment"): Employment,
    ("evaluation", "reason_not_evaluated"): NotEvaluatedReason,
    ("determination", "result"): DeterminationResult,
    ("listing", "status"): ListingStatus,
    ("point", "premises"): Premises,
    ("staff", "sector"): Sector,
    ("directive", "level"): Level,
    ("budget_line", "source"): BudgetSource,
    ("budget_line", "content"): BudgetContent,
    ("programme_model", "kind"): ModelKind,
}
KINDS_OF_UNITS = {"commune": "xã, phường, thị trấn, đặc khu", "district": "huyện", "province": "tỉnh"}
LISTS: Mapping[str, str] = {
    "team_id": "là thành viên của một tổ đang hoạt động của đơn vị báo cáo",
    "point_id": "là cán bộ của một điểm tư vấn đang hoạt động của đơn vị báo cáo",
    "club_id": "là thành viên của một câu lạc bộ trong đơn vị báo cáo còn đến cuối kỳ",
}
"""What it means that a record belongs to one of the definition's own list."""
WHOLES: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset({"evaluation", "determination"}),
        "có lần tái nghiện, xác định nghiện sau ngày cấp giấy hoàn thành đầu tiên của người đó",
    ),
    (
        frozenset({"team_activity"}),
        "tổ có hoạt động trong kỳ, hoặc đơn vị của tổ quản lý một đợt cai nghiện tại gia đình, cộng đồng trong kỳ",
    ),
    (
        frozenset({"certificate", "aftercare"}),
        "là người sau cai: được cấp giấy hoàn thành hoặc bắt đầu quản lý sau cai không sau ngày cuối kỳ",
    ),
    (
        frozenset({"session_attendee", "determination"}),
        "trong kỳ dự một buổi tư vấn có ghi tên, được xác định tình trạng nghiện, hoặc có đợt cai nghiện, điều trị"
        " methadone, quản lý sau cai còn hiệu lực, ở bất cứ đâu",
    ),
    (frozenset({"session_attendee"}), "dự một buổi tư vấn có ghi tên trong kỳ, ở bất cứ đâu"),
    (
        frozenset({"training", "job", "loan", "club_member"}),
        "trong kỳ bắt đầu học nghề, bắt đầu một việc làm, được giải ngân một khoản vay hoặc là thành viên một câu lạc"
        " bộ, ở bất cứ đâu",
    ),
    (
        frozenset({"communication_event", "material", "directive"}),
        "xã hoặc đơn vị cũ của xã có cuộc truyền thông, vật phẩm hoặc văn bản chỉ đạo của chương trình trong kỳ",
    ),
    (frozenset({"consultation_session", "point"}), "điểm có buổi tư vấn trong kỳ"),
    (frozenset({"listing"}), "xã không có ai ở danh sách người nghiện vào cuối kỳ"),
    (frozenset({"evaluation"}), "là lần đánh giá sau cùng của người đó trong kỳ ở đơn vị báo cáo"),
    (
        frozenset({"episode_custody", "episode"}),
        "đơn vị báo cáo quản lý đợt này vào một ngày của kỳ mà đợt còn hiệu lực",
    ),
    (
        frozenset({"aftercare_custody", "aftercare"}),
        "đơn vị báo cáo quản lý đợt này vào một ngày của kỳ mà đợt còn hiệu lực",
    ),
    (frozenset({"officer_training"}), "được tập huấn trong kỳ"),
)
"""Criteria that ask about other records, by the tables that they look at; the first that fits says what is asked."""
