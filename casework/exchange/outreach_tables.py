"""Exchange tables of communication (truyền thông) and of papers that direct the work (văn bản chỉ đạo)."""

from __future__ import annotations

from casework.exchange.columns import ExchangeTable, day, number, ref, term, text, unit
from casework.law.vocabulary import EventKind, Level, MaterialKind
from casework.records.outreach import CommunicationEvent, Directive, Material

EVENTS = ExchangeTable(
    "events",
    "Hoạt động truyền thông",
    CommunicationEvent,
    (
        ref("event_ref", "Mã hoạt động"),
        unit(),
        day("held_on", "Ngày tổ chức", required=True),
        term("level", "Cấp tổ chức", Level, required=True),
        term("kind", "Hình thức", EventKind),
        text(CommunicationEvent, "topic", "Nội dung"),
        number("participants", "Số lượt người tham dự", required=True),
        text(CommunicationEvent, "programme", "Chương trình"),
    ),
    key=("event_ref",),
    unit_days=("held_on",),
)

MATERIALS = ExchangeTable(
    "materials",
    "Vật phẩm truyền thông",
    Material,
    (
        ref("material_ref", "Mã vật phẩm"),
        unit(),
        day("issued_on", "Ngày phát hành", required=True),
        term("kind", "Loại vật phẩm", MaterialKind),
        number("quantity", "Số lượng", required=True),
        text(Material, "programme", "Chương trình"),
    ),
    key=("material_ref",),
    unit_days=("issued_on",),
)

DIRECTIVES = ExchangeTable(
    "directives",
    "Văn bản chỉ đạo",
    Directive,
    (
        ref("directive_ref", "Mã văn bản"),
        unit(),
        day("issued_on", "Ngày ban hành", required=True),
        term("level", "Cấp ban hành", Level, required=True),
        text(Directive, "number", "Số, ký hiệu", required=True),
        text(Directive, "subject", "Trích yếu"),
        text(Directive, "programme", "Chương trình"),
    ),
    key=("directive_ref",),
    unit_days=("issued_on",),
)
