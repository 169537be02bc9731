"""Wherever a number stands that a unit gave, nobody gets it again."""

from __future__ import annotations

from datetime import date

import pytest

from casework.errors import InvalidInput
from casework.records.act import Act
from casework.services.paper_numbers import require_free_now, reserve
from casework.services.paper_taken import Owner
from tests.cast import make_aftercare, make_episode, make_person

DAY = date(2026, 3, 2)
OF_EPISODE = ("verify", "assign_worker", "refuse", "notify_end", "interrupt", "resume", "restart_clock")
OF_AFTERCARE = ("request", "hand_over", "end", "suspend", "reduce", "exempt", "monitoring")


def told(session, case, act, number="03/QĐ-UBND", **more):
    """An act of old days, whose paper nobody filed."""
    key = "episode" if act in OF_EPISODE or act == "transfer" else "aftercare"
    row = Act(act=act, acted_on=DAY, law="law", stage_after="in_progress", details={"number": number} | more)
    setattr(row, key, case)
    session.add(row)
    session.flush()


@pytest.fixture
def cases(session, house):
    episode = make_episode(session, make_person(session, house.go_quao), registered_on=date(2026, 1, 5))
    return episode, make_aftercare(session, make_person(session, house.go_quao), starts_on=date(2026, 1, 5))


@pytest.mark.parametrize("act", OF_EPISODE + OF_AFTERCARE)
def test_a_number_that_only_an_act_tells_is_taken(session, house, cases, act):
    case = cases[act in OF_AFTERCARE]
    told(session, case, act, **({"paper": "decided"} if act == "monitoring" else {}))
    with pytest.raises(InvalidInput, match=f"đã dùng cho giấy tờ khác.*02/03/2026, hồ sơ {case.ref}"):
        require_free_now(session, house.go_quao, "3/QĐ-UBND", DAY)
    given = [reserve(session, unit_id=house.go_quao.id, series="QĐ-UBND", on=DAY).ordinal for _ in range(3)]
    assert given == [1, 2, 4]
    require_free_now(session, house.dinh_hoa, "3/QĐ-UBND", DAY)


def test_the_certificate_of_an_aftercare_bears_its_number_alone(session, house, cases):
    case = cases[1]
    case.law_facts = case.law_facts | {"certificate_number": "04/GXN-UBND", "certified_on": DAY.isoformat()}
    session.flush()
    with pytest.raises(InvalidInput, match=f"ngày 02/03/2026, hồ sơ {case.ref}"):
        require_free_now(session, house.go_quao, "04/GXN-UBND", DAY)
    own = Owner("aftercare-certificate", case.ref)
    require_free_now(session, house.go_quao, "04/GXN-UBND", DAY, own=own)
    require_free_now(session, house.go_quao, "04/GXN-UBND", date(2025, 3, 2))


def test_a_paper_may_bear_the_number_that_its_own_act_tells(session, house, cases):
    told(session, cases[0], "verify")
    require_free_now(session, house.go_quao, "03/QĐ-UBND", DAY, own=Owner("review-minutes", cases[0].ref))
    with pytest.raises(InvalidInput):
        require_free_now(session, house.go_quao, "03/QĐ-UBND", DAY, own=Owner("assignment", cases[0].ref))


def test_what_another_office_wrote_about_monitoring_takes_no_number_of_the_unit(session, house, cases):
    told(session, cases[1], "monitoring", paper="removed")
    require_free_now(session, house.go_quao, "03/QĐ-UBND", DAY)
