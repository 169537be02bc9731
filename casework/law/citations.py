"""What is cited: the laws themselves, and the register of conditions with their clauses (căn cứ pháp lý)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import EpisodeForm
from casework.workflow.procedure import Condition, Finding, Procedure

EpisodeCondition = Condition[EpisodeFacts]
EpisodeProcedure = Procedure[EpisodeFacts]

CONDITIONS: dict[str, EpisodeCondition] = {}
"""Every condition of the law by name, as its own clause states it; statutes may restate it with `under`."""


def cites(
    citation: str, confidence: str = "Q"
) -> Callable[[Callable[[EpisodeFacts, date], Finding]], EpisodeCondition]:
    """Turn a function into a named condition that cites its clause.

    :param confidence: Q read in the text, P read in a paraphrase, M from memory, I inferred; M and I never refuse
    """

    def register(test: Callable[[EpisodeFacts, date], Finding]) -> EpisodeCondition:
        condition = Condition(test.__name__, citation, confidence, test)
        if CONDITIONS.setdefault(condition.name, condition) is not condition:
            raise LookupError(f"two conditions are named {condition.name}")
        return condition

    return register


@dataclass(frozen=True)
class Regime:
    """The law of the decisions of a span of days (luật áp dụng theo ngày quyết định).

    `keeps_old_cases` says, with its clause, why a case decided in these days goes on under this law afterwards.
    """

    code: str
    first_on: date
    last_on: date
    law: str
    citation: str
    confidence: str
    keeps_old_cases: str = ""
    keeps_citation: str = ""
    keeps_confidence: str = "I"

    def clamp(self, day: date) -> date:
        """The nearest day of this law: what a parameter said while the law was in force."""
        return min(max(day, self.first_on), self.last_on)


@dataclass(frozen=True)
class Statute:
    """A law as this system applies it: the regime and the procedure of each form it has."""

    regime: Regime
    procedures: Mapping[EpisodeForm, EpisodeProcedure]
