"""The papers of one case (giấy tờ của hồ sơ): under which title, numbered, printed, or still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.access.scope import Scope
from casework.documents.form import AnyForm, Subject
from casework.documents.forms import FORMS
from casework.errors import NotFound
from casework.law.dated import Value
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.paper import Paper, PaperCopy
from casework.services import aftercares, paper_cases, paper_notices, paper_orders, paper_sources
from casework.services.episode_facts import facts_of
from casework.services.paper_episode_orders import orders_of_episode
from casework.services.paper_orders import Order
from casework.services.paper_shelf import shelf
from casework.services.paper_sources import Asked

REPEATED = ("monthly-review", "violation-minutes")
"""Kinds of which a case has several, told apart by month or day."""


@dataclass(frozen=True)
class PaperLine:
    """One paper of a case.

    :param on: the day on record; None while what it says has not happened
    """

    kind: str
    title: str
    form_number: str | None
    part: str
    number: str | None
    on: date | None
    copies: int = 0
    printed_at: datetime | None = None
    paper_ref: str | None = None
    standing: bool = True
    replaced_by: str | None = None
    withdrawn_on: date | None = None

    @property
    def is_on_file(self) -> bool:
        """Whether the record has what the paper says, or it was issued once."""
        return self.is_due or not self.standing

    @property
    def is_due(self) -> bool:
        """Whether the record has what the paper says."""
        return self.on is not None or self.number is not None


@dataclass(frozen=True)
class Entry:
    """What a case keeps of one paper."""

    form: AnyForm
    part: str
    number: str | None
    on: date | None


def episode_papers(session: Session, episode: Episode, *, today: date) -> list[PaperLine]:
    """The papers of an episode that the reader already has in hand; a few queries, however many papers there are."""
    law = facts_of(episode)
    entries = []
    several = {
        "violation-minutes": [each.happened_on.isoformat() for each in episode.violations],
        "transfer-notice": paper_notices.moved_on_days(episode),
    }
    for form in _forms(Subject.EPISODE):
        for part in several.get(form.kind) or [""]:
            entries.append(Entry(form, part, *paper_cases.kept_of_episode(form.kind, episode, law, part)))
    orders = orders_of_episode(session, episode, law)
    facts = paper_cases.episode_facts(session, episode, law, "")
    facts = replace(facts, orders=paper_orders.facts_by_kind(orders, "", ""))
    entries = _with_orders(entries, orders)
    return _lines(session, episode.ref, facts, entries, today)


def aftercare_papers(session: Session, case: Aftercare, *, today: date) -> list[PaperLine]:
    """The papers of an after-care that the reader already has in hand."""
    law = aftercares.full_facts(session, case)
    orders = paper_orders.orders_of_aftercare(session, case, law)
    facts = paper_cases.aftercare_facts(session, case, law, "")
    facts = replace(facts, orders=paper_orders.facts_by_kind(orders, "", ""))
    several = {"aftercare-transfer": paper_notices.moved_on_days(case)}
    entries = [
        Entry(form, part, *paper_cases.kept_of_aftercare(form.kind, case, law, part))
        for form in _forms(Subject.AFTERCARE)
        for part in several.get(form.kind) or [""]
    ]
    return _lines(session, case.ref, facts, _with_orders(entries, orders), today)


def _with_orders(entries: Sequence[Entry], orders: Sequence[Order]) -> list[Entry]:
    """The same with each decision inside the case where papers of its kind stand."""
    made: list[Entry] = []
    for entry in entries:
        own = [each for each in orders if each.kind == entry.form.kind]
        made += [Entry(entry.form, each.part, each.number, each.on) for each in own] or [entry]
    return made


def papers_on_record(session: Session, scope: Scope, subject: Subject, ref: str, *, today: date) -> list[PaperLine]:
    """The papers of a case of which the record has what they say, to print; with those that stand no more.

    :raises NotFound: no such case within the scope
    """
    lines = case_papers(session, scope, subject, ref, today=today)
    return [line for line in lines if line.is_on_file]


def case_papers(session: Session, scope: Scope, subject: Subject, ref: str, *, today: date) -> list[PaperLine]:
    """The papers of any case.

    :raises NotFound: no such case within the scope
    """
    if subject is Subject.EPISODE:
        episode, left = paper_notices.present_or_left(session, scope, Episode, ref)
        listed = episode_papers(session, episode, today=today)
        return _own(session, scope, subject, ref, listed, today) if left else listed
    if subject is Subject.AFTERCARE:
        case, left = paper_notices.present_or_left(session, scope, Aftercare, ref)
        listed = aftercare_papers(session, case, today=today)
        return _own(session, scope, subject, ref, listed, today) if left else listed
    with shelf(session, [ref]):
        return _papers_of(session, scope, subject, ref, today)


def _papers_of(session: Session, scope: Scope, subject: Subject, ref: str, today: date) -> list[PaperLine]:
    """The papers of what is neither an episode nor an after-care, each found by itself."""
    found = [
        (form, paper_sources.find(session, scope, subject, Asked(form.kind, ref, "", today)))
        for form in _forms(subject)
    ]
    entries = []
    for form, source in found:
        # What confirms a loan or a course is due as soon as somebody asks for it.
        asked_for = source.competent_on if subject in (Subject.LOAN, Subject.TRAINING) else None
        entries.append(Entry(form, "", source.number, source.on or asked_for))
    return _lines(session, ref, found[0][1].facts, entries, today)


def _own(
    session: Session, scope: Scope, subject: Subject, ref: str, listed: Sequence[PaperLine], today: date
) -> list[PaperLine]:
    """What the unit that gave the case away may still print of it."""

    def is_theirs(line: PaperLine) -> bool:
        try:
            paper_sources.find(session, scope, subject, Asked(line.kind, ref, line.part, today))
        except NotFound:
            return False
        return True

    return [line for line in listed if is_theirs(line)]


def _forms(subject: Subject) -> Iterable[AnyForm]:
    return (form for form in FORMS if form.subject is subject)


def _lines(session: Session, ref: str, facts: object, entries: Sequence[Entry], today: date) -> list[PaperLine]:
    filed = _filed(session, ref)
    copies = _copies(session, ref)
    lines = []
    for entry in [*entries, *_unlisted(entries, filed)]:
        papers = filed.get((entry.form.kind, entry.part), [])
        current = next((each for each in reversed(papers) if each.stands), None)
        day = entry.on or (current.signed_on if current else None) or today
        title = entry.form.title(facts, day)
        gone = [each for each in papers if not each.stands]
        lines += [_gone(each, copies) for each in gone]
        # A paper that the law of the day does not know is not offered; it can still be asked for by name. One that was
        # issued is part of the case, whatever its form asks of the record since.
        is_offered = current is not None or entry.form.ready(facts)
        if title.citation and is_offered and not (current is None and _is_recalled(entry, gone)):
            lines.append(_line(entry, title, current, copies))
    return lines


def _is_recalled(entry: Entry, gone: Sequence[Paper]) -> bool:
    """Whether the paper that the case speaks of was withdrawn, and none stands for it: there is no other to print."""
    return any(
        each.withdrawn_on is not None and each.replaced_by_id is None and each.number == entry.number for each in gone
    )


def _unlisted(entries: Sequence[Entry], filed: dict[tuple[str, str], list[Paper]]) -> list[Entry]:
    """Papers of a month or a day that the record itself does not list."""
    listed = {(entry.form.kind, entry.part) for entry in entries}
    kinds = {entry.form.kind: entry.form for entry in entries}
    return [
        Entry(kinds[kind], part, None, None) for kind, part in filed if (kind, part) not in listed and kind in kinds
    ]


def _filed(session: Session, ref: str) -> dict[tuple[str, str], list[Paper]]:
    found: dict[tuple[str, str], list[Paper]] = defaultdict(list)
    query = (
        select(Paper)
        .where(Paper.subject_ref == ref)
        .options(joinedload(Paper.replaced_by), selectinload(Paper.replaces))
    )
    for paper in session.scalars(query.order_by(Paper.id)):
        found[paper.kind, paper.part].append(paper)
    return found


def _copies(session: Session, ref: str) -> dict[int, tuple[int, datetime]]:
    """Paper id → how many copies, and when the last was printed."""
    counted = select(PaperCopy.paper_id, func.count(PaperCopy.id), func.max(PaperCopy.printed_at))
    query = counted.join(Paper).where(Paper.subject_ref == ref).group_by(PaperCopy.paper_id)
    return {paper_id: (count, at) for paper_id, count, at in session.execute(query)}


def _line(entry: Entry, title: Value, paper: Paper | None, copies: dict[int, tuple[int, datetime]]) -> PaperLine:
    count, printed_at = copies.get(paper.id, (0, None)) if paper is not None else (0, None)
    on_paper = paper.number if paper is not None else None
    own = entry.form.kind in paper_orders.KINDS
    return PaperLine(
        kind=entry.form.kind,
        title=title.text,
        form_number=title.form_number,
        part=entry.part,
        number=(on_paper or entry.number) if own else entry.number or on_paper,
        on=paper.signed_on if paper and paper.has_own_day else entry.on or (paper.signed_on if paper else None),
        copies=count,
        printed_at=printed_at,
        paper_ref=paper.ref if paper else None,
    )


def _gone(paper: Paper, copies: dict[int, tuple[int, datetime]]) -> PaperLine:
    count, printed_at = copies.get(paper.id, (0, None))
    return PaperLine(
        kind=paper.kind,
        title=paper.title,
        form_number=None,
        part=paper.part,
        number=paper.number,
        on=paper.signed_on,
        copies=count,
        printed_at=printed_at,
        paper_ref=paper.ref,
        standing=False,
        replaced_by=paper.replaced_by.number if paper.replaced_by else None,
        withdrawn_on=paper.withdrawn_on,
    )
