"""Electronic monitoring in the file of an after-care (giám sát điện tử): papers recorded, nothing run."""

from __future__ import annotations

from datetime import date

from casework.access import trail
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.aftercare_monitoring import FIRST_ON, MonitoringPaper
from casework.law.procedures import governing_aftercare
from casework.records.act import Act
from casework.records.db import now
from casework.services.aftercares import Doing, case_view, facts_of, held_aftercare
from casework.services.changes import text_or_none
from casework.services.days import require_past
from casework.services.episodes import flush_or_conflict

ACT = "monitoring"


def record_monitoring(
    doing: Doing, *, paper: MonitoringPaper, signed_on: date, number: str | None = None, note: str | None = None
) -> Act:
    """Record one paper about monitoring; stage and term of the after-care stay as they are.

    :raises NotFound: no such after-care in the scope's custody
    :raises Conflict: somebody acted on the case since
    :raises InvalidInput: a day before the law that knows monitoring, or one that has not come

    Nguồn: Điều 15 đến Điều 25, khoản 1 Điều 151 Nghị định 163/2026/NĐ-CP.
    """
    require_past(signed_on, today=doing.today, field="signed_on")
    if signed_on < FIRST_ON:
        raise InvalidInput(f"Giám sát điện tử chỉ có từ ngày {format_date(FIRST_ON)}", field="signed_on")
    aftercare = held_aftercare(doing.session, doing.scope, doing.ref, version=doing.version)
    view = case_view(doing.session, aftercare, doing.today)
    told = {"paper": paper.value, "number": text_or_none(number), "note": text_or_none(note)}
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
    return recorded
