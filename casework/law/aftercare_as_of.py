"""An after-care as it stood on an earlier day: what had not happened by then is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casework.law.aftercare_facts import AftercareFacts


def as_of(facts: AftercareFacts, day: date) -> AftercareFacts:
    """The facts without what came after a day; the planned day of completion stays, for it is known beforehand."""
    decided, ended = _by(facts.decided_on, day), _by(facts.ended_on, day)
    reduced, exempted = _by(facts.reduced_on, day), _by(facts.exempted_on, day)
    certified = _by(facts.certified_on, day)
    return replace(
        facts,
        returned_on=_by(facts.returned_on, day),
        reported_on=_by(facts.reported_on, day),
        dossier_on=_by(facts.dossier_on, day),
        decided_on=decided,
        decision_number=facts.decision_number if decided else None,
        term_months=facts.term_months if decided or facts.decided_on is None else None,
        handed_over_on=_by(facts.handed_over_on, day),
        starts_on=facts.starts_on if _begun(facts, day) else None,
        reviews=tuple(each for each in facts.reviews if each.held_on <= day),
        absences=tuple(replace(each, to_on=_by(each.to_on, day)) for each in facts.absences if each.from_on <= day),
        moves=tuple(
            replace(each, notified_on=_by(each.notified_on, day)) for each in facts.moves if each.moved_on <= day
        ),
        suspensions=tuple(
            replace(each, to_on=_by(each.to_on, day)) for each in facts.suspensions if each.from_on <= day
        ),
        reduced_on=reduced,
        reduced_months=facts.reduced_months if reduced else None,
        exempted_on=exempted,
        exemption_ground=facts.exemption_ground if exempted else None,
        determined_addicted_on=_by(facts.determined_addicted_on, day),
        ended_on=ended,
        outcome=facts.outcome if ended else None,
        certified_on=certified,
        certificate_number=facts.certificate_number if certified else None,
    )


def _begun(facts: AftercareFacts, day: date) -> bool:
    """The term may count from a day before the decision; until the decision nobody was under after-care."""
    return facts.starts_on is not None and max(facts.starts_on, facts.decided_on or facts.starts_on) <= day


def _by(known: date | None, day: date) -> date | None:
    return known if known is not None and known <= day else None
