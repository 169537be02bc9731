"""Phụ lục 2 as somebody would write it by hand for one report: the floor that the application is measured against.

Each statement is written for the tables as they are, using what custody repeats of its case, with the parameters :unit,
:first, :last; {reach} is the unit's reach, or nothing for the country. Windows end before the unit does, so that stocks
are at :last.
"""

from __future__ import annotations

import re

_REACH = "IN (SELECT unit_id FROM unit_reach WHERE ancestor_id = :unit)"
_OUTSIDE = "('home','community','community_compulsory')"
_FORCE = "{of}.started_on <= :last AND ({of}.ended_on IS NULL OR {of}.ended_on >= :first)"
_HELD = f"""c.form IN {{forms}} AND {_FORCE.format(of="c")} AND c.from_on <= :last AND c.to_on > :first
  AND c.started_on < c.to_on AND (c.ended_on IS NULL OR c.ended_on >= c.from_on)"""

_TEAMS = f"""team t WHERE t.established_on <= :last AND (t.dissolved_on IS NULL OR t.dissolved_on > :last)
  AND t.unit_id {_REACH} AND (
   EXISTS (SELECT 1 FROM team_activity a WHERE a.team_id = t.id AND a.held_on BETWEEN :first AND :last)
   OR EXISTS (SELECT 1 FROM episode_custody c WHERE c.unit_id = t.unit_id AND {_HELD.format(forms=_OUTSIDE)})
   OR EXISTS (SELECT 1 FROM unit u JOIN unit s ON s.id = u.successor_id AND s.kind = 'commune'
     JOIN episode_custody c ON c.unit_id = s.id WHERE u.id = t.unit_id AND {_HELD.format(forms=_OUTSIDE)}))"""

_POINTS = f"""point p WHERE p.established_on <= :last AND (p.closed_on IS NULL OR p.closed_on > :last)
  AND p.unit_id {_REACH}
  AND EXISTS (SELECT 1 FROM consultation_session s WHERE s.point_id = p.id AND s.held_on BETWEEN :first AND :last)"""

_POINT_STAFF = f"""FROM point_staff m {{join}} WHERE m.point_id IN (SELECT p.id FROM {_POINTS})
  AND m.from_on <= :last AND (m.to_on IS NULL OR m.to_on >= :last)"""


def _on_day(day: str, forms: str, *, national: bool) -> str:
    if national:
        return (
            f"SELECT count(DISTINCT e.person_id) FROM episode e WHERE e.form IN {forms}"
            f" AND e.{day} BETWEEN :first AND :last"
        )
    return (
        "SELECT count(DISTINCT e.person_id) FROM episode_custody c JOIN episode e ON e.id = c.episode_id"
        f" WHERE c.form IN {forms} AND c.{day} BETWEEN :first AND :last"
        f" AND c.unit_id {_REACH} AND c.from_on <= c.{day} AND c.to_on > c.{day}"
    )


def _in_force(forms: str, *, national: bool) -> str:
    if national:
        return f"SELECT count(DISTINCT e.person_id) FROM episode e WHERE e.form IN {forms} AND {_FORCE.format(of='e')}"
    return (
        "SELECT count(DISTINCT e.person_id) FROM episode_custody c JOIN episode e ON e.id = c.episode_id"
        f" WHERE {_HELD.format(forms=forms)} AND c.unit_id {_REACH}"
    )


def statements(*, national: bool) -> dict[str, str]:
    """Row id → statement, with named parameters."""
    by_hand = {
        "1.1": f"SELECT count(*) FROM team WHERE established_on BETWEEN :first AND :last AND unit_id {_REACH}",
        "1.2": f"SELECT count(*) FROM {_TEAMS}",
        "1.3": f"""SELECT count(DISTINCT m.staff_id) FROM team_member m WHERE m.team_id IN (SELECT t.id FROM {_TEAMS})
          AND m.from_on <= :last AND (m.to_on IS NULL OR m.to_on >= :last)""",
        "1.4": _on_day("registered_on", "('home','community')", national=national),
        "1.4.1": _on_day("registered_on", "('community')", national=national),
        "1.4.2": _on_day("registered_on", "('home')", national=national),
        "1.5": _in_force(_OUTSIDE, national=national),
        "1.5.1": _in_force("('community','community_compulsory')", national=national),
        "1.5.2": _in_force("('home')", national=national),
        "1.6": _on_day("certified_on", _OUTSIDE, national=national),
        "2.1": f"SELECT count(*) FROM point WHERE established_on BETWEEN :first AND :last AND unit_id {_REACH}",
        "2.2": f"SELECT count(*) FROM {_POINTS}",
        "2.3": "SELECT count(DISTINCT m.staff_id) " + _POINT_STAFF.format(join=""),
        "2.4": f"""SELECT coalesce(sum(attendance), 0) FROM consultation_session
          WHERE held_on BETWEEN :first AND :last AND unit_id {_REACH}""",
        "3": f"""SELECT count(DISTINCT person_id) FROM training WHERE state_supported
          AND started_on BETWEEN :first AND :last AND unit_id {_REACH}""",
        "4": f"""SELECT count(DISTINCT person_id) FROM job WHERE supported
          AND started_on BETWEEN :first AND :last AND unit_id {_REACH}""",
        "5": f"""SELECT count(DISTINCT person_id) FROM loan
          WHERE disbursed_on BETWEEN :first AND :last AND unit_id {_REACH}""",
        "5.1": f"""SELECT coalesce(sum(amount_vnd), 0) FROM loan
          WHERE disbursed_on BETWEEN :first AND :last AND unit_id {_REACH}""",
        "6": f"""SELECT count(DISTINCT person_id) FROM methadone WHERE started_on <= :last
          AND (ended_on IS NULL OR ended_on >= :first) AND unit_id {_REACH}""",
    }
    for place, premises in enumerate(("health_station", "culture_house", "other"), start=1):
        by_hand[f"2.1.{place}"] = by_hand["2.1"] + f" AND premises = '{premises}'"
    for place, sector in enumerate(("health", "labour", "police", "volunteer", "other"), start=1):
        joined = _POINT_STAFF.format(join="JOIN staff f ON f.id = m.staff_id")
        by_hand[f"2.3.{place}"] = f"SELECT count(DISTINCT m.staff_id) {joined} AND f.sector = '{sector}'"
    if national:
        reach = re.compile(r" AND (\w+\.)?unit_id " + re.escape(_REACH))
        by_hand = {row: reach.sub("", statement) for row, statement in by_hand.items()}
    return by_hand


def for_psycopg(statement: str) -> str:
    """The same statement in the parameter style of PostgreSQL's driver."""
    return re.sub(r":(unit|first|last)\b", r"%(\1)s", statement)
