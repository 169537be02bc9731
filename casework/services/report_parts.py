"""A number of a unit beside those of the units below it (so sánh, cộng các đơn vị): with names, and the targets."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.indicators.indicator import Indicator
from casework.indicators.targets import Target, target_for
from casework.indicators.values import Ratio, Value
from casework.records.unit import Unit
from casework.reports.form import Form, Line
from casework.reports.parts import Parts, Sum, day_of_tree, parts, units_below
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.services.kept_numbers import Counted, counted
from casework.services.report_sides import Reader, Side, look, named
from casework.services.reports import unit_of_report


@dataclass(frozen=True)
class SumShown:
    """One number of a cell: the units below added up, with those counted twice and those in none by name."""

    sum: Sum
    twice: Side
    unallocated: Side


@dataclass(frozen=True)
class GroupShown:
    """A number of a unit beside those of the units below it, of one group where there are groups."""

    parts: Parts
    sums: tuple[SumShown, ...]


@dataclass(frozen=True)
class Aim:
    """What a unit is to reach, and whether it does."""

    target: Target
    met: bool | None


@dataclass(frozen=True)
class PartsShown:
    """A number of a unit beside those of the units below it."""

    line: Line
    indicator: Indicator
    unit: Unit
    below: tuple[Unit, ...]
    groups: tuple[GroupShown, ...]
    aims: tuple[Aim, ...] = ()
    """Of a row with targets: one for each unit below, then the unit's own."""


@dataclass(frozen=True)
class Asked:
    """Which number is compared: a row of a form read in a way, of a unit and a window."""

    form: Form
    line: Line
    indicator: Indicator
    unit: Unit
    window: Window
    days: Window


def asked_parts(
    session: Session,
    scope: Scope,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    variants: tuple[str, ...] = (),
) -> Asked:
    """The number that a reader of this scope asks to see beside those of the units below.

    :raises InvalidInput: the row has no number in this window
    """
    unit = unit_of_report(session, scope, unit_text, [window])
    line, indicator = form.row(row_id), form.indicator(row_id, variants)
    days = line.window(window)
    if days is None:
        raise InvalidInput("Dòng này không có số trong kỳ đã chọn.", field="row")
    return Asked(form, line, indicator, unit, window, days)


def _below(session: Session, asked: Asked) -> list[Unit]:
    return units_below(session, asked.unit, day_of_tree(asked.unit, asked.days))


def count_parts(session: Session, asked: Asked, *, anew: bool = False) -> Counted[tuple[Parts, ...]]:
    """The numbers of the unit and of those below, and who is counted how often; of a country this takes long.

    :param anew: count now also what was counted a few minutes ago
    """
    unit, days, below = asked.unit, asked.days, _below(session, asked)
    question = ("parts", asked.indicator, days)
    return counted(unit, question, lambda: parts(session, asked.indicator, unit, days, below), anew=anew)


def of_units_below(session: Session, scope: Scope, actor: Actor, asked: Asked, found: tuple[Parts, ...]) -> PartsShown:
    """Sum of the units below − counted twice (who) + chưa phân bổ = the unit's own number; the look is recorded.

    :param found: what `count_parts` found
    """
    form, line, unit, below = asked.form, asked.line, asked.unit, _below(session, asked)
    reader = Reader(session, scope, actor, asked.indicator)
    groups = tuple(GroupShown(each, tuple(_sum_shown(reader, one) for one in each.sums)) for each in found)
    sides = [side for group in groups for one in group.sums for side in (one.twice, one.unallocated)]
    look(session, actor, form.code, line.id, unit, asked.window, named(sides))
    aims = _aims(session, form, line, (*below, unit), asked.window, groups[0].parts) if line.target else ()
    return PartsShown(line, asked.indicator, unit, tuple(below), groups, aims)


def _sum_shown(reader: Reader, found: Sum) -> SumShown:
    title = "Được tính ở nhiều đơn vị"
    if any(not each.before for each in found.twice.first):
        # Of two evaluations the unit above takes the later one: what the first said is counted below only.
        title += ", hoặc theo lần ghi trước ở đơn vị cấp dưới mà ở đây lấy lần ghi sau"
    twice = reader.side(title, found.twice)
    return SumShown(found, twice, reader.side("Chưa phân bổ", found.unallocated))


def _aims(
    session: Session, form: Form, line: Line, units: tuple[Unit, ...], window: Window, found: Parts
) -> tuple[Aim, ...]:
    year, aims = window.last.year, []
    for unit, value in zip(units, (*found.values, found.whole), strict=True):
        target = target_for(session, form.programme, line.id, frame(unit, window).unit_id, year)
        aims.append(Aim(target, met(target, value)))
    return tuple(aims)


def met(target: Target, value: Value) -> bool | None:
    """Whether a value reaches a target; none where there is nothing to reach it with."""
    if isinstance(value, Ratio):
        return target.met(value.n, value.of)
    return target.met(value) if isinstance(value, int) else None
