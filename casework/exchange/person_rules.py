"""Rules of `persons`: nobody has somebody else's national id; the id is sealed; residences are kept with their days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from casework.access.sealing import seal
from casework.exchange.columns import ExchangeTable
from casework.exchange.places import Place
from casework.exchange.rows import Record, Row
from casework.exchange.run import Run
from casework.exchange.table_rules import TableRules
from casework.i18n import fold
from casework.records.person import Person, Residence
from casework.records.person_search import Entry, entries_of, keep_entries

_STORED: Any = Person.__table__
_RESIDENCE: Any = Residence.__table__
_FOUND_BY = {"full_name", "address", "phone"}


@dataclass(frozen=True)
class _Waiting:
    """An id still held by somebody who may give it up further down the file."""

    place: Place
    person_id: int
    index: str
    national_id: str


class PersonRules(TableRules):
    """People and their national ids, as they are after the run."""

    def __init__(self, run: Run, table: ExchangeTable) -> None:
        super().__init__(run, table)
        self._waiting: list[_Waiting] = []
        self._postponed: dict[Place, Row] = {}
        self._words: set[Entry] = set()

    def check(self, rows: list[Row]) -> None:
        self._postponed = {}
        self._leave_merged(rows)
        holders = self._holders({row.record["national_id_index"] for row in rows} - {None})
        taken: dict[str, str] = {}
        released: set[str] = set()
        for row in rows:
            if row.errors or row.duplicate:
                continue
            index = row.record["national_id_index"]
            before = row.stored["national_id_index"] if row.stored else None
            if index is not None:
                self._check_holder(row, index, before, holders.get(index), taken, released)
            if not row.errors:
                if index is not None:
                    taken[index] = str(row.key)
                if before is not None and before != index:
                    released.add(before)

    def _leave_merged(self, rows: list[Row]) -> None:
        """A record that was merged stays as it is: what the file says of it was judged when it was merged."""
        stored_ids = [row.stored["id"] for row in rows if row.stored is not None]
        query = select(_STORED.c.id).where(_STORED.c.id.in_(stored_ids), _STORED.c.merged_into_id.is_not(None))
        merged = set(self.run.connection.execute(query).scalars()) if stored_ids else set()
        for row in rows:
            if row.stored is not None and row.stored["id"] in merged:
                row.record = dict(row.stored)

    def _keep_words(self, rows: list[Row]) -> None:
        """Let the people be found by their names, addresses and telephones, from this transaction on."""
        entries: set[Entry] = set()
        for row in rows:
            entries |= entries_of(fold(row.record["full_name"]), row.record["address"], row.record["phone"])
        entries -= self._words
        keep_entries(self.run.connection, entries)
        self._words |= entries

    def _check_holder(
        self,
        row: Row,
        index: str,
        before: str | None,
        holder: tuple[int, str] | None,
        taken: dict[str, str],
        released: set[str],
    ) -> None:
        if index in taken:
            self._refuse_second(row, taken[index])
        elif index == before or holder is None or index in released:
            return
        elif self.run.placed("persons").of(holder[0]) is not None:
            self._refuse_second(row, holder[1])
        else:
            self._postponed[row.place] = row

    def _refuse_second(self, row: Row, ref: str) -> None:
        row.refuse("national_id", self._second(ref))

    def _second(self, ref: str) -> str:
        # Whoever may not see the other person is not told who it is.
        holder = "một hồ sơ khác" if self.run.bounds.are_set else f"người mang mã {ref}"
        return f"{holder} đã có số này; hãy kiểm tra số, hoặc dùng một mã cho một người"

    def _holders(self, indexes: set[str]) -> dict[str, tuple[int, str]]:
        if not indexes:
            return {}
        columns = (_STORED.c.national_id_index, _STORED.c.id, _STORED.c.ref)
        query = select(*columns).where(_STORED.c.national_id_index.in_(list(indexes)))
        return {index: (row_id, ref) for index, row_id, ref in self.run.connection.execute(query)}

    def before(self, changed: list[Row]) -> None:
        freed = [{"row_id": row.row_id} for row in changed if "national_id_index" in row.changes()]
        self._set_ids([{**row, "index": None, "sealed": None} for row in freed])

    def extra(self, row: Row) -> Record:
        index = None if row.place in self._postponed else row.record["national_id_index"]
        return {
            "name_folded": fold(row.record["full_name"]),
            "national_id_index": index,
            "national_id_sealed": seal(str(row.given["national_id"])) if index else None,
            "updated_at": self.run.at,
            "version": 1,
        }

    def on_update(self) -> dict[str, Any]:
        return {"updated_at": self.run.at, "version": _STORED.c.version + 1}

    def after(self, new: list[Row], changed: list[Row]) -> None:
        named: list[Record] = []
        numbered: list[Record] = []
        for row in changed:
            differing = row.changes()
            if "full_name" in differing:
                named.append({"row_id": row.row_id, "folded": fold(row.record["full_name"])})
            index = row.record["national_id_index"]
            if "national_id_index" in differing and index and row.place not in self._postponed:
                numbered.append(_numbered(row.row_id, index, str(row.given["national_id"])))
        if named:
            folded = update(_STORED).where(_STORED.c.id == bindparam("row_id"))
            self.run.connection.execute(folded.values(name_folded=bindparam("folded")), named)
        self._set_ids(numbered)
        for row in self._postponed.values():
            index, national_id = row.record["national_id_index"], str(row.given["national_id"])
            self._waiting.append(_Waiting(row.place, row.row_id, index, national_id))
        self._keep_words(new + [row for row in changed if _FOUND_BY & set(row.changes())])
        self._keep_residences(new, [row for row in changed if {"unit_id", "address"} & set(row.changes())])

    def _set_ids(self, records: list[Record]) -> None:
        if records:
            query = update(_STORED).where(_STORED.c.id == bindparam("row_id"))
            values: Record = {"national_id_index": bindparam("index"), "national_id_sealed": bindparam("sealed")}
            self.run.connection.execute(query.values(values), records)

    def _keep_residences(self, new: list[Row], moved: list[Row]) -> None:
        """The open residence is where the person lives; a move closes it and opens another."""
        if moved:
            open_ones = _RESIDENCE.c.person_id.in_([row.row_id for row in moved]), _RESIDENCE.c.to_on.is_(None)
            self.run.connection.execute(update(_RESIDENCE).where(*open_ones).values(to_on=self.run.today))
        records = [self._residence(row, None) for row in new]
        records.extend(self._residence(row, self.run.today) for row in moved)
        if records:
            self.run.connection.execute(insert(_RESIDENCE), records)

    def _residence(self, row: Row, from_on: Any) -> Record:
        return {
            "person_id": row.row_id,
            "unit_id": row.record["unit_id"],
            "address": row.record["address"],
            "from_on": from_on,
            "recorded_at": self.run.at,
            "recorded_by_id": self.run.actor.account_id,
        }

    def finish(self) -> None:
        """Give out the ids that had to wait, unless their holders kept them."""
        for waiting in self._waiting:
            holder = self._holders({waiting.index}).get(waiting.index)
            if holder is None:
                self._set_ids([_numbered(waiting.person_id, waiting.index, waiting.national_id)])
            else:
                self.run.refuse_late(waiting.place, "national_id", waiting.national_id, self._second(holder[1]))


def _numbered(row_id: int, index: str, national_id: str) -> Record:
    return {"row_id": row_id, "index": index, "sealed": seal(national_id)}
