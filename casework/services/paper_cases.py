"""The papers of an episode and of an after-care: their facts, and which number and day the case keeps for each."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.moving import issued
from casework.access.scope import Scope, within
from casework.documents.facts import AftercareFacts, EpisodeFacts, GuardianFacts, PhaseLine, ViolationLine
from casework.documents.hearing import Hearing
from casework.errors import InvalidInput, NotFound
from casework.law.aftercare_facts import AftercareFacts as AftercareLawFacts
from casework.law.aftercare_facts import AftercareOutcome, DrugTest
from casework.law.aftercare_term import term_end
from casework.law.compulsory_facts import CompulsoryFacts, SessionMember
from casework.law.conditions import term_ends_on
from casework.law.facts import EpisodeFacts as LawFacts
from casework.law.regimes import governing
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase, Violation, ViolationStep
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.team import Staff
from casework.records.unit import Unit
from casework.services import aftercares, paper_orders
from casework.services.episode_facts import background_of, facts_of
from casework.services.guardians import guardian_beside, guardian_of
from casework.services.paper_episode_orders import orders_of_episode
from casework.services.paper_notices import NOTICES, holder_on, move_of, moved_on, present_or_left
from casework.services.paper_shelf import once

PLACES = {
    EpisodeForm.HOME: "tại gia đình",
    EpisodeForm.COMMUNITY: "tại cộng đồng",
    EpisodeForm.COMMUNITY_COMPULSORY: "tại cộng đồng",
    EpisodeForm.CENTRE_VOLUNTARY: "tại cơ sở cai nghiện",
    EpisodeForm.CENTRE_COMPULSORY: "tại cơ sở cai nghiện",
}
NOT_THEIRS = "Không tìm thấy hồ sơ này trong phạm vi của bạn."
Kept = tuple[str | None, date | None]
"""Number and day that the case keeps of a paper."""


@dataclass(frozen=True)
class CasePaper:
    """The facts of a paper of a case, whose paper it is, and what the case keeps of it."""

    facts: EpisodeFacts | AftercareFacts
    unit: Unit
    person: Person
    number: str | None
    on: date | None
    numbered: bool
    competent_on: date | None = None
    guardian: GuardianFacts | None = None


def episode_paper(session: Session, scope: Scope, kind: str, ref: str, part: str, today: date) -> CasePaper:
    """A paper of an episode.

    :raises NotFound: no such episode within the scope
    :raises InvalidInput: the part is neither a month nor a day
    """
    episode, left = _case_of(session, scope, Episode, kind, ref, part)
    law = facts_of(episode)
    number, on = kept_of_episode(kind, episode, law, part)
    orders = orders_of_episode(session, episode, law)
    if kind in paper_orders.KINDS:
        number, on = paper_orders.order_kept(session, orders, kind, ref, part)
    day = on or today
    # A case that began under an older law stays with those whom that law made competent.
    competent_on = min(day, governing(law, day).regime.last_on)
    # The commune that is left writes the notice, though the new one has the case that whole day.
    leaves = timedelta(days=1) if kind == "transfer-notice" and on is not None else timedelta()
    unit = holder_on(episode.custody, day - leaves) or episode.unit
    if left:
        _require_own(session, scope, unit)
    told = paper_orders.facts_by_kind(orders, kind, part)
    facts = replace(episode_facts(session, episode, law, part, day), orders=told)
    beside = guardian_of(episode, day)
    return CasePaper(facts, unit, episode.person, number, on, kind in _NUMBERED, competent_on, beside)


def episode_facts(session: Session, episode: Episode, law: LawFacts, part: str, on: date | None = None) -> EpisodeFacts:
    """An episode as papers tell it.

    :param on: the day of the paper, on which somebody stands beside the person
    """
    form = EpisodeForm(episode.form)
    declared = DeclaredBy(episode.declared_by) if episode.declared_by else None
    move = move_of(episode, part)
    certificate, beside = episode.certificate, guardian_of(episode, on)
    around = background_of(episode, law)
    officer = _officer(session, episode.officer_id)
    return EpisodeFacts(
        ref=episode.ref,
        form=form.term,
        place=PLACES[form],
        compulsory=form is EpisodeForm.COMMUNITY_COMPULSORY,
        title_choice=0 if form is EpisodeForm.HOME else 1,
        registered_on=episode.registered_on,
        declared_by=declared.term if declared else None,
        declarer=episode.person.full_name if declared is DeclaredBy.SELF else beside.name if beside else None,
        decided_on=episode.decided_on,
        decision_number=episode.decision_number,
        term_months=episode.term_months,
        started_on=episode.started_on,
        ends_on=term_ends_on(law),
        ended_on=episode.ended_on,
        outcome=EpisodeOutcome(episode.outcome).term if episode.outcome else None,
        completed=episode.outcome == EpisodeOutcome.COMPLETED.value,
        phases=tuple(PhaseLine(Phase(each.phase).term, each.started_on, each.completed_on) for each in episode.phases),
        officer=officer.full_name if officer else None,
        officer_unit=officer.unit.name if officer else None,
        officer_position=officer.position if officer else None,
        officer_phone=officer.phone if officer else None,
        certificate_number=certificate.number if certificate else None,
        certificate_on=certificate.issued_on if certificate else None,
        moved_on=move.moved_on if move else None,
        moved_to=move.to_unit.name if move else None,
        part=part,
        hearing=_hearing(around) if around is not None else None,
        proposed_on=around.proposed_on if around is not None else None,
        violations=tuple(
            ViolationLine(
                Violation(each.kind).term, each.happened_on, ViolationStep(each.step).term if each.step else None
            )
            for each in episode.violations
        ),
    )


def _hearing(around: CompulsoryFacts) -> Hearing | None:
    held = around.session
    if held is None:
        return None
    wanted = tuple((each.term, each in held.present) for each in SessionMember)
    return Hearing(held.held_on, wanted, held.votes_for, held.votes_against, held.tie_in_minutes)


def aftercare_paper(session: Session, scope: Scope, kind: str, ref: str, part: str, today: date) -> CasePaper:
    """A paper of an after-care.

    :raises NotFound: no such after-care within the scope
    """
    case, left = _case_of(session, scope, Aftercare, kind, ref, part)
    law = once(session, (AftercareLawFacts, case.id), lambda: aftercares.full_facts(session, case))
    number, on = kept_of_aftercare(kind, case, law, part)
    orders = paper_orders.orders_of_aftercare(session, case, law)
    if kind in paper_orders.KINDS:
        number, on = paper_orders.order_kept(session, orders, kind, ref, part)
    leaves = timedelta(days=1) if kind == "aftercare-transfer" and on is not None else timedelta()
    unit = holder_on(case.custody, (on or today) - leaves) or case.unit
    if left:
        _require_own(session, scope, unit)
    told = paper_orders.facts_by_kind(orders, kind, part)
    facts = replace(aftercare_facts(session, case, law, part), orders=told)
    beside, competent = guardian_beside(session, case, on or today), paper_orders.competent_on(law, kind, on or today)
    return CasePaper(facts, unit, case.person, number, on, number is not None, competent, beside)


def aftercare_facts(session: Session, case: Aftercare, law: AftercareLawFacts, part: str) -> AftercareFacts:
    """An after-care as papers tell it."""
    move, officer = move_of(case, part), _officer(session, case.officer_id)
    return AftercareFacts(
        ref=case.ref,
        starts_on=case.started_on,
        decided_on=case.decided_on,
        decision_number=case.decision_number,
        term_months=case.term_months,
        ends_on=term_end(law),
        ended_on=case.ended_on,
        outcome=AftercareOutcome(case.outcome).term if case.outcome else None,
        completed=law.certified_on is not None or case.outcome == AftercareOutcome.COMPLETED.value,
        officer=officer.full_name if officer else None,
        moved_on=move.moved_on if move else None,
        moved_to=move.to_unit.name if move else None,
        reviews=tuple(
            (each.held_on, DrugTest(each.drug_test or "none").term, each.note or "") for each in case.reviews
        ),
    )


def _case_of(session: Session, scope: Scope, case: Any, kind: str, ref: str, part: str) -> tuple[Any, bool]:
    """The case, and whether it has left the scope, which then prints its notice of the move and what it issued before.

    :raises NotFound: the scope neither sees the case nor has a paper of its own in it
    """
    found, left = present_or_left(session, scope, case, ref)
    if left and kind not in NOTICES and session.scalars(issued(scope, kind, ref, part).limit(1)).first() is None:
        raise NotFound(NOT_THEIRS)
    return found, left


def _require_own(session: Session, scope: Scope, unit: Unit) -> None:
    """:raises NotFound: the paper is another unit's, from before the case came or after it left"""
    if session.scalar(select(Unit.id).where(Unit.id == unit.id, *within(scope, Unit.id))) is None:
        raise NotFound(NOT_THEIRS)


