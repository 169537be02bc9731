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
from casework.exchange.own_cells import plain
from casework.exchange.own_columns import own_columns
from casework.exchange.own_headings import Glimpse, headings_digest
from casework.exchange.own_sheets import Plan, made_otherwise, missing
from casework.exchange.tables import TABLES
from casework.records.db import now
from casework.records.importing import ImportMapping, ImportUpload
from casework.records.unit import Unit

_ALIKE = 78
"""How alike two names are at least, of 100, for one to be proposed for the other."""
_WITHIN = 85
_NAME = ("ho va ten", "ho ten", "ten doi tuong", "ten nguoi")
_BIRTH = ("ngay thang nam sinh", "nam sinh", "ngay sinh", "sinh nam")
_ID = ("cccd", "cmnd", "so cccd", "so cmnd", "so dinh danh", "can cuoc", "cmnd cccd")
_ADDRESS = (
    *("dia chi", "noi o", "thuong tru", "dia chi thuong tru", "ap", "khom ap", "thon", "thon ap"),
    *("noi cu tru", "noi thuong tru", "noi tam tru", "cho o hien nay", "noi o hien nay", "ho khau thuong tru"),
)
_MALE = ("nam sinh nam", "ngay sinh nam", "ngay thang nam sinh nam", "gioi tinh nam", "nam")
_FEMALE = ("nam sinh nu", "ngay sinh nu", "ngay thang nam sinh nu", "gioi tinh nu", "nu")
_BY_SEX = re.compile(r"(?=.*\b(?:sinh|gioi tinh)\b).+ (nam|nu)")
_SEXED = {"nam": "birth_male", "nu": "birth_female"}
_ALSO = {
    "full_name": _NAME,
    "birth_date": _BIRTH,
    "birth_male": _MALE,
    "birth_female": _FEMALE,
    "national_id": _ID,
    "phone": ("sdt", "so dien thoai", "dien thoai"),
    "address": _ADDRESS,
    "who_name": (*_NAME, "nguoi duoc tu van", "ho ten nguoi duoc tu van", "ho va ten nguoi duoc tu van"),
    "who_birth": _BIRTH,
    "who_id": _ID,
    "who_address": _ADDRESS,
    "unit_code": ("ma xa", "ma don vi", "ma dvhc", "xa", "ten xa", "don vi", "xa phuong"),
    "person_ref": ("ma nguoi", "ma ho so", "so ho so"),
    "staff_ref": ("can bo", "can bo tu van", "nguoi tu van", "ho ten can bo", "thanh vien"),
    "point_ref": ("diem tu van", "ten diem tu van"),
    "team_ref": ("to cong tac", "ten to"),
    "club_ref": ("cau lac bo", "ten cau lac bo"),
    "employer_ref": ("noi lam viec", "co so", "cong ty", "doanh nghiep", "ten co so"),
    "trade": ("nghe", "nghe hoc", "nghe dao tao"),
    "started_on": ("ngay bat dau", "tu ngay", "bat dau"),
    "completed_on": ("ngay ket thuc", "den ngay", "hoan thanh", "ngay hoan thanh"),
    "ended_on": ("den ngay", "ket thuc"),
    "held_on": ("ngay", "ngay to chuc"),
    "state_supported": ("duoc ho tro", "nha nuoc ho tro", "ho tro"),
    "amount_vnd": ("so tien", "so tien vay", "muc vay"),
    "disbursed_on": ("ngay vay", "ngay giai ngan"),
    "attendance": ("so nguoi", "so nguoi du"),
    "kind": ("hinh thuc", "loai"),
    "cohort": ("nhom", "nhom danh gia"),
    "number": ("so giay", "so giay chung nhan", "so van ban"),
    "topic": ("noi dung", "chu de"),
}


def propose_columns(table: ExchangeTable, headings: list[str]) -> dict[str, int]:
    """The likely place of each of the table's columns among the headings, by their names without diacritics.

    :returns: our column → place; a heading is proposed once
    """
    columns = own_columns(table)
    words = [plain(heading) for heading in headings]
    scored = sorted(
        (
            (-_likeness(column, heading), order, place)
            for order, column in enumerate(columns)
            for place, heading in enumerate(words)
            if heading
        ),
    )
    found: dict[str, int] = {}
    for score, order, place in scored:
        key = columns[order].key
        if -score >= _ALIKE and key not in found and place not in found.values():
            found[key] = place
    return found


def propose_table(headings: list[str]) -> str:
    """The table whose columns the headings name best, of those that lack none if there are any; else people."""

    def likeness(name: str) -> tuple[bool, float]:
        table = TABLES[name]
        found = propose_columns(table, headings)
        return not missing(table, found), len(found) / len(own_columns(table)) ** 0.5

    return max(("persons", *TABLES), key=likeness)


def _likeness(column: Column, heading: str) -> float:
    sexed = _BY_SEX.fullmatch(heading)
    if sexed is not None:
        # Năm and nam are one word without their marks: what stands last says which column it is.
        return 100 if column.key == _SEXED[sexed[1]] else 0
    also = _ALSO.get(column.key, ())
    names = (plain(column.heading), column.key.replace("_", " "), *also)
    words = set(heading.split())
    # A heading that says more than the name is that column's too, unless it is another's to the word.
    within = any(" " in name and words.issuperset(name.split()) for name in also)
    return max(_WITHIN if within else 0, *(fuzz.token_sort_ratio(heading, name) for name in names))


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
        instead = made_otherwise(TABLES[table]).intersection(column.key for column in lacking)
        names = " Cột họ tên cùng năm sinh, hoặc số CCCD của người, thay được cho mã." if instead else ""
        raise InvalidInput(f"Hãy ghép các cột bắt buộc: {named}.{names} Nếu biểu chưa có, hãy thêm cột vào tệp.")
    if len(set(columns.values())) < len(columns):
        raise InvalidInput("Một cột của biểu được ghép vào hai mục. Hãy chọn mỗi cột một lần.")
    unit = session.scalar(select(Unit).where(Unit.id == (unit_id or actor.unit_id), *within(scope, Unit.id)))
    if unit is None:
        raise NotFound("Không tìm thấy đơn vị này trong phạm vi của bạn.")
    ended_on = None if unit.valid_to is None else unit.valid_to - timedelta(days=1)
    row.answers = None  # They were given to the rows as they were read before.
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
