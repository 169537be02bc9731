"""Kế hoạch liên tịch 2064 as somebody would write it by hand for one report, in the terms of by_hand.py."""

from __future__ import annotations

import re

_REACH = "IN (SELECT unit_id FROM unit_reach WHERE ancestor_id = :unit)"
_PROGRAMME = "lower(trim({t}.programme)) = 'khlt2064'"
_PAST = """(EXISTS (SELECT 1 FROM episode e JOIN certificate x ON x.episode_id = e.id
   WHERE e.person_id = {person} AND x.issued_on <= :last)
  OR EXISTS (SELECT 1 FROM aftercare a WHERE a.person_id = {person} AND a.starts_on <= :last))"""
_WORKING = f"""job j WHERE j.employer_id IS NOT NULL AND j.started_on <= :last
  AND (j.ended_on IS NULL OR j.ended_on > :last) AND j.unit_id {_REACH} AND {_PAST.format(person="j.person_id")}"""
_CLUBS = f"""club k WHERE k.established_on <= :last AND (k.closed_on IS NULL OR k.closed_on > :last)
  AND k.unit_id {_REACH}"""
_FORMS = {
    "III.2": "('home','community','community_compulsory','centre_voluntary','centre_compulsory')",
    "III.2.1": "('centre_compulsory')",
    "III.2.2": "('centre_voluntary')",
    "III.2.3": "('community_compulsory')",
    "III.2.4": "('home','community')",
}


def _acted(table: str, day: str) -> str:
    return f"""SELECT r.ancestor_id FROM {table} t JOIN unit_reach r ON r.unit_id = t.unit_id
      WHERE {_PROGRAMME.format(t="t")} AND t.{day} BETWEEN :first AND :last AND t.unit_id {_REACH}"""


def _rows(what: str, table: str, day: str, more: str = "") -> str:
    return f"""SELECT {what} FROM {table} t WHERE {_PROGRAMME.format(t="t")} AND t.{day} BETWEEN :first AND :last
      {more} AND t.unit_id {_REACH}"""


def _held(table: str, day: str, more: str = "", *, national: bool) -> str:
    if national:
        return f"SELECT count(*) FROM {table} e WHERE e.{day} BETWEEN :first AND :last {more.format(of='e')}"
    # Only what custody does not repeat of its case is asked of the case itself.
    case = f"JOIN {table} e ON e.id = c.{table}_id" if "e." in more else ""
    return f"""SELECT count(*) FROM {table}_custody c {case} WHERE c.unit_id {_REACH}
      AND c.{day} BETWEEN :first AND :last {more.format(of="c")} AND c.from_on <= c.{day} AND c.to_on > c.{day}"""


def statements(*, national: bool) -> dict[str, str]:
    """Row id → statement, with named parameters; II.4 gives the communes that acted, II.4/ of how many."""
    communes = f"""SELECT count(*) FROM unit u WHERE u.kind = 'commune'
          AND (u.valid_from IS NULL OR u.valid_from <= :last) AND (u.valid_to IS NULL OR u.valid_to > :last)
          AND u.id {_REACH}"""
    by_hand = {
        "I.1": _rows("count(*)", "directive", "issued_on", "AND t.level = 'province'"),
        "I.2": _rows("count(*)", "directive", "issued_on", "AND t.level IN ('district','commune')"),
        "II.1": _rows("count(*)", "communication_event", "held_on"),
        "II.2": _rows("coalesce(sum(t.participants), 0)", "communication_event", "held_on"),
        "II.3": _rows("coalesce(sum(t.quantity), 0)", "material", "issued_on"),
        "II.4/": communes,
        "II.4": f"""{communes} AND u.id IN ({_acted("communication_event", "held_on")}
            UNION {_acted("material", "issued_on")} UNION {_acted("directive", "issued_on")})""",
        "III.1": _held(
            "episode", "registered_on", "AND e.declared_by IN ('self','family','guardian')", national=national
        ),
        "III.2.5": f"""SELECT count(DISTINCT m.person_id) FROM methadone m
          WHERE m.started_on BETWEEN :first AND :last AND m.unit_id {_REACH}""",
        "IV.1": _held("aftercare", "starts_on", national=national),
        "IV.2": f"SELECT count(*) FROM training t WHERE t.started_on BETWEEN :first AND :last AND t.unit_id {_REACH}",
        "IV.3": f"SELECT count(*) FROM loan t WHERE t.disbursed_on BETWEEN :first AND :last AND t.unit_id {_REACH}",
        "IV.3.1": f"""SELECT coalesce(sum(t.amount_vnd), 0) FROM loan t
          WHERE t.disbursed_on BETWEEN :first AND :last AND t.unit_id {_REACH}""",
        "IV.4": f"""SELECT count(DISTINCT j.person_id) FROM job j WHERE j.has_income AND j.started_on <= :last
          AND (j.ended_on IS NULL OR j.ended_on >= :first) AND j.unit_id {_REACH}""",
        "IV.5": f"SELECT count(DISTINCT j.employer_id) FROM {_WORKING}",
        "IV.6": f"SELECT count(DISTINCT j.person_id) FROM {_WORKING}",
        "IV.7": f"SELECT count(*) FROM {_CLUBS}",
        "IV.8": f"""SELECT count(DISTINCT m.person_id) FROM club_member m WHERE m.club_id IN (SELECT k.id FROM {_CLUBS})
          AND m.from_on <= :last AND (m.to_on IS NULL OR m.to_on >= :last) AND {_PAST.format(person="m.person_id")}""",
    }
    for row, forms in _FORMS.items():
        by_hand[row] = _held("episode", "started_on", f"AND {{of}}.form IN {forms}", national=national)
    if national:
        reach = re.compile(r" AND (\w+\.)?(unit_id|id) " + re.escape(_REACH))
        by_hand = {row: reach.sub("", statement) for row, statement in by_hand.items()}
    return by_hand
