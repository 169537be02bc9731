"""What `casework check` proves: the schema is at its head, the trail is whole, derived rows match their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.custody import intervals
from casework.access.units import Bearer, CodeBook
from casework.i18n import fold, format_date
from casework.records.aftercare import Aftercare, AftercareCustody, AftercareTransfer
from casework.records.consultation import Attendee, ConsultationSession, Point
from casework.records.episode import Certificate, Episode, EpisodeCustody, EpisodeTransfer
from casework.records.person import Person
from casework.records.trail import TrailHead
from casework.services.database import head_revision, stored_revision
from casework.services.report_faults import stored_numbers

PAGE = 5000


def schema_fault() -> str | None:
    """A sentence when the database is not at the newest migration."""
    stored, head = stored_revision(), head_revision()
    if stored == head:
        return None
    return f"lược đồ: cơ sở dữ liệu ở bản {stored or 'trống'}, mã nguồn cần bản {head}; chạy `casework run` để nâng cấp"


def head_of_trail(session: Session) -> tuple[int, str]:
    """How many entries the trail has, and its last seal: written down elsewhere, it proves the whole chain."""
    head = session.get_one(TrailHead, 1)
    return head.count, head.seal


def faults(session: Session) -> Iterator[str]:
    """Everything that is wrong, a sentence each."""
    yield from trail.breaks(session)
    yield from _orphans(session)
    yield from _custody_faults(session, "đợt", Episode, EpisodeTransfer, EpisodeCustody, "episode_id")
    yield from _custody_faults(session, "sau cai", Aftercare, AftercareTransfer, AftercareCustody, "aftercare_id")
    yield from _session_faults(session)
    yield from _person_faults(session)
    yield from stored_numbers(session)


def _orphans(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name == "sqlite":
        for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
            yield f"hồ sơ mồ côi: {table} dòng {row} trỏ tới {parent} không có"
    uncertified = (
        select(Episode.ref).join(Certificate, Certificate.episode_id == Episode.id).where(Episode.started_on.is_(None))
    )
    for ref in session.scalars(uncertified):
        yield f"giấy chứng nhận: đợt {ref} có giấy mà chưa bắt đầu"
    copied = select(Episode.ref).outerjoin(Certificate, Certificate.episode_id == Episode.id)
    for ref in session.scalars(copied.where(Episode.certified_on.is_distinct_from(Certificate.issued_on))):
        yield f"giấy chứng nhận: ngày cấp ghi ở đợt {ref} không còn khớp với giấy"


def _custody_faults(
    session: Session,
    what: str,
    kind: type[Episode] | type[Aftercare],
    move_kind: type[EpisodeTransfer] | type[AftercareTransfer],
    custody_kind: type[EpisodeCustody] | type[AftercareCustody],
    key: str,
) -> Iterator[str]:
    """Custody is derived; it must be what the dates and the moves of its case say.

    :param key: the column by which moves and custody name their case
    """
    move_of, custody_of = getattr(move_kind, key), getattr(custody_kind, key)
    units = CodeBook(session).by_id
    last = 0
    while True:
        query: Select[Any] = select(kind).where(kind.id > last).order_by(kind.id).limit(PAGE)
        cases: list[Any] = list(session.scalars(query))
        if not cases:
            return
        first, last = cases[0].id, cases[-1].id
        moves: dict[int, list[tuple[date, int]]] = {}
        for case_id, moved_on, to_unit_id in session.execute(
            select(move_of, move_kind.moved_on, move_kind.to_unit_id).where(move_of.between(first, last))
        ):
            moves.setdefault(case_id, []).append((moved_on, to_unit_id))
        stored: dict[int, list[tuple[int, object, object]]] = {}
        copies: dict[int, set[tuple[Any, ...]]] = {}
        copied = [getattr(custody_kind, name) for name in custody_kind.COPIED]
        for case_id, unit_id, from_on, to_on, *said in session.execute(
            select(custody_of, custody_kind.unit_id, custody_kind.from_on, custody_kind.to_on, *copied)
            .where(custody_of.between(first, last))
            .order_by(custody_of, custody_kind.from_on)
        ):
            stored.setdefault(case_id, []).append((unit_id, from_on, to_on))
            copies.setdefault(case_id, set()).add(tuple(said))
        for case in cases:
            derived = intervals(case.first_on, case.unit_id, moves.get(case.id, []), units)
            if derived != stored.get(case.id, []):
                told, right = (_told(each, units) for each in (stored.get(case.id, []), derived))
                yield f"quản lý hồ sơ: {what} {case.ref} đang ghi {told}; theo hồ sơ phải là {right}"
            if copies.get(case.id, set()) - {tuple(getattr(case, name) for name in custody_kind.COPIED)}:
                yield f"quản lý hồ sơ: bản sao các ngày của {what} {case.ref} không còn khớp với hồ sơ"
        session.expunge_all()


def _told(custody: list[tuple[int, Any, Any]], units: Mapping[int, Bearer]) -> str:
    """Who has a case from which day, in words."""
    return ", ".join(f"{units[unit].name} từ {format_date(since)}" for unit, since, _ in custody) or "không đơn vị nào"


def _session_faults(session: Session) -> Iterator[str]:
    misplaced = (
        select(ConsultationSession.ref)
        .join(Point, Point.id == ConsultationSession.point_id)
        .where(Point.unit_id != ConsultationSession.unit_id)
    )
    for ref in session.scalars(misplaced):
        yield f"buổi tư vấn: {ref} không cùng đơn vị với điểm tư vấn của nó"
    crowded = (
        select(ConsultationSession.ref)
        .join(Attendee, Attendee.session_id == ConsultationSession.id)
        .group_by(ConsultationSession.id, ConsultationSession.ref, ConsultationSession.attendance)
        .having(func.count() > ConsultationSession.attendance)
    )
    for ref in session.scalars(crowded):
        yield f"buổi tư vấn: {ref} có số người ít hơn số người ghi tên"


def _person_faults(session: Session) -> Iterator[str]:
    query = select(Person.ref, Person.full_name, Person.name_folded, Person.birth_on, Person.birth_year)
    for ref, name, folded, birth_on, birth_year in session.execute(query.execution_options(yield_per=PAGE)):
        if fold(name) != folded:
            yield f"người: {ref} có tên tìm kiếm không khớp họ tên"
        if birth_on is not None and birth_year != birth_on.year:
            yield f"người: {ref} có năm sinh không khớp ngày sinh"
