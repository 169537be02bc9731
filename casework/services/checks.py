"""What `casework check` proves: the schema is at its head, the trail is whole, derived rows match their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.custody import intervals
from casework.access.units import Bearer, CodeBook
from casework.i18n import fold, format_date
from casework.records.consultation import Attendee, ConsultationSession, Point
from casework.records.episode import Certificate, Episode, EpisodeCustody, EpisodeTransfer
from casework.records.person import Person
from casework.records.trail import TrailHead
from casework.services.database import head_revision, stored_revision

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
    yield from _custody_faults(session)
    yield from _session_faults(session)
    yield from _person_faults(session)


def _orphans(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name == "sqlite":
        for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
            yield f"hồ sơ mồ côi: {table} dòng {row} trỏ tới {parent} không có"
    uncertified = (
        select(Episode.ref).join(Certificate, Certificate.episode_id == Episode.id).where(Episode.started_on.is_(None))
    )
    for ref in session.scalars(uncertified):
        yield f"giấy chứng nhận: đợt {ref} có giấy mà chưa bắt đầu"


def _custody_faults(session: Session) -> Iterator[str]:
    """Custody is derived; it must be what its episode's dates and moves say."""
    units = CodeBook(session).by_id
    last = 0
    while True:
        query = select(Episode).where(Episode.id > last).order_by(Episode.id).limit(PAGE)
        episodes = list(session.scalars(query))
        if not episodes:
            return
        first, last = episodes[0].id, episodes[-1].id
        moves: dict[int, list[tuple[object, int]]] = {}
        for move in session.execute(
            select(EpisodeTransfer.episode_id, EpisodeTransfer.moved_on, EpisodeTransfer.to_unit_id).where(
                EpisodeTransfer.episode_id.between(first, last)
            )
        ):
            moves.setdefault(move.episode_id, []).append((move.moved_on, move.to_unit_id))
        stored: dict[int, list[tuple[int, object, object]]] = {}
        for row in session.execute(
            select(EpisodeCustody.episode_id, EpisodeCustody.unit_id, EpisodeCustody.from_on, EpisodeCustody.to_on)
            .where(EpisodeCustody.episode_id.between(first, last))
            .order_by(EpisodeCustody.episode_id, EpisodeCustody.from_on)
        ):
            stored.setdefault(row.episode_id, []).append((row.unit_id, row.from_on, row.to_on))
        for episode in episodes:
            derived = intervals(episode.first_on, episode.unit_id, moves.get(episode.id, []), units)  # type: ignore[arg-type]
            if derived != stored.get(episode.id, []):
                told, right = (_told(each, units) for each in (stored.get(episode.id, []), derived))
                yield f"quản lý hồ sơ: đợt {episode.ref} đang ghi {told}; theo hồ sơ phải là {right}"
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
