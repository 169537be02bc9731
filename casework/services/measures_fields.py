"""What the officer is asked about each act of a measure, and in which words (trường thông tin): data, no rules.

An act writes its own day; where its clock is in hours also the hour (`X_on` and `X_at` of the facts). What else is
asked stands here: `needs` is known before the act, `writes` is decided by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.law.support_facts import SupportProgramme


@dataclass(frozen=True)
class Asked:
    """The fields of one act beside its own day."""

    needs: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


Asking = Mapping[str, Asked]

DOSSIER: Asking = {
    "draft": Asked(
        (
            "detected_on",
            "ground",
            "last_act_on",
            "stable_residence",
            "no_capacity",
            "pregnant",
            "cares_for_small_child",
            "papers",
        )
    ),
    "send": Asked(("read_on",)),
    "supplement": Asked(("returned_on", "papers")),
    "answer": Asked(("court_asked_on",)),
}
DETERMINATION: Asking = {
    "request": Asked(("requested_by", "papers", "parent_agreed", "on_site", "in_custody")),
    "send_staff": Asked(("on_site",)),
    "result": Asked((), ("addicted", "criteria_met")),
}
SUBSTITUTION: Asking = {
    "register": Asked(("papers", "representative_agreed")),
    "accept": Asked(("representative_agreed",)),
    "refuse": Asked((), ("refusal_reason",)),
    "terminate": Asked(
        ("maintenance_since", "protocol_breaches_on", "opioid_positives_on", "doses_missed_days"), ("ground",)
    ),
}
TEAM: Asking = {
    "found": Asked(("founded_by_chair", "seats", "leader", "deputy")),
    "change_members": Asked(("seats", "leader", "deputy")),
    "hold_review": Asked((), ("present",)),
    "dissolve": Asked(("open_cases",)),
}
PROVIDER: Asking = {
    "file": Asked(("file_is_complete",)),
    "publish": Asked(("file_is_complete",)),
    "decline": Asked((), ("decline_reason",)),
    "record_violation": Asked(("violation_found_on",)),
    "suspend": Asked((), ("suspension_months",)),
}

_REFUSE = Asked((), ("refusal_reason",))
_LOAN = ("amount_vnd", "term_months", "outstanding_vnd")
_OF_2014 = Asked(("borrower", "on_substitution", "province", *_LOAN))
_OF_2026 = Asked(("on_police_list", "aftercare_decided_on"))
_OF_2026_LENT = Asked((*_OF_2026.needs, "for_training", "same_purpose_loan", *_LOAN))
_FUND = Asked(("borrower", *_LOAN))
SUPPORT: Mapping[SupportProgramme, Asking] = {
    SupportProgramme.PAYMENT: {"grant": Asked(("phases_completed", "earlier_supports", "amount_vnd"))},
    SupportProgramme.TRAINING: {
        "grant": Asked(("rehabilitated_on", "earlier_supports", "job_lost_objectively", "group", "amount_vnd"))
    },
    SupportProgramme.LOAN_29_2014: {
        "certify": _OF_2014,
        "approve": _OF_2014,
        "grant": _OF_2014,
        "refuse": _REFUSE,
    },
    SupportProgramme.LOAN_FUND: {"appraise": _FUND, "approve": _FUND, "grant": _FUND, "refuse": _REFUSE},
    SupportProgramme.LOAN_08_2026: {
        "certify": _OF_2026,
        "approve": _OF_2026_LENT,
        "grant": Asked(("borrower", *_OF_2026_LENT.needs)),
        "refuse": _REFUSE,
    },
    SupportProgramme.JOB: {},
}

EXTRAS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("training", "grant"): {"trade": "Nghề học", "provider": "Cơ sở đào tạo"},
    ("loan_29_2014", "grant"): {"purpose": "Mục đích vay"},
    ("loan_fund", "grant"): {"purpose": "Mục đích vay"},
    ("loan_08_2026", "grant"): {"purpose": "Mục đích vay"},
    ("job", "grant"): {"has_income": "Có thu nhập từ việc làm"},
    ("substitution", "accept"): {"facility": "Cơ sở điều trị"},
    ("determination", "result"): {"substances": "Chất ma túy"},
}
"""What the record of the office keeps beside the facts of the law, by programme or measure and act."""
YES_OR_NO = frozenset({"has_income"})
"""Those of `EXTRAS` that are answered yes or no, and must be."""

LABELS: Mapping[str, str] = {
    "programme": "Chương trình hỗ trợ",
    "detected_on": "Ngày phát hiện người thuộc đối tượng",
    "ground": "Căn cứ",
    "last_act_on": "Ngày thực hiện hành vi cuối cùng",
    "birth_date": "Ngày sinh",
    "birth_year": "Năm sinh",
    "stable_residence": "Có nơi cư trú ổn định",
    "no_capacity": "Không có năng lực trách nhiệm hành chính",
    "pregnant": "Đang mang thai (có chứng nhận)",
    "cares_for_small_child": "Đang nuôi con dưới 36 tháng tuổi (có xác nhận)",
    "papers": "Tài liệu đã có trong hồ sơ",
    "drafted_on": "Ngày lập hồ sơ",
    "placed_on": "Ngày giao quản lý",
    "notified_on": "Ngày người bị đề nghị nhận thông báo",
    "read_on": "Ngày người bị đề nghị đã đọc hồ sơ",
    "sent_on": "Ngày gửi hồ sơ",
    "returned_on": "Ngày nhận lại hồ sơ bị trả",
    "supplemented_on": "Ngày gửi hồ sơ đã bổ sung",
    "court_asked_on": "Ngày nhận văn bản của Tòa án",
    "answered_on": "Ngày trả lời Tòa án",
    "requested_by": "Ai đề nghị xác định",
    "parent_agreed": "Cha, mẹ hoặc người giám hộ đồng ý (người dưới 18 tuổi)",
    "on_site": "Xác định ngoài cơ sở y tế (cử cán bộ đến)",
    "in_custody": "Đang bị tạm giữ hành chính",
    "requested_on": "Ngày đề nghị",
    "requested_at": "Thời điểm đề nghị",
    "staff_sent_on": "Ngày cử cán bộ y tế",
    "staff_sent_at": "Thời điểm cử cán bộ y tế",
    "received_on": "Ngày tiếp nhận người cần xác định",
    "result_on": "Ngày trả kết quả",
    "addicted": "Kết luận: nghiện ma túy",
    "criteria_met": "Số tiêu chuẩn đạt (trên 6)",
    "used_on": "Ngày dùng phiếu để đăng ký",
    "representative_agreed": "Người đại diện đồng ý bằng văn bản (người chưa đủ 18 tuổi)",
    "registered_on": "Ngày đăng ký điều trị",
    "accepted_on": "Ngày cơ sở tiếp nhận",
    "accepted_at": "Thời điểm cơ sở tiếp nhận",
    "refused_on": "Ngày không tiếp nhận, không phê duyệt",
    "refusal_reason": "Lý do không tiếp nhận, không phê duyệt",
    "start_notified_on": "Ngày nhận thông báo tham gia điều trị",
    "start_notified_at": "Thời điểm nhận thông báo tham gia điều trị",
    "transferred_on": "Ngày chuyển cơ sở điều trị",
    "maintenance_since": "Đạt liều duy trì từ ngày",
    "protocol_breaches_on": "Các ngày không tuân thủ quy trình",
    "opioid_positives_on": "Các ngày xét nghiệm dương tính liên tiếp",
    "doses_missed_days": "Số ngày bỏ thuốc liên tiếp",
    "stopped_on": "Ngày thôi điều trị theo nguyện vọng",
    "terminated_on": "Ngày bị chấm dứt điều trị",
    "completed_on": "Ngày hoàn thành điều trị",
    "end_notified_on": "Ngày nhận thông báo kết thúc điều trị",
    "dossier_on": "Ngày lập hồ sơ đề nghị đưa vào cơ sở cai nghiện",
    "aftercare_requested_on": "Ngày chuyển sang quản lý sau cai",
    "rehabilitated_on": "Ngày hoàn thành cai nghiện hoặc điều trị thay thế",
    "on_substitution": "Đang điều trị thay thế",
    "phases_completed": "Giai đoạn đã hoàn thành",
    "aftercare_decided_on": "Ngày quyết định quản lý sau cai",
    "on_police_list": "Có tên trong danh sách do Công an cấp xã lập",
    "province": "Tỉnh, thành phố",
    "borrower": "Người vay",
    "group": "Nhóm đối tượng",
    "for_training": "Vay để học nghề",
    "same_purpose_loan": "Còn khoản vay khác cùng mục đích học nghề",
    "earlier_supports": "Số lần đã được hỗ trợ cùng loại",
    "job_lost_objectively": "Mất việc vì lý do khách quan",
    "outstanding_vnd": "Còn nợ của chương trình này (đồng)",
    "amount_vnd": "Số tiền (đồng)",
    "term_months": "Thời hạn vay (tháng)",
    "certified_on": "Ngày xác nhận",
    "appraised_on": "Ngày thẩm định",
    "approved_on": "Ngày phê duyệt",
    "granted_on": "Ngày chi, giải ngân, nhập học, nhận việc",
    "finished_on": "Ngày hoàn thành, trả hết nợ, nghỉ việc",
    "recalled_on": "Ngày thu hồi trước hạn hoặc bỏ học",
    "founded_by_chair": "Quyết định do Chủ tịch Ủy ban nhân dân cấp xã ký",
    "seats": "Thành phần của tổ",
    "leader": "Tổ trưởng thuộc thành phần",
    "deputy": "Tổ phó thuộc thành phần",
    "open_cases": "Số người đang cai nghiện tại cấp xã",
    "founded_on": "Ngày quyết định thành lập",
    "changed_on": "Ngày thay đổi thành viên",
    "reviewed_on": "Ngày họp xét duyệt",
    "present": "Thành phần có mặt",
    "dissolved_on": "Ngày giải thể",
    "file_is_complete": "Hồ sơ đủ tài liệu theo quy định",
    "violation_found_on": "Ngày phát hiện vi phạm",
    "filed_on": "Ngày nhận hồ sơ đề nghị",
    "published_on": "Ngày công bố",
    "declined_on": "Ngày trả lời không đủ điều kiện",
    "decline_reason": "Lý do không công bố",
    "minutes_on": "Ngày lập biên bản vi phạm",
    "suspended_on": "Ngày đình chỉ",
    "suspension_months": "Thời hạn đình chỉ (tháng)",
    "refiled_on": "Ngày nhận hồ sơ đề nghị công bố lại",
    "republished_on": "Ngày công bố lại",
}
