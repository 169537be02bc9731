"""Cases and people of communes that were divided (phân bổ): given to a new commune by who knows, never guessed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.access import custody, moving, queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope, reach
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput, NotFound
from casework.i18n import fold, format_date
from casework.records.aftercare import Aftercare, AftercareTransfer
from casework.records.db import now
from casework.records.episode import Episode, EpisodeTransfer
from casework.records.person import Person
from casework.records.unit import Unit, UnitSuccession
from casework.services.days import require_past
from casework.services.residences import settle

CASES: dict[str, type[Episode] | type[Aftercare]] = {"episode": Episode, "aftercare": Aftercare}
_VILLAGES = ("ap ", "khom ", "khu pho ", "kp ", "thon ", "ban ", "buon ", "lang ", "khu vuc ", "to dan pho ", "phum ")
"""How the parts of a commune are called, as folded text begins."""
MOST = 2000
"""So many of each kind of one divided commune one page looks through for their villages; the rest follows them."""


@dataclass(frozen=True)
class Waiting:
    """One thing of a divided commune that waits: a case, or a person whose residence is to be set."""

    kind: str
    ref: str
    person: Person
    origin: Unit
    on: date | None = None

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.kind}:{self.ref}"

    @property
    def village(self) -> str:
        """The village of the address (ấp, khóm), as it was typed."""
        return village_of(self.person.address)


def village_of(address: str | None) -> str:
    """The part of an address that names the village (“Tổ 3, ấp Vĩnh Hòa” → “ấp Vĩnh Hòa”), else its first part."""
    parts = [part.strip() for part in (address or "").split(",")]
    return next((part for part in parts if fold(part).startswith(_VILLAGES)), parts[0])


def divided_communes(session: Session, scope: Scope) -> list[tuple[Unit, int]]:
    """The divided communes with something that waits, and how much, the most first."""
    counts: dict[int, int] = {}
    for query in (*(moving.unallocated_counts(scope, case) for case in CASES.values()), moving.unsettled_counts(scope)):
        for origin_id, count in session.execute(query):
            counts[origin_id] = counts.get(origin_id, 0) + count
    units = session.scalars(select(Unit).where(Unit.id.in_(counts))) if counts else ()
    return sorted(((unit, counts[unit.id]) for unit in units), key=lambda each: (-each[1], each[0].name))


def origin_of(session: Session, scope: Scope, ref: str) -> Unit:
    """The divided commune of a case or person that waits.

    :raises NotFound: nothing of that code waits within the scope
    """
    asked = [moving.unallocated(scope, case).where(case.ref == ref) for case in CASES.values()]
    asked.append(moving.unsettled(scope).where(Person.ref == ref))
    for query in asked:
        found = session.execute(query).first()
        if found is not None:
            unit: Unit = found[1]
            return unit
    raise NotFound("Hồ sơ này không còn chờ phân bổ trong phạm vi của bạn.")


def waiting_count(session: Session, scope: Scope) -> int:
    """How many cases and people wait within the scope: the sum of what the page of each divided commune lists."""
    return sum(count for _unit, count in divided_communes(session, scope))


def waiting_at(session: Session, scope: Scope, origin: Unit) -> int:
    """How many things of one divided commune wait within the scope."""
    return {unit.id: count for unit, count in divided_communes(session, scope)}.get(origin.id, 0)


def divided_commune(session: Session, scope: Scope, unit_id: int) -> Unit:
    """:raises NotFound: no divided commune of the scope's, or of which the scope's unit became a part"""
    unit = session.get(Unit, unit_id)
    if unit is None or not unit.divided or not _is_theirs(session, scope, unit):
        raise NotFound("Không tìm thấy xã bị chia này trong phạm vi của bạn.")
    return unit


def successors(session: Session, scope: Scope, origin: Unit) -> list[Unit]:
    """The communes a part of the divided one became, as far as the reader may give anything to them.

    A commune's officer claims for their own commune only; a province gives to any of them.
    """
    found = became(session, origin)
    own = None if scope.unit_id is None else session.get_one(Unit, scope.unit_id)
    if own is not None and own.kind == "commune":
        found = [each for each in found if each.id == own.id]
    return found


def became(session: Session, origin: Unit) -> list[Unit]:
    """The communes a part of the divided one became, by name, whoever asks."""
    query = select(Unit).join(UnitSuccession, UnitSuccession.new_id == Unit.id)
    query = query.where(UnitSuccession.old_id == origin.id, Unit.kind == "commune")
    return sorted(session.scalars(query), key=lambda each: each.name)


def waiting_of(session: Session, scope: Scope, origin: Unit, *, most: int | None = None) -> list[Waiting]:
    """What waits of one divided commune, by village and name.

    :param most: so many of each kind
    """
    found: list[Waiting] = []
    for kind, case in CASES.items():
        query = moving.unallocated(scope, case, origin.id).limit(most)
        found += [Waiting(kind, row.ref, who, unit, row.first_on) for row, unit, who in session.execute(query)]
    people = session.execute(moving.unsettled(scope, origin.id).limit(most))
    found += [Waiting("person", person.ref, person, unit) for person, unit in people]
    return sorted(found, key=lambda each: (fold(each.village), each.person.name_folded, each.kind, each.ref))


def allocate(
    session: Session,
    scope: Scope,
    actor: Actor,
    origin: Unit,
    *,
    keys: Collection[str] = (),
    village: str | None = None,
    to_unit: Unit,
    moved_on: date,
    today: date,
) -> int:
    """Give what was ticked, or a whole village, to the new commune; the people's residence goes with it.

    :param keys: `Waiting.key` of each thing ticked
    :param village: every thing of this village, however its accents and capitals were typed
    :returns: how many things were given
    :raises InvalidInput: nothing chosen, or a day that cannot be
    :raises NotFound: something ticked does not wait any more, or the commune is no part of the divided one
    """
    require_past(moved_on, today=today, field="moved_on")
    if origin.valid_to is None or moved_on < origin.valid_to:
        first = format_date(origin.valid_to)
        raise InvalidInput(f"{origin.name} còn đến trước ngày {first}: ngày phân bổ không sớm hơn.", field="moved_on")
    if to_unit.id not in {each.id for each in successors(session, scope, origin)}:
        raise NotFound("Đơn vị nhận không phải một phần của xã bị chia này, hoặc không phải xã của bạn.")
    waiting = waiting_of(session, scope, origin)
    chosen = [each for each in waiting if each.key in keys or (village is not None and _is_in(each, village))]
    if not chosen:
        raise InvalidInput("Hãy chọn ít nhất một hồ sơ, hoặc một ấp.", field="keys")
    if missing := set(keys) - {each.key for each in waiting}:
        raise Conflict(f"{len(missing)} mục đã chọn không còn chờ phân bổ: có người đã làm trước. Hãy tải lại trang.")
    people: dict[int, Person] = {}
    for each in chosen:
        if each.kind != "person":
            _give_case(session, actor, each, to_unit, moved_on)
        people[each.person.id] = each.person
    for person in people.values():
        if person.unit_id == origin.id:
            _give_residence(session, actor, person, to_unit, moved_on)
    return len(chosen)


def _give_case(session: Session, actor: Actor, each: Waiting, to_unit: Unit, moved_on: date) -> None:
    case = _locked(session, each)
    if any(move.moved_on >= moved_on for move in case.transfers):
        raise Conflict(f"Hồ sơ {each.ref} đã có lần chuyển từ ngày {format_date(moved_on)}; hãy chọn ngày sau đó.")
    if moved_on < case.first_on:
        raise InvalidInput(
            f"Hồ sơ {each.ref} bắt đầu ngày {format_date(case.first_on)}: ngày phân bổ không sớm hơn.", field="moved_on"
        )
    step = {"moved_on": moved_on, "to_unit": to_unit, "state": moving.ALLOCATED, "recorded_by_id": actor.account_id}
    if isinstance(case, Episode):
        case.transfers.append(EpisodeTransfer(**step))
    else:
        case.transfers.append(AftercareTransfer(**step))
    case.updated_at = now()
    session.flush()
    custody.rebuild(session, case)
    trail.record(
        session,
        Tag.CASE_ALLOCATED,
        actor,
        person_id=case.person_id,
        ref=case.ref,
        moved_on=moved_on,
        to_unit=to_unit.code,
    )


def _give_residence(session: Session, actor: Actor, person: Person, to_unit: Unit, moved_on: date) -> None:
    settle(session, actor, person, to_unit, person.address, moved_on)
    trail.record(
        session,
        Tag.RESIDENCE_ALLOCATED,
        actor,
        person_id=person.id,
        ref=person.ref,
        moved_on=moved_on,
        to_unit=to_unit.code,
    )


def _locked(session: Session, each: Waiting) -> Episode | Aftercare:
    everywhere = Scope.everything(reason="hồ sơ của xã bị chia: hàng chờ đã cho biết ai được phân bổ")
    if each.kind == "episode":
        episodes = queries.episodes(everywhere).with_for_update(of=Episode)
        return queries.one(session, episodes.execution_options(populate_existing=True), Episode.ref == each.ref)
    aftercares = queries.aftercares(everywhere).with_for_update(of=Aftercare)
    return queries.one(session, aftercares.execution_options(populate_existing=True), Aftercare.ref == each.ref)


def _is_in(each: Waiting, village: str) -> bool:
    return fold(each.village) == fold(village)


def _is_theirs(session: Session, scope: Scope, unit: Unit) -> bool:
    if scope.unit_id is None:
        return True
    own = select(Unit.id).where(
        Unit.id == unit.id, or_(Unit.id.in_(reach(scope.unit_id)), Unit.id.in_(moving.predecessors(scope.unit_id)))
    )
    return session.scalar(own) is not None
