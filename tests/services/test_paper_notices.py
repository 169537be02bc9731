"""The notices of a move: one a move, written and kept by the commune that is left."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.documents.form import Subject
from casework.errors import NotFound
from casework.records.paper import Paper
from casework.records.trail import TrailEntry
from casework.services import paper_lists
from casework.services.corrections import correct_episode
from casework.services.paper_replacements import Fault, Replacement, replace_paper
from casework.services.transfers import transfer_episode
from tests.cast import make_episode, make_person, scope
from tests.services.paper_records import TODAY, said


def test_the_commune_that_is_left_writes_the_notice(session, house):
    episode = make_episode(session, make_person(session, house.go_quao), moves=[(date(2026, 9, 2), house.dinh_hoa)])
    words = said(session, house.neighbour, "transfer-notice", episode.ref)
    assert "XÃ GÒ QUAO" in words and "XÃ ĐỊNH HÒA" not in words


def test_each_commune_that_is_left_keeps_a_notice_of_its_own(session, house):
    episode = make_episode(session, make_person(session, house.go_quao), decided_on=date(2026, 8, 4))
    for actor, moved_on, to_unit in (
        (house.officer, date(2026, 9, 2), house.dinh_hoa),
        (house.neighbour, date(2026, 10, 2), house.vinh_hoa_hung),
    ):
        moved = {"moved_on": moved_on, "to_unit": to_unit, "number": "", "today": TODAY}
        transfer_episode(session, scope(actor), actor, episode.ref, **moved)
    session.commit()
    filed = session.scalars(select(Paper).where(Paper.kind == "transfer-notice").order_by(Paper.part)).all()
    assert [(each.unit_id, each.part, each.stands) for each in filed] == [
        (house.go_quao.id, "2026-09-02", True),
        (house.dinh_hoa.id, "2026-10-02", True),
    ]
    assert filed[0].number.startswith("01/") and filed[1].number.startswith("01/"), "each in its own series"
    for actor, named, to_name in (
        (house.officer, "XÃ GÒ QUAO", "Xã Định Hòa"),
        (house.neighbour, "XÃ ĐỊNH HÒA", house.vinh_hoa_hung.name),
    ):
        words = said(session, actor, "transfer-notice", episode.ref)
        assert named in words and to_name in words
        theirs = paper_lists.case_papers(session, scope(actor), Subject.EPISODE, episode.ref, today=TODAY)
        assert [line.part for line in theirs if line.kind == "transfer-notice"] == [
            "2026-09-02" if actor is house.officer else "2026-10-02"
        ]
    fault = Replacement(Fault.CONTENT, "Ghi sai họ tên trên giấy", signed_on=date(2026, 11, 1))
    again = replace_paper(session, scope(house.officer), house.officer, filed[0].ref, fault, today=TODAY)
    assert (again.unit_id, again.part, filed[1].stands) == (house.go_quao.id, "2026-09-02", True)


def test_a_notice_stays_with_its_move_when_the_day_is_corrected(session, house):
    episode = make_episode(session, make_person(session, house.go_quao), decided_on=date(2026, 8, 4))
    moved = {"moved_on": date(2026, 9, 2), "to_unit": house.dinh_hoa, "number": "", "today": TODAY}
    transfer_episode(session, scope(house.officer), house.officer, episode.ref, **moved)
    session.commit()
    key, why = f"transfer.{episode.transfers[0].id}.moved_on", "ghi nhầm ngày trên giấy"
    asked = session, scope(house.neighbour), house.neighbour, episode.ref, key, date(2026, 9, 3)
    correct_episode(*asked, reason=why, today=TODAY)
    session.commit()
    [notice] = session.scalars(select(Paper).where(Paper.kind == "transfer-notice")).all()
    assert notice.part == "2026-09-03"
    assert "XÃ GÒ QUAO" in said(session, house.officer, "transfer-notice", episode.ref)


def test_who_gave_a_case_away_prints_its_notice_and_what_it_issued_and_nothing_else(session, house, certified):
    episode = make_episode(session, make_person(session, house.go_quao), decided_on=date(2026, 8, 4))
    said(session, house.officer, "registration", episode.ref)
    moved = {"moved_on": date(2026, 9, 2), "to_unit": house.dinh_hoa, "today": TODAY}
    transfer_episode(session, scope(house.officer), house.officer, episode.ref, **moved)
    session.commit()
    assert "XÃ GÒ QUAO" in said(session, house.officer, "transfer-notice", episode.ref)
    assert "Bản in lại lần 1" in said(session, house.officer, "registration", episode.ref)
    session.commit()
    assert len(session.scalars(select(TrailEntry).where(TrailEntry.tag == "paper:copy:printed")).all()) == 3
    theirs = paper_lists.case_papers(session, scope(house.officer), Subject.EPISODE, episode.ref, today=TODAY)
    assert [line.kind for line in theirs] == ["registration", "transfer-notice"]
    for kind in ("rehabilitation-decision", "assignment"):
        with pytest.raises(NotFound):
            said(session, house.officer, kind, episode.ref)
    with pytest.raises(NotFound):
        said(session, house.neighbour, "transfer-notice", certified.ref)
