"""What is asked of numbers before they are sent (kiểm tra trước khi gửi): arithmetic first, then what looks odd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from casework.i18n import format_number
from casework.indicators.values import Ratio, Value
from casework.law.dated import parameter
from casework.reports.build import Report, Row
from casework.reports.form import Line
from casework.reports.obligations import SHEET


class Weight(StrEnum):
    """How much a finding weighs."""

    BLOCKING = "blocking"
    """Phải sửa trước khi gửi."""
    WARNING = "warning"
    """Nên xem lại; gửi được."""


@dataclass(frozen=True)
class CheckedRecord:
    """A record behind a finding: its ref, and what is the matter with it."""

    ref: str
    text: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that was found, about which row and column, and the records to look at."""

    weight: Weight
    row: str
    place: int
    text: str
    how_to_fix: str = ""
    records: tuple[CheckedRecord, ...] = field(default=())


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
    for identity in report.form.identities:
        for place in range(len(report.columns)):
            parts = [(sign, amount(rows[each].values[place])) for sign, each in identity.parts]
            whole = amount(rows[identity.whole].values[place])
            made = sum(sign * (number or 0) for sign, number in parts)
            if whole is not None and made != whole:
                text = f"Đẳng thức của dòng {identity.whole} không đúng: các dòng cộng lại là {format_number(made)},"
                text += f" dòng {identity.whole} ghi {format_number(whole)}"
                yield Finding(Weight.BLOCKING, identity.whole, place, text, "Lập lại dự thảo từ hồ sơ rồi kiểm tra lại")


def _inside(line: Line, value: Value, place: int) -> Iterator[Finding]:
    if isinstance(value, Ratio) and value.n > value.of:
        text = f"Dòng {line.id}: phần {format_number(value.n)} lớn hơn tổng {format_number(value.of)}"
        yield Finding(Weight.BLOCKING, line.id, place, text, "Xem lại tổng số theo văn bản hoặc hồ sơ của dòng này")


def _part(line: Line, value: Value, whole: Row, place: int) -> Iterator[Finding]:
    part, total = amount(value), amount(whole.values[place])
    if part is not None and total is not None and part > total:
        text = f"Dòng {line.id} ({format_number(part)}) lớn hơn dòng {line.part_of} ({format_number(total)})"
        yield Finding(Weight.BLOCKING, line.id, place, text, "Mở danh sách của hai dòng và sửa hồ sơ có mâu thuẫn")


def jumps(report: Report, before: Report, on: date) -> Iterator[Finding]:
    """Rows whose number is far from that of the period before; the last column of each is compared."""
    percent, least = (parameter(SHEET, name).on(on).number for name in ("jump_percent", "jump_least"))
    earlier = {row.line.id: row for _, row in before.numbered}
    place = len(report.columns) - 1
    for line, row in report.numbered:
        now, then = amount(row.values[-1]), amount(earlier[line.id].values[-1])
        if now is None or then is None or abs(now - then) < least or abs(now - then) * 100 <= percent * then:
            continue
        text = (
            f"Dòng {line.id} {'tăng' if now > then else 'giảm'} từ {format_number(then)} ({before.windows[-1].label})"
        )
        text += f" {'lên' if now > then else 'xuống'} {format_number(now)}"
        yield Finding(Weight.WARNING, line.id, place, text, "Mở cầu nối với kỳ trước để xem ai đến, ai đi")
