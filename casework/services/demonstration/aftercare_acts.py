"""What the exchange format has no column for: an absence, a paper about monitoring, a file not decided yet."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import or_
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import SYSTEM
from casework.access.scope import Scope
from casework.errors import CaseworkError
from casework.law.aftercare_monitoring import FIRST_ON, MonitoringPaper
from casework.records.aftercare import Aftercare
from casework.records.episode import Episode
from casework.services.aftercare_monitoring import record_monitoring
from casework.services.aftercare_openings import open_aftercare, open_aftercare_of, unopened_after
from casework.services.aftercare_reviews import record_absence
from casework.services.aftercares import Doing
from casework.services.demonstration.days import office_day_before


def act_on_aftercares(session: Session, everything: Scope, today: date) -> None:
    """Two absences, a decision on monitoring, and a file just opened in each commune that has somebody for it."""
    running = queries.aftercares(everything).where(
        Aftercare.ended_on.is_(None), Aftercare.starts_on < today - timedelta(days=60)
    )
    cases = list(session.scalars(running.order_by(Aftercare.starts_on.desc(), Aftercare.id).limit(3)).unique())
    for place, aftercare in enumerate(cases):
        doing = Doing(session, everything, SYSTEM, aftercare.ref, today)
        if place < 2:
            left = today - timedelta(days=40 - 10 * place)
            back = left + timedelta(days=12) if place == 0 else None
            record_absence(doing, from_on=left, to_on=back, reported=place == 1, reason="đi làm xa (hư cấu)")
        elif today >= FIRST_ON:
            signed_on = max(FIRST_ON, aftercare.starts_on)
            record_monitoring(doing, paper=MonitoringPaper.DECIDED, signed_on=signed_on, number="02/QĐ-GSĐT")
    _open_some(session, everything, today)


def _open_some(session: Session, everything: Scope, today: date) -> None:
    completed = queries.episodes(everything).where(
        Episode.outcome == "completed", or_(Episode.ended_on >= today - timedelta(days=300), Episode.certificate.has())
    )
    done: set[int] = set()
    for episode in session.scalars(completed.order_by(Episode.ended_on.desc(), Episode.id).limit(80)).unique():
        unit_id = episode.custody[-1].unit_id
        if unit_id in done:
            continue
        due = unopened_after(session, episode, today)
        if due is None or open_aftercare_of(session, episode.person_id) is not None:
            continue
        try:
            open_aftercare(
                session,
                everything,
                SYSTEM,
                episode.person.ref,
                kind=due.rehabilitation.kind,
                completed_on=due.rehabilitation.completed_on,
                reported_on=office_day_before(today - timedelta(days=1)),
                unit_id=unit_id,
                today=today,
            )
        except CaseworkError:
            continue
        done.add(unit_id)
