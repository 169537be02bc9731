"""Every request: forged forms, headers, one transaction, once only, and failures in words."""

import re

import pytest
from flask import redirect
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from casework.access.permissions import Permission
from casework.errors import Conflict, InvalidInput, NotInForce, Reason, RefusedByLaw
from casework.records import db
from casework.records.request import RequestKey
from casework.records.team import Staff
from casework.web.fields import CaseForm
from casework.web.routing import Pages, refuse
from tests.cast import PASSWORD

FAILURES = {
    "stale": (StaleDataError("x"), 409, "Người khác vừa sửa hồ sơ này"),
    "clash": (IntegrityError("INSERT secret", {}, Exception("secret")), 409, "trùng hoặc mâu thuẫn"),
    "busy": (OperationalError("SELECT secret", {}, Exception("database is locked")), 503, "Hệ thống đang bận"),
    "database": (OperationalError("SELECT secret", {}, Exception("disk I/O error")), 500, "Hệ thống gặp lỗi"),
    "bug": (RuntimeError("secret"), 500, "Hệ thống gặp lỗi"),
    "gap": (NotInForce("secret"), 500, "Hệ thống gặp lỗi"),
    "conflict": (Conflict("Số quyết định đã dùng."), 409, "Số quyết định đã dùng."),
    "shape": (InvalidInput("Ngày sai."), 400, "Ngày sai."),
    "law": (RefusedByLaw("x", [Reason("Chưa hết thời hạn", "Điều 32")]), 422, "Điều 32"),
}


@pytest.fixture
def trial(app, cast):
    """Pages that write a staff member, and then end in every way a page can end."""
    pages = Pages("trial", "/trial")

    def write(name):
        db.session().add(Staff(full_name=name, sector="health", unit_id=cast_unit))
        db.session().flush()

    cast_unit = cast.go_quao.id

    @pages.post("/done", Permission.START_VIEW)
    def done():
        write("done")
        return redirect("/units?q=result", 303)

    @pages.post("/refused", Permission.START_VIEW)
    def refused():
        write("refused")
        return refuse("không được", 422)

    @pages.post("/failed/<string:how>", Permission.START_VIEW)
    def failed(how):
        write(how)
        raise FAILURES[how][0]

    @pages.get("/looked", Permission.START_VIEW)
    def looked():
        write("looked")
        return "x"

    @pages.get("/traced", Permission.START_VIEW, writes=True)
    def traced():
        write("traced")
        return "x"

    app.register_blueprint(pages.blueprint)
    return app


def written(session):
    session.expire_all()
    return list(session.scalars(select(Staff.full_name)))


def test_what_a_view_wrote_is_committed_when_it_succeeds(trial, cast, client_as, session):
    assert client_as(cast.officer).post("/trial/done").status_code == 303
    assert written(session) == ["done"]


def test_what_a_refused_view_wrote_is_rolled_back(trial, cast, client_as, session):
    assert client_as(cast.officer).post("/trial/refused").status_code == 422
    assert written(session) == []


def test_looking_writes_only_where_the_route_says_so(trial, cast, client_as, session):
    client = client_as(cast.officer)
    client.get("/trial/looked")
    client.get("/trial/traced")
    assert written(session) == ["traced"]


@pytest.mark.parametrize("how", FAILURES)
def test_a_failure_keeps_nothing_and_says_what_to_do_and_nothing_of_the_inside(trial, cast, client_as, session, how):
    trial.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client_as(cast.officer).post(f"/trial/failed/{how}")
    _error, status, said = FAILURES[how]
    assert answer.status_code == status and said in answer.text
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert written(session) == []


def test_a_form_sent_twice_is_carried_out_once_and_leads_to_the_same_place(trial, cast, client_as, session):
    client = client_as(cast.officer)
    for _ in range(2):
        assert client.post("/trial/done", data={"request_key": "k" * 22}).location == "/units?q=result"
    assert written(session) == ["done"]


def test_a_form_that_was_refused_can_be_sent_again(trial, cast, client_as, session):
    client = client_as(cast.officer)
    client.post("/trial/refused", data={"request_key": "k" * 22})
    client.post("/trial/failed/conflict", data={"request_key": "k" * 22})
    assert session.scalar(select(RequestKey)) is None
    assert client.post("/trial/done", data={"request_key": "k" * 22}).status_code == 303
    assert written(session) == ["done"]


def test_the_key_of_somebody_elses_form_is_refused(trial, cast, client_as, session):
    client_as(cast.officer).post("/trial/done", data={"request_key": "k" * 22})
    assert client_as(cast.chair).post("/trial/done", data={"request_key": "k" * 22}).status_code == 409
    assert written(session) == ["done"]


def test_every_shown_form_has_a_key_of_its_own(app, cast):
    with app.test_request_context("/"):
        assert CaseForm().request_key.data != CaseForm().request_key.data


def test_a_form_without_its_token_is_refused(app, cast, client_as):
    app.config["WTF_CSRF_ENABLED"] = True
    client = client_as(cast.officer)
    for address in ("/logout", "/language", "/account/role", "/account/password", "/login"):
        answer = client.post(address)
        assert answer.status_code == 400 and "Biểu mẫu đã quá hạn" in answer.text
    assert client.get("/").status_code == 200


def test_a_form_with_its_token_is_taken(app, cast):
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/login").text)[1]
    data = {"username": "can-bo", "password": PASSWORD, "csrf_token": token}
    assert client.post("/login", data=data).location == "/"


@pytest.mark.parametrize("address", ["/login", "/", "/units", "/nowhere", "/trail"])
def test_every_page_tells_the_browser_to_refuse_foreign_content_and_to_keep_nothing(app, cast, client_as, address):
    headers = client_as(cast.officer).get(address).headers
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_programs_own_files_may_be_kept(app, cast):
    assert "no-store" not in app.test_client().get("/static/casework.css").headers.get("Cache-Control", "")


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app, cast):
    cookie = app.test_client().get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_pages_carry_no_script_and_no_style_of_their_own(app, cast, client_as):
    for address in ("/", "/units", "/units/30952", "/account", "/account/password"):
        page = client_as(cast.officer).get(address).text
        assert "<script" not in page and "<style" not in page
        assert not re.search(r"\s(style|on[a-z]+)=", page)


@pytest.mark.parametrize(("method", "address", "status"), [("get", "/nowhere", 404), ("post", "/units", 405)])
def test_a_wrong_address_is_answered_with_a_page_that_says_what_to_do(app, cast, client_as, method, address, status):
    answer = getattr(client_as(cast.officer), method)(address)
    assert answer.status_code == status and "Hãy" in answer.text and "Đăng xuất" in answer.text


def test_machines_are_answered_as_machines(app, cast):
    answer = app.test_client().get("/api/nowhere")
    assert answer.status_code == 404 and answer.mimetype == "application/problem+json"


def test_health_answers_a_stranger(app):
    assert app.test_client().get("/health").text == "ok"


def test_the_demonstration_says_on_every_page_that_it_is_one(config):
    from dataclasses import replace

    from casework.app import create_app

    shown = create_app(replace(config, demonstration=True)).test_client().get("/login").text
    hidden = create_app(config).test_client().get("/login").text
    assert "DỮ LIỆU MINH HỌA" in shown and "DỮ LIỆU MINH HỌA" not in hidden
