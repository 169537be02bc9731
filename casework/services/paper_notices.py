"""The notices of the moves of a case (thông báo chuyển nơi cư trú): one a move, by the commune that is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.moving import ALLOCATED, RETURNED, given_away
from casework.access.scope import Scope, within
from casework.records.aftercare import Aftercare, AftercareCustody, AftercareTransfer
from casework.records.episode import Episode, EpisodeCustody, EpisodeTransfer
from casework.records.paper import Paper
from casework.records.unit import Unit
from casework.services.paper_shelf import once

NOTICES = ("transfer-notice", "aftercare-transfer")
"""The papers by which the unit that gives a case away tells where it went."""
_OF_A_DAY = {("transfer", "moved_on"): "transfer-notice", ("violation", "happened_on"): "violation-minutes"}
"""Papers that are told apart by the day of what they are about, which may be corrected."""


def present_or_left(session: Session, scope: Scope, case: Any, ref: str) -> tuple[Any, bool]:
    """A case that the scope sees or gave away, and whether it has left.

    :raises NotFound: neither
    """
    seen = queries.episodes(scope) if case is Episode else queries.aftercares(scope)
    asked = seen.where(case.ref == ref)
    present = once(session, (case, scope, ref), lambda: session.scalars(asked).unique().one_or_none())
    if present is not None:
        return present, False
    return queries.one(session, given_away(scope, case), case.ref == ref), True


def notice_part(session: Session, scope: Scope, kind: str, ref: str) -> str:
    """The day of the move that a notice is about where nobody said which: the last from the scope, else the last.

    Each move has a notice of its own, by the commune that is left.

    :raises NotFound: the scope neither sees the case nor gave it away
    """
    case, _left = present_or_left(session, scope, Episode if kind == "transfer-notice" else Aftercare, ref)
    moves = moves_of(case)
    origins = {each.moved_on: holder_on(case.custody, each.moved_on - timedelta(days=1)) for each in moves}
    units = {unit.id for unit in origins.values() if unit is not None}
    own = set(session.scalars(select(Unit.id).where(Unit.id.in_(units), *within(scope, Unit.id))))
    given = [day for day, unit in origins.items() if unit is not None and unit.id in own]
    days = given or list(origins)
    return days[-1].isoformat() if days else ""


def moved_on_days(case: Episode | Aftercare) -> list[str]:
    """The days of the moves of a case, which tell its notices apart."""
    return [each.moved_on.isoformat() for each in moves_of(case)]


def moves_of(case: Episode | Aftercare) -> Sequence[EpisodeTransfer | AftercareTransfer]:
    """The moves of the person; when a province gives a case to a commune or takes it back, nobody moves."""
    return [each for each in case.transfers if each.state not in (ALLOCATED, RETURNED)]


def move_of(case: Episode | Aftercare, part: str) -> EpisodeTransfer | AftercareTransfer | None:
    """The move of that day, else the last."""
    moves = moves_of(case)
    return next((each for each in moves if each.moved_on.isoformat() == part), moves[-1] if moves else None)


def moved_on(case: Episode | Aftercare, part: str) -> date | None:
    """The day of a notice: of the move of that day, which may be about to be recorded; of the last without one."""
    move = move_of(case, part)
    return move.moved_on if move is not None and part in ("", move.moved_on.isoformat()) else None


def follow(session: Session, ref: str, key: str, was: Any, now: Any) -> None:
    """Keep the papers of a day with their move, or violation, whose day was corrected (`transfer.7.moved_on`)."""
    kind = _OF_A_DAY.get((key.partition(".")[0], key.rpartition(".")[2]))
    if kind is not None:
        papers = session.scalars(
            select(Paper).where(Paper.kind == kind, Paper.subject_ref == ref, Paper.part == was.isoformat())
        )
        for paper in papers:
            paper.part = now.isoformat()


def holder_on(custody: Sequence[EpisodeCustody | AftercareCustody], day: date) -> Unit | None:
    """Who has the case on a day; before it began, whoever had it first."""
    before = [each.unit for each in custody if each.from_on <= day]
    return before[-1] if before else custody[0].unit if custody else None
