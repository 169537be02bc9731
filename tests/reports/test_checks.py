"""What is asked of numbers before they are sent: each part against its whole, identities, jumps; nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from casework.indicators.indicator import Measure
from casework.indicators.values import Ratio
from casework.reports.build import Report, Row
from casework.reports.checks import Weight, arithmetic, jumps, opening
from casework.reports.form import Form, Line
from casework.reports.forms import FORMS
from casework.reports.periods import Window

WINDOWS = (
    Window(date(2025, 1, 1), date(2025, 12, 31), "2025"),
    Window(date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026"),
)
TODAY = date(2026, 11, 21)
WITH_PARTS = [(form, line) for form in FORMS.values() for line in form.rows if line.part_of]
BALANCED = [
    (form, identity, at_most)
    for form in FORMS.values()
    for some, at_most in (((*form.identities, *form.totals, *form.partitions), False), (form.limits, True))
    for identity in some
]
pytestmark = pytest.mark.any_database


def filled(form: Form, numbers: dict[str, int], *, windows: tuple[Window, ...] = WINDOWS, default: int = 0) -> Report:
    """A form with numbers of its rows in the last window, of its first group; `default` everywhere else."""
    report = Report(form, "1", "Xã", "commune", windows, (), (), datetime.now(UTC))
    rows = []
    for line in form.lines:
        if not isinstance(line, Line):
            rows.append(Row(line))
            continue
        values = [_value(line, default) for _ in report.columns]
        values[-len(report.columns) // len(windows)] = _value(line, numbers.get(line.id, default))
        rows.append(Row(line, tuple(values)))
    return replace(report, rows=tuple(rows))


def _value(line: Line, number: int) -> Any:
    if line.indicator.measure is Measure.MEDIAN:
        return Decimal(number)
    return Ratio(number, 1000) if line.indicator.measure is Measure.RATIO else number


@pytest.mark.parametrize(("form", "line"), WITH_PARTS, ids=lambda each: getattr(each, "code", getattr(each, "id", "")))
def test_a_part_is_held_against_its_whole(form, line):
    for part, wrong in ((7, False), (8, True)):
        report = filled(form, {line.id: part, line.part_of: 7})
        said = [each for each in arithmetic(report) if each.row == line.id and each.against == line.part_of]
        assert [each.weight for each in said] == ([Weight.BLOCKING] if wrong else [])
        assert all("(8)" in each.text and "(7)" in each.text for each in said)


@pytest.mark.parametrize(("form", "identity", "at_most"), BALANCED, ids=lambda each: getattr(each, "whole", ""))
def test_an_identity_is_asked_and_what_is_only_a_limit_may_fall_short(form, identity, at_most):
    parts = {row: 3 for _, row in identity.parts}
    made = sum(3 * sign for sign, _ in identity.parts)
    for whole, wrong in ((made, False), (made + 1, not at_most), (made - 1, True)):
        report = filled(form, {**parts, identity.whole: whole})
        told = "cộng lại nhiều hơn" if at_most else "Đẳng thức"
        said = [each for each in arithmetic(report) if each.row == identity.whole and told in each.text]
        assert [each.weight for each in said] == ([Weight.BLOCKING] if wrong else [])


def test_the_part_of_a_ratio_is_never_more_than_its_whole():
    report = filled(FORMS["kh89"], {"1.1": 1001})
    (said,) = arithmetic(report)
    assert (said.weight, said.row) == (Weight.BLOCKING, "1.1") and "1.001 lớn hơn tổng 1.000" in said.text
    assert not list(arithmetic(filled(FORMS["kh89"], {"1.1": 1000})))


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (0, 4, False),
        (0, 5, True),
        (8, 12, False),
        (10, 15, False),
        (10, 16, True),
        (16, 10, False),
        (20, 9, True),
        (100, 149, False),
        (100, 151, True),
        (100, 49, True),
    ],
)
def test_a_jump_is_large_and_more_than_half(then, now, told):
    for code, row in (("bcn01", "A.2"), ("cv4498", "1"), ("kh89", "1.1")):
        before = filled(FORMS[code], {row: then}, windows=WINDOWS[:1])
        (*said,) = jumps(filled(FORMS[code], {row: now}), before, TODAY)
        assert [(each.row, each.weight) for each in said] == ([(row, Weight.WARNING)] if told else []), code
        assert all("2025" in each.text and each.since_before for each in said)


def test_what_a_period_begins_with_is_what_the_one_before_ended_with():
    report = filled(FORMS["bcn01"], {"A.1": 3})
    assert opening(report, "A.1", "A.5", 3, "2025", sent=True) is None
    found = opening(report, "A.1", "A.5", 4, "2025", sent=True)
    assert found is not None and found.weight is Weight.WARNING and found.against == "A.5"
    assert "đầu kỳ (3)" in found.text and "2025, đã gửi: 4" in found.text
