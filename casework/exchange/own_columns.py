"""What a column of a commune's own sheet may be (cột của biểu): a column of the format, or what tells of a person."""

from __future__ import annotations

from collections.abc import Iterable

from casework.exchange.cells import Cell, Doubt, shown
from casework.exchange.columns import Column, ExchangeTable, Kind
from casework.exchange.own_cases import CASES
from casework.exchange.own_cells import TICKS
from casework.law.vocabulary import Sex

Values = dict[str, Cell]
"""What a row says, by column; and who it is about by `WHO`."""

WHO = {
    column.key: column
    for column in (
        Column("who_name", "Họ và tên của người", Kind.TEXT, ""),
        Column("who_birth", "Ngày sinh hoặc năm sinh của người", Kind.BIRTH, ""),
        Column("who_id", "Số CMND/CCCD của người", Kind.NATIONAL_ID, ""),
        Column("who_address", "Thôn, ấp, địa chỉ của người", Kind.TEXT, ""),
    )
}
"""Columns that name the person of a row where the sheet knows no key: they find somebody and change nothing."""

BY_SEX = {
    column.key: column
    for column in (
        Column("birth_male", "Ngày sinh hoặc năm sinh: nam", Kind.BIRTH, ""),
        Column("birth_female", "Ngày sinh hoặc năm sinh: nữ", Kind.BIRTH, ""),
    )
}
"""Columns of sheets that say the sex by where they write the birth; a tick there says the sex alone."""
_SEX_OF = {"birth_male": Sex.MALE.value, "birth_female": Sex.FEMALE.value}


def about(table: ExchangeTable) -> Column | None:
    """The column with the key of the person, or of the person's case, that a row is about."""
    found = (column for column in table.references if column.refers_to in ("persons", *CASES))
    return None if table.parts else next(found, None)


def own_columns(table: ExchangeTable) -> tuple[Column, ...]:
    """What a column of a sheet may be: a column of the table, or what names the person of a row."""
    named = about(table)
    people = (*WHO.values(), *BY_SEX.values())
    found: list[Column] = []
    for column in table.columns:
        found.append(column)
        if column is named:
            found.extend(people)
        elif column.key == "birth_date":
            found.extend(BY_SEX.values())
    return (*found, *people) if table.name == "sessions" else tuple(found)


def read_sex(table: ExchangeTable, said: Values) -> None:
    """Birth and sex from the columns of the sexes."""
    written = {key: cell for key in BY_SEX if shown(cell := said.pop(key, None)).strip()}
    if not written:
        return
    key, cell = next(iter(written.items()))
    birth = "birth_date" if table.name == "persons" else "who_birth"
    if len(written) > 1:
        said[birth] = Doubt(" / ".join(map(shown, written.values())), "ghi ở cả cột nam và cột nữ; hãy để một cột")
    elif shown(cell).strip().lower() not in TICKS:
        said[birth] = cell
    if table.name == "persons" and not shown(said.get("sex")).strip():
        said["sex"] = _SEX_OF[key]


def only_ticked(columns: Iterable[tuple[int, Column]], rows: Iterable[tuple[Cell, ...]]) -> frozenset[str]:
    """The columns of yes and no in which somebody ticked some rows and left the others empty."""
    asked = [(place, column.key) for place, column in columns if column.kind is Kind.YES_NO]
    said: dict[str, set[str]] = {key: set() for _, key in asked}
    for cells in rows if asked else ():
        for place, key in asked:
            if place < len(cells) and (text := shown(cells[place]).strip().lower()):
                said[key].add(text)
    return frozenset(key for key, texts in said.items() if texts and texts <= TICKS)
