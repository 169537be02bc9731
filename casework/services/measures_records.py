"""What the official records already say about a case beside the episode: filled in, not typed again (đối chiếu sổ)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import format_date
from casework.law.determination_facts import DeterminationFacts
from casework.law.dossier_facts import DossierFacts, DossierGround, DossierPaper
from casework.law.event_clocks import value_on
from casework.law.procedures import Measure
from casework.law.team_facts import TeamSeat
from casework.law.vocabulary import DeterminationResult, EpisodeOutcome, MethadoneOutcome, Sector, TeamRole
from casework.records.episode import Episode
from casework.records.listing import Determination
from casework.records.proceeding import Proceeding
from casework.records.team import Team
from casework.services.measures_support import known_of_support
from casework.workflow.calendar import months_earlier

OLD_SLIPS_END_ON = date(2026, 7, 1)
"""Since this day a slip serves for six months only (điểm b khoản 1 Điều 31 Luật 120/2025/QH15)."""


@dataclass(frozen=True)
class Known:
    """A fact on file elsewhere, and where (nguồn)."""

    value: Any
    source: str


Found = dict[str, tuple[Any, str]]


def known(session: Session, row: Proceeding, facts: Any, today: date) -> dict[str, Known]:
    """Field → what the records say about it; a field of which they say nothing is absent.

    :param facts: what the case's own file says
    """
    found: Found = _of_person(row) | _READERS[Measure(row.measure)](session, row, facts, today)
    names = type(facts).__dataclass_fields__
    return {name: Known(value, source) for name, (value, source) in found.items() if name in names}


def _of_person(row: Proceeding) -> Found:
    person = row.person
    if person is None:
        return {}
    if person.birth_on is not None:
        return {"birth_date": (person.birth_on, "Hồ sơ cá nhân")}
    return {"birth_year": (person.birth_year, "Hồ sơ cá nhân")} if person.birth_year is not None else {}


def _of_dossier(session: Session, row: Proceeding, facts: DossierFacts, today: date) -> Found:
    found: Found = {}
    made_on = facts.drafted_on or today
    determined = _determination(session, row, first=_still_fresh(made_on), last=made_on, latest=True)
    if determined is not None and determined.result == DeterminationResult.ADDICTED.value:
        found["papers"] = (
            frozenset({DossierPaper.DETERMINATION}),
            f"Xác định tình trạng nghiện ngày {format_date(determined.determined_on)}",
        )
    episode = row.episode or last_episode(session, row, before=made_on)
    ground = _GROUND_OF.get(episode.outcome or "") if episode is not None and episode.ended_on is not None else None
    if episode is not None and episode.ended_on is not None and ground is not None:
        source = f"Đợt cai nghiện {episode.ref}, kết thúc ngày {format_date(episode.ended_on)}"
        found |= {"ground": (ground, source), "last_act_on": (episode.ended_on, source)}
    return found


_GROUND_OF = {
    EpisodeOutcome.ABANDONED.value: DossierGround.SELF_ENDED,
    EpisodeOutcome.VIOLATED.value: DossierGround.USED_DURING,
}
"""Only a first proposal: the officer reads the minutes and says otherwise where they do."""


def _of_determination(session: Session, row: Proceeding, facts: DeterminationFacts, today: date) -> Found:
    first = facts.received_on or facts.requested_on
    if first is None:
        return {}
    determined = _determination(session, row, first=first, last=facts.result_on or today)
    if determined is None:
        return {}
    source = f"Sổ xác định tình trạng nghiện ngày {format_date(determined.determined_on)}"
    addicted = determined.result == DeterminationResult.ADDICTED.value
    return {"result_on": (determined.determined_on, source), "addicted": (addicted, source)}


def _of_substitution(session: Session, row: Proceeding, facts: Any, today: date) -> Found:
    treated = row.methadone
    if treated is None:
        return {}
    source = f"Hồ sơ điều trị {treated.ref}"
    found: Found = {"accepted_on": (treated.started_on, source)}
    ended = _ENDED_AS.get(treated.outcome or "")
    return found | ({ended: (treated.ended_on, source)} if ended and treated.ended_on else {})


_ENDED_AS = {
    MethadoneOutcome.COMPLETED.value: "completed_on",
    MethadoneOutcome.STOPPED.value: "stopped_on",
    MethadoneOutcome.TERMINATED.value: "terminated_on",
    MethadoneOutcome.TRANSFERRED.value: "transferred_on",
}


def _of_team(session: Session, row: Proceeding, facts: Any, today: date) -> Found:
    found: Found = {"open_cases": (_open_cases(session, row, today), "Các đợt cai nghiện đang mở tại đơn vị")}
    team = row.team
    if team is None:
        return found
    source = f"Hồ sơ tổ {team.ref}"
    found["founded_on"] = (team.established_on, source)
    if team.dissolved_on is not None:
        found["dissolved_on"] = (team.dissolved_on, source)
    return found | _members(team, min(today, team.dissolved_on or today), f"Thành viên của tổ {team.ref}")


_SEAT_OF = {
    Sector.HEALTH.value: TeamSeat.HEALTH,
    Sector.LABOUR.value: TeamSeat.LABOUR,
    Sector.POLICE.value: TeamSeat.POLICE,
}
"""A sector that stands for a seat; who sits for the front or the village is not on file."""


def _members(team: Team, day: date, source: str) -> Found:
    serving = [each for each in team.members if each.from_on <= day and (each.to_on is None or day <= each.to_on)]
    if not serving:
        return {}

    def seat(role: TeamRole) -> TeamSeat | None:
        return next((_SEAT_OF.get(each.staff.sector, TeamSeat.OTHER) for each in serving if each.role == role), None)

    seats = frozenset(_SEAT_OF.get(each.staff.sector, TeamSeat.OTHER) for each in serving)
    leading = {"leader": seat(TeamRole.LEADER), "deputy": seat(TeamRole.DEPUTY)}
    return {"seats": (seats, source)} | {name: (value, source) for name, value in leading.items() if value is not None}


def _open_cases(session: Session, row: Proceeding, today: date) -> int:
    here = queries.held_episodes(Scope(row.unit_id)).where(
        Episode.started_on <= today,
        or_(Episode.ended_on.is_(None), Episode.ended_on > today),
        ~Episode.certificate.has(),
    )
    return session.scalar(select(func.count()).select_from(here.order_by(None).subquery())) or 0


def last_episode(session: Session, row: Proceeding, *, before: date) -> Episode | None:
    """The person's latest episode that was registered by a day, wherever it is held."""
    everywhere = queries.episodes(Scope.everything(reason="thủ tục dựa vào đợt cai nghiện trước, ở bất cứ đâu"))
    query = everywhere.where(Episode.person_id == row.person_id, Episode.registered_on <= before)
    return session.scalars(query.order_by(Episode.registered_on.desc(), Episode.id.desc()).limit(1)).unique().first()


