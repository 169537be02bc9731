"""Moves between communes seen from both sides (chuyển đi, chuyển đến): what arrives is accepted, or goes back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from casework.access import custody, moving, queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput, NotFound, RefusedByLaw
from casework.i18n import format_date
from casework.records.aftercare import Aftercare, AftercareCustody, AftercareTransfer
from casework.records.db import now
from casework.records.episode import Episode, EpisodeCustody, EpisodeTransfer
from casework.records.unit import Unit
from casework.services.changes import text_or_none
from casework.services.course import Doing
from casework.services.days import require_past
from casework.services.receptions import receive_episode
from casework.services.residences import settle

MOST = 200
"""So many moves of either kind are listed, the longest waiting first."""
KINDS: dict[str, type[EpisodeTransfer] | type[AftercareTransfer]] = {
    "episode": EpisodeTransfer,
    "aftercare": AftercareTransfer,
}


@dataclass(frozen=True)
class Movement:
    """One move as either side sees it: the case, its kind, who sent it, and the move with its answer."""

    kind: str
    move: EpisodeTransfer | AftercareTransfer
    case: Episode | Aftercare
    sender: Unit

    @property
    def notified(self) -> str:
        """The day on which the sender told the receiver, where it is on file."""
        facts = self.case.law_facts
        of_the_move = (each.get("notified_on") for each in facts.get("moves", ()) if each.get("moved_on") == self._day)
        told = facts.get("transfer_notified_at") or facts.get("transfer_notified_on") or next(of_the_move, None)
        return format_date(date.fromisoformat(str(told)[:10])) if told else ""

    @property
    def _day(self) -> str:
        return self.move.moved_on.isoformat()


def arrivals(session: Session, scope: Scope) -> list[Movement]:
    """What has arrived at the scope's units and waits for an answer, the longest waiting first."""
    return [each for kind in KINDS for each in _movements(session, kind, moving.arriving(scope, KINDS[kind]))]


def departures(session: Session, scope: Scope) -> list[Movement]:
    """What the scope's units sent away, the latest first, with what the receivers answered."""
    asked = ((kind, moving.departed(scope, model)) for kind, model in KINDS.items())
    found = [each for kind, query in asked for each in _movements(session, kind, query, last=True)]
    return sorted(found, key=lambda each: each.move.moved_on, reverse=True)


def arrivals_waiting(session: Session, scope: Scope) -> int:
    """How many cases wait for an answer at the scope's units."""
    queries_of = (moving.arriving(scope, kind).order_by(None).subquery() for kind in KINDS.values())
    return sum(session.scalar(select(func.count()).select_from(each)) or 0 for each in queries_of)


def arrival(session: Session, scope: Scope, kind: str, move_id: int, *, lock: bool = False) -> Movement:
    """:raises NotFound: no such move waits at the scope's units"""
    if kind not in KINDS:
        raise NotFound("Không có loại hồ sơ này.")
    model = KINDS[kind]
    query = moving.arriving(scope, model).where(model.id == move_id)
    move = queries.one(session, query.with_for_update(of=model) if lock else query)
    return _movement(kind, move)


def accept_arrival(
    session: Session, scope: Scope, actor: Actor, kind: str, move_id: int, *, on: date, note: str | None, today: date
) -> Movement:
    """The commune has taken the case and the person over (tiếp nhận).

    Where the law of the case knows the act of receiving, it is recorded as that act too.

    :raises NotFound: no such move waits at the scope's units
    :raises InvalidInput: the day has not come, or lies before the move
    """
    found = arrival(session, scope, kind, move_id, lock=True)
    _require_day(found, on, today)
    if isinstance(found.case, Episode) and "transfer_received_on" not in found.case.law_facts:
        # Where the law of the case has no such act, that the commune has taken the person over is a fact all the same.
        with suppress(RefusedByLaw):
            receive_episode(Doing(session, scope, actor, found.case.ref, today, note=note), on, None)
    _answer(session, actor, found, moving.ACCEPTED, on, note)
    return found


def decline_arrival(
    session: Session, scope: Scope, actor: Actor, kind: str, move_id: int, *, on: date, note: str | None, today: date
) -> Movement:
    """The person did not come (người không đến): the case goes back to the commune that sent it, from that day on.

    :raises NotFound: no such move waits at the scope's units
    :raises InvalidInput: no reason, or a day that is not after the move
    :raises Conflict: another move is recorded on that day
    """
    found = arrival(session, scope, kind, move_id, lock=True)
    _require_day(found, on, today)
    case, move = found.case, found.move
    if not text_or_none(note):
        raise InvalidInput("Hãy ghi vì sao không tiếp nhận, ví dụ: đã đến nhà hai lần, người không về.", field="note")
    if on == move.moved_on:
        raise InvalidInput("Hết ngày chuyển mới kết luận được là người không đến. Hãy ghi ngày sau đó.", field="on")
    if any(each.moved_on == on for each in case.transfers):
        raise Conflict(f"Ngày {format_date(on)} đã ghi một lần chuyển khác.")
    back = {"moved_on": on, "to_unit": found.sender, "state": moving.RETURNED, "recorded_by_id": actor.account_id}
    if isinstance(case, Episode):
        case.transfers.append(EpisodeTransfer(**back))
    else:
        case.transfers.append(AftercareTransfer(**back))
    _answer(session, actor, found, moving.DECLINED, on, note)
    person = case.person
    if person.unit_id == move.to_unit_id:
        before = [each for each in person.residences if each.to_on is not None]
        settle(session, actor, person, found.sender, before[-1].address if before else None, on)
    return found


def _answer(session: Session, actor: Actor, found: Movement, state: str, on: date, note: str | None) -> None:
    move, case = found.move, found.case
    move.state, move.answered_on, move.answer_note = state, on, text_or_none(note)
    case.updated_at = now()
    session.flush()
    custody.rebuild(session, case)
    trail.record(
        session,
        Tag.ARRIVAL_ANSWERED,
        actor,
        person_id=case.person_id,
        ref=case.ref,
        state=state,
        answered_on=on,
        note=move.answer_note,
    )


def _require_day(found: Movement, on: date, today: date) -> None:
    require_past(on, today=today, field="on")
    if on < found.move.moved_on:
        raise InvalidInput(f"Hồ sơ chuyển ngày {format_date(found.move.moved_on)}; ngày này sớm hơn.", field="on")


def _movements(session: Session, kind: str, query: Select[Any], *, last: bool = False) -> list[Movement]:
    model = KINDS[kind]
    case = joinedload(model.episode) if model is EpisodeTransfer else joinedload(AftercareTransfer.aftercare)
    people = case.joinedload(Episode.person if model is EpisodeTransfer else Aftercare.person)
    held = case.selectinload(Episode.custody if model is EpisodeTransfer else Aftercare.custody)
    holders = held.joinedload(EpisodeCustody.unit if model is EpisodeTransfer else AftercareCustody.unit)
    query = query.options(people, holders, joinedload(model.to_unit))
    order = model.moved_on.desc() if last else model.moved_on
    return [_movement(kind, move) for move in session.scalars(query.order_by(order, model.id).limit(MOST)).unique()]


def _movement(kind: str, move: EpisodeTransfer | AftercareTransfer) -> Movement:
    case: Episode | Aftercare = move.episode if isinstance(move, EpisodeTransfer) else move.aftercare
    before = [each for each in case.custody if each.from_on < move.moved_on]
    return Movement(kind, move, case, before[-1].unit if before else case.unit)
