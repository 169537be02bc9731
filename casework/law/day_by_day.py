"""Measures whose acts each write one day: one table gives their transitions, their stage and their history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from casework.i18n import format_date
from casework.law.vocabulary import Term
from casework.workflow.procedure import (
    MET,
    Cited,
    Condition,
    Deadline,
    Finding,
    Procedure,
    Recorded,
    Stage,
    Transition,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

D = TypeVar("D", bound="DataclassInstance")


@dataclass(frozen=True)
class Step(Generic[D]):
    """One act: the field its day is written into, the stages before and after, its clause, who and which paper.

    :param target: the stage it leads to; None leaves the case where it is
    :param also: other fields that are written together with the day
    """

    act: Term
    day: str
    sources: tuple[str, ...]
    target: str | None
    citation: str
    authority: Callable[[D, date], Cited]
    form: Callable[[D, date], Cited | None]
    conditions: tuple[Condition[D], ...] = ()
    deadline: Deadline[D] | None = None
    confidence: str = "Q"
    label: str = ""
    also: tuple[str, ...] = ()


def day_by_day(
    name: str,
    label: str,
    stages: type[Term],
    final: frozenset[str],
    steps: tuple[Step[D], ...],
    milestones: tuple[tuple[str, Deadline[D]], ...] = (),
) -> Procedure[D]:
    """The procedure of some steps, which are listed in the order in which a case takes them.

    The stage is the target of the last step of the table that has a day, else the first stage of all.
    """
    return Procedure(
        name=name,
        label=label,
        stages=tuple(Stage(each.value, each.term, final=each.value in final) for each in stages),
        transitions=tuple(_transition(step) for step in steps),
        read_stage=_stage_of(next(iter(stages)).value, steps),
        read_history=_history(steps),
        milestones=milestones,
    )


def not_before(day: date | None, first: date | None, text: str) -> Finding:
    """Refuse a day that lies before another; unknown days are in order."""
    return Finding(f"{text} ({format_date(first)})") if day and first and day < first else MET


def _transition(step: Step[D]) -> Transition[D]:
    return Transition(
        act=step.act,
        label=step.label or step.act.term,
        sources=step.sources,
        target=step.target,
        citation=step.citation,
        fill=lambda facts, on: replace(facts, **{step.day: on}),
        authority=step.authority,
        form=step.form,
        conditions=step.conditions,
        deadline=step.deadline,
        confidence=step.confidence,
    )


def _stage_of(first: str, steps: tuple[Step[D], ...]) -> Callable[[D], str]:
    leading = [(step.day, step.target) for step in reversed(steps) if step.target is not None]

    def read(facts: D) -> str:
        return next((target for day, target in leading if getattr(facts, day) is not None), first)

    return read


def _history(steps: tuple[Step[D], ...]) -> Callable[[D], tuple[Recorded[D], ...]]:
    written = [name for step in steps for name in (step.day, *step.also)]

    def read(facts: D) -> tuple[Recorded[D], ...]:
        empty: dict[str, Any] = {
            each.name: each.default for each in fields(facts) if each.name in written and each.default is not MISSING
        }
        now = replace(facts, **empty)
        recorded: list[Recorded[D]] = []
        for step in steps:
            day = getattr(facts, step.day)
            if day is not None:
                after = replace(now, **{name: getattr(facts, name) for name in (step.day, *step.also)})
                recorded.append(Recorded(step.act, day, now, after))
                now = after
        return tuple(recorded)

    return read
