"""The registers (sổ ghi chép ban đầu): every case of a year, a line each, with what the statistics make of it.

A line stands in the register because its case was in force on a day of the window on which the place had custody.
The columns of a line say in which lines of the statistics it is counted: they can be added up from the register.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, literal, literal_column, or_, select
from sqlalchemy.orm import aliased

from casework.indicators.custody import Custody, crossing, held_in_force, held_on
from casework.indicators.indicator import Counted, Indicator, Place
from casework.indicators.sources import CIRCULAR_05
from casework.indicators.timespans import Criteria, in_force_in_window, one_of, some
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.episode import Certificate, Episode, EpisodeCustody

FLAGS = ("carried_over", "started", "arrived", "completed", "ended", "departed", "at_end")
"""The columns of a line: yes or no; of arrivals and departures, how often."""


@dataclass(frozen=True)
class _Kind:
    """One kind of case and who has it."""

    record: Any
    started_on: Any
    custody: Custody
    of: str
    completed: str


_EPISODES = _Kind(Episode, Episode.started_on, EpisodeCustody, "episode_id", EpisodeOutcome.COMPLETED.value)
_AFTERCARES = _Kind(Aftercare, Aftercare.starts_on, AftercareCustody, "aftercare_id", AftercareOutcome.COMPLETED.value)


def _held(kind: _Kind, place: Place, *when: Callable[[Any], ColumnElement[bool]]) -> Criteria:
    """The place has a custody of the case that meets the criteria."""
    if place.national:
        return ()
    custody = aliased(kind.custody)
    belongs = getattr(custody, kind.of) == kind.record.id
    return (some(belongs, *place.within(custody.unit_id), *(each(custody) for each in when)),)


def _on(kind: _Kind, place: Place, day: Any) -> Criteria:
    return _held(kind, place, lambda each: each.from_on <= day, lambda each: each.to_on > day)


def _there(kind: _Kind, place: Place, day: Any) -> Criteria:
    ended_on = kind.record.ended_on
    return (kind.started_on <= day, or_(ended_on.is_(None), ended_on > day), *_on(kind, place, day))


def _moves(kind: _Kind, place: Place, *, inward: bool) -> ColumnElement[Any]:
    if place.national:
        return literal_column("0", Integer)
    before, after = aliased(kind.custody), aliased(kind.custody)
    case_ = (kind.of, kind.record.id)
    count = select(func.count()).where(
        *crossing(place, before, after, case_, kind.started_on, kind.record.ended_on, inward=inward)
    )
    return cast(count.scalar_subquery(), Integer)


def _flag(*criteria: ColumnElement[bool]) -> ColumnElement[Any]:
    return case((and_(*criteria), literal("yes")), else_=literal("no"))


def _flags(kind: _Kind, place: Place) -> list[ColumnElement[Any]]:
    started_on, ended_on, outcome = kind.started_on, kind.record.ended_on, kind.record.outcome
    started = (started_on >= place.first, started_on <= place.last, *_on(kind, place, started_on))
    over = (ended_on >= place.first, ended_on <= place.last, *_on(kind, place, ended_on))
    otherwise = or_(outcome.is_(None), outcome != kind.completed)
    flags = [
        _flag(*_there(kind, place, place.eve)),
        _flag(*started),
        _moves(kind, place, inward=True),
        _flag(*over, outcome == kind.completed),
        _flag(*over, otherwise),
        _moves(kind, place, inward=False),
        _flag(*_there(kind, place, place.at)),
    ]
    return [flag.label(name) for name, flag in zip(FLAGS, flags, strict=True)]


def _register(kind: _Kind, *only: ColumnElement[bool]) -> Callable[[Place], Select[Any]]:
    def rows(place: Place) -> Select[Any]:
        ended_on = kind.record.ended_on
        return select(kind.record.id, *_flags(kind, place)).where(
            *only,
            *in_force_in_window(place, kind.started_on, ended_on),
            *held_in_force(place, kind.started_on, ended_on, kind.custody),
        )

    return rows


def _certified(place: Place) -> Select[int, str, date]:
    return select(Episode.id, Certificate.number, Certificate.issued_on).where(
        Certificate.episode_id == Episode.id,
        Certificate.issued_on >= place.first,
        Certificate.issued_on <= place.last,
        *held_on(place, Certificate.issued_on),
    )


def _indicator(
    code: str,
    label: str,
    definition: str,
    rows: Any,
    counted: Counted = Counted.EPISODE,
    details: Any = FLAGS,
    *,
    repeats: bool = True,
) -> Indicator:
    return Indicator(
        code=f"register.{code}",
        label=label,
        measured_in="lượt người",
        definition=definition,
        basis="ngày bắt đầu, ngày kết thúc; theo đơn vị quản lý hồ sơ trong những ngày đó",
        citation=f"Điều 5 {CIRCULAR_05}",
        counted=counted,
        rows=rows,
        details=details,
        repeats=repeats,
    )


def _of_form(code: str, form: EpisodeForm, what: str) -> Indicator:
    return _indicator(
        code,
        f"Số lượt người {what} ghi sổ",
        f"Mỗi dòng là một đợt {what} đã bắt đầu và còn hiệu lực vào ít nhất một ngày của năm mà đơn vị quản lý hồ sơ.",
        _register(_EPISODES, one_of(Episode.form, (form,))),
    )


HOME = _of_form("home", EpisodeForm.HOME, "cai nghiện tự nguyện tại gia đình")
COMMUNITY = _of_form("community", EpisodeForm.COMMUNITY, "cai nghiện tự nguyện tại cộng đồng")
COMPULSORY = _of_form("community_compulsory", EpisodeForm.COMMUNITY_COMPULSORY, "cai nghiện bắt buộc tại cộng đồng")
AFTERCARE = _indicator(
    "aftercare",
    "Số lượt người quản lý sau cai nghiện ghi sổ",
    "Mỗi dòng là một đợt quản lý sau cai nghiện còn hiệu lực vào ít nhất một ngày của năm mà đơn vị quản lý hồ sơ.",
    _register(_AFTERCARES),
    Counted.AFTERCARE,
)
COMPLETED = _indicator(
    "completed",
    "Số lượt người hoàn thành cai nghiện ghi sổ",
    "Mỗi dòng là một đợt cai nghiện, mọi hình thức, được cấp giấy chứng nhận (giấy xác nhận) hoàn thành trong năm.",
    _certified,
    details=("certificate_number", "issued_on"),
    repeats=False,
)
