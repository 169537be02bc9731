"""After-care under Law 120/2025/QH15 and Decree 163/2026/NĐ-CP: decisions since 01/07/2026.

The decision is made before completion, from the notice (Mẫu 51), and handed over in the last 24 hours; prison
interrupts the term, which goes on after release. Who was in rehabilitation on 01/07/2026 comes under this law too.
"""

from __future__ import annotations

from datetime import date

from casework.law import aftercare_conditions as rule
from casework.law import aftercare_relief as relief
from casework.law.aftercare_clocks import (
    before_completion,
    move_notice_in_hours,
    notice_before_completion,
    term_ends,
)
from casework.law.aftercare_facts import AftercareAct, AftercareFacts, SuspensionReason
from casework.law.aftercare_stages import (
    ONCE_DECIDED,
    RUNNING,
    STAGES,
    AftercareStage,
    certifying,
    deciding,
    ending,
    handing_over,
    history,
    moving,
    notifying_move,
    read_stage,
    reporting,
    requesting,
    resuming,
    reviewing,
    starting,
    suspending,
    unchanged,
)
from casework.law.citations import Regime
from casework.law.readings import Reading, no_paper, says, working_days_after
from casework.law.rulebook import Enacted
from casework.workflow.procedure import Procedure, Transition

REGIME = Regime(
    code="2026",
    first_on=date(2026, 7, 1),
    last_on=date.max,
    law="Luật 120/2025/QH15 và Nghị định 163/2026/NĐ-CP",
    citation="Điều 42, khoản 1 Điều 55 Luật 120/2025/QH15; Điều 134 Nghị định 163/2026/NĐ-CP",
    confidence="Q",
)

_REQUEST = "khoản 1 Điều 134 Nghị định 163/2026/NĐ-CP"
_HAND_OVER = "điểm b khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP"
_LIST = "khoản 7 Điều 42 Luật 120/2025/QH15; khoản 3 Điều 136 Nghị định 163/2026/NĐ-CP"
_ABSENCE = "điểm a khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP"
_MOVE = "điểm b khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP; khoản 2 Điều 48 Luật 120/2025/QH15"
_PRISON = "khoản 1 Điều 47, điểm b khoản 4 Điều 48 Luật 120/2025/QH15"
_END = "Điều 138 Nghị định 163/2026/NĐ-CP; điểm a khoản 4 Điều 48 Luật 120/2025/QH15"
_TERM = "khoản 1, khoản 2 Điều 42 Luật 120/2025/QH15"
_REMOVAL = "khoản 4 Điều 48 Luật 120/2025/QH15"
_ACTS = (
    AftercareAct.REPORT,
    AftercareAct.REQUEST,
    AftercareAct.DECIDE,
    AftercareAct.HAND_OVER,
    AftercareAct.START,
    AftercareAct.REVIEW,
    AftercareAct.RECORD_ABSENCE,
    AftercareAct.MOVE,
    AftercareAct.NOTIFY_MOVE,
    AftercareAct.SUSPEND,
    AftercareAct.RESUME,
    AftercareAct.END,
    AftercareAct.CERTIFY,
)


def _says(name: str) -> Reading:
    return says(REGIME, "aftercare", name)


