"""The payment after three phases (hỗ trợ một lần): Decree 116/2021 until 30/06/2026, Decree 163/2026 since."""

from __future__ import annotations

from datetime import date

from casework.law import support_conditions as rule
from casework.law.citations import Regime
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportAct, SupportFacts
from casework.law.support_stages import SupportStage, programme, support_step, who

_N116 = "điểm b khoản 4 Điều 34 Nghị định 116/2021/NĐ-CP; khoản 3 Điều 6 Thông tư 62/2022/TT-BTC"
_N163 = "khoản 1 Điều 131 Nghị định 163/2026/NĐ-CP"

SINCE_2022 = Regime(
    code="payment_2021",
    first_on=date(2022, 1, 1),
    last_on=date(2026, 6, 30),
    law="Nghị định 116/2021/NĐ-CP và Thông tư 62/2022/TT-BTC",
    citation=_N116,
    confidence="Q",
)
SINCE_2026 = Regime(
    code="payment_2026",
    first_on=date(2026, 7, 1),
    last_on=date.max,
    law="Nghị định 163/2026/NĐ-CP",
    citation=_N163,
    confidence="Q",
)


def _law(regime: Regime, citation: str) -> Enacted[SupportFacts]:
    pays = who(regime, "payment_authority")
    steps = (
        support_step(SupportAct.REQUEST, SupportStage.NONE, citation, pays),
        support_step(
            SupportAct.GRANT,
            SupportStage.NEEDED,
            citation,
            pays,
            rule.three_phases_completed.under(citation, "Q"),
            rule.payment_reaches_the_base_salary.under(citation, "Q"),
            rule.paid_only_once.under(citation, "Q"),
            rule.steps_are_in_order.under(citation, "I"),
            label="Chi hỗ trợ một lần",
        ),
    )
    return Enacted(regime, programme(regime, f"support_{regime.code}", "Hỗ trợ một lần kinh phí cai nghiện", *steps))


LAWS = (_law(SINCE_2022, _N116), _law(SINCE_2026, _N163))