def kept_of_aftercare(kind: str, case: Aftercare, law: AftercareLawFacts, part: str) -> Kept:
    """Number and day that an after-care keeps of one of its papers."""
    kept: Mapping[str, Kept] = {
        "aftercare-background": (None, law.dossier_on),
        "aftercare-request": (None, law.dossier_on),
        "aftercare-decision": (case.decision_number, case.decided_on),
        "aftercare-delivery": (None, law.handed_over_on),
        "aftercare-transfer": (None, moved_on(case, part)),
        "aftercare-certificate": (law.certificate_number, law.certified_on),
        "aftercare-removal": (None, case.ended_on),
    }
    return kept.get(kind, (None, None))


def _officer(session: Session, staff_id: int | None) -> Staff | None:
    if staff_id is None:
        return None
    everybody = queries.staff(Scope.everything(reason="người theo dõi có thể thuộc đơn vị đã chuyển hồ sơ đi"))
    asked = everybody.where(Staff.id == staff_id).options(joinedload(Staff.unit))
    return once(session, (Staff, staff_id), lambda: session.scalar(asked))


def kept_of_episode(kind: str, episode: Episode, law: LawFacts, part: str) -> Kept:
    """Number and day that an episode keeps of one of its papers."""
    if kind == "monthly-review":
        return None, _last_of_month(part)
    if kind == "violation-minutes":
        return _violation(episode, part)
    if kind == "transfer-notice":
        return None, moved_on(episode, part)
    return _EPISODE[kind](episode, law) if kind in _EPISODE else (None, None)


