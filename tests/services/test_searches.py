"""Finding people by whatever an officer has of them."""

from __future__ import annotations

from datetime import date

import pytest

from casework.access.sealing import blind_index, seal
from casework.errors import InvalidInput, NotFound
from casework.law.vocabulary import EpisodeForm, Sex
from casework.services import search_candidates
from casework.services.saved_lists import remove_list, save_list, saved_lists
from casework.services.search_filters import CaseState, Filters
from casework.services.search_words import spellings
from casework.services.searches import PAGE_SIZE, find_people
from tests.cast import make_aftercare, make_episode, make_person, scope


@pytest.fixture(params=["few", "many"])
def size(request, monkeypatch):
    """Both ways of looking: among few people one by one, among many by the register of words."""
    if request.param == "many":
        monkeypatch.setattr(search_candidates, "FEW", -1)
    return request.param


@pytest.fixture
def people(session, house):
    found = {
        "hoa": make_person(session, house.go_quao, "Nguyễn Thị Hòa", sex="female", address="Ấp Phước Trung 1"),
        "loan": make_person(
            session, house.old_town, "Trần Ngọc Loan", sex="female", birth_on=date(1988, 1, 2), phone="+84 912 000 111",
            national_id_index=blind_index("091188000777"), national_id_sealed=seal("091188000777"),
        ),
        "thuy": make_person(session, house.go_quao, "Nguyễn Văn Thuý", address="Khóm Hòa Tạo"),
        "beyond": make_person(session, house.dinh_hoa, "Nguyễn Thị Hòa", address="Ấp Phước Trung 1"),
    }  # fmt: skip
    session.commit()
    return found


FINDS = [
    ("nguyen thi hoa", ["hoa"]),
    ("Nguyễn Thị Hoà", ["hoa"]),
    ("NGUYỄN THỊ HÒA", ["hoa"]),
    ("Thúy", ["thuy"]),
    ("ngu thu", ["thuy"]),
    ("hoa thi", ["hoa"]),
    ("ngueyn thuy", ["thuy"]),
    ("tran ngoc lon", ["loan"]),
    ("nguyen", ["hoa", "thuy"]),
    ("phước trung", ["hoa"]),
    ("0912000111", ["loan"]),
    ("091 188 000 777", ["loan"]),
    ("091188000778", []),
    ("khong co ai", []),
]


def test_a_person_is_found_by_what_is_typed_and_nobody_beyond_the_scope(session, house, people, size):
    for text, names in FINDS:
        found = find_people(session, scope(house.officer), house.officer, text)
        assert {each.ref for each in found.people} == {people[name].ref for name in names}, text
        assert (found.total, found.more) == (len(names), False)


def test_the_very_marks_come_first(session, house, size):
    plain = make_person(session, house.go_quao, "Nguyễn Văn An")
    marked = make_person(session, house.go_quao, "Nguyễn Văn Ân")
    where = scope(house.officer)
    assert find_people(session, where, house.officer, "nguyễn văn ân").people == (marked, plain)
    assert find_people(session, where, house.officer, "Nguyễn Văn An").people == (plain, marked)


def test_codes_of_records_lead_to_the_person(session, house, people, size):
    episode = make_episode(session, people["hoa"], registered_on=date(2026, 8, 1))
    aftercare = make_aftercare(session, people["loan"])
    elsewhere = make_episode(session, people["beyond"], registered_on=date(2026, 8, 1))
    where = scope(house.officer)
    for ref, name in ((episode.ref, "hoa"), (episode.ref.lower(), "hoa"), (aftercare.ref, "loan")):
        assert find_people(session, where, house.officer, ref).people == (people[name],)
    assert find_people(session, where, house.officer, elsewhere.ref).total == 0


def test_somebody_living_elsewhere_is_found_where_their_case_is_held(session, house, people, size):
    make_episode(session, people["beyond"], house.go_quao, registered_on=date(2026, 8, 1))
    found = find_people(session, scope(house.officer), house.officer, "nguyen thi hoa")
    assert {each.id for each in found.people} == {people["hoa"].id, people["beyond"].id}


def test_a_changed_name_is_found_at_once(session, house, people, size):
    people["hoa"].full_name, people["hoa"].name_folded = "Nguyễn Thị Quỳnh", "nguyen thi quynh"
    session.flush()
    assert find_people(session, scope(house.officer), house.officer, "quynh").people == (people["hoa"],)


NARROWED = [
    (Filters(sex=Sex.FEMALE), ["hoa", "loan"]),
    (Filters(birth_year=1988), ["loan"]),
    (Filters(state=CaseState.NO_CASE), ["thuy"]),
    (Filters(state=CaseState.RUNNING), ["hoa"]),
    (Filters(state=CaseState.ENDED), ["loan"]),
    (Filters(state=CaseState.REGISTERED), []),
    (Filters(state=CaseState.AFTERCARE), ["loan"]),
    (Filters(form=EpisodeForm.HOME, sex=Sex.FEMALE), ["hoa", "loan"]),
    (Filters(address="hoa tao"), ["thuy"]),
    (Filters(address="khong co"), []),
]


