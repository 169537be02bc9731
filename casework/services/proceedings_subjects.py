"""Whom a procedure is about, and the records it goes with, within the reader's scope (đối tượng của thủ tục)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.records.episode import Episode
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.team import Team

Row = TypeVar("Row")


@dataclass(frozen=True)
class About:
    """What the reader named: refs, or the name of a provider; an episode or a treatment names its person too."""

    person_ref: str = ""
    episode_ref: str = ""
    methadone_ref: str = ""
    team_ref: str = ""
    name: str = ""


@dataclass(frozen=True)
class Found:
    """The records that were named."""

    person: Person | None = None
    episode: Episode | None = None
    methadone: Methadone | None = None
    team: Team | None = None


def find_subject(session: Session, scope: Scope, about: About) -> Found:
    """The records named.

    :raises NotFound: one of them is outside the scope
    :raises InvalidInput: they are not of one person
    """
    person = _one(session, queries.people(scope), Person.ref == about.person_ref, about.person_ref)
    episode = _one(session, queries.episodes(scope), Episode.ref == about.episode_ref, about.episode_ref)
    methadone = _one(session, queries.methadone(scope), Methadone.ref == about.methadone_ref, about.methadone_ref)
    team = _one(session, queries.teams(scope), Team.ref == about.team_ref, about.team_ref)
    people = {each.id: each for each in (person, episode and episode.person, methadone and methadone.person) if each}
    if len(people) > 1:
        raise InvalidInput("Đợt cai nghiện hoặc hồ sơ điều trị không phải của người này.", field="person")
    return Found(next(iter(people.values()), None), episode, methadone, team)


def subject_name(row: Proceeding) -> str:
    """What a team's or a provider's procedure is about, in words; a person's name is shown elsewhere, by role."""
    if row.name:
        return row.name
    return f"Tổ {row.team.ref}, {row.unit.name}" if row.team is not None else row.unit.name


def _one(session: Session, query: Select[Row], ref_is: ColumnElement[bool], ref: str) -> Row | None:
    return queries.one(session, query, ref_is) if ref else None
