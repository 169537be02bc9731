"""Law 73/2021/QH14 and Decree 116/2021/NĐ-CP: decisions of 01/01/2022 to 30/06/2026."""

from __future__ import annotations

from datetime import date

from casework.law import conditions as rule
from casework.law import course_acts as course
from casework.law.citations import EpisodeProcedure, Regime, Statute
from casework.law.conditions_2025 import minor_is_represented
from casework.law.facts import Act, EpisodeFacts
from casework.law.history import read_history
from casework.law.readings import no_paper, says, term_end, working_days_after
from casework.law.stages import (
    BEFORE_END,
    ONCE_REGISTERED,
    RUNNING,
    STAGES,
    UNDECIDED,
    StageCode,
    certifying,
    deciding,
    ending,
    read_stage,
    registering,
    starting,
    unchanged,
)
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome
from casework.workflow.procedure import Cited, Transition

REGIME = Regime(
    code="2021",
    first_on=date(2022, 1, 1),
    last_on=date(2026, 6, 30),
    law="Luật 73/2021/QH14 và Nghị định 116/2021/NĐ-CP",
    citation="khoản 1 Điều 86 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 55 Luật 120/2025/QH15",
    confidence="Q",
    keeps_old_cases="tiếp tục theo luật cũ đến hết thời hạn",
    keeps_citation="khoản 1 Điều 56 Luật 120/2025/QH15",
    keeps_confidence="Q",
)

_INCOMPLETE = "điểm b khoản 5 Điều 28 Nghị định 116/2021/NĐ-CP"
_REPRESENTED = "điểm c khoản 5 Điều 27 Luật 73/2021/QH14; điểm a khoản 5 Điều 28 Nghị định 116/2021/NĐ-CP"
_PROPOSAL = "điểm a khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP"
_UNLESS_PREVENTED = "trừ sự kiện bất khả kháng theo quyết định của cơ quan có thẩm quyền"
_VIOLATIONS = (EpisodeOutcome.ABANDONED, EpisodeOutcome.VIOLATED, EpisodeOutcome.TO_COMPULSORY)


def _who_ends(facts: EpisodeFacts, on: date) -> Cited:
    by_violation = facts.outcome in _VIOLATIONS
    name = "voluntary_community_violation" if by_violation else "voluntary_community_follow_up"
    return says(REGIME, "authorities", name)(facts, on)


def _paper_of_end(facts: EpisodeFacts, on: date) -> Cited | None:
    return says(REGIME, "forms", "violation_minutes")(facts, on) if facts.outcome in _VIOLATIONS else None


