"""Every act under every law has a form, or a reason why there is none: whoever adds an act decides which."""

from __future__ import annotations

import re
from datetime import date

import pytest

from casework.documents.form import Subject
from casework.law.aftercare_monitoring import MonitoringPaper
from casework.law.procedures import Measure, register
from casework.services.aftercare_monitoring import kind_of
from casework.services.paper_bundles import PAPERS_OF
from casework.services.paper_coverage import papers_of_act
from casework.services.paper_elsewhere import DECREES
from casework.services.paper_kinds import kinds
from casework.services.paper_orders import MONITORED, RESTART
from casework.services.paper_reasons import WHY_NONE, why_no_paper

DAYS = (date(2015, 6, 1), date(2024, 6, 3), date(2026, 8, 10))
LINES = [(line, day) for line in register() for day in DAYS if line.regime.first_on <= day <= line.regime.last_on]


@pytest.mark.parametrize(("line", "day"), LINES, ids=lambda each: getattr(each, "name", None) or str(each))
def test_every_act_has_a_paper_or_a_reason_and_never_both(line, day):
    for act in line.acts:
        kinds, why = papers_of_act(line.measure, str(act), day), why_no_paper(line.measure, str(act), line.regime.code)
        assert bool(kinds) != bool(why), f"{line.name} {act} ({day}): {kinds or why or 'nobody decided'}"


def test_no_reason_is_left_of_an_act_that_no_law_knows():
    known = {measure: set() for measure in Measure}
    for line in register():
        known[line.measure] |= {str(act) for act in line.acts}
    # The measures of an episode share what is said of its acts.
    known[Measure.HOME] |= known[Measure.COMMUNITY]
    known[Measure.COMMUNITY_COMPULSORY] |= known[Measure.HOME]
    gone = {(measure.value, act) for measure, acts in WHY_NONE.items() for act in acts if act not in known[measure]}
    assert gone == set()


@pytest.mark.parametrize("day", DAYS[1:])
def test_a_clock_that_runs_anew_has_its_decision_under_both_laws_that_know_it(day):
    assert papers_of_act(Measure.HOME, RESTART, day) == ("clock-restart",)
    assert papers_of_act(Measure.HOME, RESTART, DAYS[0]) == ()


def test_every_paper_about_monitoring_is_printed_but_the_request_of_somebody_else():
    kinds = {kind_of(paper) for paper in MonitoringPaper}
    assert kinds - set(MONITORED) == {"monitoring-removed"}
    assert set(PAPERS_OF[Subject.AFTERCARE]["monitoring"]) == set(MONITORED)


@pytest.mark.parametrize(
    ("annex", "numbers"),
    [
        ("Phụ lục V Nghị định 163/2026/NĐ-CP", {f"{number:02d}" for number in range(1, 61)}),
        ("Phụ lục I Nghị định 163/2026/NĐ-CP", {f"{number:02d}" for number in range(1, 19)}),
        (
            "Phụ lục II Nghị định 116/2021/NĐ-CP",
            {f"{number:02d}" for number in range(1, 55)} - {"26", "42"} | {"26a", "26b", "42a", "42b"},
        ),
        ("Phụ lục Nghị định 109/2021/NĐ-CP", {f"{number:02d}" for number in range(1, 6)}),
    ],
)
def test_every_number_of_an_annex_is_a_form_here_or_is_told_whose_it_is(annex, numbers):
    name, decree = re.fullmatch(r"(Phụ lục(?: \w+)?) (Nghị định .+)", annex).groups()
    suffix = f" {name}" if name == "Phụ lục I" else ""
    of_decree = (line.form_number for line in kinds() if decree in line.citation and line.form_number)
    printed = {each.removesuffix(suffix) for each in of_decree if ("Phụ lục I" in each) == bool(suffix)}
    told = [number for each in DECREES[annex] for number in each.numbers]
    assert printed | set(told) == numbers and not printed & set(told) and len(told) == len(set(told))
