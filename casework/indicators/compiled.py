"""A question worked out once for a database (câu hỏi biên dịch sẵn), then asked as often as needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from sqlalchemy import CompoundSelect, Select
from sqlalchemy.engine import Connection, Dialect


class Compiled:
    """One statement, its parameters by name on every driver: a value is given once, however often it is asked for."""

    def __init__(self, question: Select[Any] | CompoundSelect[Any], dialect: Dialect) -> None:
        self._in_text = dialect.name == "sqlite"
        named = cast(Callable[..., Dialect], type(dialect))(paramstyle="named" if self._in_text else "pyformat")
        compiled = question.compile(dialect=named, compile_kwargs={"render_postcompile": True})
        self._statement = str(compiled)
        # What the question fixes itself; a name may mean another value in another question.
        self._fixed = self.said({name: value for name, value in compiled.params.items() if value is not None})
        readers = (
            column.type.dialect_impl(named).result_processor(named, None) for column in question.selected_columns
        )
        self._readers = tuple((place, read) for place, read in enumerate(readers) if read is not None)

    def said(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Values as the driver takes them."""
        if not self._in_text:
            return dict(given)
        return {name: str(value) if isinstance(value, date) else value for name, value in given.items()}

    def ask(self, cursor: Any, said: dict[str, Any]) -> None:
        """Ask on an open cursor, which then holds the rows as the driver gives them."""
        cursor.execute(self._statement, said | self._fixed if self._fixed else said)

    def rows(self, connection: Connection, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows, each column in its own type."""
        cursor = connection.connection.cursor()
        try:
            self.ask(cursor, self.said(given))
            return [self._read(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self._readers:
            return tuple(row)
        values = list(row)
        for place, read in self._readers:
            values[place] = read(values[place])
        return tuple(values)
