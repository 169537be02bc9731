"""In which role an account acts: the roles it holds on a day, and the one chosen."""

from __future__ import annotations

from datetime import date

from casework.access.roles import Actor, Role
from casework.records.account import Account, RoleAssignment


def holds_on(row: RoleAssignment, day: date) -> bool:
    """Whether the role is held on that day; its last day counts."""
    return (row.from_on is None or row.from_on <= day) and (row.to_on is None or day <= row.to_on)


def actor_of(account: Account, day: date, chosen_id: int | None = None) -> Actor:
    """The account as an actor: in the chosen role if it holds it on that day, else in its first, else in none."""
    held = [row for row in account.roles if holds_on(row, day)]
    row = next((each for each in held if each.id == chosen_id), held[0] if held else None)
    if row is None:
        return Actor(account.id, account.username, None, None)
    return Actor(account.id, account.username, Role(row.role), row.unit_id, row.point_id)
