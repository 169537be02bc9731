"""After-care under Law 73/2021/QH14 and Decree 116/2021/NĐ-CP: decisions of 01/01/2022 to 30/06/2026.

This law knows no suspension, reduction or exemption: such events in a file leave stage and term as they are.
"""

from __future__ import annotations

from datetime import date

from casework.law import aftercare_conditions as rule
from casework.law.aftercare_clocks import move_was_notified, moved_on, term_ends
from casework.law.aftercare_facts import AftercareAct, AftercareFacts
from casework.law.aftercare_stages import (
    STAGES,
    AftercareStage,
    certifying,
    deciding,
    ending,
    history,
    moving,
    notifying_move,
    read_stage_without_suspension,
    reporting,
    requesting,
    reviewing,
    starting,
    unchanged,
)
from casework.law.citations import Regime
from casework.law.readings import Reading, no_paper, says, working_days_after
from casework.law.rulebook import Enacted
from casework.workflow.procedure import Procedure, Transition

REGIME = Regime(
    code="2021",
    first_on=date(2022, 1, 1),
    last_on=date(2026, 6, 30),
    law="Luật 73/2021/QH14 và Nghị định 116/2021/NĐ-CP",
    citation="Điều 40 Luật 73/2021/QH14; Điều 77, Điều 78 Nghị định 116/2021/NĐ-CP",
    confidence="Q",
    keeps_old_cases="tiếp tục theo quyết định đã ký, nhưng vẫn bị áp dụng giám sát điện tử",
    keeps_citation="khoản 1 Điều 151 Nghị định 163/2026/NĐ-CP; Điều 56 Luật 120/2025/QH15 (không nêu trường hợp này)",
    keeps_confidence="I",
)

_REPORT = "khoản 1 Điều 77 Nghị định 116/2021/NĐ-CP"
_LIST = "điểm a khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP"
_MOVE = "điểm c khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 43 Luật 73/2021/QH14"
_END = "Điều 81 Nghị định 116/2021/NĐ-CP"
_ACTS = (
    AftercareAct.REPORT,
    AftercareAct.REQUEST,
    AftercareAct.DECIDE,
    AftercareAct.START,
    AftercareAct.REVIEW,
    AftercareAct.RECORD_ABSENCE,
    AftercareAct.MOVE,
    AftercareAct.NOTIFY_MOVE,
    AftercareAct.END,
    AftercareAct.CERTIFY,
)
_ONCE_DECIDED = (AftercareStage.DECIDED.value, AftercareStage.IN_FORCE.value)


def _says(name: str) -> Reading:
    return says(REGIME, "aftercare", name)


def _day_of_return(facts: AftercareFacts) -> date | None:
    return facts.returned_on if facts.kind.value.startswith("compulsory") else None


