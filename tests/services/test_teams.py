"""Teams and their staff: established, joined, active, dissolved, always within the scope and within their days."""

from datetime import date

import pytest
from sqlalchemy import select

from casework.errors import Conflict, InvalidInput, NotFound
from casework.law.vocabulary import ActivityKind, Sector, TeamRole
from casework.records.trail import TrailEntry
from casework.services import staff, teams
from casework.services.memberships import MEMBERS
from tests.cast import make_staff, make_team, scope
from tests.conftest import TODAY


@pytest.fixture
def team(session, house):
    return make_team(session, house.go_quao, established_on=date(2026, 1, 5), decision_number="05/QĐ-UBND")


def establish(session, house, **changed):
    given = {"established_on": date(2026, 3, 1), "decision_number": "12/QĐ-UBND", "unit_id": None, "today": TODAY}
    return teams.establish_team(session, scope(house.officer), house.officer, **(given | changed))


def join(session, house, team, who, **changed):
    given = {"staff_ref": who.ref, "role": TeamRole.MEMBER, "from_on": date(2026, 2, 1), "today": TODAY}
    return MEMBERS.add(session, scope(house.officer), house.officer, team.ref, **(given | changed))


def meet(session, house, team, **changed):
    given = {"held_on": date(2026, 5, 4), "kind": ActivityKind.MEETING, "note": None, "today": TODAY}
    return teams.record_activity(session, scope(house.officer), house.officer, team.ref, **(given | changed))


def trail_of(session, tag):
    session.commit()
    return session.scalars(select(TrailEntry).where(TrailEntry.tag == tag)).all()


def test_a_team_belongs_to_the_officers_unit_and_the_trail_says_what_was_written(session, house):
    team = establish(session, house)
    assert (team.unit_id, team.decision_number) == (house.go_quao.id, "12/QĐ-UBND")
    (entry,) = trail_of(session, "team:team:saved")
    assert entry.keys == {
        "ref": team.ref,
        "changes": {
            "unit": [None, "30952"],
            "established_on": [None, "2026-03-01"],
            "decision_number": [None, "12/QĐ-UBND"],
        },
        "reason": None,
    }


def test_a_team_of_before_the_reform_belongs_to_a_unit_of_that_day(session, house):
    team = establish(session, house, established_on=date(2024, 3, 1), unit_id=house.old_town.id)
    assert team.unit_id == house.old_town.id


def test_a_unit_that_did_not_exist_on_the_day_is_refused(session, house):
    with pytest.raises(InvalidInput, match="không tồn tại vào ngày 01/03/2024"):
        establish(session, house, established_on=date(2024, 3, 1), unit_id=house.go_quao.id)
    with pytest.raises(InvalidInput, match="không tồn tại vào ngày 01/03/2026"):
        establish(session, house, unit_id=house.old_town.id)


def test_the_neighbours_unit_is_not_to_be_found(session, house):
    with pytest.raises(NotFound):
        establish(session, house, unit_id=house.dinh_hoa.id)


def test_a_day_that_has_not_come_is_refused(session, house, team):
    with pytest.raises(InvalidInput, match="22/11/2026 chưa tới"):
        establish(session, house, established_on=date(2026, 11, 22))
    with pytest.raises(InvalidInput, match="chưa tới"):
        meet(session, house, team, held_on=date(2026, 11, 22))


def test_the_neighbour_is_told_there_is_no_such_team(session, house, team):
    with pytest.raises(NotFound):
        teams.team(session, scope(house.neighbour), team.ref)


def test_somebody_joins_from_a_day_of_the_teams_life(session, house, team):
    who = make_staff(session, house.go_quao)
    assert join(session, house, team, who, from_on=date(2026, 1, 5)).role == "member"
    with pytest.raises(InvalidInput, match="thành lập ngày 05/01/2026"):
        join(session, house, team, make_staff(session, house.go_quao), from_on=date(2026, 1, 4))


def test_somebody_who_is_on_the_team_does_not_join_again_before_their_last_day(session, house, team):
    who = make_staff(session, house.go_quao, "Danh Sa Rây")
    first = join(session, house, team, who)
    with pytest.raises(Conflict, match="Danh Sa Rây đã là thành viên"):
        join(session, house, team, who, from_on=date(2026, 6, 1))
    MEMBERS.end(session, scope(house.officer), house.officer, team.ref, first.id, to_on=date(2026, 5, 31), today=TODAY)
    with pytest.raises(Conflict):
        join(session, house, team, who, from_on=date(2026, 5, 31))
    assert join(session, house, team, who, from_on=date(2026, 6, 1)).to_on is None


