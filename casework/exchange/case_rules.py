"""Rules of cases, certificates and transfers: nothing happens to a case before the day it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from casework.access.custody import OF_CASES
from casework.exchange.columns import ExchangeTable
from casework.exchange.custodies import CASES, derive
from casework.exchange.rows import Row, first_day
from casework.exchange.run import CHUNK, Run
from casework.exchange.table_rules import TableRules
from casework.i18n import format_date
from casework.records.episode import Certificate, Episode

_EPISODE: Any = Episode.__table__
_CERTIFICATE: Any = Certificate.__table__


class CaseRules(TableRules):
    """Who has custody follows from a case's dates, its unit and its moves."""

    def __init__(self, run: Run, table: ExchangeTable) -> None:
        super().__init__(run, table)
        self.tables = CASES[table.name]

    def on_update(self) -> dict[str, Any]:
        return {"updated_at": self.run.at, "version": self.tables.case.c.version + 1}

    def extra(self, row: Row) -> dict[str, Any]:
        return {"updated_at": self.run.at, "version": 1}

    def after(self, new: list[Row], changed: list[Row]) -> None:
        deciding = {"unit_id", *self.tables.days, *OF_CASES[self.tables.case.name].COPIED}
        self.run.moved[self.table.name].update(row.row_id for row in changed if deciding & set(row.changes()))

    def finish(self) -> None:
        """Look again at what was stored before for cases whose days changed, then derive every custody anew."""
        changed = sorted(self.run.moved[self.table.name])
        for start in range(0, len(changed), CHUNK):
            self.look_again(changed[start : start + CHUNK])
        if not self.run.late:
            derive(self.run.connection, self.run.units.book.by_id, self.tables, self._to_derive())

    def look_again(self, ids: list[int]) -> None:
        """Refuse the cases whose first date now comes after a move that was stored before."""
        case, moves, days = self.tables.case, self.tables.moves, self.tables.days
        query = select(case.c.id, *(case.c[name] for name in days), moves.c.moved_on)
        query = query.join(moves, moves.c[self.tables.case_id] == case.c.id).where(case.c.id.in_(ids))
        for row in self.run.connection.execute(query).mappings():
            first_on = first_day(dict(row), days)
            if first_on is not None and row["moved_on"] < first_on:
                message = (
                    f"hồ sơ này đã chuyển nơi quản lý ngày {format_date(row['moved_on'])}; "
                    f"hãy sửa để ngày đầu tiên ({format_date(first_on)}) không sau ngày đó"
                )
                self.refuse(row["id"], days[0], row[days[0]], message)

    def refuse(self, row_id: int, column: str, value: date | None, message: str) -> None:
        """Note that the row which named a case in this run must not be stored."""
        place = self.run.placed(self.table.ledger).of(row_id)
        if place is not None:
            self.run.refuse_late(place, column, value.isoformat() if value else "", message)

    def _to_derive(self) -> Iterator[int]:
        new = self.run.placed(self.table.ledger).new_ids
        yield from new
        yield from (case_id for case_id in sorted(self.run.moved[self.table.name]) if case_id not in new)


class EpisodeRules(CaseRules):
    """An episode does not start after its certificate."""

    def look_again(self, ids: list[int]) -> None:
        columns = (_EPISODE.c.id, _EPISODE.c.started_on, _CERTIFICATE.c.issued_on)
        query = select(*columns).join(_CERTIFICATE, _CERTIFICATE.c.episode_id == _EPISODE.c.id)
        for row_id, started_on, issued_on in self.run.connection.execute(query.where(_EPISODE.c.id.in_(ids))):
            if started_on is None or issued_on < started_on:
                message = (
                    f"giấy chứng nhận của đợt này đã cấp ngày {format_date(issued_on)}; "
                    "hãy ghi ngày bắt đầu không sau ngày đó"
                )
                self.refuse(row_id, "started_on", started_on, message)
        super().look_again(ids)


class CertificateRules(TableRules):
    """A certificate needs an episode that has started, and is not older than its start."""

    def check(self, rows: list[Row]) -> None:
        for row in rows:
            if row.errors or "episode_ref" not in row.parents:
                continue
            started_on = row.parents["episode_ref"][3]
            if started_on is None:
                row.refuse("issued_on", "đợt cai nghiện chưa có ngày bắt đầu (started_on); hãy ghi ngày đó trước")
            elif row.record["issued_on"] < started_on:
                row.refuse(
                    "issued_on",
                    f"trước ngày bắt đầu đợt cai nghiện ({format_date(started_on)}); hãy ghi từ ngày đó trở đi",
                )

    def after(self, new: list[Row], changed: list[Row]) -> None:
        self.run.moved["episodes"].update(row.record["episode_id"] for row in (*new, *changed))


class TransferRules(TableRules):
    """A case cannot move before its first date; each move changes who has custody."""

    def check(self, rows: list[Row]) -> None:
        for row in rows:
            if row.errors or "subject_ref" not in row.parents:
                continue
            first_on = min(day for day in row.parents["subject_ref"][1:] if day is not None)
            if row.record["moved_on"] < first_on:
                row.refuse(
                    "moved_on",
                    f"trước ngày đầu tiên của hồ sơ ({format_date(first_on)}); hãy ghi ngày chuyển từ ngày đó trở đi",
                )

    def after(self, new: list[Row], changed: list[Row]) -> None:
        column = self.table.by_key["subject_ref"]
        self.run.moved[column.refers_to].update(row.record[column.attribute] for row in (*new, *changed))
