"""Employers (doanh nghiệp, cơ sở sản xuất) that take people on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.law.vocabulary import EmployerKind
from casework.records.support import Employer
from casework.services.belonging import unit_for
from casework.services.changes import Changes, reason_for, write_changes
from casework.services.stamps import Recorded, held, require_unchanged
from casework.services.wording import holds_words


def employer(session: Session, scope: Scope, ref: str) -> Employer:
    """:raises NotFound: no such employer within the scope"""
    return queries.one(session, queries.employers(scope), Employer.ref == ref)


def employer_list(scope: Scope, *, text: str = "") -> Select[Employer]:
    """The employers of the scope's units, by name, with their units."""
    query = queries.employers(scope).options(joinedload(Employer.unit)).order_by(Employer.name, Employer.id)
    if text.strip():
        query = query.where(holds_words(Employer.name, text))
    return query


def add_employer(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    name: str,
    kind: EmployerKind | None,
    unit_id: int | None,
    today: date,
) -> Employer:
    """Enter an employer (doanh nghiệp, cơ sở sản xuất) of a unit of today.

    :raises InvalidInput: no name, or the unit does not exist today
    :raises NotFound: the unit is outside the scope
    """
    unit = unit_for(session, scope, actor, on=today, unit_id=unit_id)
    row = Employer(unit_id=unit.id, recorded_by_id=actor.account_id)
    changes = {"unit": [None, unit.code], **_write(row, name=name, kind=kind)}
    session.add(row)
    session.flush()
    trail.record(session, trail.Tag.EMPLOYER_SAVED, actor, ref=row.ref, changes=changes, reason=None)
    return row


def change_employer(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    name: str,
    kind: EmployerKind | None,
    reason: str | None = None,
    stamp: str | None = None,
) -> Employer:
    """Correct an employer's name or kind; a kind where there was none needs no reason.

    :param reason: why, as soon as something that was recorded is altered or emptied; kept in the trail
    :param stamp: of the employer as the actor looked at it; None for callers that look at none
    :raises NotFound: no such employer within the scope
    :raises InvalidInput: no name, or the reason lacks
    :raises Overtaken: somebody saved it since
    """
    row = queries.one(session, held(queries.employers(scope), Employer), Employer.ref == ref)
    require_unchanged(recorded(row), stamp)
    changes = _write(row, name=name, kind=kind)
    why = reason_for(changes, reason)
    if changes:
        session.flush()
        trail.record(session, trail.Tag.EMPLOYER_SAVED, actor, ref=ref, changes=changes, reason=why)
    return row


def recorded(row: Employer) -> Recorded:
    """What an employer's record says, by the fields of its form."""
    return {"name": row.name, "kind": row.kind}


def _write(row: Employer, *, name: str, kind: EmployerKind | None) -> Changes:
    text = " ".join(name.split())
    if not text:
        raise InvalidInput("Hãy nhập tên doanh nghiệp, cơ sở sản xuất.", field="name")
    return write_changes(row, name=text, kind=kind.value if kind else None)
