"""The day: duties by the clocks of the law, the calendar, and data quality, for each role and within the scope."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from casework.i18n import fold
from casework.records.db import now
from casework.records.episode import Episode, EpisodeCustody
from casework.records.hotline import HotlineCall
from casework.records.person import Person
from casework.records.report import SavedReport
from casework.records.trail import TrailEntry
from casework.services.duties import Asked, Source, When, end_of_week, working_days_late
from casework.services.duty_sources import MOST, duties
from casework.services.episode_facts import whole_facts
from casework.services.facts_together import facts_together
from casework.services.worklists import Worklist, waiting
from tests.cast import make_aftercare, make_episode, make_person, make_session, make_staff, scope
from tests.web.counting import statements

TODAY = date(2026, 11, 21)


def due(session, actor, **asked):
    wanted = {"today": TODAY, "until": end_of_week(TODAY)} | asked
    return duties(Asked(session, scope(actor), actor, **wanted))


def registered(session, cast, name="Nguyễn Văn An", on=date(2026, 11, 2), **columns):
    return make_episode(session, make_person(session, cast.go_quao, name), registered_on=on, **columns)


def test_a_registration_nobody_decided_is_overdue_under_its_article(session, cast):
    episode = registered(session, cast)
    [duty] = due(session, cast.officer).of(When.OVERDUE, TODAY)
    assert (duty.ref, duty.source, duty.act) == (episode.ref, Source.EPISODE, "decide")
    assert "163/2026" in duty.citation and duty.verified


def test_the_neighbour_owes_nothing_of_ours(session, cast):
    registered(session, cast)
    assert due(session, cast.neighbour).found == ()


def test_a_duty_that_is_done_is_gone_without_anybody_ticking_it_off(session, cast):
    episode = registered(session, cast)
    episode.decided_on, episode.started_on, episode.term_months = date(2026, 11, 3), date(2026, 11, 4), 24
    session.flush()
    assert "decide" not in {duty.act for duty in due(session, cast.officer).found}


def test_an_officer_sees_the_cases_that_are_assigned_to_them(session, cast):
    staff = make_staff(session, cast.go_quao)
    mine = registered(session, cast, officer_id=staff.id)
    registered(session, cast, "Lê Văn Khác")
    assert {duty.ref for duty in due(session, cast.officer, officer_id=staff.id).found} == {mine.ref}


def test_a_call_is_due_and_its_term_is_marked_as_unverified(session, cast):
    session.add(HotlineCall(unit_id=cast.go_quao.id, received_on=date(2026, 10, 1), topic="treatment", content="Hỏi"))
    session.flush()
    [duty] = due(session, cast.counsellor).found
    assert duty.source is Source.HOTLINE and not duty.verified


def test_working_days_late_leave_the_weekend_out():
    assert working_days_late(date(2026, 11, 19), date(2026, 11, 22)) == 1
    assert working_days_late(date(2026, 11, 20), date(2026, 11, 22)) == 0


def test_facts_in_bulk_are_the_facts_one_by_one(session, cast):
    person = make_person(session, cast.go_quao)
    make_episode(session, person, registered_on=date(2024, 1, 5), started_on=date(2024, 1, 9))
    rows = [make_episode(session, person), registered(session, cast, "Lê Văn Khác")]
    together = facts_together(session, rows)
    assert together == {row.id: whole_facts(session, row) for row in rows}
    assert together[rows[0].id].other_open_episode and len(together[rows[0].id].earlier) == 1


def test_a_completion_waits_for_its_aftercare_until_one_is_opened(session, cast):
    done = {"ended_on": date(2026, 9, 4), "outcome": "completed", "certificate": ("1", date(2026, 9, 5))}
    days = {"decided_on": date(2026, 3, 2), "started_on": date(2026, 3, 4)}
    episode = registered(session, cast, on=date(2026, 3, 1), **days, **done)

    def count():
        return waiting(session, scope(cast.officer), Worklist.AFTERCARE_TO_OPEN, TODAY, limit=5)[0]

    assert count() == 1
    make_aftercare(session, episode.person, starts_on=date(2026, 9, 4))
    assert count() == 0


def test_an_aftercare_waits_for_its_review_of_the_month(session, cast):
    make_aftercare(session, make_person(session, cast.go_quao), reviews={date(2026, 10, 31): "negative"})
    make_aftercare(session, make_person(session, cast.go_quao), reviews={date(2026, 11, 1): "negative"})
    assert waiting(session, scope(cast.officer), Worklist.AFTERCARE_UNREVIEWED, TODAY, limit=5)[0] == 1


def test_the_start_page_leads_to_the_form_and_says_how_late(session, cast, client_as):
    episode = registered(session, cast)
    page = client_as(cast.officer).get("/").text
    assert f'href="/episodes/{episode.ref}/decision"' in page
    assert "quá hạn" in page and "N. V. A." in page and "Nguyễn Văn An" not in page


def test_the_chair_is_not_shown_what_the_law_gives_to_others(session, cast, client_as):
    session.add(HotlineCall(unit_id=cast.go_quao.id, received_on=date(2026, 10, 1), topic="treatment", content="Hỏi"))
    assert "HL-" in client_as(cast.officer).get("/").text
    assert "HL-" not in client_as(cast.chair).get("/").text


def test_the_list_of_duties_has_names_and_is_recorded(session, cast, client_as):
    registered(session, cast)
    client = client_as(cast.officer)
    assert "Nguyễn Văn An" in client.get("/duties?when=overdue").text
    assert "Nguyễn Văn An" not in client.get("/duties?when=today").text
    entry = session.scalar(select(TrailEntry).where(TrailEntry.tag == "person:list:viewed"))
    assert entry.keys == {"query": "việc đến hạn", "count": 1}
    assert client.get("/duties?officer=nobody").status_code == 404


def test_the_calendar_counts_by_day_and_the_day_shows_initials(session, cast, client_as):
    registered(session, cast)
    make_session(session, cast.point, held_on=date(2026, 11, 3))
    client = client_as(cast.officer)
    month = client.get("/calendar?month=2026-11").text
    assert "/calendar/days/2026-11-03" in month and "Buổi tư vấn" in month
    assert client.get("/calendar?month=nonsense").text.count("calendar-today") == 1
    day = client.get("/calendar/days/2026-11-03").text
    assert "Điểm tư vấn xã Gò Quao" in day and "Nguyễn Văn An" not in day and "N. V. A." in day
    assert client.get("/calendar/days/2026-02-30").status_code == 404


def test_the_last_days_of_coming_reports_are_in_the_calendar_of_the_unit_that_sends_them(cast, client_as):
    client = client_as(cast.officer)
    assert "Hạn gửi báo cáo <b>1</b>" in client.get("/calendar?month=2026-12").text
    day = client.get("/calendar/days/2026-12-02").text
    assert '<a href="/reports/obligations">Biểu 01-BCN, Tháng 11/2026</a>' in day
    assert "Hạn gửi báo cáo" not in client.get("/calendar?month=2026-10").text, "a past period is a draft or a report"


def test_a_review_of_the_day_is_shown_only_to_who_may_open_the_case(session, cast, client_as):
    person = make_person(session, cast.go_quao, "Nguyễn Văn An")
    aftercare = make_aftercare(session, person, reviews={date(2026, 11, 3): "negative"})
    assert f"/aftercares/{aftercare.ref}" in client_as(cast.officer).get("/calendar/days/2026-11-03").text
    assert "/aftercares/" not in client_as(cast.counsellor).get("/calendar/days/2026-11-03").text


@pytest.mark.parametrize("role", ["supervisor", "auditor", "administrator"])
def test_the_calendar_is_for_those_who_do_the_work(cast, client_as, role):
    assert client_as(getattr(cast, role)).get("/calendar").status_code == 403


def test_quality_is_seen_by_initials_where_the_role_needs_no_name(session, cast, client_as):
    make_person(session, cast.go_quao, "Nguyễn Văn An", birth_on=None, birth_year=None)
    address = "/quality/checks/person.birth-unknown"
    assert "Nguyễn Văn An" in client_as(cast.officer).get(address).text
    for actor in (cast.supervisor, cast.auditor):
        text = client_as(actor).get(address).text
        assert "N. V. A." in text and "Nguyễn Văn An" not in text
    assert "N. V. A." not in client_as(cast.neighbour).get(address).text
    assert client_as(cast.counsellor).get("/quality").status_code == 403
    assert client_as(cast.officer).get("/quality/checks/nothing").status_code == 404


def test_a_finding_leads_whoever_may_to_the_form_that_mends_it(session, cast, client_as):
    person = make_person(session, cast.go_quao, birth_on=None, birth_year=None)
    address = "/quality/checks/person.birth-unknown"
    assert f'href="/people/{person.ref}/edit"' in client_as(cast.officer).get(address).text
    assert f'href="/people/{person.ref}"' in client_as(cast.health).get(address).text
    assert person.ref not in client_as(cast.auditor).get(address).text


def test_a_reader_of_many_communes_counts_one_kind_at_a_time(cast, client_as):
    client = client_as(cast.supervisor)
    assert client.get("/quality").status_code == 200
    assert "Điểm tư vấn không có cán bộ" in client.get("/quality?kind=point").text


PAGES = {"/": 75, "/duties": 40, "/calendar": 40, "/quality": 95, "/quality/checks/episode.breaks-the-law": 20}
"""How many statements are enough for a page of the officer, however many cases there are."""


def bulk(session, cast, count):
    """So many registered people with an undecided or a running episode, past the mapper."""
    at = now()
    start = (session.scalar(select(Person.id).order_by(Person.id.desc()).limit(1)) or 0) + 1
    numbers = range(start, start + count)
    person = {"sex": "male", "unit_id": cast.go_quao.id, "birth_year": 1990, "updated_at": at, "version": 1}
    named = [{"id": n, "ref": f"P{n}", "full_name": f"Danh Văn {n}"} for n in numbers]
    folded = [each | {"name_folded": fold(each["full_name"]), "recorded_at": at} for each in named]
    session.execute(insert(Person), [person | each for each in folded])
    first = date(2024, 1, 1)
    days = [{"registered_on": first + timedelta(days=n % 900), "started_on": None} for n in numbers]
    for each in days[::2]:
        each |= {"started_on": each["registered_on"]}
    shared = {"unit_id": cast.go_quao.id, "form": "home", "term_months": 6, "law_facts": {}, "version": 1}
    rows = [
        shared | {"id": n, "ref": f"E{n}", "person_id": n, "decided_on": each["started_on"]} | each
        for n, each in zip(numbers, days, strict=True)
    ]
    session.execute(insert(Episode), [each | {"updated_at": at, "recorded_at": at} for each in rows])
    copied = ("unit_id", "form", "registered_on", "started_on")
    held = [
        {"episode_id": each["id"], "from_on": each["registered_on"]} | {name: each[name] for name in copied}
        for each in rows
    ]
    session.execute(insert(EpisodeCustody), held)
    session.commit()


@pytest.mark.any_database
def test_pages_ask_as_often_for_ten_thousand_rows_as_for_ten(session, cast, client_as):
    client = client_as(cast.officer)

    def counted():
        found = {}
        for address in PAGES:
            with statements() as seen:
                assert client.get(address).status_code == 200, address
            found[address] = len(seen)
        return found

    bulk(session, cast, 10)
    few = counted()
    bulk(session, cast, 9_990)
    many = counted()
    # Facts of 400 cases are asked for in one part more or less, never case by case.
    wrong = [each for each in PAGES if many[each] > few[each] + 4 or many[each] > PAGES[each]]
    assert {each: (few[each], many[each]) for each in wrong} == {}
    found = due(session, cast.officer)
    assert found.capped == (Source.EPISODE,) and len({duty.ref for duty in found.found}) <= MOST
    assert "Quá nhiều hồ sơ đang mở" in client.get("/").text


def test_a_report_that_waits_is_in_the_calendar_and_leads_to_its_page(session, cast, client_as):
    session.add(
        SavedReport(
            form="bcn01", obligation="bcn01", period="2026-10", unit_id=cast.go_quao.id, maker_id=cast.go_quao.id,
            windows=[], variants=[], last_on=date(2026, 11, 14), due_on=date(2026, 11, 20), stage="drafted",
            unit_name="Xã Gò Quao",
        )
    )  # fmt: skip
    session.flush()
    [duty] = due(session, cast.officer).found
    assert duty.source is Source.REPORT and duty.overdue
    assert f"/{duty.ref}" in client_as(cast.officer).get("/calendar/days/2026-11-20").text
