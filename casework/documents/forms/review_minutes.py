"""Minutes of the meeting that examines a dossier (biên bản họp xét duyệt, thẩm định): opinions and the vote."""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Field, Fields, Heading, Table
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import blank_rows, head, opening, person_fields, sentence, shown, signers, titled

ROOM_FOR_MEMBERS = 5


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", tiến hành họp xét hồ sơ của:"),
        Fields(
            (
                *person_fields(sheet.whom, short=True),
                Field("Hình thức cai nghiện", case.form),
                Field("Ngày tiếp nhận đăng ký, hồ sơ", shown(case.registered_on)),
            )
        ),
        Heading("I. Thành phần và ý kiến"),
        Table(
            "Thành phần dự họp và ý kiến",
            (
                Column("STT", 0.6, Align.CENTRE),
                Column("Họ và tên", 2),
                Column("Cơ quan, chức vụ", 2),
                Column("Ý kiến", 3),
            ),
            blank_rows(ROOM_FOR_MEMBERS, 4),
        ),
        Heading("II. Kết luận"),
        Fields(
            (
                Field("Số người đồng ý"),
                Field("Số người không đồng ý"),
                Field("Đề nghị", None),
            )
        ),
        sentence("Biên bản kết thúc vào hồi …… giờ …… cùng ngày, đã đọc lại cho mọi người cùng nghe và ký tên."),
        signers("Thư ký", "Chủ trì"),
    )


FORM = PaperForm(
    kind="review-minutes",
    name="Biên bản họp xét, đánh giá",
    subject=Subject.EPISODE,
    titles=(("papers", "review_minutes"), ("compulsory", "session_form")),
    choose=lambda facts: int(facts.compulsory),
    issuer=Office.COMMITTEE,
    symbol="BB",
    build=_build,
)
