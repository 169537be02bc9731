"""One episode (đợt cai nghiện): its facts for the law, and how every act on it is asked for and written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from casework.access import custody, queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput, NotInForce, Reason, RefusedByLaw
from casework.i18n import format_date
from casework.law.explain import Explanation, explain
from casework.law.facts import Act as ActKind
from casework.law.facts import EarlierEpisode, EpisodeFacts, PhaseFact
from casework.law.regimes import Governing, governing, required_procedure
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase
from casework.records.act import Act
from casework.records.db import now
from casework.records.episode import Episode
from casework.workflow.engine import Decision, decide

STALE = (
    "Hồ sơ đã được người khác cập nhật sau khi bạn mở. Hãy mở lại hồ sơ, xem thay đổi rồi ghi tiếp; "
    "dữ liệu của họ được giữ nguyên."
)


@dataclass(frozen=True)
class Allowed:
    """What the law said to an act: the decision, and the law it was taken under."""

    decision: Decision
    law: Governing


def facts_of(
    episode: Episode, *, other_open_episode: bool = False, earlier: tuple[EarlierEpisode, ...] = ()
) -> EpisodeFacts:
    """The episode as the law sees it.

    :param earlier: the person's episodes before this one (`earlier_episodes`); acts that need no term need none
    """
    person, certificate = episode.person, episode.certificate
    return EpisodeFacts(
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
    )


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


def seen_episode(session: Session, scope: Scope, ref: str) -> Episode:
    """The episode, to look at.

    :raises NotFound: no such episode within `scope`
    """
    return queries.one(session, queries.episodes(scope), Episode.ref == ref)


def is_held(session: Session, scope: Scope, episode: Episode) -> bool:
    """Whether the scope's officers may act on the episode: it is in their present custody."""
    return session.scalar(queries.held_episodes(scope).where(Episode.id == episode.id)) is not None


def held_episode(session: Session, scope: Scope, ref: str, *, version: int | None) -> Episode:
    """The episode, locked for an act.

    :param version: that of the case the officer looked at; None for callers that look at none
    :raises NotFound: no such episode in the scope's present custody
    :raises Conflict: somebody acted on the case since
    """
    query = queries.held_episodes(scope).with_for_update(of=Episode).execution_options(populate_existing=True)
    episode = queries.one(session, query, Episode.ref == ref)
    if version is not None and episode.version != version:
        raise Conflict(STALE)
    return episode


def other_open_episode(session: Session, person_id: int, *, than_id: int | None = None) -> Episode | None:
    """Another episode of the person that has neither ended nor a certificate, wherever it is held."""
    everywhere = queries.episodes(Scope.everything(reason="một người chỉ có một đợt cai nghiện đang mở"))
    query = everywhere.where(Episode.person_id == person_id, Episode.ended_on.is_(None), ~Episode.certificate.has())
    if than_id is not None:
        query = query.where(Episode.id != than_id)
    return session.scalars(query.order_by(Episode.registered_on.desc()).limit(1)).first()


def case_view(session: Session, episode: Episode, today: date) -> Explanation:
    """What the law says about the case today: law, stage, acts, clocks, and what imported history broke."""
    other = other_open_episode(session, episode.person_id, than_id=episode.id) is not None
    earlier = earlier_episodes(session, episode)
    return explain(facts_of(episode, other_open_episode=other, earlier=earlier), today)


def require_past(on: date, today: date, *, field: str) -> None:
    """:raises InvalidInput: the day has not come yet"""
    if on > today:
        raise InvalidInput(f"Ngày {format_date(on)} ở tương lai (hôm nay là {format_date(today)})", field=field)


def ask_the_law(facts: EpisodeFacts, act: ActKind, on: date, proposed: EpisodeFacts) -> Allowed:
    """The law's answer to an act of a day.

    :param facts: as they stand
    :param proposed: with the act's own values
    :raises RefusedByLaw: with every unmet clause, or because this system has no procedure of that law yet
    """
    law = governing(facts, on)
    try:
        procedure = required_procedure(facts.form, law.regime)
    except NotInForce as error:
        raise RefusedByLaw(act, [Reason(f"{law.why}. {error}", law.citation, law.confidence)]) from error
    return Allowed(decide(procedure, facts, act, on, proposed=proposed), law)


def write_act(
    session: Session,
    actor: Actor,
    episode: Episode,
    act: ActKind,
    on: date,
    allowed: Allowed,
    **details: Any,
) -> Act:
    """Append the act to the case's file, and derive who has the case again.

    :raises Conflict: somebody else saved the case in this very moment
    """
    recorded = Act(
        act=act.value,
        acted_on=on,
        law=allowed.law.regime.code,
        stage_after=allowed.decision.next_stage.code,
        late=[{"text": late.text, "citation": late.citation} for late in allowed.decision.late],
        details={key: str(value) for key, value in details.items() if value is not None},
        recorded_by_id=actor.account_id,
        episode=episode,
    )
    session.add(recorded)
    # A phase or a move touches no column of the case itself; its version must change all the same.
    episode.updated_at = now()
    flush_or_conflict(session)
    custody.rebuild(session, episode)
    return recorded


def flush_or_conflict(session: Session) -> None:
    """:raises Conflict: a row changed between our reading and our writing"""
    try:
        session.flush()
    except StaleDataError as error:
        raise Conflict(STALE) from error
