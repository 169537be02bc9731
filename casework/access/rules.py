"""Who has which permission: permission → any of (all of (named predicates)).

A permission says what may be done; the scope says to whose records. Both are asked, always.
"""

from __future__ import annotations

from collections.abc import Callable

from casework.access.permissions import Permission as P
from casework.access.roles import Actor, Role
from casework.errors import Forbidden

Predicate = Callable[[Actor], bool]


def is_anybody(actor: Actor) -> bool:
    """Logged in, in whatever role."""
    return actor.account_id is not None


def is_officer(actor: Actor) -> bool:
    """The commune's officer, who keeps the records of the team."""
    return actor.role is Role.COMMUNE_OFFICER


def is_chair(actor: Actor) -> bool:
    """The chair, who decides and certifies (Điều 30, 32 Nghị định 116/2021/NĐ-CP)."""
    return actor.role is Role.COMMUNE_CHAIR


def is_police(actor: Actor) -> bool:
    """Commune police, who appraise dossiers, and decide and certify from 01/07/2026 on.

    Nguồn: khoản 1 Điều 30 Nghị định 116/2021/NĐ-CP; Điều 91, Điều 93 Nghị định 163/2026/NĐ-CP.
    """
    return actor.role is Role.COMMUNE_POLICE


def is_health_worker(actor: Actor) -> bool:
    """Health staff, who carry out admission and detoxification (Điều 22, 23 Nghị định 116/2021/NĐ-CP)."""
    return actor.role is Role.HEALTH_WORKER


def is_counsellor(actor: Actor) -> bool:
    """Staff of a consultation point."""
    return actor.role is Role.COUNSELLOR


def is_supervisor(actor: Actor) -> bool:
    """Somebody above the commune who answers for numbers, not for people."""
    return actor.role is Role.SUPERVISOR


def is_auditor(actor: Actor) -> bool:
    """Somebody who checks what others did."""
    return actor.role is Role.AUDITOR


def is_administrator(actor: Actor) -> bool:
    """Somebody who keeps accounts and sees no people."""
    return actor.role is Role.ADMINISTRATOR


def works_at_point(actor: Actor) -> bool:
    """Assigned to a consultation point of their own."""
    return actor.point_id is not None


_CASE_WORKERS: tuple[tuple[Predicate, ...], ...] = ((is_officer,), (is_chair,), (is_police,), (is_health_worker,))
_ANYBODY: tuple[tuple[Predicate, ...], ...] = ((is_anybody,),)

