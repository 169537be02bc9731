"""What follows from violations during voluntary rehabilitation outside a facility (xử lý vi phạm theo bậc).

Nguồn: Điều 47, khoản 1 Điều 35 Luật 120/2025/QH15; Điều 33, Điều 40 Nghị định 116/2021/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.law.facts import ViolationFact
from casework.law.vocabulary import Violation, ViolationStep


@dataclass(frozen=True)
class Step:
    """What a violation leads to, with its clause."""

    step: ViolationStep
    citation: str
    confidence: str = "Q"


Ladder = Mapping[Violation, tuple[Step, ...]]
"""The step of the first, the second, the third violation of a kind; later ones take the last step."""

_LAW = "Luật 120/2025/QH15"
_OLD = "Nghị định 116/2021/NĐ-CP"
_STRAIGHT = ViolationStep.COMPULSORY
_SELF_CRITICISM = ViolationStep.SELF_CRITICISM

LADDER: Ladder = {
    Violation.NOT_CARRIED_OUT: (Step(_STRAIGHT, f"điểm a khoản 1 Điều 35 {_LAW}"),),
    Violation.SELF_ENDED: (Step(_STRAIGHT, f"điểm a khoản 1 Điều 35 {_LAW}"),),
    Violation.USED_DRUGS: (Step(_STRAIGHT, f"điểm b khoản 1 Điều 35 {_LAW}"),),
    Violation.REFUSED_MONITORING: (Step(_STRAIGHT, f"khoản 2 Điều 47 {_LAW}"),),
    Violation.PUNISHABLE_IN_COMMUNE: (
        Step(_SELF_CRITICISM, f"khoản 3 Điều 47 {_LAW}"),
        Step(_STRAIGHT, f"khoản 3 Điều 47 {_LAW}"),
    ),
    Violation.OTHER: (
        Step(ViolationStep.REMINDER, f"điểm a khoản 4 Điều 47 {_LAW}"),
        Step(_SELF_CRITICISM, f"điểm b khoản 4 Điều 47 {_LAW}"),
        Step(_STRAIGHT, f"điểm c khoản 4 Điều 47 {_LAW}"),
    ),
}
"""The ladder of Law 120/2025."""

LADDERS: Mapping[str, Ladder] = {
    "2010": {},
    "2021": {
        Violation.NOT_CARRIED_OUT: (Step(_STRAIGHT, f"điểm b khoản 1 Điều 33 {_OLD}"),),
        Violation.SELF_ENDED: (Step(_STRAIGHT, f"điểm b khoản 1 Điều 33 {_OLD}"),),
        Violation.USED_DRUGS: (Step(_STRAIGHT, f"điểm c khoản 1 Điều 33 {_OLD}"),),
    },
    "2026": LADDER,
}
"""By the code of the law. A kind that is missing is written down and leads to no step that was read in that law."""


def next_step(violations: Sequence[ViolationFact]) -> Step:
    """The furthest step that the violations on file have led to; each kind has a ladder of its own.

    :raises ValueError: no violations
    """
    reached = [step for step in steps(violations, LADDER) if step is not None]
    return max(reached, key=lambda step: list(ViolationStep).index(step.step))


def steps(violations: Sequence[ViolationFact], ladder: Ladder) -> list[Step | None]:
    """What each violation led to, in the order given; None where that law names no step."""
    found: list[Step | None] = []
    for place, each in enumerate(violations):
        times = sum(earlier.kind == each.kind for earlier in violations[:place])
        rungs = ladder.get(each.kind, ())
        found.append(rungs[min(times, len(rungs) - 1)] if rungs else None)
    return found


def step_after(violations: Sequence[ViolationFact], kind: Violation, ladder: Ladder) -> Step | None:
    """What one more violation of a kind would lead to."""
    return steps((*violations, ViolationFact(kind, date.max)), ladder)[-1]


def compulsory_since(violations: Sequence[ViolationFact], ladder: Ladder) -> ViolationFact | None:
    """The first violation that calls for a dossier for compulsory rehabilitation."""
    ordered = sorted(violations, key=lambda each: each.on)
    for each, step in zip(ordered, steps(ordered, ladder), strict=True):
        if step is not None and step.step == ViolationStep.COMPULSORY:
            return each
    return None
