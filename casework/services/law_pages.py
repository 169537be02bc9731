"""The law as this system knows it (pháp luật): regimes, values by date, and the values nobody looked at for a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.law.citations import Regime
from casework.law.dated import Dated, Value, parameters, sheets
from casework.law.procedures import Measure, register
from casework.law.regimes import statutes
from casework.workflow.calendar import months_later
from casework.workflow.procedure import RELIED_ON

CHECKED_EVERY_MONTHS = 12
SHEET_TITLES = {
    "aftercare": "Quản lý sau cai nghiện",
    "ages": "Độ tuổi",
    "authorities": "Thẩm quyền",
    "compulsory": "Cai nghiện bắt buộc",
    "deadlines": "Thời hạn giải quyết",
    "determination": "Xác định tình trạng nghiện",
    "dossier": "Hồ sơ đưa vào cơ sở cai nghiện bắt buộc",
    "durations": "Thời hạn cai nghiện, quản lý",
    "forms": "Văn bản, biểu mẫu",
    "hotline": "Đường dây nóng",
    "papers": "Giấy tờ khác",
    "provider": "Cung cấp dịch vụ cai nghiện",
    "reporting": "Báo cáo",
    "substitution": "Điều trị thay thế",
    "support": "Hỗ trợ, vay vốn, học nghề",
    "team": "Tổ công tác, tổ quản lý",
}


@dataclass(frozen=True)
class RegimeView:
    """A law with the measures that it has a procedure for here."""

    regime: Regime
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Parameter:
    """One thing the law fixes, with all its values and the one in force on the day asked about."""

    dated: Dated
    now: Value | None


@dataclass(frozen=True)
class Unchecked:
    """A value whose source was last read more than a year ago."""

    sheet: str
    dated: Dated


def regimes() -> list[RegimeView]:
    """The laws of every measure in the order of their days; laws of one code and one first day are one line."""
    found: dict[tuple[str, date], RegimeView] = {
        (each.regime.code, each.regime.first_on): RegimeView(each.regime, ()) for each in statutes()
    }
    for line in register():
        key = (line.regime.code, line.regime.first_on)
        known = found.get(key, RegimeView(line.regime, ()))
        if line.measure not in known.measures:
            found[key] = RegimeView(known.regime, (*known.measures, line.measure))
    return sorted(found.values(), key=lambda each: each.regime.first_on)


def values_on(day: date) -> list[tuple[str, list[Parameter]]]:
    """Every sheet of values with what is in force on a day."""
    return [
        (SHEET_TITLES.get(name, name), [_on(dated, day) for dated in parameters(name).values()])
        for name in sheets()
        if parameters(name)
    ]


def unchecked(today: date) -> list[Unchecked]:
    """The values to look up again: their source was last read more than a year before today."""
    return [
        Unchecked(SHEET_TITLES.get(name, name), dated)
        for name in sheets()
        for dated in parameters(name).values()
        if months_later(dated.verified_on, CHECKED_EVERY_MONTHS) < today
    ]


def is_relied_on(value: Value) -> bool:
    """Whether a value was read in its source; else it is shown as unverified and never refuses."""
    return value.confidence in RELIED_ON


def _on(dated: Dated, day: date) -> Parameter:
    known = [value for value in dated.values if value.since <= day]
    return Parameter(dated, known[-1] if known else None)
