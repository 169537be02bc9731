"""The kinds of records that may be taken out: how each is found within a scope, whose it is, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import format_number
from casework.law.procedures import Measure
from casework.law.vocabulary import EpisodeForm, Phase, Term
from casework.law.vocabulary import Violation as ViolationKind
from casework.records.aftercare import Aftercare, AftercareReview, AftercareTransfer
from casework.records.attachment import Attachment
from casework.records.club import ClubMember
from casework.records.consultation import ConsultationSession
from casework.records.episode import Certificate, Episode, EpisodeTransfer, PhaseRecord
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training
from casework.records.violation import Violation

Find = Callable[[Session, Scope, int], Any]


class RemovalKind(Term):
    """Loại bản ghi có thể gỡ bỏ."""

    EPISODE = "episode", "Đợt cai nghiện"
    PHASE = "phase", "Giai đoạn cai nghiện"
    VIOLATION = "violation", "Biên bản vi phạm"
    CERTIFICATE = "certificate", "Giấy xác nhận hoàn thành"
    EPISODE_TRANSFER = "episode_transfer", "Lần chuyển hồ sơ cai nghiện"
    AFTERCARE = "aftercare", "Quản lý sau cai nghiện"
    REVIEW = "aftercare_review", "Lần nhận xét, xét nghiệm"
    AFTERCARE_TRANSFER = "aftercare_transfer", "Lần chuyển hồ sơ sau cai nghiện"
    PROCEEDING = "proceeding", "Thủ tục"
    LISTING = "listing", "Dòng danh sách quản lý"
    DETERMINATION = "determination", "Kết quả xác định tình trạng nghiện"
    EVALUATION = "evaluation", "Lần đánh giá"
    TRAINING = "training", "Đào tạo nghề"
    JOB = "job", "Việc làm"
    LOAN = "loan", "Vay vốn"
    METHADONE = "methadone", "Điều trị thay thế"
    SESSION = "consultation_session", "Buổi tư vấn"
    MEMBERSHIP = "club_member", "Thành viên câu lạc bộ"
    CALL = "hotline_call", "Cuộc gọi đường dây nóng"
    ATTACHMENT = "attachment", "Tệp đính kèm"


@dataclass(frozen=True)
class Kind:
    """How a kind is found (its case, or itself), and what a row of it says of itself.

    :param holder: the query of what is locked: the case of a part, or the record itself
    :param part: names the part within its case; none for whole records
    """

    holder: Callable[[Scope, int], Select[Any]]
    part: Callable[[Any, int], Any] | None
    day: str
    label: Callable[[Any], str]


def _whole(door: Callable[[Scope], Select[Any]], model: Any, day: str, label: Callable[[Any], str]) -> Kind:
    return Kind(lambda scope, row_id: door(scope).where(model.id == row_id), None, day, label)


def _part(door: Callable[[Scope], Select[Any]], parts: Any, model: Any, day: str, label: Callable[[Any], str]) -> Kind:
    def holder(scope: Scope, row_id: int) -> Select[Any]:
        is_it: ColumnElement[bool] = model.id == row_id
        return door(scope).where(parts.has(is_it) if not parts.property.uselist else parts.any(is_it))

    def part(case: Any, row_id: int) -> Any:
        found = getattr(case, parts.key)
        return next(each for each in (found if parts.property.uselist else [found]) if each.id == row_id)

    return Kind(holder, part, day, label)


def _number(row: Any) -> str:
    return f"số {row.number}" if row.number else ""


KINDS: dict[RemovalKind, Kind] = {
    RemovalKind.EPISODE: _whole(
        queries.held_episodes, Episode, "registered_on", lambda row: f"{EpisodeForm(row.form).term} ({row.ref})"
    ),
    RemovalKind.PHASE: _part(
        queries.held_episodes, Episode.phases, PhaseRecord, "started_on", lambda row: Phase(row.phase).term
    ),
    RemovalKind.VIOLATION: _part(
        queries.held_episodes,
        Episode.violations,
        Violation,
        "happened_on",
        lambda row: f"{ViolationKind(row.kind).term} {_number(row)}".strip(),
    ),
    RemovalKind.CERTIFICATE: _part(queries.held_episodes, Episode.certificate, Certificate, "issued_on", _number),
    RemovalKind.EPISODE_TRANSFER: _part(
        queries.held_episodes, Episode.transfers, EpisodeTransfer, "moved_on", lambda row: f"đến {row.to_unit.name}"
    ),
    RemovalKind.AFTERCARE: _whole(queries.held_aftercares, Aftercare, "started_on", lambda row: str(row.ref)),
    RemovalKind.REVIEW: _part(
        queries.held_aftercares, Aftercare.reviews, AftercareReview, "held_on", lambda row: row.note or ""
    ),
    RemovalKind.AFTERCARE_TRANSFER: _part(
        queries.held_aftercares,
        Aftercare.transfers,
        AftercareTransfer,
        "moved_on",
        lambda row: f"đến {row.to_unit.name}",
    ),
    RemovalKind.PROCEEDING: _whole(
        queries.proceedings, Proceeding, "opened_on", lambda row: f"{Measure(row.measure).term} ({row.ref})"
    ),
    RemovalKind.LISTING: _whole(queries.listings, Listing, "listed_on", lambda row: str(row.unit.name)),
    RemovalKind.DETERMINATION: _whole(
        queries.determinations, Determination, "determined_on", lambda row: row.substances or ""
    ),
    RemovalKind.EVALUATION: _whole(queries.evaluations, Evaluation, "evaluated_on", lambda row: str(row.unit.name)),
    RemovalKind.TRAINING: _whole(queries.trainings, Training, "started_on", lambda row: row.trade or ""),
    RemovalKind.JOB: _whole(
        queries.jobs, Job, "started_on", lambda row: row.employer.name if row.employer else "Tự làm"
    ),
    RemovalKind.LOAN: _whole(queries.loans, Loan, "disbursed_on", lambda row: f"{format_number(row.amount_vnd)} đồng"),
    RemovalKind.METHADONE: _whole(queries.methadone, Methadone, "started_on", lambda row: row.facility or ""),
    RemovalKind.SESSION: _whole(
        queries.sessions, ConsultationSession, "held_on", lambda row: row.topic or row.point.name
    ),
    RemovalKind.MEMBERSHIP: _whole(queries.club_members, ClubMember, "from_on", lambda row: str(row.club.name)),
    RemovalKind.CALL: _whole(queries.hotline_calls, HotlineCall, "received_on", lambda row: str(row.ref)),
    RemovalKind.ATTACHMENT: _whole(queries.attachments, Attachment, "dated_on", lambda row: str(row.label)),
}


def day_of(kind: RemovalKind, row: Any) -> date | None:
    """The day of the record, by which the file lists it."""
    day: date | None = getattr(row, KINDS[kind].day)
    return day
