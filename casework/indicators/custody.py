"""Whose case it is on a day (đơn vị quản lý hồ sơ): episodes and after-care are counted by custody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_

from casework.indicators.indicator import Place
from casework.indicators.timespans import Criteria, overlap
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.episode import Episode, EpisodeCustody

Custody = type[EpisodeCustody] | type[AftercareCustody]


def _belongs(custody: Custody) -> ColumnElement[bool]:
    if custody is AftercareCustody:
        return AftercareCustody.aftercare_id == Aftercare.id
    return EpisodeCustody.episode_id == Episode.id


def held_on(place: Place, day: Any, custody: Custody = EpisodeCustody) -> Criteria:
    """The place has custody of the case on that day; a case has one custody a day."""
    if place.national:
        return ()
    return (_belongs(custody), custody.from_on <= day, custody.to_on > day, *place.within(custody.unit_id))


def held_in_force(place: Place, started_on: Any, ended_on: Any, custody: Custody = EpisodeCustody) -> Criteria:
    """The place has custody of the case on a day of the window on which it is in force.

    Together with `in_force_in_window`; a case that came and went can meet it more than once.
    """
    if place.national:
        return ()
    return (
        _belongs(custody),
        custody.from_on <= place.last,
        custody.to_on > place.first,
        overlap(custody.from_on, custody.to_on, started_on, ended_on),
        *place.within(custody.unit_id),
    )


def crossing(
    place: Place, before: Any, after: Any, case: Any, started_on: Any, ended_on: Any, *, inward: bool
) -> Criteria:
    """Two neighbouring custodies, one in the place and one outside: a case came or left (chuyển đến, chuyển đi).

    Only while the case is in force: on the day before the move, and not ended before its day. Only of a place that is
    not the whole country, into which and out of which nobody moves.

    :param before: an alias of the custody that ends on the day of the move
    :param after: an alias of the custody that begins on it
    :param case: the column of a custody that names the case, by name, and the case's own id
    """
    name, case_id = case
    here, elsewhere = (after, before) if inward else (before, after)
    # The end of a unit's tree is a departure on the first day that the tree no longer has.
    last = place.last if inward else place.closing
    return (
        getattr(after, name) == case_id,
        getattr(before, name) == case_id,
        before.to_on == after.from_on,
        here.unit_id.in_(place.reached),
        elsewhere.unit_id.not_in(place.reached),
        after.from_on >= place.first,
        after.from_on <= last,
        started_on < after.from_on,
        or_(ended_on.is_(None), ended_on >= after.from_on),
    )
