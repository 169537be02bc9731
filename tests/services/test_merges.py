"""Merging two records of one person, and undoing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from casework.access import queries
from casework.access.scope import Scope
from casework.access.sealing import blind_index, seal
from casework.errors import Conflict, InvalidInput, NotFound
from casework.exchange.writer import export_path
from casework.records.aftercare import Aftercare
from casework.records.consultation import Attendee
from casework.records.db import Base
from casework.records.duplicate import DuplicatePair
from casework.records.episode import Episode
from casework.records.listing import Listing
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.support import Job, Training
from casework.records.trail import TrailEntry
from casework.services import merges, person_files
from casework.services.duplicate_pairs import park_likely_pairs
from casework.services.merge_closings import closing_of, closings_of
from casework.services.merge_overlaps import Decision, overlaps
from casework.services.merge_rows import pointing_at_people
from casework.services.person_timelines_records import of_records
from casework.services.searches import find_people
from tests.cast import make_aftercare, make_episode, make_person, make_session, scope
from tests.exchange.files import read_folder

TODAY = date(2026, 11, 21)
APART = {"trail_entry", "trail_head", "person_merge", "search_word", "search_vocabulary"}
"""What tells of the merge itself, and words by which people are found."""
UNITS = {"unit", "unit_reach", "unit_succession"}
"""Many, and no merge's business."""


def everything(session):
    """Every row of every table but those of units, as export would read them."""
    session.flush()
    connection = session.connection()
    return {
        table.name: sorted(map(repr, connection.execute(select(table)).all()))
        for table in Base.metadata.sorted_tables
        if table.name not in APART | UNITS
    }


def exported(session, path):
    export_path(session, Scope.everything(reason="tests"), path, today=TODAY)
    return read_folder(path)


@pytest.fixture
def two(session, house):
    """One person on file twice: an old identity card and a new one, records on both sides, some of them twins."""
    known = make_person(
        session, house.go_quao, "Danh Văn Út", phone="0912000111", address="Ấp Phước Trung",
        national_id_index=blind_index("091091000"), national_id_sealed=seal("091091000"),
    )  # fmt: skip
    double = make_person(
        session, house.go_quao, "Danh Văn Ut", address="Ấp Phước Trung 1",
        national_id_index=blind_index("091091000123"), national_id_sealed=seal("091091000123"),
    )  # fmt: skip
    for person in (known, double):
        session.add(Listing(person_id=person.id, unit_id=house.go_quao.id, status="addict", listed_on=date(2026, 7, 1)))
    make_episode(session, known, registered_on=date(2026, 8, 3), started_on=date(2026, 8, 10))
    make_episode(
        session, double, registered_on=date(2024, 3, 1), started_on=date(2024, 3, 10), ended_on=date(2025, 3, 10)
    )
    make_aftercare(session, double)
    shared = make_session(session, house.point, known, double)
    make_session(session, house.point, double)
    session.commit()
    return known, double, shared


def merge(
    session, house, known, double, *, from_merged=("national_id", "home"), decisions=None, reason="cùng một người"
):
    return merges.merge_people(
        session,
        scope(house.officer),
        house.officer,
        known.ref,
        double.ref,
        from_merged=from_merged,
        decisions=decisions or {},
        reason=reason,
        today=TODAY,
    )


def test_everything_of_the_merged_record_becomes_the_survivors(session, house, two):
    known, double, shared = two
    merge(session, house, known, double)
    session.commit()
    for table, column in pointing_at_people():
        left = session.execute(select(table).where(table.c[column] == double.id)).all()
        assert not left, table.name
    assert session.scalar(select(Aftercare.person_id)) == known.id
    assert len(session.scalars(select(Episode).where(Episode.person_id == known.id)).all()) == 2
    assert session.scalars(select(Attendee.person_id).where(Attendee.session_id == shared.id)).all() == [known.id]
    assert len(session.scalars(select(Listing)).all()) == 1
    assert (known.full_name, known.address) == ("Danh Văn Út", "Ấp Phước Trung 1")
    assert known.national_id_index == blind_index("091091000123")
    assert double.national_id_index == blind_index("091091000")
    assert len([home for home in known.residences if home.to_on is None]) == 1
    entry = session.scalars(select(TrailEntry).where(TrailEntry.tag == "person:person:merged")).one()
    assert (entry.person_id, entry.keys["merged"]) == (known.id, double.ref)


