"""What papers of a procedure are given (hồ sơ đề nghị, đề nghị xác định nghiện): None where nothing is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DossierFacts:
    """A dossier for a centre.

    :param wanted: each document the law wants in it, and whether it is there
    :param wants_statement: the law has the person write what happened
    :param asks_family: the law has the family say whether they look after the person meanwhile
    :param reader: whom the request goes to, under the law of the day
    :param reading_days: how many working days the person has to read the file
    :param reading_until: the last day on which the person may read the file
    """

    ref: str
    is_minor: bool = False
    ground: str | None = None
    detected_on: date | None = None
    last_act_on: date | None = None
    stable_residence: bool = True
    wanted: tuple[tuple[str, bool], ...] = ()
    wants_statement: bool = True
    asks_family: bool = True
    reader: str | None = None
    drafted_on: date | None = None
    placed_on: date | None = None
    notified_on: date | None = None
    reading_days: int | None = None
    reading_until: date | None = None


@dataclass(frozen=True)
class DeterminationFacts:
    """A request to find out whether somebody is addicted.

    :param of_police: the police ask; else the person does
    """

    ref: str
    of_police: bool = False
    requested_on: date | None = None
    in_custody: bool = False
    on_site: bool = False
