"""Points and sessions: on days when the point exists, with the named and the unnamed, at one's own point."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.vocabulary import Premises, SessionKind
from casework.records.trail import TrailEntry
from casework.services import attendance, consultations, points
from casework.services.point_assignments import ASSIGNMENTS
from tests.cast import make_person, make_point, make_session, make_staff, scope
from tests.conftest import TODAY


def record(session, house, actor=None, **changed):
    actor = actor or house.officer
    given = {
        "point_ref": house.point.ref,
        "held_on": date(2026, 11, 20),
        "kind": SessionKind.GROUP,
        "topic": "Dự phòng tái nghiện",
        "staff_ref": None,
        "attendance": None,
        "people": [],
        "today": TODAY,
    }
    return consultations.record_session(session, scope(actor), actor, **(given | changed))


def close(session, house, day, point=None):
    ref = (point or house.point).ref
    return points.close_point(session, scope(house.officer), house.officer, ref, closed_on=day, today=TODAY)


def test_a_group_with_named_and_unnamed_people_is_one_session_of_the_points_unit(session, house):
    an, binh = make_person(session, house.go_quao), make_person(session, house.go_quao, "Trần Bình")
    held = record(session, house, people=[an.ref, binh.ref, an.ref], attendance=7)
    assert (held.unit_id, held.attendance, len(held.attendees)) == (house.go_quao.id, 7, 2)
    session.commit()
    entry = session.scalars(select(TrailEntry).where(TrailEntry.tag == "point:session:recorded")).one()
    assert entry.keys == {"ref": held.ref, "held_on": "2026-11-20", "attendance": 7, "people": [an.ref, binh.ref]}


def test_attendance_is_the_number_named_unless_it_is_given(session, house):
    people = [make_person(session, house.go_quao, f"Danh {name}").ref for name in ("Một", "Hai", "Ba")]
    assert record(session, house, people=people).attendance == 3
    assert record(session, house, kind=SessionKind.INDIVIDUAL).attendance == 1


def test_fewer_present_than_named_or_nobody_at_all_is_refused(session, house):
    people = [make_person(session, house.go_quao, f"Danh {name}").ref for name in ("Một", "Hai")]
    with pytest.raises(InvalidInput, match=r"Số người dự \(1\) ít hơn số người có tên \(2\)"):
        record(session, house, people=people, attendance=1)
    with pytest.raises(InvalidInput, match="Hãy nhập số người dự"):
        record(session, house)


def test_a_session_is_held_on_a_day_when_the_point_exists(session, house):
    with pytest.raises(InvalidInput, match="thành lập ngày 01/07/2025"):
        record(session, house, attendance=2, held_on=date(2025, 6, 30))
    assert record(session, house, attendance=2, held_on=date(2025, 7, 1)).attendance == 2
    close(session, house, date(2026, 11, 1))
    with pytest.raises(InvalidInput, match="đã đóng cửa từ ngày 01/11/2026"):
        record(session, house, attendance=2, held_on=date(2026, 11, 1))
    assert record(session, house, attendance=2, held_on=date(2026, 10, 31)).attendance == 2


def test_a_day_that_has_not_come_is_refused(session, house):
    with pytest.raises(InvalidInput, match="22/11/2026 chưa tới"):
        record(session, house, attendance=2, held_on=date(2026, 11, 22))


def test_people_staff_and_points_of_the_neighbour_are_not_to_be_found(session, house):
    stranger = make_person(session, house.dinh_hoa, "Người Lạ")
    for changed in (
        {"people": [stranger.ref]},
        {"attendance": 2, "staff_ref": make_staff(session, house.dinh_hoa).ref},
        {"attendance": 2, "point_ref": make_point(session, house.dinh_hoa).ref},
    ):
        with pytest.raises(NotFound):
            record(session, house, **changed)


def test_a_counsellor_records_at_their_own_point_and_sees_no_other(session, house):
    other = make_point(session, house.go_quao, name="Điểm thứ hai")
    make_session(session, other, attendance=4)
    own = record(session, house, house.counsellor, attendance=3)
    with pytest.raises(NotFound):
        record(session, house, house.counsellor, point_ref=other.ref, attendance=3)
    seen = consultations.session_list(scope(house.counsellor), house.counsellor)
    assert session.scalars(seen).unique().all() == [own]


def test_a_counsellor_without_a_point_may_record_nothing_and_sees_no_point(session, house):
    nowhere = replace(house.counsellor, point_id=None)
    assert not may(nowhere, Permission.SESSION_RECORD)
    assert session.scalars(points.visible_points(scope(nowhere), nowhere)).all() == []


def correct(session, house, held, **changed):
    given = {
        "held_on": held.held_on,
        "kind": SessionKind(held.kind),
        "topic": held.topic,
        "staff_ref": None,
        "attendance": held.attendance,
        "people": [],
        "reason": "Ghi nhầm",
        "today": TODAY,
    }
    who = changed.pop("actor", house.officer)
    return consultations.correct_session(session, scope(who), who, held.ref, **(given | changed))


def test_a_correction_changes_who_is_named_and_says_so(session, house):
    an, binh = make_person(session, house.go_quao), make_person(session, house.go_quao, "Trần Bình")
    held = record(session, house, people=[an.ref], attendance=5)
    correct(session, house, held, people=[binh.ref], attendance=6)
    assert [row.person_id for row in held.attendees] == [binh.id]
    session.commit()
    entries = session.scalars(select(TrailEntry).where(TrailEntry.tag == "point:session:corrected")).all()
    assert {entry.person_id: entry.keys["changes"] for entry in entries} == {
        None: {"attendance": [5, 6], "people": [[an.ref], [binh.ref]]},
        an.id: {"attendance": [5, 6], "named": [True, False]},
        binh.id: {"attendance": [5, 6], "named": [False, True]},
    }, "each file says what concerns its person, and nobody else"
    assert {entry.keys["reason"] for entry in entries} == {"Ghi nhầm"}


def test_naming_one_more_supplements_and_taking_a_name_off_corrects(session, house):
    an, binh = make_person(session, house.go_quao), make_person(session, house.go_quao, "Trần Bình")
    held = record(session, house, people=[an.ref], attendance=5, topic=None)
    correct(session, house, held, people=[an.ref, binh.ref], topic="Việc làm", reason=None)
    with pytest.raises(InvalidInput, match="lý do sửa") as refused:
        correct(session, house, held, people=[an.ref], reason=" ")
    assert refused.value.field == "reason"


def test_a_correction_leaves_the_named_whom_the_reader_may_not_see_and_counts_them(session, house):
    gone = make_person(session, house.dinh_hoa, "Đã Chuyển Đi")
    held = make_session(session, house.point, gone, attendance=3)
    correct(session, house, held, people=[], attendance=2)
    assert [row.person_id for row in held.attendees] == [gone.id]
    with pytest.raises(InvalidInput, match="có tên"):
        correct(session, house, held, people=[make_person(session, house.go_quao).ref], attendance=1)


def test_recent_people_are_the_latest_first_each_once_and_only_those_of_the_scope(session, house):
    an, binh = make_person(session, house.go_quao), make_person(session, house.go_quao, "Trần Bình")
    make_session(session, house.point, an, binh, held_on=date(2026, 2, 1))
    make_session(session, house.point, an, make_person(session, house.dinh_hoa), held_on=date(2026, 3, 1))
    assert attendance.recent_people(session, scope(house.officer), house.point) == [an, binh]


def test_topics_and_months_of_a_point(session, house):
    make_session(session, house.point, held_on=date(2026, 2, 1), attendance=4, topic="Pháp luật")
    make_session(session, house.point, held_on=date(2026, 2, 9), attendance=6, topic="Việc làm")
    make_session(session, house.point, held_on=date(2025, 12, 9), attendance=9, topic="Pháp luật")
    assert attendance.recent_topics(session, house.point) == ["Việc làm", "Pháp luật"]
    months = attendance.attendance_by_month(session, house.point, year=2026)
    assert months[:3] == [(1, 0, 0), (2, 2, 10), (3, 0, 0)] and len(months) == 12
    assert attendance.years_of_sessions(session, scope(house.officer), house.officer) == [2026, 2025]


def test_a_point_is_established_in_a_unit_of_its_day_and_closed_after_its_last_session(session, house):
    point = points.establish_point(
        session,
        scope(house.officer),
        house.officer,
        name="Điểm tư vấn nhà văn hóa",
        premises=Premises.CULTURE_HOUSE,
        established_on=date(2024, 5, 1),
        unit_id=house.old_town.id,
        today=TODAY,
    )
    assert point.unit_id == house.old_town.id
    make_session(session, point, attendance=4, held_on=date(2026, 3, 2))
    with pytest.raises(InvalidInput, match="còn buổi tư vấn ghi ngày 02/03/2026"):
        close(session, house, date(2026, 3, 2), point)
    assert close(session, house, date(2026, 3, 3), point).closed_on == date(2026, 3, 3)


def test_somebody_is_assigned_once_at_a_time(session, house):
    who = make_staff(session, house.go_quao, "Danh Sa Rây")

    def assign(day):
        return ASSIGNMENTS.add(
            session, scope(house.officer), house.officer, house.point.ref, staff_ref=who.ref, from_on=day, today=TODAY
        )

    first = assign(date(2026, 1, 5))
    with pytest.raises(Conflict, match="Danh Sa Rây đã được phân công"):
        assign(date(2026, 1, 5))
    ASSIGNMENTS.end(
        session, scope(house.officer), house.officer, house.point.ref, first.id, to_on=date(2026, 1, 31), today=TODAY
    )
    assert assign(date(2026, 2, 1)).to_on is None
    with pytest.raises(InvalidInput, match="thành lập ngày 01/07/2025"):
        assign(date(2025, 6, 30))
