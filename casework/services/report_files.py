"""Reports as files (tệp báo cáo): data, spreadsheet, and paper under the head of the office that reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.queries import people
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.documents.blocks import Document, Head, Signature, long_date
from casework.documents.facts import Office
from casework.errors import InvalidInput
from casework.i18n import VIETNAM
from casework.records.person import Person
from casework.records.unit import Unit
from casework.reports.build import Report
from casework.reports.drill import visible_count
from casework.reports.paper import Letter, report_paper
from casework.reports.periods import name_of
from casework.reports.place import frame
from casework.reports.register import register_as_json, register_lines
from casework.reports.register_paper import Book, Named, register_paper
from casework.reports.register_workbook import register_as_xlsx
from casework.reports.tables import as_csv, as_json, list_as_csv
from casework.reports.workbook import as_xlsx
from casework.services.paper_settings import letterhead
from casework.services.reports import widest

_AT_ONCE = 500
MOST = 5000
"""A register of more lines asks too much of one paper."""


class FileKind(StrEnum):
    """What a report can be written as."""

    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"
    DOCX = "docx"
    PDF = "pdf"


def report_file(session: Session, report: Report, unit: Unit, kind: FileKind, *, marks: Sequence[str] = ()) -> bytes:
    """A report as a file; its numbers are the same in every kind.

    :param marks: what a spreadsheet says before its title, and data beside it
    """
    if kind is FileKind.JSON:
        return _as_text(as_json(report) | ({"marks": list(marks)} if marks else {}))
    if kind is FileKind.CSV:
        return as_csv(report).encode()
    if kind is FileKind.XLSX:
        return as_xlsx(report, marks=marks)
    return drawn(report_paper(report, letter_of(session, unit, _day(report))), kind)


def file_name(report: Report) -> str:
    """What a file of a report is called, without its ending: form, unit and period, so that no two look alike."""
    return f"{report.form.code}-{report.unit_code}-{name_of(report.windows[-1])}"


def open_book(session: Session, scope: Scope, actor: Actor, report: Report, unit: Unit) -> Book:
    """The lines of a register that the reader may see, with names for those who may see names. Looking is recorded."""
    seen = widest(session, scope)
    (row,) = report.form.rows
    names, lines = register_lines(session, report, unit, seen)
    everything = sum(
        visible_count(session, row.indicator, frame(unit, window), Scope.everything(reason="lines out of scope"))
        for window in report.windows
    )
    refs = [line[names.index("person_ref")] for line in lines]
    book = Book(names, lines, _named(session, seen, actor, refs), everything - len(lines))
    for window in report.windows:
        trail.record(
            session,
            trail.Tag.REPORT_MEMBERS_VIEWED,
            actor,
            form=report.form.code,
            row=row.id,
            unit=unit.code,
            window=window.text,
            count=sum(line[0] == window.text for line in lines),
        )
    return book


def book_file(session: Session, report: Report, unit: Unit, book: Book, kind: FileKind) -> bytes:
    """A register as a file; with names only on paper.

    :raises InvalidInput: too many lines for a paper
    """
    if kind is FileKind.JSON:
        return _as_text(book_as_json(report, book))
    if kind is FileKind.CSV:
        return list_as_csv(list(book.names), book.lines).encode()
    if kind is FileKind.XLSX:
        return register_as_xlsx(report, book)
    if len(book.lines) > MOST:
        raise InvalidInput(
            f"Sổ có {len(book.lines)} dòng, quá dài để in (tối đa {MOST}). Hãy tải dạng Excel.", field="format"
        )
    return drawn(register_paper(report, book, letter_of(session, unit, _day(report), numbered=False)), kind)


def book_as_json(report: Report, book: Book) -> dict[str, Any]:
    """The report of a register in the shape of the exchange contract, with its lines."""
    return register_as_json(report, list(book.names), list(book.lines))


def letter_of(
    session: Session,
    unit: Unit,
    day: date,
    *,
    number: str | None = None,
    signed_on: date | None = None,
    numbered: bool = True,
) -> Letter:
    """How the unit that reports heads and signs, as it is set on a day; number and day stay open until there are any.

    :param numbered: whether it is a document with a number; a register is none
    :param day: for a unit whose tree has ended, its last day counts
    """
    if unit.kind == "country":
        # Which office of the country reports is written by hand; its number has its place under that name.
        line = f"Số: {number or '……/BC-……'}" if numbered else None
        head = Head(agency="……………………………", number=line, dateline=f"…………, {long_date(signed_on)}")
        return Letter(head, Signature(("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",)))
    last = unit.valid_to - timedelta(days=1) if unit.valid_to else day
    found = letterhead(session, unit, Office.COMMITTEE, min(day, last))
    head = Head(
        agency=found.agency,
        parent=found.parent,
        number=f"Số: {number or f'……/BC-{found.abbreviation}'}" if numbered else None,
        dateline=f"{found.place}, {long_date(signed_on)}",
    )
    return Letter(head, _for_the_committee(found.signature) if numbered else found.signature)


def _for_the_committee(signature: Signature) -> Signature:
    """A committee works together: who signs its reports, head or deputy, signs for it (TM.).

    Nguồn: khoản 2 Điều 13 Nghị định 30/2020/NĐ-CP.
    """
    if signature.lines[0].startswith(("TM.", "TL.", "TUQ.")):
        return signature
    return replace(signature, lines=("TM. ỦY BAN NHÂN DÂN", *signature.lines))


def drawn(document: Document, kind: FileKind) -> bytes:
    """A paper as a file to edit or to keep."""
    # What draws papers is large; who asks for data should not wait for it.
    from casework.documents import docx, pdf

    return docx.render(document) if kind is FileKind.DOCX else pdf.render(document)


def _day(report: Report) -> date:
    return report.as_of.astimezone(VIETNAM).date()


def _as_text(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _named(session: Session, scope: Scope, actor: Actor, refs: list[str]) -> dict[str, Named]:
    """The people of the lines, by ref; nobody for somebody who may not see names."""
    return names_of(session, scope, refs) if may(actor, Permission.NAMES_VIEW) else {}


def names_of(session: Session, scope: Scope, refs: list[str]) -> dict[str, Named]:
    """The people of the lines, by ref, for a reader who may see names."""
    found: dict[str, Named] = {}
    columns = (Person.ref, Person.full_name, Person.birth_year)
    for some in _batches(refs):
        query = people(scope).with_only_columns(*columns).where(Person.ref.in_(some))
        for ref, name, birth_year in session.execute(query):
            found[ref] = Named(name, str(birth_year or ""))
    return found


def _batches(refs: list[str]) -> list[list[str]]:
    unique = list(dict.fromkeys(refs))
    return [unique[first : first + _AT_ONCE] for first in range(0, len(unique), _AT_ONCE)]
