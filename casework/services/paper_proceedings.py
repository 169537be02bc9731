"""What papers of a procedure are made from (hồ sơ đề nghị, đề nghị xác định nghiện), and where their numbers stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.documents import proceeding_facts as said
from casework.documents.facts import GuardianFacts
from casework.errors import NotFound
from casework.law import dossier_conditions
from casework.law.dated import parameter
from casework.law.determination_facts import DeterminationAct, DeterminationFacts, RequestedBy
from casework.law.dossier_facts import DossierAct, DossierFacts, DossierPaper
from casework.law.procedures import Measure
from casework.law.support_facts import SupportAct
from casework.records.act import Act
from casework.records.paper import Paper
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.unit import Unit
from casework.services.guardians import guardian_of_person
from casework.services.paper_shelf import once
from casework.services.proceedings import case_of, proceeding

READER = parameter("dossier", "request_reader")
NUMBERED: Mapping[tuple[Measure, str], str] = MappingProxyType(
    {
        (Measure.DOSSIER, DossierAct.DRAFT.value): "dossier-request",
        (Measure.DOSSIER, DossierAct.PLACE.value): "dossier-custody",
        (Measure.DOSSIER, DossierAct.NOTIFY.value): "dossier-notice",
        (Measure.DETERMINATION, DeterminationAct.REQUEST.value): "determination-request",
        (Measure.SUPPORT, SupportAct.CERTIFY.value): "loan-confirmation",
    }
)
"""The paper of this office that bears the number of an act of a procedure."""


@dataclass(frozen=True)
class ProceedingPaper:
    """The facts of a paper of a procedure, whose it is, and what the file keeps of its number and day."""

    facts: said.DossierFacts | said.DeterminationFacts
    unit: Unit
    person: Person
    number: str | None
    on: date | None
    competent_on: date
    guardian: GuardianFacts | None


def dossier_paper(session: Session, scope: Scope, kind: str, ref: str, today: date) -> ProceedingPaper:
    """A paper of a dossier for a centre.

    :raises NotFound: no such dossier within the scope
    """
    row, law = _of(session, scope, ref, Measure.DOSSIER, today)
    assert isinstance(law, DossierFacts)
    day = law.drafted_on or row.opened_on
    days = {
        "dossier-request": law.drafted_on,
        "dossier-background": law.drafted_on,
        "dossier-violation": law.detected_on,
        "dossier-custody": law.placed_on,
        "dossier-handover": law.placed_on,
        "dossier-notice": law.notified_on,
    }
    reader = READER.on(max(law.sent_on or law.drafted_on or today, dossier_conditions.FIRST_LAW_ON))
    facts = said.DossierFacts(
        ref=ref,
        is_minor=dossier_conditions.is_minor(law, day) is True,
        ground=law.ground.term if law.ground else None,
        detected_on=law.detected_on,
        last_act_on=law.last_act_on,
        stable_residence=law.stable_residence,
        wanted=tuple((each.term, each in law.papers) for each in _wanted(law, day)),
        wants_statement=DossierPaper.STATEMENT in dossier_conditions.required_papers(law, day),
        asks_family=dossier_conditions.law_day(law, day) < dossier_conditions.CHANGED_ON,
        reader=reader.text if reader.value else None,
        drafted_on=law.drafted_on,
        placed_on=law.placed_on,
        notified_on=law.notified_on,
        reading_days=dossier_conditions.READING.on(dossier_conditions.law_day(law, day)).number,
        reading_until=dossier_conditions.reading_ends_on(law),
    )
    return _paper(session, row, kind, facts, days.get(kind), day)


def determination_paper(session: Session, scope: Scope, kind: str, ref: str, today: date) -> ProceedingPaper:
    """A paper of a request for a determination.

    :raises NotFound: no such request within the scope
    """
    row, law = _of(session, scope, ref, Measure.DETERMINATION, today)
    assert isinstance(law, DeterminationFacts)
    of_police = law.requested_by is RequestedBy.POLICE
    facts = said.DeterminationFacts(ref, of_police, law.requested_on, bool(law.in_custody), bool(law.on_site))
    return _paper(session, row, kind, facts, law.requested_on, law.requested_on or row.opened_on)


def _of(
    session: Session, scope: Scope, ref: str, measure: Measure, today: date
) -> tuple[Proceeding, DossierFacts | DeterminationFacts]:
    row = once(session, (Proceeding, scope, ref), lambda: proceeding(session, scope, ref))
    if row.measure != measure.value or row.person is None:
        raise NotFound("Không tìm thấy hồ sơ này trong phạm vi của bạn.")
    return row, once(session, (Proceeding, row.id, today), lambda: case_of(session, row, today).facts)


def _wanted(law: DossierFacts, day: date) -> list[DossierPaper]:
    """What the law wants in the dossier, and what shows that the person is addicted."""
    shows = (
        DossierPaper.SUBSTITUTION_SLIP
        if DossierPaper.SUBSTITUTION_SLIP in law.papers and DossierPaper.DETERMINATION not in law.papers
        else DossierPaper.DETERMINATION
    )
    return [shows, *dossier_conditions.required_papers(law, day)]


def _paper(
    session: Session,
    row: Proceeding,
    kind: str,
    facts: said.DossierFacts | said.DeterminationFacts,
    on: date | None,
    day: date,
) -> ProceedingPaper:
    person = row.person
    assert person is not None
    beside = guardian_of_person(session, person.id, on or day)
    return ProceedingPaper(facts, row.unit, person, told_number(session, row, kind), on, day, beside)


def told_number(session: Session, row: Proceeding, kind: str) -> str | None:
    """The number that the act of a paper tells; the paper itself keeps it once there is one."""
    act = next((act for (measure, act), each in NUMBERED.items() if (measure.value, each) == (row.measure, kind)), None)
    filed = select(Paper.id).where(Paper.kind == kind, Paper.subject_ref == row.ref).limit(1)
    if act is None or session.scalar(filed) is not None:
        return None
    told = select(Act).where(Act.proceeding_id == row.id, Act.act == act).order_by(Act.id.desc()).limit(1)
    found = session.scalars(told).first()
    return found.details.get("number") if found is not None else None
