"""Which acts of the procedures have no paper of their own here, and why (việc không có giấy tờ riêng).

Every act under every law either has a form whose title the law of the day names, or a line below. A line says who
writes the paper where another office, a clinic, a bank or the person does, with the number of the form where it was
read; and that no form was read only where the texts read name none.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from casework.law.procedures import Measure

_UNREAD_2010 = (
    "Nghị định 94/2010/NĐ-CP và Thông tư liên tịch 03/2012/TTLT-BLĐTBXH-BYT-BCA trong phạm vi đã đọc không nêu giấy tờ "
    "cho việc này"
)
_UNREAD_2009 = "Nghị định 94/2009/NĐ-CP trong phạm vi đã đọc không nêu giấy tờ cho việc này"
_LENT = "Quyết định cho vay, hợp đồng, giấy nhận nợ do Ngân hàng Chính sách xã hội lập; hệ thống chỉ ghi kết quả"
_FUND = "Văn bản phê duyệt, từ chối do người có thẩm quyền phê duyệt hồ sơ vay vốn ký; hệ thống chỉ ghi kết quả"
_STATE = (
    "Việc ghi nhận tình trạng theo giấy tờ của người vay, cơ sở đào tạo, nơi làm việc; luật không nêu văn bản riêng"
)
_CLINIC_TOLD = "Cơ sở điều trị gửi thông báo; cấp xã chỉ ghi ngày, giờ nhận"

Reasons = Mapping[str, str]
"""By the code of the law; "*" for every other."""

_EPISODE: Mapping[str, Reasons] = {
    "notify_person": {"*": "Cơ sở y tế đã xác định tình trạng nghiện gửi kết quả; hệ thống chỉ ghi ngày, giờ nhận"},
    "return_application": {
        "2010": "Trả lời bằng văn bản theo giấy tờ còn thiếu; luật đã đọc không nêu mẫu",
        "*": "Người tiếp nhận hướng dẫn bổ sung (điểm b khoản 5 Điều 28 Nghị định 116/2021/NĐ-CP, khoản 5 Điều 89 Nghị "
        "định 163/2026/NĐ-CP); luật không nêu mẫu, giấy tờ còn thiếu được ghi trong hồ sơ",
    },
    "supplement": {"*": "Người đăng ký nộp giấy tờ còn thiếu; không phát sinh văn bản của cấp xã"},
    "refuse": {"*": "Văn bản từ chối nêu lý do và điều khoản của từng trường hợp; luật đã đọc không nêu mẫu"},
    "start": {"2010": "Thời hạn tính từ ngày ký quyết định; luật đã đọc không nêu văn bản khi bắt đầu"},
    "record_phase": {
        "2010": "Ghi vào kế hoạch cai nghiện cá nhân và báo cáo tháng; luật đã đọc không nêu văn bản riêng"
    },
    "end": {"*": "Việc kết thúc thể hiện ở giấy hoàn thành, biên bản vi phạm hoặc giấy tờ của nơi khác"},
    "transfer": {"2010": _UNREAD_2010},
    "receive": {
        "2010": _UNREAD_2010,
        "2021": "Nơi chuyển đi lập văn bản đề nghị (Mẫu số 25); nơi đến tiếp tục theo quyết định đã có (khoản 2 Điều "
        "32 "
        "Nghị định 116/2021/NĐ-CP), luật không nêu văn bản tiếp nhận",
    },
    "record_violation": {"2010": _UNREAD_2010},
    "propose_certificate": {
        "2010": "Tổ công tác xét theo báo cáo tháng; luật đã đọc không nêu mẫu đề nghị",
        "*": "Người được phân công đánh giá và đề nghị (điểm a khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP, khoản 3 Điều "
        "93 "
        "Nghị định 163/2026/NĐ-CP); luật không nêu mẫu, đánh giá in ở phiếu theo dõi hằng tháng",
    },
}
_COMPULSORY: Mapping[str, Reasons] = {
    **_EPISODE,
    "decline": {
        "*": "Chủ tịch quyết định theo biên bản họp xét duyệt; luật đã đọc không nêu văn bản khi không áp dụng"
    },
}
_AFTERCARE: Mapping[str, Reasons] = {
    "report": {
        "2009": _UNREAD_2009,
        "2021": "Người hoàn thành trình báo (khoản 5 Điều 62, khoản 1 Điều 77 Nghị định 116/2021/NĐ-CP); cấp xã ghi "
        "ngày",
        "*": "Thông báo ngày hoàn thành (Mẫu số 51) do người được phân công hoặc cơ sở cai nghiện lập; của người cai "
        "nghiện tại gia đình, cộng đồng in ở đợt cai nghiện, việc “Thông báo ngày hoàn thành”",
    },
    "request": {"2009": _UNREAD_2009},
    "start": {
        "2009": "Ghi vào Sổ 04-SCN (khoản 4 Điều 5 Thông tư 05/2011/TT-BLĐTBXH); in ở mục sổ của đơn vị",
        "2021": "Ghi vào danh sách (Mẫu số 52 Nghị định 116/2021/NĐ-CP); in ở mục sổ, danh sách của đơn vị",
        "*": "Ghi vào danh sách người bị quản lý sau cai nghiện; in ở mục sổ, danh sách của đơn vị",
    },
    "review": {
        "2009": "Ghi vào sổ theo dõi, đánh giá của cấp xã; luật đã đọc không nêu mẫu",
        "*": "Biên bản tư vấn, kiểm tra, kết quả xét nghiệm lưu trong hồ sơ quản lý; luật không nêu mẫu",
    },
    "record_absence": {
        "*": "Người bị quản lý báo cáo lý do, thời gian; luật không nêu mẫu, hệ thống ghi thời gian vắng mặt"
    },
    "move": {"2009": _UNREAD_2009},
    "notify_move": {
        "*": "Là thông báo chuyển nơi cư trú, in ở việc “Ghi nhận chuyển nơi cư trú”; việc này ghi ngày, giờ gửi"
    },
    "end": {"2009": _UNREAD_2009},
}
_DOSSIER: Mapping[str, Reasons] = {
    "send": {
        "2021": "Gửi kèm văn bản đề nghị (Mẫu số 29) đã lập khi lập hồ sơ; hồ sơ đánh bút lục, không có mẫu riêng cho "
        "việc gửi",
        "*": "Gửi kèm văn bản đề nghị (Mẫu số 36, Mẫu số 40) đã lập khi lập hồ sơ; hồ sơ đánh bút lục, không có mẫu "
        "riêng",
    },
    "supplement": {
        "*": "Bổ sung theo văn bản trả lại (Mẫu số 33) của Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện; "
        "không có "
        "mẫu riêng",
    },
    "answer": {
        "2021": "Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện trả lời Tòa án (khoản 3 Điều 43 Nghị định "
        "116/2021/NĐ-CP); cấp xã phối hợp",
        "*": "Trả lời bằng văn bản theo từng nội dung Tòa án hỏi; khoản 5 Điều 102 Nghị định 163/2026/NĐ-CP không nêu "
        "mẫu",
    },
}
_SUBSTITUTION: Mapping[str, Reasons] = {
    "register": {
        "2016": "Người bệnh viết đơn (Mẫu số 01 Nghị định 90/2016/NĐ-CP) nộp cơ sở điều trị",
        "*": "Người bệnh viết đơn (Mẫu số 09 Nghị định 141/2024/NĐ-CP) nộp cơ sở điều trị",
    },
    "accept": {
        "2016": "Cơ sở điều trị lập (Mẫu số 02 Nghị định 90/2016/NĐ-CP)",
        "*": "Cơ sở điều trị lập (Mẫu số 11 Nghị định 141/2024/NĐ-CP) và gửi cấp xã",
    },
    "refuse": {
        "2016": "Cơ sở điều trị trả lời bằng văn bản; Nghị định 90/2016/NĐ-CP không nêu mẫu",
        "*": "Cơ sở điều trị lập (Mẫu số 12 Nghị định 141/2024/NĐ-CP) và gửi cấp xã",
    },
    "notify_start": {"*": _CLINIC_TOLD},
    "transfer": {
        "2016": "Người bệnh viết đơn (Mẫu số 03), cơ sở điều trị lập tóm tắt bệnh án (Mẫu số 04 Nghị định "
        "90/2016/NĐ-CP)",
        "*": "Cơ sở điều trị lập tóm tắt bệnh án (Mẫu số 14 Nghị định 141/2024/NĐ-CP)",
    },
    "stop": {"*": "Người bệnh thôi điều trị theo nguyện vọng; giấy tờ ở cơ sở điều trị"},
    "terminate": {
        "2016": "Cơ sở điều trị quyết định; Nghị định 90/2016/NĐ-CP trong phạm vi đã đọc không nêu mẫu",
        "*": "Cơ sở điều trị lập (Mẫu số 15 Nghị định 141/2024/NĐ-CP) và gửi cấp xã",
    },
    "complete": {
        "2016": "Cơ sở điều trị xác nhận; Nghị định 90/2016/NĐ-CP trong phạm vi đã đọc không nêu mẫu",
        "*": "Cơ sở điều trị lập (Mẫu số 16 Nghị định 141/2024/NĐ-CP)",
    },
    "notify_end": {"*": _CLINIC_TOLD},
    "propose_compulsory": {
        "*": "Giấy tờ in ở thủ tục “Hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc” mở từ việc này"
    },
    "request_aftercare": {"*": "Văn bản đề nghị in ở hồ sơ quản lý sau cai nghiện mở từ việc này"},
}
_SUPPORT: Mapping[str, Reasons] = {
    "request": {
        "training_2016": "Người học viết đơn; giấy xác nhận của cấp xã in ở sổ đào tạo nghề",
        "loan_fund": "Người vay lập giấy đề nghị vay vốn của Quỹ quốc gia về việc làm; cấp xã xác nhận ở việc “Xác "
        "nhận”",
        "loan_2014": "Người vay lập giấy đề nghị; cấp xã xác nhận ở việc “Xác nhận”",
        "loan_2026": "Người vay lập giấy đề nghị; cấp xã xác nhận ở việc “Xác nhận”, danh sách in ở mục sổ của đơn vị",
        "*": "Luật đã đọc không nêu đơn, mẫu đề nghị hỗ trợ một lần",
    },
    "appraise": {"*": "Ngân hàng Chính sách xã hội thẩm định; hệ thống chỉ ghi ngày"},
    "approve": {"loan_fund": _FUND, "*": _LENT},
    "refuse": {"loan_fund": _FUND, "*": _LENT},
    "grant": {
        "payment_2021": "Chứng từ chi ngân sách theo khoản 3 Điều 6 Thông tư 62/2022/TT-BTC; thông tư không nêu mẫu",
        "payment_2026": "Chứng từ chi ngân sách; thông tư hướng dẫn khoản 1 Điều 131 Nghị định 163/2026/NĐ-CP chưa tìm "
        "được",
        "training_2016": "Cơ sở đào tạo và cơ quan chi trả lập; giấy xác nhận của cấp xã in ở sổ đào tạo nghề",
        "job": "Nơi làm việc lập hợp đồng; hệ thống chỉ ghi nhận việc làm",
        "*": _LENT,
    },
    "finish": {"*": _STATE},
    "recall": {"training_2016": _STATE, "loan_fund": _FUND, "*": _LENT},
}
_TEAM: Mapping[str, Reasons] = {
    "change_members": {"*": "Kiện toàn bằng quyết định thành lập tổ với danh sách thành viên mới, in ở hồ sơ của tổ"},
    "hold_review": {"*": "Biên bản họp in ở hồ sơ của từng người được xét: thẩm tra, họp xét duyệt"},
    "dissolve": {"2026": "Khoản 3 Điều 136 Nghị định 163/2026/NĐ-CP chỉ nêu quyết định thành lập, không nêu giải thể"},
}
_PROVIDER: Mapping[str, Reasons] = {
    "file": {
        "2021": "Tổ chức, cá nhân cung cấp dịch vụ lập (Mẫu số 13 Nghị định 116/2021/NĐ-CP)",
        "*": "Tổ chức, cá nhân cung cấp dịch vụ lập (Mẫu số 11 Nghị định 163/2026/NĐ-CP)",
    },
    "publish": {
        "2021": "Chủ tịch Ủy ban nhân dân cấp huyện công bố (Mẫu số 14), từ 01/07/2025 Giám đốc Công an cấp tỉnh",
        "*": "Giám đốc Công an cấp tỉnh công bố (Mẫu số 12 Nghị định 163/2026/NĐ-CP)",
    },
    "decline": {"*": "Người có thẩm quyền công bố trả lời bằng văn bản, không phải cấp xã; luật không nêu mẫu"},
    "record_violation": {
        "2021": "Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện lập (Mẫu số 15 Nghị định 116/2021/NĐ-CP)",
        "*": "Cơ quan Công an cấp tỉnh lập (Mẫu số 13 Nghị định 163/2026/NĐ-CP)",
    },
    "suspend": {
        "2021": "Người có thẩm quyền công bố quyết định (Mẫu số 16 Nghị định 116/2021/NĐ-CP)",
        "*": "Giám đốc Công an cấp tỉnh quyết định (Mẫu số 14 Nghị định 163/2026/NĐ-CP)",
    },
    "refile": {
        "2021": "Tổ chức, cá nhân cung cấp dịch vụ lập (Mẫu số 13, báo cáo Mẫu số 17 Nghị định 116/2021/NĐ-CP)",
        "*": "Tổ chức, cá nhân cung cấp dịch vụ lập (Mẫu số 11, báo cáo Mẫu số 15 Nghị định 163/2026/NĐ-CP)",
    },
    "republish": {
        "2021": "Chủ tịch Ủy ban nhân dân cấp huyện công bố (Mẫu số 14), từ 01/07/2025 Giám đốc Công an cấp tỉnh",
        "*": "Giám đốc Công an cấp tỉnh công bố (Mẫu số 12 Nghị định 163/2026/NĐ-CP)",
    },
}
_DETERMINATION: Mapping[str, Reasons] = {
    "send_staff": {"*": "Cơ sở y tế cử cán bộ; Nghị định 109/2021/NĐ-CP không nêu văn bản"},
    "receive": {"*": "Cơ sở y tế lập bệnh án; hệ thống chỉ ghi ngày tiếp nhận"},
    "result": {"*": "Phiếu kết quả do cơ sở y tế lập (Mẫu số 04, Mẫu số 05 Nghị định 109/2021/NĐ-CP)"},
    "use_for_registration": {"*": "Bản sao phiếu kết quả được nộp kèm đơn đăng ký cai nghiện; không có văn bản riêng"},
}
WHY_NONE: Mapping[Measure, Mapping[str, Reasons]] = MappingProxyType(
    {
        Measure.HOME: _EPISODE,
        Measure.COMMUNITY: _EPISODE,
        Measure.COMMUNITY_COMPULSORY: _COMPULSORY,
        Measure.AFTERCARE: _AFTERCARE,
        Measure.TEAM: _TEAM,
        Measure.DOSSIER: _DOSSIER,
        Measure.SUBSTITUTION: _SUBSTITUTION,
        Measure.SUPPORT: _SUPPORT,
        Measure.PROVIDER: _PROVIDER,
        Measure.DETERMINATION: _DETERMINATION,
    }
)


def why_no_paper(measure: Measure, act: str, law: str) -> str | None:
    """Why an act has no paper under a law; None where nobody has said."""
    reasons = WHY_NONE[measure].get(act, {})
    return reasons.get(law) or reasons.get("*")
