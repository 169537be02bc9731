"""The kinds of papers with their titles and form numbers by date, and the law they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.documents.forms import FORMS
from casework.errors import NotInForce
from casework.law.dated import Value, parameter


@dataclass(frozen=True)
class KindLine:
    """One title of one kind of paper since a day."""

    kind: str
    subject: str
    since: date
    title: str
    form_number: str
    citation: str
    confidence: str


def kinds(on: date | None = None) -> Iterator[KindLine]:
    """Every title of every kind, in the order of the procedure; with a day, the one in force on it."""
    for form in FORMS:
        for source in form.titles:
            for value in _values(source, on):
                if value.value is not None:
                    yield KindLine(
                        form.kind,
                        form.subject.value,
                        value.since,
                        value.text,
                        value.form_number or "",
                        value.citation,
                        value.confidence,
                    )


def _values(source: tuple[str, str], on: date | None) -> tuple[Value, ...]:
    found = parameter(*source)
    if on is None:
        return found.values
    try:
        return (found.on(on),)
    except NotInForce:
        return ()
