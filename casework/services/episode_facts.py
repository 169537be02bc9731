"""One episode as the law sees it (dữ kiện pháp lý): its columns, and what only the law asks, kept as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.law.compulsory_facts import CompulsoryFacts
from casework.law.facts import EarlierEpisode, EpisodeFacts, PhaseFact, ViolationFact
from casework.law.procedures import Measure
from casework.law.vocabulary import DeclaredBy, DeterminationResult, EpisodeForm, EpisodeOutcome, Phase, Violation
from casework.records.episode import Episode
from casework.records.listing import Determination
from casework.records.proceeding import Proceeding
from casework.services.law_facts import decode, plain

KEPT = frozenset(
    {
        "determined_addicted_on",
        "earlier_elsewhere",
        "notified_on",
        "notified_at",
        "registered_at",
        "decided_at",
        "certificate_issued_at",
        "undertaking_signed_on",
        "end_notified_on",
        "left_on",
        "left_at",
        "transfer_notified_on",
        "transfer_notified_at",
        "transfer_received_on",
        "transfer_received_at",
        "verified_on",
        "refused_on",
        "returned_on",
        "missing_papers",
        "supplemented_on",
        "plan_made_on",
        "worker_assigned_on",
        "reviewed_on",
        "certificate_proposed_on",
        "interruptions",
        "restarts",
    }
)
"""The facts of an episode that no column keeps."""
BACKGROUND = frozenset(each.name for each in fields(CompulsoryFacts)) - {"course"}
"""The facts around the course of a compulsory one; they are kept in the same place."""


def facts_of(
    episode: Episode, *, other_open_episode: bool = False, earlier: tuple[EarlierEpisode, ...] = ()
) -> EpisodeFacts:
    """The episode as its own record tells it.

    :param earlier: the person's episodes before this one (`earlier_episodes`); acts that need no term need none
    """
    person, certificate = episode.person, episode.certificate
    facts = EpisodeFacts(
        form=EpisodeForm(episode.form),
        registered_on=episode.registered_on,
        declared_by=DeclaredBy(episode.declared_by) if episode.declared_by else None,
        birth_date=person.birth_on,
        birth_year=person.birth_year,
        decided_on=episode.decided_on,
        decision_number=episode.decision_number,
        term_months=episode.term_months,
        started_on=episode.started_on,
        phases=tuple(
            PhaseFact(Phase(each.phase), each.started_on, each.completed_on)
            for each in sorted(episode.phases, key=lambda each: each.started_on)
        ),
        ended_on=episode.ended_on,
        outcome=EpisodeOutcome(episode.outcome) if episode.outcome else None,
        certificate_number=certificate.number if certificate else None,
        certificate_issued_on=certificate.issued_on if certificate else None,
        other_open_episode=other_open_episode,
        earlier=earlier,
        violations=tuple(ViolationFact(Violation(each.kind), each.happened_on) for each in episode.violations),
    )
    return replace(facts, **_kept(episode, EpisodeFacts, KEPT))


def background_of(episode: Episode, facts: EpisodeFacts) -> CompulsoryFacts | None:
    """The facts around a compulsory course; None for any other form."""
    if facts.form is not EpisodeForm.COMMUNITY_COMPULSORY:
        return None
    return CompulsoryFacts(course=facts, **_kept(episode, CompulsoryFacts, BACKGROUND))


def keep(episode: Episode, changes: Mapping[str, Any]) -> None:
    """Write facts that no column keeps; None, or nothing in a list, takes one away.

    :raises LookupError: a column or another table keeps the fact
    """
    if strange := sorted(set(changes) - KEPT - BACKGROUND):
        raise LookupError(f"law_facts keeps no {', '.join(strange)}")
    written = {name: plain(value) for name, value in changes.items() if value not in (None, ())}
    # A new mapping, for a change inside the stored one would go unnoticed.
    episode.law_facts = {name: value for name, value in episode.law_facts.items() if name not in changes} | written


def whole_facts(session: Session, episode: Episode) -> EpisodeFacts:
    """The episode with what other records tell the law: other episodes, the determination, a dossier that follows."""
    other = other_open_episode(session, episode.person_id, than_id=episode.id) is not None
    facts = facts_of(episode, other_open_episode=other, earlier=earlier_episodes(session, episode))
    determined = facts.determined_addicted_on or determined_addicted_on(
        session, episode.person_id, episode.registered_on
    )
    return replace(
        facts, determined_addicted_on=determined, dossier_drafted_on=_dossier_drafted_on(session, episode, facts)
    )


def determined_addicted_on(session: Session, person_id: int, registered_on: date) -> date | None:
    """The day of the determination that a registration rests on: the last one not after it, else the first after."""
    everywhere = queries.determinations(Scope.everything(reason="phiếu kết quả xác định nghiện dùng khi đăng ký"))
    query = everywhere.where(
        Determination.person_id == person_id, Determination.result == DeterminationResult.ADDICTED.value
    )
    days = sorted(row.determined_on for row in session.scalars(query))
    before = [day for day in days if day <= registered_on]
    return before[-1] if before else next(iter(days), None)


def earlier_episodes(session: Session, episode: Episode) -> tuple[EarlierEpisode, ...]:
    """The person's episodes that were registered before this one, of whatever form and wherever they are held."""
    everywhere = queries.episodes(Scope.everything(reason="đếm số lần đã cai nghiện để xác định thời hạn"))
    before = or_(
        Episode.registered_on < episode.registered_on,
        and_(Episode.registered_on == episode.registered_on, Episode.id < episode.id),
    )
    query = everywhere.where(Episode.person_id == episode.person_id, Episode.id != episode.id, before)
    return tuple(
        EarlierEpisode(
            decided_on=each.decided_on,
            started_on=each.started_on,
            completed=each.certificate is not None or each.outcome == EpisodeOutcome.COMPLETED.value,
        )
        for each in session.scalars(query.order_by(Episode.registered_on, Episode.id)).unique()
    )


def other_open_episode(session: Session, person_id: int, *, than_id: int | None = None) -> Episode | None:
    """Another episode of the person that has neither ended nor a certificate, wherever it is held."""
    everywhere = queries.episodes(Scope.everything(reason="một người chỉ có một đợt cai nghiện đang mở"))
    query = everywhere.where(Episode.person_id == person_id, Episode.ended_on.is_(None), ~Episode.certificate.has())
    if than_id is not None:
        query = query.where(Episode.id != than_id)
    return session.scalars(query.order_by(Episode.registered_on.desc()).limit(1)).first()


def _dossier_drafted_on(session: Session, episode: Episode, facts: EpisodeFacts) -> date | None:
    """The day of the first dossier for a centre since the first violation; asked only where there is one."""
    if not facts.violations:
        return None
    everywhere = queries.proceedings(Scope.everything(reason="hồ sơ đề nghị cai nghiện bắt buộc sau vi phạm"))
    query = everywhere.where(
        Proceeding.person_id == episode.person_id,
        Proceeding.measure == Measure.DOSSIER.value,
        Proceeding.opened_on >= min(each.on for each in facts.violations),
    )
    return min((row.opened_on for row in session.scalars(query)), default=None)


def _kept(episode: Episode, kind: type[EpisodeFacts] | type[CompulsoryFacts], names: frozenset[str]) -> dict[str, Any]:
    return decode(kind, {name: value for name, value in episode.law_facts.items() if name in names})
