"""Registers and lists of a unit in a year (sổ, danh sách), as rows to print.

Nguồn: Điều 5 Thông tư 05/2011/TT-BLĐTBXH: mở sổ ngày 01/01, khóa sổ ngày 31/12 hằng năm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope, within
from casework.access.units import find_bearer
from casework.documents.blocks import Head, Paragraph, Signature, Table
from casework.documents.facts import RegisterFacts
from casework.errors import InvalidInput, NotFound
from casework.i18n import format_date, format_number
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import Borrower, DeclaredBy, EpisodeForm, LoanProgramme, Sex
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER, now
from casework.records.person import Person
from casework.records.support import Loan
from casework.records.unit import Unit
from casework.reports import periods
from casework.reports.build import build
from casework.reports.forms import find_form
from casework.reports.paper import Letter
from casework.reports.register import register_lines
from casework.reports.register_paper import Book, register_paper
from casework.services import registration_register
from casework.services.report_files import names_of
from casework.services.reports import widest

WHO = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Nơi cư trú")
REPORTED = frozenset({"so01", "so02", "so03", "so04", "so05"})
"""The registers that are reports too (Sổ 01-SCN … Sổ 05-SCN)."""
MOST = 5000
"""A register of more rows is a report, and asks too much of one sheet."""


@dataclass(frozen=True)
class Window:
    """The days of a register."""

    first: date
    last: date


Rows = list[tuple[str, ...]]
Listed = Callable[[Session, Scope, Window], Rows]


def register(session: Session, scope: Scope, kind: str, ref: str, today: date) -> tuple[RegisterFacts, Unit, date]:
    """A register of a unit and a year, up to today.

    :param ref: “30952/2026”: the unit that bears the code at the end of the year
    :raises InvalidInput: no unit or year of that name, or the year has not begun
    :raises NotFound: the unit lies outside the scope
    """
    found = re.fullmatch(r"\s*([0-9A-Za-z]+)\s*/\s*(\d{4})\s*", ref)
    if found is None:
        raise InvalidInput(f"'{ref}' không phải đơn vị và năm dạng 30952/2026", field="ref")
    year = int(found[2])
    window = Window(date(year, 1, 1), min(date(year, 12, 31), today))
    if window.last < window.first:
        raise InvalidInput(f"Năm {year} chưa bắt đầu", field="ref")
    unit = find_bearer(session, found[1], window.last)
    if session.scalar(select(Unit.id).where(Unit.id == unit.id, *within(scope, Unit.id))) is None:
        raise NotFound("Không tìm thấy đơn vị này trong phạm vi của bạn.")
    if kind in REPORTED:
        return _reported(session, scope, kind, unit, window), unit, window.last
    headings, listed = _REGISTERS[kind]
    rows = listed(session, Scope(unit.id), window)
    numbered = tuple((str(place), *row) for place, row in enumerate(rows, start=1))
    notes = _closed(session, unit, window, len(rows)) if kind == "registration-register" else ()
    facts = RegisterFacts(unit.name, window.first, window.last, (*WHO, *headings), numbered, notes=notes)
    return facts, unit, window.last


def _closed(session: Session, unit: Unit, window: Window, lines: int) -> tuple[str, ...]:
    """The totals under the register of registrations, of the days that its form counts.

    Nguồn: Mẫu số 21 Nghị định 163/2026/NĐ-CP: từ ngày 15/12 năm trước đến ngày 14/12; mẫu trước đó không có dòng này.
    """
    counted = f"Tổng số: {lines} dòng"
    if window.first.year < registration_register.CLOSES_MID_DECEMBER_SINCE:
        return (counted,)
    of = registration_register.totals(session, Scope(unit.id), window.first.year, window.last)
    days = f"Tổng hợp từ ngày {format_date(of.first_on)} đến ngày {format_date(of.last_on)}"
    forms = "; ".join(f"{_AT[form]}: {count}" for form, count in of.registered.items())
    return (
        counted,
        f"{days}: đăng ký {sum(of.registered.values())} ({forms}); "
        f"đang cai nghiện: {of.in_rehabilitation}; hoàn thành: {of.completed}",
    )


def _reported(session: Session, scope: Scope, kind: str, unit: Unit, window: Window) -> RegisterFacts:
    """A register of the statistics: the very lines that its report counts, under its own columns, with names.

    Whoever prints papers sees names (`Permission.PAPER_PRINT`), those within their scope.
    """
    days = periods.Window(window.first, window.last, f"Năm {window.first.year}")
    report = build(session, find_form(kind), unit, [days], as_of=now())
    names, lines = register_lines(session, report, unit, widest(session, scope))
    named = names_of(session, scope, [line[names.index("person_ref")] for line in lines])
    drawn = register_paper(report, Book(names, lines, named), Letter(Head(), Signature(())))
    place = next(place for place, block in enumerate(drawn.blocks) if isinstance(block, Table))
    table, notes = drawn.blocks[place], drawn.blocks[place + 1 :]
    if not isinstance(table, Table):
        raise TypeError(f"register {kind} has no table")
    return RegisterFacts(
        unit.name,
        window.first,
        window.last,
        tuple(column.heading for column in table.columns),
        tuple(row.cells for row in table.rows),
        tuple(column.share for column in table.columns),
        tuple("".join(run.text for run in note.content) for note in notes if isinstance(note, Paragraph)),
    )


def _who(person: Person) -> tuple[str, ...]:
    born = format_date(person.birth_on) or str(person.birth_year or "")
    where = ", ".join(part for part in (person.address, person.unit.name) if part)
    return person.full_name, born, Sex(person.sex).term, where


def _registered(session: Session, scope: Scope, window: Window) -> Rows:
    query = registration_register.registrations(scope, window.first.year, window.last)
    return [
        (
            *_who(each.person),
            format_date(each.registered_on),
            DeclaredBy(each.declared_by).term if each.declared_by else "",
            EpisodeForm(each.form).term,
            each.decision_number or "",
            format_date(each.decided_on),
        )
        for each in session.scalars(query.limit(MOST)).unique()
    ]


def _under_aftercare(session: Session, scope: Scope, window: Window) -> Rows:
    query = queries.held_aftercares(scope).where(
        Aftercare.starts_on <= window.last,
        Aftercare.starts_on != FOREVER,
        or_(Aftercare.ended_on.is_(None), Aftercare.ended_on >= window.first),
    )
    loaded = query.options(joinedload(Aftercare.person)).order_by(Aftercare.starts_on, Aftercare.id).limit(MOST)
    return [
        (
            *_who(each.person),
            each.decision_number or "",
            format_date(each.decided_on),
            str(each.term_months or ""),
            format_date(each.started_on),
            format_date(each.ended_on),
            AftercareOutcome(each.outcome).term if each.outcome else "",
        )
        for each in session.scalars(loaded).unique()
    ]


def _borrowers(session: Session, scope: Scope, window: Window) -> Rows:
    query = queries.loans(scope).where(Loan.disbursed_on.between(window.first, window.last))
    loaded = query.options(joinedload(Loan.person)).order_by(Loan.disbursed_on, Loan.id).limit(MOST)
    return [
        (
            *_who(each.person),
            Borrower(each.borrower).term,
            LoanProgramme(each.programme).term if each.programme else "",
            format_number(each.amount_vnd),
            format_date(each.disbursed_on),
            each.purpose or "",
        )
        for each in session.scalars(loaded)
    ]


_AT = MappingProxyType(
    {
        EpisodeForm.HOME: "tại gia đình",
        EpisodeForm.COMMUNITY: "tại cộng đồng",
        EpisodeForm.CENTRE_VOLUNTARY: "tại cơ sở cai nghiện",
    }
)
_COURSE = ("Số quyết định", "Ngày quyết định", "Thời hạn (tháng)", "Bắt đầu", "Kết thúc", "Kết quả")
_REGISTERS: Mapping[str, tuple[tuple[str, ...], Listed]] = MappingProxyType(
    {
        "registration-register": (
            ("Ngày đăng ký", "Người đăng ký", "Hình thức", "Số quyết định", "Ngày quyết định"),
            _registered,
        ),
        "aftercare-list": (_COURSE, _under_aftercare),
        "loan-list": (("Người vay", "Nguồn vốn", "Số tiền (đồng)", "Ngày giải ngân", "Mục đích"), _borrowers),
    }
)
