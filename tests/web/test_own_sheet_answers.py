"""Rows of a commune's own sheet of which it is not clear whom they mean: who it is is said on the page."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casework.access.sealing import blind_index, seal
from casework.records.duplicate import DuplicatePair
from casework.records.person import Person
from casework.records.support import Training
from tests.cast import make_episode, make_person
from tests.web.test_imports import everything, run, send, tally
from tests.web.test_own_sheets import TRAINED, count, matched, preview, proposed, sheet_of

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def client(client_as, house):
    return client_as(house.officer)


@pytest.fixture
def tam(session, house):
    make_person(session, house.go_quao, "Trần Văn Tám", birth_on=date(1988, 5, 6), ref="P-TAM", address="Ấp 3")
    session.commit()


@pytest.fixture
def namesakes(session, house):
    for number in (1, 2):
        born = {"birth_on": date(1990, number, 2), "sex": "female"}
        make_person(session, house.go_quao, "Lê Thị Hoa", **born, ref=f"P-HOA{number}", address=f"Ấp {number}")
    session.commit()


def test_who_is_meant_among_namesakes_is_chosen_on_the_page_and_kept(client, client_as, house, session, namesakes, tam):
    rows = [
        ["Lê Thị Hoa", 1990, "May", "01/02/2024", "có"],
        ["Trần Văn Tám", 1988, "Hàn", "01/02/2024", "có"],
        ["Trần Văn Tám", None, "Mộc", "01/02/2024", "có"],
    ]
    ref = matched(client, send(client, sheet_of(TRAINED, *rows)))
    page = preview(client, ref)
    assert tally(page) == (1, 0, 0, 2) and "Dòng chưa rõ là ai" in page
    assert re.findall(r'type="radio" name="who:2:Sổ" value="([^"]*)"', page) == ["P-HOA1", "P-HOA2", ""]
    assert run(client, ref, "good").status_code == 303
    answers = f"/imports/uploads/{ref}/answers"
    assert client_as(house.neighbour).post(answers, data={"who:2:Sổ": "P-HOA2"}).status_code == 404
    assert client.post(answers, data={"who:2:Sổ": "P-HOA2", "who:4:Sổ": ""}).status_code == 303
    page = preview(client, ref)
    assert tally(page) == (1, 0, 1, 1) and re.search(r'value="P-HOA2"[^>]* checked', page)
    assert "1 dòng đã được chỉ rõ người" in page
    run(client, ref, "good")
    assert sorted(session.scalars(select(Person.ref).join(Training, Training.person_id == Person.id))) == [
        "P-HOA2", "P-TAM",
    ]  # fmt: skip
    client.post(answers, data={"who:2:Sổ": ""})
    assert tally(preview(client, ref)) == (0, 0, 1, 2)


def test_nobody_outside_the_scope_is_meant_by_an_answer(client, session, house, namesakes):
    make_person(session, house.dinh_hoa, "Lê Thị Hoa", birth_on=date(1990, 5, 5), ref="P-BEN")
    session.commit()
    ref = matched(client, send(client, sheet_of(TRAINED, ["Lê Thị Hoa", 1990, "May", "01/02/2024", "có"])))
    client.post(f"/imports/uploads/{ref}/answers", data={"who:2:Sổ": "P-BEN"})
    page = preview(client, ref)
    assert tally(page) == (0, 0, 0, 1) and "P-BEN" not in page


def test_whoever_resembles_somebody_is_that_person_when_somebody_says_so(client, session, house, tam):
    content = sheet_of(["Họ và tên", "Ngày sinh", "Giới tính", "Điện thoại"], ["Trần Văn Tám", 1988, "nam", "0902"])
    ref = matched(client, send(client, content))
    assert tally(preview(client, ref)) == (1, 0, 0, 0)
    client.post(f"/imports/uploads/{ref}/answers", data={"who:2:Sổ": "P-TAM"})
    assert tally(preview(client, ref)) == (0, 1, 0, 0)
    assert run(client, ref).status_code == 303
    assert count(session, Person) == 1 and session.scalars(select(Person.phone)).one() == "0902"


LIST = ["Họ và tên", "Ngày sinh", "Giới tính"]


def test_whoever_is_said_to_be_somebody_new_is_never_proposed_as_the_old_one_and_undoing_forgets_it(
    client, session, house, namesakes, tmp_path
):
    before = everything(session, tmp_path / "before")
    rows = ["Lê Thị Hoa", 1990, "nữ"], ["Trần Văn Chín", 1991, "nam"]
    ref = matched(client, send(client, sheet_of(LIST, *rows)))
    page = preview(client, ref)
    assert tally(page) == (2, 0, 0, 0)
    assert re.findall(r'name="who:2:Sổ" value="([^"]*)"', page) == ["P-HOA1", "P-HOA2", "*", "", "?"]
    client.post(f"/imports/uploads/{ref}/answers", data={"who:2:Sổ": "*"})
    assert re.search(r'value="\*"[^>]* checked', preview(client, ref))
    address = run(client, ref).location
    session.rollback()
    pairs = session.scalars(select(DuplicatePair)).all()
    assert {(pair.first.ref, pair.state) for pair in pairs} == {("P-HOA1", "different"), ("P-HOA2", "different")}
    assert "có thể đã có hồ sơ" not in client.get(address).text
    assert client.post(f"{address}/undo").status_code == 303
    assert everything(session, tmp_path / "after") == before and count(session, DuplicatePair) == 0


def test_a_new_namesake_born_alike_is_nobody_whom_the_same_words_made_before(client, session, house):
    content = sheet_of(LIST, ["Lê Thị Hoa", 1990, "nữ"])
    run(client, matched(client, send(client, content)))
    # The same words again are the same person, without a question.
    ref = matched(client, send(client, sheet_of(LIST, ["Lê Thị Hoa", 1990, "nữ"], ["Lê Thị Hoa", "1/2/1990", "nữ"])))
    page = preview(client, ref)
    assert tally(page) == (1, 0, 1, 0) and "who:2" not in page
    client.post(f"/imports/uploads/{ref}/answers", data={"who:3:Sổ": "*"})
    run(client, ref)
    assert count(session, Person) == 2


def test_a_row_of_a_list_may_be_left_while_the_others_are_imported_and_answered_afterwards(
    client, session, house, namesakes
):
    rows = ["Lê Thị Hoa", 1990, "nữ"], ["Trần Văn Chín", 1991, "nam"]
    ref = matched(client, send(client, sheet_of(LIST, *rows)))
    answers = f"/imports/uploads/{ref}/answers"
    client.post(answers, data={"who:2:Sổ": "?"})
    page = preview(client, ref)
    assert tally(page) == (1, 0, 0, 1) and "được để lại vì chưa rõ là ai" in page
    done = client.get(run(client, ref, "good").location).text
    assert f'href="/imports/uploads/{ref}/preview"' in done and count(session, Person) == 3
    client.post(answers, data={"who:2:Sổ": "P-HOA2"})
    # The year of the row takes nothing from the day on file.
    assert tally(preview(client, ref)) == (0, 0, 2, 0)


def test_whom_a_row_may_mean_is_shown_with_place_and_stage_and_a_number_of_somebody_else_makes_nobody(
    client, session, house, namesakes
):
    hoa = session.scalars(select(Person).where(Person.ref == "P-HOA1")).one()
    hoa.national_id_index, hoa.national_id_sealed = blind_index("091088000001"), seal("091088000001")
    make_episode(session, hoa, started_on=date(2026, 3, 2))
    session.commit()
    rows = ["Lê Thị Hoa", 1990, "nữ", None], ["Trần Văn Chín", 1991, "nam", "091088000001"]
    ref = matched(client, send(client, sheet_of([*LIST, "CCCD"], *rows)))
    page = preview(client, ref)
    assert tally(page) == (1, 0, 0, 1)
    assert "P-HOA1: Lê Thị Hoa, 02/01/1990, Ấp 1, Xã Gò Quao · Đang cai nghiện" in page
    assert re.findall(r'name="who:3:Sổ" value="([^"]*)"', page) == ["P-HOA1", ""]
    for answer in ("*", "?"):
        client.post(f"/imports/uploads/{ref}/answers", data={"who:3:Sổ": answer})
        assert tally(preview(client, ref)) == (1, 0, 0, 1)


def test_columns_matched_anew_ask_again(client, session, namesakes):
    row = ["Lê Thị Hoa", 1990, "May", "01/02/2024", "có"]
    ref = matched(client, answer := send(client, sheet_of(TRAINED, row)))
    client.post(f"/imports/uploads/{ref}/answers", data={"who:2:Sổ": "P-HOA2"})
    assert tally(preview(client, ref)) == (1, 0, 0, 0)
    form = proposed(client.get(answer.location).text)
    assert client.post(f"/imports/uploads/{ref}", data=form).status_code == 303
    assert tally(preview(client, ref)) == (0, 0, 0, 1)
