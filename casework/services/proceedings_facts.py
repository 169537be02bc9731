"""The facts in the file of a procedure: shown with where they come from, supplied, and corrected with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.rules import require
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput, NotInForce
from casework.i18n import format_date, format_instant, format_number
from casework.law.vocabulary import Term
from casework.records.act import Act
from casework.records.db import now
from casework.records.proceeding import Proceeding
from casework.services.days import require_past
from casework.services.episodes import flush_or_conflict
from casework.services.law_facts import plain
from casework.services.measures import day_fields, default_of, hour_field
from casework.services.measures_fields import LABELS
from casework.services.proceedings import Case, case_of, settle
from casework.services.proceedings_acts import CORRECTION, keep, locked

OWN_FILE = "Ghi trong hồ sơ này"
OF_THE_PERSON = ("birth_date", "birth_year")
"""What is corrected in the person's own file, never here."""


@dataclass(frozen=True)
class ShownFact:
    """One fact as the page shows it: its words, its value, where it comes from, what another record says instead."""

    name: str
    label: str
    text: str
    source: str
    otherwise: str = ""


def shown_facts(case: Case) -> list[ShownFact]:
    """Every fact that somebody or some record has said, in the order of the law's own list."""
    found = []
    for name in _names(case):
        elsewhere = case.known.get(name)
        typed = name in case.row.facts
        if not typed and elsewhere is None:
            continue
        value = getattr(case.facts, name)
        otherwise = ""
        if typed and elsewhere is not None and _contradicts(elsewhere.value, value):
            otherwise = f"{elsewhere.source}: {fact_text(elsewhere.value)}"
        source = OWN_FILE if typed or elsewhere is None else elsewhere.source
        found.append(ShownFact(name, LABELS[name], fact_text(value), source, otherwise))
    return found


def fact_text(value: Any) -> str:
    """A value of a fact in words."""
    if value is None:
        return "chưa rõ"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Term):
        return value.term
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int):
        return format_number(value)
    if isinstance(value, frozenset):
        return "; ".join(sorted(fact_text(each) for each in value)) or "không có"
    if isinstance(value, tuple):
        return "; ".join(fact_text(each) for each in value) or "không có"
    return str(value)


def _contradicts(elsewhere: Any, typed: Any) -> bool:
    """Another record says something else; more papers than it knows of are no contradiction."""
    if isinstance(elsewhere, frozenset) and isinstance(typed, frozenset):
        return not elsewhere <= typed
    return bool(elsewhere != typed)


def open_fields(case: Case, on: date) -> list[str]:
    """The fields that may be supplied or corrected: what no act writes, and what an act has already written."""
    by_acts = _written_by_acts(case, on)
    hidden = {*case.line.fixed, *OF_THE_PERSON}
    asked = {name for each in case.line.asking(case.facts).values() for name in (*each.needs, *each.writes)}
    asked |= by_acts | set(case.line.opening)
    return [
        name
        for name in _names(case)
        if name in asked and name not in hidden and (name not in by_acts or name in case.row.facts)
    ]


def correct_facts(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    values: Mapping[str, Any],
    reason: str | None,
    version: int | None,
    today: date,
) -> Proceeding:
    """Supply what was not known, or correct what was written wrongly (bổ sung, sửa thông tin).

    The law refuses no correction: it says how things were; what it makes of them is shown on the page.

    :param values: by field; a field that is absent stays as it is
    :raises NotFound: no such procedure run by a unit of the scope
    :raises Forbidden: the actor's role does not keep this measure
    :raises Conflict: somebody changed it since `version`
    :raises InvalidInput: a day has not come, a field is not open, or a correction lacks its reason
    """
    row = locked(session, scope, ref, version=version)
    case = case_of(session, row, today)
    require(actor, case.line.edit)
    changes = _changes(case, values, today)
    if not changes:
        return row
    written_before = [name for name in changes if name in row.facts]
    if written_before and not (reason or "").strip():
        names = "; ".join(LABELS[name] for name in written_before)
        raise InvalidInput(f"Hãy ghi lý do khi sửa thông tin đã có: {names}.", field="reason")
    keep(case, {name: values[name] for name in changes})
    told = settle(session, row, today, today)
    act = Act(
        proceeding=row,
        act=CORRECTION,
        acted_on=today,
        law=_law_code(case, today),
        stage_after=told.stage.code,
        details={"facts": {name: row.facts.get(name) for name in changes}, "reason": (reason or "").strip()},
        recorded_by_id=actor.account_id,
    )
    session.add(act)
    row.updated_at = now()
    flush_or_conflict(session)
    trail.record(
        session,
        Tag.PROCEEDING_CORRECTED,
        actor,
        person_id=row.person_id,
        ref=row.ref,
        changes=changes,
        reason=(reason or "").strip(),
    )
    return row


def _changes(case: Case, values: Mapping[str, Any], today: date) -> dict[str, list[Any]]:
    allowed = open_fields(case, today)
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise InvalidInput(f"Thông tin này không sửa ở đây: {', '.join(LABELS.get(name, name) for name in unknown)}.")
    changes = {}
    for name, value in values.items():
        for day in _days_in(value):
            require_past(day, today=today, field=name)
        said = default_of(case.line, name) if value is None else value
        before = getattr(case.facts, name)
        if said != before:
            changes[name] = [plain(before), plain(said)]
    return changes


def _days_in(value: Any) -> Iterable[date]:
    each = value if isinstance(value, tuple) else (value,)
    return [day for day in each if isinstance(day, date) and not isinstance(day, datetime)]


def _written_by_acts(case: Case, on: date) -> set[str]:
    """The days, hours and decisions that belong to acts: an act of that day writes them, not a correction."""
    line = case.line
    try:
        procedure = line.procedure(case.facts, on)
    except NotInForce:
        return {name for name in _names(case) if name.endswith(("_on", "_at"))}
    days = {name for move in procedure.transitions for name in day_fields(line, case.facts, move.act, on)}
    hours = {hour for hour in (hour_field(line, day) for day in days) if hour}
    decided = {name for asked in line.asking(case.facts).values() for name in asked.writes}
    return days | hours | decided


def _names(case: Case) -> list[str]:
    return [each.name for each in fields(case.line.facts)]


def _law_code(case: Case, today: date) -> str:
    try:
        return case.line.governing(case.facts, today).regime.code
    except NotInForce:
        return ""
