"""A refusal of a registration (từ chối đăng ký cai nghiện), with its reason and the clause it rests on."""

from __future__ import annotations

from datetime import date

from casework.errors import InvalidInput
from casework.law.facts import Act as ActKind
from casework.law.vocabulary import EpisodeOutcome
from casework.records.act import Act
from casework.services.competence import require_competent
from casework.services.course import Doing, as_typed, write_on_case
from casework.services.episode_facts import whole_facts
from casework.services.episodes import held_episode, require_past


def refuse_registration(doing: Doing, on: date) -> Act:
    """Refuse a registration that is on the register; the case is closed with it. `doing.note` is the reason.

    :raises Forbidden: the police, before the law that made them competent
    :raises InvalidInput: no reason is given
    :raises RefusedByLaw: a decision has been taken already

    Nguồn: khoản 1 Điều 30 Nghị định 116/2021/NĐ-CP; khoản 1 Điều 91 Nghị định 163/2026/NĐ-CP (suy ra).
    """
    require_past(on, doing.today, field="on")
    if not (doing.note or "").strip():
        raise InvalidInput("Hãy ghi lý do từ chối và điều khoản làm căn cứ.", field="note")
    doing = as_typed(doing, on)
    episode = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version)
    require_competent(doing.actor, whole_facts(doing.session, episode), on)
    columns = {"ended_on": on, "outcome": EpisodeOutcome.OTHER}
    return write_on_case(doing, episode, ActKind.REFUSE, on, {"refused_on": on}, columns=columns)
