"""Everything that happened around one person, day by day (diễn biến hồ sơ cá nhân), as far as the scope goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import NotInForce, Reason
from casework.i18n import VIETNAM
from casework.law.explain import Explanation
from casework.law.explain_measures import explain_aftercare
from casework.law.procedures import Measure
from casework.law.vocabulary import Term
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.paper import Paper
from casework.records.proceeding import Proceeding
from casework.services.aftercare_lists import Line
from casework.services.aftercare_timelines import aftercare_timeline
from casework.services.law_facts import build
from casework.services.measures import BY_MEASURE
from casework.services.person_files import PersonFile
from casework.services.proceedings import kind_of, stage_term
from casework.services.removal_kinds import RemovalKind
from casework.services.timelines import Event, timeline


class EntryKind(Term):
    """Nhóm việc trong diễn biến hồ sơ."""

    REHABILITATION = "rehabilitation", "Cai nghiện"
    AFTERCARE = "aftercare", "Sau cai nghiện"
    PROCEEDING = "proceeding", "Thủ tục"
    MANAGEMENT = "management", "Danh sách, xác định, đánh giá"
    SUPPORT = "support", "Nghề, việc làm, vay vốn"
    TREATMENT = "treatment", "Điều trị thay thế"
    CONSULTATION = "consultation", "Tư vấn, câu lạc bộ"
    PAPER = "paper", "Giấy tờ, tệp"
    RESIDENCE = "residence", "Nơi cư trú"
    CHANGE = "change", "Sửa, gỡ, gộp"


@dataclass(frozen=True)
class Entry:
    """One thing that happened, and where its record is.

    :param note: free words that may name people: for readers who may see names
    :param where: endpoint and key of the page of the record
    :param removable: the record, as it is taken out
    :param removed: the ref of its removal, where it was taken out and not brought back
    """

    on: date
    kind: EntryKind
    label: str
    detail: str = ""
    note: str = ""
    citation: str = ""
    late: tuple[Reason, ...] = ()
    where: tuple[str, str] | None = None
    removable: tuple[RemovalKind, int] | None = None
    removed: str = ""


@dataclass(frozen=True)
class Selection:
    """Some entries, and what there is to choose from."""

    entries: tuple[Entry, ...]
    total: int
    kinds: tuple[tuple[EntryKind, int], ...]
    years: tuple[int, ...]


def chosen(found: Iterable[Entry], *, kind: EntryKind | None, year: int | None) -> Selection:
    """The entries of a kind and a year, the latest first, with how many there are of each kind."""
    every = sorted(found, key=lambda each: each.on, reverse=True)
    kinds = tuple((one, count) for one in EntryKind if (count := sum(each.kind is one for each in every)))
    kept = tuple(
        each for each in every if (kind is None or each.kind is kind) and (year is None or each.on.year == year)
    )
    return Selection(kept, len(every), kinds, tuple(sorted({each.on.year for each in every}, reverse=True)))


def of_episodes(cases: Iterable[tuple[Episode, Explanation]]) -> Iterator[Entry]:
    """What happened in the episodes."""
    for episode, told in cases:
        where = ("episodes.view", episode.ref)
        for event in timeline(episode, told):
            yield _entry(event, EntryKind.REHABILITATION, where)


def of_aftercares(
    session: Session, scope: Scope, lines: Iterable[Line], person_id: int, today: date
) -> Iterator[Entry]:
    """What happened in the after-cares."""
    acts: dict[int, list[Act]] = {}
    query = queries.aftercares(scope).where(Aftercare.person_id == person_id)
    rows = query.join(Act, Act.aftercare_id == Aftercare.id).with_only_columns(Act).order_by(None).order_by(Act.id)
    for act in session.scalars(rows):
        acts.setdefault(act.aftercare_id or 0, []).append(act)
    for line in lines:
        case = line.aftercare
        told = explain_aftercare(line.facts, today).told
        for event in aftercare_timeline(case, line.facts, told, acts.get(case.id, [])):
            yield _entry(event, EntryKind.AFTERCARE, ("aftercares.view", case.ref))


def of_proceedings(session: Session, scope: Scope, file: PersonFile) -> Iterator[Entry]:
    """The procedures, when they were opened, what was done in them, how they stand."""
    for row in file.proceedings:
        stage = stage_term(row)
        yield Entry(
            row.opened_on,
            EntryKind.PROCEEDING,
            "Mở hồ sơ thủ tục",
            " · ".join(part for part in (kind_of(row).term, stage.term if stage else "") if part),
            where=("proceedings.view", row.ref),
            removable=(RemovalKind.PROCEEDING, row.id),
        )
    query = queries.proceedings(scope).where(Proceeding.person_id == file.person.id)
    acts = query.join(Act, Act.proceeding_id == Proceeding.id).with_only_columns(Act, Proceeding)
    for act, row in session.execute(acts.order_by(Act.id)):
        label = _label_of(row, act)
        yield Entry(
            act.acted_on,
            EntryKind.PROCEEDING,
            label,
            kind_of(row).term,
            late=tuple(Reason(each["text"], each["citation"]) for each in act.late),
            where=("proceedings.view", row.ref),
        )


def of_papers(session: Session, refs: Iterable[str]) -> Iterator[Entry]:
    """The official papers that were issued in the person's cases."""
    query = select(Paper).where(Paper.subject_ref.in_(list(refs)))
    for paper in session.scalars(query.order_by(Paper.id)):
        gone = f"đã thu hồi {paper.withdrawn_on:%d/%m/%Y}: {paper.withdrawn_reason}" if paper.withdrawn_on else ""
        number = f"số {paper.number}" if paper.number else ""
        yield Entry(
            paper.signed_on or paper.recorded_at.astimezone(VIETNAM).date(),
            EntryKind.PAPER,
            paper.title,
            " · ".join(part for part in (number, gone) if part),
        )


def of_residences(file: PersonFile) -> Iterator[Entry]:
    """Where the person moved to."""
    for home in file.person.residences:
        if home.from_on is not None:
            unit = f"{home.unit.name} ({home.unit.code})"
            yield Entry(home.from_on, EntryKind.RESIDENCE, "Đến ở", unit, home.address or "")


def _entry(event: Event, kind: EntryKind, where: tuple[str, str]) -> Entry:
    return Entry(event.on, kind, event.label, event.detail, "", event.citation, event.late, where)


def _label_of(row: Proceeding, act: Act) -> str:
    line = BY_MEASURE[Measure(row.measure)]
    try:
        procedure = line.procedure(build(line.facts, row.facts), act.acted_on)
        return procedure.transition(act.act).label
    except (NotInForce, LookupError):
        return "Việc đã ghi"


def hide_notes(entries: Iterable[Entry]) -> list[Entry]:
    """The same for a reader who may not see names: without free words."""
    return [replace(each, note="") for each in entries]
