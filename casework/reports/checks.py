"""What is asked of numbers before they are sent (kiểm tra trước khi gửi): arithmetic first, then what looks odd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from casework.i18n import format_number
from casework.indicators.values import Ratio, Value
from casework.law.dated import parameter
from casework.reports.build import Report, Row
from casework.reports.form import Identity, Line
from casework.reports.obligations import SHEET
from casework.reports.printing import printed


class Weight(StrEnum):
    """How much a finding weighs."""

    BLOCKING = "blocking"
    """Phải sửa trước khi gửi."""
    EXPLAIN = "explain"
    """Phải sửa, hoặc giải trình kèm báo cáo."""
    WARNING = "warning"
    """Nên xem lại; gửi được."""


ORDER = tuple(Weight)


@dataclass(frozen=True)
class CheckedRecord:
    """A record behind a finding: its ref, whose it is as far as the reader may know, and what is the matter with it."""

    ref: str
    text: str = ""
    person_ref: str = ""
    name: str = ""
    key: str = ""
    """By what the page that mends it is found, of a finding in the data."""
    gone: bool = False
    """It was taken out since or leads on to another: there is nothing to open and nobody to name."""


@dataclass(frozen=True)
class CheckedUnit:
    """A unit below with its part in a finding; its own page has the records."""

    unit: str
    """As a report names it, CODE@DATE; empty for what no unit below has (chưa phân bổ)."""
    name: str
    text: str


@dataclass(frozen=True)
class Finding:
    """One thing that was found, about which row and column, and the records to look at."""

    weight: Weight
    row: str
    place: int
    text: str
    how_to_fix: str = ""
    records: tuple[CheckedRecord, ...] = field(default=())
    more: int = 0
    """So many records are behind it besides."""
    units: tuple[CheckedUnit, ...] = field(default=())
    """Of a report above the commune: which units below have how much of it."""
    more_units: int = 0
    """So many units have a part in it besides."""
    against: str = ""
    """The row that it was held against."""
    since_before: bool = False
    """It is about the change since the period before, which has a page of its own (cầu nối)."""
    code: str = ""
    """What an explanation is about, the same whenever the checks are asked again."""


def amount(value: Value) -> int | None:
    """A value as a whole number that can be held against another; of a ratio, its part."""
    if isinstance(value, Ratio):
        return value.n
    return value if isinstance(value, int) else None


def arithmetic(report: Report) -> Iterator[Finding]:
    """Every "trong đó" against its whole, every part of a ratio against its whole, and the form's identities."""
    rows = {row.line.id: row for _, row in report.numbered}
    for line, row in report.numbered:
        for place, value in enumerate(row.values):
            yield from _inside(line, value, place)
            if line.part_of in rows:
                yield from _part(line, value, rows[line.part_of], place)
    form = report.form
    for identity in (*form.identities, *form.totals, *form.partitions, *form.limits):
        for place in range(len(report.columns)):
            yield from _balanced(identity, rows, place, at_most=identity in form.limits)


def _balanced(identity: Identity, rows: dict[str, Row], place: int, *, at_most: bool) -> Iterator[Finding]:
    parts = [(sign, amount(rows[each].values[place])) for sign, each in identity.parts]
    whole = amount(rows[identity.whole].values[place])
    made = sum(sign * (number or 0) for sign, number in parts)
    if whole is None or made == whole or (at_most and made < whole):
        return
    told = f"Đẳng thức của dòng {identity.whole} không đúng: các dòng cộng lại"
    if at_most:
        told = (
            f"Các dòng {', '.join(each for _, each in identity.parts)} cộng lại nhiều hơn dòng {identity.whole}: cộng"
        )
    text = f"{told} là {format_number(made)}, dòng {identity.whole} ghi {format_number(whole)}"
    mend = "Lập lại dự thảo từ hồ sơ rồi kiểm tra lại"
    yield Finding(Weight.BLOCKING, identity.whole, place, text, mend, against=identity.whole)


def _inside(line: Line, value: Value, place: int) -> Iterator[Finding]:
    if isinstance(value, Ratio) and value.n > value.of:
        text = f"Dòng {line.id}: phần {format_number(value.n)} lớn hơn tổng {format_number(value.of)}"
        yield Finding(Weight.BLOCKING, line.id, place, text, "Xem lại tổng số theo văn bản hoặc hồ sơ của dòng này")


def _part(line: Line, value: Value, whole: Row, place: int) -> Iterator[Finding]:
    part, total = amount(value), amount(whole.values[place])
    if part is not None and total is not None and part > total:
        text = f"Dòng {line.id} ({format_number(part)}) lớn hơn dòng {line.part_of} ({format_number(total)})"
        mend = "Mở danh sách của hai dòng và sửa hồ sơ có mâu thuẫn"
        yield Finding(Weight.BLOCKING, line.id, place, text, mend, against=line.part_of or "")


def jumps(report: Report, before: Report, on: date) -> Iterator[Finding]:
    """Rows whose number is far from that of the period before, each of the last window's numbers."""
    percent, least = (parameter(SHEET, name).on(on).number for name in ("jump_percent", "jump_least"))
    earlier = {row.line.id: row for _, row in before.numbered}
    first = len(report.columns) - len(before.columns)
    for line, row in report.numbered:
        for place, then_value in enumerate(earlier[line.id].values):
            now, then = _size(row.values[first + place]), _size(then_value)
            far = now is not None and then is not None and _far(now, then, percent, least)
            if now is None or then is None or not far or before.columns[place].part not in ("", *report.form.cohorts):
                continue
            whose = f", {before.columns[place].part}" if before.columns[place].part else ""
            shown_then, shown_now = printed(then, line.print), printed(now, line.print)
            told, to = ("tăng", "lên") if now > then else ("giảm", "xuống")
            text = f"Dòng {line.id}{whose} {told} từ {shown_then} ({before.windows[-1].label}) {to} {shown_now}"
            mend = "Mở cầu nối với kỳ trước để xem ai đến, ai đi"
            yield Finding(Weight.WARNING, line.id, first + place, text, mend, since_before=True)


def _far(now: int | Decimal, then: int | Decimal, percent: int, least: int) -> bool:
    by = abs(Decimal(now) - then)
    return by >= least and by * 100 > percent * then


def _size(value: Value) -> int | Decimal | None:
    return value.n if isinstance(value, Ratio) else value


def opening(report: Report, row: str, closing_row: str, closing: Value, closed: str, *, sent: bool) -> Finding | None:
    """What was there at the end of the period before against what this one begins with (số đầu kỳ = số cuối kỳ trước).

    :param closed: which period the closing number is of
    :param sent: it is the number of a report that was sent, not of today's records
    """
    now = next(each for line, each in report.numbered if line.id == row)
    begins, ended = amount(now.values[-1]), amount(closing)
    if begins is None or ended is None or begins == ended:
        return None
    text = f"Dòng {row} đầu kỳ ({format_number(begins)}) khác dòng {closing_row} cuối kỳ trước ({closed}"
    text += f"{', đã gửi' if sent else ''}: {format_number(ended)})"
    mend = "Hồ sơ ghi muộn, sửa hoặc xóa sau khi gửi làm số này khác đi; nếu kỳ trước sai, hãy lập báo cáo thay thế"
    return Finding(Weight.WARNING, row, len(report.columns) - 1, text, mend, against=closing_row)
