"""What goes in and out of a unit's care (biến động): Biểu 01-BCN, 03-BCN, 04-BCN, groups A–D.

A case is in force from its start to the day before its end. It comes into a unit's scope, or leaves it, on the first
day of a custody whose neighbour lies on the other side. So on every day what was there, plus what came, minus what
went, is what is there. All are occurrences (lượt), by case, by the custody of the day in question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import aliased

from casework.indicators.custody import Custody, crossing, held_on
from casework.indicators.indicator import Counted, Indicator, Place
from casework.indicators.sources import CIRCULAR_05
from casework.indicators.timespans import Criteria, in_window, one_of
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.episode import Certificate, Episode, EpisodeCustody

Rows = Callable[[Place], Select[Any]]


@dataclass(frozen=True)
class Cases:
    """One kind of case: where it is kept, how it begins, and who has it."""

    record: Any
    started_on: Any
    custody: Custody
    of: str
    """The custody's column that names the case."""
    completed: str
    counted: Counted
    only: Callable[[], Criteria]

    def there(self, day: Any) -> Criteria:
        """The case is in force at the end of that day (đang thực hiện)."""
        return (self.started_on <= day, or_(self.record.ended_on.is_(None), self.record.ended_on > day))


def episodes(form: EpisodeForm) -> Cases:
    """The episodes of one form."""
    return Cases(
        record=Episode,
        started_on=Episode.started_on,
        custody=EpisodeCustody,
        of="episode_id",
        completed=EpisodeOutcome.COMPLETED.value,
        counted=Counted.EPISODE,
        only=lambda: (one_of(Episode.form, (form,)),),
    )


AFTERCARES = Cases(
    record=Aftercare,
    started_on=Aftercare.starts_on,
    custody=AftercareCustody,
    of="aftercare_id",
    completed=AftercareOutcome.COMPLETED.value,
    counted=Counted.AFTERCARE,
    only=lambda: (),
)


def _carried_over(cases: Cases) -> Rows:
    return lambda place: select(cases.record.id).where(
        *cases.only(), *cases.there(place.eve), *held_on(place, place.eve, cases.custody)
    )


def _at_end(cases: Cases) -> Rows:
    return lambda place: select(cases.record.id).where(
        *cases.only(), *cases.there(place.at), *held_on(place, place.at, cases.custody)
    )


def _started(cases: Cases) -> Rows:
    return lambda place: select(cases.record.id).where(
        *cases.only(), *in_window(place, cases.started_on), *held_on(place, cases.started_on, cases.custody)
    )


def _ended(cases: Cases, *, completed: bool) -> Rows:
    outcome, ended_on = cases.record.outcome, cases.record.ended_on
    how = outcome == cases.completed if completed else or_(outcome.is_(None), outcome != cases.completed)
    return lambda place: select(cases.record.id).where(
        *cases.only(),
        cases.started_on.is_not(None),
        how,
        *in_window(place, ended_on),
        *held_on(place, ended_on, cases.custody),
    )


def _moved(cases: Cases, *, inward: bool) -> Rows:
    before, after = aliased(cases.custody), aliased(cases.custody)

    def rows(place: Place) -> Select[Any]:
        query = select(cases.record.id, after.from_on)
        if place.national:
            # Nobody moves into the country or out of it.
            return query.join(after, getattr(after, cases.of) == cases.record.id).where(false())
        case = (cases.of, cases.record.id)
        return query.where(
            *cases.only(),
            *crossing(place, before, after, case, cases.started_on, cases.record.ended_on, inward=inward),
        )

    return rows


def _certified(cases: Cases) -> Rows:
    return lambda place: select(Episode.id).where(
        Certificate.episode_id == Episode.id,
        *cases.only(),
        *in_window(place, Certificate.issued_on),
        *held_on(place, Certificate.issued_on, cases.custody),
    )


