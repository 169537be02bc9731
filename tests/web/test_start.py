"""The start page: what waits, derived from the records, for each role."""

import html
import re
from datetime import date

from sqlalchemy import select

from casework.access.scope import Scope
from casework.records.trail import TrailEntry
from casework.services.worklists import Worklist, silent_communes, waiting
from tests.cast import make_episode, make_person, make_point, make_session, make_team, scope

TODAY = date(2026, 11, 21)


def names(session, cast, worklist, actor=None):
    return [item.name for item in waiting(session, scope(actor or cast.officer), worklist, TODAY, limit=10)[1]]


def case(session, cast, name, **columns):
    return make_episode(session, make_person(session, cast.go_quao, name), **columns)


def running(session, cast, name, started_on, term_months=6, **columns):
    days = {"registered_on": started_on, "decided_on": started_on, "started_on": started_on}
    return case(session, cast, name, term_months=term_months, **days | columns)


def test_a_registration_waits_until_it_is_decided(session, cast):
    case(session, cast, "Chưa Quyết", registered_on=date(2026, 11, 2))
    case(session, cast, "Đã Quyết", registered_on=date(2026, 11, 2), decided_on=date(2026, 11, 5), term_months=6)
    assert names(session, cast, Worklist.UNDECIDED) == ["Chưa Quyết"]
    assert names(session, cast, Worklist.NOT_STARTED) == ["Đã Quyết"]


def test_the_neighbour_waits_for_nothing_of_ours(session, cast):
    case(session, cast, "Chưa Quyết")
    assert names(session, cast, Worklist.UNDECIDED, cast.neighbour) == []


def test_a_term_that_ended_yesterday_is_overdue_and_one_that_ends_today_is_not(session, cast):
    running(session, cast, "Hôm Qua", date(2026, 5, 20))
    running(session, cast, "Hôm Nay", date(2026, 5, 21))
    running(session, cast, "Ngày Thứ Ba Mươi", date(2026, 6, 21))
    running(session, cast, "Ngày Thứ Ba Mốt", date(2026, 6, 22))
    assert names(session, cast, Worklist.OVERDUE) == ["Hôm Qua"]
    assert names(session, cast, Worklist.ENDING) == ["Hôm Nay", "Ngày Thứ Ba Mươi"]


def test_under_the_law_of_2010_the_term_runs_from_the_decision(session, cast):
    running(session, cast, "Luật Cũ", date(2021, 3, 1), decided_on=date(2021, 2, 1), registered_on=date(2021, 2, 1))
    [item] = waiting(session, scope(cast.officer), Worklist.OVERDUE, TODAY, limit=10)[1]
    assert item.on == date(2021, 8, 1)


def test_a_certificate_or_another_outcome_ends_the_waiting(session, cast):
    running(session, cast, "Có Giấy", date(2026, 1, 2), certificate=("1", date(2026, 7, 3)))
    running(session, cast, "Bỏ Dở", date(2026, 1, 2), ended_on=date(2026, 3, 3), outcome="abandoned")
    running(session, cast, "Chưa Giấy", date(2026, 1, 2), ended_on=date(2026, 7, 3), outcome="completed")
    assert names(session, cast, Worklist.OVERDUE) == []
    assert names(session, cast, Worklist.UNCERTIFIED) == ["Chưa Giấy"]


def test_a_phase_waits_until_it_is_completed(session, cast):
    done = (date(2026, 9, 1), date(2026, 9, 5))
    running(
        session, cast, "Đang Cắt Cơn", date(2026, 9, 1), phases={"admission": done, "detoxification": (done[1], None)}
    )
    [item] = waiting(session, scope(cast.officer), Worklist.PHASES, TODAY, limit=10)[1]
    assert (item.name, item.phase.value, item.on) == ("Đang Cắt Cơn", "detoxification", date(2026, 9, 5))


def test_a_case_that_moved_away_waits_where_it_moved_to(session, cast):
    moved = [(date(2026, 11, 10), cast.dinh_hoa)]
    case(session, cast, "Chuyển Đi", registered_on=date(2026, 11, 2), moves=moved)
    assert names(session, cast, Worklist.UNDECIDED) == []
    assert names(session, cast, Worklist.UNDECIDED, cast.neighbour) == ["Chuyển Đi"]


def test_a_point_waits_until_a_session_is_recorded_in_the_month(session, cast):
    other = make_point(session, cast.go_quao, name="Điểm mới")
    make_session(session, cast.point, held_on=date(2026, 11, 1))
    make_session(session, other, held_on=date(2026, 10, 31))
    make_point(session, cast.go_quao, name="Điểm đã đóng", closed_on=date(2026, 6, 1))
    assert names(session, cast, Worklist.POINTS) == ["Điểm mới"]


