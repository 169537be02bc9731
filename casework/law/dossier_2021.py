"""The dossier for a centre under Law 73/2021/QH14 and Decree 116/2021/NĐ-CP: dossiers made 01/01/2022 to 30/06/2026.

The commune sends it to the district, which may send it back. Limitation and exclusions stand in the Law on
administrative violations, which was not read: they are notices here.
"""

from __future__ import annotations

from datetime import date

from casework.law import dossier_conditions as rule
from casework.law.citations import Regime
from casework.law.dossier_facts import DossierAct, DossierFacts
from casework.law.dossier_stages import (
    STAGES,
    DossierStage,
    answering,
    drafting,
    history,
    limitation_ends,
    notifying,
    placing,
    read_stage,
    reading_ends,
    request_paper,
    sending,
    supplementing,
)
from casework.law.readings import no_paper, says, working_days_after
from casework.law.rulebook import Enacted
from casework.workflow.procedure import Procedure, Transition

REGIME = Regime(
    code="2021",
    first_on=date(2022, 1, 1),
    last_on=date(2026, 6, 30),
    law="Luật 73/2021/QH14 và Nghị định 116/2021/NĐ-CP",
    citation="Điều 32, Điều 33 Luật 73/2021/QH14; Điều 40 Nghị định 116/2021/NĐ-CP",
    confidence="Q",
    keeps_old_cases="phần việc đã làm giữ theo luật cũ; chưa có quyết định thì cai nghiện theo luật mới",
    keeps_citation="khoản 2 Điều 56 Luật 120/2025/QH15",
    keeps_confidence="I",
)

_DRAFT = "khoản 1 Điều 40 Nghị định 116/2021/NĐ-CP"
_PAPERS = "Điều 41 Nghị định 116/2021/NĐ-CP; điểm c khoản 1 Điều 34 Luật 73/2021/QH14"
_MINORS = "khoản 1 Điều 33 Luật 73/2021/QH14"
_GROUNDS = "Điều 32, khoản 1 Điều 33 Luật 73/2021/QH14"
_PLACE = "khoản 1 Điều 44, khoản 1 Điều 46 Nghị định 116/2021/NĐ-CP"
_NOTICE = "khoản 1 Điều 42 Nghị định 116/2021/NĐ-CP"
_READING = "khoản 3 Điều 42 Nghị định 116/2021/NĐ-CP"
_SEND = "khoản 4 Điều 42 Nghị định 116/2021/NĐ-CP"
_ANSWER = "khoản 3 Điều 43 Nghị định 116/2021/NĐ-CP"
_LIMITATION = "Luật Xử lý vi phạm hành chính 15/2012/QH13 (chưa đọc được điều khoản về thời hiệu)"
_EXCLUSIONS = "Luật Xử lý vi phạm hành chính 15/2012/QH13 (chưa đọc được các trường hợp không áp dụng)"
_ACTS = (
    DossierAct.DRAFT,
    DossierAct.PLACE,
    DossierAct.NOTIFY,
    DossierAct.SEND,
    DossierAct.SUPPLEMENT,
    DossierAct.ANSWER,
)

