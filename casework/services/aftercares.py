"""One after-care (quản lý sau cai nghiện): its facts for the law, and how every act on it is asked for and stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import custody, queries, trail
from casework.access.moving import ALLOCATED, RETURNED
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, NotInForce, Reason, RefusedByLaw
from casework.i18n import format_date
from casework.law import aftercare_2021
from casework.law.aftercare_facts import (
    AftercareAct,
    AftercareFacts,
    AftercareOutcome,
    CompletionKind,
    DrugTest,
    Move,
    Review,
)
from casework.law.explain_measures import AftercareExplanation, explain_aftercare
from casework.law.procedures import aftercare_procedure, governing_aftercare
from casework.law.regimes import Governing
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER, now
from casework.services.aftercare_backgrounds import NOTHING, Background, background
from casework.services.aftercare_competence import require_competent
from casework.services.episodes import STALE, flush_or_conflict, require_past
from casework.services.law_facts import decode, encode
from casework.workflow.engine import Decision, decide

COLUMNS = ("decided_on", "decision_number", "term_months", "ended_on")
ONLY_THE_LAW_ASKS = (
    "kind", "completed_on", "rehabilitation_decided_on", "returned_on", "reported_on", "dossier_on",
    "handed_over_on", "absences", "moves", "suspensions", "merit", "reduced_on", "reduced_months", "exempted_on",
    "exemption_ground", "determined_addicted_on", "certificate_number", "certified_on",
)  # fmt: skip
"""The facts that no column keeps; the others have columns or tables of their own."""
LONG_TERM_MONTHS = 24
"""A term that only follows compulsory rehabilitation, where nothing else says what was completed."""

_VOLUNTARY_SINCE = aftercare_2021.REGIME.first_on
"""Before it after-care followed compulsory rehabilitation only, as far as the law was read."""

Change = Callable[[AftercareFacts], AftercareFacts]


@dataclass(frozen=True)
class Allowed:
    """What the law said to an act: the decision, and the law it was taken under."""

    decision: Decision
    law: Governing


@dataclass(frozen=True)
class Doing:
    """Who acts on which after-care, and when they do.

    :param version: that of the case the officer looked at; None for callers that look at none
    """

    session: Session
    scope: Scope
    actor: Actor
    ref: str
    today: date
    version: int | None = None


BESIDE_THE_LAW = frozenset({"guardians"})
"""What the after-care keeps beside the facts of the law: no procedure asks about it, papers do."""


def facts_of(aftercare: Aftercare, beside: Background = NOTHING) -> AftercareFacts:
    """The after-care as the law sees it.

    :param beside: what else is on file (`background`): an episode with a certificate tells the day of completion
    """
    of_law = {name: value for name, value in aftercare.law_facts.items() if name not in BESIDE_THE_LAW}
    stored = decode(AftercareFacts, of_law)
    told = {move.moved_on: move for move in stored.pop("moves", ())}
    before = beside.rehabilitation
    kind = stored.pop("kind", None) or (before.kind if before else _guessed_kind(aftercare))
    if before is not None:
        stored |= {"completed_on": before.completed_on, "rehabilitation_decided_on": before.decided_on}
    if beside.determined_addicted_on is not None:
        stored.setdefault("determined_addicted_on", beside.determined_addicted_on)
    return AftercareFacts(
        kind=kind,
        starts_on=aftercare.started_on,
        decided_on=aftercare.decided_on,
        decision_number=aftercare.decision_number,
        term_months=aftercare.term_months,
        ended_on=aftercare.ended_on,
        outcome=AftercareOutcome(aftercare.outcome) if aftercare.outcome else None,
        reviews=tuple(
            Review(each.held_on, DrugTest(each.drug_test or "none"))
            for each in sorted(aftercare.reviews, key=lambda each: each.held_on)
        ),
        moves=tuple(
            told.get(each.moved_on, Move(each.moved_on))
            for each in sorted(aftercare.transfers, key=lambda each: each.moved_on)
            if each.state not in (ALLOCATED, RETURNED)
        ),
        **stored,
    )


def full_facts(session: Session, aftercare: Aftercare) -> AftercareFacts:
    """The same with whatever else is on file about the person."""
    return facts_of(aftercare, background(session, aftercare))


def seen_aftercare(session: Session, scope: Scope, ref: str) -> Aftercare:
    """The after-care, to look at.

    :raises NotFound: no such after-care within `scope`
    """
    return queries.one(session, queries.aftercares(scope), Aftercare.ref == ref)


def is_held(session: Session, scope: Scope, aftercare: Aftercare) -> bool:
    """Whether the scope's officers may act on it: it is in their present custody."""
    return session.scalar(queries.held_aftercares(scope).where(Aftercare.id == aftercare.id)) is not None


def held_aftercare(session: Session, scope: Scope, ref: str, *, version: int | None) -> Aftercare:
    """The after-care, locked for an act.

    :raises NotFound: no such after-care in the scope's present custody
    :raises Conflict: somebody acted on the case since `version`
    """
    query = queries.held_aftercares(scope).with_for_update(of=Aftercare).execution_options(populate_existing=True)
    aftercare = queries.one(session, query, Aftercare.ref == ref)
    if version is not None and aftercare.version != version:
        raise Conflict(STALE)
    return aftercare