def test_the_merged_record_is_followed_and_no_longer_found_by_itself(session, house, two):
    known, double, _ = two
    merge(session, house, known, double)
    where = scope(house.officer)
    assert session.scalars(queries.people(where)).all() == [known]
    assert merges.leads_to(session, where, double.ref) == known.ref
    assert merges.leads_to(session, where, known.ref) is None
    assert merges.leads_to(session, scope(house.neighbour), double.ref) is None
    for text in (double.ref, "091091000", "091091000123", "danh van ut"):
        assert [each.ref for each in find_people(session, where, house.officer, text).people] == [known.ref], text


def test_undoing_a_merge_restores_every_table_exactly(session, house, two):
    known, double, _ = two
    assert park_likely_pairs(session, [known.id, double.id]) == 1
    session.commit()
    before = everything(session)
    row = merge(session, house, known, double)
    session.commit()
    assert everything(session) != before
    assert session.scalars(select(DuplicatePair.state)).all() == ["same"]
    merges.undo_merge(session, scope(house.officer), house.officer, row.id, reason="là hai anh em")
    session.commit()
    assert everything(session) == before
    assert {entry.tag for entry in session.scalars(select(TrailEntry))} == {
        "person:person:merged",
        "person:merge:undone",
    }
    with pytest.raises(Conflict, match="đã được hoàn tác"):
        merges.undo_merge(session, scope(house.officer), house.officer, row.id, reason="lần thứ hai")


def test_what_was_changed_since_is_not_overwritten_by_undoing(session, house, two):
    known, double, _ = two
    row = merge(session, house, known, double)
    session.commit()
    known.address = "Ấp An Trung"
    session.commit()
    before = everything(session)
    with pytest.raises(Conflict, match="bảng person"):
        merges.undo_merge(session, scope(house.officer), house.officer, row.id, reason="gộp nhầm người")
    session.rollback()
    assert everything(session) == before


def test_what_was_written_after_the_merge_stays_with_the_survivor(session, house, two):
    known, double, _ = two
    row = merge(session, house, known, double)
    session.commit()
    later = make_episode(session, known, registered_on=date(2026, 11, 1))
    session.commit()
    merges.undo_merge(session, scope(house.officer), house.officer, row.id, reason="gộp nhầm người")
    assert later.person_id == known.id
    assert session.scalar(select(Person.merged_into_id).where(Person.id == double.id)) is None


def test_episodes_of_one_time_wait_for_a_decision(session, house, two):
    known, double, _ = two
    second = make_episode(session, double, registered_on=date(2026, 9, 1), started_on=date(2026, 9, 4))
    first = session.scalars(select(Episode).where(Episode.person_id == known.id)).one()
    session.commit()
    with pytest.raises(InvalidInput, match="trùng thời gian"):
        merge(session, house, known, double)
    session.rollback()
    name = f"episode-{first.id}-{second.id}"
    with pytest.raises(InvalidInput, match="Ngày đóng"):
        merge(session, house, known, double, decisions={name: Decision(second.ref, date(2026, 9, 3))})
    session.rollback()
    before = everything(session)
    row = merge(session, house, known, double, decisions={name: Decision(second.ref, date(2026, 9, 4))})
    session.commit()
    assert (second.person_id, second.ended_on, second.outcome) == (known.id, date(2026, 9, 4), "other")
    assert first.ended_on is None
    merges.undo_merge(session, scope(house.officer), house.officer, row.id, reason="gộp nhầm người")
    assert everything(session) == before


def aftercares(session, house, known, double):
    own = make_aftercare(session, known, starts_on=date(2026, 2, 2), decided_on=date(2026, 2, 1))
    return own, session.scalars(select(Aftercare).where(Aftercare.person_id == double.id)).one(), "other"


def treatments(session, house, known, double):
    rows = [
        Methadone(person_id=person.id, unit_id=house.go_quao.id, started_on=day)
        for person, day in ((known, date(2026, 5, 4)), (double, date(2026, 7, 1)))
    ]
    session.add_all(rows)
    session.flush()
    return *rows, None