def test_a_last_day_before_the_first_is_refused(session, house, team):
    member = join(session, house, team, make_staff(session, house.go_quao))
    with pytest.raises(InvalidInput, match="trước ngày bắt đầu 01/02/2026"):
        MEMBERS.end(
            session, scope(house.officer), house.officer, team.ref, member.id, to_on=date(2026, 1, 31), today=TODAY
        )


def test_a_member_of_another_team_is_not_ended_through_this_one(session, house, team):
    other = make_team(session, house.go_quao, make_staff(session, house.go_quao))
    with pytest.raises(NotFound):
        MEMBERS.end(
            session, scope(house.officer), house.officer, team.ref, other.members[0].id, to_on=TODAY, today=TODAY
        )


def test_staff_of_the_neighbour_cannot_join(session, house, team):
    with pytest.raises(NotFound):
        join(session, house, team, make_staff(session, house.dinh_hoa))


def test_the_same_activity_twice_on_a_day_is_a_conflict_and_two_kinds_are_not(session, house, team):
    meet(session, house, team)
    with pytest.raises(Conflict, match=r"Họp tổ.*04/05/2026 đã được ghi"):
        meet(session, house, team)
    meet(session, house, team, kind=ActivityKind.VISIT)
    days = {"first": date(2026, 1, 1), "last": TODAY}
    assert teams.teams_with_activity(session, [team.id], **days) == {team.id: 2}
    assert len(teams.team_activities(session, team, **days)) == 2


def dissolve(session, house, team, day, reason=None):
    where, who = scope(house.officer), house.officer
    return teams.dissolve_team(session, where, who, team.ref, dissolved_on=day, today=TODAY, reason=reason)


def test_a_team_is_dissolved_after_its_last_activity_and_does_nothing_from_that_day(session, house, team):
    meet(session, house, team)
    with pytest.raises(InvalidInput, match="còn hoạt động ghi ngày 04/05/2026"):
        dissolve(session, house, team, date(2026, 5, 4))
    dissolve(session, house, team, date(2026, 5, 5))
    with pytest.raises(InvalidInput, match="đã giải thể từ ngày 05/05/2026"):
        meet(session, house, team, held_on=date(2026, 5, 5))
    session.commit()
    with pytest.raises(InvalidInput, match="lý do sửa"):
        dissolve(session, house, team, None)
    session.rollback()
    assert dissolve(session, house, team, None, "ghi nhầm tổ").dissolved_on is None
    assert trail_of(session, "team:team:saved")[-1].keys["reason"] == "ghi nhầm tổ"


def test_a_team_is_not_dissolved_before_it_was_established(session, house, team):
    with pytest.raises(InvalidInput, match="trước ngày bắt đầu 05/01/2026"):
        dissolve(session, house, team, date(2026, 1, 4))


def test_a_decision_is_not_moved_behind_what_the_team_has_done(session, house, team):
    meet(session, house, team)
    with pytest.raises(InvalidInput):
        teams.change_team(
            session,
            scope(house.officer),
            house.officer,
            team.ref,
            established_on=date(2026, 6, 1),
            decision_number=None,
            today=TODAY,
        )


def test_a_staff_members_sector_is_the_present_one_and_saving_nothing_new_leaves_no_entry(session, house):
    where, who = scope(house.officer), house.officer
    row = staff.add_staff(session, where, who, full_name=" Danh  Út ", sector=Sector.HEALTH, unit_id=None, today=TODAY)
    assert (row.full_name, row.unit_id) == ("Danh Út", house.go_quao.id)
    staff.change_staff(session, where, who, row.ref, full_name="Danh Út", sector=Sector.POLICE, reason="chuyển ngành")
    staff.change_staff(session, where, who, row.ref, full_name="Danh Út", sector=Sector.POLICE, reason="chuyển ngành")
    entries = trail_of(session, "team:staff:saved")
    assert [entry.keys["changes"].get("sector") for entry in entries] == [[None, "health"], ["health", "police"]]
    with pytest.raises(NotFound):
        staff.change_staff(
            session, scope(house.neighbour), house.neighbour, row.ref, full_name="X", sector=Sector.OTHER
        )