PROCEDURE: Procedure[AftercareFacts] = Procedure(
    name="aftercare_2025",
    label="Quản lý sau cai nghiện theo Luật 120/2025/QH15",
    stages=STAGES,
    read_stage=read_stage,
    read_history=history(*_ACTS),
    milestones=(
        (
            AftercareStage.REQUESTED,
            before_completion(
                REGIME,
                "Ra quyết định trước khi giao cho người cai nghiện",
                _REQUEST,
                binding=False,
                note="luật không ấn định số ngày cho Chủ tịch Ủy ban nhân dân cấp xã",
            ),
        ),
    ),
    transitions=(
        Transition(
            act=AftercareAct.REPORT,
            label="Nhận thông báo ngày hoàn thành cai nghiện",
            sources=(AftercareStage.UNREPORTED,),
            target=AftercareStage.REPORTED,
            citation=_REQUEST,
            fill=reporting,
            authority=_says("report_authority"),
            form=_says("report_form"),
            deadline=notice_before_completion(REGIME),
        ),
        Transition(
            act=AftercareAct.REQUEST,
            label="Đề nghị quản lý sau cai nghiện",
            sources=(AftercareStage.REPORTED,),
            target=AftercareStage.REQUESTED,
            citation=_REQUEST,
            fill=requesting,
            authority=_says("request_authority"),
            form=_says("request_form"),
            conditions=(rule.reported_before_dossier.under(_REQUEST, "Q"),),
            deadline=working_days_after(
                lambda facts: facts.reported_on,
                REGIME,
                "dossier_after_report",
                label="đề nghị quản lý sau cai nghiện kể từ ngày nhận thông báo (02 ngày làm việc)",
                sheet="aftercare",
            ),
        ),
        Transition(
            act=AftercareAct.DECIDE,
            label=AftercareAct.DECIDE.term,
            sources=(AftercareStage.REQUESTED,),
            target=AftercareStage.DECIDED,
            citation="khoản 6 Điều 42 Luật 120/2025/QH15; khoản 1, khoản 2 Điều 134 Nghị định 163/2026/NĐ-CP",
            fill=deciding(REGIME),
            authority=_says("decision_authority"),
            form=_says("decision_form"),
            conditions=(
                rule.requested_before_decision.under(_REQUEST, "Q"),
                rule.term_is_lawful.under(_TERM, "Q"),
            ),
        ),
        Transition(
            act=AftercareAct.HAND_OVER,
            label=AftercareAct.HAND_OVER.term,
            sources=ONCE_DECIDED,
            target=None,
            citation=_HAND_OVER,
            fill=handing_over,
            authority=_says("hand_over_authority"),
            form=_says("hand_over_form"),
            conditions=(rule.decided_before_hand_over, rule.handed_over_in_the_last_day),
            deadline=before_completion(
                REGIME,
                "công bố, giao quyết định trước khi hoàn thành cai nghiện",
                _HAND_OVER,
                binding=True,
                note="trong 24 giờ trước khi hoàn thành",
            ),
        ),
        Transition(
            act=AftercareAct.START,
            label=AftercareAct.START.term,
            sources=(AftercareStage.DECIDED,),
            target=AftercareStage.IN_FORCE,
            citation=_LIST,
            fill=starting,
            authority=_says("management_authority"),
            form=_says("list_form"),
            conditions=(
                rule.decided_before_start.under(_REQUEST, "Q"),
                rule.counted_from_completion.under(_TERM, "Q"),
                rule.completion_day_has_come,
                rule.handed_over_before_start,
            ),
        ),
        Transition(
            act=AftercareAct.REVIEW,
            label=AftercareAct.REVIEW.term,
            sources=RUNNING,
            target=None,
            citation="điểm b, điểm c khoản 2 Điều 136 Nghị định 163/2026/NĐ-CP",
            fill=reviewing,
            authority=_says("management_authority"),
            form=no_paper,
        ),
        Transition(
            act=AftercareAct.RECORD_ABSENCE,
            label=AftercareAct.RECORD_ABSENCE.term,
            sources=RUNNING,
            target=None,
            citation=_ABSENCE,
            fill=unchanged,
            authority=_says("management_authority"),
            form=no_paper,
            conditions=(rule.absence_is_in_order.under(_ABSENCE, "Q"),),
        ),
        Transition(
            act=AftercareAct.MOVE,
            label=AftercareAct.MOVE.term,
            sources=ONCE_DECIDED,
            target=None,
            citation=_MOVE,
            fill=moving,
            authority=_says("move_authority"),
            form=no_paper,
        ),
        Transition(
            act=AftercareAct.NOTIFY_MOVE,
            label=AftercareAct.NOTIFY_MOVE.term,
            sources=ONCE_DECIDED,
            target=None,
            citation=_MOVE,
            fill=notifying_move,
            authority=_says("move_authority"),
            form=_says("move_form"),
            conditions=(rule.a_move_waits_for_its_notice.under(_MOVE, "Q"),),
            deadline=move_notice_in_hours(REGIME),
        ),
        Transition(
            act=AftercareAct.SUSPEND,
            label="Tạm ngừng do chấp hành án phạt tù; đưa ra khỏi danh sách",
            sources=(AftercareStage.IN_FORCE,),
            target=AftercareStage.SUSPENDED,
            citation=_PRISON,
            fill=suspending(SuspensionReason.IMPRISONMENT),
            authority=_says("management_authority"),
            form=_says("removal_form"),
            conditions=(
                relief.suspension_is_in_the_law.under(_PRISON, "I"),
                relief.suspension_is_in_order.under(_PRISON, "Q"),
            ),
        ),
        Transition(
            act=AftercareAct.RESUME,
            label="Tiếp tục phần thời hạn còn lại",
            sources=(AftercareStage.SUSPENDED,),
            target=AftercareStage.IN_FORCE,
            citation="khoản 1 Điều 47 Luật 120/2025/QH15",
            fill=resuming,
            authority=_says("management_authority"),
            form=no_paper,
            conditions=(relief.suspension_is_in_order.under("khoản 1 Điều 47 Luật 120/2025/QH15", "Q"),),
        ),
        Transition(
            act=AftercareAct.END,
            label=AftercareAct.END.term,
            sources=ONCE_DECIDED,
            target=AftercareStage.ENDED,
            citation=_REMOVAL,
            fill=ending,
            authority=_says("management_authority"),
            form=_says("removal_form"),
            conditions=(
                rule.end_not_before_start.under(_REMOVAL, "Q"),
                rule.start_is_recorded.under(_END, "Q"),
                rule.certificate_window_is_open,
                rule.relapse_is_determined.under("khoản 11 Điều 4 Nghị định 163/2026/NĐ-CP", "Q"),
            ),
        ),
        Transition(
            act=AftercareAct.CERTIFY,
            label=AftercareAct.CERTIFY.term,
            sources=(*RUNNING, AftercareStage.ENDED),
            target=AftercareStage.CERTIFIED,
            citation=_END,
            fill=certifying,
            authority=_says("certificate_authority"),
            form=_says("certificate_form"),
            conditions=(
                rule.start_is_recorded.under(_END, "Q"),
                rule.certificate_window_is_open,
                rule.ended_as_completed.under(_REMOVAL, "Q"),
                rule.not_determined_addicted_again,
            ),
            deadline=term_ends("cấp giấy xác nhận trong 03 ngày làm việc trước khi hết thời hạn", _END, binding=True),
        ),
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