@dataclass(frozen=True)
class Balance:
    """The lines of one group: .1 + .2 + .2t − .3 − .4 − .4t = .5, and .6 beside it."""

    carried_over: Indicator
    started: Indicator
    arrived: Indicator
    completed: Indicator
    ended: Indicator
    departed: Indicator
    at_end: Indicator
    certified: Indicator | None = None


def _balance(code: str, cases: Cases, what: str) -> Balance:
    def line(name: str, label: str, definition: str, basis: str, rows: Rows, **more: Any) -> Indicator:
        return Indicator(
            code=f"balance.{code}.{name}",
            label=label,
            measured_in="lượt người",
            definition=definition.format(what=what),
            basis=f"{basis}; theo đơn vị quản lý hồ sơ ngày đó",
            citation=CIRCULAR_05,
            counted=cases.counted,
            rows=rows,
            **more,
        )

    return Balance(
        carried_over=line(
            "carried_over",
            "Kỳ trước chuyển sang",
            "{what} đã bắt đầu và chưa kết thúc vào ngày liền trước kỳ.",
            "ngày liền trước kỳ",
            _carried_over(cases),
            outlives_tree=True,
        ),
        started=line("started", "Bắt đầu trong kỳ", "{what} bắt đầu trong kỳ.", "ngày bắt đầu", _started(cases)),
        arrived=line(
            "arrived",
            "Nơi khác chuyển đến trong kỳ",
            "{what} đang thực hiện, chuyển đến từ đơn vị ngoài phạm vi trong kỳ; mỗi lần chuyển là một lượt.",
            "ngày chuyển",
            _moved(cases, inward=True),
            occurrences=True,
            details=("moved_on",),
        ),
        completed=line(
            "completed",
            "Hoàn thành trong kỳ",
            "{what} đã bắt đầu, kết thúc trong kỳ với kết quả hoàn thành.",
            "ngày kết thúc",
            _ended(cases, completed=True),
        ),
        ended=line(
            "ended",
            "Kết thúc vì lý do khác trong kỳ",
            "{what} đã bắt đầu, kết thúc trong kỳ với kết quả khác, hoặc không ghi kết quả.",
            "ngày kết thúc",
            _ended(cases, completed=False),
        ),
        departed=line(
            "departed",
            "Chuyển đi nơi khác trong kỳ",
            "{what} đang thực hiện, chuyển đến đơn vị ngoài phạm vi trong kỳ; mỗi lần chuyển là một lượt. Ngày"
            " 01/07/2025 mọi hồ sơ rời các đơn vị ba cấp.",
            "ngày chuyển",
            _moved(cases, inward=False),
            occurrences=True,
            details=("moved_on",),
            outlives_tree=True,
        ),
        at_end=line(
            "at_end",
            "Có đến cuối kỳ",
            "{what} đã bắt đầu và chưa kết thúc vào ngày cuối kỳ.",
            "ngày cuối kỳ",
            _at_end(cases),
        ),
        certified=None
        if cases.counted is Counted.AFTERCARE
        else line(
            "certified",
            "Được cấp giấy chứng nhận hoàn thành trong kỳ",
            "{what} được cấp giấy chứng nhận (giấy xác nhận) hoàn thành trong kỳ.",
            "ngày cấp giấy",
            _certified(cases),
        ),
    )


HOME = _balance("home", episodes(EpisodeForm.HOME), "Đợt cai nghiện tự nguyện tại gia đình")
COMMUNITY = _balance("community", episodes(EpisodeForm.COMMUNITY), "Đợt cai nghiện tự nguyện tại cộng đồng")
COMPULSORY = _balance(
    "community_compulsory", episodes(EpisodeForm.COMMUNITY_COMPULSORY), "Đợt cai nghiện bắt buộc tại cộng đồng"
)
AFTERCARE = _balance("aftercare", AFTERCARES, "Đợt quản lý sau cai nghiện tại nơi cư trú")
