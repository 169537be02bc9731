"""Several papers at once: the whole file of a case, all papers of an act, many certificates in one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session, joinedload, selectinload

from casework.access import queries
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.documents import pdf
from casework.documents.blocks import Document
from casework.documents.form import Subject
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareAct
from casework.law.compulsory_facts import CompulsoryAct
from casework.law.determination_facts import DeterminationAct
from casework.law.dossier_facts import DossierAct
from casework.law.facts import Act
from casework.law.vocabulary import Term
from casework.records.episode import Certificate, Episode, EpisodeCustody
from casework.records.person import Person
from casework.services import paper_orders
from casework.services.paper_copies import take_copy
from casework.services.paper_lists import PaperLine, papers_on_record
from casework.services.paper_shelf import shelf
from casework.services.papers import Medium

PAPERS_OF: Mapping[Subject, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Subject.EPISODE: {
            Act.REGISTER.value: ("registration", "background"),
            Act.VERIFY.value: ("review-minutes",),
            Act.DECIDE.value: ("rehabilitation-decision", "delivery-minutes"),
            Act.START.value: ("reception-minutes", "personal-information"),
            Act.SIGN_UNDERTAKING.value: ("undertaking",),
            Act.MAKE_PLAN.value: ("rehabilitation-plan",),
            Act.ASSIGN_WORKER.value: ("assignment",),
            Act.REVIEW.value: ("monthly-review",),
            Act.RECORD_PHASE.value: ("reintegration-plan",),
            Act.RECORD_VIOLATION.value: ("violation-minutes",),
            CompulsoryAct.PROPOSE.value: (paper_orders.PROPOSAL,),
            CompulsoryAct.HOLD_SESSION.value: (paper_orders.MINUTES, paper_orders.SUBMISSION),
            **{act: (kind,) for act, kind in paper_orders.COURSE.items()},
            **{act: (kind,) for act, kind in paper_orders.COMPULSORY.items()},
            paper_orders.RESTART: (paper_orders.CLOCK,),
            Act.TRANSFER.value: ("transfer-notice",),
            Act.NOTIFY_END.value: ("completion-notice",),
            Act.ISSUE_CERTIFICATE.value: ("completion-certificate", "delivery-minutes"),
        },
        Subject.AFTERCARE: {
            AftercareAct.REQUEST.value: ("aftercare-request", "aftercare-background"),
            AftercareAct.DECIDE.value: ("aftercare-decision",),
            AftercareAct.HAND_OVER.value: ("aftercare-delivery",),
            AftercareAct.MOVE.value: ("aftercare-transfer", "aftercare-assignment"),
            **{act: (kind,) for act, kind in paper_orders.ACTS.items()},
            paper_orders.MONITORING: paper_orders.MONITORED,
            AftercareAct.CERTIFY.value: ("aftercare-certificate",),
            AftercareAct.END.value: ("aftercare-removal",),
        },
        Subject.DOSSIER: {
            DossierAct.DRAFT.value: (
                "dossier-request",
                "dossier-background",
                "dossier-violation",
                "dossier-statement",
                "dossier-testimony",
                "dossier-opinion",
            ),
            DossierAct.PLACE.value: ("dossier-custody", "dossier-family", "dossier-handover"),
            DossierAct.NOTIFY.value: ("dossier-notice",),
        },
        Subject.DETERMINATION: {
            DeterminationAct.REQUEST.value: (
                "determination-request",
                "determination-background",
                "determination-application",
            ),
        },
    }
)
"""Which papers an act of a case needs."""
NAMED: Mapping[Subject, tuple[Term, ...]] = MappingProxyType(
    {
        Subject.EPISODE: (*CompulsoryAct, *Act),
        Subject.AFTERCARE: tuple(AftercareAct),
        Subject.DOSSIER: tuple(DossierAct),
        Subject.DETERMINATION: tuple(DeterminationAct),
    }
)
"""What the acts are called."""
CERTIFICATE = "completion-certificate"
AT_ONCE = 100
Advance = Callable[[str, int], None]


def case_file(
    session: Session, scope: Scope, actor: Actor, subject: Subject, ref: str, *, today: date, address: str | None = None
) -> bytes:
    """The whole file of a case as one PDF: every paper that is on record, after a list of contents.

    Papers that were withdrawn or replaced are in it too, as they were issued and marked: they are part of the file.

    :raises NotFound: no such case within the scope
    :raises InvalidInput: nothing of the case is on record that a paper could say
    """
    lines = papers_on_record(session, scope, subject, ref, today=today)
    if not lines:
        raise InvalidInput("Hồ sơ này chưa ghi việc nào có giấy tờ.")
    made = _copies(session, scope, actor, [_wanted(line, ref) for line in lines], today, address)
    lead = (f"Hồ sơ {ref}", f"In ngày {format_date(today)}")
    return pdf.bundle(made, title="Hồ sơ", lead=lead, contents=True)


@dataclass(frozen=True)
class ActPapers:
    """An act that the case has been through, and how many papers it needs."""

    act: str
    term: str
    number: int


def acts_with_papers(subject: Subject, lines: Iterable[PaperLine]) -> list[ActPapers]:
    """The acts of a case whose papers say something that is on record, the latest first."""
    days: dict[str, list[date]] = defaultdict(list)
    for line in lines:
        if line.is_due and line.standing:
            days[line.kind].append(line.on or date.min)
    found = [
        (max(day for kind in kinds for day in days[kind]), sum(len(days[kind]) for kind in kinds), act)
        for act, kinds in PAPERS_OF.get(subject, {}).items()
        # Any paper about monitoring stands alone; elsewhere the first of an act is the one that it needs.
        if any(days[kind] for kind in (kinds if act == paper_orders.MONITORING else kinds[:1]))
    ]
    terms = {each.value: each.term for each in NAMED.get(subject, ())}
    terms |= {paper_orders.RESTART: "Tính lại thời hạn", paper_orders.MONITORING: "Giám sát điện tử"}
    # Of two acts of one day the one that comes later in the procedure is the later.
    found.reverse()
    latest_first = sorted(found, key=lambda each: each[0], reverse=True)
    return [ActPapers(act, terms[act], number) for _, number, act in latest_first]


def papers_of_act(
    session: Session,
    scope: Scope,
    actor: Actor,
    subject: Subject,
    ref: str,
    act: str,
    *,
    today: date,
    address: str | None = None,
) -> bytes:
    """All papers of one act of a case that say something on record, in one PDF.

    :raises InvalidInput: no papers belong to that act, or it has not happened
    :raises NotFound: no such case within the scope
    """
    kinds = PAPERS_OF.get(subject, {}).get(act)
    if kinds is None:
        raise InvalidInput("Việc này không có giấy tờ riêng.", field="act")
    lines = papers_on_record(session, scope, subject, ref, today=today)
    wanted = [_wanted(line, ref) for kind in kinds for line in lines if line.kind == kind and line.standing]
    if not wanted:
        raise InvalidInput("Hồ sơ chưa ghi việc này nên chưa có giấy tờ để in.", field="act")
    return pdf.bundle(_copies(session, scope, actor, wanted, today, address), title=f"Giấy tờ {ref}")


def certified_episodes(session: Session, scope: Scope, *, first: date, last: date) -> Sequence[str]:
    """The episodes in the scope's custody whose certificate bears a day of the window, in the order of those days."""
    issued = queries.held_episodes(scope).join(Certificate).where(Certificate.issued_on.between(first, last))
    found = issued.with_only_columns(Episode.ref).order_by(Certificate.issued_on, Certificate.id)
    return session.scalars(found).all()


