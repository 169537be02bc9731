"""Bridges (cầu nối): from what was sent to today, from a period to the next, from the units below to their whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.queries import people
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_instant
from casework.indicators.indicator import Counted, Frame, Indicator
from casework.records.person import Person
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.reports.compare import Bridge, Change, Parts, bridge, parts, units_below
from casework.reports.drill import visible_to
from casework.reports.explain_cell import Explanation, explain, keys_named, latest_recordings
from casework.reports.form import Form, Line
from casework.reports.freeze import Member, members_of, unpacked
from casework.reports.listings import HOME, LISTINGS
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.services.report_checks import window_before
from casework.services.report_store import cell_of, form_of, windows_of
from casework.services.reports import unit_of_report, widest

MOST = 100
"""So many records are named on each side; the page says how many more there are."""
_AT_ONCE = 500


@dataclass(frozen=True)
class Named:
    """One record of a bridge that the reader may see, with the reason where there is one."""

    change: Change
    name: str
    why: str = ""


@dataclass(frozen=True)
class Side:
    """Those who came, or went: the first few by name, and how many there are beside them."""

    title: str
    by: int
    count: int
    named: tuple[Named, ...]

    @property
    def rest(self) -> int:
        """How many are not named: outside the reader's scope, or too many for a page."""
        return self.count - len(self.named)


@dataclass(frozen=True)
class Shown:
    """A bridge as a page shows it."""

    line: Line
    indicator: Indicator
    before: int
    after: int
    sides: tuple[Side, ...]
    adds_up: bool


class _Reader:
    """What one reader may see of the records of an indicator."""

    def __init__(self, session: Session, scope: Scope, actor: Actor, indicator: Indicator) -> None:
        self._session, self._scope, self._indicator = session, widest(session, scope), indicator
        self._names = may(actor, Permission.NAMES_VIEW)

    def keys(self, refs: Iterable[str]) -> dict[str, int]:
        """The keys of the records that the scope may see, by ref."""
        listing = LISTINGS[self._indicator.counted]
        wanted = list(refs)
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            query: Select[Any] = select(listing.columns[0][1], listing.key).select_from(listing.key.class_)
            query = query.join(HOME, HOME.id == listing.unit).where(*visible_to(self._indicator, self._scope))
            query = query.where(listing.columns[0][1].in_(wanted[start : start + _AT_ONCE]))
            found |= {str(ref): int(key) for ref, key in self._session.execute(query)}
        return found

    def names(self, refs: list[str]) -> dict[str, str]:
        """The names of people, for those who may see names."""
        if self._indicator.counted is not Counted.PERSON or not self._names:
            return {}
        query = people(self._scope).with_only_columns(Person.ref, Person.full_name).where(Person.ref.in_(refs))
        return {row.ref: row.full_name for row in self._session.execute(query)}

    def side(self, title: str, changes: tuple[Change, ...], why: dict[str, str] | None = None) -> Side:
        keys = self.keys(each.ref for each in changes)
        seen = [each for each in changes if each.ref in keys][:MOST]
        names = self.names([each.ref for each in seen])
        named = tuple(Named(each, names.get(each.ref, ""), (why or {}).get(each.ref, "")) for each in seen)
        return Side(title, sum(each.by for each in changes), len(changes), named)


def since_sent(session: Session, scope: Scope, actor: Actor, kept: SavedReport, row_id: str, place: int) -> Shown:
    """One number as it was sent, and what the same question gives today: who came and went, and why."""
    form, window = form_of(kept), windows_of(kept)[place]
    line, indicator = form.row(row_id), form.indicator(row_id, tuple(kept.variants))
    asked = frame(kept.unit, line.window(window))
    then = unpacked(cell_of(kept, row_id, place).members)
    found = bridge(then, members_of(session, indicator, asked))
    reader = _Reader(session, scope, actor, indicator)
    why = _why_came(session, reader, indicator, asked, found, kept.counted_at)
    why |= _why_gone(session, reader, indicator, asked, found)
    _look(session, actor, kept.form, row_id, kept.unit, window, found)
    return _shown(line, indicator, found, reader, "Nay tính thêm", "Nay không còn tính", why)


def of_replacement(
    session: Session, scope: Scope, actor: Actor, old: SavedReport, new: SavedReport, row_id: str, place: int
) -> Shown:
    """One number of a report and of the one that stands in its place, as each was sent."""
    form, window = form_of(new), windows_of(new)[place]
    line, indicator = form.row(row_id), form.indicator(row_id, tuple(new.variants))
    before, after = unpacked(cell_of(old, row_id, place).members), unpacked(cell_of(new, row_id, place).members)
    if not new.frozen:
        after = members_of(session, indicator, frame(new.unit, line.window(window)))
    found = bridge(before, after)
    _look(session, actor, new.form, row_id, new.unit, window, found)
    reader = _Reader(session, scope, actor, indicator)
    return _shown(line, indicator, found, reader, "Bản thay thế tính thêm", "Bản thay thế không còn tính")


