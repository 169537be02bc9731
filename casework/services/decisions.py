"""The decision on rehabilitation (quyết định cai nghiện ma túy tự nguyện tại gia đình, cộng đồng)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.facts import Act as ActKind
from casework.law.terms import Terms, terms_of
from casework.records.act import Act
from casework.services.competence import require_competent
from casework.services.episode_facts import background_of, earlier_episodes, facts_of, keep, whole_facts
from casework.services.episodes import ask_the_law, held_episode, require_past, seen_episode, write_act
from casework.services.paper_acts import file_paper, number_for

PAPER = "rehabilitation-decision"


def lawful_terms(session: Session, scope: Scope, episode_ref: str, on: date) -> Terms:
    """How long a decision of a day may be for this case, to offer on the form.

    :raises NotFound: no such episode within `scope`
    """
    episode = seen_episode(session, scope, episode_ref)
    return terms_of(facts_of(episode, earlier=earlier_episodes(session, episode)), on)


def record_decision(
    session: Session,
    scope: Scope,
    actor: Actor,
    episode_ref: str,
    *,
    number: str | None,
    signed_on: date,
    term_months: int,
    today: date,
    earlier_elsewhere: int | None = None,
    decided_at: datetime | None = None,
    version: int | None = None,
) -> Act:
    """Record the decision; from its day on the case keeps the law of that day.

    :param number: as on the paper; None or empty: the next one of the unit's series
    :param signed_on: the day on the paper
    :param term_months: length of the term, in months
    :param earlier_elsewhere: earlier courses of the person that are not on file, as declared (lý lịch, Mẫu số 33);
        None: nobody asked
    :param decided_at: the instant of signing, where the hour was written down
    :raises Forbidden: the police, before the law that made them competent
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises InvalidInput: the number is taken in that year, or nothing was typed for a year that is over
    :raises RefusedByLaw: lists every clause

    Nguồn: Điều 91 Nghị định 163/2026/NĐ-CP; Điều 30 Nghị định 116/2021/NĐ-CP; Điều 9, Điều 13 Nghị định
    94/2010/NĐ-CP.
    """
    require_past(signed_on, today, field="signed_on")
    episode = held_episode(session, scope, episode_ref, version=version)
    facts = whole_facts(session, episode)
    facts = replace(facts, earlier_elsewhere=earlier_elsewhere)
    proposed = replace(facts, decided_on=signed_on, decided_at=decided_at, term_months=term_months)
    require_competent(actor, facts, signed_on)
    allowed = ask_the_law(facts, ActKind.DECIDE, signed_on, proposed, around=background_of(episode, facts))
    given = number_for(session, scope, PAPER, episode_ref, number, signed_on=signed_on, today=today, field="number")
    keep(episode, {"earlier_elsewhere": earlier_elsewhere, "decided_at": decided_at})
    episode.decided_on, episode.decision_number, episode.term_months = signed_on, given.text, term_months
    act = write_act(
        session,
        actor,
        episode,
        ActKind.DECIDE,
        signed_on,
        allowed,
        at=decided_at,
        number=given.text,
        term_months=term_months,
        earlier_elsewhere=earlier_elsewhere or None,
    )
    trail.record(
        session,
        Tag.EPISODE_DECIDED,
        actor,
        person_id=episode.person_id,
        ref=episode.ref,
        number=given.text,
        decided_on=signed_on,
    )
    file_paper(session, actor, PAPER, episode.ref, given, today=today)
    return act
