"""Cases of two records that run at one time (trùng thời gian): somebody decides about each.

Episodes, after-cares and treatments run one at a time; trainings and jobs may run side by side (no law, and no line of
the exchange format, says that a person has one at most), so those simply become the survivor's.

A case that is closed here ends by no act: nobody abandoned it, nobody certified it, and the law is asked nothing. It
is the second record of something that was recorded twice, and its closing is administrative (đóng hành chính). It is
kept as that with the merge: which record, as a double of which, on which day; the timelines of the person and of the
case say so with the reason. A course that really ended is ended on its own page, by its act, before merging.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import EpisodeOutcome, Term
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.records.episode import Episode
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.services.merge_rows import Rewriting

Case = Episode | Aftercare | Methadone
Door = Callable[[Scope], Select[Any]]
_EVERYWHERE = Scope.everything(reason="trùng thời gian ở đơn vị khác cũng phải được quyết định khi gộp")


class CaseKind(Term):
    """Loại hồ sơ mà một người chỉ có một tại một thời điểm."""

    EPISODE = "episode", "Đợt cai nghiện"
    AFTERCARE = "aftercare", "Hồ sơ quản lý sau cai"
    METHADONE = "methadone", "Đợt điều trị thay thế"


_DOORS: dict[CaseKind, tuple[type[Case], Door]] = {
    CaseKind.EPISODE: (Episode, queries.held_episodes),
    CaseKind.AFTERCARE: (Aftercare, queries.held_aftercares),
    CaseKind.METHADONE: (Methadone, queries.methadone),
}
"""The table, and the door to what the officers of a scope may close."""


@dataclass(frozen=True)
class Overlap:
    """Two cases of one kind and one time, one of each record.

    :param closable: those of the two that are open and the merging officer's to close
    """

    kind: CaseKind
    kept: Case
    merged: Case
    closable: tuple[Case, ...]

    @property
    def name(self) -> str:
        """What the decision about it is filed under."""
        return f"{self.kind.value}-{self.kept.id}-{self.merged.id}"


@dataclass(frozen=True)
class Decision:
    """Both stay as they are, or one that is still open is closed on a day."""

    close_ref: str | None = None
    ended_on: date | None = None


def overlaps(session: Session, scope: Scope, survivor: Person, merged: Person) -> list[Overlap]:
    """The pairs of cases that were or are under way on the same days, wherever they are kept."""
    found = []
    for kind, (model, door) in _DOORS.items():
        own, other = (_of(session, door(_EVERYWHERE), model, person) for person in (survivor, merged))
        pairs = [(one, two) for one in own for two in other if _together(one, two)]
        held = {case.id for person in (survivor, merged) for case in _of(session, door(scope), model, person)}
        found += [Overlap(kind, one, two, _closable(held, one, two)) for one, two in pairs]
    return found


def _of(session: Session, query: Select[Any], model: Any, person: Person) -> list[Case]:
    rows = session.scalars(query.where(model.person_id == person.id)).unique()
    return sorted(rows, key=lambda case: (first_day(case), case.id))


def _closable(held: set[int], *cases: Case) -> tuple[Case, ...]:
    """An after-care that never began has no day to end on: whoever finds it doubled takes it out after the merge."""
    return tuple(case for case in cases if case.started_on or isinstance(case, Episode) if _is_open(case, held))


def _is_open(case: Case, held: set[int]) -> bool:
    return case.ended_on is None and case.id in held


def first_day(case: Case) -> date:
    """The first day of a case."""
    return case.started_on if isinstance(case, Methadone) else case.first_on


def _together(one: Case, two: Case) -> bool:
    return first_day(one) <= (two.ended_on or FOREVER) and first_day(two) <= (one.ended_on or FOREVER)


def require_decisions(found: Sequence[Overlap], decisions: Mapping[str, Decision], *, today: date) -> None:
    """:raises InvalidInput: somebody has not said what becomes of two cases of one time, or cannot close one so"""
    for overlap in found:
        decision = decisions.get(overlap.name)
        if decision is None:
            raise InvalidInput(
                f"{overlap.kind.term} {overlap.kept.ref} và {overlap.merged.ref} trùng thời gian: "
                "hãy chọn giữ cả hai, hoặc đóng một bản ghi trùng.",
                field="overlaps",
            )
        if decision.close_ref is not None:
            _require_end(overlap, _named(overlap, decision.close_ref), decision.ended_on, today)


def _named(overlap: Overlap, ref: str) -> Case:
    for case in (overlap.kept, overlap.merged):
        if case.ref == ref:
            return case
    raise InvalidInput("Hãy chọn lại bản ghi cần đóng.", field="overlaps")


def _require_end(overlap: Overlap, case: Case, ended_on: date | None, today: date) -> None:
    what = f"{overlap.kind.term} {case.ref}"
    if case.ended_on is not None:
        raise InvalidInput(f"{what} đã kết thúc rồi; hãy chọn giữ cả hai.", field="overlaps")
    if case not in overlap.closable:
        raise InvalidInput(
            f"{what} chưa bắt đầu, hoặc do đơn vị khác quản lý: hãy giữ cả hai, gộp xong thì gỡ bỏ bản ghi thừa.",
            field="overlaps",
        )
    first = _last_known_day(case)
    if ended_on is None or not first <= ended_on <= today:
        raise InvalidInput(f"Ngày đóng {what} phải từ {format_date(first)} đến hôm nay.", field="overlaps")


def _last_known_day(case: Case) -> date:
    """The latest of the days by which the case was still open; it cannot be closed before."""
    if isinstance(case, Methadone):
        return case.started_on
    moves = [move.moved_on for move in case.transfers]
    if isinstance(case, Aftercare):
        days = [case.first_on, case.decided_on, case.started_on]
        moves += [review.held_on for review in case.reviews]
    else:
        days = [case.registered_on, case.decided_on, case.started_on]
        moves += [day for phase in case.phases for day in (phase.started_on, phase.completed_on or phase.started_on)]
    return max(day for day in (*days, *moves) if day is not None)


def close_decided(
    rewriting: Rewriting, found: Sequence[Overlap], decisions: Mapping[str, Decision]
) -> list[dict[str, str]]:
    """Close the doubles that somebody decided to close; one named twice is closed once.

    :returns: what the merge keeps of each: kind, code, of which it is the double, and the day
    """
    closed: dict[str, dict[str, str]] = {}
    for overlap in found:
        decision = decisions[overlap.name]
        if decision.close_ref is None or decision.ended_on is None or decision.close_ref in closed:
            continue
        case = _named(overlap, decision.close_ref)
        other = overlap.merged if case is overlap.kept else overlap.kept
        table: Any = type(case).__table__
        rewriting.change(table, {"id": case.id}, _ended(case, decision.ended_on))
        told = {"kind": overlap.kind.value, "ref": case.ref, "double_of": other.ref}
        closed[case.ref] = {**told, "on": decision.ended_on.isoformat()}
    return list(closed.values())


def _ended(case: Case, on: date) -> dict[str, Any]:
    if isinstance(case, Methadone):
        # None of its outcomes came about; the treatment itself goes on in the other record.
        return {"ended_on": on}
    if isinstance(case, Episode):
        return {"ended_on": on, "outcome": EpisodeOutcome.OTHER.value}
    return {"ended_on": on, "outcome": AftercareOutcome.OTHER.value}
