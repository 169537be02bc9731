"""Why a record is counted, or the first rule that keeps it out: true of its list, and true by its own words."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from casework.access.scope import Scope
from casework.i18n import parse_date
from casework.indicators.indicator import Indicator, Measure, Place
from casework.indicators.measure import members
from casework.records.unit import Unit
from casework.reports.explain_cell import Explanation, Rule, _flat, explain
from casework.reports.explain_words import told
from casework.reports.forms import FORMS
from casework.reports.listings import LISTINGS
from casework.reports.periods import Window
from casework.reports.place import frame
from tests.reports.storing import store
from tests.reports.test_pl2_against_days import generated
from tests.reports.wide_worlds import WIDE, wide_worlds
from tests.reports.worlds import REPORTING, WINDOWS

EVERYTHING = Scope.everything(reason="test")
MOST = 2
"""So many records of a row are asked about: each costs a question a rule."""
NO_WORDS_OF_AN_OFFICER = re.compile(
    r"[a-z]_[a-z]|\b(id|None|commune|home|community|casual|stable|ill)\b|điều kiện riêng"
)
BOUND = re.compile(r"^(?P<field>ngày [^:]+?) (?P<sign>không sau|không trước|trước|sau) ngày [^()]+\((?P<day>[\d/]+)\)$")
AMONG = re.compile(r"^(?P<field>[^:]+\)) là (?P<values>[^:]+)$")


@settings(generated, max_examples=8)
@given(
    world=wide_worlds(),
    span=st.sampled_from(WINDOWS),
    key=st.sampled_from([*WIDE, *REPORTING]),
    code=st.sampled_from([code for code in FORMS if code not in ("bcn01", "bcn04", "so02", "so03")]),
    seed=st.integers(0, 9),
)
def test_an_explanation_agrees_with_the_list_and_its_broken_rule_is_false(session, ids, world, span, key, code, seed):
    store(session, world, ids)
    dice = random.Random(seed)
    try:
        unit, form = session.get_one(Unit, ids[key]), FORMS[code]
        for line in form.rows:
            indicator = dice.choice([line.indicator, *line.variants.values()])
            cell = frame(unit, line.window(Window(*span, "")))
            inside = dict(members(session, indicator, cell))
            known = sorted(set(session.scalars(select(LISTINGS[indicator.counted].key).order_by("id").limit(40))))
            if len(known) == 40:
                known = sorted(inside)
            for each in dice.sample(known, min(MOST, len(known))):
                answer = explain(session, indicator, cell, each, "")
                _check(answer, indicator, each in inside, inside.get(each), (code, line.id, key, span, answer))
    finally:
        session.rollback()


def _check(answer: Explanation, indicator: Indicator, counted: bool, adds: int | None, where: object) -> None:
    assert answer.counted is counted, where
    broken = [rule for rule in answer.rules if not rule.met]
    assert len(broken) == (0 if counted else 1), where
    if counted and indicator.measure is Measure.RATIO and not indicator.cohorts:
        assert answer.in_part is bool(adds), where
        assert [rule for rule in answer.part_rules if not rule.met] == ([] if adds else [answer.broken]), where
    for rule in (*answer.rules, *answer.part_rules):
        assert not NO_WORDS_OF_AN_OFFICER.search(f"{rule.text} {rule.found}"), where
    if answer.broken is not None:
        _is_false_by_its_words(answer.broken, where)


def _is_false_by_its_words(rule: Rule, where: object) -> None:
    """Where the rule is of one field, what the record says of it really breaks the rule, read without any SQL."""
    bound, among = BOUND.match(rule.text), AMONG.match(rule.text)
    field, _, said = rule.found.partition(": ")
    if bound and bound["field"] == field and said != "chưa ghi":
        day, limit = parse_date(said), parse_date(bound["day"])
        meets = {"không sau": day <= limit, "trước": day < limit, "không trước": day >= limit, "sau": day > limit}
        assert not meets[bound["sign"]], where
    elif among and among["field"] == field:
        assert said not in among["values"].split(" hoặc "), where


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("code", "row", "words"),
    [
        ("kh89", "1.1", "trong kỳ dự một buổi tư vấn có ghi tên"),
        ("kh89", "1.2", "trong kỳ bắt đầu học nghề"),
        ("kh89", "1.3", "được tập huấn trong kỳ"),
        ("kh89", "2.1", "dự một buổi tư vấn có ghi tên trong kỳ"),
        ("khlt2064", "II.4", "xã hoặc đơn vị cũ của xã có cuộc truyền thông"),
        ("cv4498", "3", "kết quả (đánh giá sau cai) là Tái nghiện"),
        ("cv4498", "4.1", "việc làm (đánh giá sau cai) là Việc làm ổn định"),
        ("cv4498", "5", "vi phạm pháp luật (đánh giá sau cai): có"),
        ("cv4498", "6.2", "lý do không đánh giá được (đánh giá sau cai) là Ốm đau"),
    ],
)
def test_what_is_asked_of_the_part_of_a_ratio_is_told_in_words(code, row, words):
    part = FORMS[code].indicator(row).rows(Place(False)).selected_columns[1]
    ((holds, _one),) = part.whens
    assert told(list(_flat(holds))[-1], {}).startswith(words)
