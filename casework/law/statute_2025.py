"""Law 120/2025/QH15 and Decree 163/2026/NĐ-CP: decisions from 01/07/2026 on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casework.law import conditions as rule
from casework.law import conditions_2025 as new
from casework.law import course_acts as course
from casework.law.citations import EpisodeProcedure, Regime, Statute
from casework.law.end_2025 import certificate_due, notify_end
from casework.law.facts import Act, EpisodeFacts
from casework.law.history import read_history
from casework.law.readings import hours_after, says, working_days_after
from casework.law.stages import (
    BEFORE_END,
    ONCE_REGISTERED,
    RUNNING,
    STAGES,
    UNDECIDED,
    StageCode,
    certifying,
    ending,
    read_stage,
    registering,
    starting,
    unchanged,
)
from casework.law.terms import terms_of
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome
from casework.workflow.procedure import Cited, Transition

REGIME = Regime(
    code="2026",
    first_on=date(2026, 7, 1),
    last_on=date.max,
    law="Luật 120/2025/QH15 và Nghị định 163/2026/NĐ-CP",
    citation="khoản 1 Điều 55 Luật 120/2025/QH15",
    confidence="Q",
)

ACCOMPANYING_PAPERS: dict[Act, tuple[str, ...]] = {
    Act.REGISTER: ("background", "substitution_confirmation", "registration_register"),
    Act.DECIDE: ("delivery_minutes",),
    Act.START: ("undertaking", "worker_assignment", "personal_information"),
    Act.RECORD_PHASE: ("reintegration_plan", "service_completion"),
    Act.ISSUE_CERTIFICATE: ("completion_notice", "delivery_minutes"),
}
"""The other papers of an act beside its own, by their name in parameters/forms.yaml."""

_REGISTRATION = "điểm a khoản 1, khoản 3, khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP"
_REGISTRANT = "điểm a khoản 1 Điều 89 Nghị định 163/2026/NĐ-CP"
_DECISION = "khoản 1, khoản 2 Điều 91 Nghị định 163/2026/NĐ-CP"
_RECEPTION = "điểm a khoản 2 Điều 32 Luật 120/2025/QH15"
_PHASES = "khoản 2 Điều 29 Luật 120/2025/QH15; Điều 84 đến Điều 88 Nghị định 163/2026/NĐ-CP"
_TERM = "khoản 1, khoản 3 Điều 29 Luật 120/2025/QH15"
_END = "khoản 9 Điều 4 Nghị định 163/2026/NĐ-CP; Điều 35, Điều 47, khoản 3 Điều 48 Luật 120/2025/QH15"
_CERTIFICATE = "khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP"
_UNDERTAKING = "khoản 4 Điều 32 Luật 120/2025/QH15; điểm a khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP"
_TRANSFER = "điểm c khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP; khoản 2 Điều 48 Luật 120/2025/QH15"

_UNLESS_PREVENTED = "trừ sự kiện bất khả kháng theo quyết định của cơ quan có thẩm quyền"
_NOT_KEPT_HERE = "hệ thống chỉ nhắc, không ghi việc này"
_VIOLATIONS = (EpisodeOutcome.ABANDONED, EpisodeOutcome.VIOLATED, EpisodeOutcome.TO_COMPULSORY)


def _deciding(facts: EpisodeFacts, on: date) -> EpisodeFacts:
    term = facts.term_months or terms_of(facts, REGIME.clamp(on)).chosen.least.number
    return replace(facts, decided_on=on, term_months=term)


def _who_ends(facts: EpisodeFacts, on: date) -> Cited:
    by_violation = facts.outcome in _VIOLATIONS
    name = "voluntary_community_violation" if by_violation else "voluntary_community_follow_up"
    return says(REGIME, "authorities", name)(facts, on)


def _paper_of_end(facts: EpisodeFacts, on: date) -> Cited | None:
    return says(REGIME, "forms", "violation_minutes")(facts, on) if facts.outcome in _VIOLATIONS else None


def _procedure(form: EpisodeForm) -> EpisodeProcedure:
    return EpisodeProcedure(
        name=f"{form.value}_2026",
        label=f"{form.term} theo Luật 120/2025/QH15",
        stages=STAGES,
        read_stage=read_stage,
        read_history=read_history,
        restarts=lambda facts: facts.restarts,
        milestones=(
            (
                StageCode.DECIDED,
                hours_after(
                    lambda facts: facts.decided_on,
                    lambda facts: facts.decided_at,
                    REGIME,
                    "electronic_monitoring_decision",
                    label="Trưởng Công an cấp xã quyết định giám sát điện tử (12 giờ)",
                    binding=False,
                    note=_NOT_KEPT_HERE,
                ),
            ),
            *course.dossier_clocks(REGIME),
        ),
        transitions=(
            Transition(
                act=Act.REGISTER,
                label=Act.REGISTER.term,
                sources=(StageCode.UNREGISTERED,),
                target=StageCode.REGISTERED,
                citation=_REGISTRATION,
                fill=registering,
                authority=says(REGIME, "authorities", "voluntary_community_registration"),
                form=says(REGIME, "forms", "registration_application"),
                conditions=(
                    rule.somebody_registered.under(_REGISTRANT, "Q"),
                    rule.age_at_least_minimum.under(_REGISTRANT, "Q"),
                    new.minor_is_represented,
                    new.determination_is_valid,
                    rule.no_other_open_episode.under("Điều 28, Điều 29 Luật 120/2025/QH15", "I"),
                ),
                deadline=hours_after(
                    lambda facts: facts.notified_on or facts.determined_addicted_on,
                    lambda facts: facts.notified_at,
                    REGIME,
                    "registration_after_notice",
                    label="đăng ký cai nghiện sau khi được thông báo kết quả xác định nghiện ma túy (24 giờ)",
                    done_at=lambda facts: facts.registered_at,
                    note=_UNLESS_PREVENTED,
                    restartable=True,
                ),
            ),
            course.notify_person(REGIME, "khoản 4 Điều 31 Luật 120/2025/QH15"),
            course.return_application(REGIME, "khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP"),
            course.supplement(REGIME, "khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP"),
            course.refuse(REGIME, "khoản 1 Điều 91 Nghị định 163/2026/NĐ-CP"),
            course.sign_undertaking(REGIME, _UNDERTAKING),
            course.make_plan(REGIME, "Điều 84 Nghị định 163/2026/NĐ-CP"),
            course.assign_worker(
                REGIME, "khoản 1 Điều 130 Nghị định 163/2026/NĐ-CP", paper=says(REGIME, "forms", "worker_assignment")
            ),
            Transition(
                act=Act.DECIDE,
                label=Act.DECIDE.term,
                sources=UNDECIDED,
                target=StageCode.DECIDED,
                citation=_DECISION,
                fill=_deciding,
                authority=says(REGIME, "authorities", "voluntary_community_decision"),
                form=says(REGIME, "forms", f"decision_{form.value}"),
                conditions=(
                    rule.registered_before_decision.under("khoản 1 Điều 91 Nghị định 163/2026/NĐ-CP", "Q"),
                    rule.age_at_least_minimum.under(_REGISTRANT, "Q"),
                    new.term_fits_the_time,
                    rule.no_other_open_episode.under("Điều 28, Điều 29 Luật 120/2025/QH15", "I"),
                ),
                deadline=hours_after(
                    course.complete_on,
                    course.complete_at,
                    REGIME,
                    "decision_after_receipt",
                    label="kiểm tra hồ sơ và ra quyết định cai nghiện (24 giờ)",
                    done_at=lambda facts: facts.decided_at,
                ),
            ),
            Transition(
                act=Act.START,
                label=Act.START.term,
                sources=(StageCode.DECIDED,),
                target=StageCode.IN_PROGRESS,
                citation=f"{_RECEPTION}; khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP",
                fill=starting,
                authority=says(REGIME, "authorities", "voluntary_community_reception"),
                form=says(REGIME, "forms", "reception_minutes"),
                conditions=(
                    new.reception_not_before_registration,
                    # The minutes of reception are those of the registration; whether they may come before the
                    # decision is not said, so an earlier day is told and not refused.
                    rule.decided_before_start.under(_RECEPTION, "I"),
                    new.undertaking_signed,
                ),
                deadline=working_days_after(
                    lambda facts: facts.decided_on,
                    REGIME,
                    "start_after_decision",
                    label="thực hiện quyết định cai nghiện (02 ngày làm việc)",
                    note=_UNLESS_PREVENTED,
                    restartable=True,
                ),
            ),
            course.review(REGIME, "khoản 1 Điều 130 Nghị định 163/2026/NĐ-CP"),
            course.record_violation(
                REGIME,
                "khoản 1 Điều 35, Điều 47 Luật 120/2025/QH15; khoản 1 Điều 101 Nghị định 163/2026/NĐ-CP",
                says(REGIME, "authorities", "voluntary_community_violation"),
                says(REGIME, "forms", "violation_minutes"),
            ),
            course.interrupt(REGIME, "khoản 1 Điều 47 Luật 120/2025/QH15"),
            course.resume(REGIME, "khoản 1 Điều 47 Luật 120/2025/QH15"),
            notify_end(REGIME),
            course.propose_certificate(REGIME, "khoản 3 Điều 93 Nghị định 163/2026/NĐ-CP"),
            Transition(
                act=Act.RECORD_PHASE,
                label=Act.RECORD_PHASE.term,
                sources=RUNNING,
                target=None,
                citation=_PHASES,
                fill=unchanged,
                authority=says(REGIME, "authorities", "phases"),
                form=says(REGIME, "forms", "rehabilitation_plan"),
                conditions=(
                    rule.phases_within_the_episode.under("khoản 2 Điều 29 Luật 120/2025/QH15", "Q"),
                    new.admission_within_its_days,
                    new.detoxification_long_enough,
                    new.education_long_enough,
                    new.labour_therapy_after_detoxification,
                    new.reintegration_in_the_last_days,
                ),
            ),
            Transition(
                act=Act.END,
                label=Act.END.term,
                sources=BEFORE_END,
                target=StageCode.ENDED,
                citation=_END,
                fill=ending,
                authority=_who_ends,
                form=_paper_of_end,
                conditions=(
                    rule.end_not_before_start.under(_RECEPTION, "Q"),
                    rule.completion_needs_a_start.under(_TERM, "Q"),
                    new.five_phases_completed,
                    rule.term_has_expired.under(_TERM, "Q"),
                    new.violations_lead_to_compulsory,
                ),
            ),
            Transition(
                act=Act.ISSUE_CERTIFICATE,
                label=Act.ISSUE_CERTIFICATE.term,
                sources=(*RUNNING, StageCode.ENDED),
                target=StageCode.COMPLETED,
                citation=_CERTIFICATE,
                fill=certifying,
                authority=says(REGIME, "authorities", "voluntary_community_certificate"),
                form=says(REGIME, "forms", "completion_certificate"),
                conditions=(
                    rule.completion_needs_a_start.under(_CERTIFICATE, "Q"),
                    new.five_phases_completed,
                    new.certificate_within_the_last_hours,
                    rule.ended_as_completed.under(_CERTIFICATE, "Q"),
                    rule.certificate_not_before_end.under(_CERTIFICATE, "Q"),
                ),
                deadline=certificate_due(REGIME),
            ),
            Transition(
                act=Act.TRANSFER,
                label=Act.TRANSFER.term,
                sources=ONCE_REGISTERED,
                target=None,
                citation=_TRANSFER,
                fill=unchanged,
                authority=says(REGIME, "authorities", "voluntary_community_transfer"),
                form=says(REGIME, "forms", "transfer_request"),
                deadline=hours_after(
                    lambda facts: facts.left_on,
                    lambda facts: facts.left_at,
                    REGIME,
                    "transfer_notice_clock",
                    label="thông báo cho Công an cấp xã nơi chuyển đến (24 giờ)",
                    done_at=lambda facts: facts.transfer_notified_at,
                    met=lambda facts: facts.transfer_was_notified,
                ),
            ),
            course.receive(
                REGIME,
                _TRANSFER,
                says(REGIME, "authorities", "transfer_reception"),
                says(REGIME, "forms", f"decision_{form.value}"),
            ),
        ),
    )


STATUTE = Statute(REGIME, {form: _procedure(form) for form in (EpisodeForm.HOME, EpisodeForm.COMMUNITY)})