def since_period_before(
    session: Session,
    scope: Scope,
    actor: Actor,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    variants: tuple[str, ...] = (),
) -> tuple[Shown, Window]:
    """One number of a period and of the period before it: who came, who went."""
    unit = unit_of_report(session, scope, unit_text, [window])
    line, indicator, earlier = form.row(row_id), form.indicator(row_id, variants), window_before(window)
    before = members_of(session, indicator, frame(unit, line.window(earlier)))
    found = bridge(before, members_of(session, indicator, frame(unit, line.window(window))))
    _look(session, actor, form.code, row_id, unit, window, found)
    reader = _Reader(session, scope, actor, indicator)
    return _shown(
        line, indicator, found, reader, "Có ở kỳ này, không ở kỳ trước", "Có ở kỳ trước, không ở kỳ này"
    ), earlier


@dataclass(frozen=True)
class PartsShown:
    """A number of a unit beside those of the units below it."""

    line: Line
    indicator: Indicator
    unit: Unit
    parts: Parts
    twice: Side
    unallocated: Side


def of_units_below(
    session: Session,
    scope: Scope,
    actor: Actor,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    variants: tuple[str, ...] = (),
) -> PartsShown:
    """Sum of the units below − counted twice (who) + chưa phân bổ = the unit's own number.

    :raises InvalidInput: the row has no number in this window
    """
    unit = unit_of_report(session, scope, unit_text, [window])
    line, indicator = form.row(row_id), form.indicator(row_id, variants)
    days = line.window(window)
    if days is None:
        raise InvalidInput("Dòng này không có số trong kỳ đã chọn.", field="row")
    found = parts(session, indicator, unit, days, units_below(session, unit, _day_of_tree(unit, days)))
    reader = _Reader(session, scope, actor, indicator)
    _look(session, actor, form.code, row_id, unit, window, bridge([], []))
    return PartsShown(
        line,
        indicator,
        unit,
        found,
        reader.side("Được tính ở nhiều đơn vị", found.twice),
        reader.side("Chưa phân bổ", found.unallocated),
    )


def _day_of_tree(unit: Unit, window: Window) -> date:
    """The day on which the units below are those of this unit's tree."""
    if unit.valid_from is not None and window.last < unit.valid_from:
        return unit.valid_from
    if unit.valid_to is not None and window.last >= unit.valid_to:
        return unit.valid_to - timedelta(days=1)
    return window.last


def why(
    session: Session,
    scope: Scope,
    actor: Actor,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    ref: str,
    variants: tuple[str, ...] = (),
) -> list[Explanation]:
    """Why the records of this ref are counted in a cell, or the first rule that keeps each out. Looking is recorded.

    :raises InvalidInput: no record of the counted kind within the scope bears the ref
    """
    unit = unit_of_report(session, scope, unit_text, [window])
    line, indicator = form.row(row_id), form.indicator(row_id, variants)
    asked = frame(unit, line.window(window))
    keys = keys_named(session, indicator, widest(session, scope), ref.strip())
    if not keys:
        raise InvalidInput("Trong phạm vi của bạn không có hồ sơ nào mang mã này cho chỉ tiêu đã chọn.", field="ref")
    _look(session, actor, form.code, row_id, unit, window, bridge([Member(each, 1) for _, each in keys], []))
    return [explain(session, indicator, asked, key, name) for key, name in keys]


def _why_came(
    session: Session, reader: _Reader, indicator: Indicator, asked: Frame, found: Bridge, sent_at: datetime | None
) -> dict[str, str]:
    keys = reader.keys(each.ref for each in found.came[:MOST])
    stamps = latest_recordings(session, indicator, asked, list(keys.values()))
    said: dict[str, str] = {}
    for ref, key in keys.items():
        stamp = stamps.get(key)
        late = stamp is not None and sent_at is not None and stamp > sent_at
        said[ref] = f"ghi nhận sau khi gửi ({format_instant(stamp)})" if late else "hồ sơ được sửa sau khi gửi"
    return said


def _why_gone(session: Session, reader: _Reader, indicator: Indicator, asked: Frame, found: Bridge) -> dict[str, str]:
    said: dict[str, str] = {}
    for ref, key in reader.keys(each.ref for each in found.gone[:MOST]).items():
        told = explain(session, indicator, asked, key, ref)
        broken = [rule for rule in told.rules if not rule.met]
        if broken:
            said[ref] = f"nay không đạt: {broken[0].text}" + (f" ({broken[0].found})" if broken[0].found else "")
    return said


def _shown(
    line: Line,
    indicator: Indicator,
    found: Bridge,
    reader: _Reader,
    came: str,
    gone: str,
    why: dict[str, str] | None = None,
) -> Shown:
    sides = (
        reader.side(came, found.came, why),
        reader.side(gone, found.gone, why),
        reader.side("Vẫn tính, số khác", found.changed),
    )
    return Shown(line, indicator, found.before, found.after, sides, found.adds_up)


def _look(session: Session, actor: Actor, form: str, row_id: str, unit: Unit, window: Window, found: Bridge) -> None:
    trail.record(
        session,
        trail.Tag.REPORT_MEMBERS_VIEWED,
        actor,
        form=form,
        row=row_id,
        unit=unit.code,
        window=window.text,
        count=min(len(found.came) + len(found.gone) + len(found.changed), MOST),
    )
