"""What the records say about a request for support: earlier courses, phases, after-care, the same support before."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import format_date
from casework.law.procedures import Measure
from casework.law.support_facts import SupportFacts, SupportProgramme
from casework.law.vocabulary import EpisodeOutcome, MethadoneOutcome, Phase
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.records.methadone import Methadone
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Training
from casework.records.unit import Unit

Found = dict[str, tuple[Any, str]]
EVERYWHERE = Scope.everything(reason="điều kiện hỗ trợ xét theo hồ sơ của người này ở mọi nơi")


def known_of_support(session: Session, row: Proceeding, facts: SupportFacts, today: date) -> Found:
    """Field → what the records say, and where; nothing for a programme that does not ask."""
    day = facts.granted_on or today
    found: Found = _linked(session, row, facts)
    if facts.programme == SupportProgramme.PAYMENT:
        found |= _phases(session, row, day) | _paid_before(session, row)
    if facts.programme == SupportProgramme.TRAINING:
        found |= _rehabilitated(session, row, day) | _trained_before(session, row, day)
    if facts.programme == SupportProgramme.LOAN_29_2014:
        found |= _treated(session, row, day) | {"province": (_province(row.unit), "Đơn vị quản lý hồ sơ")}
    if facts.programme == SupportProgramme.LOAN_08_2026:
        found |= _aftercare(session, row, day) | _rehabilitated(session, row, day)
    return found


def _linked(session: Session, row: Proceeding, facts: SupportFacts) -> Found:
    """The ends that the record of the office tells, once the grant has led to one."""
    if row.record_ref is None or facts.programme not in (SupportProgramme.TRAINING, SupportProgramme.JOB):
        return {}
    if facts.programme == SupportProgramme.TRAINING:
        course = session.scalar(queries.trainings(EVERYWHERE).where(Training.ref == row.record_ref))
        ended_on = course.completed_on if course else None
    else:
        job = session.scalar(queries.jobs(EVERYWHERE).where(Job.ref == row.record_ref))
        ended_on = job.ended_on if job else None
    return {"finished_on": (ended_on, f"Hồ sơ {row.record_ref}")} if ended_on else {}


def _episodes(session: Session, row: Proceeding, day: date) -> list[Episode]:
    query = queries.episodes(EVERYWHERE).where(Episode.person_id == row.person_id, Episode.registered_on <= day)
    return list(session.scalars(query.order_by(Episode.registered_on.desc()).limit(20)).unique())


def _phases(session: Session, row: Proceeding, day: date) -> Found:
    episodes = [row.episode] if row.episode is not None else _episodes(session, row, day)[:1]
    done = {
        Phase(each.phase)
        for episode in episodes
        for each in episode.phases
        if each.completed_on is not None and each.completed_on <= day
    }
    return {"phases_completed": (frozenset(done), f"Đợt cai nghiện {episodes[0].ref}")} if done else {}


def _rehabilitated(session: Session, row: Proceeding, day: date) -> Found:
    ended = [
        (episode.ended_on, f"Đợt cai nghiện {episode.ref}")
        for episode in _episodes(session, row, day)
        if episode.outcome == EpisodeOutcome.COMPLETED.value and episode.ended_on is not None
    ]
    query = queries.methadone(EVERYWHERE).where(
        Methadone.person_id == row.person_id, Methadone.outcome == MethadoneOutcome.COMPLETED.value
    )
    ended += [(each.ended_on, f"Hồ sơ điều trị {each.ref}") for each in session.scalars(query) if each.ended_on]
    past = [(on, source) for on, source in ended if on is not None and on <= day]
    return {"rehabilitated_on": max(past)} if past else {}


def _treated(session: Session, row: Proceeding, day: date) -> Found:
    query = queries.methadone(EVERYWHERE).where(
        Methadone.person_id == row.person_id,
        Methadone.started_on <= day,
        (Methadone.ended_on.is_(None)) | (Methadone.ended_on > day),
    )
    treated = session.scalars(query.limit(1)).first()
    return {"on_substitution": (True, f"Hồ sơ điều trị {treated.ref}")} if treated else {}


def _trained_before(session: Session, row: Proceeding, day: date) -> Found:
    query = queries.trainings(EVERYWHERE).where(
        Training.person_id == row.person_id, Training.state_supported, Training.started_on < day
    )
    if row.record_ref is not None:
        query = query.where(Training.ref != row.record_ref)
    number = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return {"earlier_supports": (number, "Sổ đào tạo nghề")} if number else {}


def _paid_before(session: Session, row: Proceeding) -> Found:
    """Payments requested before this one; a later one cannot forbid an earlier one."""
    query = queries.proceedings(EVERYWHERE).where(
        Proceeding.person_id == row.person_id, Proceeding.measure == Measure.SUPPORT.value, Proceeding.id != row.id
    )
    paid = [
        each
        for each in session.scalars(query.limit(50))
        if each.facts.get("programme") == SupportProgramme.PAYMENT.value
        and "granted_on" in each.facts
        and (each.opened_on, each.id) < (row.opened_on, row.id or each.id + 1)
    ]
    return {"earlier_supports": (len(paid), f"Hồ sơ hỗ trợ {paid[0].ref}")} if paid else {}


def _aftercare(session: Session, row: Proceeding, day: date) -> Found:
    query = queries.aftercares(EVERYWHERE).where(
        Aftercare.person_id == row.person_id, Aftercare.decided_on.is_not(None), Aftercare.decided_on <= day
    )
    latest = session.scalars(query.order_by(Aftercare.decided_on.desc()).limit(1)).unique().first()
    if latest is None or latest.decided_on is None:
        return {}
    source = f"Quản lý sau cai {latest.ref}, quyết định ngày {format_date(latest.decided_on)}"
    return {"aftercare_decided_on": (latest.decided_on, source)}


def _province(unit: Unit) -> str:
    """The name of the province a unit lies in, as the lists of the law write it."""
    while unit.parent is not None and unit.kind != "province":
        unit = unit.parent
    name = unit.name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    return f"Thành phố {name}" if name == "Hồ Chí Minh" else name
