"""The fixed cast: the units of Gò Quao, somebody in every role there, and builders of records.

Builders write rows as they were, past the services and the law, and flush; nothing here is committed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import custody
from casework.access.roles import Actor, Role
from casework.access.scope import Scope
from casework.i18n import fold
from casework.records.account import Account, RoleAssignment
from casework.records.aftercare import Aftercare, AftercareReview, AftercareTransfer
from casework.records.consultation import Attendee, ConsultationSession, Point
from casework.records.episode import Certificate, Episode, EpisodeTransfer, PhaseRecord
from casework.records.person import Person, Residence
from casework.records.team import Staff, Team, TeamMember
from casework.records.unit import Unit

PASSWORD = "mat-khau-thu-nghiem"
"""The password of everybody in the cast."""
PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$XQsb1Aq2E8+LzU1PsFtJug$IbtuklNtoLzPDvHiKzeQA9DeTa5NiXXh2a+/jjv1xtY"
"""Its hash with the cheapest parameters there are, so that a login costs a test nothing."""
REFORM = date(2025, 7, 1)


@dataclass(frozen=True)
class Cast:
    """Who and what the tests are about."""

    old_town: Unit
    """Thị trấn Gò Quao (30952, đến hết 30/06/2025)."""
    old_dinh_hoa: Unit
    """Xã Định Hòa (30958, đến hết 30/06/2025)."""
    old_vinh_hoa_hung: Unit
    """Xã Vĩnh Hòa Hưng Nam (30970, đến hết 30/06/2025)."""
    old_vinh_thang: Unit
    """Xã Vĩnh Thắng (30982, đến hết 30/06/2025)."""
    district: Unit
    """Huyện Gò Quao (907, đến hết 30/06/2025)."""
    old_province: Unit
    """Tỉnh Kiên Giang (91, đến hết 30/06/2025)."""
    go_quao: Unit
    """Xã Gò Quao (30952, từ 01/07/2025): the officer's unit."""
    dinh_hoa: Unit
    """Xã Định Hòa (30958, từ 01/07/2025): the neighbour's unit."""
    vinh_hoa_hung: Unit
    """Xã Vĩnh Hòa Hưng (30970, từ 01/07/2025)."""
    vinh_tuy: Unit
    """Xã Vĩnh Tuy (30982, từ 01/07/2025)."""
    province: Unit
    """Tỉnh An Giang (91, từ 01/07/2025): the supervisor's unit."""
    point: Point
    """The consultation point of Xã Gò Quao at which the counsellor works."""
    officer: Actor
    neighbour: Actor
    chair: Actor
    police: Actor
    health: Actor
    counsellor: Actor
    supervisor: Actor
    auditor: Actor
    administrator: Actor

    @property
    def everybody(self) -> tuple[Actor, ...]:
        """One actor of every role, and the neighbour."""
        return (
            self.officer,
            self.neighbour,
            self.chair,
            self.police,
            self.health,
            self.counsellor,
            self.supervisor,
            self.auditor,
            self.administrator,
        )


def unit(session: Session, code: str, on: date) -> Unit:
    """The unit that bears a code on a day."""
    return next(row for row in session.scalars(select(Unit).where(Unit.code == code)) if row.bears_on(on))


def scope(actor: Actor) -> Scope:
    """The scope of somebody of the cast."""
    return Scope.of(actor)


def introduce(session: Session) -> Cast:
    """Open the accounts of the cast and find their units, in as few statements as it takes: most tests begin here."""
    eve = date(2025, 6, 30)
    known = session.scalars(select(Unit).where(Unit.code.in_(("30952", "30958", "30970", "30982", "907", "91")))).all()

    def at(code: str, on: date) -> Unit:
        return next(row for row in known if row.code == code and row.bears_on(on))

    go_quao, dinh_hoa, province = at("30952", REFORM), at("30958", REFORM), at("91", REFORM)
    point = make_point(session, go_quao, name="Điểm tư vấn xã Gò Quao", established_on=REFORM)
    actors = make_actors(
        session,
        ("can-bo", "Trần Thị Lan", Role.COMMUNE_OFFICER, go_quao, None),
        ("can-bo-dinh-hoa", "Lê Văn Hậu", Role.COMMUNE_OFFICER, dinh_hoa, None),
        ("chu-tich", "Nguyễn Văn Phúc", Role.COMMUNE_CHAIR, go_quao, None),
        ("cong-an", "Phạm Quốc Bảo", Role.COMMUNE_POLICE, go_quao, None),
        ("y-te", "Danh Thị Hồng", Role.HEALTH_WORKER, go_quao, None),
        ("tu-van", "Đỗ Thị Mai", Role.COUNSELLOR, go_quao, point),
        ("theo-doi-tinh", "Võ Minh Tâm", Role.SUPERVISOR, province, None),
        ("thanh-tra", "Huỳnh Thị Yến", Role.AUDITOR, province, None),
        ("quan-tri", "Bùi Đức Anh", Role.ADMINISTRATOR, province, None),
    )
    cast = Cast(
        at("30952", eve),
        at("30958", eve),
        at("30970", eve),
        at("30982", eve),
        at("907", eve),
        at("91", eve),
        go_quao,
        dinh_hoa,
        at("30970", REFORM),
        at("30982", REFORM),
        province,
        point,
        *actors,
    )
    session.commit()
    return cast


