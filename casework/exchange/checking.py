"""Checking a chunk of rows of one table: cells, references, keys, units, and ends that are not before beginnings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_

from casework.access.sealing import blind_index
from casework.exchange.cells import UNREAD, CellReader, Malformed, Value, shown
from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.places import Place
from casework.exchange.reader import Cells, Source
from casework.exchange.rows import Record, Row, first_day
from casework.exchange.run import Run
from casework.i18n import format_date

_NOT_PLAIN = (Kind.REFERENCE, Kind.NATIONAL_ID, Kind.BIRTH, Kind.SUBJECT, Kind.UNIT)
"""Kinds whose cell is not what the record keeps."""


class Checker:
    """Turns the rows of one table into records, or says what is wrong with them."""

    def __init__(self, run: Run, table: ExchangeTable) -> None:
        self._run = run
        self._table = table
        self._named: set[int] = set()
        self._blank: Record = dict.fromkeys(table.attributes)
        self._readers = {
            (column.key, in_terms): CellReader(column, run.cells, in_terms=in_terms)
            for column in table.columns
            for in_terms in (False, True)
        }
        self._plain = [(column.key, column.attribute) for column in table.columns if column.kind not in _NOT_PLAIN]
        self._special = [column for column in table.columns if column.kind in _NOT_PLAIN]
        self._query, self._key_columns = _stored_rows(table)

    def check(self, source: Source, number: int, lines: Iterable[tuple[int, Cells]]) -> list[Row]:
        """The rows of a chunk; those with errors must not be stored."""
        readers = [
            (index, self._readers[column.key, source.in_terms(index)])
            for index, column in enumerate(source.columns)
            if column is not None
        ]
        rows = [self._parse(source, (number, line), cells, readers) for line, cells in lines]
        for column in self._table.references:
            self._refer(column, rows)
        for row in rows:
            row.key = self._key(row)
        self._find_stored(rows)
        self._refuse_duplicates(rows)
        for row in rows:
            self._merge(row)
            self._place_unit(row)
            self._check_spans(row)
        self._run.bounds.check(self._table, rows, self._run.places)
        return rows

    def _parse(self, source: Source, place: Place, cells: Cells, readers: list[tuple[int, CellReader]]) -> Row:
        row = Row(source, place, cells)
        given = row.given
        width = len(cells)
        for index, reader in readers:
            cell = cells[index] if index < width else None
            value = reader.known.get(cell, UNREAD)
            if value is not UNREAD:
                given[reader.key] = value
                continue
            try:
                given[reader.key] = reader.read(cell)
            except Malformed as malformed:
                row.refuse(reader.key, str(malformed), shown(cell))
        for index in range(len(source.columns), width):
            if shown(cells[index]).strip():
                outside = "ô nằm ngoài các cột có tiêu đề; hãy xóa hoặc đặt lại cho đúng cột"
                row.refuse(f"(cột {index + 1})", outside, shown(cells[index]))
        row.errors.extend(self._run.known_bad.get(place, ()))
        return row

    def _refer(self, column: Column, rows: list[Row]) -> None:
        refs = {str(ref) for row in rows if (ref := row.given.get(column.key)) is not None}
        found = self._run.parents.find(column.refers_to, refs)
        refused = self._run.refused_keys[column.refers_to]
        for row in rows:
            ref = row.given.get(column.key)
            # Of a case of no kind nobody can say whether it is there.
            if ref is None or (self._table.subject and "subject" not in row.given):
                continue
            if ref in refused:
                first = f"dòng mang mã này ở bảng {column.refers_to} bị từ chối; hãy sửa dòng đó trước"
                row.refuse(column.key, first, follows=True)
            elif (parent := found.get(str(ref))) is None:
                row.refuse(column.key, f"bảng {column.refers_to} không có mã này; hãy ghi mã đã có hoặc thêm dòng đó")
            else:
                row.parents[column.key] = parent

    def _key(self, row: Row) -> Any:
        """What names the row; none where a part of it is missing or wrong."""
        if self._table.own_ref:
            return row.given.get(self._table.key[0])
        parts: list[Any] = []
        for name in self._table.key:
            column = self._table.by_key[name]
            part: Any = row.parents[name][0] if name in row.parents else row.given.get(name)
            if column.kind is Kind.REFERENCE and name not in row.parents:
                return None
            if column.kind is Kind.UNIT:
                part = self._unit_on_its_day(row, part)
            if part is None and (column.required or row.wrong_in(name)):
                return None
            parts.append(part)
        return tuple(parts)

    def _unit_on_its_day(self, row: Row, code: Value) -> int | None:
        on = first_day(row.given, self._table.unit_days)
        unit = self._run.units.bearer(str(code), on) if code is not None and on is not None else None
        return None if unit is None else unit.id

    def _find_stored(self, rows: list[Row]) -> None:
        keys = {row.key for row in rows if row.key is not None}
        if not keys:
            return
        if not self._table.own_ref:
            width = len(self._table.found_by)
            keys = {key[0] if width == 1 else key[:width] for key in keys}
        names = self._key_columns
        found: dict[Any, Record] = {}
        for stored in self._run.connection.execute(self._query, {"keys": list(keys)}).mappings():
            key = stored[names[0]] if self._table.own_ref else tuple(stored[name] for name in names)
            found.setdefault(key, dict(stored))
        for row in rows:
            row.stored = found.get(row.key)

    def _refuse_duplicates(self, rows: list[Row]) -> None:
        places = self._run.placed(self._table.ledger)
        refused = self._run.refused_keys[self._table.ledger]
        here: dict[Any, Row] = {}
        for row in rows:
            if row.key is None:
                continue
            before = here.setdefault(row.key, row)
            at = before.place if before is not row else None
            if at is None and row.stored is not None and "id" in row.stored:
                at = places.of(row.stored["id"])
            if at is None and row.stored is not None and "id" not in row.stored and self._named_before(row):
                at = (row.place[0], 0)
            if at is not None or row.key in refused:
                self._refuse_duplicate(row, at)

    def _named_before(self, row: Row) -> bool:
        """Whether an earlier chunk of this run named a stored row that has no id of its own, or made it."""
        assert row.stored is not None
        packed = row.key[0] * 2**32 + row.key[1]
        if packed in self._named or row.stored["recorded_at"] == self._run.at:
            return True
        self._named.add(packed)
        return False

    def _refuse_duplicate(self, row: Row, at: tuple[int, int] | None) -> None:
        row.duplicate = True
        column = self._table.key[-1] if self._table.name == "transfers" else self._table.key[0]
        where = "một dòng trước"
        if at is not None and at[1]:
            source = self._run.sources[at[0]]
            where = f"dòng {at[1]}" if source is row.source else f"{source.label} dòng {at[1]}"
        what = "hai lần chuyển của một hồ sơ trong một ngày" if self._table.name == "transfers" else "trùng khóa"
        row.refuse(column, f"{what} với {where} (khóa: {', '.join(self._table.key)}); hãy bỏ một dòng")

    def _merge(self, row: Row) -> None:
        record = row.record = dict(row.stored if row.stored is not None else self._blank)
        given = row.given
        for name, attribute in self._plain:
            if name in given:
                record[attribute] = given[name]
        for column in self._special:
            if column.key in given:
                self._assign(row, column, given[column.key])

    @staticmethod
    def _assign(row: Row, column: Column, value: Value) -> None:
        record = row.record
        if column.kind is Kind.REFERENCE:
            record[column.attribute] = row.parents[column.key][0] if column.key in row.parents else None
        elif column.kind is Kind.NATIONAL_ID:
            record["national_id_index"] = None if value is None else blind_index(str(value))
        elif column.kind is Kind.BIRTH:
            record["birth_on"] = None if isinstance(value, int) else value
            record["birth_year"] = value.year if isinstance(value, date) else value

    def _place_unit(self, row: Row) -> None:
        column = self._table.unit_column
        if column is None or not isinstance(code := row.given.get(column.key), str):
            return
        units, stored, attribute = self._run.units, row.stored, column.attribute
        days = ("unit_on",) if self._table.dated_by_sender else self._table.unit_days
        on = first_day(row.record, days)
        if stored is not None and units.still_means(code, stored[attribute]):
            before = first_day(stored, days)
            if on == before:
                return
            if self._table.dated_by_sender and before is None and on == units.day_to_write(stored[attribute], None):
                row.record["unit_on"] = None
                return
        if row.wrong_in(*days) or (on is None and not self._table.dated_by_sender):
            unknown = not units.book.bearers(code)
            unit = None if unknown else units.book.bearers(code)[0]
        else:
            unit = units.bearer(code, on)
        if unit is None:
            row.refuse(column.key, units.refusal(code, on))
        else:
            row.record[attribute] = unit.id

    def _check_spans(self, row: Row) -> None:
        for beginnings, end in self._table.spans:
            begun = next((name for name in beginnings if row.record[name] is not None), None)
            if begun is None or row.record[end] is None or row.wrong_in(end, *beginnings):
                continue
            if row.record[end] < row.record[begun]:
                row.refuse(
                    end if row.has(end) else begun,
                    f"ngày kết thúc {end} ({format_date(row.record[end])}) trước ngày bắt đầu {begun} "
                    f"({format_date(row.record[begun])}); hãy sửa một trong hai ngày",
                )


def _stored_rows(table: ExchangeTable) -> tuple[Select[Any], tuple[str, ...]]:
    """The query for the stored rows of a chunk's keys, and the columns that make up a key."""
    stored = table.stored
    extra = [stored.c.id] if "id" in stored.c else []
    columns = [*extra, stored.c.recorded_at, *(stored.c[name] for name in table.attributes)]
    names = tuple(table.by_key[name].attribute for name in table.key)
    found_by = [stored.c[table.by_key[name].attribute] for name in (table.found_by or table.key)]
    wanted = found_by[0] if len(found_by) == 1 else tuple_(*found_by)
    return select(*columns).where(wanted.in_(bindparam("keys", expanding=True))), names
