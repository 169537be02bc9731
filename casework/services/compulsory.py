"""Compulsory rehabilitation in the community, 2010–2021 (cai nghiện bắt buộc tại cộng đồng), from the proposal on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.law.compulsory_facts import CompulsoryAct, CompulsoryFacts, ReviewSession
from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome
from casework.records.act import Act
from casework.records.episode import Episode
from casework.records.unit import Unit
from casework.services.course import Doing, record_on_case, record_on_paper
from casework.services.episode_facts import keep
from casework.services.episodes import ask_the_law, require_past, write_act
from casework.services.paper_acts import file_paper, number_if_any
from casework.services.paper_orders import COMPULSORY, MINUTES, PROPOSAL
from casework.services.people import held_person
from casework.services.registrations import receiving_unit, refuse_second


@dataclass(frozen=True)
class Checked:
    """What the police checked before proposing: each None is not verified.

    Nguồn: khoản 2 Điều 16 Nghị định 94/2010/NĐ-CP.
    """

    under_commune_education: bool | None = None
    bound_for_a_centre: bool | None = None
    in_aftercare: bool | None = None


def propose_compulsory(
    session: Session,
    scope: Scope,
    actor: Actor,
    person_ref: str,
    *,
    proposed_on: date,
    checked: Checked,
    today: date,
    unit: Unit | None = None,
    number: str | None = None,
) -> Episode:
    """The police propose the measure; the dossier reaches the team, and a case is opened.

    :param proposed_on: the day the team received the dossier
    :param number: of the proposal, as on the paper; empty: the next one of the unit's series; None: it has none
    :raises NotFound: no such person within `scope`
    :raises Conflict: the person has an open episode
    :raises RefusedByLaw: lists every clause; since 01/01/2022 there is no such measure

    Nguồn: Điều 16, Điều 17 Nghị định 94/2010/NĐ-CP.
    """
    require_past(proposed_on, today, field="proposed_on")
    person = held_person(session, scope, person_ref, version=None)
    unit = receiving_unit(session, scope, person, unit, proposed_on)
    refuse_second(session, scope, person)
    before = EpisodeFacts(
        form=EpisodeForm.COMMUNITY_COMPULSORY,
        declared_by=DeclaredBy.NONE,
        birth_date=person.birth_on,
        birth_year=person.birth_year,
    )
    around = CompulsoryFacts(
        before,
        under_commune_education=checked.under_commune_education,
        bound_for_a_centre=checked.bound_for_a_centre,
        in_aftercare=checked.in_aftercare,
    )
    after = replace(around, proposed_on=proposed_on)
    act = CompulsoryAct.PROPOSE
    allowed = ask_the_law(before, act, proposed_on, before, around=around, proposed_around=after)
    episode = Episode(
        person=person,
        unit=unit,
        registered_on=proposed_on,
        form=before.form.value,
        declared_by=DeclaredBy.NONE.value,
        law_facts={},
        recorded_by_id=actor.account_id,
    )
    known = {name: getattr(after, name) for name in ("under_commune_education", "bound_for_a_centre", "in_aftercare")}
    keep(episode, {"proposed_on": proposed_on, **known})
    session.add(episode)
    session.flush()
    about = session, scope, PROPOSAL, episode.ref, number
    given = number_if_any(*about, signed_on=proposed_on, today=today, field="number")
    write_act(session, actor, episode, act, proposed_on, allowed, number=given.text if given else None)
    trail.record(session, Tag.EPISODE_REGISTERED, actor, person_id=person.id, ref=episode.ref, form=before.form.value)
    file_paper(session, actor, PROPOSAL, episode.ref, given, today=today)
    return episode


def hold_session(doing: Doing, session_held: ReviewSession) -> Act:
    """The team reviews the case: who came, how they voted (họp xét duyệt).

    Of `doing.number`: as on the minutes; empty: the next one of the unit's series; None: they have none.

    Nguồn: Điều 18 Nghị định 94/2010/NĐ-CP.
    """
    on, changes = session_held.held_on, {"session": session_held}
    return record_on_paper(doing, MINUTES, CompulsoryAct.HOLD_SESSION, on, changes)


def decline_compulsory(doing: Doing, on: date) -> Act:
    """The chair does not apply the measure; the case is closed (không áp dụng).

    Nguồn: khoản 3, khoản 4 Điều 18 Nghị định 94/2010/NĐ-CP (suy ra).
    """
    columns = {"ended_on": on, "outcome": EpisodeOutcome.OTHER}
    return record_on_case(doing, CompulsoryAct.DECLINE, on, {"declined_on": on}, columns=columns)


def postpone_compulsory(doing: Doing, on: date) -> Act:
    """Execution is postponed (hoãn chấp hành); the ground is in `doing.note`.

    Nguồn: Nghị định 94/2010/NĐ-CP (chưa đọc được điều khoản về hoãn, miễn).
    """
    act = CompulsoryAct.POSTPONE
    return record_on_paper(doing, COMPULSORY[act.value], act, on, {"postponed_on": on})


def exempt_compulsory(doing: Doing, on: date) -> Act:
    """Execution is remitted (miễn chấp hành); the ground is in `doing.note`.

    Nguồn: Nghị định 94/2010/NĐ-CP (chưa đọc được điều khoản về hoãn, miễn).
    """
    act = CompulsoryAct.EXEMPT
    return record_on_paper(doing, COMPULSORY[act.value], act, on, {"exempted_on": on})
