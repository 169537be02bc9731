"""Every book works the same way: list, new, correct, refusals, roles, scope, trail, once, few statements."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from casework.records.trail import TrailEntry
from tests.cast import make_person, make_staff
from tests.web.bookish import DAYS, FORMS, PERSONAL, TABLES, make_row
from tests.web.counting import statements

WRITERS = {
    "listings": {"can-bo", "can-bo-dinh-hoa", "cong-an"},
    "determinations": {"can-bo", "can-bo-dinh-hoa", "cong-an", "y-te"},
    "evaluations": {"can-bo", "can-bo-dinh-hoa", "cong-an"},
    "clubs": {"can-bo", "can-bo-dinh-hoa", "chu-tich"},
    "club-members": {"can-bo", "can-bo-dinh-hoa", "chu-tich"},
    "events": {"can-bo", "can-bo-dinh-hoa", "chu-tich", "cong-an", "theo-doi-tinh"},
    "materials": {"can-bo", "can-bo-dinh-hoa", "chu-tich", "cong-an", "theo-doi-tinh"},
    "directives": {"can-bo", "can-bo-dinh-hoa", "chu-tich", "cong-an", "theo-doi-tinh"},
    "budget": {"can-bo", "can-bo-dinh-hoa", "chu-tich", "theo-doi-tinh"},
    "officer-trainings": {"can-bo", "can-bo-dinh-hoa", "chu-tich", "theo-doi-tinh"},
    "models": {"can-bo", "can-bo-dinh-hoa", "chu-tich", "theo-doi-tinh"},
    "targets": {"theo-doi-tinh"},
    "hotline": {"can-bo", "can-bo-dinh-hoa", "cong-an", "tu-van"},
}


class Shelf:
    """The books of Xã Gò Quao with somebody to write about."""

    def __init__(self, session, house):
        self.session, self.unit = session, house.go_quao
        self.person = make_person(session, house.go_quao, "Trần Văn Bảy")
        self.staff = make_staff(session, house.go_quao)
        self.club = make_row(session, "clubs", house.go_quao, on=date(2026, 1, 2))

    def form(self, noun, **more):
        data = dict(FORMS[noun])
        if noun in PERSONAL:
            data["person"] = self.person.ref
        if noun == "club-members":
            data["club_id"] = str(self.club.id)
        if noun == "officer-trainings":
            data["staff_id"] = str(self.staff.id)
        return data | more

    def row(self, noun, **more):
        given = {"person": self.person, "club": self.club, "staff": self.staff} | more
        return make_row(self.session, noun, given.pop("unit", self.unit), **given)

    def stored(self, noun):
        self.session.rollback()
        rows = self.session.scalars(select(TABLES[noun]).order_by(TABLES[noun].id)).all()
        return [row for row in rows if row is not self.club]


@pytest.fixture
def shelf(session, house):
    return Shelf(session, house)


def traces(session, noun):
    """What the trail says about a book."""
    entries = session.scalars(select(TrailEntry).where(TrailEntry.tag == "book:record:saved"))
    return [entry for entry in entries if entry.keys["kind"] == noun]


def writer(house, noun):
    return house.supervisor if noun == "targets" else house.officer


def test_a_record_is_entered_once_and_stands_in_the_list_with_a_trace(client_as, house, shelf, session):
    for noun in FORMS:
        client = client_as(writer(house, noun))
        page = client.get(f"/{noun}/new")
        assert page.status_code == 200 and "Lưu" in page.text
        data = shelf.form(noun, request_key=f"mot-lan-{noun}")
        first, again = client.post(f"/{noun}/new", data=data), client.post(f"/{noun}/new", data=data)
        assert first.status_code == again.status_code == 303 and first.location == again.location
        (row,) = shelf.stored(noun)
        assert client.get(first.location).text.count(f"/{noun}/{row.id}/edit") == 1
        (entry,) = traces(session, noun)
        assert entry.person_id == (shelf.person.id if noun in PERSONAL else None)


def test_what_is_missing_is_named_and_what_was_typed_stays(client_as, house, shelf):
    for noun in FORMS:
        last = next(iter(FORMS[noun]))
        text = FORMS[noun][last]
        given = {"person": "Trần Văn Bảy"} if noun in PERSONAL else {}
        answer = client_as(writer(house, noun)).post(f"/{noun}/new", data={last: text} | given)
        assert answer.status_code == 400 and "Hãy điền mục này" in answer.text and text in answer.text
        assert all(value in answer.text for value in given.values())
        assert shelf.stored(noun) == []


def test_a_day_that_has_not_come_is_refused(client_as, house, shelf):
    for noun in DAYS:
        data = shelf.form(noun, **{DAYS[noun]: "22/11/2026"})
        answer = client_as(house.officer).post(f"/{noun}/new", data=data)
        assert answer.status_code == 400 and "chưa tới" in answer.text
        assert shelf.stored(noun) == []


@pytest.mark.parametrize(
    ("noun", "end", "more"),
    [
        ("listings", "removed_on", {"removal_reason": "Chuyển nơi cư trú"}),
        ("clubs", "closed_on", {}),
        ("club-members", "to_on", {}),
        ("models", "ended_on", {}),
    ],
)
def test_what_lasts_ends_without_a_reason_and_never_before_it_began(client_as, house, shelf, noun, end, more):
    client = client_as(house.officer)
    client.post(f"/{noun}/new", data=shelf.form(noun))
    (row,) = shelf.stored(noun)
    early = client.post(f"/{noun}/{row.id}/edit", data=shelf.form(noun, **{end: "01/02/2026"}, **more))
    assert early.status_code == 400 and "trước ngày bắt đầu" in early.text
    ended = client.post(f"/{noun}/{row.id}/edit", data=shelf.form(noun, **{end: "01/06/2026"}, **more))
    assert ended.status_code == 303
    (row,) = shelf.stored(noun)
    assert getattr(row, end) == date(2026, 6, 1)


def test_a_correction_asks_why_and_the_trail_keeps_what_stood_there(client_as, house, shelf, session):
    for noun in FORMS:
        client = client_as(writer(house, noun))
        row = shelf.row(noun, on=date(2026, 3, 5))
        before = {"year": 2026} if noun == "targets" else {DAYS[noun]: "2026-03-05"}
        assert client.get(f"/{noun}/{row.id}/edit").status_code == 200
        data = shelf.form(noun, year="2025")
        answer = client.post(f"/{noun}/{row.id}/edit", data=data)
        assert answer.status_code == 400 and "lý do sửa" in answer.text
        answer = client.post(f"/{noun}/{row.id}/edit", data=data | {"reason": "Ghi nhầm ngày"})
        assert answer.status_code == 303
        (entry,) = traces(session, noun)
        assert entry.keys["reason"] == "Ghi nhầm ngày"
        assert {name: values[0] for name, values in entry.keys["changes"].items()}.items() >= before.items()


def test_the_neighbour_is_told_there_is_no_such_record(client_as, house, shelf):
    client = client_as(house.neighbour)
    for noun in DAYS:
        row = shelf.row(noun)
        assert client.get(f"/{noun}/{row.id}/edit").status_code == 404
        assert client.post(f"/{noun}/{row.id}/edit", data=shelf.form(noun)).status_code == 404
        assert f"/{noun}/{row.id}/edit" not in client.get(f"/{noun}").text
        given = {"club_id": str(shelf.club.id), "staff_id": str(shelf.staff.id), "unit_id": str(house.go_quao.id)}
        answer = client.post(f"/{noun}/new", data=shelf.form(noun) | given)
        assert answer.status_code in (400, 404), noun
        assert shelf.stored(noun) == [row]


def test_who_may_look_and_who_may_write(client_as, house, shelf):
    for noun in FORMS:
        shelf.row(noun)
        write, names = set(), set()
        for actor in house.everybody:
            client = client_as(actor)
            page = client.get(f"/{noun}")
            assert page.status_code in (200, 403)
            if "Trần Văn Bảy" in page.text:
                names.add(actor.name)
            if client.get(f"/{noun}/new").status_code == 200:
                write.add(actor.name)
        assert write == WRITERS[noun]
        assert names == ({"can-bo", "chu-tich", "cong-an", "y-te"} if noun in PERSONAL else set())


def listed(client, noun, query):
    """How many rows a list shows, without its heading and the club that is always there."""
    page = client.get(f"/{noun}?{query}")
    assert page.status_code == 200
    return page.text.count('<tr role="row">') - 1 - (noun == "clubs" and "2025" not in query)


def test_a_list_is_narrowed_by_year_and_by_unit(client_as, house, shelf):
    ends = {"listings": "removed_on", "clubs": "closed_on", "club-members": "to_on", "models": "ended_on"}
    for noun in FORMS:
        shelf.row(noun)
        older = shelf.row(noun, on=date(2025, 8, 1))
        if noun in ends:
            setattr(older, ends[noun], date(2025, 9, 1))
        client = client_as(house.supervisor)
        counts = [listed(client, noun, query) for query in ("", "year=2026", "year=2025")]
        assert counts == [2, 1, 1], noun
        assert listed(client, noun, f"unit={house.go_quao.id}") == 2
        assert "Không có dòng nào" in client.get(f"/{noun}?unit={house.dinh_hoa.id}").text


def grow(session, shelf, noun, first, last):
    """So many more rows of a book, alike but for their day and key."""
    table = TABLES[noun].__table__
    sample = shelf.row(noun, on=date(2000, 1, 1))
    values = {key.name: getattr(sample, key.name) for key in table.columns if key.name not in ("id", "ref")}
    session.delete(sample)
    session.flush()
    begins, refs = DAYS.get(noun), "ref" in table.columns
    rows = [
        values
        | ({begins: date(2010, 1, 1) + timedelta(days=number)} if begins else {})
        | ({"ref": f"{noun}-{number}"} if refs else {})
        for number in range(first, last)
    ]
    session.execute(table.insert(), rows)


def test_a_list_asks_as_often_for_a_thousand_rows_as_for_ten(client_as, house, shelf, session):
    client = client_as(house.supervisor)
    asked = {}
    for size in ((0, 10), (10, 1000)):
        for noun in FORMS:
            grow(session, shelf, noun, *size)
            with statements() as seen:
                assert client.get(f"/{noun}").status_code == 200
            asked.setdefault(noun, []).append(len(seen))
        with statements() as seen:
            assert client.get("/books").status_code == 200
        asked.setdefault("books", []).append(len(seen))
    assert session.scalar(select(func.count()).select_from(TABLES["hotline"])) == 1000
    assert {noun: counts for noun, counts in asked.items() if counts[1] > counts[0] + 1 or counts[1] > 14} == {}


def test_the_index_of_books_shows_each_reader_the_books_that_open(client_as, house, shelf):
    shelf.row("events")
    page = client_as(house.officer).get("/books").text
    assert all(f'href="/{noun}"' in page for noun in FORMS)
    assert page.index("Cuộc tuyên truyền") < page.index('<span class="count">1</span>', page.index("Cuộc tuyên truyền"))
    assert client_as(house.administrator).get("/books").status_code == 403
    auditor = client_as(house.auditor).get("/books").text
    assert 'href="/events"' in auditor and 'href="/listings"' not in auditor
    for actor in (house.auditor, house.counsellor, house.health):
        client = client_as(actor)
        for noun in FORMS:
            shown = f'href="/{noun}"' in client.get("/books").text
            assert shown == (client.get(f"/{noun}").status_code == 200), (actor.name, noun)


def test_the_bar_marks_the_books_on_the_page_of_each(client_as, house, shelf):
    page = client_as(house.officer).get("/budget").text
    assert '<a href="/books" aria-current="page">Sổ sách</a>' in page