def _last_of_month(part: str) -> date | None:
    if not part:
        return None
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", part)
    if found is None:
        raise InvalidInput(f"'{part}' không phải tháng dạng 2026-03", field="part")
    year, month = int(found[1]), int(found[2])
    return date(year, month, calendar.monthrange(year, month)[1])


def _violation(episode: Episode, part: str) -> Kept:
    try:
        day = date.fromisoformat(part) if part else None
    except ValueError:
        raise InvalidInput(f"'{part}' không phải ngày dạng 2026-03-02", field="part") from None
    found = [each for each in episode.violations if day is None or each.happened_on == day]
    return (found[-1].number, found[-1].happened_on) if found else (None, None)


def _certified(episode: Episode, law: LawFacts) -> Kept:
    return (episode.certificate.number, episode.certificate.issued_on) if episode.certificate else (None, None)


def _prepared_on(law: LawFacts) -> date | None:
    """When the phase began that prepares for life afterwards."""
    return next((each.started_on for each in law.phases if each.phase is Phase.REINTEGRATION), None)


_NUMBERED = {"rehabilitation-decision", "completion-certificate", "violation-minutes"}
_EPISODE: Mapping[str, Callable[[Episode, LawFacts], Kept]] = MappingProxyType(
    {
        "registration": lambda episode, law: (None, episode.registered_on),
        "background": lambda episode, law: (None, episode.registered_on),
        "review-minutes": lambda episode, law: (None, law.verified_on),
        "rehabilitation-decision": lambda episode, law: (episode.decision_number, episode.decided_on),
        "delivery-minutes": lambda episode, law: (None, law.certificate_issued_on or episode.decided_on),
        "reception-minutes": lambda episode, law: (None, episode.started_on),
        "undertaking": lambda episode, law: (None, law.undertaking_signed_on),
        "assignment": lambda episode, law: (None, law.worker_assigned_on),
        "personal-information": lambda episode, law: (None, episode.started_on),
        "rehabilitation-plan": lambda episode, law: (None, law.plan_made_on or episode.started_on),
        "reintegration-plan": lambda episode, law: (None, _prepared_on(law)),
        "completion-notice": lambda episode, law: (None, law.end_notified_on),
        "completion-certificate": _certified,
    }
)
