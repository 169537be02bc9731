"""The table of articles says all that the statutes apply, and nothing that nobody cites."""

import pytest

from casework.law.coverage import MEASURES, Use, coverage, unverified
from casework.law.dated import parameters
from casework.law.procedures import register
from casework.law.regimes import STATUTES
from casework.law.unenforced import UNENFORCED
from casework.law.vocabulary import EpisodeForm

ROWS = coverage()
MOVES = [
    pytest.param(statute.regime.code, form.value, move, id=f"{procedure.name}.{move.act}")
    for statute in STATUTES
    for form, procedure in statute.procedures.items()
    for move in procedure.transitions
]


def rows(regime, form, act, use):
    return [row for row in ROWS if (row.regime, row.form, row.act, row.use) == (regime, form, act, use)]


@pytest.mark.parametrize(("regime", "form", "move"), MOVES)
def test_each_act_is_listed_with_its_article_authority_conditions_and_deadline(regime, form, move):
    (act,) = rows(regime, form, move.act, Use.ACT)
    assert (act.citation, act.confidence) == (move.citation, move.confidence)
    assert rows(regime, form, move.act, Use.AUTHORITY)
    listed = {(row.note, row.citation, row.confidence) for row in rows(regime, form, move.act, Use.CONDITION)}
    assert listed == {(each.name, each.citation, each.confidence) for each in move.conditions}
    assert len(rows(regime, form, move.act, Use.DEADLINE)) == (move.deadline is not None)


@pytest.mark.parametrize(("measure", "enacted"), [(measure, law) for measure, laws in MEASURES for law in laws])
def test_each_act_of_the_other_measures_is_listed_with_its_authority_conditions_and_clocks(measure, enacted):
    for move in enacted.procedure.transitions:
        assert rows(enacted.regime.code, measure.value, move.act, Use.AUTHORITY)
        assert bool(rows(enacted.regime.code, measure.value, move.act, Use.DEADLINE)) == (move.deadline is not None)
        assert len(rows(enacted.regime.code, measure.value, move.act, Use.ACT)) == 1
        listed = rows(enacted.regime.code, measure.value, move.act, Use.CONDITION)
        assert {(row.note, row.citation) for row in listed} == {(each.name, each.citation) for each in move.conditions}


def test_the_table_knows_every_procedure_of_the_register():
    listed = {(row.regime, row.form) for row in ROWS if row.use == Use.ACT}
    assert listed == {(line.regime.code, line.measure.value) for line in register()}


def test_each_milestone_is_listed():
    labels = {row.what for row in ROWS if row.use == Use.MILESTONE}
    procedures = [procedure for statute in STATUTES for procedure in statute.procedures.values()]
    procedures += [law.procedure for _, laws in MEASURES for law in laws]
    assert labels == {deadline.label for procedure in procedures for _, deadline in procedure.milestones}


def test_every_paper_of_the_law_of_2026_that_the_sheet_knows_is_listed():
    episodes = {"", *EpisodeForm}
    listed = {row.what for row in ROWS if row.use == Use.PAPER and row.regime == "2026" and row.form in episodes}
    known = {paper.values[-1].text for paper in parameters("forms").values() if paper.values[-1].since.year == 2026}
    assert known == listed


def test_no_row_is_told_twice_and_each_cites():
    assert len(set(ROWS)) == len(ROWS)
    assert all(row.citation and row.what and row.confidence in set("QPMI") for row in ROWS)


def test_what_is_not_enforced_belongs_to_a_law_and_is_listed():
    codes = {statute.regime.code for statute in STATUTES}
    assert {each.regime for each in UNENFORCED} <= codes
    assert {each.what for each in UNENFORCED} == {row.what for row in ROWS if row.use == Use.UNENFORCED}
    assert all(each.why for each in UNENFORCED)


def test_a_clause_that_nobody_read_is_never_relied_on():
    unread = [row for row in ROWS if "chưa đọc" in row.citation]
    assert unread
    assert not [row for row in unread if row.verified]


def test_a_clock_tells_its_own_clause_and_not_that_of_its_act():
    (clock,) = rows("2010", "community_compulsory", "decide", Use.DEADLINE)
    assert (clock.citation, clock.confidence) == ("Điều 19 Nghị định 94/2010/NĐ-CP (chưa đọc được số ngày)", "M")
    days = {row.citation for row in rows("2024", "substitution", "notify_start", Use.DEADLINE)}
    assert days == {"khoản 2 Điều 28 Nghị định 116/2021/NĐ-CP", "khoản 2 Điều 89 Nghị định 163/2026/NĐ-CP"}


def test_the_unverified_are_listed_and_the_count_of_times_is_among_them():
    listed = unverified()
    assert all(row.confidence in ("M", "I") for row in listed)
    assert any("được tính là một lần" in row.what and row.regime == "2026" for row in listed)
    assert all(not row.verified for row in listed)
