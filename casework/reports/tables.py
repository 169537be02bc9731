"""Reports as data: JSON for programs, CSV and XLSX for spreadsheets. Values exact, the same everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from casework.i18n import VIETNAM, format_date, format_instant
from casework.indicators.values import Number, Ratio, Value
from casework.reports.build import Column, Report, Row
from casework.reports.list_workbook import ListSheet, workbook_of
from casework.reports.periods import Window, cut_of
from casework.reports.shown import ANOTHER_READING


def as_json(report: Report) -> dict[str, Any]:
    """The report in the shape of the exchange contract."""
    return {
        "form": report.form.code,
        "title": report.form.title,
        "unit": {"code": report.unit_code, "name": report.unit_name},
        "as_of": report.as_of.astimezone(VIETNAM).isoformat(timespec="seconds"),
        "columns": [
            {"label": column.label, "from": column.window.first.isoformat(), "to": column.window.last.isoformat()}
            for column in report.columns
        ],
        "variants": [{"name": variant.name, "footnote": variant.footnote} for variant in report.variants],
        "rows": [_row_as_json(report, row) for row in report.identified],
        "notes": list(report.notes),
    }


def _row_as_json(report: Report, row: Row) -> dict[str, Any]:
    line = row.line
    said = {
        "id": line.id,
        "label": line.label,
        "unit": line.measured_in,
        "values": [value_as_json(value) for value in row.values],
        "display": list(row.display),
    }
    if targets := report.targets.get(line.id):
        said["target"] = [target.text for target in targets]
        said["met"] = [report.met(row, place) for place in range(len(row.values))]
    return said


def value_as_json(value: Number) -> Any:
    """A value as programs read it: exact, a ratio by both its numbers; a list where there is one a cohort."""
    if isinstance(value, tuple):
        return [value_as_json(each) for each in value]
    if isinstance(value, Ratio):
        return {"n": value.n, "of": value.of}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def value_as_text(value: Value) -> str:
    """A value in one cell of a file: exact, a ratio as n/of, nothing where there is no number."""
    if isinstance(value, Ratio):
        return f"{value.n}/{value.of}"
    return "" if value is None else str(value_as_json(value))


def as_csv(report: Report) -> str:
    """The report as comma-separated text: row id, label, unit, then one exact value a column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "label", "unit", *(_heading(column) for column in report.columns)])
    for row in report.identified:
        line = row.line
        writer.writerow([line.id, line.label, line.measured_in, *map(value_as_text, row.values)])
    return out.getvalue()


def _heading(column: Column) -> str:
    return f"{column.window.text} {column.part}".strip()


def _span(window: Window) -> str:
    days = f"{format_date(window.first)} - {format_date(window.last)}"
    return days if window.label == days else f"{window.label}: {days}"


def spans_told(report: Report) -> str:
    """Which days the columns are about, and by which rule they are cut."""
    return f"Khoảng số liệu ({cut_of(report.windows)}): {'; '.join(map(_span, report.windows))}."


def footnotes(report: Report) -> list[str]:
    """What stands under the table: the windows, the readings chosen, and the instant of counting."""
    return [
        spans_told(report),
        *report.notes,
        *(f"{ANOTHER_READING} {variant.footnote}" for variant in report.variants),
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
    return workbook_of(ListSheet("members", (), headings, (list(map(cell_text, row)) for row in rows)))