PROCEDURE: Procedure[DossierFacts] = Procedure(
    name="dossier_2021",
    label="Hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc theo Luật 73/2021/QH14 (phần việc của cấp xã)",
    stages=STAGES,
    read_stage=read_stage,
    read_history=history(*_ACTS),
    milestones=(
        (DossierStage.DETECTED, limitation_ends(REGIME)),
        (DossierStage.NOTIFIED, reading_ends(REGIME)),
    ),
    transitions=(
        Transition(
            act=DossierAct.DRAFT,
            label=DossierAct.DRAFT.term,
            sources=(DossierStage.DETECTED,),
            target=DossierStage.DRAFTED,
            citation=_DRAFT,
            fill=drafting,
            authority=says(REGIME, "dossier", "dossier_authority"),
            form=request_paper(REGIME),
            conditions=(
                rule.detected_before_draft.under(_DRAFT, "Q"),
                rule.ground_is_in_the_law.under(_GROUNDS, "Q"),
                rule.old_enough.under(_MINORS, "Q"),
                rule.no_exclusion_applies.under(_EXCLUSIONS, "M"),
                rule.within_limitation.under(_LIMITATION, "M"),
                rule.papers_are_complete.under(_PAPERS, "Q"),
            ),
            deadline=working_days_after(
                lambda facts: facts.detected_on,
                REGIME,
                "draft_after_detection",
                label="lập hồ sơ đề nghị kể từ khi phát hiện (05 ngày làm việc)",
                sheet="dossier",
            ),
        ),
        Transition(
            act=DossierAct.PLACE,
            label=DossierAct.PLACE.term,
            sources=(DossierStage.DETECTED, DossierStage.DRAFTED, DossierStage.NOTIFIED),
            target=None,
            citation=_PLACE,
            fill=placing,
            authority=says(REGIME, "dossier", "dossier_authority"),
            form=says(REGIME, "dossier", "custody_form"),
        ),
        Transition(
            act=DossierAct.NOTIFY,
            label=DossierAct.NOTIFY.term,
            sources=(DossierStage.DRAFTED,),
            target=DossierStage.NOTIFIED,
            citation=_NOTICE,
            fill=notifying,
            authority=says(REGIME, "dossier", "dossier_authority"),
            form=says(REGIME, "dossier", "notice_form"),
            conditions=(rule.drafted_before_notice.under(_NOTICE, "Q"),),
        ),
        Transition(
            act=DossierAct.SEND,
            label="Gửi hồ sơ cho Phòng Lao động - Thương binh và Xã hội cấp huyện (từ 01/03/2025: nơi thay thế)",
            sources=(DossierStage.NOTIFIED,),
            target=DossierStage.SENT,
            citation=_SEND,
            fill=sending,
            authority=says(REGIME, "dossier", "dossier_authority"),
            form=request_paper(REGIME),
            conditions=(
                rule.reading_is_over.under(_READING, "Q"),
                # Limitation is the court's question by then; the officer is only told.
                rule.within_limitation.under(_LIMITATION, "I"),
            ),
            deadline=working_days_after(
                rule.reading_ends_on,
                REGIME,
                "send_after_reading",
                label="gửi hồ sơ sau khi hết thời hạn đọc (01 ngày làm việc)",
                sheet="dossier",
            ),
        ),
        Transition(
            act=DossierAct.SUPPLEMENT,
            label=DossierAct.SUPPLEMENT.term,
            sources=(DossierStage.RETURNED,),
            target=DossierStage.SENT,
            citation="điểm b khoản 1 Điều 43 Nghị định 116/2021/NĐ-CP",
            fill=supplementing,
            authority=says(REGIME, "dossier", "dossier_authority"),
            form=no_paper,
            conditions=(rule.returned_before_supplement, rule.papers_are_complete.under(_PAPERS, "Q")),
            deadline=working_days_after(
                lambda facts: facts.returned_on,
                REGIME,
                "supplement_after_return",
                label="bổ sung hồ sơ bị trả lại (02 ngày làm việc)",
                sheet="dossier",
            ),
        ),
        Transition(
            act=DossierAct.ANSWER,
            label=DossierAct.ANSWER.term,
            sources=(DossierStage.SENT,),
            target=None,
            citation=_ANSWER,
            fill=answering,
            authority=says(REGIME, "dossier", "answer_authority"),
            form=no_paper,
            conditions=(rule.court_has_asked.under(_ANSWER, "Q"),),
            deadline=working_days_after(
                lambda facts: facts.court_asked_on,
                REGIME,
                "answer_to_court",
                label="trả lời Tòa án (02 ngày làm việc)",
                sheet="dossier",
                met=lambda facts: facts.answered_on is not None,
            ),
        ),
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
