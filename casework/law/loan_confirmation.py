"""What a commune confirms of who asks for a loan (điều kiện xác nhận để vay vốn): answered where facts tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from casework.errors import NotInForce
from casework.law import support_conditions as rule
from casework.law.event_clocks import value_on
from casework.law.support_facts import SupportFacts, SupportProgramme
from casework.law.supporting_measures import support_procedure
from casework.workflow.procedure import MET, Condition, Finding

Answer = tuple[str, str | None]
"""A condition in words, and what the facts say of it; None where they say nothing."""


def _rehabilitated(facts: SupportFacts, on: date) -> Finding:
    """Đã hoàn thành cai nghiện ma túy hoặc điều trị nghiện bằng thuốc thay thế."""
    return MET if facts.rehabilitated_on and facts.rehabilitated_on <= on else Finding("Chưa ghi", confidence="I")


CONFIRMED: Mapping[SupportProgramme, tuple[Condition[SupportFacts], ...]] = {
    SupportProgramme.LOAN_29_2014: (rule.borrows_through_the_household, rule.lives_in_a_pilot_province),
    SupportProgramme.LOAN_08_2026: (
        rule.is_on_the_list_of_the_police,
        Condition("rehabilitated", "Quyết định 08/2026/QĐ-TTg", "P", _rehabilitated),
        rule.decided_within_ten_years,
        rule.old_enough_to_borrow,
    ),
}
"""The conditions about the borrower, on which records may say something; those about the money are the bank's."""
UNTOLD: Mapping[SupportProgramme, str] = {
    SupportProgramme.LOAN_29_2014: "loan_2014_untold",
    SupportProgramme.LOAN_08_2026: "loan_2026_untold",
}
"""Those on which no record says anything, in the sheet of support."""


def programme_on(day: date) -> SupportProgramme | None:
    """The decision on loans for these people that is in force on a day; None between the two."""
    return next((each for each in CONFIRMED if _runs(each, day)), None)


def confirmed(facts: SupportFacts, on: date) -> tuple[Answer, ...]:
    """The conditions of the programme on a day; none where it does not lend, or leaves nothing to be confirmed."""
    if facts.programme not in CONFIRMED or not _runs(facts.programme, on):
        return ()
    told = ((_words(each), _answer(each.test(facts, on))) for each in CONFIRMED[facts.programme])
    return (*told, *_untold(facts, on))


def _runs(programme: SupportProgramme, day: date) -> bool:
    try:
        support_procedure(SupportFacts(programme), day)
    except NotInForce:
        return False
    return True


def _untold(facts: SupportFacts, on: date) -> Iterator[Answer]:
    value = value_on(rule.SHEET, UNTOLD[facts.programme], on)
    if value is not None:
        yield from ((each, None) for each in value.text.split("; "))
    if facts.programme == SupportProgramme.LOAN_08_2026 and facts.for_training:
        each = rule.no_other_loan_for_the_course
        yield _words(each), _answer(each.test(facts, on))


def _words(condition: Condition[SupportFacts]) -> str:
    return (condition.test.__doc__ or condition.name).strip().splitlines()[0].rstrip(".")


def _answer(finding: Finding) -> str | None:
    """Inferred alone is what nobody recorded: whoever signs writes what was found."""
    if not finding and finding.confidence == "I":
        return None
    return "Có" if finding else f"Không. {finding.missing}"