def test_a_list_is_narrowed(session, house, people, size):
    make_episode(session, people["hoa"], registered_on=date(2026, 8, 1), started_on=date(2026, 8, 2), form="home")
    make_episode(
        session, people["loan"], registered_on=date(2023, 8, 1), started_on=date(2023, 8, 2),
        ended_on=date(2024, 8, 2), form="home",
    )  # fmt: skip
    make_aftercare(session, people["loan"])
    for wanted, names in NARROWED:
        found = find_people(session, scope(house.officer), house.officer, "", wanted=wanted)
        assert {each.ref for each in found.people} == {people[name].ref for name in names}, wanted


def test_a_large_list_is_read_to_its_end_and_a_search_says_that_there_are_more(session, house, monkeypatch):
    monkeypatch.setattr(search_candidates, "FEW", -1)
    monkeypatch.setattr("casework.services.searches.MOST", 2)
    monkeypatch.setattr(search_candidates, "MOST", 2)
    monkeypatch.setattr("casework.services.searches.PAGE_SIZE", 3)
    made = [
        make_person(session, (house.old_town, house.go_quao)[number % 2], f"Danh Văn {'ABCDEFG'[number]}n")
        for number in range(7)
    ]
    found = find_people(session, scope(house.officer), house.officer, "danh")
    assert (found.total, found.more, found.pages) == (2, True, 1)
    for wanted, fitting in ((Filters(), 7), (Filters(state=CaseState.NO_CASE), 7), (Filters(birth_year=1900), 0)):
        seen, after = [], None
        for _ in range(9):
            page = find_people(session, scope(house.officer), house.officer, "", wanted=wanted, after=after)
            seen, after = seen + [each.id for each in page.people], page.after
            if after is None:
                break
        assert (len(seen), len(set(seen)), page.total) == (fitting, fitting, None)
    assert set(seen) <= {each.id for each in made}


def test_a_rare_filter_gives_short_pages_that_go_on(session, house, monkeypatch):
    monkeypatch.setattr(search_candidates, "FEW", -1)
    monkeypatch.setattr(search_candidates, "_EXAMINED", 2)
    made = [make_person(session, house.go_quao, f"Danh Văn {'ABCDE'[number]}n") for number in range(5)]
    make_episode(session, made[4], registered_on=date(2026, 8, 1))
    wanted, after, pages = Filters(state=CaseState.REGISTERED), None, []
    while not pages or after is not None:
        page = find_people(session, scope(house.officer), house.officer, "", wanted=wanted, after=after)
        pages.append([each.id for each in page.people])
        after = page.after
    assert pages == [[], [], [made[4].id]]


def test_who_may_not_see_names_is_not_told_their_order(session, house):
    for name in ("Danh Văn Ba", "Danh Văn An", "Danh Văn Cang"):
        make_person(session, house.go_quao, name)
    shown = find_people(session, scope(house.supervisor), house.supervisor, "").people
    assert [each.id for each in shown] == sorted(each.id for each in shown)


def test_the_place_of_a_mark_is_spelt_both_ways():
    assert set(spellings("Hoà  Thúy")) == {"Hoà Thúy", "Hòa Thúy", "Hoà Thuý"}


def test_every_page_of_a_small_scope_can_be_read(session, house):
    for _ in range(PAGE_SIZE + 1):
        make_person(session, house.go_quao, "Danh Văn Em")
    second = find_people(session, scope(house.officer), house.officer, "danh", page=2)
    assert (len(second.people), second.total, second.pages, second.more) == (1, PAGE_SIZE + 1, 2, False)


def test_who_may_not_see_names_cannot_search_by_address(session, house, people):
    above = house.supervisor
    everybody = find_people(session, scope(above), above, "").total
    assert find_people(session, scope(above), above, "", wanted=Filters(address="hoa tao")).total == everybody


def test_a_saved_list_is_its_owners_alone(session, house):
    kept = save_list(session, house.officer, name=" Đang  cai ", question="state=running")
    again = save_list(session, house.officer, name="Đang cai", question="state=ended")
    assert (kept.id, again.question) == (again.id, "state=ended")
    assert saved_lists(session, house.chair) == []
    with pytest.raises(NotFound):
        remove_list(session, house.chair, kept.id)
    with pytest.raises(InvalidInput):
        save_list(session, house.officer, name=" ", question="q=an")
    remove_list(session, house.officer, kept.id)
    assert saved_lists(session, house.officer) == []
