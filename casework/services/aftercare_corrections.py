"""Correcting what was recorded of an after-care (sửa hồ sơ): the old value stays in the trail, with the reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from casework.access import custody, queries, trail
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareFacts, AftercareOutcome, CompletionKind, DrugTest, Suspension
from casework.records.aftercare import Aftercare
from casework.records.db import now
from casework.records.team import Staff
from casework.services.aftercares import Doing, facts_of, held_aftercare, store
from casework.services.changes import checked_reason, text_or_none, write_changes
from casework.services.days import require_order, require_past
from casework.services.episodes import flush_or_conflict
from casework.services.paper_notices import holder_on
from casework.services.paper_numbers import require_free_now
from casework.services.paper_orders import EXEMPTION, REDUCTION, SUSPENSION, part_of, require_withdrawn
from casework.services.paper_taken import Owner


@dataclass(frozen=True)
class Corrected:
    """Every value that a correction may change, as it should read."""

    kind: CompletionKind
    completed_on: date | None
    returned_on: date | None
    reported_on: date | None
    dossier_on: date | None
    decided_on: date | None
    decision_number: str | None
    term_months: int | None
    handed_over_on: date | None
    starts_on: date | None
    ended_on: date | None
    outcome: AftercareOutcome | None
    determined_addicted_on: date | None
    certified_on: date | None
    certificate_number: str | None
    suspended_on: date | None = None
    """The last interruption; none: it was recorded by mistake."""
    resumed_on: date | None = None
    reduced_on: date | None = None
    reduced_months: int | None = None
    exempted_on: date | None = None


NAMES = tuple(each.name for each in fields(Corrected))
_INTERRUPTED = ("suspended_on", "resumed_on")
"""Days of the last line of a list; every other name is the facts' own."""
_DECIDED = {"suspended_on": SUSPENSION, "reduced_on": REDUCTION, "exempted_on": EXEMPTION}
"""Days of decisions that are papers of their own."""


def as_recorded(facts: AftercareFacts) -> Corrected:
    """The values as they are, to fill the form with."""
    last = facts.suspensions[-1] if facts.suspensions else None
    interrupted: dict[str, Any] = {"suspended_on": last.from_on, "resumed_on": last.to_on} if last else {}
    return Corrected(**{name: getattr(facts, name) for name in NAMES if name not in _INTERRUPTED}, **interrupted)


def correct_aftercare(doing: Doing, corrected: Corrected, *, reason: str) -> Aftercare:
    """Set the values right. A correction is no act: the law refuses none, but what it breaks is shown on the page.

    :param reason: why, for the trail
    :raises NotFound: no such after-care in the scope's custody
    :raises Conflict: somebody acted on the case since
    :raises InvalidInput: no reason, a day that has not come, or an end before its beginning
    """
    why = checked_reason(reason)
    aftercare = held_aftercare(doing.session, doing.scope, doing.ref, version=doing.version)
    before = facts_of(aftercare)
    wanted = replace(
        corrected,
        decision_number=text_or_none(corrected.decision_number),
        certificate_number=text_or_none(corrected.certificate_number),
    )
    _require_sense(doing, aftercare, wanted)
    stored = as_recorded(before)
    changes = {
        name: [_plain(getattr(stored, name)), _plain(getattr(wanted, name))]
        for name in NAMES
        if getattr(stored, name) != getattr(wanted, name)
    }
    if not changes:
        return aftercare
    _require_decisions(doing, before, stored, wanted)
    _require_free(doing, aftercare, wanted, changes)
    own = {name: getattr(wanted, name) for name in NAMES if name not in _INTERRUPTED}
    store(aftercare, replace(before, **own, suspensions=_suspensions(before, wanted)))
    _keep(doing, aftercare)
    trail.record(
        doing.session,
        Tag.AFTERCARE_CORRECTED,
        doing.actor,
        person_id=aftercare.person_id,
        ref=aftercare.ref,
        changes=changes,
        reason=why,
    )
    return aftercare


def correct_review(
    doing: Doing, *, held_on: date, new_held_on: date, drug_test: DrugTest, note: str | None, reason: str
) -> Aftercare:
    """Set one review right: its day, its test, its note.

    :param held_on: the day under which it is recorded
    :raises Conflict: somebody acted on the case since, or another review has the new day
    :raises InvalidInput: no such review, no reason, or a day that has not come
    """
    why = checked_reason(reason)
    require_past(new_held_on, today=doing.today, field="held_on")
    aftercare = held_aftercare(doing.session, doing.scope, doing.ref, version=doing.version)
    review = next((each for each in aftercare.reviews if each.held_on == held_on), None)
    if review is None:
        raise InvalidInput(f"Không có lần nhận xét nào ngày {format_date(held_on)}.", field="held_on")
    if new_held_on != held_on and any(each.held_on == new_held_on for each in aftercare.reviews):
        raise Conflict(f"Ngày {format_date(new_held_on)} đã ghi một lần nhận xét khác.")
    changes = write_changes(review, held_on=new_held_on, drug_test=drug_test.value, note=text_or_none(note))
    if not changes:
        return aftercare
    _keep(doing, aftercare)
    trail.record(
        doing.session,
        Tag.AFTERCARE_CORRECTED,
        doing.actor,
        person_id=aftercare.person_id,
        ref=aftercare.ref,
        changes={"review": [format_date(held_on)]} | changes,
        reason=why,
    )
    return aftercare


