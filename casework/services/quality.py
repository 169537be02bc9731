"""Data quality (chất lượng dữ liệu): every check by name, how many records it finds within a scope, and which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from casework.access.roles import Actor, Role
from casework.access.rules import may
from casework.access.scope import Scope
from casework.errors import NotFound
from casework.records.unit import Unit
from casework.services import (
    quality_aftercares,
    quality_books,
    quality_episodes,
    quality_law,
    quality_offices,
    quality_people,
    quality_support,
)
from casework.services.quality_checks import Check, Finding

CHECKS: tuple[Check, ...] = (
    *quality_people.CHECKS,
    *quality_episodes.CHECKS,
    *quality_law.CHECKS,
    *quality_aftercares.CHECKS,
    *quality_support.CHECKS,
    *quality_books.CHECKS,
    *quality_offices.CHECKS,
)
"""Every check; whoever adds one adds it to the file of its noun."""
BY_CODE = {check.code: check for check in CHECKS}
COUNTED = 1000
"""So far records are counted; beyond it a page says "more than"."""
TOGETHER = 20
"""So many checks are counted in one statement."""


@dataclass(frozen=True)
class Counted:
    """A check with how many records it finds; `more` says that there are more than were counted."""

    check: Check
    count: int
    more: bool = False


def check_named(code: str) -> Check:
    """:raises NotFound: there is no such check"""
    if code not in BY_CODE:
        raise NotFound("Không có mục kiểm tra này.")
    return BY_CODE[code]


def counts(session: Session, scope: Scope, day: date, *, checks: Iterable[Check] = CHECKS) -> list[Counted]:
    """How many records each check finds within the scope, up to a little over a thousand.

    What the database answers alone is asked some dozens of checks at a time; a check that asks the law takes a few
    queries of its own.
    """
    wanted = list(checks)
    plain = [check for check in wanted if check.ask is not None]
    found: dict[str, Counted] = {}
    for start in range(0, len(plain), TOGETHER):
        part = plain[start : start + TOGETHER]
        numbers = session.execute(select(*(_number(check, scope, day) for check in part))).one()
        for check, number in zip(part, numbers, strict=True):
            found[check.code] = Counted(check, min(number, COUNTED), number > COUNTED)
    for check in wanted:
        if check.judge is not None:
            judged = check.judge(session, scope, day)
            found[check.code] = Counted(check, len(judged.findings), judged.capped)
    return [found[check.code] for check in wanted]


def _number(check: Check, scope: Scope, day: date) -> ScalarSelect[int]:
    assert check.ask is not None
    some = check.ask(scope, day).order_by(None).limit(COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def is_wide(session: Session, scope: Scope) -> bool:
    """Whether the scope is more than one commune: then one kind of record is counted at a time."""
    return scope.unit_id is None or session.get_one(Unit, scope.unit_id).kind != "commune"


def findings(
    session: Session, scope: Scope, check: Check, day: date, *, limit: int, offset: int = 0
) -> tuple[list[Finding], bool]:
    """Some of the records that a check finds, and whether candidates were left out."""
    if check.judge is not None:
        judged = check.judge(session, scope, day)
        return list(judged.findings[offset : offset + limit]), judged.capped
    assert check.ask is not None
    rows = session.execute(check.ask(scope, day).limit(limit).offset(offset))
    return [Finding(str(row[0]), str(row[1]), row[2]) for row in rows], False


def menders(check: Check) -> list[Role]:
    """The roles that can mend what a check finds (ai sửa được)."""
    return [role for role in Role if may(Actor(0, "", role, 0, point_id=0), check.by)]
