"""Kế hoạch liên tịch 2064: the report of four years (công văn 357/UBND-LĐTBXH, Yên Thế, 17/5/2012), mục III.

Words of the official paper; slips of its scan put right (dò → do, đổi tượng → đối tượng).
"""

from __future__ import annotations

from casework.indicators.sources import KHLT_2064
from casework.reports.outline import Item, Outline, part


def _rows(*ids: str) -> tuple[tuple[str, str], ...]:
    return tuple(("khlt2064", row) for row in ids)


OUTLINE = Outline(
    code="khlt2064",
    name="Báo cáo Kế hoạch liên tịch 2064",
    kind="BÁO CÁO",
    subject="Kết quả thực hiện kế hoạch phát động toàn dân tham gia vận động, giúp đỡ người nghiện ma tuý cai nghiện"
    " và tái hòa nhập cộng đồng sau cai nghiện",
    forms=("khlt2064",),
    source=KHLT_2064,
    items=(
        part("III- NỘI DUNG SƠ KẾT, ĐÁNH GIÁ"),
        part("1. Công tác chỉ đạo"),
        Item(
            "- Các văn bản, kế hoạch đã được ban hành để triển khai Kế hoạch liên tịch.",
            rows=_rows("I.1", "I.2"),
        ),
        Item("- Biện pháp và cách thức chỉ đạo, triển khai"),
        part("2. Các hoạt động đã triển khai (Theo KHLT 2064)"),
        part(
            "2.1. Tuyên truyền, động viên, khuyến khích, tạo cơ hội cho người nghiện ma tuý và gia đình họ chủ động"
            " khai báo tình trạng nghiện và đăng ký tham gia chương trình cai nghiện ma tuý."
        ),
        Item(
            "- Nêu rõ các hình thức, nội dung, số lượng (lần, cuộc) tuyên truyền, vận động, giáo dục, tư vấn đã được"
            " tiến hành tại địa phương. Nói rõ cấp nào tổ chức. Số lượng cơ quan, đoàn thể tổ chức. Số người được"
            " tuyên truyền, vận động.",
            rows=_rows("II.1", "II.2", "II.3", "II.4"),
        ),
        Item(
            "- Các phương pháp tuyên truyền, vận động người nghiện tự khai báo và cai nghiện. Kết quả cụ thể của hoạt"
            " động này.",
            rows=_rows("III.1"),
        ),
        Item(
            "- Việc giới thiệu các mô hình, điển hình cai nghiện thành công và các biện pháp, hình thức quản lý, giúp"
            " đỡ, hỗ trợ, tạo điều kiện cho người sau cai nghiện ma tuý tái hòa nhập cộng đồng để các địa phương, cơ"
            " sở áp dụng và nhân rộng.",
        ),
        Item(
            "- Những tác động đối với người dân, người nghiện ma tuý, người có nguy cơ cao sau các hoạt động tuyên"
            " truyền, vận động, khuyến khích...",
        ),
        part("2.2. Đa dạng hóa hình thức cai nghiện ma tuý"),
        Item(
            "- Số người được cai nghiện và quản lý sau cai nghiện.",
            rows=_rows("III.2", "IV.1"),
            written=False,
        ),
        Item(
            "- Nêu rõ các hình thức, biện pháp cai nghiện đã được áp dụng trên địa bàn tỉnh và đánh giá hiệu quả.",
            rows=_rows("III.2.1", "III.2.2", "III.2.3", "III.2.4", "III.2.5"),
        ),
        Item(
            "- Công tác quản lý, giáo dục sau cai, giúp đối tượng tái hòa nhập cộng đồng: số người được quản lý, giáo"
            " dục; phương pháp quản lý, giáo dục, phân công trách nhiệm; sự phối hợp giữa gia đình và chính quyền;"
            " việc huy động những người sau cai tham gia các hoạt động tại cộng đồng và các câu lạc bộ của các tổ"
            " chức, đoàn thể và đội hoạt động xã hội tình nguyện cấp xã.",
            rows=_rows("IV.1", "IV.7", "IV.8"),
        ),
        part(
            "2.3. Thực hiện các giải pháp xã hội nhằm nâng cao hiệu quả quản lý sau cai nghiện ma túy và giảm thiểu"
            " tình trạng tái nghiện"
        ),
        Item(
            "- Việc thực hiện công tác quản lý, lồng ghép các chương trình xoá đói giảm nghèo, tạo việc làm, dạy"
            " nghề, tư vấn, cứu trợ xã hội... để phòng ngừa, ngăn chặn những người có nguy cơ cao sa vào tệ nạn ma"
            " túy do thiếu việc làm, thiếu vốn, không có nghề nghiệp đồng thời giúp đối tượng sau cai có vốn làm ăn,"
            " có việc làm, ổn định cuộc sống.",
            rows=_rows("IV.2", "IV.4", "IV.5", "IV.6"),
        ),
        Item("- Việc xây dựng và đẩy mạnh các phong trào do chính quyền và tổ chức xã hội phát động."),
        Item(
            "- Các nguồn vốn đã huy động để hỗ trợ cho đối tượng. Số vốn huy động.",
            rows=_rows("IV.3", "IV.3.1"),
        ),
        Item("- Cách thức huy động vốn, sử dụng đồng vốn có hiệu quả."),
        Item(
            "- Kết quả (nêu những trường hợp tiêu biểu được vay vốn, sử dụng vốn có hiệu quả và những thay đổi tích"
            " cực trong cuộc sống của họ)."
        ),
        part("2.4. Đánh giá chung những kết quả đạt được so với mục tiêu nêu ra tại Kế hoạch liên tịch"),
        Item("Trong đó:", written=False),
        Item("- Đánh giá sự phối hợp liên ngành trong liên tịch (đặc biệt là những ngành tích cực)."),
        Item("- Kết quả đạt được so với mục tiêu."),
        part("2.5- Thuận lợi, khó khăn"),
        Item("a) Thuận lợi"),
        Item(
            "b) Khó khăn, vướng mắc trong quá trình triển khai và thực hiện các nội dung của Kế hoạch liên tịch.",
        ),
        Item("c) Nguyên nhân của những khó khăn, vướng mắc, tồn tại nêu trên."),
        part(
            "3. Kế hoạch triển khai trong thời gian tới",
            written=True,
        ),
        part(
            "4. Đề xuất, kiến nghị",
            written=True,
        ),
    ),
)
