"""Fields of forms: read as people type, and told in Vietnamese what is wrong."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from casework.errors import Conflict, InvalidInput, Reason, RefusedByLaw
from casework.law.vocabulary import Sex
from casework.web.fields import CaseForm, DateField, MoneyField, TermField, UnitField, not_after_today, show_refusal


class TrialForm(CaseForm):
    on = DateField("Ngày", [Optional(), not_after_today])
    amount = MoneyField("Số tiền", [Optional()])
    sex = TermField("Giới tính", Sex, [InputRequired()])
    unit = UnitField("Đơn vị", [Optional()])
    number = IntegerField("Số", [Optional(), NumberRange(min=1, max=9)])


@pytest.fixture
def form(app, cast):
    def fill(**values):
        with app.test_request_context("/", method="POST"):
            filled = TrialForm(MultiDict({"sex": "male"} | values))
            filled.validate()
            return filled

    return fill


@pytest.mark.parametrize("text", ["05/09/2026", "5/9/2026", "05-09-2026", "2026-09-05", " 05.09.2026 "])
def test_a_day_is_read_as_people_write_it(form, text):
    assert form(on=text).on.data == date(2026, 9, 5)


@pytest.mark.parametrize("text", ["31/02/2026", "hôm qua", "2026", "05/09/26"])
def test_a_day_that_is_none_is_refused_and_kept_as_typed(form, text):
    filled = form(on=text)
    assert "Ngày không hợp lệ" in filled.on.errors[0] and filled.on._value() == text


def test_a_day_that_has_not_come_is_refused(form):
    assert form(on="22/11/2026").on.errors and not form(on="21/11/2026").on.errors


@pytest.mark.parametrize("text", ["20.000.000", "20 000 000", "20000000", "20,000,000 đ", "20.000.000 đồng"])
def test_money_is_read_with_or_without_its_dots(form, text):
    assert form(amount=text).amount.data == 20_000_000


@pytest.mark.parametrize("text", ["-5", "nhiều", "1e9", "²"])
def test_money_that_is_none_is_refused(form, text):
    assert "Số tiền không hợp lệ" in form(amount=text).amount.errors[0]


def test_a_term_is_the_member_of_its_list(form):
    assert form(sex="female").sex.data is Sex.FEMALE
    assert form(sex="khác").sex.errors == ["Hãy chọn một giá trị trong danh sách."]
    assert form(sex="").sex.errors == ["Hãy điền mục này."]


def test_a_term_is_shown_by_its_official_words(app, cast):
    with app.test_request_context("/"):
        shown = str(TrialForm(data={"sex": "female"}).sex())
    assert 'selected value="female">Nữ<' in shown


@pytest.mark.parametrize("text", ["30952", "30952 – Xã Gò Quao", "go quao", "Xã Gò Quao"])
def test_a_unit_is_found_by_code_or_name(form, cast, text):
    assert form(unit=text).unit.data.id == cast.go_quao.id


@pytest.mark.parametrize("text", ["907", "zzz", "99999", "%"])
def test_a_unit_of_another_kind_or_none_is_refused(form, text):
    assert form(unit=text).unit.errors


def test_the_librarys_own_sentences_are_vietnamese(form):
    assert form(number="x").number.errors[0] == "Hãy nhập một số nguyên."
    assert form(number="12").number.errors == ["Hãy nhập số từ 1 đến 9."]


def test_a_refusal_by_law_lists_every_reason_and_other_refusals_find_their_field(form, app):
    filled = form()
    with app.test_request_context("/"):
        show_refusal(filled, RefusedByLaw("x", [Reason("a", "Điều 1"), Reason("b", "Điều 2")]))
        show_refusal(filled, InvalidInput("ngày sai", field="on"))
        show_refusal(filled, Conflict("trùng"))
    assert [getattr(each, "citation", each) for each in filled.form_errors] == ["Điều 1", "Điều 2", "trùng"]
    assert filled.on.errors == ["ngày sai"]


def test_where_many_units_fit_those_of_my_own_province_are_named_first_and_the_rest_are_counted(client_as, cast):
    page = client_as(cast.officer).post("/people/new", data={"unit": "Long"})
    assert page.status_code == 400
    named = page.text.split("hãy nhập mã: ")[1].split("</li>")[0]
    assert named.index("Tỉnh An Giang") < named.index("Tỉnh Đồng Nai")
    assert "đơn vị khác" in named