def _still_fresh(day: date) -> date:
    """Since when a determination is proposed for a dossier of a day: as long as a slip serves for registration.

    The laws set no age for the slip in a dossier; an old one is the officer's to add.
    """
    months = value_on("determination", "validity", max(day, OLD_SLIPS_END_ON))
    return months_earlier(day, months.number) if months is not None else day


def _determination(
    session: Session, row: Proceeding, *, first: date, last: date, latest: bool = False
) -> Determination | None:
    """The person's first determination of some days, or the latest of them, wherever it was made."""
    everywhere = queries.determinations(Scope.everything(reason="kết quả xác định có giá trị ở mọi nơi"))
    query = everywhere.where(Determination.person_id == row.person_id, Determination.determined_on <= last)
    query = query.where(Determination.determined_on >= first)
    order = Determination.determined_on.desc() if latest else Determination.determined_on
    return session.scalars(query.order_by(order).limit(1)).first()


def _of_provider(session: Session, row: Proceeding, facts: Any, today: date) -> Found:
    return {}


_READERS: Mapping[Measure, Callable[[Session, Proceeding, Any, date], Found]] = {
    Measure.DOSSIER: _of_dossier,
    Measure.DETERMINATION: _of_determination,
    Measure.SUBSTITUTION: _of_substitution,
    Measure.SUPPORT: known_of_support,
    Measure.TEAM: _of_team,
    Measure.PROVIDER: _of_provider,
}
