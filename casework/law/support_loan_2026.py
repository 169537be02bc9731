"""Loans under Decision 08/2026/QĐ-TTg, since 01/05/2026; read in paraphrase."""

from __future__ import annotations

from datetime import date

from casework.law import support_conditions as rule
from casework.law.citations import Regime
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportAct
from casework.law.support_stages import SupportStage, programme, support_step, who

_D = "Quyết định 08/2026/QĐ-TTg"

REGIME = Regime(
    code="loan_2026",
    first_on=date(2026, 5, 1),
    last_on=date.max,
    law=_D,
    citation=f"Điều 4 {_D}",
    confidence="P",
)

_CERTIFIES, _BANK = who(REGIME, "certify_2026"), who(REGIME, "bank_2026")
_PERSON = (rule.is_on_the_list_of_the_police, rule.decided_within_ten_years, rule.old_enough_to_borrow)
_LOAN = (
    rule.at_most("loan_2026_amount", "amount_vnd", "mức vay", _D, "P"),
    rule.at_most("loan_2026_term", "term_months", "thời hạn vay", _D, "P"),
    rule.no_other_loan_for_the_course,
)

LAW = Enacted(
    REGIME,
    programme(
        REGIME,
        "support_loan_2026",
        "Cho vay",
        support_step(SupportAct.REQUEST, SupportStage.NONE, _D, _CERTIFIES, confidence="P"),
        support_step(SupportAct.CERTIFY, SupportStage.NEEDED, f"Điều 4 {_D}", _CERTIFIES, *_PERSON, confidence="P"),
        support_step(SupportAct.APPROVE, SupportStage.CERTIFIED, _D, _BANK, *_PERSON, *_LOAN, confidence="P"),
        support_step(
            SupportAct.REFUSE,
            SupportStage.CERTIFIED,
            _D,
            _BANK,
            rule.loan_refusal_has_a_reason.under(_D, "I"),
            confidence="P",
        ),
        support_step(
            SupportAct.GRANT,
            SupportStage.APPROVED,
            _D,
            _BANK,
            *_LOAN,
            rule.steps_are_in_order.under(_D, "I"),
            confidence="P",
            label="Giải ngân",
        ),
        support_step(SupportAct.FINISH, SupportStage.GRANTED, _D, _BANK, confidence="P", label="Trả hết nợ"),
        support_step(SupportAct.RECALL, SupportStage.GRANTED, _D, _BANK, confidence="P", label="Thu hồi trước hạn"),
    ),
)
