"""Reading reports (xem báo cáo): the form filled in for a unit in scope, and a number opened to its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.queries import people
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope, within
from casework.errors import InvalidInput, NotFound
from casework.i18n import fold
from casework.indicators.indicator import Counted, Frame, Indicator
from casework.indicators.measure import count
from casework.indicators.values import Number
from casework.records.person import Person
from casework.records.unit import Unit
from casework.reports.build import Report, build
from casework.reports.drill import drill, drill_page, headings, member_count, visible_count
from casework.reports.form import Form, Line
from casework.reports.listings import LISTINGS
from casework.reports.periods import CutRule, Window
from casework.reports.place import find_unit, frame

PAGE = 50
PERSON = "person_ref"
"""The column of a list that says whom a record is about."""


@dataclass(frozen=True)
class OpenedNumber:
    """A number with the part of its list that the reader may see."""

    line: Line
    indicator: Indicator
    number: Number
    listed: int
    """How many records are behind the number."""
    visible: int
    """How many of them the reader may see."""
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    names: dict[str, str]
    """By person_ref, the name of each person on this page, for those who may see names."""
    row_ids: dict[str, int]
    """By ref, the rows of what is counted, where their pages go by the row."""
    page: int
    has_next: bool
    unit: Unit


def reportable_units(session: Session, scope: Scope, name: str = "", *, code: str = "", limit: int = 400) -> list[Unit]:
    """The units of the scope for which a report can be asked, those in force first.

    :param name: only those whose name has these words, diacritics or not
    :param code: only those that bear or bore this code
    """
    query = select(Unit).where(*within(scope, Unit.id), Unit.kind != "country")
    for word in fold(name).split():
        query = query.where(Unit.name_folded.contains(word, autoescape=True))
    if code:
        query = query.where(Unit.code == code)
    query = query.order_by(Unit.valid_to.is_not(None), Unit.kind == "commune", Unit.name_folded, Unit.code)
    return list(session.scalars(query.limit(limit)))


def unit_of_report(session: Session, scope: Scope, unit_text: str, windows: list[Window]) -> Unit:
    """The unit that `CODE[@DATE]` names, if the reader's unit reaches it.

    :raises InvalidInput: nobody bears the code on that day
    :raises NotFound: the unit lies outside the scope
    """
    unit = find_unit(session, unit_text, windows)
    reached = session.scalar(select(Unit.id).where(Unit.id == unit.id, *within(scope, Unit.id)))
    if reached is None:
        raise NotFound(f"Đơn vị {unit.name} không thuộc phạm vi của bạn.")
    return unit


def rule_of(form: Form, asked: str | None) -> CutRule:
    """How the periods of a form are cut: as it says itself, or as one of its rules that was asked for.

    :raises InvalidInput: it is never cut so
    """
    if not asked:
        return form.rule
    if asked not in form.rules:
        known = ", ".join(rule.value for rule in form.rules)
        raise InvalidInput(f"{form.short} không cắt kỳ theo '{asked}'; có: {known}", field="rule")
    return CutRule(asked)


def fill_form(
    session: Session,
    scope: Scope,
    form: Form,
    unit_text: str,
    windows: list[Window],
    *,
    as_of: datetime,
    variants: tuple[str, ...] = (),
) -> Report:
    """The form filled in now for a unit in scope.

    :raises NotFound: the unit lies outside the scope
    """
    unit = unit_of_report(session, scope, unit_text, windows)
    return build(session, form, unit, windows, as_of=as_of, variants=variants)


def open_number(
    session: Session,
    scope: Scope,
    actor: Actor,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    *,
    variants: tuple[str, ...] = (),
    page: int | None = 1,
) -> OpenedNumber:
    """The list behind one number: what the reader may see of it, the rest as a count. Looking is recorded.

    :param page: which page of the list; none for all of it
    :raises NotFound: the unit lies outside the scope
    """
    unit = unit_of_report(session, scope, unit_text, [window])
    indicator = form.indicator(row_id, variants)
    days = form.row(row_id).window(window)
    cell = frame(unit, days)
    seen = widest(session, scope)
    number = count(session, indicator, cell) if days else None
    # Where records are merely counted, the number is how many there are: that is what a number means here.
    listed = number if isinstance(number, int) and not indicator.summed else member_count(session, indicator, cell)
    # An empty list needs no reading: of the whole country that can mean reading every case.
    rows = _rows(session, indicator, cell, seen, page) if listed else []
    shown = tuple(rows if page is None else rows[:PAGE])
    opened = OpenedNumber(
        line=form.row(row_id),
        indicator=indicator,
        number=number,
        listed=listed,
        visible=listed if seen.unit_id is None else visible_count(session, indicator, cell, seen),
        headings=tuple(headings(indicator)),
        rows=shown,
        names=_names(session, scope, actor, headings(indicator), shown),
        row_ids=_row_ids(session, indicator, () if page is None else shown),
        page=page or 1,
        has_next=page is not None and len(rows) > PAGE,
        unit=unit,
    )
    trail.record(
        session,
        trail.Tag.REPORT_MEMBERS_VIEWED,
        actor,
        form=form.code,
        row=row_id,
        unit=unit.code,
        window=window.text,
        count=len(shown),
    )
    return opened


def _rows(session: Session, indicator: Indicator, cell: Frame, seen: Scope, page: int | None) -> list[tuple[Any, ...]]:
    if page is None:
        return list(drill(session, indicator, cell, seen))
    return drill_page(session, indicator, cell, seen, limit=PAGE + 1, offset=(page - 1) * PAGE)


def widest(session: Session, scope: Scope) -> Scope:
    """The scope itself, or no bound at all for somebody whose unit is the country."""
    if scope.unit_id is not None and session.get_one(Unit, scope.unit_id).kind == "country":
        return Scope.everything(reason="the reader's unit is the country")
    return scope


def _names(
    session: Session, scope: Scope, actor: Actor, columns: Sequence[str], rows: tuple[tuple[Any, ...], ...]
) -> dict[str, str]:
    if PERSON not in columns or not may(actor, Permission.NAMES_VIEW):
        return {}
    refs = [row[columns.index(PERSON)] for row in rows]
    query = people(scope).with_only_columns(Person.ref, Person.full_name).where(Person.ref.in_(refs))
    return {row.ref: row.full_name for row in session.execute(query)}


_BY_ROW = frozenset(
    {Counted.CLUB, Counted.EVENT, Counted.MATERIAL, Counted.DIRECTIVE, Counted.BUDGET, Counted.MODEL},
)


def _row_ids(session: Session, indicator: Indicator, rows: tuple[tuple[Any, ...], ...]) -> dict[str, int]:
    if indicator.counted not in _BY_ROW:
        return {}
    record: Any = LISTINGS[indicator.counted].key.class_
    refs = [row[0] for row in rows]
    found = session.execute(select(record.ref, record.id).where(record.ref.in_(refs)))
    return {row.ref: row.id for row in found}
