"""Exchange tables of clubs (câu lạc bộ, nhóm sau cai) and who belongs to them."""

from __future__ import annotations

from casework.exchange.columns import ExchangeTable, day, ref, reference, text, unit
from casework.records.club import Club, ClubMember

CLUBS = ExchangeTable(
    "clubs",
    "Câu lạc bộ, nhóm sau cai",
    Club,
    (
        ref("club_ref", "Mã câu lạc bộ"),
        unit(),
        day("established_on", "Ngày thành lập", required=True),
        text(Club, "name", "Tên câu lạc bộ", required=True),
        day("closed_on", "Ngày giải thể"),
    ),
    key=("club_ref",),
    unit_days=("established_on",),
    spans=((("established_on",), "closed_on"),),
)

CLUB_MEMBERS = ExchangeTable(
    "club_members",
    "Thành viên câu lạc bộ",
    ClubMember,
    (
        reference("club_ref", "Mã câu lạc bộ", "clubs", "club_id"),
        reference("person_ref", "Mã người", "persons", "person_id"),
        day("from_on", "Từ ngày", required=True),
        day("to_on", "Đến hết ngày"),
    ),
    key=("club_ref", "person_ref", "from_on"),
    found_by=("club_ref",),
    spans=((("from_on",), "to_on"),),
)
