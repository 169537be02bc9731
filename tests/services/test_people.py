"""Registering, correcting and finding people."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from casework.access import trail
from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.vocabulary import Sex
from casework.records.person import Person
from casework.records.trail import TrailEntry
from casework.services.duplicates import LikelyDuplicates, NationalIdTaken
from casework.services.people import edit_person, masked_name, national_id_of, register_person
from casework.services.searches import find_people
from tests.cast import make_person, scope

TODAY = date(2026, 11, 21)


def register(session, actor, unit, **changed):
    values = {
        "full_name": "Danh Văn Út",
        "birth": date(1991, 2, 3),
        "sex": Sex.MALE,
        "unit": unit,
        "today": TODAY,
    } | changed
    return register_person(session, scope(actor), actor, **values)


def edit(session, actor, person, **changed):
    values = {
        "version": person.version,
        "reason": "sửa theo giấy khai sinh",
        "full_name": person.full_name,
        "birth": person.birth_on or person.birth_year,
        "sex": Sex(person.sex),
        "unit": person.unit,
        "today": TODAY,
        "national_id": national_id_of(person),
        "address": person.address,
        "phone": person.phone,
    } | changed
    return edit_person(session, scope(actor), actor, person.ref, **values)


def count(session):
    return session.scalar(select(func.count(Person.id)))


def test_a_person_is_stored_with_a_sealed_national_id_a_residence_and_a_trail_entry(session, house):
    person = register(session, house.officer, house.go_quao, national_id="091 091 000 123", address="Ấp Phước Trung")
    session.commit()
    assert (person.full_name, person.birth_year, person.unit.code) == ("Danh Văn Út", 1991, "30952")
    assert b"091091000123" not in person.national_id_sealed
    assert national_id_of(person) == "091091000123"
    assert [(each.unit_id, each.address, each.to_on) for each in person.residences] == [
        (house.go_quao.id, "Ấp Phước Trung", None)
    ]
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert (entry.tag, entry.keys, entry.person_id) == ("person:person:registered", {"ref": person.ref}, person.id)
    assert list(trail.breaks(session)) == []


def test_a_year_of_birth_alone_is_enough(session, house):
    person = register(session, house.officer, house.go_quao, birth=1991)
    assert (person.birth_on, person.birth_year) == (None, 1991)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"full_name": "   "}, "full_name"),
        ({"birth": date(2026, 11, 22)}, "birth"),
        ({"birth": 1890}, "birth"),
        ({"national_id": "12345"}, "national_id"),
        ({"phone": "0" * 41}, "phone"),
    ],
)
def test_an_impossible_value_is_refused_naming_its_field(session, house, changed, field):
    with pytest.raises(InvalidInput) as refused:
        register(session, house.officer, house.go_quao, **changed)
    assert refused.value.field == field


def test_a_unit_outside_the_scope_is_refused(session, house):
    with pytest.raises(InvalidInput, match="không thuộc phạm vi"):
        register(session, house.officer, house.dinh_hoa)


def test_a_unit_that_has_ended_is_refused(session, house):
    with pytest.raises(InvalidInput, match="không tồn tại vào ngày 21/11/2026"):
        register(session, house.officer, house.old_town)


def test_the_same_name_without_diacritics_and_the_same_year_asks_first(session, house):
    known = register(session, house.officer, house.go_quao)
    with pytest.raises(LikelyDuplicates) as refused:
        register(session, house.officer, house.go_quao, full_name="DANH  VAN UT", birth=1991)
    assert [each.person.ref for each in refused.value.candidates] == [known.ref]
    assert refused.value.candidates[0].reasons == (
        "Trùng họ tên khi bỏ dấu",
        "trùng năm sinh 1991",
        "cùng đơn vị cư trú",
    )
    assert count(session) == 1


def test_somebody_said_to_be_different_is_registered(session, house):
    known = register(session, house.officer, house.go_quao)
    other = register(session, house.officer, house.go_quao, confirm_different=True, seen={known.ref})
    assert other.ref != known.ref


def test_a_candidate_that_appeared_after_the_officer_looked_asks_again(session, house):
    register(session, house.officer, house.go_quao)
    with pytest.raises(LikelyDuplicates):
        register(session, house.officer, house.go_quao, confirm_different=True, seen=set())


def test_the_same_name_in_the_neighbouring_commune_is_nobody_s_business(session, house):
    make_person(session, house.dinh_hoa, "Danh Văn Út", birth_on=date(1991, 2, 3))
    assert register(session, house.officer, house.go_quao).id


def test_a_national_id_on_file_here_names_the_record(session, house):
    known = register(session, house.officer, house.go_quao, national_id="091091000123")
    with pytest.raises(NationalIdTaken, match=known.ref):
        register(session, house.officer, house.go_quao, full_name="Người Khác", national_id="091091000123")


def test_a_national_id_on_file_elsewhere_names_nobody(session, house):
    register(session, house.neighbour, house.dinh_hoa, national_id="091091000123")
    with pytest.raises(NationalIdTaken) as refused:
        register(session, house.officer, house.go_quao, full_name="Người Khác", national_id="091091000123")
    assert refused.value.person is None
    assert "Danh" not in str(refused.value) and "30958" not in str(refused.value)
    assert "đơn vị khác" in str(refused.value)


def test_a_correction_needs_a_reason_and_leaves_a_trail_without_the_name(session, house):
    person = register(session, house.officer, house.go_quao)
    session.commit()
    with pytest.raises(InvalidInput, match="lý do"):
        edit(session, house.officer, person, full_name="Danh Văn Út Em", reason=" ")
    edit(session, house.officer, person, full_name="Danh Văn Út Em", birth=1992)
    session.commit()
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert entry.keys["changes"] == {
        "full_name": [],
        "birth_on": ["1991-02-03", None],
        "birth_year": ["1991", "1992"],
    }
    assert find_people(session, scope(house.officer), house.officer, "ut em").total == 1


def test_a_stale_correction_is_a_conflict_and_changes_nothing(session, house):
    person = register(session, house.officer, house.go_quao)
    session.commit()
    seen = person.version
    edit(session, house.officer, person, phone="0912000111")
    session.commit()
    with pytest.raises(Conflict):
        edit(session, house.officer, person, version=seen, phone="0912999999")
    session.rollback()
    assert person.phone == "0912000111"


def test_a_move_closes_the_residence_before_and_keeps_it(session, house):
    person = register(session, house.officer, house.go_quao, address="Ấp 1")
    session.commit()
    edit(session, house.officer, person, unit=house.dinh_hoa, address="Ấp 9", moved_on=date(2026, 10, 1))
    session.commit()
    lived = [(each.unit.name, each.address, each.from_on, each.to_on) for each in person.residences]
    assert lived == [
        ("Xã Gò Quao", "Ấp 1", None, date(2026, 10, 1)),
        ("Xã Định Hòa", "Ấp 9", date(2026, 10, 1), None),
    ]
    with pytest.raises(NotFound):
        edit(session, house.officer, person)


def test_a_person_of_the_neighbouring_commune_cannot_be_edited(session, house):
    person = make_person(session, house.dinh_hoa)
    with pytest.raises(NotFound):
        edit(session, house.officer, person)


@pytest.mark.parametrize("text", ["Nguyễn Văn Ân", "nguyen van an", "ân ngu", "AN", "091091000777", "091 091 000 777"])
def test_people_are_found_by_words_without_diacritics_and_by_the_whole_national_id(session, house, text):
    person = register(session, house.officer, house.go_quao, full_name="Nguyễn Văn Ân", national_id="091091000777")
    register(session, house.officer, house.go_quao, full_name="Lê Thị Bé")
    assert [each.id for each in find_people(session, scope(house.officer), house.officer, text).people] == [person.id]


def test_people_are_found_by_ref_and_never_by_part_of_a_national_id(session, house):
    person = register(session, house.officer, house.go_quao, national_id="091091000777")
    assert find_people(session, scope(house.officer), house.officer, person.ref.lower()).total == 1
    assert find_people(session, scope(house.officer), house.officer, "091091").total == 0
    assert find_people(session, scope(house.neighbour), house.neighbour, person.ref).total == 0


def test_a_search_is_noted_without_the_number_searched_for(session, house):
    find_people(session, scope(house.officer), house.officer, "091091000777")
    session.commit()
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert entry.keys == {"query": "*********777", "count": 0}


def test_who_may_not_see_names_does_not_find_by_name(session, house):
    person = register(session, house.officer, house.go_quao)
    assert find_people(session, scope(house.supervisor), house.supervisor, "danh").total == 0
    assert find_people(session, scope(house.supervisor), house.supervisor, person.ref).total == 1
    assert find_people(session, scope(house.supervisor), house.supervisor, "").total == 1


def test_a_list_is_cut_into_pages_of_25(session, house):
    for number in range(30):
        make_person(session, house.go_quao, f"Người Thứ {number:02d}")
    first = find_people(session, scope(house.officer), house.officer, "")
    last = find_people(session, scope(house.officer), house.officer, "", page=99)
    assert (len(first.people), first.total, first.pages) == (25, 30, 2)
    assert (len(last.people), last.page) == (5, 2)


def test_a_masked_name_is_its_initials():
    assert masked_name("Nguyễn Văn An") == "N. V. A."
    assert masked_name("Đỗ thị Ánh") == "Đ. T. Á."