def test_a_team_waits_until_it_has_met_this_month(session, cast):
    from casework.records.team import TeamActivity

    team = make_team(session, cast.go_quao)
    make_team(session, cast.go_quao, dissolved_on=date(2026, 6, 1))
    assert len(names(session, cast, Worklist.TEAMS)) == 1
    session.add(TeamActivity(team_id=team.id, held_on=date(2026, 11, 3), kind="meeting"))
    assert names(session, cast, Worklist.TEAMS) == []


def test_a_commune_is_silent_until_something_is_recorded_in_the_month(session, cast):
    def silent():
        return silent_communes(session, scope(cast.supervisor), TODAY, limit=200)

    count, communes = silent()
    assert count == len(communes) and cast.go_quao in communes and cast.district not in communes
    make_session(session, cast.point, held_on=date(2026, 11, 3))
    assert cast.go_quao not in silent()[1] and silent()[0] == count - 1


def test_the_country_is_asked_in_one_question(session, cast):
    assert silent_communes(session, Scope.everything(reason="test"), TODAY, limit=5)[0] > 3000


def test_people_on_the_start_page_are_initials_and_their_list_is_recorded(session, cast, client_as):
    case(session, cast, "Nguyễn Văn An", registered_on=date(2026, 11, 2))
    client = client_as(cast.officer)
    page = client.get("/").text
    assert "N. V. A." in page and "Nguyễn Văn An" not in page
    assert "Nguyễn Văn An" in client.get("/waiting/undecided").text
    entry = session.scalar(select(TrailEntry).where(TrailEntry.tag == "person:list:viewed"))
    assert entry.keys == {"query": "undecided", "count": 1}


def test_a_list_that_is_not_for_the_role_is_not_found(session, cast, client_as):
    assert client_as(cast.police).get("/waiting/teams").status_code == 404
    assert client_as(cast.officer).get("/waiting/nothing").status_code == 404
    assert client_as(cast.supervisor).get("/waiting/undecided").status_code == 403


def test_a_long_list_is_shown_a_page_at_a_time(session, cast, client_as):
    for number in range(25):
        case(session, cast, f"Người Thứ {number}", registered_on=date(2026, 11, 2))
    client = client_as(cast.officer)
    assert len(re.findall(r'href="/episodes/', client.get("/").text)) == 10
    assert len(re.findall(r'href="/episodes/', client.get("/waiting/undecided").text)) == 20
    assert len(re.findall(r'href="/episodes/', client.get("/waiting/undecided?page=2").text)) == 5


def test_every_role_has_a_start_page_without_names(session, cast, client_as):
    case(session, cast, "Nguyễn Văn An", registered_on=date(2026, 11, 2))
    for actor in cast.everybody:
        answer = client_as(actor).get("/")
        assert answer.status_code == 200 and "Nguyễn Văn An" not in answer.text


def test_every_role_but_the_administrator_has_its_board_of_numbers(session, cast, client_as):
    case(session, cast, "Nguyễn Văn An", registered_on=date(2026, 11, 2))
    boards = {actor: client_as(actor).get("/reports/dashboard") for actor in cast.everybody}
    assert {actor for actor, answer in boards.items() if answer.status_code != 200} == {cast.administrator}
    officer, auditor = boards[cast.officer].text, boards[cast.auditor].text
    address = re.search(r'href="(/reports/pl2/rows/1\.4\?[^"]+)">1<', officer)
    assert "Nguyễn Văn An" in client_as(cast.officer).get(html.unescape(address[1])).text
    assert "Nguyễn Văn An" not in officer and "/rows/" not in auditor and "chart-bars" in auditor


def test_the_administrator_sees_whether_somebody_never_came_and_the_scheduler_sleeps(session, cast, client_as):
    page = " ".join(re.sub(r"<[^>]+>", " ", client_as(cast.administrator).get("/").text).split())
    assert f"Tài khoản đang mở {len(cast.everybody)} " in page and "bộ lập lịch chưa lập 0" in page


def test_the_auditor_sees_log_ins_that_failed(app, session, cast, client_as):
    app.test_client().post("/login", data={"username": "can-bo", "password": "sai"})
    assert "can-bo" in client_as(cast.auditor).get("/").text


def test_the_counsellor_sees_the_latest_sessions(session, cast, client_as):
    make_session(session, cast.point, held_on=date(2026, 11, 3), attendance=7, topic="Dự phòng tái nghiện")
    assert "Dự phòng tái nghiện" in client_as(cast.counsellor).get("/").text
