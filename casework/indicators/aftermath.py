"""Who is past rehabilitation (người sau cai nghiện): has a certificate or after-care that began, anywhere."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_

from casework.indicators.indicator import Place
from casework.indicators.timespans import some
from casework.records.aftercare import Aftercare
from casework.records.episode import Certificate, Episode


def past_rehabilitation(place: Place, person_id: Any) -> ColumnElement[bool]:
    """The person is past rehabilitation at the end of the window."""
    certified = some(
        Episode.person_id == person_id, Certificate.episode_id == Episode.id, Certificate.issued_on <= place.at
    )
    followed = some(Aftercare.person_id == person_id, Aftercare.starts_on <= place.at)
    return or_(certified, followed)
