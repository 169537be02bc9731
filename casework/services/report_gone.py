"""What became of records that a number counted and that are found no more (hồ sơ đã gỡ bỏ, đã gộp)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.i18n import VIETNAM, format_date
from casework.indicators.indicator import Counted
from casework.records.merge import Merge
from casework.records.person import Person
from casework.records.removal import Removal

OUTSIDE = "nay ngoài phạm vi của bạn"
MERGED = "đã gộp vào hồ sơ khác sau khi gửi"
REMOVED = "đã gỡ bỏ hoặc không còn trong sổ"
_LOOKED_THROUGH = 500
"""So many removals, the newest first, are looked through for the day and the reason."""


def became(
    session: Session, scope: Scope, counted: Counted, refs: Iterable[str], there: Iterable[str], *, told: bool
) -> dict[str, str]:
    """What became of records that the reader cannot open: only that they are there, never what they say.

    :param there: those of them that are there, outside the reader's scope
    :param told: the reader may see names, and so the words in which somebody said why a record was taken out
    """
    present = set(there)
    gone = [ref for ref in refs if ref not in present]
    merged = _merged(session, gone) if gone and counted is Counted.PERSON else set()
    removed = _removed(session, scope, set(gone) - merged, told=told)
    said = {ref: MERGED if ref in merged else removed.get(ref, REMOVED) for ref in gone}
    return said | dict.fromkeys(present, OUTSIDE)


def _merged(session: Session, refs: list[str]) -> set[str]:
    anywhere = Scope.everything(reason="whether a counted record leads on to another")
    query = queries.merges(anywhere).join(Person, Person.id == Merge.merged_id)
    asked = query.with_only_columns(Person.ref).where(Person.ref.in_(refs), Merge.undone_at.is_(None))
    return set(session.scalars(asked))


def _removed(session: Session, scope: Scope, refs: set[str], *, told: bool) -> Mapping[str, str]:
    """When and why each was taken out, as far as the scope may know."""
    if not refs:
        return {}
    query = queries.removals(scope).where(Removal.restored_at.is_(None)).order_by(Removal.id.desc())
    said: dict[str, str] = {}
    for row in session.scalars(query.limit(_LOOKED_THROUGH)):
        # The record itself stands behind its parts.
        ref = (row.images[-1].get("before") or {}).get("ref") if row.images else None
        if ref in refs and ref not in said:
            day = format_date(row.removed_at.astimezone(VIETNAM).date())
            said[ref] = f"đã gỡ bỏ ngày {day}" + (f": {row.reason}" if told else "")
    return said
