"""The ladder of violations during voluntary rehabilitation outside a facility (xử lý vi phạm theo bậc).

Nguồn: Điều 47, khoản 1 Điều 35 Luật 120/2025/QH15.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.law.facts import ViolationFact
from casework.law.vocabulary import Violation, ViolationStep


@dataclass(frozen=True)
class Step:
    """What a violation leads to, with its clause."""

    step: ViolationStep
    citation: str
    confidence: str = "Q"


_LAW = "Luật 120/2025/QH15"
_STRAIGHT = ViolationStep.COMPULSORY
_SELF_CRITICISM = ViolationStep.SELF_CRITICISM

LADDER: Mapping[Violation, tuple[Step, ...]] = {
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
"""The step of the first, the second, the third violation of a kind; later ones take the last step."""


def next_step(violations: Sequence[ViolationFact]) -> Step:
    """The furthest step that the violations on file have led to; each kind has a ladder of its own.

    :raises ValueError: no violations
    """
    order = list(ViolationStep)
    counts = {kind: sum(each.kind == kind for each in violations) for kind in Violation}
    reached = [LADDER[kind][min(count, len(LADDER[kind])) - 1] for kind, count in counts.items() if count]
    return max(reached, key=lambda step: order.index(step.step))
