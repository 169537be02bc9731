"""Where the lines of a paper stand, whatever is written on them."""

from __future__ import annotations

import io
from datetime import date

from docx import Document as read_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from casework.documents import docx, html, pdf
from casework.documents.blocks import (
    Align,
    Column,
    Document,
    Field,
    Fields,
    Head,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
    Title,
    text,
)
from casework.documents.form import mark_of
from casework.documents.layout import text_width_mm
from casework.documents.report_table import fitted_widths
from casework.law.dated import Value
from tests.documents.reading import pdf_of

ENDLESS = "Nguyễnthịhuỳnhphươngthùytranganhkhuê" * 3


def test_words_to_be_filled_in_are_spread_by_no_line_and_stay_in_the_middle_where_they_stand_there():
    centred, justified = (Paragraph(text("Kính gửi: Công an ", None), align) for align in (Align.CENTRE, Align.JUSTIFY))
    made = Document("x", (centred, justified))
    drawn = read_docx(io.BytesIO(docx.render(made))).paragraphs
    assert [each.alignment for each in drawn] == [WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT]
    assert ".paper .paper-text.paper-open" in html.stylesheet() and ".paper .paper-open" not in html.stylesheet()


def test_a_word_that_no_line_holds_is_broken_within_the_margins_and_an_address_stays_what_it_is():
    address = f"https://example.vn/check/{'AbCdEf' * 11}"
    made = Document(
        "x",
        (
            Head(),
            Title("Thử"),
            Fields((Field("Họ và tên", ENDLESS), Field("Tra cứu", address))),
            Table("x", (Column("STT"), Column("Tên"), Column("Nơi")), (Row(("1", ENDLESS, "Gò Quao")),)),
            Signatures((Signature(("GIA ĐÌNH",), ENDLESS), Signature(("NGƯỜI CAM KẾT",), ENDLESS))),
        ),
    )
    (page,) = pdf_of(pdf.render(made)).pages
    lines = page.extract_text().split("\n")
    assert max(len(line) for line in lines) < len(ENDLESS)
    assert address.removeprefix("https://") in "".join(lines)


def test_a_word_without_end_leaves_room_for_the_other_columns_of_a_register():
    room = text_width_mm(landscape=True)
    widths = fitted_widths(["STT", "Họ và tên", "Nơi cư trú"], [["1", ENDLESS, "Ấp 1, xã Gò Quao " * 12]])
    assert widths[1] < room / 2 and sum(widths) <= room + 1


def test_a_form_is_named_after_the_decree_that_brings_it_not_after_the_law_above():
    cited = "khoản 4 Điều 32 Luật 120/2025/QH15; điểm a khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP"
    mark = mark_of(Value(since=date(2026, 7, 1), value="Bản cam kết", citation=cited, confidence="Q", form_number="25"))
    assert mark.startswith("Mẫu số 25 (Nghị định 163/2026/NĐ-CP) – ")
