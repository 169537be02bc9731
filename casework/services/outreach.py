"""Communication (truyền thông): events, materials, and the papers by which the work is directed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import joinedload

from casework.access import queries
from casework.law.vocabulary import EventKind, Level, MaterialKind
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.services.books import Book, Entry


@dataclass(frozen=True)
class EventEntry(Entry):
    """One event with the people it reached (cuộc, lượt người)."""

    begins: ClassVar[str] = "held_on"

    held_on: date
    level: Level
    kind: EventKind | None
    topic: str | None
    participants: int
    programme: str | None


@dataclass(frozen=True)
class MaterialEntry(Entry):
    """Materials of one kind that were handed out or put up."""

    begins: ClassVar[str] = "issued_on"

    issued_on: date
    kind: MaterialKind | None
    quantity: int
    programme: str | None


@dataclass(frozen=True)
class DirectiveEntry(Entry):
    """A paper that directs the work (văn bản chỉ đạo)."""

    begins: ClassVar[str] = "issued_on"

    number: str
    issued_on: date
    level: Level
    subject: str | None
    programme: str | None


EVENTS = Book(
    noun="events",
    model=CommunicationEvent,
    door=queries.events,
    unit_column=CommunicationEvent.unit_id,
    begins=CommunicationEvent.held_on,
    loads=(joinedload(CommunicationEvent.unit),),
)
MATERIALS = Book(
    noun="materials",
    model=Material,
    door=queries.materials,
    unit_column=Material.unit_id,
    begins=Material.issued_on,
    loads=(joinedload(Material.unit),),
)
DIRECTIVES = Book(
    noun="directives",
    model=Directive,
    door=queries.directives,
    unit_column=Directive.unit_id,
    begins=Directive.issued_on,
    loads=(joinedload(Directive.unit),),
)
