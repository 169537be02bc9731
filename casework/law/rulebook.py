"""Rules of a measure that is no episode: named conditions with their clauses, over facts of its own (điều kiện)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from casework.law.citations import Regime
from casework.workflow.procedure import Condition, Finding, Procedure

F = TypeVar("F")


class Rulebook(Generic[F]):
    """The conditions of one measure by name, each as its own clause states it; a law may restate one with `under`."""

    def __init__(self) -> None:
        self.conditions: dict[str, Condition[F]] = {}

    def cites(self, citation: str, confidence: str = "Q") -> Callable[[Callable[[F, date], Finding]], Condition[F]]:
        """Turn a function into a named condition that cites its clause.

        :param confidence: Q read in the text, P in a paraphrase, M from memory, I inferred; M and I never refuse
        :raises LookupError: two conditions share a name
        """

        def register(test: Callable[[F, date], Finding]) -> Condition[F]:
            condition = Condition(test.__name__, citation, confidence, test)
            if self.conditions.setdefault(condition.name, condition) is not condition:
                raise LookupError(f"two conditions are named {condition.name}")
            return condition

        return register


@dataclass(frozen=True)
class Enacted(Generic[F]):
    """One measure under one law: the days of the law and the procedure."""

    regime: Regime
    procedure: Procedure[F]