def case_view(session: Session, aftercare: Aftercare, today: date) -> AftercareExplanation:
    """What the law says about the case today: law, stage, term, acts, clocks, and what history broke."""
    return explain_aftercare(full_facts(session, aftercare), today)


def ask_the_law(facts: AftercareFacts, act: AftercareAct, on: date, proposed: AftercareFacts) -> Allowed:
    """The law's answer to an act of a day.

    :raises RefusedByLaw: with every unmet clause, or because the law of the case does not know the act
    """
    try:
        law = governing_aftercare(facts, on)
        procedure = aftercare_procedure(facts, on)
    except NotInForce as gap:
        raise RefusedByLaw(act, [Reason(str(gap), "khoản 1 Điều 33 Luật Phòng, chống ma túy (2008)", "I")]) from gap
    if act not in {move.act for move in procedure.transitions}:
        text = f"{law.regime.law} không có việc “{act.term}”"
        raise RefusedByLaw(act, [Reason(text, law.regime.citation, law.regime.confidence)])
    return Allowed(decide(procedure, facts, act, on, proposed=proposed), law)


def perform(
    doing: Doing,
    act: AftercareAct,
    on: date,
    change: Change,
    *,
    field: str,
    rows: Callable[[Aftercare], None] | None = None,
    at: datetime | None = None,
    details: dict[str, Any] | None = None,
) -> Act:
    """Ask the law about an act, and if it is allowed store what it changed, append it and note it.

    :param change: the act's own values, written into the facts as they stand
    :param field: of the form, to be marked where the day has not come
    :param rows: appends what has a table of its own (a review, a move)
    :raises Forbidden: the law of the case gives the act to somebody else than the actor
    :raises NotFound: no such after-care in the scope's custody
    :raises Conflict: somebody acted on the case since
    :raises InvalidInput: the day has not come
    :raises RefusedByLaw: lists every clause
    """
    require_past(on, doing.today, field=field)
    aftercare = held_aftercare(doing.session, doing.scope, doing.ref, version=doing.version)
    facts = full_facts(doing.session, aftercare)
    require_competent(doing.actor, facts, act, on)
    proposed = change(facts)
    allowed = ask_the_law(facts, act, on, proposed)
    store(aftercare, proposed)
    if rows is not None:
        rows(aftercare)
    return write_act(doing.session, doing.actor, aftercare, act, on, allowed, at=at, details=details or {})


def store(aftercare: Aftercare, facts: AftercareFacts) -> None:
    """Write the facts back where they are kept; reviews and moves are rows of their own."""
    for name in COLUMNS:
        setattr(aftercare, name, getattr(facts, name))
    aftercare.outcome = facts.outcome.value if facts.outcome else None
    aftercare.starts_on = facts.starts_on or FOREVER
    kept = encode(facts, ONLY_THE_LAW_ASKS)
    if facts.starts_on is None and facts.ended_on is not None:
        # It ended before anybody began it. The row needs a day: that of completion, if it ever came.
        came = facts.completed_on is not None and facts.completed_on <= facts.ended_on
        aftercare.starts_on = facts.completed_on if came and facts.completed_on else facts.ended_on
        if not came:
            kept.pop("completed_on", None)
    beside = {name: value for name, value in aftercare.law_facts.items() if name in BESIDE_THE_LAW}
    aftercare.law_facts = kept | beside


def write_act(
    session: Session,
    actor: Actor,
    aftercare: Aftercare,
    act: AftercareAct,
    on: date,
    allowed: Allowed,
    *,
    details: dict[str, Any],
    at: datetime | None = None,
) -> Act:
    """Append the act to the file, derive who has the case again, and note it in the trail.

    :raises Conflict: somebody else saved the case in this very moment
    """
    told = {key: _text(value) for key, value in details.items() if value is not None}
    recorded = Act(
        act=act.value,
        acted_on=on,
        acted_at=at,
        law=allowed.law.regime.code,
        stage_after=allowed.decision.next_stage.code,
        late=[{"text": late.text, "citation": late.citation} for late in allowed.decision.late],
        details=told,
        recorded_by_id=actor.account_id,
        aftercare=aftercare,
    )
    session.add(recorded)
    # A review or a move touches no column of the case itself; its version must change all the same.
    aftercare.updated_at = now()
    flush_or_conflict(session)
    custody.rebuild(session, aftercare)
    trail.record(
        session,
        Tag.AFTERCARE_ACT_RECORDED,
        actor,
        person_id=aftercare.person_id,
        ref=aftercare.ref,
        act=act.value,
        acted_on=on,
        details=told,
    )
    return recorded


def acts_of(session: Session, aftercare: Aftercare) -> list[Act]:
    """The acts recorded here, in the order in which they were; imported history has none."""
    return list(session.scalars(select(Act).where(Act.aftercare_id == aftercare.id).order_by(Act.id)))


def _text(value: Any) -> str:
    return format_date(value) if isinstance(value, date) and not isinstance(value, datetime) else str(value)


def _guessed_kind(aftercare: Aftercare) -> CompletionKind:
    """Imported rows do not say what was completed: only compulsory rehabilitation leads to two years."""
    decided_before = aftercare.decided_on is not None and aftercare.decided_on < _VOLUNTARY_SINCE
    long = (aftercare.term_months or 0) >= LONG_TERM_MONTHS
    return CompletionKind.COMPULSORY if decided_before or long else CompletionKind.VOLUNTARY
