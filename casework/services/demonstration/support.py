"""Invented support after a course: trainings, jobs with their employers, loans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casework.services.demonstration.days import office_day
from casework.services.demonstration.episodes import InventedEpisode
from casework.services.demonstration.places import PLACES
from casework.services.demonstration.size import Size

_TRADES = (
    "Sửa xe gắn máy",
    "Xây dựng",
    "Chăn nuôi heo",
    "Nuôi tôm - lúa",
    "Điện dân dụng",
    "May công nghiệp",
    "Cắt tóc",
)
_PROVIDER = "Trung tâm giáo dục nghề nghiệp (hư cấu)"
_PURPOSES = ("Chăn nuôi", "Mua bán nhỏ", "Trồng khóm", "Nuôi tôm", "Mua công cụ làm nghề", "Sửa máy nổ, xuồng")
_BUSINESSES = (
    ("Cơ sở mộc Phước Hưng", "household"),
    ("Hợp tác xã nông nghiệp Thạnh Lợi", "cooperative"),
    ("Công ty TNHH xay xát Minh Phát", "company"),
    ("Tiệm sửa xe Út Hải", "household"),
    ("Công ty TNHH thủy sản Tân Hòa Lợi", "company"),
    ("Vựa khóm Bảy Sang", "household"),
    ("Hợp tác xã lúa - tôm Vĩnh Lộc", "cooperative"),
    ("Trại ghe Long Thành", "other"),
)


@dataclass(frozen=True)
class InventedEmployer:
    """A business that does not exist."""

    ref: str
    unit_code: str
    name: str
    kind: str


@dataclass(frozen=True)
class InventedTraining:
    """One person in one course."""

    ref: str
    person_ref: str
    unit_code: str
    started_on: date
    trade: str
    provider: str
    completed_on: date | None
    state_supported: bool


@dataclass(frozen=True)
class InventedJob:
    """A job, with an employer or of one's own."""

    ref: str
    person_ref: str
    unit_code: str
    started_on: date
    employer_ref: str
    ended_on: date | None
    has_income: bool
    supported: bool


@dataclass(frozen=True)
class InventedLoan:
    """A loan on the day it was disbursed."""

    ref: str
    person_ref: str
    unit_code: str
    disbursed_on: date
    amount_vnd: int
    borrower: str
    programme: str
    term_months: int
    purpose: str


@dataclass(frozen=True)
class InventedSupport:
    """All support of the district."""

    employers: list[InventedEmployer]
    trainings: list[InventedTraining]
    jobs: list[InventedJob]
    loans: list[InventedLoan]


def invent_support(size: Size, seed: int, episodes: list[InventedEpisode], today: date) -> InventedSupport:
    """Some weeks to a year after a course, for some of those who ended it well or broke it off."""
    employers = [
        InventedEmployer(f"DEMO-C{number:03d}", PLACES[number].new_code, f"{name} (hư cấu)", kind)
        for number, (name, kind) in enumerate(_BUSINESSES)
    ]
    found = InventedSupport(employers, [], [], [])
    for episode in episodes:
        if episode.ended_on is None or episode.outcome not in ("completed", "abandoned"):
            continue
        rng = Random(f"{seed}:{episode.person.ref}:{episode.registered_on}:support")
        place = episode.moves[-1][1] if episode.moves else episode.place
        days = [office_day(episode.ended_on + timedelta(days=rng.randint(20, 330))) for _ in range(3)]
        wanted = [rng.random() < size.supported for _ in range(3)]
        where = [_Beneficiary(episode, place.code_on(day), day) for day in days]
        if wanted[0] and days[0] <= today:
            found.trainings.append(_training(rng, where[0], today))
        if wanted[1] and days[1] <= today:
            found.jobs.append(_job(rng, where[1], employers, today))
        if wanted[2] and days[2] <= today:
            found.loans.append(_loan(rng, where[2]))
    return found


@dataclass(frozen=True)
class _Beneficiary:
    episode: InventedEpisode
    unit_code: str
    on: date

    def ref(self, kind: str) -> str:
        """The key of what followed this course: there is at most one of each kind."""
        return f"DEMO-{kind}{self.episode.ref.removeprefix('DEMO-')}"


def _training(rng: Random, who: _Beneficiary, today: date) -> InventedTraining:
    completed_on = office_day(who.on + timedelta(days=rng.choice((30, 45, 90))))
    done = rng.random() < 0.85 and completed_on <= today
    return InventedTraining(
        ref=who.ref("N"),
        person_ref=who.episode.person.ref,
        unit_code=who.unit_code,
        started_on=who.on,
        trade=rng.choice(_TRADES),
        provider=_PROVIDER,
        completed_on=completed_on if done else None,
        state_supported=rng.random() < 0.8,
    )


def _job(rng: Random, who: _Beneficiary, employers: list[InventedEmployer], today: date) -> InventedJob:
    employer_ref = rng.choice(employers).ref if rng.random() < 0.6 else ""
    ended_on = who.on + timedelta(days=rng.randint(60, 900))
    ends = rng.random() < 0.5 and ended_on <= today
    return InventedJob(
        ref=who.ref("V"),
        person_ref=who.episode.person.ref,
        unit_code=who.unit_code,
        started_on=who.on,
        employer_ref=employer_ref,
        ended_on=ended_on if ends else None,
        has_income=rng.random() < 0.92,
        supported=rng.random() < 0.7,
    )


def _loan(rng: Random, who: _Beneficiary) -> InventedLoan:
    programme, least, most = _programme(rng, who.on)
    return InventedLoan(
        ref=who.ref("L"),
        person_ref=who.episode.person.ref,
        unit_code=who.unit_code,
        disbursed_on=who.on,
        amount_vnd=rng.randrange(least, most + 1, 5) * 1_000_000,
        borrower="household" if programme == "vbsp_29_2014" or rng.random() < 0.5 else "self",
        programme=programme,
        term_months=rng.choice((24, 36, 48, 60)),
        purpose=rng.choice(_PURPOSES),
    )


def _programme(rng: Random, on: date) -> tuple[str, int, int]:
    """A source of money that lent on that day, with its usual amounts in million đồng."""
    if on >= date(2026, 5, 1) and rng.random() < 0.6:
        return "vbsp_08_2026", 50, 150
    sources = [("employment_fund", 20, 70), ("local_fund", 10, 30)]
    if date(2014, 6, 15) <= on < date(2021, 1, 1):
        sources.append(("vbsp_29_2014", 15, 30))
    return rng.choice(sources)
