"""What each role looks at first (bảng số liệu theo vai trò): a few numbers of official forms, each with its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from casework.access.roles import Role
from casework.access.scope import Scope
from casework.errors import NotFound
from casework.indicators.measure import counts
from casework.indicators.values import Number, Value
from casework.records.unit import Unit
from casework.reports.form import Form, Line
from casework.reports.forms import find_form
from casework.reports.periods import CutRule, Window, parse_period, parse_window
from casework.reports.place import frame
from casework.services.kept_numbers import Counted, counted
from casework.services.report_overview import PeriodSummary, as_summary, period_summaries

MONTHS = 6
"""How many whole months the trend shows."""
_LATEST, _FEW = 12, 4


@dataclass(frozen=True)
class Board:
    """What a role looks at: rows as `form:row`, and the one that is followed over the months."""

    cells: tuple[str, ...]
    trend: str


_CASES = ("pl2:1.4", "pl2:1.5", "pl2:1.6", "bcn03:D.5", "bcn03:F")
BOARDS: dict[Role, Board] = {
    Role.COMMUNE_OFFICER: Board((*_CASES, "pl2:2.4", "pl2:3", "pl2:4"), "pl2:1.5"),
    Role.COMMUNE_CHAIR: Board((*_CASES, "pl2:1.2", "pl2:4", "pl2:5"), "pl2:1.6"),
    Role.COMMUNE_POLICE: Board((*_CASES, "bcn03:C.5"), "pl2:1.4"),
    Role.HEALTH_WORKER: Board(("pl2:1.5", "pl2:6", "pl2:2.2", "pl2:2.4"), "pl2:6"),
    Role.COUNSELLOR: Board(("pl2:2.2", "pl2:2.3", "pl2:2.4"), "pl2:2.4"),
    Role.SUPERVISOR: Board((*_CASES, "pl2:1.2", "pl2:2.2", "pl2:2.4"), "pl2:1.5"),
    Role.AUDITOR: Board((*_CASES, "bcn03:C.5", "pl2:5.1"), "pl2:1.6"),
}
"""No row of these has groups to compare, days of its own or a whole fixed elsewhere."""


def cell(text: str) -> tuple[Form, Line]:
    """The form and the row of `form:row`."""
    code, row = text.split(":", 1)
    return find_form(code), find_form(code).row(row)


@dataclass(frozen=True)
class Figure:
    """One number of a form, and the same of the same days a year earlier."""

    form: Form
    line: Line
    section: str
    """The heading of the form under which the row stands."""
    value: Value
    before: Value


@dataclass(frozen=True)
class Days:
    """Which days a board is about: from new year on, the same a year earlier, and the last whole month."""

    now: Window
    before: Window
    month: Window


def days_of(unit: Unit, today: date) -> Days:
    """The year up to today, of a unit that has ended up to its last day; a month that is not over is no month."""
    last = today if unit.valid_to is None else min(today, unit.valid_to - timedelta(days=1))
    earlier = last - timedelta(days=1) if (last.month, last.day) == (2, 29) else last
    before = earlier.replace(year=last.year - 1)
    over = (last + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    return Days(_since_new_year(last), _since_new_year(before), parse_period(f"{over:%Y-%m}", CutRule.CALENDAR))


def _since_new_year(last: date) -> Window:
    return parse_window(f"{last.year}-01-01..{last.isoformat()}")


def board_of(role: Role | None) -> Board:
    """:raises NotFound: the role has none"""
    board = BOARDS.get(role) if role else None
    if board is None:
        raise NotFound("Vai trò này không có bảng số liệu.")
    return board


def own_unit(session: Session, scope: Scope) -> Unit:
    """The unit whose numbers a reader of this scope looks at."""
    return session.get_one(Unit, scope.unit_id)


def figures(session: Session, unit: Unit, board: Board, days: Days, *, anew: bool = False) -> Counted[list[Figure]]:
    """The numbers of a board: as many small questions as it has numbers, twice.

    :param anew: count now also what was counted a few minutes ago
    """
    lines = [cell(each) for each in board.cells]
    indicators = tuple(line.indicator for _form, line in lines)

    def count() -> list[Figure]:
        now, before = (counts(session, indicators, frame(unit, window)) for window in (days.now, days.before))
        return [
            Figure(form, line, form.section(line), _alone(value), _alone(earlier))
            for (form, line), value, earlier in zip(lines, now, before, strict=True)
        ]

    return counted(unit, ("board", board, days), count, anew=anew)


def _alone(number: Number) -> Value:
    return number[0] if isinstance(number, tuple) else number


def not_sent(session: Session, scope: Scope, today: date) -> list[PeriodSummary]:
    """Of the latest periods those that somebody in the scope has not sent, a few."""
    rows = session.execute(period_summaries(scope).limit(_LATEST))
    read = (as_summary(session, row, today) for row in rows)
    return [each for each in read if each is not None and each.missing][:_FEW]
