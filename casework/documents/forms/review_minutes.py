"""Minutes of the meeting that examines a dossier (biên bản họp xét duyệt, thẩm định): opinions and the vote."""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Field, Fields, Heading, Row, Table
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.hearing import Hearing
from casework.documents.passages import (
    blank_rows,
    guardian_fields,
    head,
    opening,
    person_fields,
    sentence,
    shown,
    signers,
    titled,
)

ROOM_FOR_MEMBERS = 5


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case, held = sheet.facts, sheet.facts.hearing
    received = case.proposed_on if case.compulsory else case.registered_on
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", tiến hành họp xét hồ sơ của:"),
        Fields(
            (
                *person_fields(sheet.whom, short=True),
                Field("Hình thức cai nghiện", case.form),
                Field("Ngày tiếp nhận đăng ký, hồ sơ", shown(received)),
            )
        ),
        *guardian_fields(sheet.whom),
        Heading("I. Thành phần và ý kiến"),
        Table(
            "Thành phần dự họp và ý kiến",
            (
                Column("STT", 0.6, Align.CENTRE),
                Column("Họ và tên", 2),
                Column("Cơ quan, chức vụ", 2),
                Column("Ý kiến", 3),
            ),
            _members(held),
            2,
        ),
        Heading("II. Kết luận"),
        Fields(_conclusion(held)),
        sentence("Biên bản kết thúc vào hồi …… giờ …… cùng ngày, đã đọc lại cho mọi người cùng nghe và ký tên."),
        signers("Thư ký", "Chủ trì"),
    )


def _members(held: Hearing | None) -> tuple[Row, ...]:
    """Whom the law wants there; who stayed away is said, names and opinions are written by hand."""
    if held is None or not held.wanted:
        return blank_rows(ROOM_FOR_MEMBERS, 4)
    return tuple(
        Row((str(place), "", seat, "" if present else "Vắng mặt"))
        for place, (seat, present) in enumerate(held.wanted, start=1)
    )


def _conclusion(held: Hearing | None) -> tuple[Field, ...]:
    votes = (None, None) if held is None else (held.votes_for, held.votes_against)
    told = [None if each is None else str(each) for each in votes]
    tie = (Field("Ý kiến ngang nhau", "Chủ tịch Ủy ban nhân dân cấp xã quyết định"),) if held and held.is_tie else ()
    return (Field("Số người đồng ý", told[0]), Field("Số người không đồng ý", told[1]), *tie, Field("Đề nghị"))


FORM = PaperForm(
    kind="review-minutes",
    name="Biên bản họp xét, đánh giá",
    subject=Subject.EPISODE,
    titles=(("papers", "review_minutes"),),
    issuer=Office.COMMITTEE,
    symbol="BB",
    ready=lambda facts: not facts.compulsory,
    build=_build,
)
SESSION = PaperForm(
    kind="session-minutes",
    name="Biên bản họp xét duyệt của Tổ công tác",
    subject=Subject.EPISODE,
    titles=(("orders", "session_minutes"),),
    issuer=Office.COMMITTEE,
    symbol="BB",
    ready=lambda facts: facts.compulsory,
    build=_build,
)
