"""Registers and lists of a unit in a year (sổ, danh sách), as rows to print.

Nguồn: Điều 5 Thông tư 05/2011/TT-BLĐTBXH: mở sổ ngày 01/01, khóa sổ ngày 31/12 hằng năm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope, within
from casework.access.units import find_bearer
from casework.documents.facts import RegisterFacts
from casework.errors import InvalidInput, NotFound
from casework.i18n import format_date, format_number
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import Borrower, DeclaredBy, EpisodeForm, EpisodeOutcome, LoanProgramme, Sex
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.records.episode import Certificate, Episode
from casework.records.person import Person
from casework.records.support import Loan
from casework.records.unit import Unit

WHO = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Nơi cư trú")
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
    headings, listed = _REGISTERS[kind]
    rows = listed(session, Scope(unit.id), window)
    numbered = tuple((str(place), *row) for place, row in enumerate(rows, start=1))
    return RegisterFacts(unit.name, window.first, window.last, (*WHO, *headings), numbered), unit, window.last


def _who(person: Person) -> tuple[str, ...]:
    born = format_date(person.birth_on) or str(person.birth_year or "")
    where = ", ".join(part for part in (person.address, person.unit.name) if part)
    return person.full_name, born, Sex(person.sex).term, where


def _episodes(session: Session, query: Select[Episode]) -> list[Episode]:
    loaded = query.options(joinedload(Episode.person), joinedload(Episode.certificate))
    return list(session.scalars(loaded.order_by(Episode.registered_on, Episode.id).limit(MOST)).unique())


def _carried_out(form: EpisodeForm) -> Listed:
    """Whoever carries out a decision in the window (người đang thực hiện quyết định)."""

    def rows(session: Session, scope: Scope, window: Window) -> Rows:
        query = queries.held_episodes(scope).where(
            Episode.form == form.value,
            or_(Episode.decided_on <= window.last, Episode.started_on <= window.last),
            or_(Episode.ended_on.is_(None), Episode.ended_on >= window.first),
        )
        return [
            (
                *_who(each.person),
                each.decision_number or "",
                format_date(each.decided_on),
                str(each.term_months or ""),
                format_date(each.started_on),
                format_date(each.ended_on),
                EpisodeOutcome(each.outcome).term if each.outcome else "",
            )
            for each in _episodes(session, query)
        ]

    return rows


def _registered(session: Session, scope: Scope, window: Window) -> Rows:
    query = queries.held_episodes(scope).where(
        Episode.registered_on.between(window.first, window.last), Episode.form != EpisodeForm.COMMUNITY_COMPULSORY.value
    )
    return [
        (
            *_who(each.person),
            format_date(each.registered_on),
            DeclaredBy(each.declared_by).term if each.declared_by else "",
            EpisodeForm(each.form).term,
            each.decision_number or "",
            format_date(each.decided_on),
        )
        for each in _episodes(session, query)
    ]


def _completed(session: Session, scope: Scope, window: Window) -> Rows:
    issued = Episode.certificate.has(Certificate.issued_on.between(window.first, window.last))
    return [
        (
            *_who(each.person),
            EpisodeForm(each.form).term,
            each.certificate.number,
            format_date(each.certificate.issued_on),
        )
        for each in _episodes(session, queries.held_episodes(scope).where(issued))
        if each.certificate is not None
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


_COURSE = ("Số quyết định", "Ngày quyết định", "Thời hạn (tháng)", "Bắt đầu", "Kết thúc", "Kết quả")
_REGISTERS: Mapping[str, tuple[tuple[str, ...], Listed]] = MappingProxyType(
    {
        "registration-register": (
            ("Ngày đăng ký", "Người đăng ký", "Hình thức", "Số quyết định", "Ngày quyết định"),
            _registered,
        ),
        "aftercare-list": (_COURSE, _under_aftercare),
        "loan-list": (("Người vay", "Nguồn vốn", "Số tiền (đồng)", "Ngày giải ngân", "Mục đích"), _borrowers),
        "so01": (_COURSE, _carried_out(EpisodeForm.HOME)),
        "so02": (_COURSE, _carried_out(EpisodeForm.COMMUNITY)),
        "so03": (_COURSE, _carried_out(EpisodeForm.COMMUNITY_COMPULSORY)),
        "so04": (_COURSE, _under_aftercare),
        "so05": (("Hình thức", "Số giấy", "Ngày cấp"), _completed),
    }
)
