"""Books (sổ sách): what a unit records beside its cases; what a book is, and one way to list all of them.

What a kind of record is made of stands in the file of its noun, as an entry and a book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from casework.access import queries
from casework.access.roles import Actor, Role
from casework.access.scope import Scope, within
from casework.records.db import Base
from casework.records.unit import Unit
from casework.services.belonging import unit_for


class Entry:
    """What is typed about one record: a frozen dataclass whose fields are columns of its table."""

    begins: ClassVar[str]
    """The field with the day on which it began or happened; it decides the unit and the year."""
    ends: ClassVar[str | None] = None
    others: ClassVar[tuple[str, ...]] = ()
    """Further days that cannot lie ahead."""

    @property
    def day(self) -> date:
        """The day that decides to which unit the record belongs."""
        day: date = getattr(self, self.begins)
        return day

    def check(self) -> None:
        """What its fields must satisfy among themselves.

        :raises InvalidInput: says which, and what to do
        """


R = TypeVar("R", bound=Base)
Place = Callable[[Session, Scope, Actor, Entry, int | None], Unit | None]
MayWrite = Callable[[Session, Actor, Any], bool]


def _own_unit(session: Session, scope: Scope, actor: Actor, entry: Entry, unit_id: int | None) -> Unit | None:
    return unit_for(session, scope, actor, on=entry.day, unit_id=unit_id)


def _of_own_unit(session: Session, actor: Actor, row: Any) -> bool:
    """A supervisor keeps the books of their own unit and only looks at those below it."""
    return actor.role is not Role.SUPERVISOR or getattr(row, "unit_id", actor.unit_id) == actor.unit_id


@dataclass(frozen=True)
class Book(Generic[R]):
    """One kind of record (sổ): its table, the door to it, and what sets it apart from the others."""

    noun: str
    model: type[R]
    door: Callable[[Scope], Select[R]]
    unit_column: Any
    """The column that says which unit a row belongs to, its own or that of the row it hangs on."""
    begins: Any
    """The column with its first day, or its year."""
    ends: Any = None
    loads: tuple[ORMOption, ...] = ()
    already: str = "Đã có bản ghi này. Hãy mở bản ghi đã có để sửa."
    place: Place | None = _own_unit
    """Which unit a new row gets; None where it has no unit of its own."""
    may_write: MayWrite = _of_own_unit
    """Whose rows of the scope an actor may write, beyond what their role may do."""
    free: Callable[[Session, Scope, Any], None] | None = None
    """Refuses a row that does not go with others (asked before it is stored)."""
    linkable: bool = False
    """Whether a row without a person may be linked to one later."""


def rows(book: Book[R], scope: Scope, *, year: int | None = None, unit_id: int | None = None) -> Select[R]:
    """The rows of the scope, the latest first, with what their list shows.

    :param year: only those of the year; of what lasts, those that went on for a day of it at least
    :param unit_id: only those that this unit counts, its predecessors' included
    """
    query = book.door(scope).options(*book.loads)
    if year is not None:
        query = query.where(*_in_year(book, year))
    if unit_id is not None:
        query = query.where(*within(Scope(unit_id), book.unit_column))
    return query.order_by(book.begins.desc(), key(book).desc())


def _in_year(book: Book[R], year: int) -> tuple[ColumnElement[bool], ...]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    if book.begins.type.python_type is int:
        return (book.begins == year,)
    if book.ends is None:
        return (book.begins.between(first, last),)
    return book.begins <= last, (book.ends.is_(None)) | (book.ends >= first)


def row(session: Session, book: Book[R], scope: Scope, row_id: int) -> R:
    """:raises NotFound: no such row within the scope"""
    return queries.one(session, book.door(scope).options(*book.loads), key(book) == row_id)


def key(book: Book[Any]) -> Any:
    """The column that numbers the rows of its table."""
    return getattr(book.model, "id")  # noqa: B009 - any table's key
