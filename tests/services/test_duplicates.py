"""Pairs that may be one person: why, and what becomes of them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.access.sealing import blind_index, seal
from casework.errors import InvalidInput, NotFound
from casework.records.duplicate import DuplicatePair
from casework.services.duplicate_pairs import (
    compare_changed,
    open_pairs,
    pairs_beyond,
    park_likely_pairs,
    say_different,
)
from casework.services.duplicate_reasons import LIKELY, Traits, compare
from casework.services.duplicates import likely_duplicates
from tests.cast import make_person, scope


def numbered(national_id):
    return {"national_id_index": blind_index(national_id), "national_id_sealed": seal(national_id)}


def pairs(session):
    return [(pair.first_id, pair.second_id) for pair in session.scalars(select(DuplicatePair))]


def test_an_old_card_and_a_new_one_of_the_same_name_and_year_speak_for_one_person(session, house):
    one = make_person(session, house.go_quao, "Danh Văn Út", **numbered("091091000"))
    two = make_person(session, house.go_quao, "Danh Văn Ut", birth_on=None, birth_year=1990, **numbered("091090000123"))
    likeness = compare(Traits.of(one), Traits.of(two))
    assert likeness.score >= LIKELY
    assert likeness.reasons == (
        "Trùng họ tên khi bỏ dấu",
        "trùng năm sinh 1990",
        "cùng đơn vị cư trú",
        "một hồ sơ ghi CMND, một hồ sơ ghi CCCD",
    )


@pytest.mark.parametrize(
    "columns",
    [
        {"birth_on": date(1985, 1, 1)},
        {"sex": "female"},
        {"full_name": "Trần Văn Hùng"},
    ],
)
def test_who_differs_in_what_does_not_change_is_not_proposed(session, house, columns):
    one = make_person(session, house.go_quao, "Danh Văn Út", address="Ấp Một")
    two = make_person(session, house.go_quao, columns.pop("full_name", "Danh Văn Út"), address="Ấp Một", **columns)
    assert park_likely_pairs(session, [one.id, two.id]) == 0


def test_two_whole_new_cards_are_two_people(session, house):
    one = make_person(session, house.go_quao, **numbered("091090000123"))
    two = make_person(session, house.go_quao, **numbered("091090000456"))
    assert park_likely_pairs(session, [one.id, two.id]) == 0


def test_the_same_telephone_and_nearly_the_same_name_is_proposed_on_entry(session, house):
    known = make_person(session, house.go_quao, "Danh Văn Úc", phone="0912 000 111", birth_on=date(1991, 7, 8))
    traits = Traits("Danh Văn Út", date(1991, 7, 8), 1991, "male", house.go_quao.id, None, "+84912000111", None)
    found = likely_duplicates(session, scope(house.officer), "Danh Văn Út", 1991, phone="+84912000111", known=traits)
    assert [each.person for each in found] == [known]
    assert "trùng số điện thoại" in found[0].reasons


def test_the_night_compares_what_changed_once(session, house):
    one, two = (make_person(session, house.go_quao) for _ in range(2))
    assert compare_changed(session) == 1
    assert compare_changed(session) == 0
    three = make_person(session, house.go_quao)
    assert compare_changed(session) == 2
    assert pairs(session) == [(one.id, two.id), (one.id, three.id), (two.id, three.id)]


def test_a_pair_said_to_be_different_is_never_proposed_again(session, house):
    one, two = (make_person(session, house.go_quao) for _ in range(2))
    park_likely_pairs(session, [two.id])
    where = scope(house.officer)
    pair = session.scalars(open_pairs(where)).one()
    with pytest.raises(InvalidInput):
        say_different(session, where, house.officer, pair.id, note="")
    say_different(session, where, house.officer, pair.id, note="hai anh em sinh đôi")
    assert park_likely_pairs(session, [one.id, two.id]) == 0
    assert not session.scalars(open_pairs(where)).all()


def test_a_pair_across_the_border_waits_for_somebody_above(session, house):
    one = make_person(session, house.go_quao, phone="0912000111")
    make_person(session, house.dinh_hoa, phone="0912000111")
    assert park_likely_pairs(session, [one.id]) == 1
    where = scope(house.officer)
    assert not session.scalars(open_pairs(where)).all()
    assert pairs_beyond(session, where) == 1
    pair = session.scalars(open_pairs(scope(house.supervisor))).one()
    with pytest.raises(NotFound):
        say_different(session, where, house.officer, pair.id, note="hai người khác nhau")
