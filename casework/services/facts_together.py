"""The facts of many episodes at once (dữ kiện của nhiều hồ sơ): the same as one by one, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session, joinedload

from casework.access import queries
from casework.access.scope import Scope
from casework.law.facts import EarlierEpisode, EpisodeFacts
from casework.law.procedures import Measure
from casework.law.vocabulary import DeterminationResult, EpisodeOutcome
from casework.records.episode import Episode
from casework.records.listing import Determination
from casework.records.proceeding import Proceeding
from casework.services.episode_facts import facts_of

_WHY = "dữ kiện pháp lý của nhiều hồ sơ cùng lúc"
_PART = 400
"""So many people are asked about in one query; SQLite takes no endless list."""


def facts_together(session: Session, episodes: Sequence[Episode]) -> dict[int, EpisodeFacts]:
    """Episode id → what `whole_facts` says of it. Its parts are loaded already or come in one query each."""
    people = {each.person_id for each in episodes}
    others = _episodes_of(session, people)
    determined = _determined(session, people)
    drafted = _dossiers(session, {each.person_id for each in episodes if each.violations})
    found = {}
    for episode in episodes:
        mine = others[episode.person_id]
        facts = facts_of(
            episode,
            other_open_episode=any(each.id != episode.id and _is_open(each) for each in mine),
            earlier=tuple(_earlier(each) for each in mine if _is_before(each, episode)),
        )
        day = facts.determined_addicted_on or _resting_on(determined[episode.person_id], episode.registered_on)
        found[episode.id] = replace(facts, determined_addicted_on=day, dossier_drafted_on=_drafted(drafted, episode))
    return found


def _in_parts(people: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(people)
    for start in range(0, len(ordered), _PART):
        yield ordered[start : start + _PART]


def _episodes_of(session: Session, people: set[int]) -> dict[int, list[Episode]]:
    found: dict[int, list[Episode]] = defaultdict(list)
    everywhere = queries.episodes(Scope.everything(reason=_WHY)).options(joinedload(Episode.certificate))
    for part in _in_parts(people):
        query = everywhere.where(Episode.person_id.in_(part)).order_by(Episode.registered_on, Episode.id)
        for each in session.scalars(query).unique():
            found[each.person_id].append(each)
    return found


def _is_open(episode: Episode) -> bool:
    return episode.ended_on is None and episode.certificate is None


def _is_before(each: Episode, episode: Episode) -> bool:
    return each.id != episode.id and (each.registered_on, each.id) < (episode.registered_on, episode.id)


def _earlier(episode: Episode) -> EarlierEpisode:
    completed = episode.certificate is not None or episode.outcome == EpisodeOutcome.COMPLETED.value
    return EarlierEpisode(episode.decided_on, episode.started_on, completed)


def _determined(session: Session, people: set[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    everywhere = queries.determinations(Scope.everything(reason=_WHY))
    for part in _in_parts(people):
        query = everywhere.where(
            Determination.person_id.in_(part), Determination.result == DeterminationResult.ADDICTED.value
        ).with_only_columns(Determination.person_id, Determination.determined_on)
        for person_id, day in session.execute(query.order_by(Determination.determined_on)):
            found[person_id].append(day)
    return found


def _resting_on(days: list[date], registered_on: date) -> date | None:
    before = [day for day in days if day <= registered_on]
    return before[-1] if before else next(iter(days), None)


def _dossiers(session: Session, people: set[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    everywhere = queries.proceedings(Scope.everything(reason=_WHY))
    for part in _in_parts(people):
        query = everywhere.where(
            Proceeding.person_id.in_(part), Proceeding.measure == Measure.DOSSIER.value
        ).with_only_columns(Proceeding.person_id, Proceeding.opened_on)
        for person_id, day in session.execute(query):
            if person_id is not None:
                found[person_id].append(day)
    return found


def _drafted(drafted: dict[int, list[date]], episode: Episode) -> date | None:
    if not episode.violations:
        return None
    first = min(each.happened_on for each in episode.violations)
    return min((day for day in drafted.get(episode.person_id, []) if day >= first), default=None)
