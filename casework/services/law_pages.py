"""The law as this system knows it (pháp luật): regimes, values by date, and the cases that a change of law touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from casework.access.queries import held_episodes
from casework.access.scope import Scope
from casework.law.citations import Regime
from casework.law.dated import Dated, Value, parameters, sheets
from casework.law.regimes import statutes
from casework.law.vocabulary import EpisodeForm
from casework.records.episode import Episode

PAGE = 25
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
    "provider": "Cung cấp dịch vụ cai nghiện",
    "substitution": "Điều trị thay thế",
    "support": "Hỗ trợ, vay vốn, học nghề",
    "team": "Tổ công tác, tổ quản lý",
}


@dataclass(frozen=True)
class RegimeView:
    """A law with the forms of rehabilitation that it has a procedure for here."""

    regime: Regime
    forms: tuple[EpisodeForm, ...]


@dataclass(frozen=True)
class Parameter:
    """One thing the law fixes, with all its values and the one in force on the day asked about."""

    dated: Dated
    now: Value | None


@dataclass(frozen=True)
class Touched:
    """Cases open when the law changed: those that finish under the old law, and those the new one decides."""

    change_on: date
    finishing: int
    undecided: int
    episodes: tuple[Episode, ...]
    page: int
    has_next: bool


def regimes() -> list[RegimeView]:
    """The laws in the order of their days."""
    found: dict[str, RegimeView] = {}
    for statute in statutes():
        known = found.get(statute.regime.code)
        forms = (*(known.forms if known else ()), *statute.procedures)
        found[statute.regime.code] = RegimeView(statute.regime, forms)
    return list(found.values())


def changes_of_law() -> list[date]:
    """The days on which another law began."""
    return [each.regime.first_on for each in regimes() if each.regime.first_on > date.min]


def values_on(day: date) -> list[tuple[str, list[Parameter]]]:
    """Every sheet of values with what is in force on a day."""
    return [
        (SHEET_TITLES.get(name, name), [_on(dated, day) for dated in parameters(name).values()]) for name in sheets()
    ]


def _on(dated: Dated, day: date) -> Parameter:
    known = [value for value in dated.values if value.since <= day]
    return Parameter(dated, known[-1] if known else None)


def touched(session: Session, scope: Scope, change_on: date, *, page: int = 1) -> Touched:
    """The cases of the scope that a change of law touches, the longest open first.

    Nguồn: khoản 1, khoản 2 Điều 56 Luật 120/2025/QH15.
    """
    open_then = (
        Episode.registered_on < change_on,
        or_(Episode.ended_on.is_(None), Episode.ended_on >= change_on),
    )
    finishing: ColumnElement[bool] = and_(*open_then, Episode.decided_on < change_on)
    undecided: ColumnElement[bool] = and_(
        *open_then, or_(Episode.decided_on.is_(None), Episode.decided_on >= change_on)
    )
    base = held_episodes(scope)

    def number(criterion: ColumnElement[bool]) -> int:
        return int(session.scalar(select(func.count()).select_from(base.where(criterion).subquery())) or 0)

    rows = list(
        session.scalars(
            base.where(*open_then).order_by(Episode.registered_on, Episode.id).limit(PAGE + 1).offset((page - 1) * PAGE)
        )
    )
    return Touched(change_on, number(finishing), number(undecided), tuple(rows[:PAGE]), page, len(rows) > PAGE)
