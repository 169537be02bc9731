"""What was sent stays, whatever becomes of the records; and the bridge to today names exactly who came and went."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from casework.access.roles import Actor, Role
from casework.access.scope import Scope
from casework.indicators.indicator import Counted
from casework.records.db import Base
from casework.records.report import SavedReport
from casework.records.unit import Unit
from casework.reports.compare import PART, WHOLE
from casework.reports.lifecycle import ReportStage
from casework.reports.periods import Window
from casework.services import report_gone
from casework.services.report_bridges import Shown, since_sent
from casework.services.report_faults import stored_numbers
from casework.services.report_store import as_kept, as_report, fill, today_again
from tests.reports.cells import number_of
from tests.reports.oracle import pl2
from tests.reports.oracle_balances import History, Question
from tests.reports.plain import Found, Part, UnitKey
from tests.reports.storing import store
from tests.reports.test_balances_against_days import expected, histories
from tests.reports.test_balances_against_days import store as store_history
from tests.reports.test_forms_against_days import ORACLES
from tests.reports.test_pl2_against_days import generated
from tests.reports.wide_worlds import WIDE, wide_worlds
from tests.reports.worlds import WINDOWS

EVERYTHING = Scope.everything(reason="test")
OFFICER = Actor(1, "can-bo", Role.COMMUNE_OFFICER, 1)
KEPT_TABLES = ("report", "trail", "unit")


def mixed(first: Any, second: Any, dice: random.Random) -> Any:
    """What became of a history: of each record nothing, or it is as in the other one, or it was taken out."""
    lists = {}
    for each in fields(first):
        old, new = getattr(first, each.name), getattr(second, each.name)
        if not isinstance(old, list) or not all(hasattr(record, "ref") for record in [*old, *new]):
            lists[each.name] = dice.choice((old, new))
            continue
        was, is_now = ({record.ref: record for record in some} for some in (old, new))
        chosen = {ref: dice.choice((was, was, is_now, {})).get(ref) for ref in sorted(was | is_now)}
        lists[each.name] = [record for record in chosen.values() if record is not None]
    return type(first)(**lists)


@settings(generated, max_examples=5)
@given(
    worlds=st.tuples(wide_worlds(), wide_worlds()),
    balances=st.tuples(histories(), histories()),
    span=st.sampled_from(WINDOWS),
    key=st.sampled_from(WIDE),
    code=st.sampled_from(["pl2", "bcn03", "bcn03", *ORACLES]),
    seed=st.integers(0, 99),
)
def test_what_was_sent_stays_and_the_difference_is_exactly_what_changed(
    session, ids, worlds, balances, span, key, code, seed
):
    first, second = balances if code == "bcn03" else worlds
    then, now = first, mixed(first, second, random.Random(seed))
    write, oracle = _ways(code)
    write(session, then, ids)
    try:
        kept = sent(session, code, session.get_one(Unit, ids[key]), span)
        before = as_report(kept)
        assert list(stored_numbers(session)) == []
        assert today_again(session, kept, as_of=before.as_of).rows == before.rows
        _forget(session)
        write(session, now, ids)
        kept = session.get_one(SavedReport, kept.id)
        assert as_report(kept) == before
        today = today_again(session, kept, as_of=before.as_of)
        counted, is_now = oracle(then, key, *span), oracle(now, key, *span)
        for line, row in before.numbered:
            found = counted.get(line.id), is_now.get(line.id)
            if line.id in counted and None not in found:
                after = next(each for same, each in today.numbered if same.id == line.id)
                assert (row.values, after.values) == tuple((number_of(each),) for each in found), (line.id, key, span)
                bridge = since_sent(session, EVERYTHING, OFFICER, kept, line.id, 0)
                _check(bridge, *found, (code, line.id, key, span))
    finally:
        session.rollback()


def _ways(code: str) -> tuple[Callable[..., None], Callable[..., dict[str, Any]]]:
    if code == "bcn03":
        return store_history, _of_balances
    return store, pl2 if code == "pl2" else ORACLES[code]


def _of_balances(history: History, key: UnitKey, first: date, last: date) -> dict[str, Any]:
    return expected(Question(key, first, last), history)


def sent(session: Session, code: str, unit: Unit, span: tuple[date, date]) -> SavedReport:
    """A report as it is once it was sent: its numbers with whom they counted."""
    kept = SavedReport(
        form=code,
        period="x",
        unit_id=unit.id,
        maker_id=unit.id,
        windows=as_kept([Window(*span, "")]),
        variants=[],
        last_on=span[1],
        stage=ReportStage.OPEN.value,
        unit_name=unit.name,
    )
    session.add(kept)
    session.flush()
    fill(session, kept, as_of=datetime.now(UTC) + timedelta(milliseconds=1), keep_members=True)
    return kept


def _forget(session: Session) -> None:
    """Every record is taken out; what was sent and the units stay."""
    for table in reversed(Base.metadata.sorted_tables):
        if not table.name.startswith(KEPT_TABLES):
            session.execute(delete(table))
    session.expunge_all()


def _check(bridge: Shown, then: Found, now: Found, where: object) -> None:
    (road,) = bridge.roads
    assert bridge.adds_up, where
    for way in road.ways:
        was, is_now = (_amounts(each, way.title) for each in (then, now))
        assert (way.before, way.after) == (sum(was.values()), sum(is_now.values())), where
        came, gone, changed = way.sides
        assert _refs(came) == set(is_now) - set(was), where
        assert _refs(gone) == set(was) - set(is_now), where
        assert _refs(changed) == {ref for ref in set(was) & set(is_now) if was[ref] != is_now[ref]}, where
        assert came.by + gone.by + changed.by == way.after - way.before and not any(each.rest for each in way.sides)
        late = "gỡ bỏ sau khi gửi" if bridge.indicator.counted is Counted.UNIT else "ghi nhận sau khi gửi"
        assert all(late in each.why for each in came.named), where
        for each in gone.named:
            assert each.why == report_gone.REMOVED or each.why.startswith("nay không đạt: "), (where, each)


def _amounts(found: Found, title: str) -> dict[str, int]:
    """What each record adds; of a ratio to its part or its whole."""
    if isinstance(found, Part):
        return dict.fromkeys({PART: found.n, WHOLE: found.of}[title], 1)
    return dict(Counter(found)) if isinstance(found, list) else found if isinstance(found, dict) else _once(found)


def _once(found: Found) -> dict[str, int]:
    assert isinstance(found, set)
    return dict.fromkeys(found, 1)


def _refs(side: Any) -> set[str]:
    return {each.change.ref for each in side.named}
