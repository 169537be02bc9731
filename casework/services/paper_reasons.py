"""Which acts of the procedures have no paper of their own here, and why (việc không có giấy tờ riêng).

Every act under every law either has a form whose title the law of the day names, or a line below.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from casework.documents.form import Subject, title_on
from casework.documents.forms import find_form
from casework.law.procedures import Measure
from casework.services.paper_bundles import PAPERS_OF

SUBJECTS: Mapping[Measure, Subject] = MappingProxyType(
    {
        Measure.HOME: Subject.EPISODE,
        Measure.COMMUNITY: Subject.EPISODE,
        Measure.COMMUNITY_COMPULSORY: Subject.EPISODE,
        Measure.AFTERCARE: Subject.AFTERCARE,
    }
)
BESIDE: Mapping[tuple[Measure, str], tuple[str, ...]] = MappingProxyType(
    {
        (Measure.TEAM, "found"): ("team-decision",),
        (Measure.SUPPORT, "certify"): ("loan-confirmation",),
    }
)
"""The papers of acts that belong to no case."""
_NO_FORM_2010 = (
    "Nghị định 94/2010/NĐ-CP và Thông tư liên tịch 03/2012 trong phạm vi đã đọc không nêu mẫu giấy tờ cho việc này"
)
_NO_FORM_2009 = "Nghị định 94/2009/NĐ-CP trong phạm vi đã đọc không nêu mẫu giấy tờ cho việc này"
_NO_FORM_2021 = "Nghị định 116/2021/NĐ-CP không quy định mẫu giấy tờ cho việc này"
_CLINIC = "Giấy tờ do cơ sở điều trị, cơ sở y tế lập theo pháp luật về y tế; hệ thống chỉ ghi nhận kết quả"
_COURT = "Hồ sơ do Công an lập theo mẫu riêng và nộp Tòa án; hệ thống chỉ ghi các mốc và thời hạn"
_PROVIDER = "Văn bản do cấp có thẩm quyền công bố dịch vụ lập, không phải văn bản của cấp xã"
_LENDER = "Giấy tờ do ngân hàng, cơ sở đào tạo hoặc cơ quan chi trả lập; hệ thống chỉ ghi nhận kết quả"
_STATE = "Việc ghi nhận trạng thái hồ sơ; pháp luật không quy định văn bản riêng"

Reasons = Mapping[str, str]
"""By the code of the law; "*" for every other."""

_EPISODE: Mapping[str, Reasons] = {
    "notify_person": {"*": "Thông báo do cơ sở y tế xác định tình trạng nghiện lập; hệ thống chỉ ghi ngày, giờ nhận"},
    "return_application": {"*": "Văn bản yêu cầu bổ sung soạn theo từng trường hợp, pháp luật không quy định mẫu"},
    "supplement": {"*": "Người đăng ký nộp bổ sung giấy tờ còn thiếu; không phát sinh văn bản của cấp xã"},
    "refuse": {"*": "Văn bản từ chối nêu lý do soạn theo từng trường hợp, pháp luật không quy định mẫu"},
    "start": {"2010": _NO_FORM_2010},
    "record_phase": {"*": "Ghi vào kế hoạch, phiếu theo dõi cai nghiện; không có văn bản riêng"},
    "end": {"*": "Việc kết thúc thể hiện ở giấy hoàn thành hoặc biên bản vi phạm; không có văn bản riêng"},
    "transfer": {"2010": _NO_FORM_2010},
    "receive": {"*": "Văn bản do nơi chuyển đi lập; nơi đến chỉ ghi ngày nhận và phân công người theo dõi"},
    "record_violation": {"2010": _NO_FORM_2010},
    "propose_certificate": {"*": "Đánh giá ghi trong phiếu theo dõi hằng tháng; không có mẫu đề nghị riêng"},
    "interrupt": {"*": "Căn cứ là bản án, quyết định của Tòa án; khoản 1 Điều 47 Luật 120/2025/QH15 không nêu văn bản"},
    "resume": {"*": "Tiếp tục thời hạn còn lại theo khoản 1 Điều 47 Luật 120/2025/QH15; luật không nêu văn bản"},
}
_COMPULSORY: Mapping[str, Reasons] = {
    **_EPISODE,
    "propose": {"*": _NO_FORM_2010},
    "hold_session": {"*": "Nội dung họp ghi trong biên bản của Tổ công tác; chưa in riêng"},
    "decline": {"*": _NO_FORM_2010},
}
_AFTERCARE: Mapping[str, Reasons] = {
    "report": {"*": "Người hoàn thành trình báo, hoặc nơi cai nghiện gửi thông báo; cấp xã chỉ ghi ngày nhận"},
    "request": {"2009": _NO_FORM_2009},
    "hand_over": {"*": "Dùng Mẫu số 23 (biên bản giao nhận) của hồ sơ cai nghiện đã hoàn thành"},
    "start": {"*": "Người bị quản lý được ghi vào danh sách, sổ của đơn vị; in từ danh sách quản lý sau cai nghiện"},
    "review": {"*": "Nhận xét, kết quả xét nghiệm ghi trong hồ sơ; pháp luật không quy định mẫu"},
    "record_absence": {"*": "Người bị quản lý báo cáo; luật không quy định mẫu, chỉ ghi thời gian và lý do vắng mặt"},
    "move": {"2009": _NO_FORM_2009},
    "notify_move": {"*": "Cùng một văn bản với thông báo chuyển nơi cư trú; chỉ ghi ngày, giờ gửi"},
    "resume": {
        "2009": _NO_FORM_2009,
        "*": "Tiếp tục thời hạn còn lại theo khoản 1 Điều 47 Luật 120/2025/QH15; luật không nêu văn bản",
    },
    "end": {"2009": _NO_FORM_2009},
}
_TEAM: Mapping[str, Reasons] = {
    "change_members": {"*": "Kiện toàn bằng quyết định thành lập tổ với danh sách thành viên mới"},
    "hold_review": {"*": "Biên bản họp thuộc hồ sơ của người được xét duyệt"},
    "dissolve": {"*": "Quyết định giải thể soạn theo từng trường hợp, pháp luật không quy định mẫu"},
}
WHY_NONE: Mapping[Measure, Mapping[str, Reasons]] = MappingProxyType(
    {
        Measure.HOME: _EPISODE,
        Measure.COMMUNITY: _EPISODE,
        Measure.COMMUNITY_COMPULSORY: _COMPULSORY,
        Measure.AFTERCARE: _AFTERCARE,
        Measure.TEAM: _TEAM,
        Measure.DOSSIER: {
            act: {"*": _COURT} for act in ("draft", "place", "notify", "send", "supplement", "answer")
        },
        Measure.SUBSTITUTION: {
            **{
                act: {"*": _CLINIC}
                for act in (
                    "register", "accept", "refuse", "notify_start", "transfer", "stop", "terminate", "complete",
                    "notify_end",
                )
            },
            "propose_compulsory": {"*": _COURT},
            "request_aftercare": {"*": "Dùng văn bản đề nghị của hồ sơ quản lý sau cai nghiện được mở từ việc này"},
        },
        Measure.SUPPORT: {
            "request": {"*": "Đơn do người đề nghị viết; giấy xác nhận để học nghề in từ sổ đào tạo nghề"},
            **{act: {"*": _LENDER} for act in ("appraise", "approve", "refuse", "grant", "recall")},
            "finish": {"*": _STATE},
        },
        Measure.PROVIDER: {
            act: {"*": _PROVIDER}
            for act in ("file", "publish", "decline", "record_violation", "suspend", "refile", "republish")
        },
        Measure.DETERMINATION: {
            act: {"*": _CLINIC} for act in ("request", "send_staff", "receive", "result", "use_for_registration")
        },
    }
)  # fmt: skip


def papers_of_act(measure: Measure, act: str, day: date) -> tuple[str, ...]:
    """The kinds of paper of an act that the law of a day names."""
    subject = SUBJECTS.get(measure)
    kinds = PAPERS_OF[subject].get(act, ()) if subject is not None else BESIDE.get((measure, act), ())
    return tuple(kind for kind in kinds if any(title_on(each, day, "").citation for each in find_form(kind).titles))


def why_no_paper(measure: Measure, act: str, law: str) -> str | None:
    """Why an act has no paper under a law; None where nobody has said."""
    reasons = WHY_NONE[measure].get(act, {})
    return reasons.get(law) or reasons.get("*")