RULES: dict[P, tuple[tuple[Predicate, ...], ...]] = {
    P.START_VIEW: _ANYBODY,
    P.DAY_VIEW: (*_CASE_WORKERS, (is_counsellor,)),
    P.QUALITY_VIEW: (*_CASE_WORKERS, (is_supervisor,), (is_auditor,)),
    P.ACCOUNT_OWN: _ANYBODY,
    P.UNIT_VIEW: _ANYBODY,
    P.LAW_VIEW: _ANYBODY,
    P.ACCOUNT_MANAGE: ((is_administrator,),),
    P.TRAIL_VIEW: ((is_auditor,),),
    P.PERSON_FIND: (*_CASE_WORKERS, (is_counsellor,), (is_supervisor,)),
    P.PERSON_VIEW: (*_CASE_WORKERS, (is_supervisor,)),
    P.PERSON_UNMASK: ((is_supervisor,),),
    P.PERSON_EDIT: ((is_officer,), (is_police,)),
    P.PERSON_MERGE: ((is_officer,), (is_supervisor,)),
    P.RECORD_CORRECT: ((is_officer,), (is_chair,), (is_police,)),
    P.RECORD_REMOVE: ((is_officer,), (is_chair,), (is_police,)),
    # The pages of taking out and bringing back; which kinds of records there are open to whom, each kind says.
    P.BOOK_REMOVE: ((is_officer,), (is_chair,), (is_police,), (is_supervisor,)),
    # What has been certified is taken out by those who sign certificates, not by the officer who typed it.
    P.CERTIFIED_REMOVE: ((is_chair,), (is_police,)),
    P.ATTACHMENT_ADD: _CASE_WORKERS,
    P.ARRIVAL_ANSWER: ((is_officer,), (is_police,)),
    P.CASE_ALLOCATE: ((is_officer,), (is_supervisor,)),
    P.EPISODE_REGISTER: ((is_officer,), (is_police,)),
    P.EPISODE_DECIDE: ((is_officer,), (is_chair,), (is_police,)),
    P.EPISODE_ASSIGN: ((is_officer,), (is_chair,)),
    P.EPISODE_RUN: ((is_officer,),),
    P.EPISODE_PHASE: ((is_officer,), (is_health_worker,)),
    P.EPISODE_CERTIFY: ((is_officer,), (is_chair,), (is_police,)),
    P.EPISODE_TRANSFER: ((is_officer,), (is_police,)),
    P.EPISODE_FOLLOW: ((is_officer,), (is_police,)),
    P.CALENDAR_EDIT: ((is_administrator,),),
    P.AFTERCARE_OPEN: ((is_officer,), (is_chair,), (is_police,)),
    P.AFTERCARE_DECIDE: ((is_officer,), (is_chair,)),
    P.AFTERCARE_RUN: ((is_officer,), (is_police,)),
    P.AFTERCARE_REVIEW: ((is_officer,), (is_police,), (is_health_worker,)),
    P.AFTERCARE_TRANSFER: ((is_officer,), (is_police,)),
    P.AFTERCARE_CERTIFY: ((is_officer,), (is_chair,)),
    P.AFTERCARE_ASSIGN: ((is_officer,), (is_chair,)),
    P.AFTERCARE_CORRECT: ((is_officer,), (is_police,)),
    P.TEAM_VIEW: (*_CASE_WORKERS, (is_supervisor,), (is_auditor,)),
    P.TEAM_EDIT: ((is_officer,), (is_chair,)),
    P.POINT_VIEW: (*_CASE_WORKERS, (is_counsellor,), (is_supervisor,), (is_auditor,)),
    P.POINT_EDIT: ((is_officer,), (is_chair,)),
    P.SESSION_RECORD: ((is_officer,), (is_health_worker,), (is_counsellor, works_at_point)),
    P.SUPPORT_EDIT: ((is_officer,),),
    P.METHADONE_EDIT: ((is_officer,), (is_health_worker,)),
    P.BOOK_VIEW: (*_CASE_WORKERS, (is_counsellor,), (is_supervisor,), (is_auditor,)),
    P.LISTING_EDIT: ((is_officer,), (is_police,)),
    P.DETERMINATION_EDIT: ((is_officer,), (is_police,), (is_health_worker,)),
    P.EVALUATION_EDIT: ((is_officer,), (is_police,)),
    P.CLUB_VIEW: (*_CASE_WORKERS, (is_counsellor,), (is_supervisor,), (is_auditor,)),
    P.CLUB_EDIT: ((is_officer,), (is_chair,)),
    P.OUTREACH_VIEW: (*_CASE_WORKERS, (is_counsellor,), (is_supervisor,), (is_auditor,)),
    P.OUTREACH_EDIT: ((is_officer,), (is_chair,), (is_police,), (is_supervisor,)),
    P.BUDGET_VIEW: ((is_officer,), (is_chair,), (is_police,), (is_supervisor,), (is_auditor,)),
    P.BUDGET_EDIT: ((is_officer,), (is_chair,), (is_supervisor,)),
    P.OFFICER_TRAINING_EDIT: ((is_officer,), (is_chair,), (is_supervisor,)),
    P.MODEL_EDIT: ((is_officer,), (is_chair,), (is_supervisor,)),
    P.TARGET_VIEW: (*_CASE_WORKERS, (is_supervisor,), (is_auditor,)),
    P.TARGET_EDIT: ((is_supervisor,),),
    P.HOTLINE_VIEW: (*_CASE_WORKERS, (is_counsellor,), (is_supervisor,)),
    P.HOTLINE_EDIT: ((is_officer,), (is_police,), (is_counsellor,)),
    P.PROCEEDING_VIEW: (*_CASE_WORKERS, (is_supervisor,)),
    P.PROCEEDING_ACT: _CASE_WORKERS,
    P.DOSSIER_EDIT: ((is_officer,), (is_police,)),
    P.PROVIDER_EDIT: ((is_officer,), (is_chair,)),
    P.PAPER_PRINT: ((is_officer,), (is_chair,), (is_police,)),
    P.PAPER_WITHDRAW: ((is_chair,), (is_police,)),
    P.PAPER_TRACE: ((is_chair,), (is_auditor,)),
    P.PAPER_SET: ((is_administrator,), (is_chair,)),
    P.IMPORT_RUN: ((is_officer,),),
    P.REPORT_VIEW: (*_CASE_WORKERS, (is_counsellor,), (is_supervisor,), (is_auditor,)),
    P.REPORT_MEMBERS: (*_CASE_WORKERS, (is_supervisor,)),
    P.REPORT_DRAFT: ((is_officer,), (is_supervisor,)),
    P.REPORT_SUBMIT: ((is_chair,), (is_supervisor,)),
    P.REPORT_RECEIVE: ((is_supervisor,),),
    P.NAMES_VIEW: (*_CASE_WORKERS, (is_counsellor,)),
}


def may(actor: Actor, permission: P) -> bool:
    """Whether the actor's role has the permission; the system itself has every one."""
    if actor.account_id is None and actor.role is None and actor.name == "casework":
        return True
    return any(all(predicate(actor) for predicate in group) for group in RULES[permission])


def require(actor: Actor, permission: P) -> None:
    """:raises Forbidden: the actor's role does not have the permission"""
    if not may(actor, permission):
        raise Forbidden("Vai trò của bạn không được làm việc này. Hãy liên hệ người quản trị nếu cần quyền.")
