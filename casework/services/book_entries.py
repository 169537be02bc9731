"""Entering something in a book, and correcting it (ghi sổ, sửa sổ): one way for all of them.

What every entry must obey (scope, unit of its day, days that have come, a reason for a correction, the trail) is here
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict, Forbidden
from casework.law.vocabulary import Term
from casework.records.person import Person
from casework.services.books import Book, Entry, R, key, row
from casework.services.changes import Changes, reason_for, store_new, text_or_none, write_changes
from casework.services.days import require_order, require_past
from casework.services.stamps import Recorded, held, require_unchanged


def add(
    session: Session,
    book: Book[R],
    scope: Scope,
    actor: Actor,
    entry: Entry,
    *,
    person_ref: str | None = None,
    unit_id: int | None = None,
    today: date,
) -> R:
    """Record something in a book.

    :param person_ref: whom it is about, where it is about a person
    :raises NotFound: no such person, unit or other row within the scope
    :raises InvalidInput: a day has not come or is out of order, or a field lacks or contradicts another
    :raises Conflict: it is recorded already, or does not go with what is
    """
    _check(entry, today)
    values = _values(entry)
    changes: Changes = {}
    person_id = None
    if person_ref:
        values["person_id"] = person_id = queries.one(session, queries.people(scope), Person.ref == person_ref).id
    if book.place is not None:
        unit = book.place(session, scope, actor, entry, unit_id)
        values["unit_id"], changes["unit"] = unit and unit.id, [None, unit and unit.code]
    made: Any = book.model(recorded_by_id=actor.account_id, **values)
    changes |= {name: [None, value] for name, value in _values(entry).items() if value is not None}
    _require_own(session, book, actor, made)
    if book.free is not None:
        with session.no_autoflush:
            book.free(session, scope, made)
    store_new(session, made, already=book.already)
    _note(session, book, actor, made, person_id, changes, None)
    return made  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Link:
    """Whom a row is about from now on; without a ref it is about nobody on file."""

    person_ref: str | None


def change(
    session: Session,
    book: Book[R],
    scope: Scope,
    actor: Actor,
    row_id: int,
    entry: Entry,
    *,
    reason: str | None,
    link: Link | None = None,
    stamp: str | None = None,
    today: date,
) -> R:
    """Complete a record (its end, its result), or correct it: the trail keeps what stood there before.

    :param reason: why; must be given as soon as something that was recorded is altered, not for what is only added
    :param link: of a record that may be about a person: about whom; None leaves it as it is
    :param stamp: of the row as the actor looked at it; None for callers that look at none
    :raises NotFound: no such row, or no such person to link it to, within the scope
    :raises Forbidden: it belongs to a unit below that of a supervisor
    :raises InvalidInput: as for adding it, or the reason lacks
    :raises Overtaken: somebody saved it since
    :raises Conflict: as for adding it
    """
    kept: Any = queries.one(session, held(book.door(scope).options(*book.loads), book.model), key(book) == row_id)
    _require_own(session, book, actor, kept)
    require_unchanged(recorded(book, kept, type(entry)), stamp)
    _check(entry, today)
    _require_still_its_unit(session, book, scope, actor, entry, kept)
    about = {getattr(kept, "person_id", None)}
    try:
        with session.begin_nested(), session.no_autoflush:
            changes = write_changes(kept, **_values(entry)) | _linked(session, scope, kept, link)
            why = reason_for(changes, reason)
            if book.free is not None:
                book.free(session, scope, kept)
            session.flush()
    except IntegrityError as error:
        raise Conflict(book.already) from error
    if changes:
        # Who is no longer meant learns of it in their own file as well.
        for person_id in (about | {getattr(kept, "person_id", None)}) - {None} or {None}:
            _note(session, book, actor, kept, person_id, changes, why)
    return kept  # type: ignore[no-any-return]


def recorded(book: Book[R], kept: Any, entry: type[Entry]) -> Recorded:
    """What a row says, by the fields of its entry; of a record that may be about a person also about whom."""
    said = {each.name: getattr(kept, each.name) for each in fields(entry)}  # type: ignore[arg-type]
    return said | ({"person": kept.person_id} if book.linkable else {})


def _linked(session: Session, scope: Scope, kept: Any, link: Link | None) -> Changes:
    before = kept.person.ref if link is not None and kept.person is not None else None
    if link is None or link.person_ref == before:
        return {}
    ref = link.person_ref
    kept.person = queries.one(session, queries.people(scope), Person.ref == ref) if ref else None
    return {"person": [before, ref]}


def row_to_change(session: Session, book: Book[R], scope: Scope, actor: Actor, row_id: int) -> R:
    """The row, if the actor may correct it.

    :raises NotFound: no such row within the scope
    :raises Forbidden: it belongs to a unit below that of a supervisor
    """
    found: R = row(session, book, scope, row_id)
    _require_own(session, book, actor, found)
    return found


def _require_own(session: Session, book: Book[R], actor: Actor, found: R) -> None:
    if not book.may_write(session, actor, found):
        raise Forbidden("Dòng này của đơn vị khác: bạn xem được, còn ghi và sửa do đơn vị đó làm.")


def _require_still_its_unit(
    session: Session, book: Book[R], scope: Scope, actor: Actor, entry: Entry, kept: Any
) -> None:
    """The unit of a row stays; its new day must be one on which that unit existed."""
    if book.place is not None and kept.unit_id is not None:
        book.place(session, scope, actor, entry, kept.unit_id)


def _check(entry: Entry, today: date) -> None:
    ends = (entry.ends,) if entry.ends else ()
    for name in (entry.begins, *ends, *entry.others):
        day = getattr(entry, name)
        if isinstance(day, date):
            require_past(day, today=today, field=name)
    for name in ends:
        require_order(entry.day, getattr(entry, name), field=name)
    entry.check()


def _values(entry: Entry) -> dict[str, Any]:
    """The fields of an entry as its table keeps them."""
    found: Mapping[str, Any] = {each.name: getattr(entry, each.name) for each in fields(entry)}  # type: ignore[arg-type]
    return {name: _stored(value) for name, value in found.items()}


def _stored(value: Any) -> Any:
    if isinstance(value, Term):
        return value.value
    return text_or_none(value) if isinstance(value, str) else value


def _note(
    session: Session,
    book: Book[R],
    actor: Actor,
    kept: Any,
    person_id: int | None,
    changes: Changes,
    reason: str | None,
) -> None:
    trail.record(
        session,
        trail.Tag.BOOK_SAVED,
        actor,
        person_id=person_id,
        kind=book.noun,
        ref=getattr(kept, "ref", None) or str(kept.id),
        changes=changes,
        reason=reason,
    )
