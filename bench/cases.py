"""People of the whole country and their episodes, in batches small enough to hold."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from bench.aftercares import COLUMNS as AFTERCARE_COLUMNS
from bench.aftercares import Aftercares
from bench.country import DATES, DAYS, REFORM_DAY, TODAY_DAY, Country
from casework.access import custody, sealing
from casework.i18n import fold
from casework.records.episode import EpisodeCustody
from casework.records.person_search import Entry, entries_of
from casework.services.demonstration.names import choose_ethnicity, invent_name

BATCH = 20_000
NAMES = 200_000
_SECOND_MIDDLES = (
    "An", "Bá", "Cát", "Đăng", "Gia", "Hạ", "Khải", "Lam", "Mạnh", "Nhật", "Phú", "Quý", "Sĩ", "Thế", "Uy", "Việt",
    "Xuân", "Yên", "Đình", "Công",
)  # fmt: skip
"""Most names of a country are rare: a second middle name makes some hundred thousand of them differ."""
_HAMLETS = (
    "Phước", "Hòa", "Vĩnh", "Thạnh", "Long", "Bình", "Tân", "An", "Lộc", "Mỹ", "Thới", "Hưng", "Định", "Giồng", "Rạch",
    "Cầu", "Gò", "Sóc", "Đông", "Tây",
)  # fmt: skip

PERSON = (
    "id", "ref", "full_name", "name_folded", "birth_on", "birth_year", "sex", "ethnicity", "national_id_sealed",
    "national_id_index", "unit_id", "address", "phone",
)  # fmt: skip
RESIDENCE = ("id", "person_id", "unit_id", "address", "from_on")
EPISODE = (
    "id", "ref", "person_id", "unit_id", "registered_on", "form", "declared_by", "decided_on", "decision_number",
    "term_months", "started_on", "ended_on", "outcome", "certified_on",
)  # fmt: skip
PHASE = ("id", "episode_id", "phase", "started_on", "completed_on")
CERTIFICATE = ("id", "episode_id", "number", "issued_on")
TRANSFER = ("id", "episode_id", "moved_on", "to_unit_id")
CUSTODY = ("episode_id", "from_on", "to_on", "unit_id", *EpisodeCustody.COPIED)

_FORMS_BEFORE = ("home",) * 9 + ("community",) * 7 + ("community_compulsory",) * 2 + ("centre_voluntary",) * 2
_FORMS_SINCE = ("home",) * 9 + ("community",) * 9 + ("centre_voluntary",) * 2
_LAW_2021 = DAYS.index("2022-01-01")
_OUTCOMES = ("completed",) * 88 + ("abandoned",) * 5 + ("violated",) * 4 + ("imprisoned",) * 2 + ("died",)
_COURSES = (1,) * 72 + (2,) * 22 + (3,) * 6
_TERMS = ((6, 183), (6, 183), (9, 275), (12, 366))


COLUMNS = {
    "person": PERSON,
    "residence": RESIDENCE,
    "episode": EPISODE,
    "phase": PHASE,
    "certificate": CERTIFICATE,
    "episode_transfer": TRANSFER,
    "episode_custody": CUSTODY,
    **AFTERCARE_COLUMNS,
}


Batch = dict[str, list[tuple[Any, ...]]]
"""Rows of some people, table by table."""


class Cases:
    """A run over all people; ids count on from batch to batch."""

    def __init__(self, country: Country, seed: int, people: int) -> None:
        self._country = country
        self._rng = Random(f"{seed}:cases")
        self._people = people
        self._aftercares = Aftercares(country, seed)
        self._episodes = self._phases = self._certificates = self._transfers = 0
        names = (self._name() for _ in range(NAMES))
        self._names = [(name, fold(name)) for name in names]
        self.entries: set[Entry] = set()
        """The words by which those made so far are found."""

    def _name(self) -> str:
        first, *others = invent_name(self._rng, "male", choose_ethnicity(self._rng)).split()
        seconds = self._rng.sample(_SECOND_MIDDLES, self._rng.choice((0, 1, 1, 2)))
        return " ".join((first, *seconds, *others))

    def batches(self) -> Iterator[Batch]:
        """Everybody, `BATCH` people at a time."""
        for first in range(1, self._people + 1, BATCH):
            batch: Batch = {name: [] for name in COLUMNS}
            for person_id in range(first, min(first + BATCH, self._people + 1)):
                self._person(batch, person_id)
            yield batch

    def _person(self, batch: Batch, person_id: int) -> None:
        rng, country = self._rng, self._country
        home = rng.choice(country.old)
        lives_in = country.successor[home] or home if rng.random() < 0.6 else home
        name, folded = self._names[int(rng.random() * len(self._names))]
        year = 1960 + int(rng.random() * 42)
        national_id = f"000{year % 100:02d}{person_id:07d}"
        sealed, index = sealing.seal(national_id), sealing.blind_index(national_id)
        birth_on = f"{year}-{1 + person_id % 12:02d}-{1 + person_id % 28:02d}"
        hamlet = f"{_HAMLETS[person_id % 20]} {_HAMLETS[person_id // 20 % 20]} {1 + person_id // 400 % 9}"
        address = f"Tổ {1 + person_id % 20}, ấp {hamlet} (hư cấu)"
        phone = f"00{person_id:08d}" if person_id % 5 < 2 else None
        sex = "male" if person_id % 16 else "female"
        ref = f"B-P{person_id:09d}"
        batch["person"].append(
            (person_id, ref, name, folded, birth_on, year, sex, "Kinh", sealed, index, lives_in, address, phone)
        )
        self.entries |= entries_of(folded, address, phone)
        registered = int(rng.random() * (TODAY_DAY - 10))
        batch["residence"].append((person_id, person_id, lives_in, address, DAYS[registered]))
        for _ in range(rng.choice(_COURSES)):
            if registered >= TODAY_DAY:
                break
            registered = self._episode(batch, person_id, home, registered)

    def _episode(self, batch: Batch, person_id: int, home: int, registered: int) -> int:
        """One course; the day on which the next may be registered."""
        rng, country = self._rng, self._country
        self._episodes += 1
        key = self._episodes
        form = rng.choice(_FORMS_BEFORE if registered < _LAW_2021 - 5 else _FORMS_SINCE)
        months, days = rng.choice(_TERMS)
        decided, started = registered + 2, registered + 2 + int(rng.random() * 5)
        outcome = rng.choice(_OUTCOMES)
        ended = started + days if outcome == "completed" else started + 10 + int(rng.random() * (days - 10))
        unit_id = country.commune_on(rng, home, registered)
        over = ended <= TODAY_DAY
        issued = ended + int(rng.random() * 6)
        certified_on = _day(issued) if outcome == "completed" else None
        batch["episode"].append(
            (
                key, f"B-E{key:09d}", person_id, unit_id, DAYS[registered], form,
                "none" if form == "community_compulsory" else "self", _day(decided), f"{1 + key % 400}/QĐ-CNMT", months,
                _day(started), DAYS[ended] if over else None, outcome if over else None, certified_on,
            )
        )  # fmt: skip
        self._phases_of(batch, key, started, min(ended, started + days // 2))
        if certified_on is not None:
            self._certificates += 1
            batch["certificate"].append((self._certificates, key, f"{1 + key % 300}/GXN-CNMT", certified_on))
            self._aftercares.after(batch, person_id, home, ended)
        moves = self._move(batch, key, started + 20, ended) if rng.random() < 0.05 else []
        (*_, started_on, ended_on, outcome_on_file, _) = batch["episode"][-1]
        copied = (form, DAYS[registered], started_on, ended_on, outcome_on_file, certified_on)
        batch["episode_custody"].extend(
            (key, from_on.isoformat(), to_on.isoformat(), holder, *copied)
            for holder, from_on, to_on in custody.intervals(DATES[registered], unit_id, moves, country.units)
        )
        return ended + 90 + int(rng.random() * 700)

    def _phases_of(self, batch: Batch, key: int, started: int, educated: int) -> None:
        steps = (("admission", 0, 5), ("detoxification", 5, 22), ("education", 22, educated - started))
        for phase, begins, ends in steps:
            if started + begins <= TODAY_DAY and ends > begins:
                self._phases += 1
                done = DAYS[started + ends] if started + ends <= TODAY_DAY else None
                batch["phase"].append((self._phases, key, phase, DAYS[started + begins], done))

    def _move(self, batch: Batch, key: int, first: int, ended: int) -> list[tuple[Any, int]]:
        moved = first + int(self._rng.random() * max(ended - first, 1))
        if moved > TODAY_DAY:
            return []
        self._transfers += 1
        to_unit = self._rng.choice(self._country.old if moved < REFORM_DAY else self._country.new)
        batch["episode_transfer"].append((self._transfers, key, DAYS[moved], to_unit))
        return [(DATES[moved], to_unit)]


def _day(number: int) -> str | None:
    return DAYS[number] if number <= TODAY_DAY else None
