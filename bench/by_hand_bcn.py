"""Biểu 03-BCN as somebody would write it by hand for one report, in the terms of by_hand.py."""

from __future__ import annotations

import re

_REACH = "IN (SELECT unit_id FROM unit_reach WHERE ancestor_id = :unit)"
_GROUPS = {
    "A": ("episode", "episode_id", "started_on", "{of}.form = 'home'"),
    "B": ("episode", "episode_id", "started_on", "{of}.form = 'community'"),
    "C": ("episode", "episode_id", "started_on", "{of}.form = 'community_compulsory'"),
    "D": ("aftercare", "aftercare_id", "starts_on", "{of}.starts_on IS NOT NULL"),
}
_THERE = {
    "1": "{of}.{start} < :first AND ({of}.ended_on IS NULL OR {of}.ended_on >= :first)",
    "5": "{of}.{start} <= :last AND ({of}.ended_on IS NULL OR {of}.ended_on > :last)",
}
_HELD_AT = {"1": "c.from_on < :first AND c.to_on >= :first", "5": "c.from_on <= :last AND c.to_on > :last"}
_FLOWS = {
    "2": ("{of}.{start}", ""),
    "3": ("{of}.ended_on", "AND {of}.{start} IS NOT NULL AND {of}.outcome = 'completed'"),
    "4": ("{of}.ended_on", "AND {of}.{start} IS NOT NULL AND ({of}.outcome IS NULL OR {of}.outcome <> 'completed')"),
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
    # What is asked of a case stands in its custody too.
    of = "e" if national else "c"
    only = only.format(of=of)
    case = f"FROM {table} e WHERE {only}" if national else f"FROM {table}_custody c WHERE {only} AND c.unit_id {_REACH}"
    found = {}
    for line, there in _THERE.items():
        held = "" if national else f"AND {_HELD_AT[line]}"
        found[line] = f"SELECT count(*) {case} AND {there.format(start=start, of=of)} {held}"
    for line, (day, more) in _FLOWS.items():
        day, more = day.format(start=start, of=of), more.format(start=start, of=of)
        held = "" if national else f"AND c.from_on <= {day} AND c.to_on > {day}"
        found[line] = f"SELECT count(*) {case} AND {day} BETWEEN :first AND :last {more} {held}"
    for line in ("2t", "4t"):
        found[line] = "SELECT 0" if national else _moved(table, key, start, only, inward=line == "2t")
    if table == "episode":
        held = "" if national else "AND c.from_on <= c.certified_on AND c.to_on > c.certified_on"
        found["6"] = f"SELECT count(*) {case} AND {of}.certified_on BETWEEN :first AND :last {held}"
    return found


def _moved(table: str, key: str, start: str, only: str, *, inward: bool) -> str:
    """c is the custody here, d its neighbour elsewhere."""
    after, before = ("c", "d") if inward else ("d", "c")
    return f"""SELECT count(*) FROM {table}_custody c JOIN {table}_custody d ON d.{key} = c.{key}
      AND {before}.to_on = {after}.from_on WHERE {only} AND c.unit_id {_REACH} AND d.unit_id NOT {_REACH}
      AND {after}.from_on BETWEEN :first AND :last AND c.{start} < {after}.from_on
      AND (c.ended_on IS NULL OR c.ended_on >= {after}.from_on)"""


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
