"""What a procedure is made of: stages, acts, conditions, deadlines (quy trình).

Generic over the facts: this file knows neither drugs nor communes. `law/` fills it, `engine.py` runs it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from casework.i18n import format_date
from casework.workflow.calendar import first_instant

F = TypeVar("F")
"""The facts of one case, a frozen dataclass."""

RELIED_ON = frozenset({"Q", "P"})
"""Confidences that may refuse or mark late: read in the text, or read in a paraphrase of it."""


@dataclass(frozen=True)
class Cited:
    """Something the law says, with its place and how surely it was read (Q, P, M or I)."""

    text: str
    citation: str
    confidence: str = "Q"
    form_number: str | None = None


@dataclass(frozen=True)
class Finding:
    """What a condition found: true when met, else a sentence on what is missing and when it would be met.

    `citation` and `confidence` are given only where the finding knows better than its condition,
    e.g. a number read from the law of that day. `late` is a limit overstepped: it is marked and never refuses.
    """

    missing: str = ""
    citation: str | None = None
    confidence: str | None = None
    late: bool = False

    def __bool__(self) -> bool:
        return not self.missing


MET = Finding()


@dataclass(frozen=True)
class Condition(Generic[F]):
    """A named rule of the law, asked about the facts as they would be *after* the act, on the day of the act."""

    name: str
    citation: str
    confidence: str
    test: Callable[[F, date], Finding]

    def __call__(self, facts: F, on: date) -> Finding:
        return self.test(facts, on)

    def under(self, citation: str, confidence: str) -> Condition[F]:
        """The same rule as another law states it."""
        return replace(self, citation=citation, confidence=confidence)


@dataclass(frozen=True)
class Due:
    """The last day of a duty and where it is written.

    `binding` is false for a day the law names without a limit of its own (a milestone): it is never overdue.
    A duty in clock hours has an instant `at`, `on` being its day. Where only the day is known on which its clock
    started, `at` is the latest instant it can end, and `at_earliest` the earliest.
    """

    on: date
    citation: str
    confidence: str = "Q"
    binding: bool = True
    note: str = ""
    at: datetime | None = None
    at_earliest: datetime | None = None

    @property
    def by_day_only(self) -> bool:
        """Whether the instant was reckoned from a day without an hour (chỉ biết ngày, không biết giờ)."""
        return self.at is not None and self.at_earliest != self.at


@dataclass(frozen=True)
class Restart:
    """A recorded decision that a clock runs anew (tính lại thời hạn sau sự kiện bất khả kháng).

    :param act: the act whose deadline runs anew
    :param from_on: the day the obstacle was over; the new clock starts with it, `from_at` where its instant is known
    :param number: of the decision of the competent authority
    """

    act: str
    from_on: date
    number: str
    decided_on: date
    from_at: datetime | None = None


@dataclass(frozen=True)
class Deadline(Generic[F]):
    """A duty with a clock (thời hạn); `due` is None while the clock has not started or cannot be read.

    `done_at` reads the instant at which the duty was done; None where only its day is known. `met` tells that it was
    done by an act that leaves the case in its stage: the clock no longer runs. `again` tells the same duty reckoned
    from a restart; None where the law lets no event restart it.
    """

    label: str
    due: Callable[[F], Due | None]
    done_at: Callable[[F], datetime | None] | None = None
    met: Callable[[F], bool] | None = None
    again: Callable[[F, Restart], Due] | None = None


@dataclass(frozen=True)
class Stage:
    """A state of the case in its procedure (trạng thái hồ sơ), in the order in which a case passes them."""

    code: str
    label: str
    final: bool = False


@dataclass(frozen=True)
class Transition(Generic[F]):
    """An act, the stages in which it is possible and the stage it leads to (None: the case stays where it is).

    `fill` writes into the facts what the act would write if it were done on a day: it answers "is it open today?".
    `authority` and `form` are read for a day, for they change by date.
    """

    act: str
    label: str
    sources: tuple[str, ...]
    target: str | None
    citation: str
    fill: Callable[[F, date], F]
    authority: Callable[[F, date], Cited]
    form: Callable[[F, date], Cited | None]
    conditions: tuple[Condition[F], ...] = ()
    deadline: Deadline[F] | None = None
    confidence: str = "Q"


@dataclass(frozen=True)
class Recorded(Generic[F]):
    """An act that has been done: its day, and the facts just before and just after it."""

    act: str
    on: date
    before: F
    after: F


@dataclass(frozen=True)
class Procedure(Generic[F]):
    """The stages of one form of measure under one law, and the acts between them.

    `read_stage` tells the stage from the facts alone; `read_history` takes recorded facts apart into acts in order.
    """

    name: str
    label: str
    stages: tuple[Stage, ...]
    transitions: tuple[Transition[F], ...]
    read_stage: Callable[[F], str]
    read_history: Callable[[F], tuple[Recorded[F], ...]]
    milestones: tuple[tuple[str, Deadline[F]], ...] = ()
    """Deadlines that belong to a stage and not to an act: (stage code, deadline)."""
    restarts: Callable[[F], tuple[Restart, ...]] = lambda facts: ()
    """The recorded decisions by which clocks of this case run anew."""

    def __post_init__(self) -> None:
        known = {stage.code for stage in self.stages}
        named = {code for move in self.transitions for code in (*move.sources, move.target or move.sources[0])}
        named |= {code for code, _ in self.milestones}
        if named - known:
            raise LookupError(f"{self.name}: unknown stages {sorted(named - known)}")
        if len({move.act for move in self.transitions}) != len(self.transitions):
            raise LookupError(f"{self.name}: an act is listed twice")

    def stage(self, code: str) -> Stage:
        """The stage with this code.

        :raises LookupError: the procedure has no such stage
        """
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise LookupError(f"{self.name}: no stage {code}")

    def history(self, facts: F) -> tuple[Recorded[F], ...]:
        """The recorded acts in order; what only another law calls an act is on file, but no act of this procedure."""
        known = {move.act for move in self.transitions}
        return tuple(each for each in self.read_history(facts) if each.act in known)

    def transition(self, act: str) -> Transition[F]:
        """The transition of this act.

        :raises LookupError: the procedure has no such act
        """
        for transition in self.transitions:
            if transition.act == act:
                return transition
        raise LookupError(f"{self.name}: no act {act}")

    def has_passed(self, transition: Transition[F], stage: Stage) -> bool:
        """Whether the case is already beyond every stage in which the act was possible."""
        order = [each.code for each in self.stages]
        return all(order.index(source) < order.index(stage.code) for source in transition.sources)

    def restartable(self) -> tuple[Transition[F], ...]:
        """The acts whose clock the law lets a decision restart."""
        return tuple(move for move in self.transitions if move.deadline is not None and move.deadline.again is not None)

    def due(self, move: Transition[F], facts: F) -> Due | None:
        """When an act is due, by the latest recorded restart of its clock; None while the clock has not started."""
        if move.deadline is None:
            return None
        due, again = move.deadline.due(facts), move.deadline.again
        mine = [each for each in self.restarts(facts) if each.act == move.act]
        if due is None or again is None or not mine:
            return due
        last = max(mine, key=lambda each: (each.from_on, each.decided_on))
        renewed = again(facts, last)
        told = f"tính lại từ ngày {format_date(last.from_on)} theo Quyết định số {last.number}"
        # A restart gives time and takes none: one from a day before the clock had run out may end sooner.
        return replace(renewed, note=told) if (renewed.on, renewed.at or _NEVER) >= (due.on, due.at or _NEVER) else due


_NEVER = first_instant(date(1900, 1, 1))
