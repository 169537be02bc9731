"""A preview (xem trước) in words: the tally that always adds up, first rows, refusals, and what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from flask_babel import gettext as _

from casework.exchange.cells import shown
from casework.exchange.columns import Column, Kind
from casework.exchange.own_people import LATER, NEW, Asked
from casework.exchange.reader import Source
from casework.exchange.report import ImportReport, TableCount
from casework.exchange.tables import TABLES
from casework.i18n import format_date
from casework.records.importing import ImportUpload

MOST_REFUSALS, MOST_CHANGES, MOST_ASKED, FIRST_ROWS = 100, 50, 100, 5
WHO = "who:"
"""How the fields begin that say who is meant by a row."""


def preview_of(row: ImportUpload, found: list[Source], report: ImportReport) -> dict[str, Any]:
    """What the page of a preview shows."""
    wrong = [error for error in report.errors if not error.follows]
    asked = _asked(found)
    total = TableCount("")
    for count in report.tables:
        for name in ("read", "new", "changed", "unchanged", "refused"):
            setattr(total, name, getattr(total, name) + getattr(count, name))
    return {
        "upload": row,
        "tables": TABLES,
        "counts": report.tables,
        "total": total,
        "refusals": wrong[:MOST_REFUSALS],
        "refused_cells": len(wrong),
        "following": len(report.errors) - len(wrong),
        "heading": heading_of,
        "changes": [(change, list(_told(change.table, change.changes))) for change in report.changes[:MOST_CHANGES]],
        "changed": len(report.changes),
        "recognised": _recognised(found),
        "passed_over": sorted({line for source in found for line in source.passed_over}),
        "asked": asked[:MOST_ASKED],
        "new_answer": NEW,
        "later_answer": LATER,
        "asked_in_all": len(asked),
        "first": [(source, _columns(source), list(_first_rows(source))) for source in found],
    }


def _recognised(found: list[Source]) -> list[tuple[str, int]]:
    """By what rows' people were recognised, and how many; a sheet of sessions is two sources of the same rows."""
    ways = {(source.sheet, line): way for source in found for line, way in source.found.items()}
    return sorted(Counter(ways.values()).items())


@dataclass(frozen=True)
class Question:
    """One row about which somebody has to say who is meant."""

    sheet: str
    line: int
    asked: Asked

    @property
    def name(self) -> str:
        """Its name in the form."""
        return f"{WHO}{self.line}:{self.sheet}"


def _asked(found: list[Source]) -> list[Question]:
    """A sheet of sessions is two sources of the same rows."""
    rows = {
        (source.sheet, line): Question(source.sheet, line, asked)
        for source in found
        for line, asked in source.asked.items()
    }
    # What nobody has said yet comes first, so that a long list is worked through from page to page.
    return sorted(rows.values(), key=_order)


def _order(question: Question) -> tuple[bool, bool, str, int]:
    return question.asked.chosen != "", question.asked.new_otherwise, question.sheet, question.line


def answers_in(form: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """What a form says about the rows of a file: sheet and number of a row → code."""
    said = {}
    for name, ref in form.items():
        line, _colon, sheet = name.removeprefix(WHO).partition(":")
        if name.startswith(WHO) and line.isdigit():
            said[sheet, int(line)] = ref
    return said


def heading_of(table: str, key: str) -> str:
    """The official heading of a column; the key itself where it is none."""
    column = TABLES[table].by_key.get(key) if table in TABLES else None
    return column.heading if column is not None else key


def _columns(source: Source) -> list[Column]:
    return [column for column in source.columns if column is not None]


def _first_rows(source: Source) -> Any:
    for number, cells in islice(source.rows(), FIRST_ROWS):
        pairs = zip(source.columns, cells, strict=False)
        yield number, [_as_read(column, cell) for column, cell in pairs if column is not None]


def _as_read(column: Column, cell: Any) -> str:
    """What the cell will mean: a value of a list by its official term, a day as days are written."""
    said = shown(cell)
    if column.kind in (Kind.DAY, Kind.BIRTH):
        try:
            return format_date(date.fromisoformat(said))
        except ValueError:
            return said
    terms = {str(member.value): _(member.term) for member in column.values or ()}
    if column.kind is Kind.YES_NO:
        terms = {"yes": _("có"), "no": _("không")}
    return terms.get(said.lower(), _said(cell))


def _told(table: str, changes: dict[str, list[Any]]) -> Any:
    for key, (before, after) in changes.items():
        yield heading_of(table, key), _said(before), _said(after)


def _said(value: Any) -> str:
    return format_date(value) if isinstance(value, date) else shown(value)
