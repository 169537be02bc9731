"""The invented district as rows of the exchange format, table by table."""

from __future__ import annotations

from datetime import date
from random import Random

from casework.services.demonstration.aftercare import InventedAftercare, invent_aftercares
from casework.services.demonstration.budget import invent_budget, invent_models, invent_officer_trainings
from casework.services.demonstration.clubs import invent_clubs, invent_memberships
from casework.services.demonstration.consultations import InventedPoint, InventedSession, invent_points, invent_sessions
from casework.services.demonstration.divided import invent_division
from casework.services.demonstration.episodes import InventedEpisode
from casework.services.demonstration.evaluations import invent_evaluations
from casework.services.demonstration.history import invent_history
from casework.services.demonstration.listings import invent_determinations, invent_listings
from casework.services.demonstration.methadone import invent_treatments
from casework.services.demonstration.numbering import Papers
from casework.services.demonstration.offices import InventedTeam, invent_teams
from casework.services.demonstration.outreach import invent_directives, invent_events, invent_materials
from casework.services.demonstration.people import InventedPerson
from casework.services.demonstration.places import REFORM, invent_address
from casework.services.demonstration.present import Present
from casework.services.demonstration.size import DEMONSTRATION, Size
from casework.services.demonstration.support import InventedSupport, invent_support

Row = dict[str, str]
Tables = dict[str, list[Row]]

SEED = 907


def invent_district(today: date, *, size: Size = DEMONSTRATION, seed: int = SEED) -> Tables:
    """Every table of the exchange format that the district fills, in an order in which each row finds what it names.

    :param today: 2025-08-01 or later, when the communes since the reform had their teams and points

    The same size, seed and day give the same rows; a later day adds to them and closes what was open.
    """
    people, history = invent_history(size, seed, today)
    present = Present(seed, today)
    people += present.people
    episodes = history + present.episodes
    teams = invent_teams(size, seed, today)
    points = invent_points(size, seed, teams)
    sessions = invent_sessions(size, points, episodes, today)
    tables: Tables = {}
    tables.update(_team_tables(teams))
    tables.update(_point_tables(points))
    aftercares = invent_aftercares(size, seed, episodes, today)
    division = invent_division(seed)
    everything = episodes + division.episodes
    tables["persons"] = _persons(people + division.people, everything, aftercares)
    tables.update(_episode_tables(everything))
    tables.update(_aftercare_tables(aftercares, tables["transfers"]))
    tables.update(_support_tables(invent_support(size, seed, episodes, today)))
    tables["methadone"] = [_keyed("methadone_ref", each) for each in invent_treatments(size, seed, episodes, today)]
    tables.update(_session_tables(sessions))
    tables.update(_book_tables(size, seed, teams, episodes, today))
    tables["determinations"] += _relapses(aftercares)
    tables["listings"] += [_row(**vars(each)) for each in division.listings]
    return tables


def _row(**values: object) -> Row:
    return {key: _text(value) for key, value in values.items()}


