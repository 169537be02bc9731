"""The page of the law, and the cases that a change of law touches."""

from datetime import date

from casework.law.dated import parameters
from casework.records.proceeding import Proceeding
from casework.services.law_changes import changes_of_law, changes_on
from casework.services.law_pages import unchecked
from tests.cast import make_aftercare, make_episode, make_person


def test_everybody_may_read_the_law_with_its_articles(cast, client_as):
    for actor in cast.everybody:
        page = client_as(actor).get("/law")
        assert page.status_code == 200
        assert "Nghị định 116/2021/NĐ-CP" in page.data.decode()


def test_the_page_of_papers_shows_each_act_with_its_form_or_the_reason_why_it_has_none(cast, client_as):
    client = client_as(cast.administrator)
    page = client.get("/law/papers?measure=dossier").data.decode()
    assert "Văn bản đề nghị đưa đi cai nghiện bắt buộc" in page and "Mẫu 36" in page and "Mẫu 29" in page
    assert "Gửi kèm văn bản đề nghị (Mẫu số 36, Mẫu số 40)" in page
    assert "không có số mẫu · suy ra từ luật" in client.get("/law/papers").data.decode()
    assert client.get("/law/papers?measure=gi-do").status_code == 404


def test_articles_stay_vietnamese_on_a_page_in_english_and_say_so(cast, client_as):
    client = client_as(cast.officer)
    assert 'lang="vi">khoản' not in client.get("/law").data.decode()
    client.post("/language", data={"language": "en"})
    page = client.get("/law").data.decode()
    assert '<html lang="en">' in page
    assert '<span lang="vi">khoản 2 Điều 30 Luật 73/2021/QH14</span>' in page


def test_another_day_shows_the_values_of_that_day(cast, client_as):
    client = client_as(cast.officer)
    assert "Giá trị áp dụng ngày 01/06/2024" in client.get("/law?on=01/06/2024").data.decode()
    assert "không phải ngày" in client.get("/law?on=31/02/2024").data.decode()


def test_a_change_of_law_lists_the_cases_open_on_that_day_under_the_law_that_each_follows(session, cast, client_as):
    person = make_person(session, cast.go_quao)
    old = make_episode(session, person, registered_on=date(2026, 1, 5), decided_on=date(2026, 1, 7))
    new = make_episode(session, make_person(session, cast.go_quao, "Trần Văn B"), registered_on=date(2026, 6, 29))
    over = make_episode(session, person, registered_on=date(2025, 8, 5), ended_on=date(2026, 6, 30))
    elsewhere = make_episode(session, make_person(session, cast.dinh_hoa), registered_on=date(2026, 6, 29))
    text = client_as(cast.officer).get("/law/changes/2026-07-01").data.decode()
    assert old.ref in text
    assert new.ref in text
    assert over.ref not in text
    assert elsewhere.ref not in text
    assert "thực hiện tiếp theo luật cũ: 1 hồ sơ" in text
    assert "theo luật mới: 1 hồ sơ" in text


def test_a_day_on_which_no_law_changed_has_no_page(cast, client_as):
    assert client_as(cast.officer).get("/law/changes/2026-07-02").status_code == 404


def test_somebody_who_may_see_no_cases_sees_no_list_of_them(cast, client_as):
    assert client_as(cast.administrator).get("/law/changes/2026-07-01").status_code == 404


def test_every_measure_whose_law_another_one_replaced_is_counted(session, cast, client_as):
    person = make_person(session, cast.go_quao)
    old = make_aftercare(session, person, decided_on=date(2026, 3, 2), starts_on=date(2026, 3, 2))
    over = make_aftercare(session, person, decided_on=date(2025, 3, 3), starts_on=date(2025, 3, 3))
    over.ended_on = date(2026, 6, 30)
    drafted = Proceeding(measure="dossier", unit_id=cast.go_quao.id, person=person, opened_on=date(2026, 6, 30))
    session.add(drafted)
    session.flush()
    client = client_as(cast.officer)
    text = client.get("/law/changes/2026-07-01?measure=aftercare").data.decode()
    assert old.ref in text
    assert over.ref not in text
    assert "1 hồ sơ; mỗi việc theo luật của ngày làm việc đó" in text
    assert drafted.ref in client.get("/law/changes/2026-07-01?measure=dossier").data.decode()
    assert client.get("/law/changes/2026-07-01?measure=job").status_code == 404


def test_the_laws_of_the_measures_beside_the_episode_change_on_their_own_days(cast, client_as):
    assert date(2024, 12, 15) in changes_of_law()
    (change,) = changes_on(date(2024, 12, 15))
    assert change.measure == "substitution"
    text = client_as(cast.officer).get("/law").data.decode()
    assert "/law/changes/2024-12-15" in text
    assert "Nghị định 141/2024/NĐ-CP" in text


def test_a_value_whose_source_was_read_more_than_a_year_ago_is_listed(cast, client_as):
    newest = max(each.verified_on for each in parameters("deadlines").values())
    assert "deadlines" not in {each.sheet for each in unchecked(newest)}
    late = unchecked(newest.replace(year=newest.year + 2))
    assert {each.dated.name for each in late} >= set(parameters("deadlines"))
    assert "Giá trị đã quá một năm chưa kiểm tra lại" in client_as(cast.officer).get("/law").data.decode()


def test_the_values_of_other_days_show_that_nobody_verified_them(cast, client_as):
    text = client_as(cast.officer).get("/law").data.decode()
    row = text[text.index("Nghị định 38/2019/NĐ-CP") :][:120]
    assert "chưa kiểm chứng" in row
