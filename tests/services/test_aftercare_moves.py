"""Moves of an after-care: custody passes, the old place tells the new one."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from casework.errors import NotFound
from casework.i18n import VIETNAM
from casework.records.act import Act
from casework.services import aftercare_moves
from casework.services.aftercares import case_view, facts_of, seen_aftercare
from casework.services.checks import faults
from tests.cast import make_aftercare, make_person, scope


def test_a_move_passes_custody_and_carries_the_notice_of_the_old_place(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(session, person, starts_on=date(2026, 7, 6), decided_on=date(2026, 7, 6), term_months=12)
    left = datetime(2026, 9, 1, 10, 0, tzinfo=VIETNAM)
    aftercare_moves.move_aftercare(
        doing(aftercare),
        moved_on=date(2026, 9, 1),
        to_unit=house.dinh_hoa,
        left_at=left,
        notified_on=date(2026, 9, 2),
        notified_at=datetime(2026, 9, 2, 10, 1, tzinfo=VIETNAM),
        number="5/TB",
    )
    session.commit()
    assert [(each.unit_id, each.from_on) for each in aftercare.custody] == [
        (house.go_quao.id, date(2026, 7, 6)),
        (house.dinh_hoa.id, date(2026, 9, 1)),
    ]
    notice = session.scalars(select(Act).where(Act.act == "notify_move")).one()
    assert "hạn cuối 02/09/2026 10:00" in notice.late[0]["text"]
    assert person.unit_id == house.dinh_hoa.id
    with pytest.raises(NotFound):
        seen_aftercare(session, scope(house.officer), aftercare.ref)
    assert list(faults(session)) == []


def test_a_move_without_a_day_of_notice_was_told_the_same_day_and_its_clock_is_closed(session, house, doing):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(session, person, starts_on=date(2026, 7, 6), decided_on=date(2026, 7, 6), term_months=12)
    aftercare_moves.move_aftercare(doing(aftercare), moved_on=date(2026, 9, 1), to_unit=house.dinh_hoa)
    session.commit()
    assert facts_of(aftercare).last_move.notified_on == date(2026, 9, 1)
    clocks = case_view(session, aftercare, date(2026, 9, 10)).told.deadlines
    assert clocks and not [each.label for each in clocks if "chuyển đến" in each.label]


def test_the_receiving_place_records_the_notice_it_got(session, house, doing):
    aftercare = make_aftercare(
        session,
        make_person(session, house.go_quao),
        decided_on=date(2026, 1, 5),
        term_months=12,
        moves=[(date(2026, 3, 2), house.dinh_hoa)],
    )
    act = aftercare_moves.notify_move(doing(aftercare, house.neighbour), notified_on=date(2026, 3, 10))
    assert [late["citation"] for late in act.late] == [
        "điểm c khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 43 Luật 73/2021/QH14"
    ]
