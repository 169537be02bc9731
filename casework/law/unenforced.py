"""What the law of an episode says and this system does not check, and where that is kept (chỉ ghi nhận)."""

from __future__ import annotations

from dataclasses import dataclass

from casework.law.vocabulary import Term


class Kept(Term):
    """Hệ thống giữ nội dung này ở đâu."""

    RECORDED_ONLY = "recorded_only", "Chỉ ghi nhận, không kiểm tra"
    REMINDED_ONLY = "reminded_only", "Chỉ nhắc, không ghi nhận"
    NOT_KEPT = "not_kept", "Chưa có trong hệ thống"


@dataclass(frozen=True)
class Unenforced:
    """One clause without a condition or a deadline of its own."""

    regime: str
    what: str
    citation: str
    kept: Kept
    confidence: str = "Q"


_L = "Luật 120/2025/QH15"
_N = "Nghị định 163/2026/NĐ-CP"

UNENFORCED: tuple[Unenforced, ...] = (
    Unenforced("2010", "Ba giai đoạn là điều kiện cấp giấy", "Nghị định 94/2010/NĐ-CP", Kept.RECORDED_ONLY, "I"),
    Unenforced(
        "2021",
        "Báo cáo của cơ sở dịch vụ trong 05 ngày làm việc",
        "khoản 7 Điều 30 Luật 73/2021/QH14",
        Kept.NOT_KEPT,
    ),
    Unenforced("2026", "Thời hạn còn lại khi từ cơ sở tư nhân về", f"điểm b khoản 2 Điều 32 {_L}", Kept.NOT_KEPT),
    Unenforced("2026", "Trừ thời gian quản lý khi lập hồ sơ bắt buộc", f"khoản 2 Điều 37 {_L}", Kept.NOT_KEPT),
    Unenforced("2026", "Đưa khỏi danh sách người nghiện", f"khoản 3 Điều 48 {_L}", Kept.NOT_KEPT),
    Unenforced("2026", "Cơ sở dịch vụ thông báo trong 24 giờ", f"điểm c khoản 8 Điều 32 {_L}", Kept.NOT_KEPT),
    Unenforced("2026", "Giấy xác nhận hoàn thành dịch vụ (Mẫu số 27)", f"khoản 1 Điều 93 {_N}", Kept.NOT_KEPT),
    Unenforced("2026", "Quyết định giám sát điện tử trong 12 giờ", f"Điều 15 đến Điều 17 {_N}", Kept.REMINDED_ONLY),
    Unenforced("2026", "Hỗ trợ một lần khi xong ba giai đoạn", f"khoản 1 Điều 131 {_N}", Kept.NOT_KEPT),
    Unenforced("2026", "Quyết định gửi phòng cảnh sát ma túy (PC04)", f"điểm c khoản 2 Điều 91 {_N}", Kept.NOT_KEPT),
    Unenforced("2026", "Chuyên môn của người thực hiện từng giai đoạn", f"Điều 84 đến Điều 88 {_N}", Kept.NOT_KEPT),
    Unenforced("2026", "Cai nghiện tự nguyện tại cơ sở", f"Điều 94 đến Điều 97 {_N}", Kept.NOT_KEPT),
)
