"""Invented staff, the teams (tổ công tác) they belong to, and what the teams did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import months, office_day, office_day_in_month
from casework.services.demonstration.names import invent_name
from casework.services.demonstration.places import NEW_COMMUNES, PLACES, REFORM
from casework.services.demonstration.size import Size

LAST_DAY = REFORM - timedelta(days=1)
"""The last day of the communes before the reform."""

_SEATS = (
    ("leader", "labour"),
    ("deputy", "police"),
    ("member", "health"),
    ("member", "labour"),
    ("member", "volunteer"),
    ("member", "other"),
)


@dataclass(frozen=True)
class InventedStaff:
    """Somebody who works for a team or a point."""

    ref: str
    full_name: str
    sector: str
    unit_code: str
    unit_on: date | None


@dataclass(frozen=True)
class Membership:
    """A member of a team."""

    staff: InventedStaff
    role: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class InventedTeam:
    """A team with its members and the days on which it did something."""

    ref: str
    unit_code: str
    established_on: date
    decision_number: str
    dissolved_on: date | None
    members: tuple[Membership, ...]
    activities: tuple[tuple[date, str, str], ...]


def invent_teams(size: Size, seed: int, today: date) -> list[InventedTeam]:
    """A team of each old commune, dissolved with it, and one of each commune since; half of the members go on."""
    teams: list[InventedTeam] = []
    kept: dict[str, list[InventedStaff]] = {}
    for place in PLACES:
        rng = Random(f"{seed}:{place.code}:team")
        established_on = office_day(
            date(size.first_year + rng.choice((-3, -2, -1, -1, 0, 1, 2)), rng.randint(2, 11), 5)
        )
        goes_on = {seat for seat in range(len(_SEATS)) if seat < 2 or rng.random() < 0.4}
        staff = [
            _staff(rng, f"DEMO-S{place.code}-{seat}", sector, place.new_code if stays else place.code, stays)
            for seat, (_, sector) in enumerate(_SEATS)
            for stays in (seat in goes_on,)
        ]
        kept.setdefault(place.new_code, []).extend(staff[seat] for seat in sorted(goes_on))
        teams.append(_team(rng, size, f"DEMO-T{place.code}-1", place.code, established_on, REFORM, staff, today))
    for code in NEW_COMMUNES:
        rng = Random(f"{seed}:{code}:new team")
        established_on = office_day(REFORM + timedelta(days=rng.randint(6, 16)))
        teams.append(_team(rng, size, f"DEMO-T{code}-2", code, established_on, None, kept[code], today))
    return teams


def _staff(rng: Random, ref: str, sector: str, unit_code: str, stays: bool) -> InventedStaff:
    name = invent_name(rng, rng.choice(("male", "female")))
    return InventedStaff(ref, name, sector, unit_code, REFORM if stays else LAST_DAY)


def _team(
    rng: Random,
    size: Size,
    ref: str,
    unit_code: str,
    established_on: date,
    dissolved_on: date | None,
    staff: list[InventedStaff],
    today: date,
) -> InventedTeam:
    last_on = dissolved_on - timedelta(days=1) if dissolved_on else None
    members = tuple(
        Membership(each, role, established_on, last_on)
        for each, (role, _) in zip(staff, (*_SEATS, *(("member", ""),) * len(staff)), strict=False)
    )
    return InventedTeam(
        ref=ref,
        unit_code=unit_code,
        established_on=established_on,
        decision_number=f"{rng.randint(11, 240)}/QĐ-UBND",
        dissolved_on=dissolved_on,
        members=members,
        activities=tuple(_activities(ref, size, established_on, min(today, last_on or today))),
    )


def _activities(ref: str, size: Size, established_on: date, until: date) -> list[tuple[date, str, str]]:
    found: set[tuple[date, str, str]] = set()
    for year, month in months(max(established_on.year, size.first_year), until):
        rng = Random(f"{ref}:{year}-{month}")
        if month % 3 == 0:
            found.add((office_day_in_month(rng, year, month), "review", "Họp xét, đánh giá kết quả quý"))
        if rng.random() < 0.7:
            found.add((office_day_in_month(rng, year, month), "meeting", "Họp tổ công tác hằng tháng"))
        for _ in range(int(size.team_visits_a_month + rng.random())):
            found.add((office_day_in_month(rng, year, month), "visit", "Gặp gỡ, động viên tại gia đình"))
    return sorted(each for each in found if established_on <= each[0] <= until)
