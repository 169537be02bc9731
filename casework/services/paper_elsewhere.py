"""The numbered forms of the decrees that are not printed here, and whose paper each is (mẫu của cơ quan, người khác).

With the forms that are printed they are all the numbers of each annex: a form of the law is either made or named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Elsewhere:
    """Some forms of an annex, what they are, and who writes them."""

    numbers: tuple[str, ...]
    title: str
    writer: str


def _from(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{number:02d}" for number in range(first, last + 1))


_CENTRE = "Cơ sở cai nghiện lập"
_COURT = "Tòa án, cơ quan thi hành quyết định lập; không thuộc phần việc của cấp xã mà hệ thống ghi"
_APPLICANT = "Người phải chấp hành quyết định hoặc người đại diện viết, gửi nơi có thẩm quyền hoãn, miễn"
_LICENSED = "Tổ chức xin phép, công bố và cấp có thẩm quyền lập; không phải giấy tờ của cấp xã"
_FITTED = (
    "Công an cấp xã lập khi thi hành, theo hệ thống giám sát điện tử của Bộ Công an (khoản 1 Điều 22 Nghị định "
    "163/2026/NĐ-CP); ở đây chỉ ghi quyết định, tình trạng, vi phạm"
)
DECREES: Mapping[str, tuple[Elsewhere, ...]] = MappingProxyType(
    {
        "Phụ lục V Nghị định 163/2026/NĐ-CP": (
            Elsewhere(_from(1, 10), "Giấy phép, đình chỉ, thu hồi của cơ sở cai nghiện tư nhân", _LICENSED),
            Elsewhere(_from(11, 16), "Công bố, đình chỉ dịch vụ, giao nhiệm vụ tại gia đình, cộng đồng", _LICENSED),
            Elsewhere(("27",), "Giấy xác nhận hoàn thành dịch vụ", "Tổ chức, cá nhân cung cấp dịch vụ cấp"),
            Elsewhere(("29",), "Hợp đồng dịch vụ cai nghiện", "Người cai nghiện và cơ sở tư nhân ký"),
            Elsewhere(("30",), "Giấy xác nhận hoàn thành, thời gian, quy trình tại cơ sở", _CENTRE),
            Elsewhere(("35",), "Giấy xác nhận đang điều trị thay thế", "Cơ sở điều trị cấp"),
            Elsewhere(("42", "43"), "Biên bản giao nhận khi thi hành quyết định; quyết định truy tìm", _COURT),
            Elsewhere(("44", "45"), "Đơn đề nghị hoãn, miễn chấp hành quyết định cai nghiện bắt buộc", _APPLICANT),
            Elsewhere(("46", "47"), "Đề nghị tạm đình chỉ, miễn; tạm đưa ra khỏi cơ sở", _CENTRE),
            Elsewhere(("48", "49"), "Chịu tang", "Gia đình viết đơn, cơ sở cai nghiện quyết định"),
            Elsewhere(("50",), "Giấy xác nhận chấp hành xong quyết định cai nghiện bắt buộc", _CENTRE),
        ),
        "Phụ lục I Nghị định 163/2026/NĐ-CP": (
            Elsewhere(("01", "05"), "Đơn đề nghị áp dụng, tháo tạm thời, đổi vị trí", "Người bị giám sát, cha mẹ viết"),
            Elsewhere(("06",), "Văn bản đề nghị tháo tạm thời", "Cơ quan tạm giữ, tạm giam lập"),
            Elsewhere(("03", "04", "07", "08", "09", "10"), "Thi hành, cam kết, tháo, đeo lại, thay thiết bị", _FITTED),
            Elsewhere(("12", "14", "16"), "Thi hành quyết định tạm dừng, miễn, chấm dứt", _FITTED),
            Elsewhere(("17",), "Quyết định phân công tiếp nhận khi chuyển nơi cư trú", _FITTED),
        ),
        "Phụ lục II Nghị định 116/2021/NĐ-CP": (
            Elsewhere(_from(1, 12), "Giấy phép, đình chỉ, thu hồi của cơ sở cai nghiện tư nhân", _LICENSED),
            Elsewhere(_from(13, 18), "Công bố, đình chỉ dịch vụ, giao nhiệm vụ tại gia đình, cộng đồng", _LICENSED),
            Elsewhere(("26b",), "Giấy xác nhận hoàn thành tại cơ sở", _CENTRE),
            Elsewhere(("28",), "Hợp đồng dịch vụ cai nghiện", "Người cai nghiện và cơ sở ký"),
            Elsewhere(
                ("33", "34", "39"),
                "Trả hồ sơ để bổ sung; đề nghị gửi Tòa án",
                "Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện lập",
            ),
            Elsewhere(
                ("37",), "Quản lý trong thời gian lập hồ sơ", "Số mẫu có trong danh mục, chưa đọc được tên và người lập"
            ),
            Elsewhere(("40", "41"), "Biên bản giao nhận khi thi hành; quyết định truy tìm", _COURT),
            Elsewhere(("42a", "42b"), "Đơn đề nghị hoãn, miễn", _APPLICANT),
            Elsewhere(_from(43, 49), "Giảm, tạm đình chỉ, miễn; chấp hành xong; bàn giao; chịu tang", _CENTRE),
        ),
        "Phụ lục Nghị định 109/2021/NĐ-CP": (
            Elsewhere(("04", "05"), "Phiếu kết quả xác định tình trạng nghiện ma túy", "Cơ sở y tế lập"),
        ),
    }
)
"""By annex, in the order of their numbers."""
