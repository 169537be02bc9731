"""Reports on paper and in spreadsheets: every form, every kind of file, the numbers of the JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime

import openpyxl
import pytest
from docx import Document as read_docx
from docx.enum.section import WD_ORIENT
from sqlalchemy import select

from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.documents import docx, html, pdf
from casework.documents.blocks import Table
from casework.documents.facts import Office
from casework.documents.layout import text_width_mm
from casework.records.paper import PaperSetting
from casework.records.trail import TrailEntry
from casework.reports.build import build
from casework.reports.forms import FORMS, find_form
from casework.reports.outlines import OUTLINES, find_outline
from casework.reports.paper import report_paper
from casework.reports.periods import CutRule, Window, parse_period, parse_window, period_windows, window_before
from casework.reports.register_paper import register_paper
from casework.reports.register_workbook import register_as_xlsx
from casework.reports.shown import in_cell
from casework.reports.tables import as_json, cell_text
from casework.services.report_files import book_as_json, letter_of, open_book
from casework.services.report_outlines import draft_outline
from casework.web.report_words import HEADINGS
from tests.cast import make_aftercare, make_episode, make_person, make_point, make_session, make_staff, make_team, scope
from tests.documents.reading import docx_words, html_words, pdf_of, pdf_words, words

EVERYTHING = Scope.everything(reason="tests")
YEAR = Window(date(2024, 1, 1), date(2024, 12, 31), "2024")
TABLES = [form for form in FORMS.values() if not form.register]


@pytest.fixture
def recorded(session, cast):
    """A small year of the old town: cases, a team, a point with sessions."""
    for place, name in enumerate(("Nguyễn Văn Một", "Trần Thị Hai", "Lê Văn Ba"), start=1):
        person = make_person(session, cast.go_quao, name)
        days = {"registered_on": date(2024, place, 1), "started_on": date(2024, place, 5)}
        make_episode(session, person, cast.old_town, form="home" if place < 3 else "community", **days)
    make_aftercare(session, person, cast.old_town, starts_on=date(2024, 11, 1))
    make_team(session, cast.old_town, established_on=date(2024, 2, 1))
    point = make_point(session, cast.old_town, established_on=date(2024, 2, 1))
    make_session(session, point, held_on=date(2024, 3, 1), attendance=1234)
    make_staff(session, cast.old_town)
    session.commit()


def filled(session, cast, code, *windows):
    return build(session, find_form(code), cast.old_town, list(windows or (YEAR,)), as_of=datetime.now(UTC))


def paper_of(session, cast, report):
    return report_paper(report, letter_of(session, cast.old_town, date(2025, 1, 5)))


def opened_book(session, cast, code):
    report = filled(session, cast, code)
    return report, open_book(session, EVERYTHING, SYSTEM, report, cast.old_town)


def cells_of(content):
    """The rows of the one table with lines, under its headings."""
    (table,) = [each for each in read_docx(io.BytesIO(content)).tables if each.style.name == "Table Grid"]
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


def test_every_table_on_paper_has_the_rows_and_numbers_of_its_json(session, cast, recorded):
    for form in TABLES:
        report = filled(session, cast, form.code)
        made = paper_of(session, cast, report)
        content = docx.render(made)
        assert docx_words(content) == html_words(html.render(made)), form.code
        rows = cells_of(content)
        assert len(rows) == len(report.rows)
        for row, cells in zip(report.rows, rows, strict=True):
            shown = [in_cell(row, place) for place in range(len(report.columns))]
            assert cells[:2] == [row.line.ordinal, row.line.mark + row.line.label]
            assert [each for each in cells[2:] if each in shown or not each] or not any(shown), (form.code, cells)
            assert [each for each in shown if each not in cells] == [], (form.code, row.line.id)
        said = " ".join(docx_words(content))
        for needed in ("ỦY BAN NHÂN DÂN THỊ TRẤN GÒ QUAO", "Độc lập - Tự do - Hạnh phúc", form.title, *report.notes):
            assert " ".join(words(needed)) in said, (form.code, needed)


def test_the_number_of_a_row_is_printed_as_the_form_prints_it(session, cast, recorded):
    report = filled(session, cast, "pl2")
    told = {row["id"]: row for row in as_json(report)["rows"]}
    assert told["2.4"]["values"] == [1234]
    line = next(cells for cells in cells_of(docx.render(paper_of(session, cast, report))) if "được tư vấn" in cells[1])
    assert line[3] == told["2.4"]["display"][0] == "1.234"


def test_tables_become_pdf_for_the_archive_and_lie_on_their_side_where_their_columns_need_it(session, cast, recorded):
    five = filled(session, cast, "pl2", *period_windows("2024H2", find_form("pl2").rule, years_before=4))
    for report, wide in ((five, True), (filled(session, cast, "khlt2064"), False)):
        made = paper_of(session, cast, report)
        drawn = pdf.render(made)
        assert b"pdfaid" in drawn
        page = pdf_of(drawn).pages[0].mediabox
        assert (page.width > page.height) is wide
        shown = {in_cell(row, place) for row in report.rows for place in range(len(report.columns))}
        assert {each for text in shown for each in words(text)} <= set(pdf_words(drawn))
        section = read_docx(io.BytesIO(docx.render(made))).sections[0]
        assert (section.orientation == WD_ORIENT.LANDSCAPE) is wide


def test_every_share_in_a_spreadsheet_of_several_windows_says_whose_it_is(session, cast, recorded):
    from casework.reports.workbook import as_xlsx

    report = filled(session, cast, "kh89", YEAR, parse_period("2024H1", CutRule.CALENDAR))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(report, marks=("DỰ THẢO",)))).active
    assert sheet["A1"].value == f"DỰ THẢO – {report.form.title}"
    headings = [cell.value for cell in sheet[4]]
    assert headings[:6] == ["Mã", "STT", "Mục tiêu", "Đơn vị tính", "2024", "6 tháng đầu năm 2024"]
    assert headings[6:9] == ["2024 (%)", "Chỉ tiêu, 2024", "Kết quả, 2024"]
    assert len(set(headings)) == len(headings)
    models = next(row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0] == "1.4")
    assert models[8] == f'=IF(E{5 + [row.line.id for row in report.rows].index("1.4")}>=4,"Đạt","Chưa đạt")'


def test_columns_that_have_no_room_beside_the_others_go_on_in_a_table_below(session, cast, recorded):
    years = period_windows("2024", CutRule.CALENDAR, years_before=14)
    made = paper_of(session, cast, filled(session, cast, "pl2", *years))
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert len(tables) > 1
    assert [column.heading for table in tables for column in table.columns[3:]] == [str(each.label) for each in years]
    for table in tables:
        assert [column.heading for column in table.columns[:3]] == ["STT", "Chỉ tiêu", "Đơn vị tính"]
        assert sum(column.share for column in table.columns) <= text_width_mm(landscape=True)
        assert [row.cells[1] for row in table.rows] == [row.cells[1] for row in tables[0].rows]
    assert {str(each.label) for each in years} <= set(pdf_words(pdf.render(made)))


def test_the_head_and_the_signer_are_those_the_unit_set(session, cast, recorded):
    session.add(
        PaperSetting(
            unit_id=cast.old_town.id,
            office=Office.COMMITTEE.value,
            from_on=date(2024, 1, 1),
            agency="Ủy ban nhân dân thị trấn",
            place="Gò Quao",
            abbreviation="UBND",
            authority="deputy",
            position="Phó Chủ tịch",
            signer_name="Đỗ Thị Ký",
        )
    )
    session.flush()
    said = " ".join(docx_words(docx.render(paper_of(session, cast, filled(session, cast, "pl3")))))
    assert "TM ỦY BAN NHÂN DÂN KT CHỦ TỊCH PHÓ CHỦ TỊCH Đỗ Thị Ký" in said
    said = " ".join(docx_words(docx.render(paper_of(session, cast, filled(session, cast, "khlt2064")))))
    assert "Thủ trưởng cơ quan, đơn vị (ký, ghi rõ họ tên, đóng dấu) Đỗ Thị Ký" in said


def reckoned(formula, sheet):
    """What a sum of cells comes to."""
    parts = re.findall(r"([+-]?)([A-Z]+\d+)", formula)
    assert re.fullmatch(r"=[A-Z]+\d+([+-][A-Z]+\d+)*", formula), formula
    return sum(int(sheet[cell].value or 0) * (-1 if sign == "-" else 1) for sign, cell in parts)


def test_totals_in_spreadsheets_are_formulas_that_give_the_exact_number(session, cast, recorded):
    from casework.reports.workbook import as_xlsx

    for code in ("pl2", "pl3", "khlt2064", "bcn01", "bcn03", "kh89", "cv4498"):
        report = filled(session, cast, code)
        content = as_xlsx(report)
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
        formulas = openpyxl.load_workbook(io.BytesIO(content)).active
        live = {cell.coordinate: cell.value for row in formulas.iter_rows() for cell in row if cell.data_type == "f"}
        sums = {place: text for place, text in live.items() if "ROUND" not in text and "IF(" not in text}
        assert len(sums) == len(report.form.identities) + len(report.form.totals), code
        for place, text in sums.items():
            assert reckoned(text, values) == values[place].value, (code, place)
        numbers = {row[0].value: row[4].value for row in values.iter_rows(min_row=5) if row[0].value}
        for row in as_json(report)["rows"]:
            assert isinstance(row["values"][0], dict) or numbers[row["id"]] in (row["values"][0], "", "–", None), row


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_table_and_book_and_reads_what_the_page_shows(session, cast, recorded, tmp_path):
    from casework.reports.workbook import as_xlsx

    reports = {form.code: filled(session, cast, form.code) for form in TABLES}
    pages = {code: paper_of(session, cast, report) for code, report in reports.items()}
    books = {form.code: opened_book(session, cast, form.code) for form in FORMS.values() if form.register}
    for code, (report, book) in books.items():
        pages[code] = register_paper(report, book, letter_of(session, cast.old_town, date(2025, 1, 5)))
    for code, outline in OUTLINES.items():
        pages[f"outline-{code}"] = draft_outline(session, EVERYTHING, outline, "30952", [YEAR], as_of=datetime.now(UTC))
    for code, page in pages.items():
        (tmp_path / f"{code}.docx").write_bytes(docx.render(page))
    for code, report in reports.items():
        (tmp_path / f"{code}.xlsx").write_bytes(as_xlsx(report))
    for code, (report, book) in books.items():
        (tmp_path / f"{code}.xlsx").write_bytes(register_as_xlsx(report, book))
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    # Cells as they are shown, in UTF-8, with commas.
    for kind, into in (("docx", "txt:Text"), ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true")):
        files = sorted(tmp_path.glob(f"*.{kind}"))
        command = [*office, "--convert-to", into, "--outdir", tmp_path, *files]
        subprocess.run(command, check=True, capture_output=True)
    for code, page in pages.items():
        read = words((tmp_path / f"{code}.txt").read_text(encoding="utf-8-sig"))
        assert sorted(read) == sorted(html_words(html.render(page))), code
    for code, report in reports.items():
        lines = list(csv.reader(io.StringIO((tmp_path / f"{code}.csv").read_text(encoding="utf-8-sig"))))[4:]
        for row, cells in zip(report.rows, lines, strict=False):
            assert cells[:4] == [row.line.id, row.line.ordinal, cells[2], row.line.measured_in], (code, cells)
            assert cells[2].endswith(row.line.label)
            shown = [in_cell(row, place) for place in range(len(report.columns))]
            # Only the signs between the digits are those of another language.
            assert [re.sub(r"\D", "", each) for each in cells[4:][: len(shown)]] == [
                re.sub(r"\D", "", each) for each in shown
            ], (code, cells)
    for code, (report, book) in books.items():
        lines = list(csv.reader(io.StringIO((tmp_path / f"{code}.csv").read_text(encoding="utf-8-sig"))))
        assert lines[0][0] == f"{report.form.annex}: {report.form.title}"
        drawn = cells_of(docx.render(pages[code])) if book.lines else []
        assert [line[:2] for line in lines[5:][: len(book.lines)]] == [cells[:2] for cells in drawn], code
        # What LibreOffice reckons itself: how many lines there are.
        assert lines[5 + len(book.lines)][:2] == ["Cộng", str(len(book.lines))], code


def test_a_register_in_a_spreadsheet_reckons_its_lines_and_hands_them_to_machines_as_well(session, cast, recorded):
    report, book = opened_book(session, cast, "so01")
    content = register_as_xlsx(report, book)
    read, lines = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets
    assert [list(row) for row in lines.values] == [list(book.names), *(list(map(cell_text, x)) for x in book.lines)]
    headings, *rows = list(read.iter_rows(min_row=5, max_row=8))
    words = [cell.value for cell in headings]
    assert words[:3] == ["STT", "Mã đợt cai nghiện", "Mã người"]
    assert {row[words.index("Hình thức cai nghiện")].value for row in rows[:2]} == {"Tại gia đình"}
    assert all(isinstance(row[words.index("Ngày bắt đầu")].value, datetime) for row in rows[:2])
    total = next(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=8, max_row=8))
    assert [cell.value for cell in total][:2] == ["Cộng", "=COUNTA(B6:B7)"]
    counted = [place for place, text in enumerate(words) if text and text[0].isdigit()]
    assert len(counted) == 7
    for place in counted:
        assert total[place].value.startswith("=SUM(")
        assert rows[-1][place].value == sum(row[place].value or 0 for row in rows[:2])


def test_a_register_is_a_book_with_names_for_those_who_may_see_them(session, cast, recorded):
    report = filled(session, cast, "so01")
    book = open_book(session, EVERYTHING, SYSTEM, report, cast.old_town)
    rows = cells_of(docx.render(register_paper(report, book, letter_of(session, cast.old_town, date(2025, 1, 5)))))
    told = book_as_json(report, book)
    assert [row[1] for row in rows] == [line["episode_ref"] for line in told["lines"]]
    assert [row[2] for row in rows] == ["Nguyễn Văn Một", "Trần Thị Hai"]
    assert told["rows"][0]["values"] == [2]
    unseen = open_book(session, scope(cast.supervisor), cast.supervisor, report, cast.old_town)
    made = register_paper(report, unseen, letter_of(session, cast.old_town, date(2025, 1, 5)))
    assert "Nguyễn" not in docx_words(docx.render(made))
    assert [row[2] for row in cells_of(docx.render(made))] == [line["person_ref"] for line in told["lines"]]


def test_page_and_machines_hand_out_the_same_register_and_looking_is_recorded(session, cast, recorded, client_as):
    asked = {"unit": "30952@2025-06-30", "windows": "2024-01-01..2024-12-31", "format": "csv"}
    client = client_as(cast.officer)
    page = client.get("/reports/so01/book", query_string=asked).data.decode("utf-8-sig")
    asked = {"unit": asked["unit"], "window": asked["windows"], "format": "json"}
    data = json.loads(client.get("/api/v1/reports/so01/book", query_string=asked).data)
    lines = list(csv.DictReader(io.StringIO(page)))
    assert [line["episode_ref"] for line in lines] == [line["episode_ref"] for line in data["lines"]]
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc()).limit(1)).one()
    assert (entry.tag, entry.keys["form"], entry.keys["count"]) == (Tag.REPORT_MEMBERS_VIEWED.tag, "so01", len(lines))
    assert client_as(cast.auditor).get("/api/v1/reports/so01/book", query_string=asked).status_code == 403
    assert client.get("/api/v1/reports/pl2/book", query_string=asked).status_code == 400
    for kind, begins in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"id,label")):
        answer = client.get("/api/v1/reports/pl3/file", query_string={**asked, "format": kind})
        assert (answer.status_code, answer.data[: len(begins)]) == (200, begins)
    page = client.get("/reports/pl3", query_string={**asked, "windows": asked["window"], "format": "docx"})
    assert cells_of(page.data)


def test_lists_have_words_for_every_column(cast):
    from casework.reports.drill import headings

    for form in FORMS.values():
        for line in form.rows:
            for indicator in (line.indicator, *line.variants.values()):
                assert set(headings(indicator)) <= set(HEADINGS), (form.code, line.id)


@pytest.mark.parametrize("code", list(OUTLINES))
def test_an_outline_has_its_headings_in_order_and_the_numbers_of_its_forms(session, cast, recorded, code):
    outline = find_outline(code)
    drawn = draft_outline(session, EVERYTHING, outline, "30952", [YEAR], as_of=datetime.now(UTC))
    lines = [line.text for line in read_docx(io.BytesIO(docx.render(drawn))).paragraphs]
    place = -1
    for item in outline.items:
        place = lines.index(item.words, place + 1)
        assert item.rows or not item.written or lines[place + 1].startswith("[Phần do người lập báo cáo viết")
    told = {(form, row["id"]): row for form in outline.forms for row in as_json(filled(session, cast, form))["rows"]}
    for item in outline.items:
        under = lines[lines.index(item.words) + 1 :][: len(item.rows)]
        for key, line in zip(item.rows, under, strict=True):
            assert f": {told[key]['display'][0]}" in line and "so với kỳ trước (2023: " in line, (key, line)


def test_an_outline_tells_the_change_and_leaves_alone_what_has_none(session, cast, recorded):
    drawn = draft_outline(session, EVERYTHING, find_outline("pl2"), "30952", [YEAR], as_of=datetime.now(UTC))
    said = "\n".join(line.text for line in read_docx(io.BytesIO(docx.render(drawn))).paragraphs)
    assert "Số người được tư vấn: 1.234 lượt người; so với kỳ trước (2023: 0 lượt người): tăng 1.234." in said
    assert "Điểm tư vấn – số cán bộ tham gia: 0 người" in said
    assert "Số người điều trị thay thế bằng Methadone: 0 người; so với kỳ trước (2023: 0 người): không đổi." in said


def test_a_chosen_reading_is_named_wherever_the_number_is_told(session, cast, recorded, client_as):
    report = build(session, find_form("pl2"), cast.old_town, [YEAR], as_of=datetime.now(UTC), variants=("existing",))
    (reading,) = report.variants
    drawn = draft_outline(
        session, EVERYTHING, find_outline("pl2"), "30952", [YEAR], as_of=datetime.now(UTC), variants=("existing",)
    )
    for document in (paper_of(session, cast, report), drawn):
        assert " ".join(words(reading.footnote)) in " ".join(docx_words(docx.render(document)))
        assert "Số tổ được thành lập ◊" in html.render(document).decode()
    asked = {"unit": "30952@2025-06-30", "windows": "2024-01-01..2024-12-31", "variants": "existing"}
    assert reading.footnote in client_as(cast.officer).get("/reports/pl2", query_string=asked).data.decode()


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("2024-01-01..2024-12-31", "2023-01-01..2023-12-31"),
        ("2024-01-01..2024-06-30", "2023-07-01..2023-12-31"),
        ("2024-02-15..2024-03-14", "2024-01-15..2024-02-14"),
        ("2008-06-01..2012-06-30", "2004-05-01..2008-05-31"),
        ("2024-03-10..2024-03-19", "2024-02-29..2024-03-09"),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(asked, before):
    assert window_before(parse_window(asked)).text == before


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("period", "calendar", "administrative"),
    [
        ("2026", "2026-01-01..2026-12-31", "2025-12-15..2026-12-14"),
        ("2026H1", "2026-01-01..2026-06-30", "2025-12-15..2026-06-14"),
        ("2026H2", "2026-07-01..2026-12-31", "2026-06-15..2026-12-14"),
        ("2026Q2", "2026-04-01..2026-06-30", "2026-03-15..2026-06-14"),
        ("2024-03", "2024-03-01..2024-03-31", "2024-02-15..2024-03-14"),
        ("2026-02", "2026-02-01..2026-02-28", "2026-01-15..2026-02-14"),
    ],
)
def test_a_period_is_cut_by_the_calendar_or_from_the_15th_to_the_14th(period, calendar, administrative):
    cut = [parse_period(period, rule) for rule in (CutRule.CALENDAR, CutRule.ADMINISTRATIVE)]
    assert [each.text for each in cut] == [calendar, administrative]
    assert len({each.label for each in cut}) == 1, "the name of the period is the same"
