"""Electronic monitoring in the file of an after-care (giám sát điện tử): papers recorded, nothing run."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.aftercare_monitoring import ACT, FIRST_ON, MonitoringPaper
from casework.law.procedures import governing_aftercare
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.db import now
from casework.services.aftercares import Doing, case_view, facts_of, held_aftercare
from casework.services.changes import text_or_none
from casework.services.days import require_past
from casework.services.episodes import flush_or_conflict
from casework.services.paper_acts import file_paper, number_if_any
from casework.services.paper_numbers import Given, checked_number
from casework.services.paper_orders import MONITORED, next_part, orders_of_aftercare


def record_monitoring(
    doing: Doing, *, paper: MonitoringPaper, signed_on: date, number: str | None = None, note: str | None = None
) -> Act:
    """Record one paper about monitoring; stage and term of the after-care stay as they are.

    :param number: as on the paper; empty: the next one of the unit's series, where this office writes such a paper;
        None: it has none
    :raises NotFound: no such after-care in the scope's custody
    :raises Conflict: somebody acted on the case since
    :raises InvalidInput: a day before the law that knows monitoring, or one that has not come, or a number that
        another paper of the unit bears

    Nguồn: Điều 15 đến Điều 25, khoản 1 Điều 151 Nghị định 163/2026/NĐ-CP.
    """
    require_past(signed_on, today=doing.today, field="signed_on")
    if signed_on < FIRST_ON:
        raise InvalidInput(f"Giám sát điện tử chỉ có từ ngày {format_date(FIRST_ON)}", field="signed_on")
    aftercare = held_aftercare(doing.session, doing.scope, doing.ref, version=doing.version)
    view = case_view(doing.session, aftercare, doing.today)
    given, part = _number(doing, aftercare, paper, number, signed_on)
    told = {"paper": paper.value, "number": given.text if given else None, "note": text_or_none(note)}
    details = {key: value for key, value in told.items() if value is not None}
    recorded = Act(
        act=ACT,
        acted_on=signed_on,
        law=governing_aftercare(facts_of(aftercare), signed_on).regime.code,
        stage_after=view.told.stage.code,
        details=details,
        recorded_by_id=doing.actor.account_id,
        aftercare=aftercare,
    )
    doing.session.add(recorded)
    aftercare.updated_at = now()
    flush_or_conflict(doing.session)
    trail.record(
        doing.session,
        Tag.AFTERCARE_ACT_RECORDED,
        doing.actor,
        person_id=aftercare.person_id,
        ref=aftercare.ref,
        act=ACT,
        acted_on=signed_on,
        details=details,
    )
    if kind_of(paper) in MONITORED:
        file_paper(doing.session, doing.actor, kind_of(paper), doing.ref, given, today=doing.today, part=part)
    return recorded


def recorded_papers(session: Session, scope: Scope, aftercare: Aftercare) -> list[Act]:
    """The acts that recorded papers about monitoring in an after-care, in the order of recording."""
    query: Select[Act] = queries.monitoring(scope).where(Act.aftercare_id == aftercare.id)
    return list(session.scalars(query.order_by(Act.id)))


def kind_of(paper: MonitoringPaper) -> str:
    """The kind of paper that is printed for it, where this office writes one."""
    return f"monitoring-{paper.value}"


def _number(
    doing: Doing, aftercare: Aftercare, paper: MonitoringPaper, typed: str | None, signed_on: date
) -> tuple[Given | None, str]:
    """The number of the paper, and which of its kind it is in the case."""
    kind = kind_of(paper)
    if kind not in MONITORED:
        # The person asks for it, or the office that detains them: the number is none of this unit's.
        return (Given(checked_number(typed)) if (typed or "").strip() and typed else None), ""
    part = next_part(orders_of_aftercare(doing.session, aftercare, facts_of(aftercare)), kind)
    about = doing.session, doing.scope, kind, doing.ref, typed
    return number_if_any(*about, signed_on=signed_on, today=doing.today, field="number", part=part), part