PROCEDURE: Procedure[AftercareFacts] = Procedure(
    name="aftercare_2021",
    label="Quản lý sau cai nghiện theo Luật 73/2021/QH14",
    stages=STAGES,
    read_stage=read_stage_without_suspension,
    read_history=history(*_ACTS),
    milestones=(
        (
            AftercareStage.IN_FORCE,
            term_ends(
                "Hết thời hạn: cấp giấy chứng nhận, đưa ra khỏi danh sách",
                _END,
                binding=False,
                note="luật không ấn định số ngày để cấp giấy",
            ),
        ),
    ),
    transitions=(
        Transition(
            act=AftercareAct.REPORT,
            label="Tiếp nhận trình báo hoàn thành cai nghiện",
            sources=(AftercareStage.UNREPORTED,),
            target=AftercareStage.REPORTED,
            citation=_REPORT,
            fill=reporting,
            authority=_says("report_authority"),
            form=no_paper,
            conditions=(rule.reported_after_completion,),
            deadline=working_days_after(
                _day_of_return,
                REGIME,
                "report_after_return",
                label="trình báo sau khi về địa phương (05 ngày làm việc)",
                sheet="aftercare",
            ),
        ),
        Transition(
            act=AftercareAct.REQUEST,
            label=AftercareAct.REQUEST.term,
            sources=(AftercareStage.REPORTED,),
            target=AftercareStage.REQUESTED,
            citation="Điều 77 Nghị định 116/2021/NĐ-CP",
            fill=requesting,
            authority=_says("request_authority"),
            form=_says("request_form"),
            conditions=(rule.reported_before_dossier,),
            deadline=working_days_after(
                lambda facts: facts.reported_on,
                REGIME,
                "dossier_after_report",
                label="lập hồ sơ, đưa vào danh sách quản lý sau cai nghiện (03 ngày làm việc)",
                sheet="aftercare",
            ),
        ),
        Transition(
            act=AftercareAct.DECIDE,
            label=AftercareAct.DECIDE.term,
            sources=(AftercareStage.REQUESTED,),
            target=AftercareStage.DECIDED,
            citation="Điều 78 Nghị định 116/2021/NĐ-CP",
            fill=deciding(REGIME),
            authority=_says("decision_authority"),
            form=_says("decision_form"),
            conditions=(rule.requested_before_decision, rule.term_is_lawful),
            deadline=working_days_after(
                lambda facts: facts.dossier_on,
                REGIME,
                "decision_after_dossier",
                label="ra quyết định quản lý sau cai nghiện (02 ngày làm việc)",
                sheet="aftercare",
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
            conditions=(rule.decided_before_start, rule.counted_from_completion),
        ),
        Transition(
            act=AftercareAct.REVIEW,
            label=AftercareAct.REVIEW.term,
            sources=(AftercareStage.IN_FORCE,),
            target=None,
            citation="điểm c khoản 2, khoản 3 Điều 79 Nghị định 116/2021/NĐ-CP",
            fill=reviewing,
            authority=_says("management_authority"),
            form=no_paper,
        ),
        Transition(
            act=AftercareAct.RECORD_ABSENCE,
            label=AftercareAct.RECORD_ABSENCE.term,
            sources=(AftercareStage.IN_FORCE,),
            target=None,
            citation="điểm b khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP",
            fill=unchanged,
            authority=_says("management_authority"),
            form=no_paper,
            conditions=(rule.absence_is_in_order,),
        ),
        Transition(
            act=AftercareAct.MOVE,
            label=AftercareAct.MOVE.term,
            sources=_ONCE_DECIDED,
            target=None,
            citation=_MOVE,
            fill=moving,
            authority=_says("move_authority"),
            form=no_paper,
        ),
        Transition(
            act=AftercareAct.NOTIFY_MOVE,
            label=AftercareAct.NOTIFY_MOVE.term,
            sources=_ONCE_DECIDED,
            target=None,
            citation=_MOVE,
            fill=notifying_move,
            authority=_says("move_authority"),
            form=_says("move_form"),
            conditions=(rule.a_move_waits_for_its_notice,),
            deadline=working_days_after(
                moved_on,
                REGIME,
                "move_notice",
                label="thông báo cho Công an cấp xã nơi chuyển đến (05 ngày làm việc)",
                sheet="aftercare",
                met=move_was_notified,
            ),
        ),
        Transition(
            act=AftercareAct.END,
            label=AftercareAct.END.term,
            sources=_ONCE_DECIDED,
            target=AftercareStage.ENDED,
            citation="khoản 3 Điều 43 Luật 73/2021/QH14",
            fill=ending,
            authority=_says("management_authority"),
            form=no_paper,
            conditions=(
                rule.end_not_before_start,
                rule.start_is_recorded,
                rule.term_has_expired,
                rule.relapse_is_determined,
            ),
        ),
        Transition(
            act=AftercareAct.CERTIFY,
            label=AftercareAct.CERTIFY.term,
            sources=(AftercareStage.IN_FORCE, AftercareStage.ENDED),
            target=AftercareStage.CERTIFIED,
            citation=_END,
            fill=certifying,
            authority=_says("certificate_authority"),
            form=_says("certificate_form"),
            conditions=(
                rule.start_is_recorded,
                rule.term_has_expired,
                rule.ended_as_completed,
                rule.not_determined_addicted_again.under("khoản 4 Điều 32 Luật 73/2021/QH14", "I"),
            ),
        ),
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
