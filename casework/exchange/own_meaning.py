"""What the words of a commune's own sheet (biểu của xã) mean to a reader: units, people, books and cases by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.exchange.cells import Cells
from casework.exchange.own_books import Books
from casework.exchange.own_cases import Cases
from casework.exchange.own_people import People
from casework.exchange.own_units import UnitNames

Answers = Mapping[str, Mapping[str, str]]


class Meaning:
    """What words mean to somebody of a scope, on a day; asked once for everything that a file says.

    :param elsewhere: the keys that other sheets of the same file bring for a table
    :param answers: sheet → number of a row → the code of whoever somebody said it is about
    """

    def __init__(
        self,
        session: Session,
        scope: Scope,
        today: date,
        elsewhere: Callable[[str], set[str]] = lambda table: set(),
        answers: Answers = MappingProxyType({}),
    ) -> None:
        self.session, self.scope, self.today, self.elsewhere = session, scope, today, elsewhere
        self.answers = answers
        self.cells = Cells(today)
        self.units = UnitNames(session, scope, today)
        self.people = People(session, scope)
        self.books = Books(session, scope)
        self.cases = Cases(session, scope)
