"""The person as a paper names them (khối thông tin cá nhân), from the record alone."""

from __future__ import annotations

from datetime import date

from casework.access.sealing import unseal
from casework.documents.facts import GuardianFacts, PersonFacts
from casework.i18n import format_date
from casework.law.dated import parameter
from casework.law.vocabulary import Sex
from casework.records.person import Person
from casework.services.paper_settings import lineage
from casework.services.person_files import age_on

OF_AGE = parameter("ages", "self_registration_min_age").values[0].number
"""Từ đủ 18 tuổi: nobody stands beside them; it was so before the law that is cited said it for registrations."""


def person_facts(person: Person, on: date, guardian: GuardianFacts | None = None) -> PersonFacts:
    """Who the person is, and whether a parent or guardian stands beside them on a day."""
    birth = format_date(person.birth_on) or (str(person.birth_year) if person.birth_year else None)
    age = age_on(person, on)
    return PersonFacts(
        name=person.full_name,
        birth=birth,
        sex=Sex(person.sex).term,
        ethnicity=person.ethnicity,
        national_id=unseal(person.national_id_sealed) if person.national_id_sealed else None,
        residence=residence(person),
        phone=person.phone,
        minor=age is not None and age < OF_AGE,
        guardian=guardian,
    )


def residence(person: Person) -> str:
    """Address, unit, and the units above it."""
    parts = [person.address] if person.address else []
    return ", ".join([*parts, *(unit.name for unit in lineage(person.unit))])
