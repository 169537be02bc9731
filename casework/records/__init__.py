"""Floor 3, tables: what is kept. A row may describe only itself."""

from casework.records import account, act, consultation, episode, methadone, person, request, support, team, trail, unit
from casework.records.db import db

__all__ = [
    "account",
    "act",
    "consultation",
    "db",
    "episode",
    "methadone",
    "person",
    "request",
    "support",
    "team",
    "trail",
    "unit",
]
