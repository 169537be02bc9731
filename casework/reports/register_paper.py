"""A register on paper (sổ in): a line a case, and in which lines of the statistics each is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casework.documents.blocks import Document
from casework.documents.report_table import ReportLine, fitted_widths, nothing_happened, report_document
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome
from casework.reports.build import Report
from casework.reports.paper import Letter
from casework.reports.register import Line
from casework.reports.tables import footnotes

COUNTED_IN = {
    "carried_over": ("1", "năm trước chuyển sang"),
    "started": ("2", "bắt đầu trong năm"),
    "arrived": ("2t", "chuyển đến"),
    "completed": ("3", "hoàn thành"),
    "ended": ("4", "kết thúc vì lý do khác"),
    "departed": ("4t", "chuyển đi"),
    "at_end": ("5", "còn đến cuối năm"),
}
"""Which line of the statistics a column of the register adds up to."""
WORDS = {
    "window": "Khoảng số liệu",
    "person_ref": "Mã người",
    "episode_ref": "Mã đợt cai nghiện",
    "aftercare_ref": "Mã hồ sơ sau cai",
    "form": "Hình thức cai nghiện",
    "registered_on": "Ngày đăng ký",
    "started_on": "Ngày bắt đầu",
    "starts_on": "Ngày bắt đầu",
    "ended_on": "Ngày kết thúc",
    "outcome": "Kết quả",
    "unit_name": "Đơn vị",
    "certificate_number": "Số giấy",
    "issued_on": "Ngày cấp",
}
_FORMS = {
    EpisodeForm.HOME: "Tại gia đình",
    EpisodeForm.COMMUNITY: "Tại cộng đồng",
    EpisodeForm.COMMUNITY_COMPULSORY: "Bắt buộc tại cộng đồng",
    EpisodeForm.CENTRE_VOLUNTARY: "Tự nguyện tại cơ sở",
    EpisodeForm.CENTRE_COMPULSORY: "Bắt buộc tại cơ sở",
}
"""A column has no room for the whole term."""
_SAME = frozenset({"unit_name", "form", "outcome"})
"""What is not printed where every line says it alike."""


class Named(NamedTuple):
    """Who a line is about, for a reader who may see names."""

    name: str
    born: str


@dataclass(frozen=True)
class Book:
    """The lines of a register that a reader may see."""

    names: Sequence[str]
    """The columns, as exchange files name them."""
    lines: Sequence[Line]
    people: Mapping[str, Named]
    """By person_ref; empty for somebody who may not see names."""
    hidden: int = 0
    """How many lines lie outside what the reader may see."""


def register_paper(report: Report, book: Book, letter: Letter) -> Document:
    """The register of a unit with the lines that its reader may see."""
    form, columns = report.form, list(_columns(report, book))
    headings = ["STT", *_headings(book, columns)]
    rows = [dict(zip(book.names, line, strict=True)) for line in book.lines]
    cells = [(str(place), *_cells(book, columns, row)) for place, row in enumerate(rows, start=1)]
    if not cells and not book.hidden:
        cells = [nothing_happened(len(headings))]
    return report_document(
        name=f"{form.short} - {report.unit_name}",
        title=form.title,
        code=form.annex,
        subject=subject(report),
        headings=headings,
        lines=[ReportLine(each) for each in cells],
        head=letter.head,
        shares=fitted_widths(headings, cells),
        numbers_from=len(headings),
        notes=[*_totals(book, rows), *footnotes(report)],
        recipients=("- Lưu: VT, hồ sơ.",),
        signature=letter.signature,
        landscape=True,
        marks=letter.marks,
    )


def subject(report: Report) -> list[str]:
    """Whose register it is, and of which days."""
    days = "; ".join(f"từ ngày {format_date(each.first)} đến ngày {format_date(each.last)}" for each in report.windows)
    return [f"Đơn vị: {report.unit_name} (mã {report.unit_code})", days]


def _columns(report: Report, book: Book) -> Iterator[str]:
    """What is printed of the columns: not what every line would say alike."""
    rows = [dict(zip(book.names, line, strict=True)) for line in book.lines]
    certified = "issued_on" in book.names
    for name in book.names:
        if name == "window" and len(report.windows) == 1:
            continue
        if (name in _SAME and len({row[name] for row in rows}) < 2) or (name == "registered_on" and certified):
            continue
        if name in WORDS:
            yield name


def _headings(book: Book, columns: Sequence[str]) -> Iterator[str]:
    for name in columns:
        if name == "person_ref" and (book.people or not book.lines):
            yield from ("Họ và tên", "Năm sinh")
        else:
            yield WORDS[name]
    if "at_end" in book.names:
        yield "Tính vào dòng"


def _cells(book: Book, columns: Sequence[str], row: Mapping[str, Any]) -> Iterator[str]:
    for name in columns:
        if name == "person_ref" and book.people:
            yield from book.people.get(row[name], Named(row[name], ""))
        else:
            yield format_date(row[name]) if isinstance(row[name], date) else said(name, row[name])
    if "at_end" in book.names:
        yield ", ".join(_counted(row))


def _counted(row: Mapping[str, Any]) -> Iterator[str]:
    for name, (line, _) in COUNTED_IN.items():
        times = times_in(row[name])
        if times:
            yield line if times == 1 else f"{line} ({times} lượt)"


def times_in(value: Any) -> int:
    """How often a line is counted by a column that says yes or no, or a number of movements."""
    return int(value == "yes") if isinstance(value, str) else int(value)


def said(name: str, value: Any) -> str:
    """What a register says of a case in a column of words."""
    if value and name == "form":
        return _FORMS[EpisodeForm(value)]
    if value and name == "outcome":
        return EpisodeOutcome(value).term if value in set(EpisodeOutcome) else AftercareOutcome(value).term
    return str(value or "")


def _totals(book: Book, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield f"Tổng số: {len(rows)} dòng."
    if book.hidden:
        yield f"Ngoài ra có {book.hidden} dòng ngoài phạm vi của người in."
    if "at_end" in book.names:
        told = "; ".join(
            f"{line} – {words}: {sum(times_in(row[name]) for row in rows)}"
            for name, (line, words) in COUNTED_IN.items()
        )
        yield f"Cộng theo dòng của biểu thống kê: {told}."