def assign_aftercare_officer(doing: Doing, *, staff_ref: str) -> Aftercare:
    """Name the member of staff who follows the person (từ 01/07/2026 tại nơi chuyển đến: Mẫu số 60).

    :raises NotFound: no such after-care in the scope's custody, or no such staff within the scope

    Nguồn: khoản 3 Điều 79 Nghị định 116/2021/NĐ-CP; khoản 1 Điều 130, điểm b khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP.
    """
    aftercare = held_aftercare(doing.session, doing.scope, doing.ref, version=doing.version)
    staff = queries.one(doing.session, queries.staff(doing.scope), Staff.ref == staff_ref)
    aftercare.officer_id, aftercare.updated_at = staff.id, now()
    flush_or_conflict(doing.session)
    trail.record(
        doing.session,
        Tag.AFTERCARE_OFFICER_ASSIGNED,
        doing.actor,
        person_id=aftercare.person_id,
        ref=aftercare.ref,
        staff=staff.ref,
    )
    return aftercare


def _require_free(doing: Doing, aftercare: Aftercare, wanted: Corrected, changes: Collection[str]) -> None:
    """:raises InvalidInput: another paper of the unit that signed bears a new number in that year; says which"""
    for name, on, kind in (
        ("decision_number", wanted.decided_on, "aftercare-decision"),
        ("certificate_number", wanted.certified_on, "aftercare-certificate"),
    ):
        number = getattr(wanted, name)
        if name in changes and number is not None and on is not None:
            unit = holder_on(aftercare.custody, on) or aftercare.unit
            require_free_now(doing.session, unit, number, on, own=Owner(kind, aftercare.ref), field=name)


def _suspensions(before: AftercareFacts, wanted: Corrected) -> tuple[Suspension, ...]:
    """The interruptions with the last one set right, or taken back."""
    if not before.suspensions:
        return ()
    *earlier, last = before.suspensions
    if wanted.suspended_on is None:
        return tuple(earlier)
    return (*earlier, replace(last, from_on=wanted.suspended_on, to_on=wanted.resumed_on))


def _require_decisions(doing: Doing, before: AftercareFacts, stored: Corrected, wanted: Corrected) -> None:
    """A correction records no decision, and takes none back that stands on paper.

    :raises InvalidInput: a decision that nobody recorded, or half of one
    :raises Conflict: the paper of a decision that is to be taken back has not been withdrawn
    """
    for name, kind in _DECIDED.items():
        was, now_on = getattr(stored, name), getattr(wanted, name)
        if was is None and now_on is not None:
            raise InvalidInput("Ghi quyết định này bằng biểu mẫu của việc đó.", field=name)
        if was is not None and now_on is None:
            part = part_of(len(before.suspensions)) if kind == SUSPENSION else ""
            require_withdrawn(doing.session, kind, doing.ref, part)
    if wanted.suspended_on is None and wanted.resumed_on is not None:
        raise InvalidInput("Không còn lần tạm ngừng thì xóa cả ngày tiếp tục.", field="resumed_on")
    require_order(wanted.suspended_on or date.min, wanted.resumed_on, field="resumed_on")
    if (wanted.reduced_on is None) != (wanted.reduced_months is None):
        raise InvalidInput("Ngày giảm và số tháng giảm phải cùng có hoặc cùng không.", field="reduced_months")
    if stored.exempted_on is not None and wanted.exempted_on is None and wanted.ended_on == stored.exempted_on:
        raise InvalidInput("Bỏ quyết định miễn thì xóa cả ngày kết thúc và kết quả.", field="ended_on")


def _require_sense(doing: Doing, aftercare: Aftercare, wanted: Corrected) -> None:
    for name in NAMES:
        day = getattr(wanted, name)
        if isinstance(day, date) and name not in ("completed_on", "starts_on"):
            require_past(day, today=doing.today, field=name)
    require_order(wanted.starts_on or date.min, wanted.ended_on, field="ended_on")
    if wanted.starts_on is None and aftercare.started_on is not None:
        raise InvalidInput("Hồ sơ đã bắt đầu thì phải có ngày bắt đầu quản lý.", field="starts_on")
    if wanted.starts_on is not None and aftercare.started_on is None:
        raise InvalidInput("Ghi việc đưa vào danh sách bằng biểu mẫu của việc đó.", field="starts_on")
    if (wanted.ended_on is None) != (wanted.outcome is None):
        raise InvalidInput("Ngày kết thúc và kết quả phải cùng có hoặc cùng không.", field="outcome")
    if wanted.certified_on is not None and wanted.ended_on is None:
        raise InvalidInput("Đã cấp giấy thì phải có ngày kết thúc.", field="ended_on")


def _keep(doing: Doing, aftercare: Aftercare) -> None:
    aftercare.updated_at = now()
    flush_or_conflict(doing.session)
    custody.rebuild(doing.session, aftercare)


def _plain(value: object) -> str | None:
    return None if value is None else format_date(value) if isinstance(value, date) else str(value)
