"""Bridges (cầu nối): from what was sent to today, to the report in its place, and from a period to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.i18n import format_date
from casework.indicators.indicator import Indicator
from casework.indicators.values import Value, difference
from casework.records.report import SavedReport
from casework.reports.balance import Balance, balance_of, is_stock
from casework.reports.compare import Passage, Step, passages
from casework.reports.form import Form, Line
from casework.reports.freeze import members_of
from casework.reports.keeping import Member, unpacked
from casework.reports.periods import Window, window_before
from casework.reports.place import frame
from casework.services.report_late import recorded_since
from casework.services.report_reasons import kept_out
from casework.services.report_sides import Reader, Reasons, Side, look, named
from casework.services.report_store import cell_of, form_of, windows_of
from casework.services.reports import unit_of_report


@dataclass(frozen=True)
class Way:
    """One of a cell's numbers as a page leads from the one to the other."""

    title: str
    before: int
    after: int
    sides: tuple[Side, ...]
    adds_up: bool


@dataclass(frozen=True)
class Road:
    """One value of a cell, of one group where there are groups, with the ways that lead to it."""

    cohort: str
    before: Value
    after: Value
    ways: tuple[Way, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Shown:
    """A bridge as a page shows it."""

    line: Line
    indicator: Indicator
    roads: tuple[Road, ...]
    before_words: str = ""
    after_words: str = ""
    balance: tuple[Balance, ...] = ()
    """The lines of the form that lead to this one, where the form has such lines (đẳng thức)."""

    @property
    def adds_up(self) -> bool:
        """Whether every bridge leads from the one number to the other."""
        return all(way.adds_up for road in self.roads for way in road.ways)

    @property
    def differences(self) -> tuple[Decimal | None, Decimal | None] | None:
        """Of a form that compares two groups: the difference before and after, in percentage points."""
        if len(self.roads) != 2:
            return None
        one, other = self.roads
        return difference(one.before, other.before), difference(one.after, other.after)


@dataclass(frozen=True)
class _Words:
    came: str
    gone: str
    changed: str = "Vẫn tính, số khác"


def since_sent(session: Session, scope: Scope, actor: Actor, kept: SavedReport, row_id: str, place: int) -> Shown:
    """One number as it was sent, and what the same question gives today: who came and went, and why."""
    form, window = form_of(kept), windows_of(kept)[place]
    line, indicator = form.row(row_id), form.indicator(row_id, tuple(kept.variants))
    asked = frame(kept.unit, line.window(window))
    then, now = unpacked(cell_of(kept, row_id, place).members), members_of(session, indicator, asked)
    reader = Reader(session, scope, actor, indicator)
    came = partial(recorded_since, session, indicator, asked, sent_at=kept.counted_at)
    gone = partial(kept_out, session, indicator, asked, words="nay không đạt")
    roads = _roads(reader, indicator, then, now, _Words("Nay tính thêm", "Nay không còn tính"), came, gone)
    _looked(session, actor, form.code, row_id, kept, window, roads)
    return Shown(line, indicator, roads)


def of_replacement(
    session: Session, scope: Scope, actor: Actor, old: SavedReport, new: SavedReport, row_id: str, place: int
) -> Shown:
    """One number of a report and of the one that stands in its place, as each was sent."""
    form, window = form_of(new), windows_of(new)[place]
    line, indicator = form.row(row_id), form.indicator(row_id, tuple(new.variants))
    asked = frame(new.unit, line.window(window))
    before, after = unpacked(cell_of(old, row_id, place).members), unpacked(cell_of(new, row_id, place).members)
    if not new.frozen:
        after = members_of(session, indicator, asked)
    reader = Reader(session, scope, actor, indicator)
    words = _Words("Bản thay thế tính thêm", "Bản thay thế không còn tính")
    came = partial(recorded_since, session, indicator, asked, sent_at=old.counted_at)
    gone = partial(kept_out, session, indicator, asked, words="nay không đạt")
    roads = _roads(reader, indicator, before, after, words, came, gone)
    _looked(session, actor, form.code, row_id, new, window, roads)
    return Shown(line, indicator, roads)


def since_period_before(
    session: Session,
    scope: Scope,
    actor: Actor,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    variants: tuple[str, ...] = (),
) -> Shown:
    """One number of a period and of the period before it: who came, who went, and why.

    Of a stock that is the balance itself: what was there on the eve, what came in and went out, what is there at the
    end.
    """
    unit = unit_of_report(session, scope, unit_text, [window])
    line, indicator, earlier = form.row(row_id), form.indicator(row_id, variants), window_before(window)
    then, now = frame(unit, line.window(earlier)), frame(unit, line.window(window))
    stock = is_stock(indicator)
    words = _Words("Có ở kỳ này, không ở kỳ trước", "Có ở kỳ trước, không ở kỳ này")
    if stock:
        words = _Words("Vào trong kỳ", "Ra trong kỳ")
    reader = Reader(session, scope, actor, indicator)
    came = partial(kept_out, session, indicator, then, words="kỳ trước chưa đạt")
    gone = partial(kept_out, session, indicator, now, words="kỳ này không đạt")
    before, after = members_of(session, indicator, then), members_of(session, indicator, now)
    roads = _roads(reader, indicator, before, after, words, came, gone)
    look(session, actor, form.code, row_id, unit, window, named(_sides(roads)))
    return Shown(
        line,
        indicator,
        roads,
        _period(line, earlier, "Chuyển sang, ngày %s" if stock else ""),
        _period(line, window, "còn đến cuối kỳ, ngày %s" if stock else ""),
        balance_of(session, form, row_id, unit, window, variants),
    )


def _period(line: Line, window: Window, of_a_day: str) -> str:
    """A period in words, by its last day where the number is of one day; and that the row has no number in it."""
    words = of_a_day % format_date(window.last) if of_a_day else window.label
    return words if line.window(window) is not None else f"{words} (dòng này không có số)"


def _roads(
    reader: Reader,
    indicator: Indicator,
    before: Iterable[Member],
    after: Iterable[Member],
    words: _Words,
    came: Reasons,
    gone: Reasons,
) -> tuple[Road, ...]:
    return tuple(
        Road(
            each.cohort,
            each.before,
            each.after,
            tuple(_ways(reader, each, words, came, gone)),
            each.steps,
        )
        for each in passages(indicator, before, after)
    )


def _ways(reader: Reader, passage: Passage, words: _Words, came: Reasons, gone: Reasons) -> Iterable[Way]:
    for one in passage.bridges:
        sides = (
            reader.side(words.came, one.came, came),
            reader.side(words.gone, one.gone, gone),
            reader.side(words.changed, one.changed),
        )
        yield Way(one.title, one.before, one.after, sides, one.adds_up)


def _sides(roads: tuple[Road, ...]) -> list[Side]:
    return [side for road in roads for way in road.ways for side in way.sides]


def _looked(
    session: Session,
    actor: Actor,
    form: str,
    row_id: str,
    kept: SavedReport,
    window: Window,
    roads: tuple[Road, ...],
) -> None:
    look(session, actor, form, row_id, kept.unit, window, named(_sides(roads)))
