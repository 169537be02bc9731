"""Correcting what was recorded of an episode (sửa hồ sơ): the old value and the reason stay in trail and file.

A correction is no act: no statute refuses it, only impossible days do. Whatever the corrected record breaks, the law
shows on the page of the case.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import custody, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput, NotFound
from casework.i18n import format_date
from casework.records.consultation import ConsultationSession
from casework.records.db import now
from casework.records.episode import Episode
from casework.records.trail import TrailEntry
from casework.records.unit import Unit
from casework.services.changes import checked_reason, text_or_none
from casework.services.correction_fields import RESTART, Field, Shape, fields_of, shown
from casework.services.days import require_order, require_past
from casework.services.episodes import flush_or_conflict, held_episode
from casework.services.paper_notices import follow, holder_on
from casework.services.paper_numbers import checked_number, require_free_now
from casework.services.paper_orders import CLOCK, part_of, require_withdrawn
from casework.services.paper_taken import Owner

_SHOWN = 100
"""So many corrections of one person are shown in their file, the newest first."""


def correct_episode(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    key: str,
    value: Any,
    *,
    reason: str,
    today: date,
    version: int | None = None,
) -> Episode:
    """Set one recorded value of an episode right.

    :param key: of `fields_of`
    :param value: as it should read; None where it should not be there
    :raises NotFound: no such episode in the scope's custody, or no such value in it
    :raises Conflict: somebody acted on the case since `version`
    :raises InvalidInput: no reason, nothing changed, or days that cannot be
    """
    why = checked_reason(reason)
    episode = held_episode(session, scope, ref, version=version)
    field = field_of(episode, key)
    wanted = _read(field, value, today)
    if wanted == field.value:
        raise InvalidInput("Giá trị mới giống giá trị cũ; không có gì để sửa.", field="value")
    changes = {key: [field.shown, shown(wanted, field.terms)], "words": f"{field.group}: {field.label}"}
    if wanted is not None and field.key.endswith("number"):
        _require_free(session, episode, field.key, wanted)
    if wanted is None and field.key.startswith(f"{RESTART}."):
        require_withdrawn(session, CLOCK, ref, part_of(int(field.key.split(".")[1])))
    with session.no_autoflush:
        field.write(wanted)
        _require_possible(episode)
    episode.updated_at = now()
    flush_or_conflict(session)
    custody.rebuild(session, episode)
    follow(session, episode.ref, key, field.value, wanted)
    trail.record(
        session,
        Tag.RECORD_CORRECTED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        changes=changes,
        reason=why,
    )
    return episode


def field_of(episode: Episode, key: str) -> Field:
    """:raises NotFound: the episode has no such value"""
    found = next((each for each in fields_of(episode) if each.key == key), None)
    if found is None:
        raise NotFound("Hồ sơ không có mục này.")
    return found


def corrections_of(session: Session, person_id: int) -> list[TrailEntry]:
    """The corrections of one person's records, the newest first."""
    query = select(TrailEntry).where(TrailEntry.person_id == person_id, TrailEntry.tag.in_(CORRECTIONS))
    return list(session.scalars(query.order_by(TrailEntry.id.desc()).limit(_SHOWN)))


def corrections_of_session(session: Session, held: ConsultationSession) -> list[TrailEntry]:
    """The corrections of one consultation session, the newest first, without those that stand in people's files."""
    query = select(TrailEntry).where(
        TrailEntry.tag == Tag.SESSION_CORRECTED.tag,
        TrailEntry.person_id.is_(None),
        TrailEntry.at >= held.recorded_at,
        TrailEntry.keys["ref"].as_string() == held.ref,
    )
    return list(session.scalars(query.order_by(TrailEntry.id.desc()).limit(_SHOWN)))


CORRECTIONS = tuple(
    tag.tag
    for tag in (
        Tag.RECORD_CORRECTED,
        Tag.PERSON_CHANGED,
        Tag.AFTERCARE_CORRECTED,
        Tag.PROCEEDING_CORRECTED,
        Tag.BOOK_SAVED,
        Tag.TRAINING_SAVED,
        Tag.JOB_SAVED,
        Tag.LOAN_SAVED,
        Tag.METHADONE_SAVED,
        Tag.SESSION_CORRECTED,
    )
)
"""The tags whose entries keep an old value; those of books and support only where something was there before."""


def _read(field: Field, value: Any, today: date) -> Any:
    """The new value as it is stored."""
    if isinstance(value, str):
        value = text_or_none(value)
    if field.shape is Shape.DAYS:
        value = tuple(sorted(set(value or ())))
        for day in value:
            require_past(day, today=today, field="value")
        return value
    if value is None and field.needed:
        raise InvalidInput("Mục này không để trống được. Nếu không có việc này, hãy gỡ bỏ cả bản ghi.", field="value")
    if isinstance(value, date):
        require_past(value, today=today, field="value")
    if value is not None and field.key.endswith("number"):
        value = checked_number(value)
    return value


def _require_free(session: Session, episode: Episode, key: str, number: str) -> None:
    """:raises InvalidInput: another paper of the unit that signed bears the number in that year; says which"""
    part, _, rest = key.partition(".")
    kind, on, day = "rehabilitation-decision", episode.decided_on, ""
    if part == "certificate" and episode.certificate is not None:
        kind, on = "completion-certificate", episode.certificate.issued_on
    elif part == "violation":
        on = next(each.happened_on for each in episode.violations if str(each.id) == rest.partition(".")[0])
        kind, day = "violation-minutes", on.isoformat()
    if on is not None:
        unit = holder_on(episode.custody, on) or episode.unit
        require_free_now(session, unit, number, on, own=Owner(kind, episode.ref, day), field="value")


def _require_possible(episode: Episode) -> None:
    """:raises InvalidInput: days that cannot be, whatever the law says"""
    if episode.started_on is not None:
        require_order(episode.started_on, episode.ended_on, field="value")
    if (episode.ended_on is None) != (episode.outcome is None) and episode.ended_on is None:
        raise InvalidInput("Đã có kết quả thì phải có ngày kết thúc; hãy bỏ kết quả trước.", field="value")
    for phase in episode.phases:
        require_order(phase.started_on, phase.completed_on, field="value", what="Ngày hoàn thành giai đoạn")
    days = Counter(move.moved_on for move in episode.transfers)
    if any(times > 1 for times in days.values()):
        raise InvalidInput("Mỗi ngày chỉ có một lần chuyển; ngày này đã có một lần chuyển khác.", field="value")
    for move in episode.transfers:
        _require_receiver(move.to_unit, move.moved_on)


def _require_receiver(unit: Unit, on: date) -> None:
    if unit.kind != "commune" or not unit.bears_on(on):
        raise InvalidInput(
            f"{unit.name} ({unit.code}) không phải xã, phường có vào ngày {format_date(on)}.", field="value"
        )
