"""Log of one session of a consultation point (phiếu ghi buổi tư vấn)."""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Field, Fields, Heading, Row, Table
from casework.documents.facts import Office, SessionFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import head, shown, signers, whole_title


def _build(sheet: Sheet[SessionFacts]) -> tuple[Block, ...]:
    held = sheet.facts
    rows = tuple(Row((str(place), name, "")) for place, name in enumerate(held.people, start=1))
    present: tuple[Block, ...] = (
        Heading("Người được tư vấn có ghi tên"),
        Table(
            "Người được tư vấn",
            (Column("STT", 0.6, Align.CENTRE), Column("Họ và tên", 4), Column("Ghi chú", 3)),
            rows,
        ),
    )
    return (
        head(sheet.issue),
        whole_title(sheet.issue),
        Fields(
            (
                Field("Điểm tư vấn", held.point),
                Field("Nơi đặt", held.premises),
                Field("Ngày", shown(held.held_on)),
                Field("Hình thức", held.kind),
                Field("Chủ đề", held.topic),
                Field("Người tư vấn", held.staff),
                Field("Số người có mặt", str(held.attendance)),
            )
        ),
        *(present if rows else ()),
        Fields((Field("Nội dung tư vấn"), Field("Kết quả, dịch vụ được giới thiệu"))),
        signers("Người được tư vấn", "Người tư vấn"),
    )


FORM = PaperForm(
    kind="session-log",
    name="Phiếu ghi buổi tư vấn",
    subject=Subject.SESSION,
    titles=(("papers", "session_log"),),
    issuer=Office.COMMITTEE,
    build=_build,
)
