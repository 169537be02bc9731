"""Decree 94/2010/NĐ-CP and Joint Circular 03/2012: decisions of 01/11/2010 to 31/12/2021.

The decree was read in paraphrase (P) and in pieces, not as a whole: what was not read is not a condition here.
The three phases were not read as a condition of the certificate; nor a deadline to issue it; nor a form number.
"""

from __future__ import annotations

from datetime import date

from casework.law import conditions as rule
from casework.law import conditions_course as side
from casework.law import course_acts as course
from casework.law.citations import EpisodeProcedure, Regime, Statute
from casework.law.facts import Act, EpisodeFacts
from casework.law.history import read_history
from casework.law.readings import months_after, no_paper, says, term_end, working_days_after
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
    verifying,
)
from casework.law.vocabulary import EpisodeForm
from casework.workflow.procedure import Deadline, Transition

REGIME = Regime(
    code="2010",
    first_on=date(2010, 11, 1),
    last_on=date(2021, 12, 31),
    law="Nghị định 94/2010/NĐ-CP và Thông tư liên tịch 03/2012/TTLT-BLĐTBXH-BYT-BCA",
    citation="Nghị định 94/2010/NĐ-CP; khoản 2 Điều 86 Nghị định 116/2021/NĐ-CP",
    confidence="P",
    keeps_old_cases="tiếp tục theo luật cũ đến khi kết thúc",
    keeps_citation="Điều 86, Điều 87 Nghị định 116/2021/NĐ-CP (không có chuyển tiếp cho vụ việc đang thực hiện)",
    keeps_confidence="I",
)

_TERM = "Điều 3 Nghị định 94/2010/NĐ-CP"
_CERTIFICATE = "khoản 5 Điều 5 Thông tư 05/2011/TT-BLĐTBXH"
_REGISTRATION = {
    EpisodeForm.HOME: "Điều 8, Điều 9 Nghị định 94/2010/NĐ-CP",
    EpisodeForm.COMMUNITY: "Điều 12, Điều 13 Nghị định 94/2010/NĐ-CP",
}
_MONITORING = "Điều 24 Nghị định 94/2010/NĐ-CP"
_REVIEW = "Điều 5, Điều 24 Nghị định 94/2010/NĐ-CP"
_UNREAD = "Nghị định 94/2010/NĐ-CP (chưa đọc được điều khoản này)"


def _verified_on(facts: EpisodeFacts) -> date | None:
    return facts.verified_on


def _decision_due(where: str) -> Deadline[EpisodeFacts]:
    """From the day the team submitted the dossier or, where it is unknown, both terms from the registration."""
    label = "thẩm tra và ra quyết định cai nghiện (03 + 03 ngày làm việc)"
    verification, decision = f"verification_{where}", f"decision_after_verification_{where}"
    both = working_days_after(course.complete_on, REGIME, verification, decision, label=label)
    after = working_days_after(_verified_on, REGIME, decision, label=label)
    return Deadline(label, lambda facts: after.due(facts) if facts.verified_on else both.due(facts))


def _review_due() -> Deadline[EpisodeFacts]:
    label = "Tổ công tác nhận xét, đánh giá hằng tháng"
    return months_after(
        lambda facts: max(facts.reviewed_on, default=facts.started_on), REGIME, "monthly_review", label=label
    )


