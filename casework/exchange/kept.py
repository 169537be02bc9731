"""Which rows an export keeps: those in the scope, and every row that one of them refers to.

After-care that has been opened and has not begun has no `starts_on`, which the format requires: it is nobody's row
yet, nor is anything that hangs on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from casework.access.scope import Scope, within
from casework.exchange.custodies import CASES
from casework.exchange.tables import LEDGERS, TABLES
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER


def kept(scope: Scope, ledger: str) -> tuple[ColumnElement[bool], ...]:
    """Criteria on a ledger's rows; none when everything is kept."""
    stored = LEDGERS[ledger].stored
    begun = (_BEGUN[ledger](stored),) if ledger in _BEGUN else ()
    if scope.unit_id is None:
        return begun
    return (*begun, _CRITERIA.get(ledger, _of_the_unit)(scope, stored))


def _has_begun(aftercare: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = aftercare.c.starts_on < FOREVER
    return found


def _of_begun(stored: Any) -> ColumnElement[bool]:
    case: Any = Aftercare.__table__
    found: ColumnElement[bool] = stored.c.aftercare_id.in_(select(case.c.id).where(_has_begun(case)))
    return found


_BEGUN: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "aftercare": _has_begun,
    "aftercare_reviews": _of_begun,
    "transfers/aftercare": _of_begun,
}


def _of_the_unit(scope: Scope, stored: Any) -> ColumnElement[bool]:
    return within(scope, stored.c.unit_id)[0]


def _ids(scope: Scope, table: str, column: str = "id") -> Select[tuple[int]]:
    found = TABLES[table].stored.c[column]
    return select(found).where(found.is_not(None), *kept(scope, table))


def _parts_of(table: str, column: str) -> Callable[[Scope, Any], ColumnElement[bool]]:
    def criterion(scope: Scope, stored: Any) -> ColumnElement[bool]:
        found: ColumnElement[bool] = stored.c[column].in_(_ids(scope, table))
        return found

    return criterion


def _ever_held(table: str) -> Callable[[Scope, Any], ColumnElement[bool]]:
    """Cases that were ever in the custody of the scope."""
    custody, case_id = CASES[table].custody, CASES[table].case_id

    def criterion(scope: Scope, stored: Any) -> ColumnElement[bool]:
        held = select(custody.c[case_id]).where(*within(scope, custody.c.unit_id))
        found: ColumnElement[bool] = stored.c.id.in_(held)
        return found

    return criterion


def _of_own_staff(scope: Scope, stored: Any) -> ColumnElement[bool]:
    """What belongs to the staff of the scope's units, not to others whom its rows name."""
    staff = TABLES["staff"].stored
    found: ColumnElement[bool] = stored.c.staff_id.in_(select(staff.c.id).where(*within(scope, staff.c.unit_id)))
    return found


def _referred_to(*referring: tuple[str, str]) -> Callable[[Scope, Any], ColumnElement[bool]]:
    """Rows of the scope's units, and those that kept rows of other tables refer to."""

    def criterion(scope: Scope, stored: Any) -> ColumnElement[bool]:
        references = (stored.c.id.in_(_ids(scope, table, column)) for table, column in referring)
        return or_(_of_the_unit(scope, stored), *references)

    return criterion


_CRITERIA: dict[str, Callable[[Scope, Any], ColumnElement[bool]]] = {
    "staff": _referred_to(("team_members", "staff_id"), ("point_staff", "staff_id"), ("sessions", "staff_id")),
    "employers": _referred_to(("jobs", "employer_id")),
    "persons": _referred_to(
        ("listings", "person_id"),
        ("determinations", "person_id"),
        ("episodes", "person_id"),
        ("aftercare", "person_id"),
        ("evaluations", "person_id"),
        ("trainings", "person_id"),
        ("jobs", "person_id"),
        ("loans", "person_id"),
        ("methadone", "person_id"),
        ("session_attendees", "person_id"),
        ("club_members", "person_id"),
    ),
    "team_members": _parts_of("teams", "team_id"),
    "team_activities": _parts_of("teams", "team_id"),
    "officer_trainings": _of_own_staff,
    "point_staff": _parts_of("points", "point_id"),
    "club_members": _parts_of("clubs", "club_id"),
    "episodes": _ever_held("episodes"),
    "aftercare": _ever_held("aftercare"),
    "phases": _parts_of("episodes", "episode_id"),
    "certificates": _parts_of("episodes", "episode_id"),
    "aftercare_reviews": _parts_of("aftercare", "aftercare_id"),
    "transfers/episode": _parts_of("episodes", "episode_id"),
    "transfers/aftercare": _parts_of("aftercare", "aftercare_id"),
    # A session belongs where its point does, so the points of kept sessions are kept.
    "session_attendees": _parts_of("sessions", "session_id"),
}
