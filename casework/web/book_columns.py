"""The columns of a book's list: a heading, what stands in the cell, and how it is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from casework.i18n import format_date, format_number
from casework.law.vocabulary import Term

Cell = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column; `look` are the classes of its cells."""

    title: Any
    cell: Cell
    look: str = ""


def day(name: str, title: Any) -> Column:
    """A day."""
    return Column(title, lambda row: format_date(getattr(row, name)), "nowrap")


def text(name: str, title: Any, *, wide_only: bool = False) -> Column:
    """Words; on a phone left out where the list can do without."""
    return Column(title, lambda row: getattr(row, name) or "", "d-none d-lg-table-cell" if wide_only else "words")


def term(name: str, terms: type[Term], title: Any, *, wide_only: bool = False) -> Column:
    """One value of a closed list, by its official term."""

    def shown(row: Any) -> str:
        value = getattr(row, name)
        return _(terms(value).term) if value else ""

    return Column(title, shown, "d-none d-lg-table-cell" if wide_only else "")


def number(name: str, title: Any) -> Column:
    """A count or an amount."""
    return Column(title, lambda row: format_number(getattr(row, name)), "number nowrap")


def unit(of: Cell, title: Any) -> Column:
    """The unit that a row belongs to."""
    return Column(title, lambda row: of(row).name, "unit")
