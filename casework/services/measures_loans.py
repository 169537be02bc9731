"""What each programme lends, for how long, to whom and how soon (mức vay, thời hạn, đối tượng), from the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.errors import NotInForce
from casework.i18n import format_number
from casework.law.dated import Value, parameter
from casework.law.event_clocks import value_on
from casework.law.support_facts import SupportAct, SupportFacts, SupportProgramme
from casework.law.supporting_measures import support_procedure
from casework.workflow.procedure import RELIED_ON

SHEET = "support"
NAMES: Mapping[SupportProgramme, tuple[str, ...]] = {
    SupportProgramme.LOAN_29_2014: (
        "loan_2014_self",
        "loan_2014_household",
        "loan_2014_term",
        "loan_2014_provinces",
        "certify_2014",
        "bank_2014",
    ),
    SupportProgramme.LOAN_FUND: (
        "loan_fund_amount",
        "loan_fund_term",
        "certify_fund",
        "loan_fund_appraisal",
        "loan_fund_approval",
        "approver_fund",
        "bank_fund",
    ),
    SupportProgramme.LOAN_08_2026: (
        "loan_2026_amount",
        "loan_2026_term",
        "loan_2026_min_age",
        "loan_2026_years",
        "certify_2026",
        "bank_2026",
    ),
}
_UNITS = {"vnd": " đồng", "month": " tháng", "year": " năm", "working_day": " ngày làm việc"}


@dataclass(frozen=True)
class LoanTerm:
    """One line: what, how much, where it is written, and whether somebody has read it there."""

    label: str
    text: str
    citation: str
    verified: bool


@dataclass(frozen=True)
class Programme:
    """A programme on a day; it has no terms on a day on which it does not lend."""

    programme: SupportProgramme
    terms: tuple[LoanTerm, ...]


def loan_terms(programme: SupportProgramme, on: date) -> list[LoanTerm]:
    """The ceilings, the terms, who may borrow and the clocks of a programme on a day; nothing if it does not lend."""
    if programme not in NAMES:
        return []
    try:
        procedure = support_procedure(SupportFacts(programme), on)
    except NotInForce:
        return []
    found = []
    for name in NAMES[programme]:
        value = value_on(SHEET, name, on)
        if value is not None:
            found.append(_line(name, value))
    asked = {
        condition.name: condition
        for move in procedure.transitions
        if move.act in (SupportAct.CERTIFY, SupportAct.APPROVE, SupportAct.GRANT)
        for condition in move.conditions
        if not condition.name.startswith("loan_")
    }
    return found + [
        LoanTerm(
            "Điều kiện", _sentence(each.test.__doc__ or each.name), each.citation, each.confidence in RELIED_ON
        )
        for each in asked.values()
    ]  # fmt: skip


def programmes_on(on: date) -> list[Programme]:
    """Every programme that lends on a day, with its terms."""
    found = [Programme(each, tuple(loan_terms(each, on))) for each in NAMES]
    return [each for each in found if each.terms]


def _line(name: str, value: Value) -> LoanTerm:
    dated = parameter(SHEET, name)
    unit = " tuổi" if name.endswith("_age") else _UNITS.get(dated.unit, "")
    text = value.text if isinstance(value.value, str) else f"{format_number(value.number)}{unit}"
    return LoanTerm(dated.label, text, value.citation, value.confidence in RELIED_ON)


def _sentence(text: str) -> str:
    return text.strip().splitlines()[0]
