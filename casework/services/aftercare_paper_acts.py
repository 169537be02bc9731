"""An act on an after-care that a numbered paper records (việc có văn bản): the number, the act, the paper filed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from casework.law.aftercare_facts import AftercareAct, AftercareFacts
from casework.records.act import Act
from casework.services.aftercares import Doing, perform
from casework.services.days import require_past
from casework.services.paper_acts import file_paper, number_for, number_if_any


def perform_on_paper(
    doing: Doing,
    act: AftercareAct,
    on: date,
    change: Callable[[AftercareFacts, str | None], AftercareFacts],
    *,
    kind: str,
    number: str | None,
    field: str,
    signed_on: date | None = None,
    part: str = "",
    required: bool = False,
    at: datetime | None = None,
    details: Mapping[str, Any] | None = None,
) -> Act:
    """What `aftercares.perform` does, with the number of the paper taken before and the paper filed after.

    :param change: the act's own values, written into the facts as they stand; given the number
    :param kind: of the paper; `part`: which of its kind in this case
    :param number: as it was typed; empty: the next one of the unit's series; None: it has none
    :param signed_on: the day on the paper, where that is not the day of the act
    :param required: without a paper there is no such act: None and empty mean the next number
    :raises InvalidInput: the day has not come, or the number is taken in that year or cannot be given
    :raises Forbidden, NotFound, Conflict, RefusedByLaw: as `perform` does
    """
    require_past(on, today=doing.today, field=field)
    about = doing.session, doing.scope, kind, doing.ref, number
    take = number_for if required else number_if_any
    given = take(*about, signed_on=signed_on or on, today=doing.today, field="number", part=part)
    text = given.text if given else None
    told = {**(details or {}), "number": text}
    done = perform(doing, act, on, lambda facts: change(facts, text), field=field, at=at, details=told)
    file_paper(doing.session, doing.actor, kind, doing.ref, given, today=doing.today, part=part)
    return done
