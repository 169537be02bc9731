"""Loans from the National Employment Fund: Decree 61/2015/NĐ-CP as amended by Decree 74/2019/NĐ-CP."""

from __future__ import annotations

from datetime import date

from casework.law import support_conditions as rule
from casework.law.citations import Regime
from casework.law.event_clocks import working_days_from
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportAct, SupportFacts
from casework.law.support_stages import SHEET, SupportStage, programme, support_step, who
from casework.workflow.procedure import Deadline

_D = "Nghị định 61/2015/NĐ-CP"
_FILE, _ANSWER = f"Điều 28 {_D}", f"điểm b khoản 1 Điều 29 {_D}"

REGIME = Regime(
    code="loan_fund",
    first_on=date(2015, 9, 1),
    last_on=date.max,
    law=f"{_D} và Nghị định 74/2019/NĐ-CP",
    citation=f"Điều 23 đến Điều 30 {_D}; khoản 3 Điều 80 Nghị định 116/2021/NĐ-CP",
    confidence="Q",
)

_CERTIFIES, _BANK, _APPROVES = who(REGIME, "certify_fund"), who(REGIME, "bank_fund"), who(REGIME, "approver_fund")
_CEILINGS = (
    rule.at_most("loan_fund_amount", "amount_vnd", "mức vay", f"khoản 2 Điều 24 {_D}", "Q"),
    rule.at_most("loan_fund_term", "term_months", "thời hạn vay", f"Điều 25 {_D}", "Q"),
)
_ANSWERED: Deadline[SupportFacts] = working_days_from(
    lambda facts: facts.appraised_on, SHEET, "loan_fund_approval", "phê duyệt hồ sơ vay vốn (05 ngày làm việc)"
)

LAW = Enacted(
    REGIME,
    programme(
        REGIME,
        "support_loan_fund",
        "Cho vay từ Quỹ quốc gia về việc làm",
        support_step(SupportAct.REQUEST, SupportStage.NONE, _FILE, _CERTIFIES, form=who(REGIME, "request_form_fund")),
        support_step(
            SupportAct.CERTIFY,
            SupportStage.NEEDED,
            f"điểm a khoản 2 Điều 28 {_D}",
            _CERTIFIES,
            form=who(REGIME, "request_form_fund"),
        ),
        support_step(
            SupportAct.APPRAISE,
            SupportStage.CERTIFIED,
            f"điểm a khoản 1 Điều 29 {_D}",
            _BANK,
            *_CEILINGS,
            deadline=working_days_from(
                lambda facts: facts.certified_on,
                SHEET,
                "loan_fund_appraisal",
                "thẩm định, trình phê duyệt (10 ngày làm việc)",
            ),
        ),
        support_step(SupportAct.APPROVE, SupportStage.APPRAISED, _ANSWER, _APPROVES, *_CEILINGS, deadline=_ANSWERED),
        support_step(
            SupportAct.REFUSE,
            SupportStage.APPRAISED,
            _ANSWER,
            _APPROVES,
            rule.loan_refusal_has_a_reason,
            deadline=_ANSWERED,
        ),
        support_step(
            SupportAct.GRANT,
            SupportStage.APPROVED,
            _FILE,
            _BANK,
            *_CEILINGS,
            rule.steps_are_in_order,
            label="Giải ngân",
        ),
        support_step(SupportAct.FINISH, SupportStage.GRANTED, f"Điều 30 {_D}", _BANK, label="Trả hết nợ"),
        support_step(SupportAct.RECALL, SupportStage.GRANTED, f"Điều 30 {_D}", _APPROVES, label="Thu hồi trước hạn"),
    ),
)