def certificates(
    session: Session,
    scope: Scope,
    actor: Actor,
    refs: Sequence[str],
    *,
    today: date,
    address: str | None = None,
    advance: Advance = lambda name, done: None,
) -> bytes:
    """The certificates of many episodes in one PDF, each with page numbers and a code of its own.

    :param advance: told of each one that is ready
    :raises InvalidInput: there are none
    """
    made: list[Document] = []
    for first in range(0, len(refs), AT_ONCE):
        some = refs[first : first + AT_ONCE]
        known: dict[Hashable, object] = {(Episode, scope, each.ref): each for each in _together(session, scope, some)}
        wanted = [Wanted(CERTIFICATE, ref) for ref in some]
        made += _copies(session, scope, actor, wanted, today, address, advance, known=known)
    if not made:
        raise InvalidInput("Không có giấy hoàn thành nào trong khoảng này.")
    return pdf.bundle(made, title="Giấy hoàn thành cai nghiện ma túy")


def _together(session: Session, scope: Scope, refs: Sequence[str]) -> list[Episode]:
    """The episodes with everything their papers ask for."""
    loaded = (
        joinedload(Episode.person).joinedload(Person.unit),
        joinedload(Episode.certificate),
        joinedload(Episode.unit),
        selectinload(Episode.phases),
        selectinload(Episode.transfers),
        selectinload(Episode.violations),
        selectinload(Episode.custody).joinedload(EpisodeCustody.unit),
    )
    query = queries.episodes(scope).where(Episode.ref.in_(refs)).options(*loaded)
    return list(session.scalars(query).unique())


@dataclass(frozen=True)
class Wanted:
    """One paper of a bundle.

    :param paper_ref: of one that stands no more
    """

    kind: str
    ref: str
    part: str = ""
    paper_ref: str | None = None


def _wanted(line: PaperLine, ref: str) -> Wanted:
    return Wanted(line.kind, ref, line.part, None if line.standing else line.paper_ref)


def _copies(
    session: Session,
    scope: Scope,
    actor: Actor,
    wanted: Sequence[Wanted],
    today: date,
    address: str | None,
    advance: Advance = lambda name, done: None,
    *,
    known: Mapping[Hashable, object] = MappingProxyType({}),
) -> list[Document]:
    """One copy each, counted like any other.

    :param known: the cases where they are fetched already
    """
    with shelf(session, sorted({each.ref for each in wanted})) as ready:
        ready.kept.update(known)
        return _taken(session, scope, actor, wanted, today, address, advance)


def _taken(
    session: Session,
    scope: Scope,
    actor: Actor,
    wanted: Iterable[Wanted],
    today: date,
    address: str | None,
    advance: Advance,
) -> list[Document]:
    found = []
    for each in wanted:
        taken = take_copy(
            session,
            scope,
            actor,
            each.kind,
            each.ref,
            Medium.PDF,
            today=today,
            part=each.part,
            address=address,
            paper_ref=each.paper_ref,
        )
        found.append(taken.document)
        advance(taken.made.form.name, 1)
    return found
