"""What a form is given: plain values as they are on record, None where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from casework.documents.blocks import Signature
from casework.documents.hearing import Hearing

F = TypeVar("F")


class Office(StrEnum):
    """Who issues a paper (cơ quan ban hành)."""

    COMMITTEE = "committee"
    POLICE = "police"
    DISTRICT = "district"


@dataclass(frozen=True)
class Issue:
    """What makes a paper the paper it is: title by the law of its day, number, day, office and signer."""

    kind: str
    title: str
    form_number: str | None
    citation: str
    """Where the law names the paper."""
    authority: str
    """Who is competent, in the words of the law; empty where it names nobody."""
    number: str | None
    """As it stands on the paper: “05/QĐ-UBND”."""
    pattern: str | None
    """How the number of such a paper goes on: “/QĐ-UBND”; None where the paper bears no number."""
    on: date | None
    office: Office
    agency: str
    parent: str | None
    place: str
    signature: Signature
    check_address: str | None = None
    """Where the certificate is confirmed; None for papers without a code."""
    marks: tuple[str, ...] = ()

    @property
    def chief(self) -> str:
        """Who decides, as the first line of a decision says: “CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ GÒ QUAO”."""
        agency = self.agency
        return f"Trưởng {agency}" if self.office is Office.POLICE else f"Chủ tịch {agency}"

    @property
    def police(self) -> str:
        """The police of the same commune: “Công an xã Gò Quao”; by its level where a district issues the paper."""
        return f"Công an {self.commune}"

    @property
    def committee(self) -> str:
        """The People's Committee of the same commune: “Ủy ban nhân dân xã Gò Quao”."""
        return f"Ủy ban nhân dân {self.commune}"

    @property
    def commune(self) -> str:
        """The commune inside a sentence: “xã Gò Quao”; “cấp xã” where the agency's name does not tell it."""
        for office in ("Ủy ban nhân dân ", "Công an "):
            if self.office is not Office.DISTRICT and self.agency.startswith(office):
                return self.agency.removeprefix(office)
        return "cấp xã"


@dataclass(frozen=True)
class GuardianFacts:
    """Whoever stands beside the person (cha, mẹ, người giám hộ, người thân)."""

    name: str
    relation: str | None = None


@dataclass(frozen=True)
class PersonFacts:
    """The person (khối thông tin cá nhân)."""

    name: str
    birth: str | None
    """The day, or the year alone."""
    sex: str | None
    ethnicity: str | None
    national_id: str | None
    residence: str | None
    phone: str | None
    minor: bool = False
    """Not yet 18 on the day of the paper: parent or guardian stands beside them."""
    guardian: GuardianFacts | None = None
    """Whoever the application names beside them, whatever their age."""


@dataclass(frozen=True)
class PhaseLine:
    """One phase as it was carried out."""

    name: str
    started_on: date | None
    completed_on: date | None


@dataclass(frozen=True)
class ViolationLine:
    """One violation that was recorded."""

    kind: str
    on: date | None
    measure: str | None = None


@dataclass(frozen=True)
class OrderFacts:
    """What one decision inside a case says (tạm đình chỉ, giảm, miễn, tính lại thời hạn, giám sát điện tử).

    :param since: day and hour in words, where the hour matters
    :param off_list: the law of the case has the person taken off the list with it
    """

    on: date | None = None
    reason: str | None = None
    months: int | None = None
    note: str | None = None
    since: str | None = None
    child_born_on: date | None = None
    off_list: bool = False


@dataclass(frozen=True)
class EpisodeFacts:
    """One episode of rehabilitation."""

    ref: str
    form: str
    place: str
    """“tại gia đình”, “tại cộng đồng”, …"""
    compulsory: bool
    title_choice: int
    registered_on: date | None
    declared_by: str | None
    declarer: str | None
    """Who applied: the person themself, or whoever the application names beside them."""
    decided_on: date | None
    decision_number: str | None
    term_months: int | None
    started_on: date | None
    ends_on: date | None
    ended_on: date | None
    outcome: str | None
    completed: bool = False
    phases: tuple[PhaseLine, ...] = ()
    officer: str | None = None
    officer_unit: str | None = None
    officer_position: str | None = None
    officer_phone: str | None = None
    certificate_number: str | None = None
    certificate_on: date | None = None
    moved_on: date | None = None
    moved_to: str | None = None
    part: str = ""
    violations: tuple[ViolationLine, ...] = ()
    hearing: Hearing | None = None
    proposed_on: date | None = None
    orders: Mapping[str, OrderFacts] = field(default_factory=dict)
    """By kind of paper, the decisions on record."""

    def order(self, kind: str) -> OrderFacts:
        """What a decision says; nothing while it is not on record."""
        return self.orders.get(kind, OrderFacts())


@dataclass(frozen=True)
class AftercareFacts:
    """One term of after-care."""

    ref: str
    starts_on: date | None
    decided_on: date | None
    decision_number: str | None
    term_months: int | None
    ends_on: date | None
    ended_on: date | None
    outcome: str | None
    completed: bool = False
    officer: str | None = None
    moved_on: date | None = None
    moved_to: str | None = None
    reviews: tuple[tuple[date, str, str], ...] = ()
    """Day, drug test and note of each review."""
    orders: Mapping[str, OrderFacts] = field(default_factory=dict)
    """By kind of paper, the decisions on record."""

    def order(self, kind: str) -> OrderFacts:
        """What a decision says; nothing while it is not on record."""
        return self.orders.get(kind, OrderFacts())


@dataclass(frozen=True)
class MemberLine:
    """One member of a team."""

    name: str
    role: str
    sector: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class TeamFacts:
    """A rehabilitation team."""

    ref: str
    established_on: date
    decision_number: str | None
    members: tuple[MemberLine, ...] = ()
    dissolved_on: date | None = None


@dataclass(frozen=True)
class SessionFacts:
    """One session of a consultation point."""

    ref: str
    point: str
    premises: str
    held_on: date
    kind: str
    topic: str | None
    staff: str | None
    attendance: int
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrainingFacts:
    """A course of vocational training."""

    ref: str
    started_on: date
    completed_on: date | None
    trade: str | None
    provider: str | None
    state_supported: bool


@dataclass(frozen=True)
class LoanFacts:
    """A loan, or a request for one."""

    ref: str
    amount: str | None
    borrower: str | None
    programme: str | None
    term_months: int | None
    purpose: str | None
    conditions: tuple[tuple[str, str | None], ...] = ()
    """What the law of the day wants confirmed, and what the records say of it."""


@dataclass(frozen=True)
class RegisterFacts:
    """A register or a list of a unit in a window: headings and rows as they are shown."""

    unit: str
    first_on: date
    last_on: date
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] | None = None
    notes: tuple[str, ...] = ()
    """What stands under it: its totals."""


@dataclass(frozen=True)
class Sheet(Generic[F]):
    """Everything one paper is made from."""

    issue: Issue
    facts: F
    person: PersonFacts | None = None

    @property
    def whom(self) -> PersonFacts:
        """The person whom the paper is about.

        :raises TypeError: it is about nobody
        """
        if self.person is None:
            raise TypeError(f"paper {self.issue.kind} is about nobody")
        return self.person
