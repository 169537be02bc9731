"""Decisions that establish a team with its members, and that dissolve it (quyết định thành lập, giải thể tổ)."""

from __future__ import annotations

from casework.documents.blocks import Align, Annex, Block, Column, Row, Table, long_date
from casework.documents.facts import Office, Sheet, TeamFacts
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import article, blank_rows, closing, head, reasons, titled
from casework.i18n import format_date

ROOM_FOR_MEMBERS = 5


def _build(sheet: Sheet[TeamFacts]) -> tuple[Block, ...]:
    issue, team = sheet.issue, sheet.facts
    done, _, which = issue.title.removeprefix("Quyết định ").partition(" Tổ ")
    named = f"Tổ {which}"
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
        article(1, f"{done.capitalize()} {named} gồm các ông (bà) có tên trong danh sách kèm theo."),
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


def _dissolve(sheet: Sheet[TeamFacts]) -> tuple[Block, ...]:
    issue, team = sheet.issue, sheet.facts
    named = issue.title.removeprefix("Quyết định giải thể ")
    number = team.decision_number
    founded = format_date(team.established_on)
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, f"Giải thể {named} thành lập theo Quyết định số ", number, f", ngày thành lập {founded}."),
        article(2, "Tổ bàn giao hồ sơ, sổ sách, tài sản đang quản lý cho ", None, "."),
        article(3, "Các ông (bà) là thành viên của tổ và cơ quan, tổ chức liên quan thi hành kể từ ngày ký."),
        closing(issue, "Như Điều 3"),
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
DISSOLUTION = PaperForm(
    kind="team-dissolution",
    name="Quyết định giải thể Tổ công tác",
    subject=Subject.TEAM,
    titles=(("team", "dissolution_paper"),),
    issuer=Office.COMMITTEE,
    symbol="QĐ",
    ready=lambda facts: facts.dissolved_on is not None,
    build=_dissolve,
)
