"""Moves of an after-care to another commune, with the papers of both (chuyển nơi cư trú, thông báo cho nơi đến)."""

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
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareAct, AftercareFacts, Move
from casework.records.act import Act
from casework.records.aftercare import Aftercare, AftercareTransfer
from casework.records.unit import Unit
from casework.services.aftercare_paper_acts import perform_on_paper
from casework.services.aftercares import Doing, facts_of, perform, seen_aftercare
from casework.services.changes import text_or_none
from casework.services.residences import require_in_force, settle

NOTICE = "aftercare-transfer"


def move_aftercare(
    doing: Doing,
    *,
    moved_on: date,
    to_unit: Unit,
    address: str | None = None,
    left_at: datetime | None = None,
    notified_on: date | None = None,
    notified_at: datetime | None = None,
    number: str | None = None,
) -> Act:
    """Pass the after-care to the commune the person moved to, which has it from that day, the whole day included.

    The notice to the new place is recorded with the move, for the old place sees no more of it then.

    :param left_at: the instant of leaving, where somebody wrote it down: the clock of 24 hours starts there
    :param notified_on: the day the new place was told; without it, that of the move
    :param number: of the notice
    :raises Conflict: a move of that day is recorded
    :raises InvalidInput: the unit cannot receive it that day
    :raises RefusedByLaw: lists every clause

    Nguồn: điểm c khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; điểm b khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP.
    """

    def receive(aftercare: Aftercare) -> None:
        _require_possible(aftercare, moved_on, to_unit)
        aftercare.transfers.append(
            AftercareTransfer(moved_on=moved_on, to_unit=to_unit, state=WAITING, recorded_by_id=doing.actor.account_id)
        )
        _move_residence(doing.session, doing.actor, aftercare, moved_on, to_unit, address)

    left = Move(moved_on, left_at=left_at)
    act = perform(
        doing,
        AftercareAct.MOVE,
        moved_on,
        lambda facts: replace(facts, moves=(*facts.moves, left)),
        field="moved_on",
        rows=receive,
        at=left_at,
        details={"to_unit": to_unit.code},
    )
    trail.record(
        doing.session,
        Tag.AFTERCARE_TRANSFERRED,
        doing.actor,
        person_id=act.aftercare.person_id if act.aftercare else None,
        ref=doing.ref,
        moved_on=moved_on,
        to_unit=to_unit.code,
    )
    # In the same breath: once the case has moved, the old place can no longer record its own notice.
    everywhere = Scope.everything(reason="giấy thông báo của nơi chuyển đi, ghi cùng lúc với việc chuyển")
    told = replace(doing, scope=everywhere, version=None)
    notify_move(told, notified_on=notified_on or moved_on, notified_at=notified_at, number=number)
    return act


def notify_move(
    doing: Doing, *, notified_on: date, notified_at: datetime | None = None, number: str | None = None
) -> Act:
    """Record the notice to the new place about the latest move (thông báo, Mẫu số 53; từ 01/07/2026 Mẫu số 54).

    :param number: as on the notice; empty: the next one of the series of the unit that was left, where it records the
        notice itself; None: it has none
    :raises InvalidInput: the number is taken in that year
    :raises RefusedByLaw: lists every clause

    Nguồn: điểm c khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; điểm b khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP.
    """

    def change(facts: AftercareFacts, _: str | None) -> AftercareFacts:
        last = facts.last_move
        return replace(
            facts,
            moves=tuple(
                replace(each, notified_on=notified_on, notified_at=notified_at) if each == last else each
                for each in facts.moves
            ),
        )

    # The notice bears the day of the move; the place that was left has its number in its own series.
    moved_on = _last_moved_on(doing) or notified_on
    return perform_on_paper(
        doing,
        AftercareAct.NOTIFY_MOVE,
        notified_on,
        change,
        kind=NOTICE,
        number=number,
        field="notified_on",
        signed_on=moved_on,
        part=moved_on.isoformat(),
        at=notified_at,
    )


def _last_moved_on(doing: Doing) -> date | None:
    last = facts_of(seen_aftercare(doing.session, doing.scope, doing.ref)).last_move
    return last.moved_on if last is not None else None


def _require_possible(aftercare: Aftercare, moved_on: date, to_unit: Unit) -> None:
    if to_unit.kind != "commune":
        raise InvalidInput(f"{to_unit.name} không phải xã, phường, thị trấn", field="to_unit")
    require_in_force(to_unit, moved_on, field="to_unit")
    if moved_on < aftercare.first_on:
        first = format_date(aftercare.first_on)
        raise InvalidInput(f"Ngày chuyển trước ngày đầu tiên của hồ sơ ({first})", field="moved_on")
    if any(move.moved_on == moved_on for move in aftercare.transfers):
        raise Conflict(f"Ngày {format_date(moved_on)} đã ghi một lần chuyển; mỗi ngày chỉ có một lần chuyển.")
    holder = next((each for each in aftercare.custody if each.from_on <= moved_on < each.to_on), None)
    if holder is not None and holder.unit_id == to_unit.id:
        raise InvalidInput(f"Ngày {format_date(moved_on)} hồ sơ đã ở {to_unit.name}", field="to_unit")


def _move_residence(
    session: Session, actor: Actor, aftercare: Aftercare, moved_on: date, to_unit: Unit, address: str | None
) -> None:
    person = aftercare.person
    present = next((each for each in person.residences if each.to_on is None), None)
    later_residence = present is not None and present.from_on is not None and present.from_on > moved_on
    later_move = any(move.moved_on > moved_on for move in aftercare.transfers)
    if not later_residence and not later_move:
        settle(session, actor, person, to_unit, text_or_none(address), moved_on)
