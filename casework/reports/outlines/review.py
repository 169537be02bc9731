"""Đề cương báo cáo tổng kết, đánh giá công tác cai nghiện: the report around Phụ lục 2 and Phụ lục 3.

Words of the official outline; slips of its scan put right (CẢI NGHIỆN → CAI NGHIỆN).
"""

from __future__ import annotations

from casework.indicators.sources import PHU_LUC_2
from casework.reports.outline import Item, Outline, part


def _pl2(*ids: str) -> tuple[tuple[str, str], ...]:
    return tuple(("pl2", row) for row in ids)


def _pl3(*ids: str) -> tuple[tuple[str, str], ...]:
    return tuple(("pl3", row) for row in ids)


OUTLINE = Outline(
    code="pl2",
    name="Báo cáo tổng kết công tác cai nghiện",
    kind="BÁO CÁO TỔNG KẾT, ĐÁNH GIÁ CÔNG TÁC CAI NGHIỆN VÀ QUẢN LÝ SAU CAI NGHIỆN MA TÚY",
    subject="GIAI ĐOẠN {span}",
    forms=("pl2", "pl3"),
    source=PHU_LUC_2,
    items=(
        part("I. KẾT QUẢ THỰC HIỆN"),
        part("1. Công tác chỉ đạo, tổ chức triển khai thực hiện công tác cai nghiện ma túy tại các cấp"),
        Item("- Công tác chỉ đạo, triển khai thực hiện của cấp huyện (Phụ lục 1);"),
        Item("- Công tác triển khai thực hiện của cấp xã."),
        part("2. Kết quả công tác cai nghiện"),
        part("2.1. Công tác cai nghiện tại gia đình, cộng đồng (Phụ lục 2)"),
        Item(
            "- Tình hình thành lập, hoạt động của Tổ công tác cai nghiện ma túy",
            rows=_pl2("1.1", "1.2", "1.3"),
        ),
        Item(
            "- Tình hình khai báo, đăng ký cai nghiện tại gia đình, cộng đồng",
            rows=_pl2("1.4", "1.4.1", "1.4.2"),
        ),
        Item("- Công tác lập hồ sơ cai nghiện tại gia đình, cộng đồng"),
        Item(
            "- Tình hình thực hiện quy trình cai nghiện theo Thông tư liên tịch số 03/2012/TTLT-BLĐTBXH-BYT-BCA ngày"
            " 10/02/2012 của liên Bộ Lao động – Thương binh và Xã hội, Bộ Y tế, Bộ Công an quy định chi tiết và hướng"
            " dẫn thi hành một số điều của Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ quy định về tổ"
            " chức cai nghiện ma túy tại gia đình, cai nghiện ma túy tại cộng đồng",
            rows=_pl2("1.5", "1.5.1", "1.5.2", "2.1", "2.2", "2.3", "2.4", "6"),
        ),
        Item("+ Tình hình tổ chức điều trị cắt cơn tại cộng đồng, điều trị cắt cơn tại gia đình;"),
        Item(
            "+ Tình hình hỗ trợ vay vốn, tạo việc làm cho người cai nghiện tại cộng đồng;",
            rows=_pl2("3", "4", "5", "5.1"),
        ),
        Item(
            "+ Tình hình quản lý, cấp giấy chứng nhận hoàn thành cai nghiện tại gia đình, cộng đồng;",
            rows=_pl2("1.6"),
        ),
        part("3. Kết quả thí điểm các mô hình cai nghiện khác (nếu có)"),
        Item("- Các mô hình thí điểm đang triển khai ở địa phương."),
        Item("- Kết quả triển khai thí điểm."),
        part("4. Kinh phí cho công tác cai nghiện ma túy (Phụ lục 3)"),
        Item(
            "- Kinh phí sự nghiệp cho công tác cai nghiện ma túy (cai nghiện ma túy tại cộng đồng)",
            rows=_pl3("1", "2.1", "2.2", "2.3"),
            written=False,
        ),
        Item("+ Kinh phí từ các chương trình: trung ương, địa phương", rows=_pl3("1.1", "1.2")),
        Item("+ Kinh phí thường xuyên"),
        Item("- Kinh phí đầu tư phát triển."),
        part("II. ĐÁNH GIÁ CHUNG"),
        Item(
            "- Đánh giá kết quả thực hiện công tác cai nghiện ma túy giai đoạn 2016-2020; phân tích, so sánh kết quả"
            " đạt được với các chỉ tiêu, mục tiêu được giao tại Kế hoạch hàng năm của địa phương.",
        ),
        Item("- Đánh giá các biện pháp, hình thức, các mô hình cai nghiện ma túy tại địa phương."),
        part("III. TỒN TẠI, NGUYÊN NHÂN VÀ BÀI HỌC KINH NGHIỆM"),
        part("1. Tồn tại"),
        Item("a) Về cơ chế chính sách"),
        Item("b) Về tổ chức chỉ đạo, điều hành"),
        Item("c) Về tổ chức thực hiện"),
        Item("d) Về huy động nguồn lực"),
        part(
            "2. Nguyên nhân tồn tại (chủ quan, khách quan) tập trung phân tích về nhận thức, chính sách, pháp luật,"
            " tổ chức, cán bộ, đầu tư cơ sở vật chất, kinh phí...",
            written=True,
        ),
        part(
            "3. Bài học kinh nghiệm",
            written=True,
        ),
        part(
            "IV. ĐỀ XUẤT, KIẾN NGHỊ",
            written=True,
        ),
    ),
)
