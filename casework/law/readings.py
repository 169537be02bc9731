"""How a statute reads the dated parameters: who is competent, which paper, how long (đọc tham số theo luật áp dụng).

A case finishes under the law of its decision, so each parameter is read on the nearest day of that law.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casework.law.citations import Regime
from casework.law.conditions import term_ends_on
from casework.law.dated import parameter, swapped_days
from casework.law.facts import EpisodeFacts
from casework.workflow.calendar import working_days_later
from casework.workflow.procedure import Cited, Deadline, Due

Reading = Callable[[EpisodeFacts, date], Cited]


def says(regime: Regime, sheet: str, name: str) -> Reading:
    """What the law of the case calls the authority or the paper."""
    dated = parameter(sheet, name)
    return lambda facts, on: dated.on(regime.clamp(on)).cited


def no_paper(facts: EpisodeFacts, on: date) -> None:
    """The law names no paper for this act, or we have not read of one."""


def working_days_after(
    first: Callable[[EpisodeFacts], date | None],
    regime: Regime,
    *names: str,
    label: str,
    binding: bool = True,
    note: str = "",
) -> Deadline[EpisodeFacts]:
    """A deadline of the sum of some parameters, in working days from the day `first` names.

    Its confidence is the weakest of its parts; a clock that began before the law did is inferred (I), so it marks
    nothing late.
    """

    def due(facts: EpisodeFacts) -> Due | None:
        start = first(facts)
        if start is None:
            return None
        values = [parameter("deadlines", name).on(regime.clamp(start)) for name in names]
        last = working_days_later(start, sum(value.number for value in values), swapped_days())
        weakest = max((value.confidence for value in values), key="QPMI".index)
        if start < regime.first_on:
            weakest = "I"
        return Due(last, values[0].citation, weakest, binding, note)

    return Deadline(label, due)


def term_end(citation: str, confidence: str = "Q") -> Deadline[EpisodeFacts]:
    """The day the term ends: the law asks for the evaluation then and sets no number of days."""

    def due(facts: EpisodeFacts) -> Due | None:
        end = term_ends_on(facts)
        note = "luật không ấn định số ngày để cấp giấy"
        return Due(end, citation, confidence, binding=False, note=note) if end else None

    return Deadline("Kết thúc thời hạn cai nghiện: đánh giá kết quả, đề nghị cấp giấy hoàn thành", due)
