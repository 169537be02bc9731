"""What is known to be wrong with the records behind the numbers of a report (lỗi dữ liệu chạm đến số liệu)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import format_date, format_number
from casework.indicators.indicator import Counted, Indicator
from casework.records.aftercare import Aftercare
from casework.records.budget import BudgetLine
from casework.records.club import Club
from casework.records.consultation import ConsultationSession, Point
from casework.records.episode import Episode
from casework.records.evaluation import Evaluation
from casework.records.listing import Listing
from casework.records.methadone import Methadone
from casework.records.outreach import CommunicationEvent
from casework.records.person import Person
from casework.records.support import Job, Loan, Training
from casework.records.team import Staff, Team
from casework.reports.checks import CheckedRecord, Finding, Weight
from casework.reports.touched import reckoned_with, touches
from casework.services.quality import CHECKS
from casework.services.quality import findings as quality_findings
from casework.services.quality_checks import ABOUT_PEOPLE, Check, Kind, Severity
from casework.services.quality_checks import Finding as Found
from casework.services.report_asked import Asked
from casework.services.report_elsewhere import Elsewhere
from casework.services.report_places import by_unit_below, places_of

MOST = 300
"""So many records of each check of data quality are held against the numbers; a finding says where there were more."""
_WEIGHTS = {Severity.BLOCKING: Weight.EXPLAIN, Severity.WARNING: Weight.WARNING}


@dataclass(frozen=True)
class _Book:
    """Where the records of a kind are, and by what a check of them says which it found."""

    door: Callable[[Scope], Select[Any]]
    id: InstrumentedAttribute[int]
    key: InstrumentedAttribute[Any]


_BOOKS: dict[Kind, _Book] = {
    Kind.PERSON: _Book(queries.people, Person.id, Person.ref),
    Kind.EPISODE: _Book(queries.episodes, Episode.id, Episode.ref),
    Kind.AFTERCARE: _Book(queries.aftercares, Aftercare.id, Aftercare.ref),
    Kind.LISTING: _Book(queries.listings, Listing.id, Listing.id),
    Kind.TRAINING: _Book(queries.trainings, Training.id, Training.ref),
    Kind.JOB: _Book(queries.jobs, Job.id, Job.ref),
    Kind.LOAN: _Book(queries.loans, Loan.id, Loan.ref),
    Kind.METHADONE: _Book(queries.methadone, Methadone.id, Methadone.ref),
    Kind.EVALUATION: _Book(queries.evaluations, Evaluation.id, Evaluation.id),
    Kind.TEAM: _Book(queries.teams, Team.id, Team.ref),
    Kind.STAFF: _Book(queries.staff, Staff.id, Staff.ref),
    Kind.POINT: _Book(queries.points, Point.id, Point.ref),
    Kind.SESSION: _Book(queries.sessions, ConsultationSession.id, ConsultationSession.ref),
    Kind.CLUB: _Book(queries.clubs, Club.id, Club.id),
    Kind.EVENT: _Book(queries.events, CommunicationEvent.id, CommunicationEvent.id),
    Kind.BUDGET: _Book(queries.budget_lines, BudgetLine.id, BudgetLine.id),
}


@dataclass(frozen=True)
class _Wrong:
    """What one check found: the records with their ids, and whether there are more than were looked at."""

    check: Check
    found: dict[int, Found]
    more: bool
    elsewhere: frozenset[int] = frozenset()
    """Found among the records that the report counts and another unit has today."""


def open_findings(session: Session, scope: Scope, asked: Asked, on: date, *, named: bool) -> Iterator[Finding]:
    """The findings of data quality that touch a number, a finding a check, with the rows that it touches.

    :param named: the reader may see names
    """
    rows = list(zip(asked.form.rows, asked.form.indicators(asked.variants), strict=True))
    for kind, book in _BOOKS.items():
        touched = [(line.id, indicator) for line, indicator in rows if touches(indicator, book.id)]
        if not touched:
            continue
        away = Elsewhere(session, scope, asked, kind, book.door, book.key)
        for wrong in _wrong(session, scope, kind, book, on, away):
            finding = _finding(session, asked, book, wrong, touched, named)
            if finding is not None:
                yield finding


def _wrong(session: Session, scope: Scope, kind: Kind, book: _Book, on: date, away: Elsewhere) -> Iterator[_Wrong]:
    """The checks of one kind of record that find something."""
    for check in CHECKS:
        if check.kind is not kind or check.severity not in _WEIGHTS:
            continue
        listed, capped = quality_findings(session, scope, check, on, limit=MOST + 1)
        found = {each.key: each for each in listed[:MOST]}
        elsewhere = away.wrong(check, on)
        if found or elsewhere:
            ids = _ids(session, scope, book, list(found)) if found else {}
            here = {ids[key]: each for key, each in found.items() if key in ids}
            yield _Wrong(check, here, capped or len(listed) > MOST, frozenset(elsewhere - here.keys()))


def _ids(session: Session, scope: Scope, book: _Book, keys: list[str]) -> dict[str, int]:
    if book.key is book.id:
        return {key: int(key) for key in keys}
    query = book.door(scope).with_only_columns(book.key, book.id).where(book.key.in_(keys))
    return {str(row[0]): int(row[1]) for row in session.execute(query)}


def _finding(
    session: Session, asked: Asked, book: _Book, wrong: _Wrong, touched: list[tuple[str, Indicator]], named: bool
) -> Finding | None:
    rows, counted, window = _counted(session, asked, book, wrong, touched)
    check, weight = wrong.check, _WEIGHTS[wrong.check.severity]
    place = (window + 1) * (len(asked.report.columns) // len(asked.windows)) - 1
    if not counted:
        return _not_held_against(wrong, touched[0][0], place) if wrong.more else None
    behind = [each for record, each in wrong.found.items() if record in counted]
    away = len(counted & wrong.elsewhere)
    number = f"{'ít nhất ' if wrong.more else ''}{format_number(len(behind) + away)}"
    where = "; ".join(f"{', '.join(some)}{of}" for of, some in rows.items())
    text = f"{check.title}: {number} hồ sơ, đang được tính ở dòng {where}"
    if away:
        text += f"; {format_number(away)} hồ sơ nay do đơn vị khác quản lý"
    units, more_units = _units(session, asked, book, check.kind, behind, sorted(counted))
    shown = named or check.kind not in ABOUT_PEOPLE
    records = tuple(_record(each, check, shown) for each in behind)
    first, *_ = next(iter(rows.values()))
    return Finding(weight, first, place, text, check.mend, records, away, units, more_units, code=check.code)


def _counted(
    session: Session, asked: Asked, book: _Book, wrong: _Wrong, touched: list[tuple[str, Indicator]]
) -> tuple[dict[str, list[str]], set[int], int]:
    """The rows that count some of the records, by their column in words; the records; the latest column that does."""
    rows: dict[str, list[str]] = {}
    counted: set[int] = set()
    columns = []
    for place, window in reversed(list(enumerate(asked.windows))):
        named = "" if window is asked.window else f" ({window.label})"
        for row, _ in touched:
            some = reckoned_with(session, *asked.cell(row, window), book.id, [*wrong.found, *wrong.elsewhere])
            if some:
                rows.setdefault(named, []).append(row)
                columns.append(place)
                counted |= some
    return rows, counted, max(columns, default=len(asked.windows) - 1)


def _not_held_against(wrong: _Wrong, row: str, place: int) -> Finding:
    """None of those looked at touches a number; there are more, and nobody may believe that they were looked at."""
    text = f"{wrong.check.title}: hơn {format_number(MOST)} hồ sơ trong phạm vi, chưa đối chiếu hết với số liệu"
    mend = "Mở mục Chất lượng dữ liệu để xem cả danh sách"
    return Finding(Weight.WARNING, row, place, text, mend)


def _record(found: Found, check: Check, shown: bool) -> CheckedRecord:
    text = found.note or (format_date(found.on) if found.on else "")
    ref = "" if found.key.isdecimal() else found.key
    return CheckedRecord(ref, text, name=found.name if shown else "", key=found.key)


def _units(
    session: Session, asked: Asked, book: _Book, kind: Kind, behind: list[Found], ids: list[int]
) -> tuple[Any, int]:
    """Which units below have how many of them."""
    if not asked.below:
        return (), 0
    if kind in (Kind.EPISODE, Kind.AFTERCARE):
        places = places_of(session, Counted(kind.value), [each.key for each in behind], asked.custody_day)
        return by_unit_below(session, asked.below, places.values(), "%s hồ sơ")
    everybody = Scope.everything(reason="hồ sơ đứng sau số liệu, chỉ đếm theo đơn vị")
    query = book.door(everybody).with_only_columns(book.id, book.id.class_.unit_id).where(book.id.in_(ids))
    homes = [int(row[1]) for row in session.execute(query)]
    return by_unit_below(session, asked.below, homes, "%s hồ sơ")
