"""Substitution treatment under Decree 90/2016/NĐ-CP: 01/07/2016 to 14/12/2024."""

from __future__ import annotations

from datetime import date

from casework.law import methadone_conditions as rule
from casework.law.citations import Regime
from casework.law.methadone_facts import SubstitutionAct
from casework.law.methadone_stages import Clause, treatment
from casework.law.rulebook import Enacted

REGIME = Regime(
    code="2016",
    first_on=date(2016, 7, 1),
    last_on=date(2024, 12, 14),
    law="Nghị định 90/2016/NĐ-CP",
    citation="Điều 1 Nghị định 90/2016/NĐ-CP",
    confidence="Q",
)

_D = "Nghị định 90/2016/NĐ-CP"
_NOTICE = "khoản 2 Điều 28 Nghị định 116/2021/NĐ-CP"

PROCEDURE = treatment(
    REGIME,
    "substitution_2016",
    {
        SubstitutionAct.REGISTER: Clause(
            f"Điều 6, Điều 7 {_D}", conditions=(rule.papers_of_2016, rule.representative_agreed_for_a_minor)
        ),
        SubstitutionAct.ACCEPT: Clause(
            f"điểm b khoản 1 Điều 8 {_D}",
            conditions=(rule.registered_before_answer, rule.representative_agreed_for_a_minor),
        ),
        SubstitutionAct.REFUSE: Clause(
            f"điểm b khoản 1 Điều 8 {_D}", conditions=(rule.registered_before_answer, rule.refusal_has_a_reason)
        ),
        SubstitutionAct.NOTIFY_START: Clause(_NOTICE, conditions=(rule.notice_follows_its_event,)),
        SubstitutionAct.TRANSFER: Clause(f"khoản 1 Điều 9 {_D}"),
        SubstitutionAct.STOP: Clause(f"khoản 1 Điều 10 {_D}", conditions=(rule.ended_after_acceptance,)),
        SubstitutionAct.TERMINATE: Clause(
            f"khoản 2 Điều 10 {_D}",
            conditions=(rule.ended_after_acceptance, rule.ground_is_in_the_law, rule.ground_is_reached),
        ),
        SubstitutionAct.COMPLETE: Clause(
            f"khoản 5 Điều 4 {_D} (không có điều riêng về hoàn thành)", "I", (rule.ended_after_acceptance,)
        ),
        SubstitutionAct.NOTIFY_END: Clause(_NOTICE, conditions=(rule.notice_follows_its_event,)),
        SubstitutionAct.PROPOSE_COMPULSORY: Clause(
            f"khoản 2, khoản 3 Điều 3 {_D}; {_NOTICE}", conditions=(rule.treatment_is_over_before_a_dossier,)
        ),
        SubstitutionAct.REQUEST_AFTERCARE: Clause(
            "khoản 1 Điều 40 Luật 73/2021/QH14", conditions=(rule.aftercare_follows_completion,)
        ),
    },
    papers=frozenset({SubstitutionAct.REGISTER, SubstitutionAct.ACCEPT, SubstitutionAct.TRANSFER}),
)

LAW = Enacted(REGIME, PROCEDURE)
