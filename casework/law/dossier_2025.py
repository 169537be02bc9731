"""The dossier for a centre under Law 120/2025/QH15 and Decree 163/2026/NĐ-CP: dossiers made since 01/07/2026.

The head of the commune police makes it and sends it straight to the regional court.
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
    read_stage_once_sent,
    reading_ends,
    request_paper,
    sending,
)
from casework.law.readings import no_paper, says, working_days_after
from casework.law.rulebook import Enacted
from casework.workflow.procedure import Procedure, Transition

REGIME = Regime(
    code="2026",
    first_on=date(2026, 7, 1),
    last_on=date.max,
    law="Luật 120/2025/QH15 và Nghị định 163/2026/NĐ-CP",
    citation="Điều 35, Điều 36 Luật 120/2025/QH15; Điều 100 Nghị định 163/2026/NĐ-CP",
    confidence="Q",
)

_DRAFT = "Điều 100, Điều 103 Nghị định 163/2026/NĐ-CP"
_PAPERS = "Điều 101, Điều 104 Nghị định 163/2026/NĐ-CP"
_GROUNDS = "khoản 1 Điều 35, khoản 1 Điều 36 Luật 120/2025/QH15"
_PLACE = "Điều 37 Luật 120/2025/QH15; Điều 98, Điều 99 Nghị định 163/2026/NĐ-CP"
_NOTICE = "khoản 1 Điều 102 Nghị định 163/2026/NĐ-CP"
_READING = "khoản 3, khoản 4 Điều 102 Nghị định 163/2026/NĐ-CP"
_SEND = "khoản 4 Điều 102 Nghị định 163/2026/NĐ-CP"
_ANSWER = "khoản 5 Điều 102 Nghị định 163/2026/NĐ-CP"
_LIMITATION = "khoản 4 Điều 35, khoản 3 Điều 36 Luật 120/2025/QH15"
_EXCLUSIONS = "khoản 2 Điều 35 Luật 120/2025/QH15"
_ACTS = (DossierAct.DRAFT, DossierAct.PLACE, DossierAct.NOTIFY, DossierAct.SEND, DossierAct.ANSWER)

PROCEDURE: Procedure[DossierFacts] = Procedure(
    name="dossier_2025",
    label="Hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc theo Luật 120/2025/QH15 (phần việc của cấp xã)",
    stages=STAGES,
    read_stage=read_stage_once_sent,
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
                rule.old_enough,
                rule.no_exclusion_applies.under(_EXCLUSIONS, "Q"),
                rule.within_limitation.under(_LIMITATION, "Q"),
                rule.papers_are_complete.under(_PAPERS, "Q"),
            ),
            deadline=working_days_after(
                lambda facts: facts.detected_on,
                REGIME,
                "draft_after_detection",
                label="lập hồ sơ đề nghị kể từ khi phát hiện (01 ngày làm việc)",
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
            label="Gửi hồ sơ cho Tòa án nhân dân khu vực",
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
