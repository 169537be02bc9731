"""Logging in and out, what a log-in opens, and how it ends."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from casework.access.roles import Role
from casework.app import create_app
from casework.records.account import Account, RoleAssignment
from casework.records.trail import TrailEntry
from tests.cast import PASSWORD, make_actor, make_person

GOOD = "con đò qua sông cái bé"


def log_in(client, username="can-bo", password=PASSWORD, **query):
    return client.post("/login", data={"username": username, "password": password}, query_string=query)


def test_a_right_password_leads_to_the_start_page(app, cast):
    client = app.test_client()
    assert log_in(client).location == "/"
    page = client.get("/").text
    assert "Trần Thị Lan" in page and "Xã Gò Quao" in page


def test_after_log_in_the_page_that_was_asked_for_is_shown(app, cast):
    client = app.test_client()
    asked = client.get("/units/30952?on=2026-01-01")
    assert asked.status_code == 303 and "/login?next=" in asked.location
    assert client.post(asked.location, data={"username": "can-bo", "password": PASSWORD}).location == (
        "/units/30952?on=2026-01-01"
    )


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"])
def test_log_in_never_leads_to_another_site(app, cast, target):
    assert log_in(app.test_client(), next=target).location == "/"


def test_a_wrong_password_is_refused_in_words_and_recorded(app, cast, session):
    answer = log_in(app.test_client(), password="sai")
    assert "không đúng" in answer.text and PASSWORD not in answer.text
    assert session.scalar(select(func.count()).where(TrailEntry.tag == "account:login:failed")) == 1


def test_a_wrong_name_and_a_wrong_password_are_told_the_same(app, cast):
    def without_keys(page):
        return re.sub(r'(name="(csrf_token|request_key|username)"[^>]*)value="[^"]*"', r"\1", page)

    wrong_name = log_in(app.test_client(), username="ai-do", password="sai").text
    wrong_password = log_in(app.test_client(), password="sai").text
    assert without_keys(wrong_name).replace("ai-do", "") == without_keys(wrong_password).replace("can-bo", "")


def test_five_wrong_passwords_lock_the_account(app, cast):
    client = app.test_client()
    for _ in range(5):
        log_in(client, password="sai")
    assert "đang bị khóa" in log_in(client).text
    assert client.get("/").status_code == 303


def test_too_many_attempts_in_a_minute_are_stopped(app, cast):
    client = app.test_client()
    statuses = [log_in(client, username="ai-do", password="sai").status_code for _ in range(11)]
    assert statuses[-1] == 429 and 429 not in statuses[:10]


def test_after_log_out_the_same_cookie_opens_nothing(app, cast, client_as):
    client = client_as(cast.officer)
    copied = client_as(cast.officer)
    assert client.post("/logout").status_code == 303
    assert client.get("/").status_code == 303
    assert copied.get("/").status_code == 303


def test_a_log_in_without_a_request_for_an_hour_is_over(config, cast, client_as, app):
    client = client_as(cast.officer)
    assert client.get("/").status_code == 200
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(seconds=-1)
    assert client.get("/").status_code == 303


def test_the_length_of_a_log_in_is_a_setting(config):
    short = create_app(replace(config, session_minutes=7))
    assert short.config["PERMANENT_SESSION_LIFETIME"] == timedelta(minutes=7)


def test_a_closed_account_is_out_at_once(app, cast, client_as, session):
    client, admin = client_as(cast.officer), client_as(cast.administrator)
    assert client.get("/").status_code == 200
    admin.post(f"/accounts/{cast.officer.account_id}/active", data={"active": "0"})
    assert client.get("/").status_code == 303


def test_a_temporary_password_opens_only_the_page_that_changes_it(app, cast, session):
    account = session.get_one(Account, cast.officer.account_id)
    account.must_change_password = True
    client = app.test_client()
    log_in(client)
    assert client.get("/").location == "/account/password"
    assert client.get("/units").location == "/account/password"
    changed = {"old_password": PASSWORD, "new_password": GOOD, "again": GOOD}
    assert client.post("/account/password", data=changed).location == "/"
    assert client.get("/").status_code == 200


def test_changing_the_password_ends_log_ins_on_other_computers(app, cast, client_as):
    here, there = client_as(cast.officer), client_as(cast.officer)
    here.post("/account/password", data={"old_password": PASSWORD, "new_password": GOOD, "again": GOOD})
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("sai", GOOD, GOOD, "Mật khẩu hiện tại không đúng."),
        (PASSWORD, GOOD, "khác", "Hai lần nhập không giống nhau."),
        (PASSWORD, "ngắn", "ngắn", "ít nhất 10 ký tự"),
        (PASSWORD, "", "", "Hãy điền mục này."),
    ],
)
def test_a_password_that_cannot_be_taken_is_refused_beside_its_field(app, cast, client_as, old, new, again, said):
    client = client_as(cast.officer)
    answer = client.post("/account/password", data={"old_password": old, "new_password": new, "again": again})
    assert said in answer.text
    assert log_in(app.test_client()).location == "/"


def test_of_two_roles_one_is_worked_in_at_a_time(app, cast, client_as, session):
    chair = RoleAssignment(account_id=cast.officer.account_id, role="commune_chair", unit_id=cast.dinh_hoa.id)
    session.add(chair)
    session.flush()
    chair_id = chair.id
    client = client_as(cast.officer)
    assert "Cán bộ phụ trách cấp xã · Xã Gò Quao" in client.get("/").text
    client.post("/account/role", data={"role_id": chair_id})
    assert "Chủ tịch Ủy ban nhân dân cấp xã · Xã Định Hòa" in client.get("/").text


def test_a_role_of_somebody_else_cannot_be_chosen(app, cast, client_as, session):
    others = session.scalar(select(RoleAssignment.id).where(RoleAssignment.account_id == cast.administrator.account_id))
    assert client_as(cast.officer).post("/account/role", data={"role_id": others}).status_code == 403


@pytest.mark.parametrize(("first", "last"), [(date(2026, 11, 22), None), (None, date(2026, 11, 20))])
def test_a_role_opens_nothing_before_its_first_and_after_its_last_day(app, cast, client_as, session, first, last):
    role = session.scalar(select(RoleAssignment).where(RoleAssignment.account_id == cast.officer.account_id))
    role.from_on, role.to_on = first, last
    client = client_as(cast.officer)
    assert "chưa được giao vai trò" in client.get("/").text
    assert client.get("/people").status_code == 403


def test_a_role_is_held_on_its_last_day(app, cast, client_as, session):
    role = session.scalar(select(RoleAssignment).where(RoleAssignment.account_id == cast.officer.account_id))
    role.to_on = date(2026, 11, 21)
    assert client_as(cast.officer).get("/people").status_code == 200


def test_pages_beyond_the_role_say_so_and_offer_a_way_back(app, cast, client_as):
    for actor, address in ((cast.officer, "/accounts"), (cast.officer, "/trail"), (cast.administrator, "/people")):
        answer = client_as(actor).get(address)
        assert answer.status_code == 403
        assert "không có quyền" in answer.text and "Về trang đầu" in answer.text


def test_the_bar_shows_only_what_the_role_may_open(app, cast, client_as):
    def bar(actor):
        return re.findall(r'<li><a href="(/[a-z/-]*)"', client_as(actor).get("/account").text)

    assert "/accounts" in bar(cast.administrator) and "/people" not in bar(cast.administrator)
    assert "/trail" in bar(cast.auditor) and "/people" not in bar(cast.auditor)
    assert "/people" in bar(cast.officer) and "/accounts" not in bar(cast.officer)


def test_the_neighbouring_commune_is_told_there_is_no_such_person(app, cast, client_as, session):
    ref = make_person(session, cast.go_quao).ref
    assert client_as(cast.officer).get(f"/people/{ref}").status_code == 200
    beyond = client_as(cast.neighbour).get(f"/people/{ref}")
    assert beyond.status_code == 404 and "Nguyễn Văn An" not in beyond.text
    assert client_as(cast.neighbour).get("/people/P-NOBODY").status_code == 404


def test_an_account_without_a_role_is_told_whom_to_ask(app, cast, client_as, session):
    nobody = make_actor(session, "chua-giao", "Lý Thị Sen", Role.COMMUNE_OFFICER, cast.go_quao)
    session.delete(session.scalar(select(RoleAssignment).where(RoleAssignment.account_id == nobody.account_id)))
    assert "liên hệ người quản trị" in client_as(nobody).get("/").text


def test_the_pages_speak_english_to_who_asks(app, cast, client_as):
    client = client_as(cast.officer)
    assert client.post("/language", data={"language": "en", "next": "/units"}).location == "/units"
    assert 'lang="en"' in client.get("/units").text
    client.post("/language", data={"language": "xx"})
    assert 'lang="en"' in client.get("/units").text


def test_english_words_stand_for_the_vietnamese_ones(app, cast, client_as):
    client = client_as(cast.officer)
    client.post("/language", data={"language": "en"})
    page = client.get("/").text
    assert "Today’s work" in page and "Commune officer" in page and "Log out" in page
    assert "Việc hôm nay" not in page
