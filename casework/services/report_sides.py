"""The records behind a difference (hồ sơ đến, hồ sơ đi): by name as far as the reader may see, the rest as a count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, null, select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.queries import people
from casework.access.roles import Actor
from casework.access.rules import may
from casework.access.scope import Scope
from casework.indicators.indicator import Indicator
from casework.records.person import Person
from casework.records.unit import Unit
from casework.reports.compare import Change, Moves
from casework.reports.drill import visible_to
from casework.reports.listings import HOME, LISTINGS
from casework.reports.periods import Window
from casework.services.report_gone import OUTSIDE, became
from casework.services.reports import widest

MOST = 100
"""So many records are named on each side; the page says how many more there are."""
TOLD = 30
"""Of so many of them the reason is looked for: each asks a few questions of its own."""
_AT_ONCE = 500

Reasons = Callable[[dict[str, int]], Mapping[str, str]]
"""From the keys of records by ref to why each came or went."""


@dataclass(frozen=True)
class Named:
    """One record of a bridge that the reader may see, with the reason where there is one."""

    change: Change
    person_ref: str = ""
    name: str = ""
    why: str = ""


@dataclass(frozen=True)
class Side:
    """Those who came, or went: the first few by name, and how many there are beside them."""

    title: str
    by: int
    count: int
    named: tuple[Named, ...]

    @property
    def rest(self) -> int:
        """How many are not named: outside the reader's scope, or too many for a page."""
        return self.count - len(self.named)


class Reader:
    """What one reader may see of the records of an indicator."""

    def __init__(self, session: Session, scope: Scope, actor: Actor, indicator: Indicator) -> None:
        self._session, self._scope, self._indicator = session, widest(session, scope), indicator
        self._names = may(actor, Permission.NAMES_VIEW)

    def known(self, refs: Iterable[str], most: int = MOST) -> dict[str, tuple[int, str]]:
        """Key and person of the first records that the scope may see, by ref."""
        listing, wanted = LISTINGS[self._indicator.counted], list(refs)
        person = next((column for name, column in listing.columns if name == "person_ref"), null())
        found: dict[str, tuple[int, str]] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            query: Select[Any] = select(listing.columns[0][1], listing.key, person).select_from(listing.key.class_)
            for other, on in listing.joins:
                query = query.join(other, on)
            query = query.join(HOME, HOME.id == listing.unit).where(*visible_to(self._indicator, self._scope))
            query = query.where(listing.columns[0][1].in_(wanted[start : start + _AT_ONCE]))
            found |= {str(ref): (int(key), person_ref or "") for ref, key, person_ref in self._session.execute(query)}
            if len(found) >= most:
                break
        return {ref: found[ref] for ref in wanted if ref in found}

    def names(self, refs: Iterable[str]) -> dict[str, str]:
        """The names of people, for those who may see names."""
        wanted = [ref for ref in refs if ref]
        if not wanted or not self._names:
            return {}
        query = people(self._scope).with_only_columns(Person.ref, Person.full_name).where(Person.ref.in_(wanted))
        return {row.ref: row.full_name for row in self._session.execute(query)}

    def side(self, title: str, moves: Moves, why: Reasons | None = None) -> Side:
        """One side of a bridge as a page shows it."""
        known = self.known(each.ref for each in moves.first)
        seen = [each for each in moves.first if each.ref in known][:MOST]
        names = self.names(known[each.ref][1] for each in seen)
        told = dict(why({each.ref: known[each.ref][0] for each in seen[:TOLD]})) if why and seen else {}
        hidden = [each for each in moves.first if each.ref not in known][:MOST] if len(seen) < MOST else []
        told |= {ref: what for ref, what in self.became(each.ref for each in hidden).items() if what != OUTSIDE}
        shown = []
        for each in (*seen, *(each for each in hidden if each.ref in told)):
            person_ref = known[each.ref][1] if each.ref in known else ""
            shown.append(Named(each, person_ref, names.get(person_ref, ""), told.get(each.ref, "")))
        return Side(title, moves.by, moves.count, tuple(shown[:MOST]))

    def became(self, refs: Iterable[str]) -> dict[str, str]:
        """What became of records that the scope may not see or that are there no more, in words."""
        wanted = list(refs)
        if not wanted:
            return {}
        anywhere = copy(self)
        anywhere._scope = Scope.everything(reason="whether a counted record is still there")
        there = anywhere.known(wanted, most=len(wanted))
        return became(self._session, self._scope, self._indicator.counted, wanted, there, told=self._names)


def named(sides: Iterable[Side]) -> int:
    """How many records are named on some sides."""
    return sum(len(each.named) for each in sides)


def look(session: Session, actor: Actor, form: str, row_id: str, unit: Unit, window: Window, count: int) -> None:
    """Record that somebody looked at so many records behind a number."""
    trail.record(
        session,
        trail.Tag.REPORT_MEMBERS_VIEWED,
        actor,
        form=form,
        row=row_id,
        unit=unit.code,
        window=window.text,
        count=count,
    )
