"""One episode (đợt cai nghiện): its facts for the law, and how every act on it is asked for and written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from casework.access import custody, queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Conflict, InvalidInput, NotInForce, Reason, RefusedByLaw
from casework.i18n import format_date
from casework.law.compulsory_2010 import PROCEDURE as COMPULSORY
from casework.law.compulsory_2010 import REGIME as COMPULSORY_LAW
from casework.law.compulsory_facts import CompulsoryAct, CompulsoryFacts
from casework.law.explain import Explanation, explain
from casework.law.explain_measures import explain_compulsory
from casework.law.facts import Act as ActKind
from casework.law.facts import EpisodeFacts
from casework.law.procedures import compulsory_procedure, governing_compulsory
from casework.law.regimes import Governing, governing, procedure_for, required_procedure
from casework.records.act import Act
from casework.records.db import now
from casework.records.episode import Episode
from casework.services.episode_facts import background_of, whole_facts
from casework.services.episode_facts import earlier_episodes as earlier_episodes
from casework.services.episode_facts import facts_of as facts_of
from casework.services.episode_facts import other_open_episode as other_open_episode
from casework.workflow.engine import Decision, decide
from casework.workflow.procedure import F, Procedure

STALE = (
    "Hồ sơ đã được người khác cập nhật sau khi bạn mở. Hãy mở lại hồ sơ, xem thay đổi rồi ghi tiếp; "
    "dữ liệu của họ được giữ nguyên."
)


@dataclass(frozen=True)
class Allowed:
    """What the law said to an act: the decision, and the law it was taken under."""

    decision: Decision
    law: Governing


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


def case_view(session: Session, episode: Episode, today: date, *, at: datetime | None = None) -> Explanation:
    """What the law says about the case today: law, stage, acts, clocks, and what imported history broke.

    :param at: the instant of looking, for clocks in hours
    """
    return explained(episode, whole_facts(session, episode), today, at=at)


def explained(episode: Episode, facts: EpisodeFacts, today: date, *, at: datetime | None = None) -> Explanation:
    """The same for facts already read."""
    around = background_of(episode, facts)
    return explain(facts, today, at=at) if around is None else explain_compulsory(around, today)


def sources_of(episode: Episode, facts: EpisodeFacts, today: date) -> dict[str, tuple[str, ...]]:
    """Each act of the case's procedure, with the stages in which it is possible; none without a procedure.

    A compulsory case nobody decided has none today, and its acts can only have been done while the measure existed.
    """
    if background_of(episode, facts) is not None:
        return {move.act: move.sources for move in COMPULSORY.transitions}
    procedure = procedure_for(facts.form, governing(facts, today).regime)
    return {move.act: move.sources for move in procedure.transitions} if procedure else {}


def require_past(on: date, today: date, *, field: str) -> None:
    """:raises InvalidInput: the day has not come yet"""
    if on > today:
        raise InvalidInput(f"Ngày {format_date(on)} ở tương lai (hôm nay là {format_date(today)})", field=field)


def ask_the_law(
    facts: EpisodeFacts,
    act: ActKind | CompulsoryAct,
    on: date,
    proposed: EpisodeFacts,
    *,
    around: CompulsoryFacts | None = None,
    proposed_around: CompulsoryFacts | None = None,
) -> Allowed:
    """The law's answer to an act of a day.

    :param facts: as they stand
    :param proposed: with the act's own values
    :param around: for a compulsory course, the facts around it (`background_of`), and the same with the act's values
    :raises RefusedByLaw: with every unmet clause, or because the law of the case has no such act or no procedure here
    """
    if around is not None:
        return _ask_about_compulsory(around, act, on, replace(proposed_around or around, course=proposed))
    law = governing(facts, on)
    try:
        procedure = required_procedure(facts.form, law.regime)
    except NotInForce as error:
        raise RefusedByLaw(act, [Reason(f"{law.why}. {error}", law.citation, law.confidence)]) from error
    return Allowed(_decided(procedure, facts, act, on, proposed, law), law)


def _ask_about_compulsory(
    facts: CompulsoryFacts, act: ActKind | CompulsoryAct, on: date, proposed: CompulsoryFacts
) -> Allowed:
    try:
        law = governing_compulsory(facts, on)
        procedure = compulsory_procedure(facts, on)
    except NotInForce as error:
        raise RefusedByLaw(act, [Reason(str(error), COMPULSORY_LAW.citation, COMPULSORY_LAW.confidence)]) from error
    return Allowed(_decided(procedure, facts, act, on, proposed, law), law)


def _decided(
    procedure: Procedure[F], facts: F, act: ActKind | CompulsoryAct, on: date, proposed: F, law: Governing
) -> Decision:
    if all(move.act != act for move in procedure.transitions):
        reason = Reason(f"{law.regime.law} không có việc “{act.term}”", law.citation, law.confidence)
        raise RefusedByLaw(act, [reason])
    return decide(procedure, facts, act, on, proposed=proposed)


def write_act(
    session: Session,
    actor: Actor,
    episode: Episode,
    act: ActKind | CompulsoryAct,
    on: date,
    allowed: Allowed,
    *,
    at: datetime | None = None,
    **details: Any,
) -> Act:
    """Append the act to the case's file, and derive who has the case again.

    :param at: the instant of the act, where somebody wrote down the hour
    :raises Conflict: somebody else saved the case in this very moment
    """
    recorded = Act(
        act=act.value,
        acted_on=on,
        acted_at=at,
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
