"""Decision that establishes the team (quyết định thành lập Tổ công tác, Tổ quản lý, hỗ trợ xã hội) with its members."""

from __future__ import annotations

from casework.documents.blocks import Align, Annex, Block, Column, Row, Table, long_date
from casework.documents.facts import Office, Sheet, TeamFacts
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import article, blank_rows, closing, head, reasons, titled
from casework.i18n import format_date

ROOM_FOR_MEMBERS = 5


def _build(sheet: Sheet[TeamFacts]) -> tuple[Block, ...]:
    issue, team = sheet.issue, sheet.facts
    named = issue.title.removeprefix("Quyết định thành lập ")
    rows = tuple(
        Row((str(place), each.name, each.sector, each.role, format_date(each.from_on), format_date(each.to_on)))
        for place, each in enumerate(team.members, start=1)
    )
    number = issue.number or f"……{issue.pattern or ''}"
    numbered = f"Kèm theo Quyết định số {number} {long_date(issue.on)} của {issue.chief}"
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, f"Thành lập {named} gồm các ông (bà) có tên trong danh sách kèm theo."),
        article(2, f"{named} thực hiện nhiệm vụ theo quy định của pháp luật về phòng, chống ma túy."),
        article(3, "Các ông (bà) có tên trong danh sách và cơ quan, tổ chức liên quan thi hành Quyết định này."),
        closing(issue, "Như Điều 3"),
        Annex(None, "Danh sách thành viên", numbered),
        Table(
            "Thành viên",
            (
                Column("STT", 0.6, Align.CENTRE),
                Column("Họ và tên", 2.4),
                Column("Cơ quan, ngành", 2.3),
                Column("Nhiệm vụ", 1.4),
                Column("Từ ngày", 1.5, Align.CENTRE),
                Column("Đến ngày", 1.5, Align.CENTRE),
            ),
            rows or blank_rows(ROOM_FOR_MEMBERS, 6),
        ),
    )


FORM = PaperForm(
    kind="team-decision",
    name="Quyết định thành lập Tổ công tác",
    subject=Subject.TEAM,
    titles=(("team", "founding_paper"),),
    issuer=Office.COMMITTEE,
    symbol="QĐ",
    build=_build,
)
