"""The acts that a case page offers (việc tiếp theo): where each form is, who may record it, what hinders it today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import url_for

from casework.access.permissions import Permission as P
from casework.access.rules import may
from casework.errors import Reason
from casework.law.compulsory_facts import CompulsoryAct
from casework.law.explain import Explanation
from casework.law.facts import Act, EpisodeFacts
from casework.law.stages import BEFORE_END, ONCE_REGISTERED, RUNNING, UNDECIDED, StageCode
from casework.law.vocabulary import Term
from casework.records.episode import Episode
from casework.services import competence
from casework.services.episodes import sources_of
from casework.web.routing import current_actor, today
from casework.workflow.engine import OpenAct

_WHERE: tuple[tuple[Act | CompulsoryAct, str, P], ...] = (
    (CompulsoryAct.HOLD_SESSION, "compulsory.hold", P.EPISODE_RUN),
    (Act.SUPPLEMENT, "course.follow", P.EPISODE_FOLLOW),
    (Act.VERIFY, "course.run", P.EPISODE_RUN),
    (Act.DECIDE, "decisions.new", P.EPISODE_DECIDE),
    (Act.START, "starts.new", P.EPISODE_RUN),
    (Act.RESUME, "course.follow", P.EPISODE_FOLLOW),
    (Act.RECORD_PHASE, "phases.new", P.EPISODE_PHASE),
    (Act.NOTIFY_END, "course.run", P.EPISODE_RUN),
    (Act.ISSUE_CERTIFICATE, "completions.new", P.EPISODE_CERTIFY),
    (Act.END, "endings.new", P.EPISODE_RUN),
    (Act.TRANSFER, "transfers.new", P.EPISODE_TRANSFER),
    (Act.NOTIFY_PERSON, "course.follow", P.EPISODE_FOLLOW),
    (Act.SIGN_UNDERTAKING, "course.run", P.EPISODE_RUN),
    (Act.MAKE_PLAN, "course.run", P.EPISODE_RUN),
    (Act.ASSIGN_WORKER, "assignments.new", P.EPISODE_ASSIGN),
    (Act.REVIEW, "course.run", P.EPISODE_RUN),
    (Act.RECORD_VIOLATION, "violations.new", P.EPISODE_FOLLOW),
    (Act.PROPOSE_CERTIFICATE, "course.run", P.EPISODE_RUN),
    (Act.INTERRUPT, "course.follow", P.EPISODE_FOLLOW),
    (Act.RECEIVE, "course.follow", P.EPISODE_FOLLOW),
    (Act.RETURN_APPLICATION, "course.follow", P.EPISODE_FOLLOW),
    (Act.REFUSE, "course.decide", P.EPISODE_DECIDE),
    (CompulsoryAct.POSTPONE, "compulsory.resolve", P.EPISODE_DECIDE),
    (CompulsoryAct.EXEMPT, "compulsory.resolve", P.EPISODE_DECIDE),
    (CompulsoryAct.DECLINE, "compulsory.resolve", P.EPISODE_DECIDE),
)
"""Each act, its form, and who may record it: first the main road, then what happens beside it."""
_MAIN_ROAD = 11
_ONE_FORM_FOR_MANY = {"course.run", "course.follow", "course.decide", "compulsory.resolve"}
_WITHOUT_A_PROCEDURE: dict[str, tuple[str, ...]] = {
    Act.DECIDE: UNDECIDED,
    Act.START: (StageCode.DECIDED,),
    Act.RECORD_PHASE: RUNNING,
    Act.ISSUE_CERTIFICATE: (*RUNNING, StageCode.ENDED),
    Act.END: BEFORE_END,
    Act.TRANSFER: ONCE_REGISTERED,
}
"""The stages in which an act may have been done on an earlier day, where the law of today has no procedure."""


@dataclass(frozen=True)
class Offer:
    """One act on the page of a case: where its form is, whether the law allows it today, and if not, why.

    :param earlier: the case is in a stage in which it may have been done on an earlier day
    :param beside: it leaves the main road as it is
    """

    act: Term
    label: str
    url: str | None
    allowed: bool
    earlier: bool
    beside: bool = False
    first: bool = False
    reasons: tuple[Reason, ...] = ()
    late: tuple[Reason, ...] = ()
    notices: tuple[Reason, ...] = ()
    authority: str = ""


def offers(case: Explanation, episode: Episode, facts: EpisodeFacts) -> list[Offer]:
    """The acts still ahead that the reader's role may record: the allowed ones first, a move after the others."""
    sources = sources_of(episode, facts, today())
    found = [
        offer
        for place, (act, endpoint, permission) in enumerate(_WHERE)
        if _may(act, permission, facts)
        and (offer := _offer(case, episode, act, endpoint, sources, beside=place >= _MAIN_ROAD)) is not None
        and not (act == Act.RECEIVE and not episode.transfers)
        and not (act == Act.SIGN_UNDERTAKING and facts.undertaking_signed_on)
    ]
    found.sort(key=lambda offer: not offer.allowed)
    main = [each for each in found if not each.beside]
    if main and main[0].allowed and main[0].act != Act.TRANSFER:
        found[found.index(main[0])] = replace(main[0], first=True)
    return found


def awaited(case: Explanation, found: Sequence[Offer]) -> list[OpenAct]:
    """What the law allows next but somebody else records, for a reader who has nothing to do meanwhile."""
    road = [act for act, _endpoint, _permission in _WHERE[:_MAIN_ROAD] if act not in (Act.END, Act.TRANSFER)]
    if any(offer.first for offer in found):
        return []
    return [each for each in case.open if each.act in road and each.act not in [offer.act for offer in found]]


def form_for(act: str, ref: str) -> tuple[str, P] | None:
    """Where an act on an episode is recorded, and what that takes; None where it has no form of its own."""
    for known, endpoint, permission in _WHERE:
        if known.value == act:
            many = endpoint in _ONE_FORM_FOR_MANY
            return url_for(endpoint, ref=ref, act=act) if many else url_for(endpoint, ref=ref), permission
    return None


def _may(act: Act | CompulsoryAct, permission: P, facts: EpisodeFacts) -> bool:
    competent = act not in (*competence.ACTS, Act.REFUSE) or competence.is_competent(current_actor(), facts, today())
    return may(current_actor(), permission) and competent


def _offer(
    case: Explanation,
    episode: Episode,
    act: Act | CompulsoryAct,
    endpoint: str,
    sources: dict[str, tuple[str, ...]],
    *,
    beside: bool,
) -> Offer | None:
    known = next((each for each in (*case.open, *case.refused) if each.act == act), None)
    many = endpoint in _ONE_FORM_FOR_MANY
    url = url_for(endpoint, ref=episode.ref, act=act.value) if many else url_for(endpoint, ref=episode.ref)
    if known is not None:
        earlier = case.stage.code in sources.get(act, ())
        return Offer(
            act,
            known.label,
            url if earlier or known.allowed else None,
            known.allowed,
            earlier,
            beside=beside,
            reasons=known.reasons,
            late=known.late,
            notices=known.notices,
            authority=known.authority.text,
        )
    if not case.problem or case.stage.code not in (sources or _WITHOUT_A_PROCEDURE).get(act, ()):
        return None
    # A move needs no procedure; any other act can only have been done under a law that has one.
    moves = act == Act.TRANSFER
    reasons = () if moves else (Reason(case.problem, case.citation, case.confidence),)
    return Offer(act, act.term, url, moves, earlier=True, beside=beside, reasons=reasons)
