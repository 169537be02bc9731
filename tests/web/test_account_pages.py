"""The administrator's pages, and the auditor's trail."""

import re

from sqlalchemy import select

from casework.records.account import Account
from tests.cast import make_person

NEW = {"username": "y-te-moi", "full_name": "Danh Thị Ngọc", "role": "health_worker", "unit": "30952"}


def test_a_new_account_gets_a_temporary_password_that_is_shown_once(app, cast, client_as):
    admin = client_as(cast.administrator)
    shown = admin.post("/accounts/new", data=NEW).text
    password = re.search(r'class="secret">([^<]+)<', shown)[1]
    client = app.test_client()
    assert client.post("/login", data={"username": "y-te-moi", "password": password}).location == "/"
    assert client.get("/").location == "/account/password"
    assert password not in admin.get("/accounts?q=y-te").text


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(cast, client_as, session):
    page = client_as(cast.administrator).post("/accounts/new", data=NEW | {"unit": "gò quao bắc", "role": ""}).text
    assert "Không tìm thấy đơn vị nào" in page and "Hãy điền mục này." in page and "Danh Thị Ngọc" in page
    assert session.scalar(select(Account).where(Account.username == "y-te-moi")) is None


def test_a_name_of_several_units_lists_them_with_their_codes(cast, client_as):
    page = client_as(cast.administrator).post("/accounts/new", data=NEW | {"unit": "vinh hoa"}).text
    assert "Có nhiều đơn vị phù hợp" in page and "30970 – Xã Vĩnh Hòa Hưng (Tỉnh An Giang)" in page


def test_a_name_that_is_taken_is_a_conflict(cast, client_as):
    answer = client_as(cast.administrator).post("/accounts/new", data=NEW | {"username": "can-bo"})
    assert answer.status_code == 409 and "đã có người dùng" in answer.text


def test_a_role_is_given_and_ended_on_the_page_of_the_account(cast, client_as, session):
    admin, address = client_as(cast.administrator), f"/accounts/{cast.officer.account_id}"
    assert admin.post(f"{address}/roles", data={"role": "commune_chair", "unit": "30958"}).status_code == 303
    page = admin.get(address).text
    assert "Xã Định Hòa" in page
    ending = re.findall(r"/roles/(\d+)/end", page)[-1]
    admin.post(f"{address}/roles/{ending}/end")
    assert "21/11/2026" in admin.get(address).text


def test_a_point_nobody_has_is_said_beside_its_field(cast, client_as):
    answer = client_as(cast.administrator).post(
        f"/accounts/{cast.officer.account_id}/roles", data={"role": "counsellor", "unit": "30952", "point": "D-KHONG"}
    )
    assert answer.status_code == 400 and "Không có điểm tư vấn mang mã này" in answer.text


def test_a_password_is_reset_and_a_lock_ended(app, cast, client_as):
    admin, client = client_as(cast.administrator), app.test_client()
    for _ in range(5):
        client.post("/login", data={"username": "can-bo", "password": "sai"})
    assert "can-bo" in admin.get("/").text
    assert "bị khóa đến" in admin.get(f"/accounts/{cast.officer.account_id}").text
    admin.post(f"/accounts/{cast.officer.account_id}/unlock")
    assert "bị khóa đến" not in admin.get(f"/accounts/{cast.officer.account_id}").text
    shown = admin.post(f"/accounts/{cast.officer.account_id}/password").text
    password = re.search(r'class="secret">([^<]+)<', shown)[1]
    assert client.post("/login", data={"username": "can-bo", "password": password}).location == "/"


def test_an_administrator_sees_accounts_and_no_cases(cast, client_as, session):
    ref = make_person(session, cast.go_quao).ref
    admin = client_as(cast.administrator)
    assert admin.get("/accounts").status_code == 200
    for address in ("/people", f"/people/{ref}", "/teams", "/points", "/trail"):
        assert admin.get(address).status_code == 403


def test_ones_own_account_is_changed_by_somebody_else(cast, client_as):
    admin = client_as(cast.administrator)
    address = f"/accounts/{cast.administrator.account_id}"
    assert "do người quản trị khác thay đổi" in admin.get(address).text
    assert admin.post(f"{address}/active", data={"active": "0"}).status_code == 403


def test_the_trail_is_filtered_by_what_by_whom_and_by_day(app, cast, client_as):
    app.test_client().post("/login", data={"username": "can-bo", "password": "sai"})
    auditor = client_as(cast.auditor)

    def rows(**query):
        return auditor.get("/trail", query_string=query).text.count('<td class="nowrap">')

    assert rows() >= 1
    assert rows(tag="account:login:failed") == 1
    assert rows(tag="account:password:changed") == 0
    assert rows(actor="can-bo") == 0
    assert rows(on="01/01/2020") == 0
    assert "Ngày không hợp lệ" in auditor.get("/trail?on=hôm+qua").text


def test_the_trail_shows_refs_and_no_names(cast, client_as, session):
    from casework.access import trail
    from casework.access.trail import Tag

    person = make_person(session, cast.go_quao, "Nguyễn Văn An")
    changes = {"full_name": ["Nguyễn Văn An", "Nguyễn Văn Ân"]}
    trail.record(
        session, Tag.PERSON_CHANGED, cast.officer, person_id=person.id, ref=person.ref, changes=changes, reason="sửa"
    )
    trail.record(session, Tag.PEOPLE_LISTED, cast.officer, query="nguyen van an", count=1)
    page = client_as(cast.auditor).get("/trail").text
    assert person.ref in page and "full_name" in page
    assert "Nguyễn Văn" not in page and "nguyen van" not in page
