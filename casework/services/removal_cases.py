"""How the records of a person are found to be taken out: the person, their cases, and what was done for them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Select
from sqlalchemy.orm import object_session

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import format_number
from casework.law.aftercare_monitoring import MonitoringPaper
from casework.law.procedures import Measure
from casework.law.vocabulary import EpisodeForm, Phase
from casework.law.vocabulary import Violation as ViolationKind
from casework.records.act import Act
from casework.records.aftercare import Aftercare, AftercareReview, AftercareTransfer
from casework.records.attachment import Attachment
from casework.records.club import ClubMember
from casework.records.consultation import ConsultationSession
from casework.records.episode import Certificate, Episode, EpisodeTransfer, PhaseRecord
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training
from casework.records.violation import Violation
from casework.services.people import masked_name
from casework.services.removal_kinds import Kind, RemovalKind, numbered, part_of, whole

R = RemovalKind


def _away(scope: Scope, act_id: int) -> Select[Aftercare]:
    """The after-care in which an act recorded an absence."""
    act = queries.absences(scope).where(Act.id == act_id)
    return queries.held_aftercares(scope).where(Aftercare.id.in_(act.with_only_columns(Act.aftercare_id)))


def _monitored(scope: Scope, act_id: int) -> Select[Aftercare]:
    act = queries.monitoring(scope).where(Act.id == act_id)
    return queries.held_aftercares(scope).where(Aftercare.id.in_(act.with_only_columns(Act.aftercare_id)))


def _act(door: Callable[[Scope], Select[Act]]) -> Callable[[Aftercare, int], Act]:
    def act(aftercare: Aftercare, act_id: int) -> Act:
        session = object_session(aftercare)
        assert session is not None
        everywhere = Scope.everything(reason="việc đã ghi của hồ sơ vừa tìm thấy trong phạm vi")
        return queries.one(session, door(everywhere), Act.id == act_id)

    return act


def _monitoring_paper(act: Act) -> str:
    number = f"số {act.details['number']}" if act.details.get("number") else ""
    return f"{MonitoringPaper(act.details['paper']).term} {number}".strip()


CASES: dict[RemovalKind, Kind] = {
    R.PERSON: whole(queries.people, Person, "", lambda row: f"{row.ref}, {masked_name(row.full_name)}"),
    R.EPISODE: whole(
        queries.held_episodes, Episode, "registered_on", lambda row: f"{EpisodeForm(row.form).term} ({row.ref})"
    ),
    R.PHASE: part_of(
        queries.held_episodes, Episode.phases, PhaseRecord, "started_on", lambda row: Phase(row.phase).term
    ),
    R.VIOLATION: part_of(
        queries.held_episodes,
        Episode.violations,
        Violation,
        "happened_on",
        lambda row: f"{ViolationKind(row.kind).term} {numbered(row)}".strip(),
    ),
    R.CERTIFICATE: part_of(queries.held_episodes, Episode.certificate, Certificate, "issued_on", numbered),
    R.EPISODE_TRANSFER: part_of(
        queries.held_episodes, Episode.transfers, EpisodeTransfer, "moved_on", lambda row: f"đến {row.to_unit.name}"
    ),
    R.AFTERCARE: whole(queries.held_aftercares, Aftercare, "started_on", lambda row: str(row.ref)),
    R.AFTERCARE_REVIEW: part_of(
        queries.held_aftercares, Aftercare.reviews, AftercareReview, "held_on", lambda row: row.note or ""
    ),
    R.ABSENCE: Kind(_away, _act(queries.absences), "acted_on", lambda row: str(row.details.get("reason") or "")),
    R.MONITORING: Kind(_monitored, _act(queries.monitoring), "acted_on", _monitoring_paper),
    R.AFTERCARE_TRANSFER: part_of(
        queries.held_aftercares,
        Aftercare.transfers,
        AftercareTransfer,
        "moved_on",
        lambda row: f"đến {row.to_unit.name}",
    ),
    R.PROCEEDING: whole(
        queries.proceedings, Proceeding, "opened_on", lambda row: f"{Measure(row.measure).term} ({row.ref})"
    ),
    R.LISTING: whole(queries.listings, Listing, "listed_on", lambda row: str(row.unit.name)),
    R.DETERMINATION: whole(queries.determinations, Determination, "determined_on", lambda row: row.substances or ""),
    R.EVALUATION: whole(queries.evaluations, Evaluation, "evaluated_on", lambda row: str(row.unit.name)),
    R.TRAINING: whole(queries.trainings, Training, "started_on", lambda row: row.trade or ""),
    R.JOB: whole(queries.jobs, Job, "started_on", lambda row: row.employer.name if row.employer else "Tự làm"),
    R.LOAN: whole(queries.loans, Loan, "disbursed_on", lambda row: f"{format_number(row.amount_vnd)} đồng"),
    R.METHADONE: whole(queries.methadone, Methadone, "started_on", lambda row: row.facility or ""),
    R.CONSULTATION_SESSION: whole(
        queries.sessions, ConsultationSession, "held_on", lambda row: row.topic or row.point.name
    ),
    R.CLUB_MEMBER: whole(queries.club_members, ClubMember, "from_on", lambda row: str(row.club.name)),
    R.HOTLINE_CALL: whole(queries.hotline_calls, HotlineCall, "received_on", lambda row: str(row.ref)),
    R.ATTACHMENT: whole(queries.attachments, Attachment, "dated_on", lambda row: str(row.label)),
}
"""Who may correct a person's records may take them out."""
