"""Registers and lists (sổ, danh sách): headings and rows of a unit in a window, whatever they are.

Nguồn: Điều 5 Thông tư 05/2011/TT-BLĐTBXH: mở sổ ngày 01/01, khóa sổ ngày 31/12.
"""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Paragraph, Row, Table, italic, text
from casework.documents.facts import Office, RegisterFacts, Sheet
from casework.documents.form import PaperForm, Source, Subject
from casework.documents.passages import closing, head, whole_title
from casework.documents.report_table import fitted_widths, nothing_happened
from casework.i18n import format_date


def _build(sheet: Sheet[RegisterFacts]) -> tuple[Block, ...]:
    register = sheet.facts
    rows = register.rows or (nothing_happened(len(register.headings)),)
    shares = register.shares or fitted_widths(register.headings, rows)
    notes = register.notes or (f"Tổng số: {len(register.rows)} dòng",)
    columns = tuple(
        Column(words, share, Align.CENTRE if place == 0 else Align.LEFT)
        for place, (words, share) in enumerate(zip(register.headings, shares, strict=True))
    )
    days = f"{register.unit}, từ ngày {format_date(register.first_on)} đến ngày {format_date(register.last_on)}"
    return (
        head(sheet.issue),
        whole_title(sheet.issue),
        Paragraph(text(italic(days)), Align.CENTRE),
        Table(sheet.issue.title, columns, tuple(Row(row) for row in rows)),
        *(Paragraph(text(italic(note)), indented=False) for note in notes),
        closing(sheet.issue),
    )


def _register(kind: str, name: str, title: Source, issuer: Source | Office) -> PaperForm[RegisterFacts]:
    return PaperForm(
        kind=kind, name=name, subject=Subject.UNIT, titles=(title,), issuer=issuer, build=_build, landscape=True
    )


REGISTRATION_REGISTER = _register(
    "registration-register",
    "Sổ đăng ký cai nghiện ma túy tự nguyện",
    ("forms", "registration_register"),
    ("authorities", "voluntary_community_registration"),
)
AFTERCARE_LIST = _register(
    "aftercare-list",
    "Danh sách người bị quản lý sau cai nghiện",
    ("papers", "aftercare_list"),
    ("aftercare", "management_authority"),
)
LOAN_LIST = _register("loan-list", "Danh sách người vay vốn", ("papers", "loan_list"), Office.COMMITTEE)
SO01 = _register("so01", "Sổ 01-SCN: cai nghiện tự nguyện tại gia đình", ("papers", "so01"), Office.COMMITTEE)
SO02 = _register("so02", "Sổ 02-SCN: cai nghiện tự nguyện tại cộng đồng", ("papers", "so02"), Office.COMMITTEE)
SO03 = _register("so03", "Sổ 03-SCN: cai nghiện bắt buộc tại cộng đồng", ("papers", "so03"), Office.COMMITTEE)
SO04 = _register("so04", "Sổ 04-SCN: quản lý sau cai nghiện tại nơi cư trú", ("papers", "so04"), Office.COMMITTEE)
SO05 = _register("so05", "Sổ 05-SCN: người hoàn thành cai nghiện", ("papers", "so05"), Office.COMMITTEE)
