"""Invented money spent (kinh phí), models (mô hình) and trainings of staff (tập huấn cán bộ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from casework.services.demonstration.days import office_day
from casework.services.demonstration.evaluations import PROJECT_PLACES
from casework.services.demonstration.offices import InventedTeam
from casework.services.demonstration.places import NEW_COMMUNES, PLACES, REFORM

_CONTENTS = (("team", 3, 12), ("dossiers", 1, 5), ("support", 4, 20), ("other", 1, 6))
_SUBJECTS = ("Kiến thức cơ bản về điều trị cai nghiện tại cộng đồng", "Kỹ năng tư vấn, sàng lọc", "Quản lý sau cai")


@dataclass(frozen=True)
class InventedSpending:
    """One amount in đồng on a day."""

    ref: str
    unit_code: str
    spent_on: date
    source: str
    content: str
    amount_vnd: int


@dataclass(frozen=True)
class InventedModel:
    """A model in the time it ran."""

    ref: str
    unit_code: str
    started_on: date
    name: str
    kind: str
    ended_on: date | None


@dataclass(frozen=True)
class InventedOfficerTraining:
    """One member of staff and one training."""

    staff_ref: str
    completed_on: date
    subject: str


_PREVENTION = (
    InventedModel(
        "DEMO-W30964-1", "30964", date(2021, 4, 5), "Tổ dân phố không ma túy (hư cấu)", "prevention", date(2024, 12, 30)
    ),
    InventedModel("DEMO-W30952-2", "30952", date(2026, 3, 26), "Trường học không ma túy (hư cấu)", "prevention", None),
)


def invent_budget(first_year: int, seed: int, today: date) -> list[InventedSpending]:
    """Two or three amounts a year in each commune."""
    found = []
    for year in range(first_year, today.year + 1):
        codes = [place.code for place in PLACES] if year <= REFORM.year else list(NEW_COMMUNES)
        for code in codes:
            rng = Random(f"{seed}:{code}:{year}:budget")
            for number, (content, least, most) in enumerate(rng.sample(_CONTENTS, rng.randint(2, 3))):
                spent_on = office_day(date(year, rng.randint(2, 6 if year == REFORM.year else 12), rng.randint(3, 21)))
                source = "central" if rng.random() < 0.35 else "local"
                amount = rng.randint(least * 20, most * 20) * 50_000
                if spent_on <= today:
                    found.append(
                        InventedSpending(f"DEMO-G{code}-{year}-{number}", code, spent_on, source, content, amount)
                    )
    return found


def invent_models(today: date) -> list[InventedModel]:
    """The four models of Kế hoạch 89/KH-UBND, and two of prevention."""
    names = {place.code: place.name for place in PLACES}
    found = [
        InventedModel(
            ref=f"DEMO-W{code}-1",
            unit_code=code,
            started_on=office_day(date(2023, 8 + number % 3, 14)),
            name=f"Mô hình cai nghiện, quản lý sau cai tại {names[code][0].lower()}{names[code][1:]} (hư cấu)",
            kind="rehabilitation",
            ended_on=None,
        )
        for number, code in enumerate(PROJECT_PLACES)
    ]
    return [each for each in (*found, *_PREVENTION) if each.started_on <= today]


def invent_officer_trainings(seed: int, teams: list[InventedTeam], today: date) -> list[InventedOfficerTraining]:
    """Since the plan began most of the staff of the teams attend one training a year."""
    found: dict[tuple[str, date], InventedOfficerTraining] = {}
    for team in teams:
        for year in range(2023, today.year + 1):
            rng = Random(f"{seed}:{team.ref}:{year}:training")
            completed_on, subject = office_day(date(year, rng.randint(4, 9), rng.randint(4, 20))), rng.choice(_SUBJECTS)
            for member in team.members:
                there = member.from_on <= completed_on and (member.to_on is None or completed_on <= member.to_on)
                if there and completed_on <= today and rng.random() < 0.82:
                    key = member.staff.ref, completed_on
                    found[key] = InventedOfficerTraining(member.staff.ref, completed_on, subject)
    return list(found.values())
