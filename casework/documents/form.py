"""A form of paper (mẫu giấy tờ): its kind, whose case it belongs to, its title by date, and how it is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic

from casework.documents.blocks import Block
from casework.documents.facts import F, Office, Sheet
from casework.errors import NotInForce
from casework.law.dated import Value, parameter

Source = tuple[str, str]
"""Sheet and name of a parameter of the law."""
REPRESENTATION = "Bản thể hiện, đối chiếu mẫu"
"""The body of the form is not in our sources: fields of the law in the layout of Decree 30."""


class Subject(StrEnum):
    """What a paper is about, and so what its ref names."""

    EPISODE = "episode"
    AFTERCARE = "aftercare"
    TEAM = "team"
    SESSION = "session"
    TRAINING = "training"
    LOAN = "loan"
    DOSSIER = "dossier"
    """A dossier for a centre."""
    DETERMINATION = "determination"
    """A request to find out whether somebody is addicted."""
    UNIT = "unit"
    """A unit and a year: “30952/2026”."""


@dataclass(frozen=True)
class PaperForm(Generic[F]):
    """One form.

    :param titles: where the law names the paper, by case; `choose` picks one of them
    :param issuer: where the law says who is competent, or the office itself
    :param symbol: the kind of document in the number (“QĐ”); None: the paper bears no number
    :param certified: it carries a code that leads to its confirmation
    """

    kind: str
    name: str
    subject: Subject
    titles: tuple[Source, ...]
    issuer: Source | Office
    build: Callable[[Sheet[F]], tuple[Block, ...]]
    symbol: str | None = None
    certified: bool = False
    landscape: bool = False
    choose: Callable[[F], int] = lambda facts: 0
    ready: Callable[[F], bool] = lambda facts: True
    """Whether the record has what the paper says has happened; a certificate of what did not happen is never made."""

    def title(self, facts: F, day: date) -> Value:
        """Title and number of the form in force on a day.

        Where no law of that day is known, the name alone, without a citation.
        """
        return title_on(self.titles[self.choose(facts)], day, self.name)


def title_on(source: Source, day: date, name: str) -> Value:
    """The title of a paper on a day, or its plain name where the law of the day has none that we read."""
    unnamed = Value(since=day, value=name, citation="", confidence="I")
    try:
        found = parameter(*source).on(day)
    except NotInForce:
        return unnamed
    return unnamed if found.value is None else found


def office_of(authority: str) -> Office:
    """The office that the words of the law name (“Trưởng Công an cấp xã”, “Chủ tịch Ủy ban nhân dân cấp huyện”)."""
    if authority.startswith(("Trưởng Công an", "Công an")):
        return Office.POLICE
    return Office.DISTRICT if "Ủy ban nhân dân cấp huyện" in authority.split("(")[0] else Office.COMMITTEE


def document_of(citation: str) -> str:
    """The document that a citation ends in: “Nghị định 116/2021/NĐ-CP”."""
    found = re.findall(r"(?:Luật|Nghị định|Thông tư liên tịch|Thông tư|Quyết định) \d+/[\w/-]+", citation)
    return found[0] if found else ""


def mark_of(title: Value) -> str:
    """The words above a paper: which form it follows, and that its body must be compared with the official one."""
    if title.form_number is None:
        return REPRESENTATION
    is_register = title.form_number.endswith("SCN")
    number = f"Sổ {title.form_number}" if is_register else f"Mẫu số {title.form_number}"
    # A law names a paper, the decree under it brings the form.
    clauses = sorted(title.citation.split(";"), key=lambda clause: " Luật " in f" {clause}")
    document = document_of(";".join(clauses))
    return f"{number}{f' ({document})' if document else ''} – {REPRESENTATION[0].lower()}{REPRESENTATION[1:]}"


AnyForm = PaperForm[Any]
