"""Whose case it is on a day (đơn vị quản lý hồ sơ): episodes and after-care are counted by custody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

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
