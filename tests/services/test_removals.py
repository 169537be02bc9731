"""Taking records out and bringing them back: exactly, with reasons, and never under what rests on them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from casework.access import custody
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound
from casework.records.aftercare import AftercareReview
from casework.records.db import Base
from casework.records.episode import Episode, EpisodeCustody, EpisodeTransfer, PhaseRecord
from casework.records.listing import Listing
from casework.records.proceeding import Proceeding
from casework.records.support import Job
from casework.records.trail import TrailEntry
from casework.services.removal_kinds import RemovalKind
from casework.services.removal_returns import restore_record
from casework.services.removals import found, remove_record
from tests.cast import make_aftercare, make_episode, make_person, scope

UNTOUCHED = {"removal", "trail_entry", "trail_head"}
STAMPS = {"updated_at", "version"}


def everything(session):
    """Every row of every table, apart from what notes the removal itself."""
    session.flush()
    return {
        table.name: sorted(
            (tuple(str(value) for name, value in row.items() if name not in STAMPS))
            for row in session.connection().execute(select(table)).mappings()
        )
        for table in Base.metadata.sorted_tables
        if table.name not in UNTOUCHED and not table.name.startswith(("unit", "person_word"))
    }


@pytest.fixture
def episode(session, house):
    person = make_person(session, house.old_town)
    episode = make_episode(
        session,
        person,
        registered_on=date(2024, 3, 1),
        decided_on=date(2024, 3, 5),
        started_on=date(2024, 3, 10),
        phases={"admission": (date(2024, 3, 10), date(2024, 3, 12))},
        moves=[(date(2025, 9, 1), house.go_quao)],
        law_facts={"reviewed_on": ["2024-04-01"]},
    )
    session.commit()
    return episode


def remove(session, house, kind, row, actor=None, reason="nhập nhầm người"):
    actor = actor or house.officer
    return remove_record(session, scope(actor), actor, kind, row.id, reason=reason)


def restore(session, house, removal, actor=None):
    actor = actor or house.officer
    return restore_record(session, scope(actor), actor, removal.ref, reason="gỡ nhầm, khôi phục")


def test_a_whole_episode_goes_with_its_parts_and_comes_back_exactly(session, house, episode):
    before = everything(session)
    removal = remove(session, house, RemovalKind.EPISODE, episode)
    session.commit()
    for kind in (Episode, PhaseRecord, EpisodeTransfer, EpisodeCustody):
        assert session.scalar(select(func.count()).select_from(kind)) == 0
    assert removal.label.startswith("Đợt cai nghiện") and removal.happened_on == date(2024, 3, 1)
    restore(session, house, removal)
    session.commit()
    assert everything(session) == before
    tags = [each.tag for each in session.scalars(select(TrailEntry).order_by(TrailEntry.id))]
    assert tags[-2:] == ["record:record:removed", "record:record:restored"]


def test_the_number_of_a_row_that_was_given_again_does_not_stand_in_the_way(session, house, episode):
    old_ref, old_id = episode.ref, episode.id
    removal = remove(session, house, RemovalKind.EPISODE, episode)
    session.commit()
    newer = make_episode(session, make_person(session, house.go_quao, "Lê Văn Khác"))
    session.commit()
    newer_id = newer.id
    restore(session, house, removal)
    session.commit()
    back = session.scalars(select(Episode).where(Episode.ref == old_ref)).one()
    assert [each.phase for each in back.phases] == ["admission"] and len(back.transfers) == 1
    assert back.id == (old_id if newer_id != old_id else newer_id + 1)
    assert session.get(Episode, newer_id).person.full_name == "Lê Văn Khác"


def test_taking_out_a_move_gives_the_case_back_to_who_had_it(session, house, episode):
    move = episode.transfers[0]
    move.to_unit = house.dinh_hoa
    session.flush()
    custody.rebuild(session, episode)
    session.commit()
    assert episode.custody[-1].unit_id == house.dinh_hoa.id
    removal = remove(session, house, RemovalKind.EPISODE_TRANSFER, move, actor=house.neighbour)
    session.commit()
    assert episode.custody[-1].unit_id == house.go_quao.id
    restore(session, house, removal)
    session.commit()
    assert episode.custody[-1].unit_id == house.dinh_hoa.id


def test_what_rests_on_a_record_keeps_it_and_is_named(session, house, episode):
    row = Proceeding(
        measure="dossier", unit_id=house.go_quao.id, person_id=episode.person_id, episode_id=episode.id,
        opened_on=date(2026, 1, 5),
    )  # fmt: skip
    session.add(row)
    session.flush()
    with pytest.raises(Conflict, match="1 thủ tục kèm theo"):
        remove(session, house, RemovalKind.EPISODE, episode)


def test_what_was_certified_is_for_those_who_sign(session, house):
    person = make_person(session, house.go_quao)
    done = make_episode(
        session, person, started_on=date(2026, 1, 6), ended_on=date(2026, 8, 1),
        certificate=("01/GXN", date(2026, 8, 1)),
    )  # fmt: skip
    session.commit()
    before = everything(session)
    with pytest.raises(Forbidden, match="đã được cấp giấy"):
        remove(session, house, RemovalKind.CERTIFICATE, done.certificate)
    removal = remove(session, house, RemovalKind.CERTIFICATE, done.certificate, actor=house.chair)
    session.commit()
    assert done.certificate is None
    with pytest.raises(Forbidden):
        restore(session, house, removal)
    restore(session, house, removal, actor=house.chair)
    session.commit()
    assert everything(session) == before


def test_reason_scope_and_doing_it_twice(session, house, episode):
    with pytest.raises(InvalidInput):
        remove(session, house, RemovalKind.EPISODE, episode, reason="nhầm")
    with pytest.raises(NotFound):
        remove(session, house, RemovalKind.EPISODE, episode, actor=house.neighbour)
    removal = remove(session, house, RemovalKind.EPISODE, episode)
    session.commit()
    with pytest.raises(NotFound):
        restore(session, house, removal, actor=house.neighbour)
    restore(session, house, removal)
    session.commit()
    with pytest.raises(Conflict, match="đã được khôi phục"):
        restore(session, house, removal)


def test_a_part_does_not_come_back_to_a_case_that_is_gone_nor_into_a_place_that_is_taken(session, house):
    person = make_person(session, house.go_quao)
    aftercare = make_aftercare(session, person, reviews={date(2026, 2, 1): "negative"})
    listing = Listing(person_id=person.id, unit_id=house.go_quao.id, status="user", listed_on=date(2026, 1, 1))
    session.add(listing)
    session.commit()
    review = remove(session, house, RemovalKind.AFTERCARE_REVIEW, aftercare.reviews[0])
    session.commit()
    assert session.scalar(select(func.count()).select_from(AftercareReview)) == 0
    remove(session, house, RemovalKind.AFTERCARE, aftercare)
    with pytest.raises(Conflict, match="khôi phục hồ sơ chứa nó"):
        restore(session, house, review)
    line = remove(session, house, RemovalKind.LISTING, listing)
    session.add(Listing(person_id=person.id, unit_id=house.go_quao.id, status="user", listed_on=date(2026, 1, 1)))
    session.flush()
    with pytest.raises(Conflict, match="bản ghi thay thế"):
        restore(session, house, line)


def test_a_record_of_somebody_who_was_merged_comes_back_to_who_they_are_now(session, house):
    one, two = make_person(session, house.go_quao), make_person(session, house.go_quao, "Nguyễn Văn Ân")
    job = Job(person_id=two.id, unit_id=house.go_quao.id, started_on=date(2026, 3, 1), has_income=True, supported=False)
    session.add(job)
    session.commit()
    removal = remove(session, house, RemovalKind.JOB, job)
    two.merged_into_id = one.id
    session.commit()
    restore_record(session, scope(house.officer), house.officer, removal.ref, reason="khôi phục lại")
    assert session.scalars(select(Job)).one().person_id == one.id


def test_every_kind_finds_its_own_door(session, house):
    """A kind that cannot be asked for would break only when somebody first needed it."""
    for kind in RemovalKind:
        with pytest.raises(NotFound):
            found(session, scope(house.officer), kind, 999_999)