@pytest.mark.parametrize(("kind", "make"), [("aftercare", aftercares), ("methadone", treatments)])
def test_other_cases_of_one_time_are_decided_too_and_a_double_is_closed_and_opened_again_exactly(
    session, house, two, tmp_path, kind, make
):
    known, double, _ = two
    own, other, outcome = make(session, house, known, double)
    session.commit()
    with pytest.raises(InvalidInput, match="trùng thời gian"):
        merge(session, house, known, double)
    session.rollback()
    name = f"{kind}-{own.id}-{other.id}"
    early = Decision(other.ref, other.starts_on if kind == "aftercare" else other.started_on)
    with pytest.raises(InvalidInput, match="Ngày đóng"):
        merge(session, house, known, double, decisions={name: replace(early, ended_on=date(2026, 1, 4))})
    session.rollback()
    before = everything(session), exported(session, tmp_path / "before")
    row = merge(session, house, known, double, decisions={name: Decision(other.ref, date(2026, 11, 1))})
    session.commit()
    assert (other.person_id, other.ended_on, other.outcome) == (known.id, date(2026, 11, 1), outcome)
    [closing] = closings_of(row)
    told = (closing.kind.value, closing.ref, closing.double_of, closing.on, closing.reason)
    assert told == (kind, other.ref, own.ref, date(2026, 11, 1), "cùng một người")
    assert closing_of(session, scope(house.officer), known.id, other.ref) == closing
    file = person_files.open_file(session, scope(house.officer), house.officer, known.ref)
    [entry] = [
        each for each in of_records(session, scope(house.officer), file) if each.label.startswith("Đóng hành chính")
    ]
    assert entry.on == date(2026, 11, 1) and own.ref in entry.detail and "cùng một người" in entry.note
    merges.undo_merge(session, scope(house.officer), house.officer, row.id, reason="gộp nhầm người")
    session.commit()
    assert (everything(session), exported(session, tmp_path / "after")) == before
    assert closing_of(session, scope(house.officer), known.id, other.ref) is None


def test_a_case_of_another_unit_is_not_closed_from_here(session, house, two):
    known, double, _ = two
    treatments(session, house, known, double)
    theirs = session.scalars(select(Methadone).where(Methadone.person_id == double.id)).one()
    theirs.unit_id = house.dinh_hoa.id
    session.commit()
    [overlap] = overlaps(session, scope(house.officer), known, double)
    assert theirs not in overlap.closable and len(overlap.closable) == 1
    with pytest.raises(InvalidInput, match="đơn vị khác quản lý"):
        merge(session, house, known, double, decisions={overlap.name: Decision(theirs.ref, date(2026, 11, 1))})


def test_two_jobs_and_two_trainings_of_one_time_simply_become_the_survivors(session, house, two):
    known, double, _ = two
    for person in (known, double):
        at = {"person_id": person.id, "unit_id": house.go_quao.id, "started_on": date(2026, 8, 1)}
        session.add_all((Job(has_income=True, supported=False, **at), Training(state_supported=True, **at)))
    session.commit()
    merge(session, house, known, double)
    assert {*session.scalars(select(Job.person_id)), *session.scalars(select(Training.person_id))} == {known.id}


def test_both_episodes_of_one_time_may_stay(session, house, two):
    known, double, _ = two
    second = make_episode(session, double, registered_on=date(2026, 9, 1))
    first = session.scalars(select(Episode).where(Episode.person_id == known.id)).one()
    merge(session, house, known, double, decisions={f"episode-{first.id}-{second.id}": Decision()})
    assert (first.ended_on, second.ended_on, second.person_id) == (None, None, known.id)


def test_somebody_with_only_one_of_the_two_in_scope_cannot_merge_them(session, house, two):
    known, _, _ = two
    elsewhere = make_person(session, house.dinh_hoa, "Danh Văn Út")
    session.commit()
    with pytest.raises(NotFound):
        merge(session, house, known, elsewhere)
    above = house.supervisor
    row = merges.merge_people(
        session, scope(above), above, known.ref, elsewhere.ref, from_merged=(), decisions={}, reason="cùng một người",
        today=TODAY,
    )  # fmt: skip
    assert elsewhere.merged_into_id == known.id
    assert session.scalars(merges.merge_list(scope(house.officer))).all() == [row]
    assert not session.scalars(merges.merge_list(scope(house.neighbour))).all()


def test_a_chain_of_merges_leads_to_the_last_survivor(session, house, two):
    known, double, _ = two
    merge(session, house, known, double)
    third = make_person(session, house.go_quao, "Danh Văn Út")
    merge(session, house, third, known, from_merged=())
    assert merges.leads_to(session, scope(house.officer), double.ref) == third.ref


def test_one_record_is_not_merged_with_itself_or_without_a_reason(session, house, two):
    known, double, _ = two
    with pytest.raises(InvalidInput, match="một hồ sơ"):
        merge(session, house, known, known)
    with pytest.raises(InvalidInput, match="lý do"):
        merge(session, house, known, double, reason="  ")
