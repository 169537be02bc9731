"""What is owed by whom and when (chế độ báo cáo định kỳ): read from the sheet of parameters, by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.errors import NotInForce
from casework.law.dated import Value, parameter, parameters
from casework.reports.forms import find_form
from casework.reports.periods import Window, parse_period

SHEET = "reporting"


@dataclass(frozen=True)
class Obligation:
    """A form that every unit of a level sends for every period of a cycle."""

    code: str
    form: str
    cycle: str
    """month, half or year."""
    title: str
    months_after: int = 1
    """The deadline's day lies in the month so many after the period's last month."""

    def _read(self, name: str, day: date) -> Value | None:
        entry = f"{self.form}_{name}"
        if entry not in parameters(SHEET):
            return None
        try:
            return parameter(SHEET, entry).on(day)
        except NotInForce:
            return None

    def sender(self, day: date) -> Value | None:
        """Of which level the units are that send it for a period with this last day; none where nobody does."""
        return self._read("sender", day)

    def within(self, day: date) -> Value | None:
        """The code of the unit whose plan asks for it; none where every unit of the level owes it."""
        return self._read("within", day)

    @property
    def local(self) -> bool:
        """Only the units of one place owe it, while its plan stands."""
        return f"{self.form}_within" in parameters(SHEET)

    def limit(self, window: Window) -> Value | None:
        """The day before which it is sent, as its source says."""
        return self._read("before_day", window.last)

    def due_on(self, window: Window) -> date | None:
        """The last day on time: sent "before the 3rd" is on time on the 2nd."""
        said = self.limit(window)
        if said is None:
            return None
        month = window.last.month - 1 + self.months_after
        return date(window.last.year + month // 12, month % 12 + 1, said.number) - timedelta(days=1)

    def window(self, period: str) -> Window:
        """The days of a period, cut as the form says."""
        return parse_period(period, find_form(self.form).rule)

    def periods_between(self, since: date, until: date) -> Iterator[tuple[str, Window]]:
        """The periods that closed on a day from `since` to the day before `until`, oldest first."""
        for year in range(since.year, until.year + 1):
            for period in _periods(self.cycle, year):
                window = self.window(period)
                if since <= window.last < until:
                    yield period, window


def _periods(cycle: str, year: int) -> tuple[str, ...]:
    if cycle == "month":
        return tuple(f"{year}-{month:02d}" for month in range(1, 13))
    return (f"{year}H1",) if cycle == "half" else (str(year),)


OBLIGATIONS: tuple[Obligation, ...] = (
    Obligation("bcn01", "bcn01", "month", "Biểu 01-BCN, báo cáo tháng của cấp xã"),
    Obligation("bcn03-half", "bcn03", "half", "Biểu 03-BCN, báo cáo 6 tháng của cấp huyện"),
    Obligation("bcn03-year", "bcn03", "year", "Biểu 03-BCN, báo cáo năm của cấp huyện"),
    Obligation("bcn04-half", "bcn04", "half", "Biểu 04-BCN, báo cáo 6 tháng của cấp tỉnh"),
    Obligation("bcn04-year", "bcn04", "year", "Biểu 04-BCN, báo cáo năm của cấp tỉnh"),
    Obligation("kh89-half", "kh89", "half", "Kế hoạch 89/KH-UBND, báo cáo 6 tháng", months_after=0),
    Obligation("kh89-year", "kh89", "year", "Kế hoạch 89/KH-UBND, báo cáo năm", months_after=0),
)
"""The other forms are asked for once, with their own days (điểm c khoản 5 Điều 8 Nghị định 09/2019/NĐ-CP)."""

_BY_CODE = {each.code: each for each in OBLIGATIONS}


def obligation(code: str) -> Obligation | None:
    """The obligation of that code; none for a report that nothing owes."""
    return _BY_CODE.get(code)


def reminder_days(day: date) -> int:
    """So many days before the deadline a report that was not sent is called to mind."""
    return parameter(SHEET, "reminder_days").on(day).number
