"""How a statute reads the dated parameters: who is competent, which paper, how long (đọc tham số theo luật áp dụng).

A case finishes under the law of its decision, so each parameter is read on the nearest day of that law.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar, cast

from casework.law.citations import Regime
from casework.law.conditions import term_ends_on
from casework.law.dated import parameter, swapped_days
from casework.law.facts import EpisodeFacts
from casework.workflow.calendar import first_instant, hours_later, last_instant, months_later, working_days_later
from casework.workflow.procedure import Cited, Deadline, Due, Restart

F = TypeVar("F")
Reading = Callable[[object, date], Cited]
"""What the law says for a day, whatever the facts are of."""


def says(regime: Regime, sheet: str, name: str) -> Reading:
    """What the law of the case calls the authority or the paper."""
    dated = parameter(sheet, name)
    return lambda facts, on: dated.on(regime.clamp(on)).cited


def no_paper(facts: object, on: date) -> None:
    """The law names no paper for this act, or we have not read of one."""


def working_days_after(
    first: Callable[[F], date | None],
    regime: Regime,
    *names: str,
    label: str,
    sheet: str = "deadlines",
    binding: bool = True,
    note: str = "",
    met: Callable[[F], bool] | None = None,
    restartable: bool = False,
) -> Deadline[F]:
    """A deadline of the sum of some parameters, in working days from the day `first` names.

    Its confidence is the weakest of its parts; a clock that began before the law did is inferred (I), so it marks
    nothing late.
    """

    def reckoned(start: date) -> Due:
        values = [parameter(sheet, name).on(regime.clamp(start)) for name in names]
        last = working_days_later(start, sum(value.number for value in values), swapped_days())
        weakest = max((value.confidence for value in values), key="QPMI".index)
        if start < regime.first_on:
            weakest = "I"
        return Due(last, values[0].citation, weakest, binding, note)

    def due(facts: F) -> Due | None:
        start = first(facts)
        return None if start is None else reckoned(start)

    def again(facts: F, restart: Restart) -> Due:
        return reckoned(restart.from_on)

    return Deadline(label, due, met=met, again=again if restartable else None)


def hours_after(
    first_on: Callable[[EpisodeFacts], date | None],
    first_at: Callable[[EpisodeFacts], datetime | None],
    regime: Regime,
    name: str,
    *,
    label: str,
    done_at: Callable[[EpisodeFacts], datetime | None] | None = None,
    met: Callable[[EpisodeFacts], bool] | None = None,
    binding: bool = True,
    note: str = "",
    restartable: bool = False,
) -> Deadline[EpisodeFacts]:
    """A deadline in clock hours from the instant of `first_at`, or from some instant of the day of `first_on`.

    `met` tells that the duty was done, by day or by hour, and the clock no longer runs. Where only the day of the
    start is known the latest instant is given and the note says so. A clock that began before the law
    did is inferred (I), so it marks nothing late.
    """

    def reckoned(instant: datetime | None, day: date | None) -> Due | None:
        if instant is not None:
            first, last = instant, instant
        elif day is not None:
            first, last = first_instant(day), last_instant(day)
        else:
            return None
        value = parameter("deadlines", name).on(regime.clamp(first.date()))
        latest = hours_later(last, value.number)
        confidence = value.confidence if first >= first_instant(regime.first_on) else "I"
        by_day = "" if instant else "chỉ biết ngày, không biết giờ: tính đến hết ngày"
        told = "; ".join(part for part in (note, by_day) if part)
        earliest = hours_later(first, value.number)
        return Due(latest.date(), value.citation, confidence, binding, told, latest, earliest)

    def due(facts: EpisodeFacts) -> Due | None:
        return reckoned(first_at(facts), first_on(facts))

    def again(facts: EpisodeFacts, restart: Restart) -> Due:
        return cast(Due, reckoned(restart.from_at, restart.from_on))

    return Deadline(label, due, done_at, met, again=again if restartable else None)


def days_before_end(regime: Regime, name: str, *, label: str) -> Deadline[EpisodeFacts]:
    """A backward duty: at latest some days before the term ends."""

    def due(facts: EpisodeFacts) -> Due | None:
        end = term_ends_on(facts)
        if end is None:
            return None
        value = parameter("deadlines", name).on(regime.clamp(end))
        last = end - timedelta(days=value.number)
        return Due(last, value.citation, value.confidence)

    return Deadline(label, due)


def months_after(
    last: Callable[[EpisodeFacts], date | None], regime: Regime, name: str, *, label: str
) -> Deadline[EpisodeFacts]:
    """A duty that returns every so many months from the last time it was done; it marks nothing late."""

    def due(facts: EpisodeFacts) -> Due | None:
        day = last(facts)
        if day is None:
            return None
        value = parameter("deadlines", name).on(regime.clamp(day))
        return Due(months_later(day, value.number), value.citation, value.confidence, binding=False)

    return Deadline(label, due)


def term_end(citation: str, confidence: str = "Q") -> Deadline[EpisodeFacts]:
    """The day the term ends: the law asks for the evaluation then and sets no number of days."""

    def due(facts: EpisodeFacts) -> Due | None:
        end = term_ends_on(facts)
        note = "luật không ấn định số ngày để cấp giấy"
        return Due(end, citation, confidence, binding=False, note=note) if end else None

    return Deadline("Kết thúc thời hạn cai nghiện: đánh giá kết quả, đề nghị cấp giấy hoàn thành", due)
