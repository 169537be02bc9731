"""An example of each column (ví dụ), as somebody would write it; together they are one right row of every table."""

from __future__ import annotations

from casework.exchange.columns import Column, ExchangeTable, Kind

_BY_KIND = {
    Kind.DAY: "15/03/2024",
    Kind.BIRTH: "02/09/1990",
    Kind.NUMBER: "12",
    Kind.MONEY: "5000000",
    Kind.YES_NO: "có",
    Kind.UNIT: "30952",
    Kind.NATIONAL_ID: "091090000001",
}
_TEXTS = {
    "full_name": "Nguyễn Văn An",
    "ethnicity": "Kinh",
    "address": "Ấp Phước Trung",
    "phone": "0912345678",
    "decision_number": "12/QĐ-UBND",
    "number": "05/2024",
    "note": "Thăm gia đình",
    "removal_reason": "Chuyển nơi cư trú",
    "substances": "Heroin",
    "trade": "Sửa xe máy",
    "provider": "Trung tâm Giáo dục nghề nghiệp",
    "purpose": "Chăn nuôi",
    "facility": "Trung tâm Y tế Gò Quao",
    "topic": "Phòng, chống ma túy",
    "programme": "Đề án 2596",
    "subject": "Công tác cai nghiện",
}


def example(table: ExchangeTable, column: Column) -> str:
    """What a cell of the column may look like (ví dụ)."""
    if column.values is not None:
        return str(next(iter(column.values)).value)
    if column.kind is Kind.REF:
        return _ref(table.name)
    if column.kind is Kind.REFERENCE:
        return _ref(column.refers_to)
    if column.key == "name":
        return f"{table.title} Gò Quao"
    return _BY_KIND.get(column.kind) or _TEXTS[column.key]


def _ref(table: str) -> str:
    return f"{table[:2].upper()}-001"
