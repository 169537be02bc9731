"""Who is on a team or at a point, in which days: put there, corrected, ended; the same for members and for staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from casework.access import queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict
from casework.law.vocabulary import Term
from casework.records.consultation import Point, PointStaff
from casework.records.db import FOREVER
from casework.records.team import Staff, Team, TeamMember
from casework.services.changes import Changes, reason_for, store_new, write_changes
from casework.services.days import require_order, require_past
from casework.services.stamps import Recorded, held, require_unchanged

Row = TypeVar("Row", TeamMember, PointStaff)
Place = TypeVar("Place", Team, Point)


@dataclass(frozen=True)
class Postings(Generic[Row, Place]):
    """One kind of posting, as its place keeps it; the last day counts.

    :param place: finds the place within the scope, or raises NotFound
    :param in_life: refuses a day that has not come, or on which the place does not exist
    :param written: leaves the trail entry: the row, what changed about it, why
    :param taken: the sentence for who is there already, with their `{name}`
    :param last_day: what the last day is called
    """

    table: type[Row]
    place_id: InstrumentedAttribute[int]
    place: Callable[[Session, Scope, Actor, str], Place]
    in_life: Callable[..., None]
    written: Callable[[Session, Actor, Row, Changes, str | None], None]
    taken: str
    last_day: str
    fields: tuple[str, ...] = ("from_on", "to_on")

    def add(
        self,
        session: Session,
        scope: Scope,
        actor: Actor,
        ref: str,
        *,
        staff_ref: str,
        from_on: date,
        to_on: date | None = None,
        today: date,
        **terms: Term | None,
    ) -> Row:
        """Put somebody there.

        :param terms: what else such a posting says, such as the role of a member
        :raises NotFound: no such place or staff member within the scope
        :raises InvalidInput: a day has not come, is out of order or outside the life of the place
        :raises Conflict: they are there already in those days
        """
        place = self.place(session, scope, actor, ref)
        who = queries.one(session, queries.staff(scope), Staff.ref == staff_ref)
        self._require_days(place, from_on, to_on, today)
        self._require_free(session, place, who, from_on, to_on)
        values = {**_stored(terms), "from_on": from_on, "to_on": to_on}
        keys = {self.place_id.key: place.id, "staff_id": who.id, "recorded_by_id": actor.account_id}
        row = self.table(**keys, **values)
        store_new(session, row, already=self._taken(who))
        self.written(session, actor, row, {name: [None, value] for name, value in values.items()}, None)
        return row

    def change(
        self,
        session: Session,
        scope: Scope,
        actor: Actor,
        ref: str,
        row_id: int,
        *,
        from_on: date,
        to_on: date | None,
        today: date,
        reason: str | None = None,
        stamp: str | None = None,
        **terms: Term | None,
    ) -> Row:
        """Correct the days of a posting, or what else it says.

        :param reason: why, where something that stood there is altered; kept in the trail
        :param stamp: of what the actor looked at; None for callers that look at nothing
        :raises NotFound: no such posting at a place within the scope
        :raises InvalidInput: a day has not come, is out of order or outside the life of the place, or the reason lacks
        :raises Conflict: they are there already in those days; as Overtaken: somebody saved it since
        """
        place = self.place(session, scope, actor, ref)
        row = self._held(session, place, row_id, stamp)
        self._require_days(place, from_on, to_on, today)
        self._require_free(session, place, row.staff, from_on, to_on, besides=row.id)
        changes = write_changes(row, **_stored(terms), from_on=from_on, to_on=to_on)
        return self._save(session, actor, row, changes, reason)

    def end(
        self,
        session: Session,
        scope: Scope,
        actor: Actor,
        ref: str,
        row_id: int,
        *,
        to_on: date,
        today: date,
        reason: str | None = None,
        stamp: str | None = None,
    ) -> Row:
        """Record somebody's last day there.

        :param reason: why, where something that stood there is altered; kept in the trail
        :param stamp: of what the actor looked at; None for callers that look at nothing
        :raises NotFound: no such posting at a place within the scope
        :raises InvalidInput: the day has not come, or is before the first day; another last day needs a reason
        :raises Overtaken: somebody saved it since
        """
        row = self._held(session, self.place(session, scope, actor, ref), row_id, stamp)
        require_past(to_on, today=today, field="to_on")
        require_order(row.from_on, to_on, field="to_on", what=self.last_day)
        return self._save(session, actor, row, write_changes(row, to_on=to_on), reason)

    def recorded(self, row: Row) -> Recorded:
        """What the record of a posting says, by the fields of its form."""
        return {name: getattr(row, name) for name in self.fields}

    def one(self, session: Session, place: Place, row_id: int) -> Row:
        """:raises NotFound: no such posting at this place"""
        return queries.one(session, self._named(place), self.table.id == row_id)

    def everybody(self, session: Session, place: Place) -> list[Row]:
        """Everybody who is or was there, from the newest, with their names."""
        return list(session.scalars(self._named(place).order_by(self.table.from_on.desc(), self.table.id.desc())))

    def _at(self, place: Place) -> Select[Row]:
        return select(self.table).where(self.place_id == place.id)

    def _named(self, place: Place) -> Select[Row]:
        return self._at(place).options(joinedload(self.table.staff))

    def _require_days(self, place: Place, from_on: date, to_on: date | None, today: date) -> None:
        self.in_life(place, from_on, today=today, field="from_on")
        self.in_life(place, to_on, today=today, field="to_on")
        require_order(from_on, to_on, field="to_on")

    def _require_free(
        self, session: Session, place: Place, who: Staff, from_on: date, to_on: date | None, besides: int | None = None
    ) -> None:
        table = self.table
        query = self._at(place).where(table.staff_id == who.id, table.from_on <= (to_on or FOREVER))
        query = query.where((table.to_on.is_(None)) | (table.to_on >= from_on))
        if besides is not None:
            query = query.where(table.id != besides)
        if session.scalar(query.with_only_columns(table.id).limit(1)) is not None:
            raise Conflict(self._taken(who))

    def _taken(self, who: Staff) -> str:
        return self.taken.format(name=who.full_name)

    def _held(self, session: Session, place: Place, row_id: int, stamp: str | None) -> Row:
        row = queries.one(session, held(self._at(place), self.table), self.table.id == row_id)
        require_unchanged(self.recorded(row), stamp)
        return row

    def _save(self, session: Session, actor: Actor, row: Row, changes: Changes, reason: str | None) -> Row:
        why = reason_for(changes, reason)
        if changes:
            session.flush()
            self.written(session, actor, row, changes, why)
        return row


def _stored(terms: dict[str, Term | None]) -> dict[str, Any]:
    """As a table keeps them: the code, not the member of the list."""
    return {name: term.value if term else None for name, term in terms.items()}
