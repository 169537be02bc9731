"""What a report is asked for (chọn đơn vị và kỳ báo cáo): read from the address, and offered on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_date, parse_date
from casework.records import db
from casework.records.unit import Unit
from casework.reports.form import Form
from casework.reports.periods import CutRule, Window, parse_period, parse_window, period_windows, spelled
from casework.services.reports import reportable_units, rule_of
from casework.services.units import unit_text_of

FIRST_YEAR = 2010
MOST_YEARS = 20
KEPT = ("year", "part", "period", "since", "first", "last", "rule", "windows")
"""What a list opened from a report keeps of its address, for the way back."""

PARTS: tuple[tuple[str, Any], ...] = (
    ("", _l("Cả năm")),
    ("H1", _l("6 tháng đầu năm")),
    ("H2", _l("6 tháng cuối năm")),
    ("Q1", _l("Quý I")),
    ("Q2", _l("Quý II")),
    ("Q3", _l("Quý III")),
    ("Q4", _l("Quý IV")),
    *((f"-{month:02d}", _l("Tháng %(month)s", month=f"{month:02d}")) for month in range(1, 13)),
)
"""The end of a period's name (2020H1, 2020Q3, 2020-05) and its words."""


class SeveralUnits(InvalidInput):
    """Several units bear the name that was typed."""

    def __init__(self, text: str, units: list[Unit]) -> None:
        super().__init__(_("Có nhiều đơn vị khớp với “%(text)s”. Hãy chọn một đơn vị.", text=text), field="unit")
        self.units = units


@dataclass(frozen=True)
class PeriodChoice:
    """What the two lists of the period show as chosen."""

    year: str
    part: str
    since: str
    years: list[int]


def latest_period(day: date) -> str:
    """The half-year that ended last: what a report is usually asked for."""
    return f"{day.year - 1}H2" if day.month < 7 else f"{day.year}H1"


def period_asked(args: MultiDict[str, str], today: date) -> str:
    """The period by its name: from the two lists, or as the address spells it."""
    year = args.get("year", "").strip()
    return year + args.get("part", "") if year else spelled(args.get("period", "")) or latest_period(today)


def names_a_period(args: MultiDict[str, str]) -> bool:
    """Whether the address asks for a period or for days of its own."""
    return any(args.get(name) for name in ("year", "period", "windows", "first", "last"))


def parts_of(form: Form) -> tuple[tuple[str, Any], ...]:
    """The periods that the form is made for."""
    return PARTS if form.parts is None else tuple(part for part in PARTS if part[0] in form.parts)


def period_choice(args: MultiDict[str, str], form: Form, today: date) -> PeriodChoice:
    """What the lists show for this address; for a period that cannot be read, the usual one."""
    period = period_asked(args, today).strip().upper()
    if re.fullmatch(r"\d{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?", period) is None:
        period = latest_period(today)
    newest = max(today.year, int(period[:4]))
    since = args.get("since") or str(int(period[:4]) - form.years_before)
    return PeriodChoice(period[:4], period[4:], since, list(range(newest, FIRST_YEAR - 1, -1)))


def windows_asked(args: MultiDict[str, str], form: Form, today: date) -> list[Window]:
    """The columns that the address names: `windows=A..B,C..D`, or first and last day, or a period with its years.

    A form with days of its own shows those where nothing is asked.

    :raises InvalidInput: none of these can be read
    """
    if args.get("windows"):
        return [parse_window(text) for text in args["windows"].split(",")]
    if args.get("first") or args.get("last"):
        return [_span(args.get("first", ""), args.get("last", ""))]
    if form.default_window is not None and not names_a_period(args):
        return [form.default_window]
    period = period_asked(args, today)
    rule = rule_of(form, args.get("rule"))
    parse_period(period, rule)
    since = args.get("since", type=int)
    count = form.years_before if since is None else int(period[:4]) - since
    if count > MOST_YEARS:
        raise InvalidInput(_("Mỗi lần xem được nhiều nhất %(most)s năm.", most=MOST_YEARS), field="since")
    return period_windows(period, rule, years_before=max(count, 0))


def _span(first: str, last: str) -> Window:
    days = _day(first, "first"), _day(last, "last")
    if days[1] < days[0]:
        raise InvalidInput(_("Ngày cuối trước ngày đầu. Hãy sửa một trong hai ngày."), field="last")
    return parse_window(f"{days[0].isoformat()}..{days[1].isoformat()}")


def _day(text: str, field: str) -> date:
    if not text.strip():
        message = _("Hãy ghi cả ngày đầu và ngày cuối, dạng ngày/tháng/năm, ví dụ 01/01/2024.")
        raise InvalidInput(message, field=field)
    try:
        return parse_date(text)
    except ValueError as error:
        message = _("“%(text)s” không phải ngày có trong lịch. Hãy ghi dạng ngày/tháng/năm, ví dụ 01/01/2024.")
        raise InvalidInput(message % {"text": text}, field=field) from error


def rule_asked(args: MultiDict[str, str], form: Form) -> CutRule:
    """How periods are cut, for the list that offers it: as the form says, unless another of its rules was chosen."""
    chosen = args.get("rule", "")
    return CutRule(chosen) if chosen in form.rules else form.rule


def variants_asked(args: MultiDict[str, str]) -> tuple[str, ...]:
    """The readings that were chosen."""
    return tuple(name for text in args.getlist("variants") for name in text.split(",") if name)


def unit_asked(args: MultiDict[str, str], scope: Scope) -> str:
    """The unit as `CODE[@DATE]`: asked for so, by name, or as the list offers it; else the reader's own.

    :raises SeveralUnits: several of the scope bear that name
    :raises InvalidInput: none does
    """
    asked = args.get("unit", "").strip()
    session = db.session()
    if not asked:
        return unit_text_of(session, scope.unit_id)
    if re.fullmatch(r"(\d{1,5}|VN)(@.*)?", asked, re.IGNORECASE):
        return asked
    offered = re.match(r"(\d{1,5})\s*[–-]", asked)
    found = reportable_units(session, scope, code=offered[1]) if offered else []
    found = [unit for unit in found if unit_words(unit) == asked] or found or reportable_units(session, scope, asked)
    exact = [unit for unit in found if unit.name.lower() == asked.lower()]
    if len(exact) == 1:
        found = exact
    if not found:
        message = _("Không có đơn vị nào tên “%(text)s” trong phạm vi của bạn. Hãy gõ ít chữ hơn, hoặc gõ mã.")
        raise InvalidInput(message % {"text": asked}, field="unit")
    if len(found) > 1:
        raise SeveralUnits(asked, found)
    return unit_text_of(session, found[0].id)


def unit_words(unit: Unit) -> str:
    """A unit as the list offers it: code and name, and its last day where it is no more."""
    words = f"{unit.code} – {unit.name}"
    if unit.valid_to is None:
        return words
    return _("%(unit)s, đến hết %(day)s", unit=words, day=format_date(unit.valid_to - timedelta(days=1)))
