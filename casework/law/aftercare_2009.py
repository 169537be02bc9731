"""After-care under the Law of 2008 and Decree 94/2009/NĐ-CP: decisions up to 31/12/2021.

Article 14 (reduction, exemption, suspension) was read in paraphrase, the steps before the decision and the
certificate were not read: what was not read is here a notice, never a refusal. The day on which the decree came
into force was not read either; the law is entered from the day of its signing.
"""

from __future__ import annotations

from datetime import date

from casework.law import aftercare_conditions as rule
from casework.law import aftercare_relief as relief
from casework.law.aftercare_clocks import child_reaches_the_age, monthly_review, term_ends
from casework.law.aftercare_facts import AftercareAct, AftercareFacts, SuspensionReason
from casework.law.aftercare_stages import (
    ONCE_DECIDED,
    RUNNING,
    STAGES,
    AftercareStage,
    certifying,
    deciding,
    ending,
    exempting,
    history,
    moving,
    notifying_move,
    read_stage,
    reducing,
    reporting,
    requesting,
    resuming,
    reviewing,
    starting_that_day,
    suspending,
    unchanged,
)
from casework.law.citations import Regime
from casework.law.readings import Reading, no_paper, says
from casework.law.rulebook import Enacted
from casework.workflow.procedure import Procedure, Transition

REGIME = Regime(
    code="2009",
    first_on=date(2009, 10, 26),
    last_on=date(2021, 12, 31),
    law="Luật Phòng, chống ma túy (sửa đổi năm 2008) và Nghị định 94/2009/NĐ-CP",
    citation="Điều 33 Luật Phòng, chống ma túy (sửa đổi năm 2008); Nghị định 94/2009/NĐ-CP",
    confidence="P",
    keeps_old_cases="tiếp tục theo luật cũ đến hết thời hạn",
    keeps_citation="Điều 86, Điều 87 Nghị định 116/2021/NĐ-CP (không có chuyển tiếp cho vụ việc đang thực hiện)",
    keeps_confidence="I",
)

_UNREAD = "Nghị định 94/2009/NĐ-CP (chưa đọc được điều khoản này)"
_LAW = "khoản 1 Điều 33 Luật Phòng, chống ma túy (sửa đổi năm 2008)"
_RELIEF = "Điều 14 Nghị định 94/2009/NĐ-CP"
_CHAIR = "Nghị định 94/2009/NĐ-CP (trách nhiệm của Chủ tịch Ủy ban nhân dân cấp xã)"
_ACTS = (
    AftercareAct.REPORT,
    AftercareAct.REQUEST,
    AftercareAct.DECIDE,
    AftercareAct.START,
    AftercareAct.REVIEW,
    AftercareAct.RECORD_ABSENCE,
    AftercareAct.MOVE,
    AftercareAct.NOTIFY_MOVE,
    AftercareAct.SUSPEND,
    AftercareAct.RESUME,
    AftercareAct.REDUCE,
    AftercareAct.EXEMPT,
    AftercareAct.END,
    AftercareAct.CERTIFY,
)


def _says(name: str) -> Reading:
    return says(REGIME, "aftercare", name)


