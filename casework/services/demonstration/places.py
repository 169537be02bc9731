"""Gò Quao (mã 907) before and after the reform: eleven communes that became four on 2025-07-01."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

REFORM = date(2025, 7, 1)
"""The first day of the two-level tree (Nghị quyết 202/2025/QH15)."""

DISTRICT = "907"
PROVINCE = "91"


@dataclass(frozen=True)
class Place:
    """One old commune, what it became, and about how its people share the district's cases."""

    code: str
    name: str
    new_code: str
    """Empty where it was divided: nobody may say what it became."""
    weight: int
    hamlets: tuple[str, ...] = ()
    """The villages that addresses name; empty for any of the invented ones."""

    def code_on(self, day: date) -> str:
        """The code of the commune that has this place on a day."""
        return self.code if day < REFORM else self.new_code


PLACES = (
    Place("30952", "Thị trấn Gò Quao", "30952", 16),
    Place("30955", "Xã Vĩnh Hòa Hưng Bắc", "30970", 12),
    Place("30958", "Xã Định Hòa", "30958", 11),
    Place("30961", "Xã Thới Quản", "30958", 9),
    Place("30964", "Xã Định An", "30952", 11),
    Place("30967", "Xã Thủy Liễu", "30958", 8),
    Place("30970", "Xã Vĩnh Hòa Hưng Nam", "30970", 9),
    Place("30973", "Xã Vĩnh Phước A", "30982", 6),
    Place("30976", "Xã Vĩnh Phước B", "30952", 6),
    Place("30979", "Xã Vĩnh Tuy", "30982", 7),
    Place("30982", "Xã Vĩnh Thắng", "30982", 5),
)

NEW_COMMUNES = {
    "30952": "Xã Gò Quao",
    "30958": "Xã Định Hòa",
    "30970": "Xã Vĩnh Hòa Hưng",
    "30982": "Xã Vĩnh Tuy",
}
"""The communes since the reform, by code: each code was borne by an old commune before."""

NEIGHBOUR = Place("30904", "Thị trấn Giồng Riềng", "30904", 0)
"""A commune of the district next door, to which people move too."""

_WEIGHTS = [place.weight for place in PLACES]
_HAMLETS = ("Phước An", "Hòa Bình", "Thạnh Lợi", "An Phú", "Tân Hưng", "Vĩnh Lộc", "Long Thành", "Phú Mỹ", "Bình Hòa")


def choose_place(rng: Random) -> Place:
    """An old commune, the larger ones more often."""
    return rng.choices(PLACES, _WEIGHTS)[0]


def move_from(rng: Random, place: Place, on: date) -> Place:
    """Where somebody moves to: on that day another commune than theirs, mostly of the same district."""
    if place is not NEIGHBOUR and rng.random() < 0.12:
        return NEIGHBOUR
    return rng.choice([other for other in PLACES if other.code_on(on) != place.code_on(on)])


def invent_address(rng: Random, place: Place) -> str:
    """A hamlet under a common name, with the mark that nobody lives there."""
    group, hamlet = rng.randint(1, 14), rng.choice(place.hamlets or _HAMLETS)
    return f"Tổ {group}, ấp {hamlet}, {place.name[0].lower()}{place.name[1:]} cũ (người hư cấu)"
