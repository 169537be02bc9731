"""Invented communication: events, materials, and the papers that direct the work, by programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from casework.services.demonstration.days import office_day
from casework.services.demonstration.places import DISTRICT, NEW_COMMUNES, PLACES, REFORM

JOINT_PLAN = "KHLT2064"
_TOPICS = (
    "Tác hại của ma túy tổng hợp",
    "Hưởng ứng Tháng hành động phòng, chống ma túy",
    "Luật Phòng, chống ma túy và người dân",
    "Gia đình với phòng ngừa ma túy trong thanh thiếu niên",
    "Cai nghiện tự nguyện và chính sách hỗ trợ",
)
_KINDS = ("meeting", "meeting", "rally", "broadcast", "workshop")
_MATERIALS = (("leaflet", 200, 900), ("slogan", 4, 20), ("panel", 1, 5), ("poster", 20, 80), ("brochure", 30, 120))


@dataclass(frozen=True)
class InventedEvent:
    """One event."""

    ref: str
    unit_code: str
    held_on: date
    level: str
    kind: str
    topic: str
    participants: int
    programme: str


@dataclass(frozen=True)
class InventedMaterial:
    """So many materials of one kind."""

    ref: str
    unit_code: str
    issued_on: date
    kind: str
    quantity: int
    programme: str


@dataclass(frozen=True)
class InventedDirective:
    """One paper, with an invented number but for the plans that the district really had."""

    ref: str
    unit_code: str
    issued_on: date
    level: str
    number: str
    subject: str
    programme: str


_DIRECTIVES = (
    InventedDirective("DEMO-X001", DISTRICT, date(2008, 8, 12), "province", "1201/KH-UBND",
                      "Triển khai Kế hoạch liên tịch 2064 (hư cấu)", JOINT_PLAN),
    InventedDirective("DEMO-X002", DISTRICT, date(2008, 9, 22), "district", "45/KH-UBND",
                      "Thực hiện Kế hoạch liên tịch 2064 trên địa bàn huyện (hư cấu)", JOINT_PLAN),
    InventedDirective("DEMO-X003", DISTRICT, date(2010, 3, 4), "district", "18/CV-LĐTBXH",
                      "Báo cáo giữa kỳ Kế hoạch liên tịch 2064 (hư cấu)", JOINT_PLAN),
    InventedDirective("DEMO-X004", DISTRICT, date(2023, 5, 23), "province", "143/KH-UBND",
                      "Thực hiện Dự án nâng cao hiệu quả công tác cai nghiện ma túy", "KH89"),
    InventedDirective("DEMO-X005", DISTRICT, date(2023, 5, 31), "district", "89/KH-UBND",
                      "Thực hiện Dự án nâng cao hiệu quả công tác cai nghiện ma túy trên địa bàn huyện", "KH89"),
    InventedDirective("DEMO-X006", "30952", date(2025, 8, 14), "commune", "12/KH-UBND",
                      "Công tác cai nghiện, quản lý sau cai sau sắp xếp đơn vị (hư cấu)", ""),
    InventedDirective("DEMO-X007", "30958", date(2026, 1, 20), "commune", "07/KH-UBND",
                      "Phòng, chống ma túy năm 2026 (hư cấu)", ""),
    InventedDirective("DEMO-X008", "30952", date(2026, 1, 26), "commune", "09/KH-UBND",
                      "Phòng, chống ma túy năm 2026 (hư cấu)", ""),
    InventedDirective("DEMO-X009", "30952", date(2026, 7, 6), "commune", "61/CV-UBND",
                      "Triển khai Luật Phòng, chống ma túy từ 01/07/2026 (hư cấu)", ""),
)  # fmt: skip


def invent_directives(today: date) -> list[InventedDirective]:
    """The papers there were by a day."""
    return [each for each in _DIRECTIVES if each.issued_on <= today]


def invent_events(seed: int, today: date) -> list[InventedEvent]:
    """One or two a year in each commune, in the years of the joint plan and since 2019."""
    found = []
    for code, name, year in _communes_and_years(today):
        rng = Random(f"{seed}:{code}:{year}:events")
        for number in range(rng.randint(1, 2)):
            held_on = office_day(date(year, 6 if number == 0 else rng.choice((3, 9, 11)), rng.randint(2, 24)))
            if not _stands(code, name, held_on, today):
                continue
            kind = rng.choice(_KINDS)
            found.append(
                InventedEvent(
                    ref=f"DEMO-K{code}-{year}-{number}",
                    unit_code=code,
                    held_on=held_on,
                    level="commune",
                    kind=kind,
                    topic=rng.choice(_TOPICS),
                    participants=rng.randint(150, 420) if kind == "rally" else rng.randint(25, 110),
                    programme=_programme(year, rng),
                )
            )
    return found


def invent_materials(seed: int, today: date) -> list[InventedMaterial]:
    """Leaflets, slogans and the like around the month of action (Tháng hành động, tháng 6)."""
    found = []
    for code, name, year in _communes_and_years(today):
        rng = Random(f"{seed}:{code}:{year}:materials")
        issued_on = office_day(date(year, rng.choice((5, 6)), rng.randint(5, 25)))
        kind, fewest, most = rng.choice(_MATERIALS)
        if rng.random() < 0.7 and _stands(code, name, issued_on, today):
            quantity = rng.randint(fewest, most)
            ref = f"DEMO-U{code}-{year}"
            found.append(InventedMaterial(ref, code, issued_on, kind, quantity, _programme(year, rng)))
    return found


def _communes_and_years(today: date) -> list[tuple[str, str, int]]:
    years = [*range(2008, 2013), *range(2019, today.year + 1)]
    old = [(each.code, each.name, year) for each in PLACES for year in years if year <= REFORM.year]
    return old + [(code, name, year) for code, name in NEW_COMMUNES.items() for year in years if year > REFORM.year]


def _stands(code: str, name: str, day: date, today: date) -> bool:
    """Whether the commune meant bore its code on the day, and the day has come."""
    return day <= today and (day < REFORM) == any(place.code == code and place.name == name for place in PLACES)


def _programme(year: int, rng: Random) -> str:
    if year <= 2012:
        return JOINT_PLAN if rng.random() < 0.8 else ""
    return "KH89" if 2023 <= year <= 2025 and rng.random() < 0.5 else ""
