"""Papers: one definition, the same words in three media, and nothing that was typed can break them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docx import Document as read_docx

from casework.documents import docx, html, pdf
from casework.documents.blocks import (
    Annex,
    Closing,
    Code,
    Column,
    Document,
    Field,
    Fields,
    Head,
    Heading,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
    Title,
    long_date,
    text,
)
from casework.documents.forms import FORMS, find_form
from casework.documents.headings import head_lines, title_lines
from casework.documents.lettering import balanced, width_mm
from casework.documents.passages import grounds
from casework.documents.report_table import ReportLine, fitted_widths, report_document
from tests.documents.reading import docx_words, html_words, pdf_of, pdf_words, said_lines, words
from tests.documents.sheets import ALPHABET, document

DANGLING = re.compile(r"\bNone\b|\(\)| [,;:.](?!\.)|,,|, *[.;]|[^\s.…]  +[^\s.…]")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_every_form_says_the_same_in_word_and_on_the_page(form):
    # A .docx takes a hundred times as long as a page: the forms take turns, LibreOffice opens the short case of each.
    made = document(form, ("long", "awkward")[FORMS.index(form) % 2])
    assert docx_words(docx.render(made)) == html_words(html.render(made))


@pytest.mark.parametrize("case", ["short", "long", "awkward"])
def test_no_form_says_that_it_knows_nothing_or_leaves_a_comma_or_a_space_standing(case):
    for form in FORMS:
        for said in said_lines(html.render(document(form, case))):
            assert not re.search(r"\bNone\b|\(\)| [,;:.](?!\.)|,,|, *[.;]|[^\s.…]  +[^\s.…]", said), (
                f"{form.kind}: {said}"
            )


@pytest.fixture(scope="module")
def archived():
    """Every form in one file; typst refuses to write one that is not for the archive."""
    return pdf.bundle([document(form, "long") for form in FORMS], title="Tất cả", contents=True)


def test_every_form_becomes_pdf_for_the_archive_with_all_its_words(archived):
    there = set(pdf_words(archived))
    for each in (document(form, "long") for form in FORMS):
        missing = [word for word in html_words(html.render(each)) if word not in there]
        # A word that is too long for its cell is broken there; every other one is found whole.
        assert len(missing) <= len(words(ALPHABET)), f"{each.name}: {missing}"


@pytest.fixture(scope="module")
def opened(archived):
    """The same, read by another program than the one that reads its words (qpdf, by pikepdf)."""
    with pikepdf.open(io.BytesIO(archived)) as found:
        yield found


def test_the_archive_finds_nothing_damaged_hidden_or_outside_the_file(opened):
    assert opened.check_pdf_syntax() == [] and not opened.is_encrypted
    assert not {"/AcroForm", "/OpenAction", "/AA"} & set(opened.Root.keys()) and len(opened.attachments) == 0
    for each in opened.objects:
        if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
            assert not {"/F", "/FFilter", "/JS"} & set(each.keys()) or each.get("/Type") == "/Annot", each.keys()
    filters = {str(each.get("/Filter")) for each in opened.objects if isinstance(each, pikepdf.Stream)}
    assert "/LZWDecode" not in filters


def test_every_page_of_every_form_is_tagged_and_has_its_fonts_inside(opened):
    for number, page in enumerate(opened.pages, start=1):
        assert "/StructParents" in page, number
        for font in page.Resources.Font.values():
            (inner,) = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()), f"page {number}: {font.BaseFont}"
            assert "/ToUnicode" in font, f"page {number}: {font.BaseFont} cannot be read aloud"


def test_no_paper_is_patched_with_letters_of_another_face(archived):
    """A face without every letter of Vietnamese is passed over (Liberation Serif before its second edition)."""
    pages = pdf_of(archived).pages
    names = {font.get_object()["/BaseFont"] for page in pages for font in page["/Resources"]["/Font"].values()}
    faces = {re.match(r"/[A-Z]{6}\+([A-Za-z]+)", name)[1] for name in names}
    assert len({face.removesuffix("PS").removesuffix("PSMT") for face in faces}) == 1, faces


def test_the_pdf_says_that_it_is_for_the_archive_and_tagged_in_vietnamese(opened):
    root = opened.Root
    with opened.open_metadata() as told:
        assert (told.pdfa_status, told["pdfuaid:part"], told["dc:title"]) == ("2B", "1", "Tất cả")
    assert (root.MarkInfo.Marked, root.Lang, root.ViewerPreferences.DisplayDocTitle) == (True, "vi-VN", True)
    assert root.StructTreeRoot.K is not None
    (intent,) = root.OutputIntents
    profile = intent.DestOutputProfile
    colours = profile.read_bytes()
    assert (intent.S, profile.N, colours[16:20], colours[36:40]) == ("/GTS_PDFA1", 3, b"RGB ", b"acsp")


def test_what_the_pdf_says_of_itself_is_the_same_in_both_places(opened):
    """Some read the old list of properties, the archive the new one; and the file has a name of its own."""
    info = opened.docinfo
    with opened.open_metadata() as told:
        assert (info.Title, info.Creator) == (told["dc:title"], told["xmp:CreatorTool"])
        for old, new in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
            assert str(info[old])[2:16] == re.sub(r"\D", "", told[new])[:14]
        pages = told["{http://ns.adobe.com/xap/1.0/t/pg/}NPages"]
        assert told["dc:language"] == {"vi-VN"} and pages == str(len(opened.pages))
    assert len(opened.trailer.ID) == 2


def _parts(node):
    """The tagged parts of a file under a node, in the order in which they are read aloud."""
    if isinstance(node, pikepdf.Array):
        return [part for each in node for part in _parts(each)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [node, *_parts(node.get("/K", pikepdf.Array()))]


def test_tables_headings_and_codes_are_tagged_as_what_they_are(opened):
    parts = _parts(opened.Root.StructTreeRoot.K)
    kinds = [str(each.S) for each in parts]
    tables = sum(isinstance(block, Table) for form in FORMS for block in document(form, "long").blocks)
    # The list of contents is a table too.
    assert kinds.count("/Table") == kinds.count("/THead") == tables + 1
    for each in parts:
        if each.S == "/Table":
            (head,) = [row for row in each.K if row.S == "/THead"]
            assert {str(cell.S) for cell in _parts(head.K) if str(cell.S) in ("/TH", "/TD")} == {"/TH"}
        if each.S == "/TH":
            assert "/Column" in [str(dress.get("/Scope")) for dress in _dresses(each)]
        assert each.S != "/Figure" or str(each.Alt).startswith("Quét mã để kiểm tra")
    levels = [kind for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == "/H1" and set(levels) == {"/H1", "/H2"}


def _dresses(part):
    worn = part.get("/A", pikepdf.Array())
    return list(worn) if isinstance(worn, pikepdf.Array) else [worn]


def test_every_vietnamese_letter_is_drawn():
    made = Document("Chữ", (Head(), Title("Thử"), Paragraph(text(ALPHABET))))
    assert set(words(ALPHABET)) <= set(pdf_words(pdf.render(made)))


def test_pages_are_numbered_from_the_second_on_and_an_annex_counts_its_own():
    body = Paragraph(text("Nội dung. " * 900))
    made = Document("Dài", (Head(), Title("Thử"), body, Annex("I", "Danh sách"), body))
    tops = [page.extract_text().strip().split("\n")[0] for page in pdf_of(pdf.render(made)).pages]
    half = len(tops) // 2
    numbered = [top if top.isdigit() else "-" for top in tops]
    assert numbered == ["-", *map(str, range(2, half + 1))] * 2


def test_what_somebody_typed_is_never_markup():
    made = document(FORMS[0], "awkward")
    page = html.render(made).decode()
    assert "Danh &lt;b&gt;Út&lt;/b&gt; &amp;" in page and "<b>Út" not in page
    assert {"#x[*]", '"Con"'} <= set(pdf_words(pdf.render(made)))
    assert "style=" not in html.fragment(made) and "<script" not in page


def test_a_label_that_fills_its_line_leaves_a_line_of_its_own_to_write_on():
    short, full = "Họ và tên", "Bệnh cơ thể, bệnh tâm thần đã mắc (thời gian phát hiện, điều trị, kết quả)"
    made = Document("Thử", (Head(), Title("Thử"), Fields((Field(short), Field(full)))))
    page = html.render(made).decode()
    assert f"{short}: <span>" in page and f"{full}:<br>\N{NO-BREAK SPACE}<span>" in page
    said = [each.text for each in read_docx(io.BytesIO(docx.render(made))).paragraphs]
    assert f"{short}: \t" in said and f"{full}: \n\t" in said


@pytest.mark.parametrize(("dates", "whole"), [(3, True), (6, False)])
def test_a_register_breaks_a_ref_before_the_number_of_a_paper_and_neither_while_there_is_room(dates, whole):
    ref, number, days = "DEMO-P00264-E1-Q", "02/GXN-CNMT", ["10/06/2024"] * dates
    widths = fitted_widths(["Mã", "Số giấy", "Đơn vị", *["Ngày"] * dates], [[ref, number, "Xã Vĩnh Hòa", *days]])
    assert widths[1] > width_mm(number, 12) and (widths[0] > width_mm(ref, 12)) == whole


def test_damaged_letters_do_not_stop_a_paper():
    made = Document("Hỏng\x00", (Head(), Title("Thử"), Fields((Field("Họ và tên", "Lê\x07 An\ufffe"),))))
    assert ["Lê", "An"] == docx_words(docx.render(made))[-2:] == html_words(html.render(made))[-2:]
    assert {"Lê", "An"} <= set(pdf_words(pdf.render(made)))


def test_a_paper_inside_a_page_leaves_the_first_heading_to_the_page():
    made = Document("x", (Head(), Title("Thử <h1>"), Heading("I. Phần"), Annex("I", "Danh sách")))
    alone, inside = html.fragment(made), html.fragment(made, inside=True)
    assert "<h1>THỬ &lt;H1&gt;</h1>" in alone and '<h2 class="paper-left">I. Phần</h2>' in alone
    assert "<h1>" not in inside and "<h2>THỬ &lt;H1&gt;</h2>" in inside and '<h3 class="paper-left">' in inside
    assert '<section class="paper-part">\n<div class="paper-annex">' in alone, "an annex counts its own pages"


def test_a_signature_never_stands_on_a_page_alone():
    """Whatever comes last, and wherever the page ends: some words of the paper stand above who signs it."""
    alone, fields = Signature(("CHỦ TỊCH",), "Lê An"), Fields((Field("Dòng", "một"), Field("Câu cuối", "hai")))
    sentence, code = Paragraph(text("Câu cuối.")), Code("https://example.vn", "Quét mã")
    for last in ((sentence, code, Closing(("- Lưu.",), alone)), (fields, Signatures((alone,))), (fields, alone)):
        made = [Document("x", (Head(), *[Paragraph(text("a"))] * lines, *last)) for lines in range(22, 32, 3)]
        pages = [page.extract_text() for page in pdf_of(pdf.bundle(made, title="x")).pages]
        assert {page.count("Câu cuối") for page in pages if "Lê An" in page} == {1}, last


def test_the_name_of_an_office_and_a_title_break_alike_in_every_medium():
    head = Head("Ủy ban nhân dân xã Gò Quao", None, "Số: 01/QĐ-UBND", "Gò Quao, ngày 05 tháng 9 năm 2026")
    assert head_lines(head, landscape=False)["agency"] == ["ỦY BAN NHÂN DÂN", "XÃ GÒ QUAO"]
    made = Document("x", (head, Title("Danh sách " + "người cai nghiện " * 6, "Tại Phan Rang - Tháp Chàm " * 4)))
    lines = title_lines(Title("x", "Tại Phan Rang - Tháp Chàm " * 4), landscape=False)["subject"]
    assert len(lines) == 2 and not any(line.startswith("-") for line in lines)
    assert docx_words(docx.render(made)) == html_words(html.render(made))
    assert "<br>".join(lines) in html.fragment(made)


def test_a_paper_names_each_clause_once_laws_first_and_without_the_notes_of_whoever_read_them():
    cited = "khoản 2 Điều 91 Nghị định 163/2026/NĐ-CP; khoản 4 Điều 48 Luật 120/2025/QH15"
    whole = "khoản 1, khoản 2 Điều 91 Nghị định 163/2026/NĐ-CP (Mẫu số 22)"
    found = grounds(cited, whole, None, "", "khoản 1 Điều 91 Nghị định 163/2026/NĐ-CP")
    assert [each.content[0].text for each in found] == [
        "Căn cứ khoản 4 Điều 48 Luật 120/2025/QH15;",
        "Căn cứ khoản 1, khoản 2 Điều 91 Nghị định 163/2026/NĐ-CP.",
    ]


def test_what_is_not_on_record_is_a_dotted_line():
    page = html.fragment(Document("x", (Fields((Field("Dân tộc"), Field("Giới tính", "Nam"))),)))
    assert '<p class="paper-field paper-blank">Dân tộc: <span></span></p>' in page
    assert "Giới tính: Nam" in page


@pytest.mark.parametrize(
    ("day", "words_"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 9, 15), "ngày 15 tháng 9 năm 2026"),
        (None, "ngày …… tháng …… năm ………"),
    ],
)
def test_days_are_written_as_decree_30_wants_them(day, words_):
    assert long_date(day) == words_


def test_a_list_of_contents_names_each_paper_and_the_sheet_it_begins_on():
    made = [document(FORMS[0], "long"), document(find_form("rehabilitation-decision"), "short")]
    pages = pdf_of(pdf.bundle(made, title="Hồ sơ", contents=True)).pages
    contents = pages[0].extract_text()
    second = next(place for place in range(3, len(pages) + 1) if "QUYẾT ĐỊNH" in pages[place - 1].extract_text())
    assert made[0].name in contents and re.search(rf"{re.escape(made[1].name)}\s+{second}\b", contents)


def test_a_report_table_keeps_its_head_levels_notes_and_signature():
    made = report_document(
        name="Biểu thử",
        title="Báo cáo",
        code="Biểu 01-BCN",
        headings=("STT", "Chỉ tiêu", "Số"),
        lines=(ReportLine(("I", "Tổng", "1.234"), bold=True), ReportLine(("1", "Trong đó", "5"), level=1)),
        notes=("Ghi chú.",),
        signature=Signature(("CHỦ TỊCH",), "Nguyễn Văn Phúc"),
    )
    page = html.fragment(made)
    assert '<tr class="paper-bold">' in page and "paper-level-1" in page and "paper-right" in page
    assert docx_words(docx.render(made)) == html_words(html.render(made))
    assert set(html_words(html.render(made))) <= set(pdf_words(pdf.render(made)))


def test_columns_are_as_wide_in_every_medium_and_a_row_to_be_filled_by_hand_has_room_for_it():
    columns = (Column("STT", 0.5), Column("Họ và tên", 2), Column("Ý kiến", 2.5))
    rows = (Row(("1", "", "")), Row(("2", "Lê An", "")), Row(("3", "Lê Bình", "Đồng ý")))
    made = Document("x", (Head(), Title("Thử"), Table("Ý kiến", columns, rows)))
    page = html.fragment(made)
    assert '<col class="paper-width-10"><col class="paper-width-40"><col class="paper-width-50">' in page
    assert page.count('<tr class="paper-fill">') == 2
    table = read_docx(io.BytesIO(docx.render(made))).tables[0]
    assert [row.height and round(row.height.mm) for row in table.rows] == [None, 8, 8, None]
    assert [round(100 * cell.width.mm / 165) for cell in table.rows[0].cells] == [10, 40, 50]


def test_no_line_of_a_title_divides_a_word_of_two_syllables():
    said = "Văn bản đề nghị tiếp tục quản lý, hỗ trợ đối với người cai nghiện ma túy tự nguyện tại gia đình, cộng đồng"
    for width in range(60, 170, 10):
        lines = balanced(said, 14, width)
        assert " ".join(lines) == said
        assert not any(line.split()[-1] in ("hỗ", "ma", "cai", "gia", "cộng", "tự", "quản") for line in lines), lines


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_paper_and_reads_the_same_words():
    with tempfile.TemporaryDirectory() as folder:
        made = {form.kind: document(form, "short") for form in FORMS}
        for kind, each in made.items():
            (Path(folder) / f"{kind}.docx").write_bytes(docx.render(each))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", "txt:Text", "--outdir", folder]
        subprocess.run([*command, *Path(folder).glob("*.docx")], check=True, capture_output=True)
        for kind, each in made.items():
            read = words((Path(folder) / f"{kind}.txt").read_text(encoding="utf-8-sig"))
            assert sorted(read) == sorted(html_words(html.render(each))), kind
