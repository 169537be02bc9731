"""The words by which people are found (từ để tra cứu), kept apart from the people themselves.

A word leads to the names, addresses and telephone numbers it occurs in; those are found again on the people by an
index. So a hundred thousand people of one name cost the words of one name, and words are never wrong, only unused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, String, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from casework.i18n import fold, phone_digits
from casework.records.db import Base
from casework.records.person import Person

NAME, ADDRESS, PHONE = "name", "address", "phone"

Entry = tuple[str, str, str]
"""Kind, word, and the value of the person's column in which it occurs."""


class SearchWord(Base):
    """A word and one value that has it: a folded name, an address or a telephone number as stored."""

    __tablename__ = "search_word"
    __table_args__ = {"sqlite_with_rowid": False}

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    text: Mapped[str] = mapped_column(String(200), primary_key=True)


class SearchVocabulary(Base):
    """Every word once: few thousand, so that parts of words and slips of the finger can be looked for among all."""

    __tablename__ = "search_vocabulary"
    __table_args__ = {"sqlite_with_rowid": False}

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    word: Mapped[str] = mapped_column(String(60), primary_key=True)


def address_words(address: str) -> list[str]:
    """The words of an address that tell one place from another: no numbers, no single letters."""
    return [word for word in re.findall(r"[a-z0-9]+", fold(address)) if len(word) > 1 and not word.isdigit()]


def entries_of(name_folded: str, address: str | None, phone: str | None) -> set[Entry]:
    """Everything by which a person of this name, address and telephone number can be found."""
    found = {(NAME, word[:60], name_folded) for word in name_folded.split()}
    if address:
        found |= {(ADDRESS, word[:60], address) for word in address_words(address)}
    if phone and (digits := phone_digits(phone)):
        found.add((PHONE, digits, phone))
    return found


def keep_entries(connection: Connection, entries: Iterable[Entry]) -> None:
    """Keep the entries that are not there yet; always in one order, so that two writers never wait for each other."""
    rows = sorted(set(entries))
    if not rows:
        return
    words = sorted({(kind, word) for kind, word, _ in rows if kind != PHONE})
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    for table, keys, values in (
        (SearchVocabulary.__table__, ("kind", "word"), words),
        (SearchWord.__table__, ("kind", "word", "text"), rows),
    ):
        if values:
            query = dialect.insert(table).on_conflict_do_nothing()
            connection.execute(query, [dict(zip(keys, value, strict=True)) for value in values])


def _keep_words(mapper: Mapper[Any], connection: Connection, person: Person) -> None:
    kept = inspect(person).attrs
    if any(kept[name].history.has_changes() for name in ("name_folded", "address", "phone")):
        keep_entries(connection, entries_of(person.name_folded, person.address, person.phone))


event.listen(Person, "after_insert", _keep_words)
event.listen(Person, "after_update", _keep_words)
