"""The register of books (sổ sách): one line a kind of record, shelf by shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

PEOPLE = _l("Người và quản lý")
SUPPORT = _l("Hỗ trợ")
FORCES = _l("Tổ, điểm, cán bộ")
OUTREACH = _l("Truyền thông, phòng ngừa")
MEANS = _l("Chỉ đạo, kinh phí, chỉ tiêu")


@dataclass(frozen=True)
class Line:
    """A book in the index: the page of its list, its shelf, its name and what it is for."""

    endpoint: str
    group: Any
    title: Any
    description: Any

    @property
    def noun(self) -> str:
        """The noun whose pages these are."""
        return self.endpoint.split(".")[0]


LINES: tuple[Line, ...] = (
    Line(
        "listings.index",
        PEOPLE,
        _l("Danh sách quản lý"),
        _l("Người sử dụng, người nghiện ma túy đang quản lý; vào, ra có lý do"),
    ),
    Line(
        "determinations.index",
        PEOPLE,
        _l("Xác định tình trạng nghiện"),
        _l("Kết quả xác định, ngày và chất ma túy"),
    ),
    Line(
        "evaluations.index",
        PEOPLE,
        _l("Đánh giá sau cai nghiện"),
        _l("Tái nghiện, việc làm, vi phạm; nhóm Đề án và nhóm khác"),
    ),
    Line("methadone.index", PEOPLE, _l("Điều trị Methadone"), _l("Điều trị thay thế, cơ sở, kết quả")),
    Line("trainings.index", SUPPORT, _l("Đào tạo nghề"), _l("Lớp nghề, nơi đào tạo, Nhà nước hỗ trợ")),
    Line("jobs.index", SUPPORT, _l("Việc làm"), _l("Nơi làm việc, thu nhập, được hỗ trợ")),
    Line("employers.index", SUPPORT, _l("Nơi làm việc"), _l("Doanh nghiệp, cơ sở nhận người sau cai")),
    Line("loans.index", SUPPORT, _l("Vay vốn"), _l("Bản thân hoặc hộ gia đình, chương trình, số tiền")),
    Line("clubs.index", SUPPORT, _l("Câu lạc bộ, tổ, nhóm sau cai"), _l("Thành lập, ngừng hoạt động")),
    Line("club_members.index", SUPPORT, _l("Thành viên câu lạc bộ"), _l("Ai sinh hoạt ở đâu, từ ngày nào")),
    Line("papers.index", FORCES, _l("Sổ in, giấy tờ"), _l("Sổ 01–05, danh sách để in; thể thức, người ký")),
    Line("teams.index", FORCES, _l("Tổ công tác"), _l("Thành viên, hoạt động của tổ")),
    Line("points.index", FORCES, _l("Điểm tư vấn"), _l("Điểm, cán bộ, buổi tư vấn")),
    Line("staff.index", FORCES, _l("Cán bộ"), _l("Họ tên, ngành của cán bộ")),
    Line("officer_trainings.index", FORCES, _l("Tập huấn cán bộ"), _l("Ai hoàn thành lớp nào")),
    Line("events.index", OUTREACH, _l("Cuộc tuyên truyền"), _l("Hình thức, chủ đề, lượt người")),
    Line("materials.index", OUTREACH, _l("Tài liệu truyền thông"), _l("Pa nô, tờ rơi, áp phích và số lượng")),
    Line("models.index", OUTREACH, _l("Mô hình"), _l("Mô hình cai nghiện và phòng ngừa")),
    Line("hotline.index", OUTREACH, _l("Đường dây nóng"), _l("Tiếp nhận, xử lý, trả lời đúng hạn")),
    Line("directives.index", MEANS, _l("Văn bản chỉ đạo"), _l("Số, ngày, trích yếu theo chương trình")),
    Line("budget.index", MEANS, _l("Kinh phí đã chi"), _l("Từng khoản chi với chứng từ, nguồn, nội dung")),
    Line("targets.index", MEANS, _l("Chỉ tiêu"), _l("Theo chương trình, năm, đơn vị")),
)
"""Every book, shelf by shelf; whoever adds a kind of record adds its line here."""

NOUNS = frozenset(line.noun for line in LINES)
"""Whose pages belong under the books in the bar."""
