"""Matching a commune's headings with our columns (ghép cột): proposed once, remembered for the same headings."""

from __future__ import annotations

import re
from datetime import timedelta

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.errors import InvalidInput, NotFound
from casework.exchange.columns import Column, ExchangeTable
from casework.exchange.own_sheets import Glimpse, Plan, headings_digest, missing
from casework.exchange.tables import TABLES
from casework.i18n import fold
from casework.records.db import now
from casework.records.importing import ImportMapping, ImportUpload
from casework.records.unit import Unit

_ALIKE = 78
"""How alike two names are at least, of 100, for one to be proposed for the other."""
_ALSO = {
    "full_name": ("ho va ten", "ho ten", "ten doi tuong"),
    "birth_date": ("ngay thang nam sinh", "nam sinh", "ngay sinh"),
    "national_id": ("cccd", "cmnd", "so cccd", "so cmnd", "so dinh danh", "can cuoc"),
    "phone": ("sdt", "so dien thoai", "dien thoai"),
    "address": ("dia chi", "noi o", "thuong tru", "dia chi thuong tru", "ap", "khom ap"),
    "unit_code": ("ma xa", "ma don vi", "ma dvhc"),
    "person_ref": ("ma nguoi", "ma ho so", "so ho so"),
}


def propose_columns(table: ExchangeTable, headings: list[str]) -> dict[str, int]:
    """The likely place of each of the table's columns among the headings, by their names without diacritics.

    :returns: our column → place; a heading is proposed once
    """
    plain = [_plain(heading) for heading in headings]
    scored = sorted(
        (
            (-_likeness(column, heading), order, place)
            for order, column in enumerate(table.columns)
            for place, heading in enumerate(plain)
            if heading
        ),
    )
    found: dict[str, int] = {}
    for score, order, place in scored:
        key = table.columns[order].key
        if -score >= _ALIKE and key not in found and place not in found.values():
            found[key] = place
    return found


def propose_table(headings: list[str]) -> str:
    """The table whose columns the headings name best."""
    return max(TABLES, key=lambda name: len(propose_columns(TABLES[name], headings)) / len(TABLES[name].columns) ** 0.5)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _likeness(column: Column, heading: str) -> float:
    names = (_plain(column.heading), column.key.replace("_", " "), *_ALSO.get(column.key, ()))
    return max(fuzz.token_sort_ratio(heading, name) for name in names)


def remembered(session: Session, unit_id: int, headings: list[str]) -> ImportMapping | None:
    """How a sheet of this unit with the same headings was read before."""
    query = select(ImportMapping).where(
        ImportMapping.unit_id == unit_id, ImportMapping.headings == headings_digest(headings)
    )
    return session.scalar(query)


def match_columns(
    session: Session,
    scope: Scope,
    actor: Actor,
    row: ImportUpload,
    *,
    sheet: Glimpse,
    heading_row: int,
    table: str,
    columns: dict[str, int],
    unit_id: int | None,
) -> None:
    """Say how a waiting file is to be read (ghép cột), and remember it for the next one with these headings.

    :param unit_id: whose rows they are where the sheet does not say; the actor's own unit without a choice
    :raises InvalidInput: a required column is matched with nothing, or one heading with two columns
    :raises NotFound: the unit is outside the scope
    """
    lacking = missing(TABLES[table], columns)
    if lacking:
        named = ", ".join(f"“{column.heading}”" for column in lacking)
        raise InvalidInput(f"Hãy ghép các cột bắt buộc: {named}. Nếu biểu chưa có, hãy thêm cột vào tệp.")
    if len(set(columns.values())) < len(columns):
        raise InvalidInput("Một cột của biểu được ghép vào hai mục. Hãy chọn mỗi cột một lần.")
    unit = session.scalar(select(Unit).where(Unit.id == (unit_id or actor.unit_id), *within(scope, Unit.id)))
    if unit is None:
        raise NotFound("Không tìm thấy đơn vị này trong phạm vi của bạn.")
    ended_on = None if unit.valid_to is None else unit.valid_to - timedelta(days=1)
    row.plan = Plan(
        sheet.name, heading_row, table, columns, unit.code, ended_on.isoformat() if ended_on else ""
    ).as_json()
    _remember(session, row.unit_id, sheet.headings(heading_row), table, columns)


def _remember(session: Session, unit_id: int, headings: list[str], table: str, columns: dict[str, int]) -> None:
    kept = remembered(session, unit_id, headings)
    if kept is None:
        kept = ImportMapping(unit_id=unit_id, headings=headings_digest(headings))
        session.add(kept)
    kept.table, kept.columns, kept.used_at = table, columns, now()
    session.flush()
