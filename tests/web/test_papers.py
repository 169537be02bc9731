"""Pages of papers: a look, a copy, a number, a withdrawal, and the public page behind a certificate's code."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from casework.records.paper import Paper, PaperCopy, PaperSetting
from casework.records.trail import TrailEntry
from casework.services.paper_tokens import check_path
from tests.cast import make_episode, make_person
from tests.web.stamping import stamp_in


def test_the_page_of_a_case_lists_its_papers_and_leads_to_a_look_at_each(cast, client_as, certified):
    officer = client_as(cast.officer)
    page = officer.get(f"/episodes/{certified.ref}").get_data(as_text=True)
    link = f"/papers/completion-certificate/{certified.ref}/preview"
    assert link in page and "12/GXN-UBND" in page
    look = officer.get(link)
    text = look.get_data(as_text=True)
    assert look.status_code == 200 and "Bản xem trước, chưa in" in text and "Nguyễn Văn An" in text
    assert "style=" not in text.split("<article")[1]
    assert officer.get("/papers/stylesheet").mimetype == "text/css"


def test_a_look_is_not_a_copy_and_each_medium_is_one(session, cast, client_as, certified):
    officer, address = client_as(cast.officer), f"/papers/completion-certificate/{certified.ref}"
    officer.get(f"{address}/preview")
    assert session.scalar(select(PaperCopy.id)) is None
    made = officer.post(f"{address}/print", data={"medium": "pdf"})
    assert made.mimetype == "application/pdf" and made.data.startswith(b"%PDF")
    assert "Nguy" not in made.headers["Content-Disposition"]
    page = officer.post(f"{address}/print", data={"medium": "html"}).get_data(as_text=True)
    assert "Bản in lại lần 1" in page and "/check/" in page
    assert officer.post(f"{address}/print", data={"medium": "exe"}).status_code == 400
    assert len(session.scalars(select(PaperCopy)).all()) == 2


def test_the_neighbour_is_told_there_is_no_such_case(cast, client_as, certified):
    neighbour = client_as(cast.neighbour)
    for address in (
        f"/papers/of/episode/{certified.ref}",
        f"/papers/rehabilitation-decision/{certified.ref}/preview",
        "/papers/so01/30952/2026/preview",
    ):
        assert neighbour.get(address).status_code == 404, address
    printed = neighbour.post(f"/papers/rehabilitation-decision/{certified.ref}/print", data={"medium": "pdf"})
    assert printed.status_code == 404


def test_a_number_is_taken_by_a_form_that_says_what_is_wrong(session, cast, client_as, certified):
    officer, address = client_as(cast.officer), f"/papers/assignment/{certified.ref}"
    wrong = officer.post(f"{address}/number", data={"signed_on": "01/01/2030"})
    assert wrong.status_code == 400 and "field-error" in wrong.get_data(as_text=True)
    assert officer.post(f"{address}/number", data={"signed_on": "01/09/2026"}).status_code == 303
    assert session.scalar(select(Paper.number)) == "01/QĐ-UBND"
    assert "01/QĐ-UBND" in officer.get(f"{address}/preview").get_data(as_text=True)


def test_the_public_page_confirms_number_and_day_and_nothing_about_the_person(app, session, cast, client_as, certified):
    client_as(cast.officer).post(f"/papers/completion-certificate/{certified.ref}/print", data={"medium": "pdf"})
    paper = session.scalars(select(Paper)).one()
    stranger = app.test_client()
    page = stranger.get(check_path(paper))
    text = page.get_data(as_text=True)
    assert page.status_code == 200 and "còn hiệu lực" in text and "12/GXN-UBND" in text and "05/02/2026" in text
    assert "Nguyễn Văn An" not in text and certified.ref not in text
    assert stranger.get("/check/" + paper.token).status_code == 404
    client_as(cast.chair).post(f"/papers/completion-certificate/{certified.ref}/withdraw", data={"reason": "Cấp nhầm"})
    gone = stranger.get(check_path(paper)).get_data(as_text=True)
    assert "đã thu hồi" in gone and "Cấp nhầm" not in gone


def test_somebody_who_tries_codes_is_slowed_down(app):
    from casework.web.security import limiter

    limiter.reset()
    stranger = app.test_client()
    answers = [stranger.get(f"/check/guess{number}").status_code for number in range(31)]
    assert (set(answers[:30]), answers[30]) == ({404}, 429)
    limiter.reset()


def test_only_chair_and_administrator_say_how_the_unit_signs(session, cast, client_as):
    assert client_as(cast.officer).get("/paper-settings").status_code == 403
    chair = client_as(cast.chair)
    assert "Ủy ban nhân dân xã Gò Quao" in chair.get("/paper-settings").get_data(as_text=True)
    form = {
        "office": "committee",
        "from_on": "01/03/2026",
        "agency": "Ủy ban nhân dân xã Gò Quao",
        "place": "Gò Quao",
        "abbreviation": "UBND",
        "authority": "deputy",
        "position": "",
    }
    refused = chair.post("/paper-settings", data=form)
    assert refused.status_code == 400 and "chức vụ" in refused.get_data(as_text=True)
    assert chair.post("/paper-settings", data=form | {"position": "Phó Chủ tịch"}).status_code == 303
    assert session.scalar(select(PaperSetting.authority)) == "deputy"
    assert "Phó Chủ tịch" in client_as(cast.administrator).get("/paper-settings").get_data(as_text=True)
    twice = chair.post("/paper-settings", data=form | {"position": "Chánh Văn phòng"})
    assert twice.status_code == 409 and "Hãy mở dòng đã đặt để sửa" in twice.get_data(as_text=True)
    edit = f"/paper-settings/{session.scalar(select(PaperSetting.id))}/edit"
    seen = chair.get(edit).get_data(as_text=True)
    form |= {"position": "Phó Chủ tịch", "signer_name": "Lê Văn Ký", "stamp": stamp_in(seen)}
    assert client_as(cast.administrator).post(edit, data=form).status_code == 303, "what lacked is only added"
    late = chair.post(edit, data=form | {"place": "Định An", "reason": "sai địa danh"})
    assert late.status_code == 409 and "Họ tên người ký: Lê Văn Ký" in late.get_data(as_text=True)
    form |= {"place": "Định An", "stamp": stamp_in(late.get_data(as_text=True))}
    assert "lý do sửa" in chair.post(edit, data=form).get_data(as_text=True)
    assert chair.post(edit, data=form | {"reason": "sai địa danh"}).status_code == 303
    saved = session.scalars(select(TrailEntry).where(TrailEntry.tag == "paper:setting:saved")).all()
    assert saved[-1].keys["changes"] == {"place": ["Gò Quao", "Định An"]}
    assert saved[-1].keys["reason"] == "sai địa danh"


def test_the_whole_file_and_the_papers_of_an_act_come_as_one_pdf(cast, client_as, certified):
    officer = client_as(cast.officer)
    for data in ({}, {"act": "decide"}):
        made = officer.post(f"/papers/of/episode/{certified.ref}/file", data=data)
        assert (made.status_code, made.mimetype) == (200, "application/pdf")
    assert officer.get("/papers").status_code == 200


def test_a_number_left_empty_is_given_and_one_that_is_taken_is_said_at_its_field(session, cast, client_as, certified):
    first, second = (
        make_episode(session, make_person(session, cast.go_quao), registered_on=date(2026, 3, 2)) for _ in range(2)
    )
    chair, form = client_as(cast.chair), {"signed_on": "02/03/2026", "term_months": "6", "version": "1"}
    page = chair.get(f"/episodes/{first.ref}/decision").get_data(as_text=True)
    assert "Để trống: hệ thống cấp số kế tiếp" in page
    made = chair.post(f"/episodes/{first.ref}/decision", data=form | {"number": ""})
    assert made.status_code == 303
    assert first.decision_number == "01/QĐ-UBND"
    taken = chair.post(f"/episodes/{second.ref}/decision", data=form | {"number": "1/QĐ-UBND"})
    assert taken.status_code == 400 and 'id="number-error"' in taken.get_data(as_text=True)


def test_chair_and_auditor_see_who_printed_what_and_nobodys_name(session, cast, client_as, certified):
    client_as(cast.officer).post(f"/papers/completion-certificate/{certified.ref}/print", data={"medium": "pdf"})
    client_as(cast.chair).post(f"/papers/completion-certificate/{certified.ref}/withdraw", data={"reason": "Cấp nhầm"})
    for reader in (cast.chair, cast.auditor):
        text = client_as(reader).get(f"/paper-copies?ref={certified.ref}").get_data(as_text=True)
        assert cast.officer.name in text and "12/GXN-UBND" in text and "Cấp nhầm" in text
        assert "Nguyễn Văn An" not in text
    assert client_as(cast.officer).get("/paper-copies").status_code == 403
