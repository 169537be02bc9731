"""Papers from the record: title by the day, numbers without gaps or doubles, copies that are counted."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from casework.access.scope import Scope
from casework.documents.facts import Office
from casework.documents.form import Subject
from casework.errors import Conflict, InvalidInput, NotFound
from casework.records import db
from casework.records.db import begin_writing
from casework.records.paper import Paper, PaperContent, PaperCopy
from casework.records.trail import TrailEntry
from casework.records.violation import Violation
from casework.services import (
    paper_bundles,
    paper_copies,
    paper_lists,
    paper_looks,
    paper_registers,
    paper_settings,
    papers,
    registration_register,
)
from casework.services.paper_numbers import reserve
from casework.services.paper_replacements import Fault, Replacement, replace_paper
from casework.services.paper_setting_entries import Setting, add_setting
from casework.services.paper_settings import Authority
from casework.services.paper_tokens import check_path, find_paper
from casework.services.papers import Medium
from tests.cast import make_aftercare, make_episode, make_person, make_team, scope
from tests.documents.reading import docx_words, html_words, pdf_of, pdf_words
from tests.services.paper_records import TODAY, said
from tests.web.counting import statements

CERTIFICATE = "completion-certificate"


def printed(session, actor, ref, medium=Medium.PDF):
    return paper_copies.print_paper(session, scope(actor), actor, "completion-certificate", ref, medium, today=TODAY)


@pytest.mark.parametrize(
    ("decided_on", "title", "mark"),
    [
        (date(2015, 3, 9), "Quản lý cai nghiện tự nguyện tại gia đình", "Bản thể hiện, đối chiếu mẫu"),
        (date(2024, 3, 9), "Cai nghiện ma túy tự nguyện tại gia đình, cộng đồng", "Mẫu số 24"),
        (date(2026, 7, 1), "Cai nghiện ma túy tự nguyện", "Mẫu số 22"),
    ],
)
def test_the_decision_bears_title_and_form_number_of_its_day(session, house, decided_on, title, mark):
    person = make_person(session, house.go_quao)
    episode = make_episode(session, person, registered_on=decided_on, decided_on=decided_on, decision_number="7/QĐ")
    words = said(session, house.officer, "rehabilitation-decision", episode.ref)
    assert words.startswith(mark) and f"QUYẾT ĐỊNH {title}" in words and "Số: 7/QĐ" in words


def test_from_july_2026_the_police_decide_and_before_that_the_chair(session, house, certified):
    new = make_episode(session, make_person(session, house.go_quao), decided_on=date(2026, 8, 4))
    assert "CÔNG AN XÃ GÒ QUAO" in said(session, house.officer, "rehabilitation-decision", new.ref)
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN" in said(session, house.officer, "rehabilitation-decision", certified.ref)


def test_what_did_not_happen_is_never_certified(session, house):
    episode = make_episode(session, make_person(session, house.go_quao), decided_on=date(2026, 8, 4))
    with pytest.raises(InvalidInput, match="chưa ghi việc"):
        said(session, house.officer, "completion-certificate", episode.ref)


def test_the_neighbouring_commune_prints_nothing_of_the_case(session, house, certified):
    with pytest.raises(NotFound):
        said(session, house.neighbour, "rehabilitation-decision", certified.ref)


def test_a_guardian_stands_beside_a_minor_whose_birth_day_nobody_knows(session, house):
    child = make_person(session, house.go_quao, birth_on=None, birth_year=2011)
    episode = make_episode(session, child, declared_by="guardian", decided_on=date(2026, 8, 4))
    words = said(session, house.officer, "rehabilitation-decision", episode.ref)
    assert "người giám hộ hoặc người đại diện" in words and "sinh: 2011" in words


def test_numbers_run_from_01_by_unit_year_and_series_and_pass_over_what_was_typed(session, house, certified):
    printed(session, house.officer, certified.ref)
    series = {"unit_id": house.go_quao.id, "series": "GXN-UBND"}
    assert [reserve(session, on=date(2026, 3, 1), **series).text for _ in range(12)][-2:] == [
        "11/GXN-UBND",
        "13/GXN-UBND",
    ]
    assert reserve(session, on=date(2027, 1, 4), **series).text == "01/GXN-UBND"
    assert reserve(session, on=date(2026, 3, 1), unit_id=house.go_quao.id, series="TB-UBND").ordinal == 1
    assert reserve(session, on=date(2026, 3, 1), unit_id=house.dinh_hoa.id, series="GXN-UBND").ordinal == 1


def test_a_paper_takes_its_number_once_and_keeps_it(session, house, certified):
    asked = {"signed_on": date(2026, 9, 1), "today": TODAY}
    whose = session, scope(house.officer), house.officer, "assignment", certified.ref
    assert papers.give_number(*whose, **asked).number == "01/QĐ-UBND"
    with pytest.raises(Conflict, match="đã có số 01/QĐ-UBND"):
        papers.give_number(*whose, **asked)
    words = said(session, house.officer, "assignment", certified.ref)
    assert "Số: 01/QĐ-UBND" in words and "ngày 01 tháng 9 năm 2026" in words


def test_twenty_who_ask_at_once_get_twenty_numbers_without_a_gap(app, session, house):
    unit_id, ready = house.go_quao.id, threading.Barrier(20)
    session.commit()

    def one(number):
        with app.app_context():
            own = db.session()
            ready.wait()
            begin_writing(own)
            try:
                taken = reserve(own, unit_id=unit_id, series="QĐ-UBND", on=date(2026, 3, 1))
                if number % 4 == 0:
                    own.rollback()
                    return None
                own.commit()
                return taken.ordinal
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        taken = [each for each in pool.map(one, range(20)) if each is not None]
    assert sorted(taken) == list(range(1, 16)), "whoever rolled back left no gap"


def test_a_reprint_says_so_and_every_copy_is_in_the_trail(session, house, certified):
    first = printed(session, house.officer, certified.ref)
    again = printed(session, house.officer, certified.ref, Medium.HTML)
    draft = printed(session, house.officer, certified.ref, Medium.DOCX)
    assert (first.reprint, again.reprint, draft.reprint) == (0, 1, 0)
    assert "Bản in lại lần 1" in again.content.decode()
    session.commit()
    assert [row.medium for row in session.scalars(select(PaperCopy).order_by(PaperCopy.id))] == ["pdf", "html", "docx"]
    entries = list(session.scalars(select(TrailEntry).where(TrailEntry.tag == "paper:copy:printed")))
    assert [entry.keys["reprint"] for entry in entries] == [0, 1, 0]
    assert {entry.person_id for entry in entries} == {certified.person_id}


def test_a_corrected_number_replaces_the_paper_and_its_code_says_so(session, house, certified):
    old = printed(session, house.officer, certified.ref).paper
    certified.certificate.number = "13/GXN-UBND"
    new = printed(session, house.officer, certified.ref, Medium.HTML)
    assert "Thay thế giấy số 12/GXN-UBND" in new.content.decode()
    assert (old.stands, old.replaced_by.number) == (False, "13/GXN-UBND")
    lines = paper_lists.episode_papers(session, certified, today=TODAY)
    found = [(line.number, line.standing) for line in lines if line.kind == "completion-certificate"]
    assert found == [("12/GXN-UBND", False), ("13/GXN-UBND", True)]


def test_a_reprint_is_what_was_issued_though_the_record_was_corrected_since(session, house, certified):
    first = printed(session, house.officer, certified.ref)
    certified.person.full_name, certified.term_months = "Nguyễn Văn Ân", 12
    again = printed(session, house.officer, certified.ref, Medium.DOCX)
    assert again.document.blocks == first.document.blocks
    look = paper_looks.look(session, scope(house.officer), CERTIFICATE, certified.ref, today=TODAY)
    assert look.is_issued and look.document.blocks == first.document.blocks
    assert [new for _, new in look.changes] == ["Họ và tên: Nguyễn Văn Ân", "Thời hạn theo quyết định: 12 tháng"]
    kept = session.scalars(select(PaperContent.sealed)).one()
    assert "Nguyễn Văn An".encode() not in kept and b"blocks" not in kept, "what names the person is sealed"


@pytest.mark.parametrize("medium", Medium)
def test_a_withdrawn_paper_is_printed_as_it_was_issued_and_says_so(session, house, certified, medium):
    first = printed(session, house.officer, certified.ref)
    paper_copies.withdraw(session, scope(house.chair), house.chair, first.paper.ref, reason="Cấp nhầm", on=TODAY)
    certified.person.full_name = "Nguyễn Văn Ân"
    again = printed(session, house.officer, certified.ref, medium)
    words = {Medium.PDF: pdf_words, Medium.DOCX: docx_words, Medium.HTML: html_words}[medium](again.content)
    assert "ĐÃ THU HỒI ngày 21/11/2026" in " ".join(words) and {"An", "HỒI"} <= set(words) and "Ân" not in words
    assert again.document.blocks == first.document.blocks


def replaced(session, who, paper, fault, **more):
    asked = Replacement(fault, "Ghi sai họ tên", **more)
    return replace_paper(session, scope(who), who, paper.ref, asked, today=TODAY)


def test_a_wrong_paper_is_replaced_under_a_new_number_and_the_old_one_says_by_which(session, house, certified):
    old = printed(session, house.officer, certified.ref)
    certified.person.full_name = "Nguyễn Văn Ân"
    new = replaced(session, house.chair, old.paper, Fault.CONTENT, signed_on=TODAY)
    assert (new.number, certified.certificate.number) == ("01/GXN-UBND", "01/GXN-UBND")
    assert certified.certificate.issued_on == date(2026, 2, 5), "the law runs from the day of the certificate"
    now = said(session, house.officer, CERTIFICATE, certified.ref)
    assert "Thay thế giấy số 12/GXN-UBND ngày 05/02/2026" in now and "Nguyễn Văn Ân" in now
    assert "ngày 21 tháng 11 năm 2026" in now and "ĐÃ" not in now
    then = said(session, house.officer, CERTIFICATE, certified.ref, paper_ref=old.paper.ref)
    assert "ĐÃ ĐƯỢC THAY THẾ bằng số 01/GXN-UBND, ngày 21/11/2026" in then and "Số: 12/GXN-UBND" in then
    assert "Nguyễn Văn An " in then and "Ân" not in then
    with pytest.raises(Conflict, match="đã được thay thế"):
        replaced(session, house.chair, old.paper, Fault.CONTENT, signed_on=TODAY)


def test_a_paper_that_was_only_badly_set_out_keeps_its_number_by_a_letter(session, house, certified):
    old = printed(session, house.officer, certified.ref).paper
    with pytest.raises(InvalidInput, match="công văn"):
        replaced(session, house.chair, old, Fault.LAYOUT)
    new = replaced(session, house.chair, old, Fault.LAYOUT, letter="15/CV-UBND ngày 20/11/2026")
    assert (new.number, new.signed_on, new.ref == old.ref) == ("12/GXN-UBND", date(2026, 2, 5), False)
    assert "Đính chính theo Công văn số 15/CV-UBND" in said(session, house.officer, CERTIFICATE, certified.ref)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, "ngày ký giấy mới"),
        ({"signed_on": date(2026, 2, 4)}, "trước ngày của giấy bị thay thế"),
        ({"signed_on": date(2026, 11, 22)}, "chưa đến"),
        ({"signed_on": TODAY, "number": "12/GXN-UBND"}, "đã dùng cho giấy tờ khác: “Giấy"),
    ],
)
def test_a_replacement_that_cannot_be_is_refused_and_changes_nothing(session, house, certified, more, wrong):
    old = printed(session, house.officer, certified.ref).paper
    session.commit()
    with pytest.raises(InvalidInput, match=wrong):
        replaced(session, house.chair, old, Fault.CONTENT, **more)
    session.rollback()
    assert old.stands and session.scalars(select(Paper)).one() is old


def test_the_file_of_a_case_has_its_withdrawn_papers_too(session, house, certified):
    from casework.documents.form import Subject

    paper = printed(session, house.officer, certified.ref).paper
    paper_copies.withdraw(session, scope(house.chair), house.chair, paper.ref, reason="Cấp nhầm", on=TODAY)
    lines = paper_lists.papers_on_record(session, scope(house.officer), Subject.EPISODE, certified.ref, today=TODAY)
    found = [(line.number, line.standing) for line in lines if line.kind == CERTIFICATE]
    assert found == [("12/GXN-UBND", False)]


def test_a_number_that_was_withdrawn_is_given_to_no_other_paper(session, house, certified):
    whose = session, scope(house.chair), house.chair
    asked = {"signed_on": date(2026, 9, 1), "today": TODAY}
    gone = papers.give_number(*whose, "assignment", certified.ref, **asked)
    paper_copies.withdraw(*whose, gone.ref, reason="Cấp nhầm", on=TODAY)
    with pytest.raises(InvalidInput, match="đã dùng cho giấy tờ khác"):
        papers.give_number(*whose, "assignment", certified.ref, typed="01/QĐ-UBND", **asked)
    assert papers.give_number(*whose, "assignment", certified.ref, **asked).number == "02/QĐ-UBND"


def test_the_code_cannot_be_guessed_or_altered(session, house, certified):
    paper = printed(session, house.officer, certified.ref).paper
    signed = check_path(paper).removeprefix("/check/")
    assert find_paper(session, signed) is paper
    for forged in (paper.token, signed[:-2], "x" + signed, paper.token + "." + signed.split(".")[-1][::-1]):
        with pytest.raises(NotFound):
            find_paper(session, forged)


@pytest.mark.parametrize(
    ("authority", "position", "lines"),
    [
        (Authority.HEAD, "", ("CHỦ TỊCH",)),
        (Authority.DEPUTY, "Phó Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (Authority.COLLECTIVE, "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (Authority.ORDERED, "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (Authority.ACTING, "", ("Q. CHỦ TỊCH",)),
    ],
)
def test_a_paper_is_signed_as_its_unit_said_for_that_day(session, house, authority, position, lines):
    said = Setting(
        from_on=date(2026, 3, 1), agency="Ủy ban nhân dân xã Gò Quao", parent=None, place="Gò Quao",
        abbreviation="ubnd", authority=authority, position=position, signer_name="Nguyễn Văn Phúc",
    )  # fmt: skip
    go_quao = house.go_quao.id
    add_setting(session, scope(house.chair), house.chair, said, unit_id=go_quao, office=Office.COMMITTEE)
    before = paper_settings.letterhead(session, house.go_quao, Office.COMMITTEE, date(2026, 2, 28))
    after = paper_settings.letterhead(session, house.go_quao, Office.COMMITTEE, date(2026, 3, 1))
    assert (before.signature.lines, before.signature.name) == (("CHỦ TỊCH",), None)
    assert (after.signature.lines, after.signature.name) == (lines, "Nguyễn Văn Phúc")
    assert after.abbreviation == "UBND"


def test_the_whole_file_of_a_case_is_one_pdf_with_its_contents_first(session, house, certified):
    from casework.documents.form import Subject

    officer = house.officer
    made = paper_bundles.case_file(session, scope(officer), officer, Subject.EPISODE, certified.ref, today=TODAY)
    contents = pdf_of(made).pages[0].extract_text()
    assert "Bản đăng ký cai nghiện tự nguyện" in contents and "Giấy xác nhận hoàn thành" in contents
    counted = set(session.scalars(select(Paper.kind).join(PaperCopy)))
    assert {"registration", "rehabilitation-decision", "completion-certificate"} <= counted


def test_many_certificates_come_in_one_file_each_with_its_own_code(session, house, certified):
    everything = Scope.everything(reason="test")
    other = make_episode(
        session, make_person(session, house.go_quao, "Lê Thị B"), certificate=("13/GXN", date(2026, 3, 1))
    )
    window = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    refs = paper_bundles.certified_episodes(session, scope(house.officer), **window)
    assert list(refs) == [certified.ref, other.ref]
    told = []
    made = paper_bundles.certificates(
        session, everything, house.officer, refs, today=TODAY, advance=lambda name, done: told.append(done)
    )
    assert (len(pdf_of(made).pages), told) == (2, [1, 1])
    assert len(set(session.scalars(select(Paper.token)))) == 2


def test_papers_of_an_aftercare_a_team_and_a_register_say_what_is_on_record(session, house, certified):
    case = make_aftercare(session, certified.person, starts_on=date(2026, 2, 5), decided_on=date(2026, 2, 4))
    assert "ngày 04 tháng 02 năm 2026" in said(session, house.officer, "aftercare-decision", case.ref)
    team = make_team(session, house.go_quao, established_on=date(2026, 7, 15), decision_number="45/QĐ-UBND")
    assert "Tổ quản lý, hỗ trợ xã hội" in said(session, house.officer, "team-decision", team.ref)
    register = said(session, house.officer, "so01", "30952/2026")
    assert "Sổ 01-SCN" in register and "Nguyễn Văn An" in register and "Tổng số: 1 dòng" in register
    with pytest.raises(NotFound):
        said(session, house.neighbour, "so01", "30952/2026")
    closed = said(session, house.officer, "registration-register", "30952/2026")
    assert "Tổng hợp từ ngày 15/12/2025 đến ngày" in closed and "hoàn thành: 1" in closed, closed
    for kind in ("registration-register", "so02"):
        empty = said(session, house.officer, kind, "30952/2024")
        assert "Không phát sinh" in empty and "Tổng số: 0 dòng" in empty and "Tổng hợp" not in empty, empty


def test_the_register_lists_the_very_registrations_that_it_counts(session, house):
    away = make_person(session, house.go_quao, "Danh Ở Nơi Khác")
    make_episode(session, away, house.dinh_hoa, registered_on=date(2025, 3, 1))
    make_episode(session, make_person(session, house.go_quao), registered_on=date(2025, 12, 20), form="community")
    make_episode(session, make_person(session, house.go_quao), registered_on=date(2025, 4, 1), form="centre_compulsory")
    of = Scope(house.go_quao.id)
    for year, lines, counted in ((2025, 2, 2), (2026, 0, 1)):
        facts, _, _ = paper_registers.register(session, of, "registration-register", f"30952/{year}", TODAY)
        told = registration_register.totals(session, of, year, TODAY)
        assert (len(facts.rows), sum(told.registered.values())) == (lines, counted)
        page = session.scalars(registration_register.registrations(of, year)).unique().all()
        assert [each.person.full_name for each in page] == [row[1] for row in facts.rows]


def selects(sent):
    return [each for each in sent if each.startswith("SELECT")]


def test_a_bundle_asks_no_more_for_many_papers_of_a_kind_than_for_few(session, house, certified):
    refs = [
        make_episode(
            session,
            make_person(session, house.go_quao),
            ended_on=date(2026, 7, 5),
            outcome="completed",
            certificate=(f"{number}/GXN-CAX", date(2026, 7, 5)),
        ).ref
        for number in range(20, 26)
    ]
    days = [date(2025, 9, day) for day in range(1, 6)]
    certified.violations = [Violation(kind="other", happened_on=day) for day in days[:1]]

    def asked(make):
        session.commit()
        with statements() as sent:
            make()
        return len(selects(sent))

    def certify(some):
        paper_bundles.certificates(session, scope(house.officer), house.officer, some, today=TODAY)

    def whole_file():
        who = house.officer
        paper_bundles.case_file(session, scope(who), who, Subject.EPISODE, certified.ref, today=TODAY)

    few = [asked(lambda: certify(refs[:2])), asked(lambda: certify(refs[:2])), asked(whole_file), asked(whole_file)]
    certified.violations += [Violation(kind="other", happened_on=day) for day in days[1:]]
    many = [asked(lambda: certify(refs[2:])), asked(lambda: certify(refs)), asked(whole_file), asked(whole_file)]
    # The last file but one has both what was printed before and what was not.
    assert many[:2] == few[:2] and many[2:] == [few[3]] * 2 and max(many) <= 20, (few, many)
