"""Where the records behind a number are today (đơn vị đang quản lý), and which unit below a report's unit that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import format_number
from casework.indicators.indicator import Counted
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.db import FOREVER
from casework.records.episode import Episode, EpisodeCustody
from casework.records.unit import Unit, UnitReach
from casework.reports.checks import CheckedUnit
from casework.reports.listings import HOME, LISTINGS
from casework.services.units import unit_text_of

_AT_ONCE = 500
_EVERYBODY = Scope.everything(reason="hồ sơ đứng sau số liệu, chỉ đếm theo đơn vị")
MOST_UNITS = 12
"""So many units are named with a finding, those with the largest part in it."""


def places_of(session: Session, counted: Counted, refs: list[str], on: date = FOREVER) -> dict[str, int]:
    """The unit of each record: that of its custody for a case, else the one on the record.

    :param on: the day of the custody; without one the present custody
    """
    listing = LISTINGS[counted]
    day = min(on, FOREVER - timedelta(days=1))
    found: dict[str, int] = {}
    for start in range(0, len(refs), _AT_ONCE):
        some = refs[start : start + _AT_ONCE]
        query: Any
        if counted is Counted.EPISODE:
            query = queries.episodes(_EVERYBODY).with_only_columns(Episode.ref, EpisodeCustody.unit_id)
            query = query.join(EpisodeCustody, EpisodeCustody.episode_id == Episode.id)
            query = query.where(Episode.ref.in_(some), EpisodeCustody.from_on <= day, EpisodeCustody.to_on > day)
        elif counted is Counted.AFTERCARE:
            query = queries.aftercares(_EVERYBODY).with_only_columns(Aftercare.ref, AftercareCustody.unit_id)
            query = query.join(AftercareCustody, AftercareCustody.aftercare_id == Aftercare.id)
            query = query.where(Aftercare.ref.in_(some), AftercareCustody.from_on <= day, AftercareCustody.to_on > day)
        else:
            ref = listing.columns[0][1]
            query = select(ref, HOME.id).select_from(listing.key.class_).join(HOME, HOME.id == listing.unit)
            query = query.where(ref.in_(some))
        found |= {str(row[0]): int(row[1]) for row in session.execute(query)}
    return found


def by_unit_below(
    session: Session, below: list[Unit], places: Iterable[int], words: str
) -> tuple[tuple[CheckedUnit, ...], int]:
    """How many records each unit below has, the most first, and how many units more have some.

    :param places: the unit of each record
    :param words: what stands before the number, with `%s` in its place
    """
    if not below:
        return (), 0
    how_many: dict[int, int] = defaultdict(int)
    for place in places:
        how_many[place] += 1
    query = select(UnitReach.unit_id, UnitReach.ancestor_id).where(
        UnitReach.unit_id.in_(list(how_many)), UnitReach.ancestor_id.in_([unit.id for unit in below])
    )
    above: dict[int, int] = {row[0]: row[1] for row in session.execute(query)}
    parts: dict[int | None, int] = defaultdict(int)
    for place, number in how_many.items():
        parts[above.get(place)] += number
    texts = {unit_id: words % format_number(number) for unit_id, number in parts.items()}
    return checked_units(session, below, texts, {unit_id: Decimal(number) for unit_id, number in parts.items()})


def checked_units(
    session: Session, below: list[Unit], texts: Mapping[int | None, str], sizes: Mapping[int | None, Decimal]
) -> tuple[tuple[CheckedUnit, ...], int]:
    """The units with the largest part in a finding, and how many more have one; what no unit has stands last."""
    named = sorted((unit for unit in below if unit.id in texts), key=lambda unit: (-sizes[unit.id], unit.name_folded))
    found = [CheckedUnit(unit_text_of(session, unit.id), unit.name, texts[unit.id]) for unit in named[:MOST_UNITS]]
    if None in texts:
        found.append(CheckedUnit("", "chưa phân bổ về đơn vị cấp dưới", texts[None]))
    return tuple(found), max(len(named) - MOST_UNITS, 0)