def _keyed(key: str, record: object) -> Row:
    """A record whose fields are the columns, but for its key."""
    return {key if name == "ref" else name: _text(value) for name, value in vars(record).items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _team_tables(teams: list[InventedTeam]) -> Tables:
    staff = {member.staff.ref: member.staff for team in teams for member in team.members}
    return {
        "staff": [_keyed("staff_ref", each) for each in staff.values()],
        "teams": [
            _row(
                team_ref=team.ref,
                unit_code=team.unit_code,
                established_on=team.established_on,
                decision_number=team.decision_number,
                dissolved_on=team.dissolved_on,
            )
            for team in teams
        ],
        "team_members": [
            _row(team_ref=team.ref, staff_ref=each.staff.ref, role=each.role, from_on=each.from_on, to_on=each.to_on)
            for team in teams
            for each in team.members
        ],
        "team_activities": [
            _row(team_ref=team.ref, held_on=held_on, kind=kind, note=note)
            for team in teams
            for held_on, kind, note in team.activities
        ],
    }


def _point_tables(points: list[InventedPoint]) -> Tables:
    return {
        "points": [
            _row(
                point_ref=each.ref,
                unit_code=each.unit_code,
                name=each.name,
                premises=each.premises,
                established_on=each.established_on,
                closed_on=each.closed_on,
            )
            for each in points
        ],
        "point_staff": [
            _row(point_ref=each.ref, staff_ref=staff.ref, from_on=each.established_on, to_on=each.last_on)
            for each in points
            for staff in each.staff
        ],
    }


def _persons(
    people: list[InventedPerson], episodes: list[InventedEpisode], aftercares: list[InventedAftercare]
) -> list[Row]:
    """Whoever was seen since the reform lives in a commune of today; the others, and those of a divided commune, where
    they were last seen."""
    last = {each.person.ref: each for each in sorted(episodes, key=lambda episode: episode.registered_on)}
    moved = {each.person_ref: each.moves for each in aftercares if each.moves}
    rows = []
    for each in people:
        episode = last[each.ref]
        place = episode.moves[-1][1] if episode.moves else episode.place
        seen_on = max(day for day in (episode.registered_on, episode.ended_on, *(on for on, _ in episode.moves)) if day)
        if episode.ended_on is None and place.new_code:
            seen_on = max(seen_on, REFORM)
        for moved_on, moved_to in moved.get(each.ref, ()):
            if moved_on > seen_on:
                place, seen_on = moved_to, moved_on
        rows.append(
            _row(
                person_ref=each.ref,
                full_name=each.full_name,
                birth_date=each.birth_on if each.knows_birthday else each.birth_on.year,
                sex=each.sex,
                ethnicity=each.ethnicity,
                national_id=each.national_id,
                unit_code=place.code_on(seen_on),
                unit_on=seen_on,
                address=invent_address(Random(each.ref), place),
                phone=each.phone,
            )
        )
    return rows


def _episode_tables(episodes: list[InventedEpisode]) -> Tables:
    papers = Papers(episodes)
    tables: Tables = {"episodes": [], "phases": [], "certificates": [], "transfers": []}
    for each in episodes:
        ref = each.ref
        tables["episodes"].append(
            _row(
                episode_ref=ref,
                person_ref=each.person.ref,
                unit_code=each.place.code_on(each.registered_on),
                registered_on=each.registered_on,
                form=each.form,
                declared_by=each.declared_by,
                decided_on=each.decided_on,
                decision_number=papers.decision(each),
                term_months=each.term_months,
                started_on=each.started_on,
                ended_on=each.ended_on,
                outcome=each.outcome,
            )
        )
        for phase in each.phases:
            tables["phases"].append(
                _row(episode_ref=ref, phase=phase.name, started_on=phase.started_on, completed_on=phase.completed_on)
            )
        if each.certified_on is not None:
            tables["certificates"].append(
                _row(episode_ref=ref, number=papers.certificate(each), issued_on=each.certified_on)
            )
        for moved_on, place in each.moves:
            code = place.code_on(moved_on)
            tables["transfers"].append(_row(subject="episode", subject_ref=ref, moved_on=moved_on, to_unit_code=code))
    return tables


def _aftercare_tables(aftercares: list[InventedAftercare], transfers: list[Row]) -> Tables:
    """:param transfers: those of the episodes, which the moves join"""
    tables: Tables = {"aftercare": [], "aftercare_reviews": []}
    for each in aftercares:
        began_on = min(each.decided_on, each.starts_on)
        tables["aftercare"].append(
            _row(
                aftercare_ref=each.ref,
                person_ref=each.person_ref,
                unit_code=each.place.code_on(began_on),
                starts_on=each.starts_on,
                decided_on=each.decided_on,
                decision_number=each.decision_number,
                term_months=each.term_months,
                ended_on=each.ended_on,
                outcome=each.outcome,
            )
        )
        for held_on, test, note in each.reviews:
            tables["aftercare_reviews"].append(_row(aftercare_ref=each.ref, held_on=held_on, drug_test=test, note=note))
        for moved_on, place in each.moves:
            code = place.code_on(moved_on)
            transfers.append(_row(subject="aftercare", subject_ref=each.ref, moved_on=moved_on, to_unit_code=code))
    return tables


def _relapses(aftercares: list[InventedAftercare]) -> list[Row]:
    """Nobody has relapsed without a determination of that day (khoản 6 Điều 3 Nghị định 116/2021/NĐ-CP)."""
    return [
        _row(
            person_ref=each.person_ref,
            unit_code=(each.moves[-1][1] if each.moves else each.place).code_on(each.ended_on),
            determined_on=each.ended_on,
            result="addicted",
        )
        for each in aftercares
        if each.outcome == "relapsed" and each.ended_on is not None
    ]


def _support_tables(support: InventedSupport) -> Tables:
    return {
        "trainings": [_keyed("training_ref", each) for each in support.trainings],
        "employers": [
            _row(employer_ref=each.ref, unit_code=each.unit_code, unit_on=REFORM, name=each.name, kind=each.kind)
            for each in support.employers
        ],
        "jobs": [_keyed("job_ref", each) for each in support.jobs],
        "loans": [_keyed("loan_ref", each) for each in support.loans],
    }


def _book_tables(
    size: Size, seed: int, teams: list[InventedTeam], episodes: list[InventedEpisode], today: date
) -> Tables:
    """What the communes record beside their cases."""
    clubs = invent_clubs(today)
    listings = invent_listings(seed, episodes, today)
    members = invent_memberships(seed, clubs, episodes, today)
    return {
        "listings": [_row(**vars(each)) for each in listings],
        "determinations": [_row(**vars(each)) for each in invent_determinations(seed, episodes)],
        "evaluations": [_row(**vars(each)) for each in invent_evaluations(seed, episodes, today)],
        "clubs": [_keyed("club_ref", each) for each in clubs],
        "club_members": [_row(**vars(each)) for each in members],
        "events": [_keyed("event_ref", each) for each in invent_events(seed, today)],
        "materials": [_keyed("material_ref", each) for each in invent_materials(seed, today)],
        "directives": [_keyed("directive_ref", each) for each in invent_directives(today)],
        "budget": [_keyed("budget_ref", each) for each in invent_budget(size.first_year, seed, today)],
        "models": [_keyed("model_ref", each) for each in invent_models(today)],
        "officer_trainings": [_row(**vars(each)) for each in invent_officer_trainings(seed, teams, today)],
    }


def _session_tables(sessions: list[InventedSession]) -> Tables:
    return {
        "sessions": [
            _row(
                session_ref=each.ref,
                point_ref=each.point.ref,
                held_on=each.held_on,
                kind=each.kind,
                topic=each.topic,
                staff_ref=each.staff.ref,
                attendance=each.attendance,
            )
            for each in sessions
        ],
        "session_attendees": [
            _row(session_ref=each.ref, person_ref=person_ref) for each in sessions for person_ref in each.people
        ],
    }
