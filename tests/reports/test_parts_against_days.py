"""A number beside those of the units below it: each is the oracle's, and the bridge names whom the days name."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.indicators.indicator import Measure
from casework.records.unit import Unit
from casework.reports.compare import PART, WHOLE
from casework.reports.forms import FORMS
from casework.reports.parts import day_of_tree, parts, units_below
from casework.reports.periods import Window
from tests.reports.oracle import pl2
from tests.reports.plain import REFORM, UNITS, Found, Part
from tests.reports.storing import store
from tests.reports.test_forms_against_days import ORACLES
from tests.reports.test_pl2_against_days import generated
from tests.reports.wide_worlds import wide_worlds
from tests.reports.worlds import WINDOWS

ROWS = 4
"""So many rows of an example are added up: each asks every unit below."""


@settings(generated, max_examples=3)
@given(
    world=wide_worlds(),
    span=st.sampled_from(WINDOWS),
    key=st.sampled_from([("907", "old"), ("907", "old"), ("91", "new")]),
    code=st.sampled_from(["pl2", *ORACLES]),
    seed=st.integers(0, 99),
)
def test_units_below_less_who_counts_twice_with_who_is_in_none_make_the_whole(
    session, ids, world, span, key, code, seed
):
    store(session, world, ids)
    try:
        unit, window, oracle = session.get_one(Unit, ids[key]), Window(*span, ""), ORACLES.get(code, pl2)
        below = units_below(session, unit, day_of_tree(unit, window))
        keys = {number: each for each, number in ids.items()}
        counted = [oracle(world, keys[each.id], *span) for each in (unit, *below)]
        rows = [line for line in FORMS[code].rows if counted[0].get(line.id) is not None]
        for line in random.Random(seed).sample(rows, min(ROWS, len(rows))):
            (found,) = parts(session, line.indicator, unit, window, below)
            for one in found.sums:
                whole, *each = (_amounts(there[line.id], one.title) for there in counted)
                where = (code, line.id, key, span, one.title)
                assert (one.whole, one.numbers) == (sum(whole.values()), tuple(sum(some.values()) for some in each)), (
                    where
                )
                together = sum((Counter(some) for some in each), Counter())
                assert one.adds_up, where
                assert {c.ref for c in one.twice.first} == {r for r in together if together[r] > whole.get(r, 0)}, where
                assert {c.ref for c in one.unallocated.first} == {r for r in whole if whole[r] > together[r]}, where
                only_below = {c.ref for c in one.twice.first if not c.before}
                assert not only_below or line.indicator.measure is Measure.RATIO, (where, only_below)
    finally:
        session.rollback()


def _amounts(found: Found, title: str) -> dict[str, int]:
    """What each record adds; of a ratio to its part or its whole."""
    if isinstance(found, Part):
        return dict.fromkeys({PART: found.n, WHOLE: found.of}[title], 1)
    return dict(Counter(found)) if isinstance(found, (list, set)) else dict(found or {})


def test_the_units_below_are_those_of_the_tree_of_the_day(session, ids):
    keys = {number: each for each, number in ids.items()}

    def children(key, on):
        return {keys[each.id] for each in units_below(session, session.get_one(Unit, ids[key]), on)}

    for day, age in ((REFORM - timedelta(days=1), "old"), (REFORM, "new")):
        wanted = {key for key, kind in UNITS.kind.items() if kind == "province" and key[1] == age}
        assert children(("VN", "both"), day) == wanted
    for key in (("907", "old"), ("91", "old"), ("91", "new")):
        unit = session.get_one(Unit, ids[key])
        for span in [*WINDOWS, (REFORM, date(2026, 12, 31)), (date(2019, 1, 1), REFORM - timedelta(days=1))]:
            found = children(key, day_of_tree(unit, Window(*span, "")))
            assert found == {each for each, parent in UNITS.parent.items() if parent == key}, (key, span)
