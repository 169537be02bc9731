"""What is owed by whom and when (chế độ báo cáo định kỳ): read from the sheet of parameters, by date.

Papers that ask for a form once, or say neither period nor day, make no obligation: see `ONE_OFF`. What a unit asks
for itself is kept in its own table and is an obligation like any other, with its source beside it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.errors import NotInForce
from casework.law.dated import Value, parameter, parameters
from casework.reports.forms import find_form
from casework.reports.periods import CutRule, Window, parse_period

SHEET = "reporting"


@dataclass(frozen=True)
class Obligation:
    """A form that every unit of a level sends for every period of a cycle."""

    code: str
    form: str
    cycle: str
    """month, quarter, half (the first one, where a report of the year follows), halves or year."""
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

    def ended(self, day: date) -> Value | None:
        """What took away its senders or its place by a day (thôi áp dụng), with the source; none while it stands."""
        names = [f"{self.form}_{name}" for name in ("sender", "within")]
        known = [value for name in names if name in parameters(SHEET) for value in parameter(SHEET, name).values]
        return next((value for value in known if value.value is None and value.since <= day), None)

    @property
    def set_by(self) -> str:
        """The unit that set it; empty where an official paper does."""
        return ""

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


_PARTS: dict[str, tuple[str, ...]] = {
    "month": tuple(f"-{month:02d}" for month in range(1, 13)),
    "quarter": ("Q1", "Q2", "Q3", "Q4"),
    "half": ("H1",),
    "halves": ("H1", "H2"),
    "year": ("",),
}
"""The ends of the names of a cycle's periods."""


def _periods(cycle: str, year: int) -> tuple[str, ...]:
    return tuple(f"{year}{part}" for part in _PARTS[cycle])


OWN = "own"
"""The unit that set an obligation sends it itself."""


@dataclass(frozen=True)
class OwnObligation(Obligation):
    """An obligation that a unit set for itself or for the units in it (do đơn vị đặt)."""

    unit_id: int = 0
    unit_name: str = ""
    unit_code: str = ""
    unit_kind: str = ""
    level: str = OWN
    rule: CutRule = CutRule.CALENDAR
    due_day: int = 1
    from_on: date = date.min
    until_on: date | None = None
    citation: str = ""

    @property
    def set_by(self) -> str:
        return self.unit_name

    @property
    def local(self) -> bool:
        return True

    def _said(self, value: int | str) -> Value:
        return Value(self.from_on, value, f"{self.citation} (do {self.unit_name} đặt)", "P")

    def sender(self, day: date) -> Value | None:
        if day < self.from_on or (self.until_on is not None and day > self.until_on):
            return None
        return self._said(self.unit_kind if self.level == OWN else self.level)

    def within(self, day: date) -> Value | None:
        return self._said(self.unit_code)

    def limit(self, window: Window) -> Value | None:
        return self._said(self.due_day)

    def due_on(self, window: Window) -> date | None:
        month = window.last.month - 1 + self.months_after
        year, number = window.last.year + month // 12, month % 12 + 1
        return date(year, number, min(self.due_day, monthrange(year, number)[1]))

    def window(self, period: str) -> Window:
        return parse_period(period, self.rule)


OBLIGATIONS: tuple[Obligation, ...] = (
    Obligation("bcn01", "bcn01", "month", "Biểu 01-BCN, báo cáo tháng của cấp xã"),
    Obligation("bcn03-half", "bcn03", "half", "Biểu 03-BCN, báo cáo 6 tháng của cấp huyện"),
    Obligation("bcn03-year", "bcn03", "year", "Biểu 03-BCN, báo cáo năm của cấp huyện"),
    Obligation("bcn04-half", "bcn04", "half", "Biểu 04-BCN, báo cáo 6 tháng của cấp tỉnh"),
    Obligation("bcn04-year", "bcn04", "year", "Biểu 04-BCN, báo cáo năm của cấp tỉnh"),
    Obligation("kh89-half", "kh89", "half", "Kế hoạch 89/KH-UBND, báo cáo 6 tháng", months_after=0),
    Obligation("kh89-year", "kh89", "year", "Kế hoạch 89/KH-UBND, báo cáo năm", months_after=0),
)

ONE_OFF: dict[str, str] = {
    "pl2": "Đề cương báo cáo tổng kết giai đoạn 2016 - 2020: yêu cầu một lần, văn bản không ghi hạn",
    "pl3": "Đề cương báo cáo tổng kết giai đoạn 2016 - 2020: yêu cầu một lần, văn bản không ghi hạn",
    "khlt2064": "Công văn 357/UBND-LĐTBXH ngày 17/5/2012 của UBND huyện Yên Thế: một lần, trước ngày 25/5/2012",
    "cv4498": "Công văn 4498/UBND-LĐCSXH ngày 26/12/2008 của UBND Thành phố Hà Nội: “định kỳ đánh giá”, kết quả lồng"
    " ghép vào báo cáo hàng tháng của ngành; không ghi hạn, không ghi kỳ riêng của biểu",
}
"""Forms that their papers ask for once or without a day (điểm c khoản 5 Điều 8 Nghị định 09/2019/NĐ-CP), and what
those papers say."""

_BY_CODE = {each.code: each for each in OBLIGATIONS}


def obligation(code: str) -> Obligation | None:
    """The obligation of that code; none for a report that nothing owes."""
    return _BY_CODE.get(code)


def reminder_days(day: date) -> int:
    """So many days before the deadline a report that was not sent is called to mind."""
    return parameter(SHEET, "reminder_days").on(day).number