def _procedure(form: EpisodeForm) -> EpisodeProcedure:
    return EpisodeProcedure(
        name=f"{form.value}_2021",
        label=f"{form.term} theo Luật 73/2021/QH14",
        stages=STAGES,
        read_stage=read_stage,
        read_history=read_history,
        restarts=lambda facts: facts.restarts,
        milestones=(*((stage, term_end(_PROPOSAL)) for stage in RUNNING), *course.dossier_clocks(REGIME)),
        transitions=(
            Transition(
                act=Act.REGISTER,
                label=Act.REGISTER.term,
                sources=(StageCode.UNREGISTERED,),
                target=StageCode.REGISTERED,
                citation="Điều 28 Nghị định 116/2021/NĐ-CP",
                fill=registering,
                authority=says(REGIME, "authorities", "voluntary_community_registration"),
                form=says(REGIME, "forms", "registration_application"),
                conditions=(
                    rule.somebody_registered,
                    rule.age_at_least_minimum,
                    # Read together, the two clauses leave open whether a minor may file alone: told, never refused.
                    minor_is_represented.under(_REPRESENTED, "I"),
                    rule.determined_before_registration,
                    rule.no_other_open_episode,
                ),
                deadline=working_days_after(
                    lambda facts: facts.determined_addicted_on,
                    REGIME,
                    "registration_after_determination",
                    label="đăng ký cai nghiện sau khi có kết quả xác định nghiện ma túy (05 ngày làm việc)",
                    note=_UNLESS_PREVENTED,
                    restartable=True,
                ),
            ),
            course.notify_person(REGIME, "khoản 4 Điều 27 Luật 73/2021/QH14"),
            course.return_application(REGIME, _INCOMPLETE),
            course.supplement(REGIME, _INCOMPLETE),
            course.refuse(REGIME, "khoản 1 Điều 30 Nghị định 116/2021/NĐ-CP"),
            course.make_plan(REGIME, "khoản 4 Điều 22, Điều 31 Nghị định 116/2021/NĐ-CP"),
            course.assign_worker(REGIME, "điểm c khoản 1 Điều 32, khoản 1 Điều 34 Nghị định 116/2021/NĐ-CP"),
            Transition(
                act=Act.DECIDE,
                label=Act.DECIDE.term,
                sources=UNDECIDED,
                target=StageCode.DECIDED,
                citation="Điều 30 Nghị định 116/2021/NĐ-CP",
                fill=deciding(REGIME),
                authority=says(REGIME, "authorities", "voluntary_community_decision"),
                form=says(REGIME, "forms", f"decision_{form.value}"),
                conditions=(
                    rule.registered_before_decision,
                    rule.age_at_least_minimum,
                    rule.term_is_lawful,
                    rule.no_other_open_episode,
                ),
                deadline=working_days_after(
                    course.complete_on,
                    REGIME,
                    "decision_after_registration",
                    label="thẩm định hồ sơ và ra quyết định cai nghiện (03 ngày làm việc)",
                ),
            ),
            Transition(
                act=Act.START,
                label=Act.START.term,
                sources=(StageCode.DECIDED,),
                target=StageCode.IN_PROGRESS,
                citation="khoản 1 Điều 31 Nghị định 116/2021/NĐ-CP",
                fill=starting,
                authority=says(REGIME, "authorities", "voluntary_community_follow_up"),
                form=no_paper,
                conditions=(rule.decided_before_start,),
                deadline=working_days_after(
                    lambda facts: facts.decided_on,
                    REGIME,
                    "start_after_decision",
                    label="bắt đầu cai nghiện theo quyết định (05 ngày làm việc)",
                    note=_UNLESS_PREVENTED,
                    restartable=True,
                ),
            ),
            Transition(
                act=Act.RECORD_PHASE,
                label=Act.RECORD_PHASE.term,
                sources=RUNNING,
                target=None,
                citation="khoản 1 Điều 29 Luật 73/2021/QH14",
                fill=unchanged,
                authority=says(REGIME, "authorities", "phases"),
                form=says(REGIME, "forms", "rehabilitation_plan"),
                conditions=(rule.phases_within_the_episode,),
            ),
            Transition(
                act=Act.END,
                label=Act.END.term,
                sources=BEFORE_END,
                target=StageCode.ENDED,
                citation="khoản 5 Điều 3, khoản 3 Điều 32, khoản 1 Điều 33 Nghị định 116/2021/NĐ-CP",
                fill=ending,
                authority=_who_ends,
                form=_paper_of_end,
                conditions=(
                    rule.end_not_before_start,
                    rule.completion_needs_a_start,
                    rule.three_phases_completed,
                    rule.term_has_expired,
                ),
            ),
            Transition(
                act=Act.ISSUE_CERTIFICATE,
                label=Act.ISSUE_CERTIFICATE.term,
                sources=(*RUNNING, StageCode.ENDED),
                target=StageCode.COMPLETED,
                citation="khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP",
                fill=certifying,
                authority=says(REGIME, "authorities", "voluntary_community_certificate"),
                form=says(REGIME, "forms", "completion_certificate"),
                conditions=(
                    rule.completion_needs_a_start,
                    rule.three_phases_completed,
                    rule.term_has_expired,
                    rule.ended_as_completed,
                    rule.certificate_not_before_end,
                    rule.signer_is_settled,
                ),
            ),
            Transition(
                act=Act.TRANSFER,
                label=Act.TRANSFER.term,
                sources=ONCE_REGISTERED,
                target=None,
                citation="khoản 2 Điều 32 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 43 Luật 73/2021/QH14",
                fill=unchanged,
                authority=says(REGIME, "authorities", "voluntary_community_transfer"),
                form=says(REGIME, "forms", "transfer_request"),
                deadline=working_days_after(
                    lambda facts: facts.left_on,
                    REGIME,
                    "transfer_notice",
                    label="thông báo cho nơi chuyển đến (05 ngày làm việc)",
                    met=lambda facts: facts.transfer_was_notified,
                ),
            ),
            course.receive(
                REGIME,
                "khoản 2 Điều 32 Nghị định 116/2021/NĐ-CP",
                says(REGIME, "authorities", "transfer_reception"),
                no_paper,
            ),
            course.review(REGIME, "điểm c khoản 1 Điều 32 Nghị định 116/2021/NĐ-CP"),
            course.record_violation(
                REGIME,
                "khoản 1 Điều 33 Nghị định 116/2021/NĐ-CP",
                says(REGIME, "authorities", "voluntary_community_violation"),
                says(REGIME, "forms", "violation_minutes"),
            ),
            course.propose_certificate(REGIME, _PROPOSAL),
        ),
    )


STATUTE = Statute(REGIME, {form: _procedure(form) for form in (EpisodeForm.HOME, EpisodeForm.COMMUNITY)})
