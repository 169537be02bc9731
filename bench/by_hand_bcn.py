"""Biểu 03-BCN as somebody would write it by hand for one report, in the terms of by_hand.py."""

from __future__ import annotations

import re

_REACH = "IN (SELECT unit_id FROM unit_reach WHERE ancestor_id = :unit)"
_GROUPS = {
    "A": ("episode", "episode_id", "started_on", "e.form = 'home'"),
    "B": ("episode", "episode_id", "started_on", "e.form = 'community'"),
    "C": ("episode", "episode_id", "started_on", "e.form = 'community_compulsory'"),
    "D": ("aftercare", "aftercare_id", "starts_on", "e.id > 0"),
}
_THERE = {
    "1": "e.{start} < :first AND (e.ended_on IS NULL OR e.ended_on >= :first)",
    "5": "e.{start} <= :last AND (e.ended_on IS NULL OR e.ended_on > :last)",
}
_HELD_AT = {"1": "c.from_on < :first AND c.to_on >= :first", "5": "c.from_on <= :last AND c.to_on > :last"}
_FLOWS = {
    "2": ("e.{start}", ""),
    "3": ("e.ended_on", "AND e.{start} IS NOT NULL AND e.outcome = 'completed'"),
    "4": ("e.ended_on", "AND e.{start} IS NOT NULL AND (e.outcome IS NULL OR e.outcome <> 'completed')"),
}
_OFFICERS = f"""SELECT count(*) FROM (
  SELECT m.staff_id FROM team_member m JOIN team t ON t.id = m.team_id
  WHERE m.from_on <= :last AND (m.to_on IS NULL OR m.to_on >= :last) AND t.established_on <= :last
    AND (t.dissolved_on IS NULL OR t.dissolved_on > :last) AND t.unit_id {_REACH}
  UNION SELECT m.staff_id FROM point_staff m JOIN point t ON t.id = m.point_id
  WHERE m.from_on <= :last AND (m.to_on IS NULL OR m.to_on >= :last) AND t.established_on <= :last
    AND (t.closed_on IS NULL OR t.closed_on > :last) AND t.unit_id {_REACH}) AS staff"""
_RELAPSED = f"""SELECT count(DISTINCT r.person_id) FROM (
  SELECT v.person_id, v.evaluated_on AS found_on FROM evaluation v WHERE v.outcome = 'relapsed'
    AND v.evaluated_on BETWEEN :first AND :last AND v.unit_id {_REACH}
  UNION ALL SELECT v.person_id, v.determined_on FROM determination v WHERE v.result = 'addicted'
    AND v.determined_on BETWEEN :first AND :last AND v.unit_id {_REACH}) AS r
  WHERE EXISTS (SELECT 1 FROM episode e JOIN certificate x ON x.episode_id = e.id
    WHERE e.person_id = r.person_id AND x.issued_on < r.found_on)"""
_WITHOUT = f"""SELECT count(*) FROM unit u WHERE u.kind = 'commune' AND (u.valid_from IS NULL OR u.valid_from <= :last)
  AND (u.valid_to IS NULL OR u.valid_to > :last) AND u.id {_REACH} AND u.id NOT IN (
    SELECT r.ancestor_id FROM listing l JOIN unit_reach r ON r.unit_id = l.unit_id WHERE l.status = 'addict'
    AND l.listed_on <= :last AND (l.removed_on IS NULL OR l.removed_on > :last)
    AND l.unit_id {_REACH})"""


def _group(table: str, key: str, start: str, only: str, *, national: bool) -> dict[str, str]:
    case = f"FROM {table} e WHERE {only}" if national else f"FROM {table}_custody c JOIN {table} e ON e.id = c.{key}"
    mine = "" if national else f"WHERE {only} AND c.unit_id {_REACH}"
    found = {}
    for line, there in _THERE.items():
        held = "" if national else f"AND {_HELD_AT[line]}"
        found[line] = f"SELECT count(*) {case} {mine} AND {there.format(start=start)} {held}"
    for line, (day, more) in _FLOWS.items():
        day, more = day.format(start=start), more.format(start=start)
        held = "" if national else f"AND c.from_on <= {day} AND c.to_on > {day}"
        found[line] = f"SELECT count(*) {case} {mine} AND {day} BETWEEN :first AND :last {more} {held}"
    for line, here, elsewhere in (("2t", "n", "p"), ("4t", "p", "n")):
        found[line] = (
            "SELECT 0"
            if national
            else f"""SELECT count(*) FROM {table}_custody n JOIN {table}_custody p ON p.{key} = n.{key}
              AND p.to_on = n.from_on JOIN {table} e ON e.id = n.{key} WHERE {only} AND {here}.unit_id {_REACH}
              AND {elsewhere}.unit_id NOT {_REACH} AND n.from_on BETWEEN :first AND :last
              AND e.{start} < n.from_on AND (e.ended_on IS NULL OR e.ended_on >= n.from_on)"""
        )
    if table == "episode":
        held = "" if national else f"AND c.unit_id {_REACH} AND c.from_on <= x.issued_on AND c.to_on > x.issued_on"
        custody = "" if national else "JOIN episode_custody c ON c.episode_id = e.id"
        found["6"] = f"""SELECT count(*) FROM certificate x JOIN episode e ON e.id = x.episode_id {custody}
          WHERE {only} AND x.issued_on BETWEEN :first AND :last {held}"""
    return found


def statements(*, national: bool) -> dict[str, str]:
    """Row id → statement, with named parameters."""
    by_hand = {
        "E.1": _support("training", "started_on", "count(DISTINCT t.person_id)"),
        "E.2": _support("job", "started_on", "count(DISTINCT t.person_id)"),
        "E.3": _support("loan", "disbursed_on", "count(DISTINCT t.person_id)"),
        "E.4": _support("loan", "disbursed_on", "coalesce(sum(t.amount_vnd), 0)"),
        "F": _RELAPSED,
        "G": _OFFICERS,
        "H": _support("budget_line", "spent_on", "coalesce(sum(t.amount_vnd), 0)"),
        "I": _WITHOUT,
    }
    for group, how in _GROUPS.items():
        by_hand |= {f"{group}.{line}": text for line, text in _group(*how, national=national).items()}
    if national:
        reach = re.compile(r" AND (\w+\.)?(unit_id|id) " + re.escape(_REACH))
        by_hand = {row: reach.sub("", statement) for row, statement in by_hand.items()}
    return by_hand


def _support(table: str, day: str, what: str) -> str:
    return f"SELECT {what} FROM {table} t WHERE t.{day} BETWEEN :first AND :last AND t.unit_id {_REACH}"
