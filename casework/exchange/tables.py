"""The tables of the exchange format, in the order in which they are loaded: what is referred to comes first."""

from __future__ import annotations

from casework.exchange import case_tables, point_tables, support_tables, team_tables
from casework.exchange.columns import ExchangeTable

TABLES: dict[str, ExchangeTable] = {
    table.name: table
    for table in (
        team_tables.STAFF,
        support_tables.EMPLOYERS,
        case_tables.PERSONS,
        team_tables.TEAMS,
        point_tables.POINTS,
        team_tables.TEAM_MEMBERS,
        team_tables.TEAM_ACTIVITIES,
        point_tables.POINT_STAFF,
        case_tables.EPISODES,
        case_tables.PHASES,
        case_tables.CERTIFICATES,
        case_tables.TRANSFERS,
        support_tables.TRAININGS,
        support_tables.JOBS,
        support_tables.LOANS,
        support_tables.METHADONE,
        point_tables.SESSIONS,
        point_tables.SESSION_ATTENDEES,
    )
}

NOT_YET: frozenset[str] = frozenset(
    (
        "listings",
        "determinations",
        "aftercare",
        "aftercare_reviews",
        "evaluations",
        "clubs",
        "club_members",
        "events",
        "materials",
        "directives",
        "budget",
        "officer_trainings",
        "models",
    )
)
"""Tables of the contract that this version keeps no records for: refused by name, never skipped in silence."""
