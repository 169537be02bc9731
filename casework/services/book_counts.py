"""How much stands in each book (sổ sách) of a scope, counted in one statement and no further than anybody reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope

MOST = 1000
"""Beyond this many the answer is “more than”: counting millions of rows helps nobody find them."""

_DOORS: dict[str, Callable[[Scope], Select[Any]]] = {
    "listings": queries.listings,
    "determinations": queries.determinations,
    "evaluations": queries.evaluations,
    "clubs": queries.clubs,
    "club_members": queries.club_members,
    "events": queries.events,
    "materials": queries.materials,
    "directives": queries.directives,
    "budget": queries.budget_lines,
    "officer_trainings": queries.officer_trainings,
    "models": queries.models,
    "targets": queries.targets,
    "hotline": queries.hotline_calls,
    "trainings": queries.trainings,
    "jobs": queries.jobs,
    "employers": queries.employers,
    "loans": queries.loans,
    "methadone": queries.methadone,
    "teams": queries.teams,
    "points": queries.points,
    "staff": queries.staff,
}


def counts(session: Session, scope: Scope, nouns: Iterable[str]) -> dict[str, int]:
    """Rows of each book by its noun, up to `MOST` + 1; nouns that are no book are left out."""
    asked = [noun for noun in dict.fromkeys(nouns) if noun in _DOORS]
    if not asked:
        return {}
    each = [_counted(noun, _DOORS[noun](scope)) for noun in asked]
    return {noun: int(count) for noun, count in session.execute(union_all(*each))}


def _counted(noun: str, query: Select[Any]) -> Select[str, int]:
    first = query.with_only_columns(literal(1).label("one")).order_by(None).limit(MOST + 1).subquery()
    return select(literal(noun).label("noun"), func.count().label("count")).select_from(first)
