"""The certificate of completion (giấy xác nhận hoàn thành cai nghiện tự nguyện tại gia đình, cộng đồng)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.facts import Act as ActKind
from casework.law.stages import certifying
from casework.law.vocabulary import EpisodeOutcome
from casework.records.act import Act
from casework.records.episode import Certificate
from casework.services.competence import require_competent
from casework.services.episode_facts import background_of, keep, whole_facts
from casework.services.episodes import ask_the_law, held_episode, require_past, write_act
from casework.services.paper_acts import file_paper, number_for

PAPER = "completion-certificate"


def issue_completion_certificate(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    number: str | None,
    signed_on: date,
    today: date,
    issued_at: datetime | None = None,
    version: int | None = None,
) -> Act:
    """Record the certificate; an episode still open ends on its day as completed.

    :param number: as on the paper; None or empty: the next one of the unit's series
    :param signed_on: the day on the paper; the law is applied as of that day
    :param issued_at: the instant of signing, where the hour was written down
    :raises Forbidden: the police, in a case of a law before the one that made them competent
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises InvalidInput: the number is taken in that year, or nothing was typed for a year that is over
    :raises RefusedByLaw: the term has not run, or phases are missing; lists every clause

    Nguồn: khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP; khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP.
    """
    require_past(signed_on, today, field="signed_on")
    episode = held_episode(session, scope, episode_ref, version=version)
    facts = whole_facts(session, episode)
    require_competent(actor, facts, signed_on)
    proposed = replace(certifying(facts, signed_on), certificate_issued_at=issued_at)
    around = background_of(episode, facts)
    allowed = ask_the_law(facts, ActKind.ISSUE_CERTIFICATE, signed_on, proposed, around=around)
    given = number_for(session, scope, PAPER, episode_ref, number, signed_on=signed_on, today=today, field="number")
    keep(episode, {"certificate_issued_at": issued_at})
    episode.certificate = Certificate(number=given.text, issued_on=signed_on, recorded_by_id=actor.account_id)
    ends_it = episode.ended_on is None
    if ends_it:
        episode.ended_on = signed_on
    episode.outcome = episode.outcome or EpisodeOutcome.COMPLETED.value
    act = write_act(
        session, actor, episode, ActKind.ISSUE_CERTIFICATE, signed_on, allowed, at=issued_at, number=given.text
    )
    if ends_it:
        trail.record(
            session,
            Tag.EPISODE_ENDED,
            actor,
            person_id=episode.person_id,
            ref=episode.ref,
            ended_on=signed_on,
            outcome=episode.outcome,
        )
    trail.record(
        session,
        Tag.COMPLETION_ISSUED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        number=given.text,
        issued_on=signed_on,
    )
    file_paper(session, actor, PAPER, episode.ref, given, today=today)
    return act
