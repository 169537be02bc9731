"""What single tables ask for beyond the contract's common rules; each noun in a file of its own."""

from __future__ import annotations

from casework.exchange.case_rules import CaseRules, CertificateRules, EpisodeRules, TransferRules
from casework.exchange.columns import ExchangeTable
from casework.exchange.person_rules import PersonRules
from casework.exchange.point_rules import AttendeeRules, PointRules, SessionRules
from casework.exchange.run import Run
from casework.exchange.table_rules import TableRules

_RULES: dict[str, type[TableRules]] = {
    "persons": PersonRules,
    "episodes": EpisodeRules,
    "aftercare": CaseRules,
    "certificates": CertificateRules,
    "transfers": TransferRules,
    "points": PointRules,
    "sessions": SessionRules,
    "session_attendees": AttendeeRules,
}


def rules_of(run: Run, table: ExchangeTable) -> TableRules:
    """The rules of a table; most have none of their own."""
    return _RULES.get(table.name, TableRules)(run, table)
