"""Why two records may be about one person (lý do nghi trùng), weighed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from casework.access.sealing import unseal
from casework.i18n import fold, phone_digits
from casework.records.person import Person
from casework.records.person_search import address_words

LIKELY = 60
"""From this weight on two records are put before somebody: name and year are not enough, with a place they are."""


@dataclass(frozen=True)
class Traits:
    """What is compared of somebody, on file or about to be."""

    full_name: str
    birth_on: date | None
    birth_year: int | None
    sex: str | None
    unit_id: int | None
    address: str | None
    phone: str | None
    national_id: str | None

    @classmethod
    def of(cls, person: Person) -> Traits:
        """Those of a person on file."""
        return cls(
            full_name=person.full_name,
            birth_on=person.birth_on,
            birth_year=person.birth_year,
            sex=person.sex,
            unit_id=person.unit_id,
            address=person.address,
            phone=person.phone,
            national_id=None if person.national_id_sealed is None else unseal(person.national_id_sealed),
        )


@dataclass(frozen=True)
class Likeness:
    """How much speaks for one person, and what."""

    score: int
    reasons: tuple[str, ...]


def compare(one: Traits, other: Traits) -> Likeness:
    """Everything that two records have in common, less what sets them apart."""
    found = [*_name(one, other), *_birth(one, other), *_place(one, other), *_contact(one, other), *_papers(one, other)]
    return Likeness(sum(weight for weight, _ in found), tuple(reason for _, reason in found if reason))


Weighed = list[tuple[int, str]]


def _name(one: Traits, other: Traits) -> Weighed:
    if one.full_name.casefold() == other.full_name.casefold():
        return [(32, "Trùng họ tên")]
    folded, other_folded = fold(one.full_name), fold(other.full_name)
    if folded == other_folded:
        return [(30, "Trùng họ tên khi bỏ dấu")]
    if OSA.distance(folded, other_folded, score_cutoff=2) <= 2:
        return [(20, "Họ tên chỉ khác một hai chữ cái")]
    return []


def _birth(one: Traits, other: Traits) -> Weighed:
    if one.birth_year is None or other.birth_year is None:
        return [(10, "một hồ sơ không ghi năm sinh")]
    if one.birth_year != other.birth_year:
        return [(-20, "")]
    if one.birth_on is not None and one.birth_on == other.birth_on:
        return [(35, "trùng ngày sinh")]
    return [(20, f"trùng năm sinh {one.birth_year}")]


def _place(one: Traits, other: Traits) -> Weighed:
    found = [(12, "cùng đơn vị cư trú")] if one.unit_id is not None and one.unit_id == other.unit_id else []
    words = set(address_words(one.address or "")) & set(address_words(other.address or ""))
    if one.address and other.address and fold(one.address) == fold(other.address):
        found.append((18, "trùng địa chỉ"))
    elif len(words - {"ap", "khom", "to", "so", "thon", "khu", "pho", "duong"}) > 1:
        found.append((10, "cùng ấp, khóm hoặc đường"))
    return found


def _contact(one: Traits, other: Traits) -> Weighed:
    if one.phone and other.phone and phone_digits(one.phone) == phone_digits(other.phone):
        return [(30, "trùng số điện thoại")]
    return []


def _papers(one: Traits, other: Traits) -> Weighed:
    found: Weighed = [(-45, "")] if one.sex and other.sex and one.sex != other.sex else []
    if one.national_id and other.national_id:
        if one.national_id == other.national_id:
            found.append((100, "trùng số định danh"))
        elif {len(one.national_id), len(other.national_id)} == {9, 12}:
            found.append((15, "một hồ sơ ghi CMND, một hồ sơ ghi CCCD"))
        else:
            found.append((-60, ""))
    return found
