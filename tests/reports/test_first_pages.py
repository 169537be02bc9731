"""The first page of a list comes at once: the database reads on until it has enough, and sorts no whole list before.

national.stat is what SQLite knows of a database of a million people (its sqlite_stat1), so that it plans for one here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from casework.records.unit import Unit
from casework.reports.drill import drill_page
from casework.reports.forms import FORMS
from casework.reports.periods import parse_window
from casework.reports.place import frame
from tests.reports.cells import EVERYTHING

WINDOW = parse_window("2024-01-01..2024-12-31")


@pytest.fixture
def million(session, cast):
    """The database's own connection, planning as if a million people were recorded."""
    connection = session.connection().connection.dbapi_connection
    lines = (line.split(" ", 2) for line in Path(__file__).with_name("national.stat").read_text().splitlines())
    connection.execute("ANALYZE")
    connection.execute("DELETE FROM sqlite_stat1")
    connection.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", lines)
    connection.execute("ANALYZE sqlite_schema")
    return connection


@pytest.mark.any_database
@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.code)
def test_the_country_reads_each_list_as_an_index_has_it(session, million, form):
    country = session.scalars(select(Unit).where(Unit.code == "VN")).one()
    for line in form.rows:
        for indicator in (line.indicator, *line.variants.values()):
            asked: list[str] = []
            million.set_trace_callback(asked.append)
            drill_page(session, indicator, frame(country, line.window(WINDOW)), EVERYTHING, limit=51)
            million.set_trace_callback(None)
            plans = [row[3] for each in asked for row in million.execute(f"EXPLAIN QUERY PLAN {each}")]
            # What is reckoned of the first ones alone may be put in their order again.
            before = plans[: plans.index("SCAN first")] if "SCAN first" in plans else plans
            assert plans and "USE TEMP B-TREE FOR ORDER BY" not in before, (form.code, line.id, asked, plans)
