"""Rules of episodes, certificates and transfers: nothing happens to a case before the day it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from casework.exchange.custodies import derive
from casework.exchange.rows import Row, first_day
from casework.exchange.run import CHUNK
from casework.exchange.table_rules import TableRules
from casework.i18n import format_date
from casework.records.episode import Certificate, Episode, EpisodeTransfer

_EPISODE: Any = Episode.__table__
_CERTIFICATE: Any = Certificate.__table__
_TRANSFER: Any = EpisodeTransfer.__table__
_DAYS = ("registered_on", "decided_on", "started_on", "ended_on")


class EpisodeRules(TableRules):
    """Who has custody follows from an episode's dates, its unit and its moves."""

    def on_update(self) -> dict[str, Any]:
        return {"updated_at": self.run.at, "version": _EPISODE.c.version + 1}

    def extra(self, row: Row) -> dict[str, Any]:
        return {"updated_at": self.run.at, "version": 1}

    def after(self, new: list[Row], changed: list[Row]) -> None:
        self.run.moved_episodes.update(row.row_id for row in changed if {"unit_id", *_DAYS} & set(row.changes()))

    def finish(self) -> None:
        """Look again at what was stored before for episodes whose days changed, then derive every custody anew."""
        changed = sorted(self.run.moved_episodes)
        for start in range(0, len(changed), CHUNK):
            ids = changed[start : start + CHUNK]
            self._check_certificates(ids)
            self._check_transfers(ids)
        if not self.run.late:
            derive(self.run.connection, self.run.units.book.by_id, self._to_derive())

    def _to_derive(self) -> Iterator[int]:
        new = self.run.placed("episodes").new_ids
        yield from new
        yield from (episode_id for episode_id in sorted(self.run.moved_episodes) if episode_id not in new)

    def _check_certificates(self, ids: list[int]) -> None:
        columns = (_EPISODE.c.id, _EPISODE.c.started_on, _CERTIFICATE.c.issued_on)
        query = select(*columns).join(_CERTIFICATE, _CERTIFICATE.c.episode_id == _EPISODE.c.id)
        for row_id, started_on, issued_on in self.run.connection.execute(query.where(_EPISODE.c.id.in_(ids))):
            if started_on is None or issued_on < started_on:
                message = (
                    f"giấy chứng nhận của đợt này đã cấp ngày {format_date(issued_on)}; "
                    "hãy ghi ngày bắt đầu không sau ngày đó"
                )
                self._refuse(row_id, "started_on", started_on, message)

    def _check_transfers(self, ids: list[int]) -> None:
        columns = (_EPISODE.c.id, *(_EPISODE.c[name] for name in _DAYS), _TRANSFER.c.moved_on)
        query = select(*columns).join(_TRANSFER, _TRANSFER.c.episode_id == _EPISODE.c.id)
        for row in self.run.connection.execute(query.where(_EPISODE.c.id.in_(ids))).mappings():
            first_on = first_day(dict(row), _DAYS)
            if first_on is not None and row["moved_on"] < first_on:
                message = (
                    f"đợt này đã chuyển nơi quản lý ngày {format_date(row['moved_on'])}; "
                    f"hãy sửa để ngày đầu tiên ({format_date(first_on)}) không sau ngày đó"
                )
                self._refuse(row["id"], "registered_on", row["registered_on"], message)

    def _refuse(self, row_id: int, column: str, value: date | None, message: str) -> None:
        place = self.run.placed("episodes").of(row_id)
        if place is not None:
            self.run.refuse_late(place, column, value.isoformat() if value else "", message)


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
        self.run.moved_episodes.update(row.record["episode_id"] for row in (*new, *changed))
