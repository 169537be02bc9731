"""Substitution treatment under Decree 141/2024/NĐ-CP, since 15/12/2024.

Only its article 29 was read; the rest is known from notes: what it asks is told and refuses nothing.
"""

from __future__ import annotations

from datetime import date

from casework.law import methadone_conditions as rule
from casework.law.citations import Regime
from casework.law.methadone_facts import SubstitutionAct
from casework.law.methadone_stages import Clause, treatment
from casework.law.rulebook import Enacted

REGIME = Regime(
    code="2024",
    first_on=date(2024, 12, 15),
    last_on=date.max,
    law="Nghị định 141/2024/NĐ-CP",
    citation="Điều 27 đến Điều 36 Nghị định 141/2024/NĐ-CP (đọc qua bản ghi chú)",
    confidence="P",
)

_D = "Nghị định 141/2024/NĐ-CP"
_NOTICE = "khoản 2 Điều 28 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 89 Nghị định 163/2026/NĐ-CP"

PROCEDURE = treatment(
    REGIME,
    "substitution_2024",
    {
        SubstitutionAct.REGISTER: Clause(
            f"Điều 29, Điều 30 {_D}",
            "P",
            (rule.papers_of_2024, rule.representative_agreed_for_a_minor.under(f"Điều 29 {_D}", "Q")),
        ),
        SubstitutionAct.ACCEPT: Clause(
            f"khoản 2, khoản 3 Điều 31 {_D}", "P", (rule.registered_before_answer.under(f"Điều 31 {_D}", "I"),)
        ),
        SubstitutionAct.REFUSE: Clause(
            f"khoản 2, khoản 3 Điều 31 {_D}",
            "P",
            (
                rule.registered_before_answer.under(f"Điều 31 {_D}", "I"),
                rule.refusal_has_a_reason.under(f"Điều 31 {_D}", "I"),
            ),
        ),
        SubstitutionAct.NOTIFY_START: Clause(_NOTICE, conditions=(rule.notice_follows_its_event.under(_NOTICE, "I"),)),
        SubstitutionAct.TRANSFER: Clause(f"Điều 34 {_D}", "P"),
        SubstitutionAct.STOP: Clause(f"Điều 36 {_D}", "I", (rule.ended_after_acceptance.under(f"Điều 36 {_D}", "I"),)),
        SubstitutionAct.TERMINATE: Clause(
            f"khoản 2, khoản 3 Điều 36 {_D}",
            "P",
            (
                rule.ended_after_acceptance.under(f"Điều 36 {_D}", "I"),
                rule.ground_is_in_the_law.under(f"khoản 2 Điều 36 {_D} (danh mục căn cứ đọc chưa đủ)", "I"),
                rule.ground_is_reached.under(f"khoản 2 Điều 36 {_D}", "I"),
            ),
        ),
        SubstitutionAct.COMPLETE: Clause(
            f"điểm a khoản 4 Điều 36 {_D}", "P", (rule.ended_after_acceptance.under(f"Điều 36 {_D}", "I"),)
        ),
        SubstitutionAct.NOTIFY_END: Clause(
            f"điểm b khoản 3 Điều 36 {_D}; khoản 2 Điều 28 Nghị định 116/2021/NĐ-CP",
            "P",
            (rule.notice_follows_its_event.under(_NOTICE, "I"),),
        ),
        SubstitutionAct.PROPOSE_COMPULSORY: Clause(
            f"điểm b khoản 3 Điều 36 {_D}; điểm c khoản 1 Điều 35 Luật 120/2025/QH15",
            "P",
            (rule.treatment_is_over_before_a_dossier.under(f"điểm b khoản 3 Điều 36 {_D}", "I"),),
        ),
        SubstitutionAct.REQUEST_AFTERCARE: Clause(
            "khoản 1 Điều 40 Luật 73/2021/QH14; khoản 1 Điều 42 Luật 120/2025/QH15",
            conditions=(rule.aftercare_follows_completion.under("khoản 1 Điều 42 Luật 120/2025/QH15", "I"),),
        ),
    },
    papers=frozenset(
        {
            SubstitutionAct.REGISTER,
            SubstitutionAct.ACCEPT,
            SubstitutionAct.REFUSE,
            SubstitutionAct.TRANSFER,
            SubstitutionAct.TERMINATE,
            SubstitutionAct.COMPLETE,
        }
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
