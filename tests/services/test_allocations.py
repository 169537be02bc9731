"""Cases of a divided commune wait until somebody who knows gives them; moves are answered by who receives."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.access.roles import Role
from casework.errors import Conflict, InvalidInput, NotFound
from casework.records.club import Club
from casework.records.episode import EpisodeTransfer
from casework.records.listing import Listing
from casework.records.trail import TrailEntry
from casework.services import allocations, arrivals
from casework.services.aftercares import facts_of
from casework.services.allocations_books import reopen, standing_at
from casework.services.transfers import transfer_episode
from tests.cast import REFORM, make_actor, make_aftercare, make_episode, make_person, scope, unit

TODAY = date(2026, 11, 21)


@pytest.fixture
def divided(session):
    """Xã Vĩnh Hội Đông (30355, đến hết 30/06/2025): a part of it became 30337, another 30346."""
    return unit(session, "30355", date(2025, 6, 30))


@pytest.fixture
def parts(session):
    return unit(session, "30337", REFORM), unit(session, "30346", REFORM)


@pytest.fixture
def claimant(session, parts):
    return make_actor(session, "can-bo-an-phu", "Trương Văn Một", Role.COMMUNE_OFFICER, parts[0])


@pytest.fixture
def waiting(session, divided):
    """Three people in two villages, of whom one has an episode and another an after-care."""
    people = [
        make_person(session, divided, name, address=address)
        for name, address in (
            ("Lê Văn Ba", "Tổ 3, ấp Vĩnh Hòa, xã cũ"), ("Lê Văn Tư", "ấp Vinh Hoa"), ("Lê Văn Năm", "Ấp Vĩnh An")
        )
    ]  # fmt: skip
    episode = make_episode(session, people[0], registered_on=date(2025, 2, 1))
    aftercare = make_aftercare(session, people[2], starts_on=date(2025, 3, 1))
    session.commit()
    return people, episode, aftercare


def give(session, actor, divided, to_unit, **more):
    values = {"moved_on": date(2025, 9, 1), "to_unit": to_unit, "today": TODAY} | more
    return allocations.allocate(session, scope(actor), actor, divided, **values)


def test_what_waits_is_seen_by_the_province_and_by_the_parts_and_by_nobody_else(
    session, house, divided, parts, claimant, waiting
):
    for actor in (house.supervisor, claimant):
        assert allocations.divided_communes(session, scope(actor)) == [(divided, 5)]
        assert [each.kind for each in allocations.waiting_of(session, scope(actor), divided)] == [
            "aftercare", "person", "episode", "person", "person",
        ]  # fmt: skip
    assert allocations.divided_communes(session, scope(house.officer)) == []
    with pytest.raises(NotFound):
        allocations.divided_commune(session, scope(house.officer), divided.id)
    assert allocations.successors(session, scope(house.supervisor), divided) == sorted(parts, key=lambda u: u.name)
    assert allocations.successors(session, scope(claimant), divided) == [parts[0]]


def test_a_village_goes_as_one_however_it_was_typed_and_the_residence_with_it(session, house, divided, parts, waiting):
    people, episode, _aftercare = waiting
    assert give(session, house.supervisor, divided, parts[1], village="ẤP VĨNH HÒA") == 3
    session.commit()
    assert [each.unit_id for each in people] == [parts[1].id, parts[1].id, divided.id]
    assert episode.custody[-1].unit_id == parts[1].id and episode.custody[-1].from_on == date(2025, 9, 1)
    assert people[0].residences[-1].from_on == date(2025, 9, 1) and people[0].residences[0].to_on == date(2025, 9, 1)
    tags = session.scalars(select(TrailEntry.tag)).all()
    assert sorted(tags) == ["case:case:allocated", "person:residence:allocated", "person:residence:allocated"]
    assert allocations.waiting_count(session, scope(house.supervisor)) == 2


def test_an_officer_claims_for_their_own_commune_only(session, divided, parts, claimant, waiting):
    _people, _episode, aftercare = waiting
    with pytest.raises(NotFound):
        give(session, claimant, divided, parts[1], keys=[f"aftercare:{aftercare.ref}"])
    assert give(session, claimant, divided, parts[0], keys=[f"aftercare:{aftercare.ref}"]) == 1
    session.commit()
    assert aftercare.custody[-1].unit_id == parts[0].id
    # It is no move of the person: no notice is due for it.
    assert facts_of(aftercare).moves == ()
    with pytest.raises(InvalidInput, match="ít nhất một"):
        give(session, claimant, divided, parts[0], keys=[f"aftercare:{aftercare.ref}"])


@pytest.mark.parametrize(("moved_on", "refused"), [(date(2025, 6, 30), True), (date(2025, 7, 1), False)])
def test_nothing_is_given_before_the_commune_was_divided(session, house, divided, parts, waiting, moved_on, refused):
    keys = [f"episode:{waiting[1].ref}"]
    if refused:
        with pytest.raises(InvalidInput, match="không sớm hơn"):
            give(session, house.supervisor, divided, parts[0], keys=keys, moved_on=moved_on)
    else:
        assert give(session, house.supervisor, divided, parts[0], keys=keys, moved_on=moved_on) == 1


def test_what_somebody_gave_meanwhile_is_told(session, house, divided, parts, waiting):
    keys = [f"episode:{waiting[1].ref}"]
    give(session, house.supervisor, divided, parts[0], keys=keys)
    with pytest.raises(Conflict, match="có người đã làm trước"):
        give(session, house.supervisor, divided, parts[0], keys=[*keys, f"aftercare:{waiting[2].ref}"])


def test_a_club_and_a_line_of_a_list_are_closed_there_and_stand_anew_here(session, house, divided, parts, waiting):
    session.add(Club(unit_id=divided.id, established_on=date(2024, 1, 1), name="Nhóm Vĩnh An"))
    session.add(Listing(person_id=waiting[0][0].id, unit_id=divided.id, status="addict", listed_on=date(2024, 2, 1)))
    session.flush()
    keys = [each.key for each in standing_at(session, divided)]
    actor, on = house.supervisor, date(2025, 7, 1)
    assert reopen(session, scope(actor), actor, divided, keys=keys, to_unit=parts[0], on=on, today=TODAY) == 2
    session.commit()
    assert standing_at(session, divided) == []
    clubs = session.scalars(select(Club).order_by(Club.id)).all()
    assert [(each.unit_id, each.established_on, each.closed_on) for each in clubs] == [
        (divided.id, date(2024, 1, 1), on), (parts[0].id, on, None),
    ]  # fmt: skip
    lines = session.scalars(select(Listing).order_by(Listing.id)).all()
    assert [(each.unit_id, each.removed_on) for each in lines] == [(divided.id, on), (parts[0].id, None)]


@pytest.fixture
def moved(session, house):
    """A case that Gò Quao sent to Định Hòa on 02/11/2026."""
    person = make_person(session, house.go_quao, address="Ấp 1")
    episode = make_episode(
        session, person, registered_on=date(2026, 1, 5), decided_on=date(2026, 1, 8), started_on=date(2026, 1, 10)
    )
    transfer_episode(
        session, scope(house.officer), house.officer, episode.ref,
        moved_on=date(2026, 11, 2), to_unit=house.dinh_hoa, today=TODAY,
    )  # fmt: skip
    session.commit()
    return episode


def test_the_receiving_commune_sees_what_arrives_and_accepts_it(session, house, moved):
    assert arrivals.arrivals(session, scope(house.officer)) == []
    (found,) = arrivals.arrivals(session, scope(house.neighbour))
    assert (found.case, found.sender) == (moved, house.go_quao)
    with pytest.raises(NotFound):
        arrivals.accept_arrival(
            session, scope(house.officer), house.officer, "episode", found.move.id, on=TODAY, note=None, today=TODAY
        )
    arrivals.accept_arrival(
        session, scope(house.neighbour), house.neighbour, "episode", found.move.id,
        on=date(2026, 11, 4), note="CV 12", today=TODAY,
    )  # fmt: skip
    session.commit()
    assert arrivals.arrivals_waiting(session, scope(house.neighbour)) == 0
    (sent,) = arrivals.departures(session, scope(house.officer))
    assert (sent.move.state, sent.move.answered_on, sent.move.answer_note) == ("accepted", date(2026, 11, 4), "CV 12")


def test_who_did_not_come_goes_back_with_the_case_and_the_residence(session, house, moved):
    (found,) = arrivals.arrivals(session, scope(house.neighbour))
    act = (session, scope(house.neighbour), house.neighbour, "episode", found.move.id)
    with pytest.raises(InvalidInput, match="vì sao"):
        arrivals.decline_arrival(*act, on=date(2026, 11, 9), note=" ", today=TODAY)
    with pytest.raises(InvalidInput, match="Hết ngày chuyển"):
        arrivals.decline_arrival(*act, on=date(2026, 11, 2), note="không đến", today=TODAY)
    arrivals.decline_arrival(*act, on=date(2026, 11, 9), note="đến nhà hai lần không gặp", today=TODAY)
    session.commit()
    assert [each.state for each in session.scalars(select(EpisodeTransfer).order_by(EpisodeTransfer.moved_on))] == [
        "declined", "returned",
    ]  # fmt: skip
    assert moved.custody[-1].unit_id == house.go_quao.id
    assert (moved.person.unit_id, moved.person.address) == (house.go_quao.id, "Ấp 1")
    (sent,) = arrivals.departures(session, scope(house.officer))
    assert sent.move.state == "declined"
