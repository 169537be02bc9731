"""The register of registrations (sổ đăng ký cai nghiện ma túy tự nguyện): a year's applications, and its totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome
from casework.records.episode import Certificate, Episode

FORMS = (EpisodeForm.HOME, EpisodeForm.COMMUNITY, EpisodeForm.CENTRE_VOLUNTARY)
"""The voluntary forms, which a person registers for."""
CLOSES_MID_DECEMBER_SINCE = 2026
"""From this year on the totals run from 15/12 of the year before to 14/12 (Mẫu số 21 Nghị định 163/2026/NĐ-CP)."""


@dataclass(frozen=True)
class Totals:
    """The figures with which the register of a year is closed, and the days they are of."""

    first_on: date
    last_on: date
    registered: dict[EpisodeForm, int]
    in_rehabilitation: int
    completed: int


def registrations(scope: Scope, year: int, until: date = date.max) -> Select[Episode]:
    """The registrations of a calendar year in the order of the register, with what a line shows.

    The totals count these and no others, and what is printed are these: a page and a paper never differ.

    :param until: the last day that is known, where the year is not over

    Nguồn: khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP; điểm b khoản 5 Điều 28 Nghị định 116/2021/NĐ-CP.
    """
    query = _registered(scope, date(year, 1, 1), min(until, date(year, 12, 31)))
    shown = joinedload(Episode.person), joinedload(Episode.certificate), joinedload(Episode.unit)
    return query.options(*shown).order_by(Episode.registered_on, Episode.id)


def totals(session: Session, scope: Scope, year: int, until: date = date.max) -> Totals:
    """The totals of a year: who registered, by form; who is in rehabilitation on the last day; who completed.

    :param until: the last day that is known, where the year is not over
    """
    mid_december = year >= CLOSES_MID_DECEMBER_SINCE
    first_on = date(year - 1, 12, 15) if mid_december else date(year, 1, 1)
    last_on = min(until, date(year, 12, 14) if mid_december else date(year, 12, 31))
    cases = _voluntary(scope)
    registered = _registered(scope, first_on, last_on).subquery()
    by_form = select(registered.c.form, func.count()).group_by(registered.c.form)
    running = cases.where(Episode.started_on <= last_on, or_(Episode.ended_on.is_(None), Episode.ended_on > last_on))
    done = cases.join(Certificate, Certificate.episode_id == Episode.id).where(
        Certificate.issued_on.between(first_on, last_on)
    )
    counts = {EpisodeForm(form): count for form, count in session.execute(by_form)}
    return Totals(
        first_on,
        last_on,
        {form: counts.get(form, 0) for form in FORMS},
        _count(session, running),
        _count(session, done),
    )


def result_of(episode: Episode) -> str:
    """What became of a registration, in a few words (kết quả giải quyết)."""
    if "refused_on" in episode.law_facts:
        return "Từ chối"
    if episode.certificate is not None:
        return f"Hoàn thành, giấy số {episode.certificate.number}"
    if episode.outcome:
        return EpisodeOutcome(episode.outcome).term
    if episode.decision_number:
        return f"Quyết định số {episode.decision_number}"
    returned = "returned_on" in episode.law_facts and "supplemented_on" not in episode.law_facts
    return "Chờ bổ sung hồ sơ" if returned else "Đang giải quyết"


def _voluntary(scope: Scope) -> Select[Episode]:
    return queries.episodes(scope).where(Episode.form.in_([form.value for form in FORMS]))


def _registered(scope: Scope, first_on: date, last_on: date) -> Select[Episode]:
    return _voluntary(scope).where(Episode.registered_on.between(first_on, last_on))


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
