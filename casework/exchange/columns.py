"""The shape of the contract (mẫu trao đổi dữ liệu): a table with its columns, its key and what a row must satisfy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Any

from sqlalchemy import String, Table

from casework.law.vocabulary import Term
from casework.records.db import Base


class Kind(Enum):
    """How a cell is read and written."""

    REF = auto()
    REFERENCE = auto()
    TEXT = auto()
    DAY = auto()
    BIRTH = auto()
    NUMBER = auto()
    MONEY = auto()
    YES_NO = auto()
    LIST = auto()
    UNIT = auto()
    NATIONAL_ID = auto()
    SUBJECT = auto()


@dataclass(frozen=True)
class Column:
    """One column: its English key, the official heading, and where the value is kept."""

    key: str
    heading: str
    kind: Kind
    attribute: str
    required: bool = False
    values: type[Term] | None = None
    refers_to: str = ""
    """The table whose key the cell carries."""
    longest: int | None = None
    """Characters that a text may have."""


@dataclass(frozen=True)
class ExchangeTable:
    """One table of the contract and the records that keep it."""

    name: str
    title: str
    record: type[Base]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns that together name a row; one column for a table with a ref of its own."""
    found_by: tuple[str, ...] = ()
    """The key columns by which stored rows are fetched; the rest of the key may be empty."""
    unit_days: tuple[str, ...] = ()
    """The row's own date, on which its unit code is read: the earliest of these columns."""
    spans: tuple[tuple[tuple[str, ...], str], ...] = ()
    """Beginnings and end: the end is not before the first beginning that is filled in."""
    derived: tuple[str, ...] = ()
    """Attributes that follow from others, but are compared and written too."""
    subject: str = ""
    """For a part of a table: the kind of case whose rows the part keeps."""
    parts: tuple[ExchangeTable, ...] = ()
    """A table whose rows are kept in several ledgers, by their subject; the first part takes what no other does."""

    @property
    def ledger(self) -> str:
        """What names the records behind the table: a table in parts has one ledger a part."""
        return f"{self.name}/{self.subject}" if self.subject else self.name

    @property
    def stored(self) -> Table:
        """The database table."""
        table: Any = self.record.__table__
        found: Table = table
        return found

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Columns by their English keys."""
        return {column.key: column for column in self.columns}

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """The database columns that an import compares."""
        found: list[str] = []
        for column in self.columns:
            found.extend(ATTRIBUTES.get(column.kind, (column.attribute,)))
        return tuple(name for name in (*found, *self.derived) if name)

    @cached_property
    def references(self) -> tuple[Column, ...]:
        """The columns that carry another table's key."""
        return tuple(column for column in self.columns if column.refers_to)

    @cached_property
    def unit_column(self) -> Column | None:
        """The column with the unit code, where the table has one."""
        return next((column for column in self.columns if column.kind is Kind.UNIT), None)

    @cached_property
    def own_ref(self) -> bool:
        """Whether a row has a key of its own, given by the sender."""
        return self.columns[0].kind is Kind.REF

    @property
    def dated_by_sender(self) -> bool:
        """Whether the unit code is read today, or on the sender's `unit_on`."""
        return "unit_on" in self.by_key


ATTRIBUTES: dict[Kind, tuple[str, ...]] = {
    Kind.BIRTH: ("birth_on", "birth_year"),
    Kind.NATIONAL_ID: ("national_id_index",),
    Kind.SUBJECT: (),
}
"""Kinds whose value is not kept in the one attribute that bears the column's name."""


def ref(key: str, heading: str) -> Column:
    """The sender's own key: unique in its table, stable for ever."""
    return Column(key, heading, Kind.REF, "ref", required=True, longest=80)


def reference(key: str, heading: str, refers_to: str, attribute: str, *, required: bool = True) -> Column:
    """Another row's key."""
    return Column(key, heading, Kind.REFERENCE, attribute, required, refers_to=refers_to, longest=80)


def unit(heading: str = "Mã đơn vị hành chính", key: str = "unit_code", attribute: str = "unit_id") -> Column:
    """An official unit code."""
    return Column(key, heading, Kind.UNIT, attribute, required=True)


def unit_on() -> Column:
    """The day on which the unit code is to be read."""
    return Column("unit_on", "Ngày áp dụng mã đơn vị", Kind.DAY, "unit_on")


def text(record: type[Base], key: str, heading: str, *, required: bool = False) -> Column:
    """A text no longer than the database keeps."""
    kept = record.__table__.c[key].type
    return Column(key, heading, Kind.TEXT, key, required, longest=kept.length if isinstance(kept, String) else None)


def day(key: str, heading: str, *, required: bool = False) -> Column:
    """A day that is not in the future."""
    return Column(key, heading, Kind.DAY, key, required)


def term(key: str, heading: str, values: type[Term], *, required: bool = False) -> Column:
    """A value of a closed list."""
    return Column(key, heading, Kind.LIST, key, required, values=values)


def number(key: str, heading: str, *, required: bool = False) -> Column:
    """A whole number, not below zero."""
    return Column(key, heading, Kind.NUMBER, key, required)


def yes_no(key: str, heading: str, *, required: bool = True) -> Column:
    """Yes or no; unknown where it may be empty."""
    return Column(key, heading, Kind.YES_NO, key, required)


def money(key: str, heading: str) -> Column:
    """A required amount in whole đồng, not below zero."""
    return Column(key, heading, Kind.MONEY, key, required=True)
