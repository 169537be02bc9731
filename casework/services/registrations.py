"""Registration for rehabilitation (tiếp nhận đăng ký cai nghiện tự nguyện): an episode is opened."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.facts import Act as ActKind
from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import DeclaredBy, EpisodeForm
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.unit import Unit
from casework.services.episode_facts import determined_addicted_on, keep
from casework.services.episodes import ask_the_law, other_open_episode, require_past, write_act
from casework.services.guardians import Kinship, keep_guardian
from casework.services.people import held_person


@dataclass(frozen=True)
class Told:
    """What happened before the application: the determination, and when the person was told of it."""

    determined_addicted_on: date | None = None
    notified_on: date | None = None
    notified_at: datetime | None = None

    def facts(self) -> dict[str, Any]:
        """By the names of the law's facts."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def register_episode(
    session: Session,
    scope: Scope,
    actor: Actor,
    person_ref: str,
    *,
    form: EpisodeForm,
    declared_by: DeclaredBy,
    registered_on: date,
    today: date,
    unit: Unit | None = None,
    registered_at: datetime | None = None,
    told: Told | None = None,
    guardian_name: str | None = None,
    guardian_relation: Kinship | None = None,
) -> Episode:
    """Open an episode for a person who has no open one.

    :param registered_on: the day the application was received; the law is applied as of that day
    :param unit: the unit that received it; without it, the one that the person's unit was on that day
    :param registered_at: the instant of the receipt, where the hour was written down
    :param guardian_name: parent, guardian or relative whom the application names beside the person
    :raises NotFound: no such person within `scope`
    :raises InvalidInput: the day has not come, or a relation to nobody
    :raises Conflict: the person has an open episode
    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 28 Nghị định 116/2021/NĐ-CP; Điều 8, Điều 12 Nghị định 94/2010/NĐ-CP.
    """
    require_past(registered_on, today, field="registered_on")
    person = held_person(session, scope, person_ref, version=None)
    unit = receiving_unit(session, scope, person, unit, registered_on)
    refuse_second(session, scope, person)
    told = told or Told()
    known = told.facts() | {"registered_at": registered_at}
    determined = determined_addicted_on(session, person.id, registered_on)
    before = EpisodeFacts(
        form=form,
        declared_by=declared_by,
        birth_date=person.birth_on,
        birth_year=person.birth_year,
        determined_addicted_on=told.determined_addicted_on or determined,
        notified_on=told.notified_on,
        notified_at=told.notified_at,
    )
    after = replace(before, registered_on=registered_on, registered_at=registered_at)
    allowed = ask_the_law(before, ActKind.REGISTER, registered_on, after)
    episode = Episode(
        person=person,
        unit=unit,
        registered_on=registered_on,
        form=form.value,
        declared_by=declared_by.value,
        law_facts={},
        recorded_by_id=actor.account_id,
    )
    keep(episode, known)
    keep_guardian(episode, guardian_name, guardian_relation)
    session.add(episode)
    session.flush()
    write_act(
        session,
        actor,
        episode,
        ActKind.REGISTER,
        registered_on,
        allowed,
        at=registered_at,
        form=form,
        declared_by=declared_by,
    )
    trail.record(session, Tag.EPISODE_REGISTERED, actor, person_id=person.id, ref=episode.ref, form=form.value)
    return episode


def registering_units(session: Session, unit: Unit) -> list[Unit]:
    """The units that may have received an application of somebody living here: this one, and those it was before."""
    row = or_(Unit.id == unit.id, Unit.successor_id == unit.id, Unit.id == unit.successor_id)
    return list(
        session.scalars(select(Unit).where(row, Unit.kind == unit.kind).order_by(Unit.valid_to.is_not(None), Unit.code))
    )


def receiving_unit(session: Session, scope: Scope, person: Person, unit: Unit | None, on: date) -> Unit:
    """Where an application of a day was received; without `unit`, what the person's unit was on that day.

    :raises InvalidInput: the unit did not exist on that day, or is outside the scope
    """
    unit = unit or _unit_of(session, person.unit, on)
    if not unit.bears_on(on):
        raise InvalidInput(f"{unit.name} ({unit.code}) không tồn tại vào ngày {format_date(on)}", field="unit")
    if session.scalar(select(Unit.id).where(Unit.id == unit.id, *within(scope, Unit.id))) is None:
        raise InvalidInput(f"{unit.name} ({unit.code}) không thuộc phạm vi của bạn", field="unit")
    return unit


def _unit_of(session: Session, unit: Unit, on: date) -> Unit:
    candidates = [each for each in registering_units(session, unit) if each.bears_on(on)]
    if unit.bears_on(on):
        return unit
    if len(candidates) == 1:
        return candidates[0]
    names = ", ".join(f"{each.name} ({each.code})" for each in candidates) or "không có đơn vị nào"
    raise InvalidInput(
        f"Ngày {format_date(on)} địa bàn {unit.name} thuộc nhiều đơn vị: {names}. Hãy chọn nơi tiếp nhận đăng ký.",
        field="unit",
    )


def refuse_second(session: Session, scope: Scope, person: Person) -> None:
    """:raises Conflict: the person has an open episode"""
    other = other_open_episode(session, person.id)
    if other is None:
        return
    if session.scalar(queries.episodes(scope).where(Episode.id == other.id)) is None:
        where = "do một đơn vị khác quản lý; hãy liên hệ cơ quan theo dõi cấp trên"
    else:
        where = f"({other.ref}, đăng ký ngày {format_date(other.registered_on)}); hãy ghi kết thúc đợt đó trước"
    raise Conflict(f"Người này còn một đợt cai nghiện chưa kết thúc {where}.")
