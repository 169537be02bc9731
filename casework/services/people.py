"""People (người trong hồ sơ): registering somebody once, correcting, finding."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.access.sealing import blind_index, seal, unseal
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput
from casework.i18n import fold
from casework.law.vocabulary import Sex
from casework.records.person import Person, Residence
from casework.records.unit import Unit
from casework.services.duplicate_reasons import Traits
from casework.services.duplicates import (
    LikelyDuplicates,
    NationalIdTaken,
    likely_duplicates,
    queue_same_person,
    refuse_taken_national_id,
)
from casework.services.identities import Birth, Identity, checked_identity
from casework.services.residences import require_in_force, settle

_STALE = (
    "Hồ sơ đã được người khác sửa sau khi bạn mở; dữ liệu của họ được giữ nguyên. "
    "Hãy xem các mục khác nhau bên dưới rồi lưu lại nếu vẫn cần."
)


def register_person(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    full_name: str,
    birth: Birth,
    sex: Sex,
    unit: Unit,
    today: date,
    ethnicity: str | None = None,
    national_id: str | None = None,
    address: str | None = None,
    phone: str | None = None,
    confirm_different: bool = False,
    seen: Collection[str] | None = None,
) -> Person:
    """Open the record of a person who is not on file yet (lập hồ sơ người).

    :param birth: the day of birth, or the year alone
    :param unit: where the person lives: in force today and within `scope`
    :param confirm_different: the officer has looked at the candidates and says this is somebody else
    :param seen: refs of the candidates the officer looked at; another one that has appeared since asks again
    :raises InvalidInput: a wrong shape, or a unit that is not in force or not the reader's
    :raises NationalIdTaken: somebody has this national id
    :raises LikelyDuplicates: people of the same name and year of birth are on file
    """
    identity = checked_identity(
        today,
        full_name=full_name,
        birth=birth,
        sex=sex,
        ethnicity=ethnicity,
        national_id=national_id,
        address=address,
        phone=phone,
    )
    _require_own_unit(session, scope, unit)
    require_in_force(unit, today)
    queue_same_person(session, identity.full_name, identity.birth_year)
    if identity.national_id is not None:
        refuse_taken_national_id(session, scope, identity.national_id)
    candidates = likely_duplicates(
        session,
        scope,
        identity.full_name,
        identity.birth_year,
        phone=identity.phone,
        known=Traits(
            full_name=identity.full_name,
            birth_on=identity.birth_on,
            birth_year=identity.birth_year,
            sex=identity.sex.value,
            unit_id=unit.id,
            address=identity.address,
            phone=identity.phone,
            national_id=identity.national_id,
        ),
    )
    unseen = [each for each in candidates if seen is not None and each.person.ref not in seen]
    if candidates and (not confirm_different or unseen):
        raise LikelyDuplicates(candidates)
    person = Person(unit=unit, unit_on=None, recorded_by_id=actor.account_id)
    _write(person, identity)
    person.address = identity.address
    person.residences = [
        Residence(unit=unit, address=identity.address, from_on=None, to_on=None, recorded_by_id=actor.account_id)
    ]
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        # Two officers typed the same number under two names at once: the index let one through.
        raise NationalIdTaken(None) from error
    trail.record(session, Tag.PERSON_REGISTERED, actor, person_id=person.id, ref=person.ref)
    return person


def edit_person(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    version: int | None,
    reason: str,
    full_name: str,
    birth: Birth,
    sex: Sex,
    unit: Unit,
    today: date,
    ethnicity: str | None = None,
    national_id: str | None = None,
    address: str | None = None,
    phone: str | None = None,
    moved_on: date | None = None,
) -> Person:
    """Correct a person's record, or note that they moved (sửa hồ sơ, chuyển nơi cư trú).

    :param version: that of the record the officer looked at
    :param reason: why, for the trail
    :param moved_on: from which day they live at the new unit or address; today when not given
    :raises Conflict: somebody saved the record since, or the national id is another's
    """
    person = held_person(session, scope, ref, version=version)
    if len(reason.strip()) < 5:
        raise InvalidInput("Hãy ghi lý do sửa (ít nhất 5 ký tự)", field="reason")
    identity = checked_identity(
        today,
        full_name=full_name,
        birth=birth,
        sex=sex,
        ethnicity=ethnicity,
        national_id=national_id,
        address=address,
        phone=phone,
    )
    day = moved_on or today
    if day > today:
        raise InvalidInput("Ngày chuyển đến không thể ở tương lai", field="moved_on")
    if identity.national_id is not None:
        refuse_taken_national_id(session, scope, identity.national_id, own_id=person.id)
    changes = _changes(person, identity, unit)
    if not changes:
        return person
    if unit.id != person.unit_id:
        require_in_force(unit, day)
        require_in_force(unit, today)
    try:
        with session.begin_nested():
            settle(session, actor, person, unit, identity.address, day)
            _write(person, identity)
    except StaleDataError as error:
        raise Conflict(_STALE) from error
    except IntegrityError as error:
        raise NationalIdTaken(None) from error
    trail.record(
        session, Tag.PERSON_CHANGED, actor, person_id=person.id, ref=ref, changes=changes, reason=reason.strip()
    )
    return person


def person_of(session: Session, scope: Scope, ref: str) -> Person:
    """The person.

    :raises NotFound: no such person within `scope`
    """
    return queries.one(session, queries.people(scope), Person.ref == ref)


def has_left(session: Session, scope: Scope, ref: str) -> bool:
    """Whether the person is no longer within `scope`."""
    return session.scalar(queries.people(scope).where(Person.ref == ref)) is None


def held_person(session: Session, scope: Scope, ref: str, *, version: int | None) -> Person:
    """The person, locked for a change.

    :raises NotFound: no such person within `scope`
    :raises Conflict: the record is no longer the version the officer looked at
    """
    query = queries.people(scope).with_for_update(of=Person).execution_options(populate_existing=True)
    person = queries.one(session, query, Person.ref == ref)
    if version is not None and person.version != version:
        raise Conflict(_STALE)
    return person


def national_id_of(person: Person) -> str | None:
    """The national id in clear, for those who may see it."""
    return None if person.national_id_sealed is None else unseal(person.national_id_sealed)


def masked_name(full_name: str) -> str:
    """Initials instead of a name: Nguyễn Văn An is N. V. A."""
    return " ".join(f"{word[0].upper()}." for word in full_name.split())


def _require_own_unit(session: Session, scope: Scope, unit: Unit) -> None:
    if session.scalar(select(Unit.id).where(Unit.id == unit.id, *within(scope, Unit.id))) is None:
        raise InvalidInput(f"{unit.name} ({unit.code}) không thuộc phạm vi của bạn", field="unit")


def _write(person: Person, identity: Identity) -> None:
    person.full_name, person.name_folded = identity.full_name, fold(identity.full_name)
    person.birth_on, person.birth_year = identity.birth_on, identity.birth_year
    person.sex, person.ethnicity, person.phone = identity.sex.value, identity.ethnicity, identity.phone
    if identity.national_id != national_id_of(person):
        person.national_id_sealed = seal(identity.national_id) if identity.national_id else None
        person.national_id_index = blind_index(identity.national_id) if identity.national_id else None


def _changes(person: Person, identity: Identity, unit: Unit) -> dict[str, list[str | None]]:
    """Field → before and after; of what names or locates a person the trail says only that it changed."""
    changes: dict[str, list[str | None]] = {}

    def compare(field: str, before: object, after: object, *, private: bool = False) -> None:
        if before != after:
            changes[field] = [] if private else [_text(before), _text(after)]

    compare("full_name", person.full_name, identity.full_name, private=True)
    compare("birth_on", person.birth_on, identity.birth_on)
    compare("birth_year", person.birth_year, identity.birth_year)
    compare("sex", person.sex, identity.sex.value)
    compare("ethnicity", person.ethnicity, identity.ethnicity)
    compare("national_id", national_id_of(person), identity.national_id, private=True)
    compare("unit", person.unit.code, unit.code)
    compare("address", person.address, identity.address, private=True)
    compare("phone", person.phone, identity.phone, private=True)
    return changes


def _text(value: object) -> str | None:
    return None if value is None else str(value)