PROCEDURE: Procedure[AftercareFacts] = Procedure(
    name="aftercare_2009",
    label="Quản lý sau cai nghiện theo Nghị định 94/2009/NĐ-CP",
    stages=STAGES,
    read_stage=read_stage,
    read_history=history(*_ACTS),
    milestones=(
        (AftercareStage.IN_FORCE, monthly_review(REGIME)),
        (
            AftercareStage.IN_FORCE,
            term_ends(
                "Hết thời hạn quản lý sau cai nghiện", _LAW, binding=False, note="chưa đọc được hạn cấp giấy chứng nhận"
            ),
        ),
        (AftercareStage.SUSPENDED, child_reaches_the_age(REGIME)),
    ),
    transitions=(
        Transition(
            act=AftercareAct.REPORT,
            label=AftercareAct.REPORT.term,
            sources=(AftercareStage.UNREPORTED,),
            target=AftercareStage.REPORTED,
            citation=_UNREAD,
            confidence="I",
            fill=reporting,
            authority=_says("report_authority"),
            form=no_paper,
            conditions=(rule.reported_after_completion.under(_UNREAD, "I"), rule.came_from_a_centre),
        ),
        Transition(
            act=AftercareAct.REQUEST,
            label=AftercareAct.REQUEST.term,
            sources=(AftercareStage.UNREPORTED, AftercareStage.REPORTED),
            target=AftercareStage.REQUESTED,
            citation=_UNREAD,
            confidence="I",
            fill=requesting,
            authority=_says("request_authority"),
            form=no_paper,
            conditions=(rule.came_from_a_centre, rule.reported_before_dossier.under(_UNREAD, "I")),
        ),
        Transition(
            act=AftercareAct.DECIDE,
            label=AftercareAct.DECIDE.term,
            sources=(AftercareStage.UNREPORTED, AftercareStage.REPORTED, AftercareStage.REQUESTED),
            target=AftercareStage.DECIDED,
            citation="khoản 4 Điều 5 Thông tư 05/2011/TT-BLĐTBXH; Điều 14 Nghị định 94/2009/NĐ-CP",
            fill=deciding(REGIME),
            authority=_says("decision_authority"),
            form=_says("decision_form"),
            conditions=(
                rule.came_from_a_centre,
                rule.requested_before_decision.under(_UNREAD, "I"),
                rule.term_is_lawful.under(_LAW, "Q"),
            ),
        ),
        Transition(
            act=AftercareAct.START,
            label=AftercareAct.START.term,
            sources=(AftercareStage.DECIDED,),
            target=AftercareStage.IN_FORCE,
            citation="khoản 4 Điều 5 Thông tư 05/2011/TT-BLĐTBXH",
            fill=starting_that_day,
            authority=_says("management_authority"),
            form=_says("list_form"),
            conditions=(rule.decided_before_start.under("khoản 4 Điều 5 Thông tư 05/2011/TT-BLĐTBXH", "Q"),),
        ),
        Transition(
            act=AftercareAct.REVIEW,
            label=AftercareAct.REVIEW.term,
            sources=RUNNING,
            target=None,
            citation=_CHAIR,
            confidence="P",
            fill=reviewing,
            authority=_says("management_authority"),
            form=no_paper,
        ),
        Transition(
            act=AftercareAct.RECORD_ABSENCE,
            label=AftercareAct.RECORD_ABSENCE.term,
            sources=RUNNING,
            target=None,
            citation=_UNREAD,
            confidence="I",
            fill=unchanged,
            authority=_says("management_authority"),
            form=no_paper,
            conditions=(rule.absence_is_in_order.under(_UNREAD, "I"),),
        ),
        Transition(
            act=AftercareAct.MOVE,
            label=AftercareAct.MOVE.term,
            sources=ONCE_DECIDED,
            target=None,
            citation=_UNREAD,
            confidence="I",
            fill=moving,
            authority=_says("move_authority"),
            form=no_paper,
        ),
        Transition(
            act=AftercareAct.NOTIFY_MOVE,
            label=AftercareAct.NOTIFY_MOVE.term,
            sources=ONCE_DECIDED,
            target=None,
            citation=_UNREAD,
            confidence="I",
            fill=notifying_move,
            authority=_says("move_authority"),
            form=no_paper,
            conditions=(rule.a_move_waits_for_its_notice.under(_UNREAD, "I"),),
        ),
        Transition(
            act=AftercareAct.SUSPEND,
            label=AftercareAct.SUSPEND.term,
            sources=(AftercareStage.IN_FORCE,),
            target=AftercareStage.SUSPENDED,
            citation=_RELIEF,
            confidence="P",
            fill=suspending(SuspensionReason.ILLNESS),
            authority=_says("relief_authority"),
            form=no_paper,
            conditions=(relief.suspension_is_in_the_law, relief.suspension_is_in_order),
        ),
        Transition(
            act=AftercareAct.RESUME,
            label=AftercareAct.RESUME.term,
            sources=(AftercareStage.SUSPENDED,),
            target=AftercareStage.IN_FORCE,
            citation=_RELIEF,
            confidence="P",
            fill=resuming,
            authority=_says("relief_authority"),
            form=no_paper,
            conditions=(relief.suspension_is_in_order, relief.child_is_old_enough),
        ),
        Transition(
            act=AftercareAct.REDUCE,
            label=AftercareAct.REDUCE.term,
            sources=RUNNING,
            target=None,
            citation=_RELIEF,
            confidence="P",
            fill=reducing,
            authority=_says("relief_authority"),
            form=no_paper,
            conditions=(relief.two_thirds_were_served, relief.merit_was_shown, relief.reduction_is_stated),
        ),
        Transition(
            act=AftercareAct.EXEMPT,
            label=AftercareAct.EXEMPT.term,
            sources=RUNNING,
            target=AftercareStage.ENDED,
            citation=_RELIEF,
            confidence="P",
            fill=exempting,
            authority=_says("relief_authority"),
            form=no_paper,
            conditions=(
                relief.exemption_has_a_ground,
                relief.two_thirds_were_served,
                relief.merit_was_shown,
                rule.end_not_before_start.under(_UNREAD, "I"),
            ),
        ),
        Transition(
            act=AftercareAct.END,
            label=AftercareAct.END.term,
            sources=ONCE_DECIDED,
            target=AftercareStage.ENDED,
            citation=_UNREAD,
            confidence="I",
            fill=ending,
            authority=_says("management_authority"),
            form=no_paper,
            conditions=(
                rule.end_not_before_start.under(_UNREAD, "I"),
                rule.start_is_recorded.under(_LAW, "Q"),
                rule.term_has_expired.under(_LAW, "Q"),
                rule.relapse_is_determined.under(_UNREAD, "I"),
            ),
        ),
        Transition(
            act=AftercareAct.CERTIFY,
            label=AftercareAct.CERTIFY.term,
            sources=(*RUNNING, AftercareStage.ENDED),
            target=AftercareStage.CERTIFIED,
            citation=_UNREAD,
            confidence="M",
            fill=certifying,
            authority=_says("certificate_authority"),
            form=_says("certificate_form"),
            conditions=(
                rule.start_is_recorded.under(_LAW, "Q"),
                rule.term_has_expired.under(_LAW, "Q"),
                rule.ended_as_completed.under(_LAW, "Q"),
                rule.not_determined_addicted_again.under(_UNREAD, "I"),
            ),
        ),
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
