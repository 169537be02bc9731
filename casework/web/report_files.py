"""Reports to take along (tải báo cáo): a register as a book, and how a file of any kind is answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import Response, abort, request
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.i18n import VIETNAM
from casework.records import db
from casework.records.unit import Unit
from casework.reports.build import Report
from casework.reports.form import Form
from casework.reports.forms import FORMS
from casework.reports.list_workbook import COUNT, SUM, ListSheet, workbook_of
from casework.reports.outlines import OUTLINES
from casework.reports.periods import name_of
from casework.reports.tables import list_as_csv
from casework.services.report_files import FileKind, book_file, drawn, file_name, open_book
from casework.services.report_outlines import draft_outline
from casework.services.reports import fill_form, unit_of_report
from casework.web.report_choices import unit_asked, variants_asked, windows_asked
from casework.web.report_words import AMOUNTS, HEADINGS, as_read
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("report_files", "/reports")

TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.JSON: "application/json",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PDF: "application/pdf",
}
LIST_FILES = (FileKind.XLSX.value, FileKind.CSV.value)
"""What a list can be taken along as."""
_PAPERS = (FileKind.DOCX.value, FileKind.PDF.value)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Spreadsheets read Vietnamese in a CSV file only after it."""


@pages.get("/<form_code>/book", Permission.REPORT_MEMBERS, writes=True)
def book(form_code: str) -> Response:
    """A register with its lines, for a year or several."""
    if form_code not in FORMS or not FORMS[form_code].register or request.args.get("format") not in set(FileKind):
        abort(404)
    form, kind = FORMS[form_code], FileKind(request.args["format"])
    report, unit = report_asked(form)
    session = db.session()
    opened = open_book(session, current_scope(), current_actor(), report, unit)
    return download(file_name(report), kind, book_file(session, report, unit, opened, kind))


@pages.get("/<form_code>/outline", Permission.REPORT_VIEW)
def outline(form_code: str) -> Response:
    """The written report around a form: official headings, numbers in sentences, space for the rest."""
    asked = request.args.get("format", FileKind.DOCX.value)
    if form_code not in OUTLINES or asked not in _PAPERS:
        abort(404)
    kind = FileKind(asked)
    form, scope, args = FORMS[form_code], current_scope(), request.args
    windows = windows_asked(args, form, today())
    document = draft_outline(
        db.session(),
        scope,
        OUTLINES[form_code],
        unit_asked(args, scope),
        windows,
        as_of=datetime.now(VIETNAM),
        variants=variants_asked(args),
    )
    return download(f"de-cuong-{form_code}-{name_of(windows[-1])}", kind, drawn(document, kind))


def report_asked(form: Form) -> tuple[Report, Unit]:
    """The report that the address asks for, filled in now, and its unit.

    :raises InvalidInput: the address names no such unit or period
    :raises NotFound: the unit lies outside the reader's scope
    """
    session, scope, args = db.session(), current_scope(), request.args
    unit_text = unit_asked(args, scope)
    windows = windows_asked(args, form, today())
    unit = unit_of_report(session, scope, unit_text, windows)
    now, variants = datetime.now(VIETNAM), variants_asked(args)
    return fill_form(session, scope, form, unit_text, windows, as_of=now, variants=variants), unit


def download(name: str, kind: FileKind, content: bytes) -> Response:
    """A file to keep.

    :param name: without its ending
    """
    marked = _BYTE_ORDER_MARK + content if kind is FileKind.CSV else content
    response = Response(marked, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind.value}"'
    return response


def list_file(
    name: str,
    kind: FileKind,
    headings: Iterable[str],
    rows: Iterable[tuple[Any, ...]],
    lead: Sequence[str],
    *,
    hidden: int = 0,
) -> Response:
    """The records behind a number to keep: a workbook to read, or columns as exchange files name them.

    :param kind: one of `LIST_FILES`
    :param lead: lines above the list, its title first
    :param hidden: how many more records the number counts, outside what the reader may see
    """
    if kind is FileKind.XLSX:
        return download(name, kind, workbook_of(_sheet(list(headings), rows, lead, hidden)))
    return download(name, kind, list_as_csv(list(headings), rows).encode())


def _sheet(names: list[str], rows: Iterable[tuple[Any, ...]], lead: Sequence[str], hidden: int) -> ListSheet:
    told = (
        (place, *(as_read(name, value) for name, value in zip(names, row, strict=True)))
        for place, row in enumerate(rows, start=1)
    )
    summed = {place: SUM for place, name in enumerate(names, start=1) if name in AMOUNTS}
    words = [str(HEADINGS.get(name, name)) for name in names]
    notes = [_("Ngoài ra có %(number)s dòng ngoài phạm vi của bạn.", number=hidden)] if hidden else []
    return ListSheet(_("Danh sách"), lead, [_("STT"), *words], told, {1: COUNT, **summed}, notes)
