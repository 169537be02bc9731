"""The tables of the exchange format, in the order in which they are loaded: what is referred to comes first."""

from __future__ import annotations

from casework.exchange import (
    aftercare_tables,
    case_tables,
    club_tables,
    listing_tables,
    outreach_tables,
    point_tables,
    programme_tables,
    support_tables,
    team_tables,
    transfer_tables,
)
from casework.exchange.columns import ExchangeTable

TABLES: dict[str, ExchangeTable] = {
    table.name: table
    for table in (
        team_tables.STAFF,
        support_tables.EMPLOYERS,
        case_tables.PERSONS,
        team_tables.TEAMS,
        point_tables.POINTS,
        club_tables.CLUBS,
        team_tables.TEAM_MEMBERS,
        team_tables.TEAM_ACTIVITIES,
        team_tables.OFFICER_TRAININGS,
        point_tables.POINT_STAFF,
        listing_tables.LISTINGS,
        listing_tables.DETERMINATIONS,
        case_tables.EPISODES,
        case_tables.PHASES,
        case_tables.CERTIFICATES,
        aftercare_tables.AFTERCARE,
        aftercare_tables.AFTERCARE_REVIEWS,
        transfer_tables.TRANSFERS,
        listing_tables.EVALUATIONS,
        support_tables.TRAININGS,
        support_tables.JOBS,
        support_tables.LOANS,
        support_tables.METHADONE,
        point_tables.SESSIONS,
        point_tables.SESSION_ATTENDEES,
        club_tables.CLUB_MEMBERS,
        outreach_tables.EVENTS,
        outreach_tables.MATERIALS,
        outreach_tables.DIRECTIVES,
        programme_tables.BUDGET,
        programme_tables.MODELS,
    )
}

LEDGERS: dict[str, ExchangeTable] = {
    part.ledger: part for table in TABLES.values() for part in (table.parts or (table,))
}
"""The same with one entry for each table of records: a table in parts has several."""
