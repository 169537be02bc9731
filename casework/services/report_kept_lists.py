"""Whom a number of a kept report counted (danh sách đúng theo thời điểm gửi): the list as it was kept, by pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from casework.access import queries
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.errors import NotFound
from casework.indicators.indicator import Indicator
from casework.indicators.values import Number
from casework.records.person import Person
from casework.records.report import ReportCell, SavedReport
from casework.reports.form import Line
from casework.reports.keeping import Member, from_plain, unpacked
from casework.reports.listings import LISTINGS
from casework.services.people import masked_name
from casework.services.report_recast import managed_now
from casework.services.report_sides import Reader, look
from casework.services.report_store import form_of, windows_of
from casework.services.reports import PAGE, widest


@dataclass(frozen=True)
class KeptMember:
    """One record as it was counted, and what the reader may know of it today."""

    member: Member
    person_ref: str = ""
    name: str = ""
    """The name, or the initials for who may not see names."""
    happened: str = ""
    """Why the record cannot be opened today; empty where it can."""
    managed_by: str = ""
    """Of a report of a unit that ended, the unit that has the record today, or that it is not yet allocated."""


@dataclass(frozen=True)
class KeptList:
    """A page of whom a number counted when its report was sent."""

    line: Line
    indicator: Indicator
    number: Number
    listed: int
    rows: tuple[KeptMember, ...]
    page: int
    has_next: bool


def list_as_sent(
    session: Session, scope: Scope, actor: Actor, kept: SavedReport, row_id: str, place: int, page: int = 1
) -> KeptList:
    """Whom a number counted at sending (đúng theo thời điểm gửi), 50 a page. Looking is recorded.

    The list itself is read as it was kept; of today's records only those of the page are looked up, by their refs.

    :raises NotFound: the report has no such cell or list, or the list has no such page
    """
    cell = _cell(session, kept, row_id, place)
    some = list(islice(unpacked(cell.members), (page - 1) * PAGE, page * PAGE + 1))
    if page > 1 and not some:
        raise NotFound("Danh sách không có trang này.")
    form, window = form_of(kept), windows_of(kept)[place]
    indicator = form.indicator(row_id, tuple(kept.variants))
    rows = _shown(session, scope, actor, kept, indicator, some[:PAGE])
    look(session, actor, form.code, row_id, kept.unit, window, len(rows))
    number = from_plain(cell.value)
    return KeptList(form.row(row_id), indicator, number, cell.listed, rows, page, has_next=len(some) > PAGE)


def whole_as_sent(
    session: Session, actor: Actor, kept: SavedReport, row_id: str, place: int
) -> tuple[list[str], Iterator[tuple[str | int, ...]]]:
    """The headings and rows of the whole list for a file, as it was kept and nothing else. Looking is recorded.

    :raises NotFound: the report has no such cell or list
    """
    cell, form = _cell(session, kept, row_id, place), form_of(kept)
    indicator = form.indicator(row_id, tuple(kept.variants))
    look(session, actor, form.code, row_id, kept.unit, windows_of(kept)[place], cell.listed)
    parts = [(LISTINGS[indicator.counted].columns[0][0], "ref")]
    parts += [("cohort", "cohort")] if indicator.cohorts else []
    parts += [("adds", "adds")] if indicator.has_amounts else []
    rows = (tuple(getattr(each, part) for _, part in parts) for each in unpacked(cell.members))
    return [name for name, _ in parts], rows


def _cell(session: Session, kept: SavedReport, row_id: str, place: int) -> ReportCell:
    if not kept.frozen:
        raise NotFound("Báo cáo chưa gửi nên chưa chốt danh sách của các số.")
    query = select(ReportCell).where(
        ReportCell.report_id == kept.id, ReportCell.row_id == row_id, ReportCell.place == place
    )
    cell = session.scalars(query.options(undefer(ReportCell.members))).first()
    if cell is None:
        raise NotFound("Báo cáo không có ô này.")
    return cell


def _shown(
    session: Session, scope: Scope, actor: Actor, kept: SavedReport, indicator: Indicator, members: list[Member]
) -> tuple[KeptMember, ...]:
    refs = [each.ref for each in members]
    reader = Reader(session, scope, actor, indicator)
    known = reader.known(refs)
    names = _names(session, widest(session, scope), actor, {person for _key, person in known.values() if person})
    happened = reader.became(ref for ref in refs if ref not in known)
    managed = managed_now(session, kept, indicator, refs)
    rows = []
    for each in members:
        person = known[each.ref][1] if each.ref in known else ""
        said = names.get(person, ""), happened.get(each.ref, ""), managed.get(each.ref, "")
        rows.append(KeptMember(each, person, *said))
    return tuple(rows)


def _names(session: Session, scope: Scope, actor: Actor, refs: set[str]) -> dict[str, str]:
    if not refs:
        return {}
    query = queries.people(scope).with_only_columns(Person.ref, Person.full_name).where(Person.ref.in_(refs))
    said = (lambda name: name) if may(actor, Permission.NAMES_VIEW) else masked_name
    return {row.ref: said(row.full_name) for row in session.execute(query)}
