"""Measures of an administrative paper (kỹ thuật trình bày văn bản), the same in every medium.

Nguồn: Điều 9 và Phụ lục I Nghị định 30/2020/NĐ-CP: khổ A4; lề trên, dưới 20–25 mm, trái 30–35 mm, phải 15–20 mm; phông
chữ Times New Roman; số trang canh giữa lề trên, không hiển thị ở trang thứ nhất.
"""

from __future__ import annotations

FONTS = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
"""The prescribed face, then free ones of the same kind with complete Vietnamese; the last comes with typst.

PDF takes the first that the machine has whole: Liberation Serif has every letter since its second edition."""

FONT_FOLDERS = ("/usr/share/fonts/truetype/liberation2",)
"""Where Debian keeps the second edition of Liberation Serif beside the first."""

PAPER_MM = (210, 297)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 15

MOTTO_PT = 12
"""Quốc hiệu 12–13; with 12 it stays on one line beside the agency's name."""
SLOGAN_PT = 13
"""Tiêu ngữ 13–14."""
AGENCY_PT = 12
"""Tên cơ quan 12–13."""
NUMBER_PT = 13
DATE_PT = 13
TITLE_PT = 14
BODY_PT = 14
TABLE_PT = 12
RECIPIENTS_PT = 11
STAMP_PT = 16
MARK_PT = 11
PAGE_NUMBER_PT = 13

ROW_TO_FILL_MM = 8
"""How high a row is at least that is filled in by hand."""
CELL_PT = 2
"""What is kept free above and below the lines of a cell: marks over capitals reach high."""
CELL_MM = 4
"""What a word processor keeps free at both sides of a cell."""
FIRST_LINE_MM = 10
"""Lùi đầu dòng 1 cm hoặc 1,27 cm."""
AFTER_PARAGRAPH_PT = 6
"""Khoảng cách giữa các đoạn tối thiểu 6 pt."""
AFTER_NOTE_PT = 3
"""The same between notes under a table, which are set in its letters."""
ROOM_TO_WRITE_MM = 35
"""A dotted line that is shorter has no room for what is to be written on it."""
AGENCY_SHARE = 0.41
"""Share of the width that the agency has in the head; the motto has the rest."""
SHORT_UNDERLINE = 0.4
"""The line under agency and title is 1/3 to 1/2 as long as their last line."""
LIGHTER = 0.9
"""How wide words are that are not bold, to the same in bold."""
WIDER = 1.08
"""Where the prescribed face is missing its place is taken by a wider one: what fits with it fits with both."""


def agency_room_mm(*, landscape: bool) -> float:
    """How wide a line of the agency's name may be in the prescribed face."""
    return (text_width_mm(landscape=landscape) * AGENCY_SHARE - CELL_MM) / WIDER


def title_room_mm(*, landscape: bool) -> float:
    """How wide a line of the title may be in the prescribed face."""
    return text_width_mm(landscape=landscape) / WIDER


def text_width_mm(*, landscape: bool) -> int:
    """How wide the lines are."""
    return PAPER_MM[1 if landscape else 0] - LEFT_MM - RIGHT_MM
