"""Moves of a case to another unit (chuyển hồ sơ khi thay đổi nơi cư trú)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.moving import WAITING
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput
from casework.i18n import VIETNAM, format_date
from casework.law.explain import explain
from casework.law.facts import Act as ActKind
from casework.law.facts import EpisodeFacts
from casework.law.regimes import governing, procedure_for
from casework.records.act import Act
from casework.records.episode import Episode, EpisodeTransfer
from casework.records.unit import Unit
from casework.services.episode_facts import background_of, keep, whole_facts
from casework.services.episodes import Allowed, ask_the_law, held_episode, require_past, write_act
from casework.services.paper_acts import file_paper, number_if_any
from casework.services.residences import require_in_force, settle
from casework.workflow.engine import Decision

NOTICE = "transfer-notice"


def transfer_episode(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    moved_on: date,
    to_unit: Unit,
    today: date,
    address: str | None = None,
    left_at: datetime | None = None,
    notified_on: date | None = None,
    notified_at: datetime | None = None,
    number: str | None = None,
    version: int | None = None,
) -> Act:
    """Pass the case to the commune the person moved to; it has the case from that day, that whole day included.

    The person's residence moves with it, unless a later one is on file.

    :param address: the new address, where known
    :param left_at: the instant the person left, where the hour is known
    :param notified_on: the day the commune moved to was told; without it, that of the move
    :param notified_at: the instant of that, where the hour is known
    :param number: of the notice, as on the paper; empty: the next one of the unit's series; None: it has none
    :raises InvalidInput: the number is taken in that year
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: a move is recorded on that day, or somebody acted on the case since `version`
    :raises RefusedByLaw: lists every clause

    Nguồn: khoản 2 Điều 32 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 43 Luật 73/2021/QH14.
    """
    require_past(moved_on, today, field="moved_on")
    episode = held_episode(session, scope, episode_ref, version=version)
    _require_possible(episode, moved_on, to_unit)
    facts = whole_facts(session, episode)
    left_on = left_at.astimezone(VIETNAM).date() if left_at else moved_on
    told_on = notified_at.astimezone(VIETNAM).date() if notified_at else notified_on or moved_on
    leaving = {"left_on": left_on, "left_at": left_at}
    told = {"transfer_notified_on": told_on, "transfer_notified_at": notified_at}
    arriving = {"transfer_received_on": None, "transfer_received_at": None}
    proposed = replace(
        facts, left_on=left_on, left_at=left_at, transfer_notified_on=told_on, transfer_notified_at=notified_at
    )
    require_past(told_on, today, field="notified_on")
    allowed = _allowed(episode, facts, max(moved_on, told_on), proposed)
    about = session, scope, NOTICE, episode_ref, number
    given = number_if_any(*about, signed_on=moved_on, today=today, field="number", part=moved_on.isoformat())
    keep(episode, leaving | told | arriving)
    episode.transfers.append(
        EpisodeTransfer(moved_on=moved_on, to_unit=to_unit, state=WAITING, recorded_by_id=actor.account_id)
    )
    act = write_act(
        session,
        actor,
        episode,
        ActKind.TRANSFER,
        moved_on,
        allowed,
        to_unit=to_unit.code,
        number=given.text if given else None,
    )
    _move_residence(session, actor, episode, moved_on, to_unit, address)
    trail.record(
        session,
        Tag.EPISODE_TRANSFERRED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        moved_on=moved_on,
        to_unit=to_unit.code,
    )
    file_paper(session, actor, NOTICE, episode_ref, given, today=today, part=moved_on.isoformat())
    return act


def _require_possible(episode: Episode, moved_on: date, to_unit: Unit) -> None:
    if to_unit.kind != "commune":
        raise InvalidInput(f"{to_unit.name} không phải xã, phường, thị trấn", field="to_unit")
    require_in_force(to_unit, moved_on, field="to_unit")
    if moved_on < episode.first_on:
        raise InvalidInput(
            f"Ngày chuyển trước ngày đầu tiên của hồ sơ ({format_date(episode.first_on)})", field="moved_on"
        )
    if any(move.moved_on == moved_on for move in episode.transfers):
        raise Conflict(f"Ngày {format_date(moved_on)} đã ghi một lần chuyển; mỗi ngày chỉ có một lần chuyển.")
    holder = next(each for each in episode.custody if each.from_on <= moved_on < each.to_on)
    if holder.unit_id == to_unit.id:
        raise InvalidInput(f"Ngày {format_date(moved_on)} hồ sơ đã ở {to_unit.name}", field="to_unit")


def _allowed(episode: Episode, facts: EpisodeFacts, on: date, proposed: EpisodeFacts) -> Allowed:
    """A case whose law this system does not run yet must still be able to follow its person."""
    around = background_of(episode, facts)
    law = governing(facts, on)
    if around is None and procedure_for(facts.form, law.regime) is None:
        return Allowed(Decision(ActKind.TRANSFER, explain(facts, on).stage), law)
    return ask_the_law(facts, ActKind.TRANSFER, on, proposed, around=around)


def _move_residence(
    session: Session, actor: Actor, episode: Episode, moved_on: date, to_unit: Unit, address: str | None
) -> None:
    person = episode.person
    present = next((each for each in person.residences if each.to_on is None), None)
    later_residence = present is not None and present.from_on is not None and present.from_on > moved_on
    later_move = any(move.moved_on > moved_on for move in episode.transfers)
    if not later_residence and not later_move:
        settle(session, actor, person, to_unit, address, moved_on)
