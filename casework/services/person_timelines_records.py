"""The records of a person that are no case (sổ sách về một người), as entries of their file's timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import VIETNAM, format_date, format_number
from casework.law.vocabulary import (
    DeterminationResult,
    Employment,
    EvaluationOutcome,
    ListingStatus,
    MethadoneOutcome,
    SessionKind,
)
from casework.records.attachment import Attachment
from casework.records.club import ClubMember
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.merge import Merge
from casework.records.removal import Removal
from casework.services.corrections import corrections_of
from casework.services.merge_closings import closings_of
from casework.services.merge_overlaps import CaseKind
from casework.services.person_files import PersonFile
from casework.services.person_timelines import Entry, EntryKind
from casework.services.person_timelines_changes import changes_in_words, place_of
from casework.services.removal_kinds import RemovalKind

K, R = EntryKind, RemovalKind
_MOST = 300
"""So many records of one kind are told of one person."""


def of_records(session: Session, scope: Scope, file: PersonFile) -> Iterator[Entry]:
    """Support, treatment, sessions, lists, clubs, calls, scans, merges, removals and corrections."""
    yield from _support(file)
    person_id = file.person.id
    for door, model, day, tell in _BOOKS:
        query = door(scope).where(model.person_id == person_id).order_by(day.desc()).limit(_MOST)
        for row in session.scalars(query).unique():
            yield from tell(row)
    yield from _history(session, scope, person_id)


def _support(file: PersonFile) -> Iterator[Entry]:
    for row in file.trainings:
        place = ("trainings.edit", row.ref)
        supported = "Nhà nước hỗ trợ" if row.state_supported else ""
        detail = _joined(row.trade, row.provider, supported)
        yield Entry(row.started_on, K.SUPPORT, "Học nghề", detail, where=place, removable=(R.TRAINING, row.id))
        if row.completed_on:
            yield Entry(row.completed_on, K.SUPPORT, "Học xong nghề", row.trade or "", where=place)
    for job in file.jobs:
        where = ("jobs.edit", job.ref)
        detail = _joined(job.employer.name if job.employer else "tự làm", "được hỗ trợ" if job.supported else "")
        yield Entry(job.started_on, K.SUPPORT, "Có việc làm", detail, where=where, removable=(R.JOB, job.id))
        if job.ended_on:
            yield Entry(job.ended_on, K.SUPPORT, "Thôi việc", detail, where=where)
    for loan in file.loans:
        detail = _joined(f"{format_number(loan.amount_vnd)} đồng", loan.purpose)
        where, removable = ("loans.edit", loan.ref), (R.LOAN, loan.id)
        yield Entry(loan.disbursed_on, K.SUPPORT, "Vay vốn", detail, where=where, removable=removable)
        if loan.repaid_on:
            yield Entry(loan.repaid_on, K.SUPPORT, "Trả hết nợ vay", detail, where=where)
    for course in file.methadone:
        where = ("methadone.edit", course.ref)
        detail = course.facility or ""
        removable = (R.METHADONE, course.id)
        yield Entry(course.started_on, K.TREATMENT, "Bắt đầu điều trị", detail, where=where, removable=removable)
        if course.ended_on:
            outcome = MethadoneOutcome(course.outcome).term if course.outcome else ""
            yield Entry(course.ended_on, K.TREATMENT, "Kết thúc điều trị", _joined(detail, outcome), where=where)
    for held in file.sessions:
        detail = _joined(SessionKind(held.kind).term, held.point.name, held.topic)
        yield Entry(held.held_on, K.CONSULTATION, "Dự buổi tư vấn", detail, where=("sessions.view", held.ref))


def _listing(row: Listing) -> Iterator[Entry]:
    words = _joined(ListingStatus(row.status).term, row.unit.name)
    yield Entry(row.listed_on, K.MANAGEMENT, "Vào danh sách quản lý", words, removable=(R.LISTING, row.id))
    if row.removed_on:
        yield Entry(row.removed_on, K.MANAGEMENT, "Ra khỏi danh sách", words, row.removal_reason or "")


def _determination(row: Determination) -> Iterator[Entry]:
    words = _joined(DeterminationResult(row.result).term, row.substances)
    removable = (R.DETERMINATION, row.id)
    yield Entry(row.determined_on, K.MANAGEMENT, "Xác định tình trạng nghiện", words, removable=removable)


def _evaluation(row: Evaluation) -> Iterator[Entry]:
    work = Employment(row.employment).term if row.employment else ""
    words = _joined(EvaluationOutcome(row.outcome).term, work)
    yield Entry(row.evaluated_on, K.MANAGEMENT, "Đánh giá sau cai", words, removable=(R.EVALUATION, row.id))


def _member(row: ClubMember) -> Iterator[Entry]:
    removable = (R.CLUB_MEMBER, row.id)
    yield Entry(row.from_on, K.CONSULTATION, "Vào câu lạc bộ, nhóm", row.club.name, removable=removable)
    if row.to_on:
        yield Entry(row.to_on, K.CONSULTATION, "Ra khỏi câu lạc bộ, nhóm", row.club.name)


def _call(row: HotlineCall) -> Iterator[Entry]:
    state = f"trả lời {format_date(row.answered_on)}" if row.answered_on else "chưa trả lời"
    removable = (R.HOTLINE_CALL, row.id)
    yield Entry(row.received_on, K.CONSULTATION, "Gọi đường dây nóng", state, row.content, removable=removable)


def _attachment(row: Attachment) -> Iterator[Entry]:
    removable = (R.ATTACHMENT, row.id)
    where = ("attachments.file", row.ref)
    yield Entry(row.dated_on, K.PAPER, "Tệp quét", "", row.label, where=where, removable=removable)


_BOOKS: tuple[tuple[Callable[[Scope], Select[Any]], Any, Any, Callable[[Any], Iterator[Entry]]], ...] = (
    (lambda scope: queries.listings(scope).options(joinedload(Listing.unit)), Listing, Listing.listed_on, _listing),
    (queries.determinations, Determination, Determination.determined_on, _determination),
    (queries.evaluations, Evaluation, Evaluation.evaluated_on, _evaluation),
    (
        lambda scope: queries.club_members(scope).options(joinedload(ClubMember.club)),
        ClubMember,
        ClubMember.from_on,
        _member,
    ),
    (queries.hotline_calls, HotlineCall, HotlineCall.received_on, _call),
    (queries.attachments, Attachment, Attachment.dated_on, _attachment),
)


def _history(session: Session, scope: Scope, person_id: int) -> Iterator[Entry]:
    merges = queries.merges(scope).where(Merge.survivor_id == person_id).options(joinedload(Merge.merged))
    for merge in session.scalars(merges.order_by(Merge.id.desc()).limit(_MOST)):
        undone = f"đã hoàn tác {format_date(_day(merge.undone_at))}" if merge.undone_at else ""
        yield from _closings(merge)
        yield Entry(_day(merge.merged_at), K.CHANGE, "Gộp hồ sơ", _joined(merge.merged.ref, undone), merge.reason)
    removals = queries.removals(scope).where(Removal.person_id == person_id)
    for removal in session.scalars(removals.order_by(Removal.id.desc()).limit(_MOST)):
        yield from _removal(removal)
    for entry in corrections_of(session, person_id):
        for label, detail in changes_in_words(entry):
            who = f"người sửa: {entry.actor_name}"
            yield Entry(_day(entry.at), K.CHANGE, label, who, detail, where=place_of(entry))


def _closings(merge: Merge) -> Iterator[Entry]:
    for each in closings_of(merge):
        detail = f"{each.kind.term} {each.ref}, ghi trùng với {each.double_of}"
        yield Entry(each.on, _CLOSED[each.kind], "Đóng hành chính khi gộp hồ sơ", detail, f"lý do: {each.reason}")


_CLOSED = {CaseKind.EPISODE: K.REHABILITATION, CaseKind.AFTERCARE: K.AFTERCARE, CaseKind.METHADONE: K.TREATMENT}


def _removal(row: Removal) -> Iterator[Entry]:
    why = f"gỡ ngày {format_date(_day(row.removed_at))} ({row.removed_by}): {row.reason}"
    if row.restored_at is None:
        on = row.happened_on or _day(row.removed_at)
        yield Entry(on, _KIND_OF.get(row.kind, K.CHANGE), row.label, "", why, removed=row.ref)
        return
    back = f"khôi phục ({row.restored_by}): {row.restored_because}"
    yield Entry(_day(row.restored_at), K.CHANGE, "Gỡ bỏ rồi khôi phục", row.label, f"{why}; {back}")


_KIND_OF: dict[str, EntryKind] = {
    R.EPISODE: K.REHABILITATION,
    R.PHASE: K.REHABILITATION,
    R.VIOLATION: K.REHABILITATION,
    R.CERTIFICATE: K.REHABILITATION,
    R.EPISODE_TRANSFER: K.REHABILITATION,
    R.AFTERCARE: K.AFTERCARE,
    R.AFTERCARE_REVIEW: K.AFTERCARE,
    R.MONITORING: K.AFTERCARE,
    R.AFTERCARE_TRANSFER: K.AFTERCARE,
    R.PROCEEDING: K.PROCEEDING,
    R.LISTING: K.MANAGEMENT,
    R.DETERMINATION: K.MANAGEMENT,
    R.EVALUATION: K.MANAGEMENT,
    R.TRAINING: K.SUPPORT,
    R.JOB: K.SUPPORT,
    R.LOAN: K.SUPPORT,
    R.METHADONE: K.TREATMENT,
    R.CONSULTATION_SESSION: K.CONSULTATION,
    R.CLUB_MEMBER: K.CONSULTATION,
    R.HOTLINE_CALL: K.CONSULTATION,
    R.ATTACHMENT: K.PAPER,
}


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _day(at: Any) -> date:
    day: date = at.astimezone(VIETNAM).date()
    return day
