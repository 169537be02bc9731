"""Loans under Decision 29/2014/QĐ-TTg: a pilot in fifteen provinces until 31/12/2020, read in paraphrase."""

from __future__ import annotations

from datetime import date

from casework.law import support_conditions as rule
from casework.law.citations import Regime
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportAct
from casework.law.support_stages import SupportStage, programme, support_step, who

_D = "Quyết định 29/2014/QĐ-TTg"

REGIME = Regime(
    code="loan_2014",
    first_on=date(2014, 6, 15),
    last_on=date(2020, 12, 31),
    law=_D,
    citation=f"{_D}; Quyết định 02/2020/QĐ-TTg",
    confidence="P",
)

_CERTIFIES, _BANK = who(REGIME, "certify_2014"), who(REGIME, "bank_2014")
_RULES = (
    rule.borrows_through_the_household,
    rule.lives_in_a_pilot_province,
    rule.within_the_ceiling_of_2014,
    rule.at_most("loan_2014_term", "term_months", "thời hạn vay", _D, "P"),
)

LAW = Enacted(
    REGIME,
    programme(
        REGIME,
        "support_loan_2014",
        "Cho vay",
        support_step(SupportAct.REQUEST, SupportStage.NONE, _D, _CERTIFIES, confidence="P"),
        support_step(SupportAct.CERTIFY, SupportStage.NEEDED, f"Điều 3 {_D}", _CERTIFIES, confidence="P"),
        support_step(SupportAct.APPROVE, SupportStage.CERTIFIED, _D, _BANK, *_RULES, confidence="P"),
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
            *_RULES,
            rule.steps_are_in_order.under(_D, "I"),
            confidence="P",
            label="Giải ngân",
        ),
        support_step(SupportAct.FINISH, SupportStage.GRANTED, _D, _BANK, confidence="P", label="Trả hết nợ"),
        support_step(SupportAct.RECALL, SupportStage.GRANTED, _D, _BANK, confidence="P", label="Thu hồi trước hạn"),
    ),
)