def make_actors(session: Session, *people: tuple[str, str, Role, Unit, Point | None]) -> list[Actor]:
    """Accounts with one role each: user name, name, role, unit and point; everybody's password is `PASSWORD`."""
    accounts = [
        Account(username=username, full_name=full_name, password_hash=PASSWORD_HASH, stamp="0")
        for username, full_name, *_ in people
    ]
    session.add_all(accounts)
    session.flush()
    actors = [
        Actor(account.id, username, role, at.id, point and point.id)
        for account, (username, _, role, at, point) in zip(accounts, people, strict=True)
    ]
    session.add_all(
        RoleAssignment(
            account_id=actor.account_id, role=actor.role.value, unit_id=actor.unit_id, point_id=actor.point_id
        )
        for actor in actors
    )
    session.flush()
    return actors


def make_actor(
    session: Session, username: str, full_name: str, role: Role, at: Unit, *, point: Point | None = None
) -> Actor:
    """An account with one role at a unit."""
    return make_actors(session, (username, full_name, role, at, point))[0]


def make_person(session: Session, at: Unit, full_name: str = "Nguyễn Văn An", **columns: Any) -> Person:
    """A person who lives in a unit; `columns` are those of the table."""
    values: dict[str, Any] = {"birth_on": date(1990, 5, 4), "sex": "male"} | columns
    if values.get("birth_on") is not None:
        values.setdefault("birth_year", values["birth_on"].year)
    person = Person(full_name=full_name, name_folded=fold(full_name), unit_id=at.id, **values)
    session.add(person)
    session.flush()
    session.add(Residence(person_id=person.id, unit_id=at.id, address=person.address))
    session.flush()
    return person


def make_episode(
    session: Session,
    person: Person,
    at: Unit | None = None,
    *,
    registered_on: date = date(2026, 1, 5),
    form: str = "home",
    phases: dict[str, tuple[date, date | None]] | None = None,
    certificate: tuple[str, date] | None = None,
    moves: list[tuple[date, Unit]] | None = None,
    **columns: Any,
) -> Episode:
    """An episode of a person, opened by a unit (by default the person's), with its custody.

    :param phases: first and last day of each phase, by its name in the exchange format
    :param certificate: number and day of issue
    :param moves: day and receiving unit of each transfer
    """
    values: dict[str, Any] = {"declared_by": "self"} | columns
    episode = Episode(
        person_id=person.id,
        unit_id=person.unit_id if at is None else at.id,
        registered_on=registered_on,
        form=form,
        **values,
    )
    for phase, (first_on, last_on) in (phases or {}).items():
        episode.phases.append(PhaseRecord(phase=phase, started_on=first_on, completed_on=last_on))
    if certificate is not None:
        episode.certificate = Certificate(number=certificate[0], issued_on=certificate[1])
    for moved_on, receiver in moves or ():
        episode.transfers.append(EpisodeTransfer(moved_on=moved_on, to_unit_id=receiver.id))
    session.add(episode)
    session.flush()
    custody.rebuild(session, episode)
    return episode


def make_staff(session: Session, at: Unit, full_name: str = "Trần Thị Lan", sector: str = "health") -> Staff:
    """Somebody who works for a unit."""
    staff = Staff(full_name=full_name, sector=sector, unit_id=at.id)
    session.add(staff)
    session.flush()
    return staff


def make_team(
    session: Session,
    at: Unit,
    *members: Staff,
    established_on: date = date(2026, 1, 5),
    dissolved_on: date | None = None,
    **columns: Any,
) -> Team:
    """A team of a unit; the first of its members leads it, all from its first day."""
    team = Team(unit_id=at.id, established_on=established_on, dissolved_on=dissolved_on, **columns)
    for place, staff in enumerate(members):
        role = "member" if place else "leader"
        team.members.append(TeamMember(staff_id=staff.id, role=role, from_on=established_on))
    session.add(team)
    session.flush()
    return team


def make_point(
    session: Session,
    at: Unit,
    *,
    name: str = "Điểm tư vấn",
    premises: str = "health_station",
    established_on: date = date(2026, 1, 5),
    closed_on: date | None = None,
) -> Point:
    """A consultation point of a unit."""
    point = Point(unit_id=at.id, name=name, premises=premises, established_on=established_on, closed_on=closed_on)
    session.add(point)
    session.flush()
    return point


def make_session(
    session: Session,
    point: Point,
    *people: Person,
    held_on: date = date(2026, 3, 2),
    kind: str = "group",
    attendance: int | None = None,
    **columns: Any,
) -> ConsultationSession:
    """A session held at a point with the people named; by default nobody else was present."""
    held = ConsultationSession(
        point_id=point.id,
        unit_id=point.unit_id,
        held_on=held_on,
        kind=kind,
        attendance=len(people) if attendance is None else attendance,
        **columns,
    )
    held.attendees.extend(Attendee(person_id=person.id) for person in people)
    session.add(held)
    session.flush()
    return held


def make_aftercare(
    session: Session,
    person: Person,
    at: Unit | None = None,
    *,
    starts_on: date = date(2026, 1, 5),
    reviews: dict[date, str] | None = None,
    moves: list[tuple[date, Unit]] | None = None,
    **columns: Any,
) -> Aftercare:
    """An after-care of a person, opened by a unit (by default the person's), with its custody.

    :param reviews: the drug test of each review, by its day
    :param moves: day and receiving unit of each transfer
    """
    aftercare = Aftercare(
        person_id=person.id, unit_id=person.unit_id if at is None else at.id, starts_on=starts_on, **columns
    )
    for held_on, test in (reviews or {}).items():
        aftercare.reviews.append(AftercareReview(held_on=held_on, drug_test=test))
    for moved_on, receiver in moves or ():
        aftercare.transfers.append(AftercareTransfer(moved_on=moved_on, to_unit_id=receiver.id))
    session.add(aftercare)
    session.flush()
    custody.rebuild(session, aftercare)
    return aftercare
