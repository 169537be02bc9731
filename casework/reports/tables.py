"""Reports as data: JSON for programs, CSV and XLSX for spreadsheets. Values exact, the same everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import xlsxwriter

from casework.i18n import VIETNAM, format_date, format_instant
from casework.reports.build import Report
from casework.reports.form import Heading


def as_json(report: Report) -> dict[str, Any]:
    """The report in the shape of the exchange contract."""
    return {
        "form": report.form.code,
        "title": report.form.title,
        "unit": {"code": report.unit_code, "name": report.unit_name},
        "as_of": report.as_of.astimezone(VIETNAM).isoformat(timespec="seconds"),
        "columns": [
            {"label": window.label, "from": window.first.isoformat(), "to": window.last.isoformat()}
            for window in report.windows
        ],
        "variants": [{"name": variant.name, "footnote": variant.footnote} for variant in report.variants],
        "rows": [
            {
                "id": line.id,
                "label": line.label,
                "unit": line.indicator.measured_in,
                "values": list(row.values),
                "display": list(row.display),
            }
            for line, row in report.numbered
        ],
    }


def as_csv(report: Report) -> str:
    """The report as comma-separated text: row id, label, unit, then one exact value a window."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "label", "unit", *(window.text for window in report.windows)])
    for line, row in report.numbered:
        writer.writerow([line.id, line.label, line.indicator.measured_in, *row.values])
    return out.getvalue()


def as_xlsx(report: Report) -> bytes:
    """The report as a workbook that looks like the official form; numbers are numbers."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(report.form.code)
    font = {"font_name": "Times New Roman", "font_size": 12}
    title = book.add_format({**font, "bold": True, "align": "center", "font_size": 14})
    italic = book.add_format({**font, "italic": True, "align": "center"})
    head = book.add_format(
        {**font, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    note = book.add_format({**font, "italic": True})
    last = 3 + len(report.windows)
    sheet.merge_range(0, 0, 0, last, report.form.title, title)
    sheet.merge_range(1, 0, 1, last, f"Đơn vị: {report.unit_name} (mã {report.unit_code})", italic)
    for column, text in enumerate(["Mã", "STT", "Chỉ tiêu", "Đơn vị tính", *(w.label for w in report.windows)]):
        sheet.write_string(3, column, text, head)
    place = 4
    for row in report.rows:
        style = {**font, "border": 1, "bold": row.line.level == 0}
        text = book.add_format({**style, "text_wrap": True, "indent": row.line.level})
        centre = book.add_format({**style, "align": "center"})
        number = book.add_format({**style, "num_format": "#,##0"})
        if isinstance(row.line, Heading):
            cells = ["", row.line.ordinal, row.line.label, ""]
        else:
            cells = [row.line.id, row.line.ordinal, row.line.mark + row.line.label, row.line.indicator.measured_in]
        for column, cell in enumerate(cells):
            sheet.write_string(place, column, cell, text if column == 2 else centre)
        for column in range(len(report.windows)):
            if row.values:
                sheet.write_number(place, 4 + column, row.values[column], number)
            else:
                sheet.write_blank(place, 4 + column, None, number)
        place += 1
    for line in footnotes(report):
        place += 1
        sheet.write_string(place, 0, line, note)
    sheet.set_column(0, 1, 7)
    sheet.set_column(2, 2, 58)
    sheet.set_column(3, 3, 12)
    sheet.set_column(4, last, 13)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 4)
    book.close()
    return buffer.getvalue()


def footnotes(report: Report) -> list[str]:
    """What stands under the table: the windows, the readings chosen, and the instant of counting."""
    spans = "; ".join(f"{w.label}: {format_date(w.first)} - {format_date(w.last)}" for w in report.windows)
    return [
        f"Khoảng số liệu: {spans}.",
        *(variant.footnote for variant in report.variants),
        f"Số liệu tính lúc {format_instant(report.as_of)} từ hồ sơ. Nguồn biểu: {report.form.source}.",
    ]


def cell_text(value: Any) -> Any:
    """A value of a list as exchange files write it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else value


def list_as_csv(headings: list[str], rows: Iterable[tuple[Any, ...]]) -> str:
    """The records behind a cell as comma-separated text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return out.getvalue()


def list_as_xlsx(headings: list[str], rows: Iterable[tuple[Any, ...]]) -> bytes:
    """The records behind a cell as a workbook, one row each under one heading row."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("members")
    sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
    for place, row in enumerate(rows, start=1):
        sheet.write_row(place, 0, [cell_text(value) for value in row])
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return buffer.getvalue()
