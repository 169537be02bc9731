"""Invented consultation points (điểm tư vấn), who works there, and their sessions."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import months, office_day, office_day_in_month
from casework.services.demonstration.episodes import InventedEpisode
from casework.services.demonstration.offices import InventedStaff, InventedTeam
from casework.services.demonstration.places import NEW_COMMUNES, PLACES, REFORM
from casework.services.demonstration.size import Size

_TOPICS = (
    "Tác hại của ma túy tổng hợp", "Kỹ năng từ chối, dự phòng tái nghiện", "Tư vấn điều trị thay thế",
    "Hỗ trợ tâm lý cho gia đình", "Học nghề, tìm việc làm", "Vay vốn, sinh kế", "Chính sách hỗ trợ người cai nghiện",
)  # fmt: skip
_PREMISES = ("health_station", "culture_house", "health_station", "other", "culture_house")


@dataclass(frozen=True)
class InventedPoint:
    """A point in the time it existed."""

    ref: str
    unit_code: str
    name: str
    premises: str
    established_on: date
    closed_on: date | None
    staff: tuple[InventedStaff, ...]

    @property
    def last_on(self) -> date | None:
        """The last day before it closed."""
        return self.closed_on - timedelta(days=1) if self.closed_on else None


@dataclass(frozen=True)
class InventedSession:
    """One session; of those present some are named."""

    ref: str
    point: InventedPoint
    held_on: date
    kind: str
    topic: str
    staff: InventedStaff
    attendance: int
    people: tuple[str, ...]


def invent_points(size: Size, seed: int, teams: list[InventedTeam]) -> list[InventedPoint]:
    """The largest old communes get theirs over the first years; since the reform each commune has one."""
    points: list[InventedPoint] = []
    team_of = {team.ref: team for team in teams}
    chosen = sorted(PLACES, key=lambda place: (-place.weight, place.code))[: size.points]
    for number, place in enumerate(chosen):
        rng = Random(f"{seed}:{place.code}:point")
        established_on = office_day(date(size.first_year + number * 5 // size.points, rng.randint(2, 9), 12))
        staff = [member.staff for member in team_of[f"DEMO-T{place.code}-1"].members[2:5]]
        points.append(_point(f"DEMO-D{place.code}-1", place.code, place.name, number, established_on, REFORM, staff))
    for number, (code, name) in enumerate(NEW_COMMUNES.items()):
        team = team_of[f"DEMO-T{code}-2"]
        established_on = office_day(team.established_on + timedelta(days=8))
        staff = [member.staff for member in team.members[1:5]]
        points.append(_point(f"DEMO-D{code}-2", code, name, number, established_on, None, staff))
    return points


def _point(
    ref: str,
    code: str,
    name: str,
    number: int,
    established_on: date,
    closed_on: date | None,
    staff: list[InventedStaff],
) -> InventedPoint:
    premises = _PREMISES[number % len(_PREMISES)]
    title = f"Điểm tư vấn {name[0].lower()}{name[1:]}"
    return InventedPoint(ref, code, title, premises, established_on, closed_on, tuple(staff))


def invent_sessions(
    size: Size, points: list[InventedPoint], episodes: list[InventedEpisode], today: date
) -> list[InventedSession]:
    """Sessions month by month; individual ones name who came, group ones some of them."""
    sessions: list[InventedSession] = []
    known = _Known(episodes)
    for point in points:
        until = min(today, point.last_on or today)
        # One point for a commune of several old ones sees as many people as theirs did.
        rate = size.sessions_a_month * (1.25 if point.established_on >= REFORM else 1)
        number = 0
        for year, month in months(point.established_on.year, until):
            rng = Random(f"{point.ref}:{year}-{month}")
            days = sorted(office_day_in_month(rng, year, month) for _ in range(int(rate * rng.uniform(0.5, 1.5) + 0.5)))
            for held_on in days:
                number += 1
                session = _session(rng, f"{point.ref}-B{number:04d}", point, held_on, known)
                if point.established_on <= held_on <= until:
                    sessions.append(session)
    return sessions


class _Known:
    """Who could come to a point on a day: whoever began a course near it not long before."""

    def __init__(self, episodes: list[InventedEpisode]) -> None:
        self._by_code: dict[str, list[tuple[date, str]]] = {}
        for each in sorted(episodes, key=lambda episode: (episode.registered_on, episode.person.ref)):
            for code in {each.place.code, each.place.new_code}:
                self._by_code.setdefault(code, []).append((each.registered_on, each.person.ref))

    def near(self, code: str, day: date) -> list[str]:
        known = self._by_code.get(code, [])
        first = bisect_left(known, (day - timedelta(days=540), ""))
        return list(dict.fromkeys(ref for _, ref in known[first : bisect_left(known, (day, "~"))]))


def _session(rng: Random, ref: str, point: InventedPoint, held_on: date, known: _Known) -> InventedSession:
    near = known.near(point.unit_code, held_on)
    individual = rng.random() < 0.55
    attendance = rng.choice((1, 1, 1, 2)) if individual else rng.randint(4, 18)
    wanted = 1 if individual else min(rng.randint(1, 6), attendance)
    return InventedSession(
        ref=ref,
        point=point,
        held_on=held_on,
        kind="individual" if individual else "group",
        topic=rng.choice(_TOPICS),
        staff=rng.choice(point.staff),
        attendance=attendance,
        people=tuple(sorted(rng.sample(near, min(wanted, len(near))))),
    )