def _procedure(form: EpisodeForm) -> EpisodeProcedure:
    where, registration = form.value, _REGISTRATION[form]
    return EpisodeProcedure(
        name=f"{form.value}_2010",
        label=f"{form.term} theo Nghị định 94/2010/NĐ-CP",
        stages=STAGES,
        read_stage=read_stage,
        read_history=read_history,
        restarts=lambda facts: facts.restarts,
        milestones=tuple((stage, term_end(_TERM, "P")) for stage in RUNNING),
        transitions=(
            Transition(
                act=Act.REGISTER,
                label=Act.REGISTER.term,
                sources=(StageCode.UNREGISTERED,),
                target=StageCode.REGISTERED,
                citation=registration,
                confidence="P",
                fill=registering,
                authority=says(REGIME, "authorities", "voluntary_community_registration"),
                form=says(REGIME, "forms", "registration_application"),
                conditions=(
                    rule.somebody_registered.under(registration, "P"),
                    rule.age_at_least_minimum.under("Nghị định 94/2010/NĐ-CP (đối tượng áp dụng)", "P"),
                    rule.no_other_open_episode.under(registration, "I"),
                ),
            ),
            Transition(
                act=Act.VERIFY,
                label=Act.VERIFY.term,
                sources=(StageCode.REGISTERED,),
                target=StageCode.VERIFIED,
                citation=registration,
                confidence="P",
                fill=verifying,
                authority=says(REGIME, "authorities", "worker_assignment"),
                form=no_paper,
                conditions=(side.verified_after_registration.under(registration, "P"),),
                deadline=working_days_after(
                    course.complete_on,
                    REGIME,
                    f"verification_{where}",
                    label="Tổ công tác thẩm tra, lập danh sách, trình Chủ tịch Ủy ban nhân dân cấp xã",
                ),
            ),
            course.return_application(REGIME, registration, "I"),
            course.supplement(REGIME, registration, "I"),
            course.refuse(REGIME, registration),
            course.make_plan(REGIME, "Điều 5, Điều 9 Nghị định 94/2010/NĐ-CP", "P"),
            Transition(
                act=Act.DECIDE,
                label=Act.DECIDE.term,
                sources=UNDECIDED,
                target=StageCode.DECIDED,
                citation=f"{registration}; {_TERM}",
                confidence="P",
                fill=deciding(REGIME),
                authority=says(REGIME, "authorities", "voluntary_community_decision"),
                form=says(REGIME, "forms", f"decision_{where}"),
                conditions=(
                    rule.registered_before_decision.under(registration, "P"),
                    side.verified_before_decision.under(registration, "I"),
                    rule.age_at_least_minimum.under("Nghị định 94/2010/NĐ-CP (đối tượng áp dụng)", "P"),
                    rule.term_is_lawful.under(_TERM, "P"),
                    rule.no_other_open_episode.under(registration, "I"),
                ),
                deadline=_decision_due(where),
            ),
            Transition(
                act=Act.START,
                label=Act.START.term,
                sources=(StageCode.DECIDED,),
                target=StageCode.IN_PROGRESS,
                citation=_TERM,
                confidence="P",
                fill=starting,
                authority=says(REGIME, "authorities", "voluntary_community_follow_up"),
                form=no_paper,
                conditions=(rule.decided_before_start.under(_TERM, "P"),),
            ),
            Transition(
                act=Act.RECORD_PHASE,
                label=Act.RECORD_PHASE.term,
                sources=RUNNING,
                target=None,
                citation="Điều 24 Nghị định 94/2010/NĐ-CP",
                confidence="P",
                fill=unchanged,
                authority=says(REGIME, "authorities", "phases"),
                form=says(REGIME, "forms", "rehabilitation_plan"),
                conditions=(rule.phases_within_the_episode.under("Điều 24 Nghị định 94/2010/NĐ-CP", "P"),),
            ),
            Transition(
                act=Act.END,
                label=Act.END.term,
                sources=BEFORE_END,
                target=StageCode.ENDED,
                citation=_UNREAD,
                confidence="I",
                fill=ending,
                authority=says(REGIME, "authorities", "voluntary_community_follow_up"),
                form=no_paper,
                conditions=(
                    rule.end_not_before_start.under(_TERM, "P"),
                    rule.completion_needs_a_start.under(_CERTIFICATE, "Q"),
                    rule.term_has_expired.under(_TERM, "P"),
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
                    rule.term_has_expired.under(_TERM, "P"),
                    rule.ended_as_completed.under(_CERTIFICATE, "Q"),
                    rule.certificate_not_before_end.under(_CERTIFICATE, "Q"),
                    rule.signer_is_settled,
                ),
            ),
            Transition(
                act=Act.TRANSFER,
                label=Act.TRANSFER.term,
                sources=ONCE_REGISTERED,
                target=None,
                citation=_UNREAD,
                confidence="I",
                fill=unchanged,
                authority=says(REGIME, "authorities", "voluntary_community_transfer"),
                form=no_paper,
            ),
            course.receive(REGIME, _UNREAD, says(REGIME, "authorities", "transfer_reception"), no_paper, "I"),
            course.assign_worker(REGIME, _MONITORING, "P"),
            course.review(REGIME, _REVIEW, "P", deadline=_review_due()),
            course.record_violation(REGIME, _UNREAD, course.follow_up(REGIME), no_paper, "I"),
            course.propose_certificate(REGIME, _CERTIFICATE, "I"),
        ),
    )


STATUTE = Statute(REGIME, {form: _procedure(form) for form in (EpisodeForm.HOME, EpisodeForm.COMMUNITY)})
