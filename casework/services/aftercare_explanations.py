"""Explaining an after-care (giải thích hồ sơ) for the command line: what the law said of it as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.errors import NotFound
from casework.i18n import format_date
from casework.law.aftercare_as_of import as_of
from casework.law.explain_measures import AftercareExplanation, AftercareTerm, explain_aftercare
from casework.services.aftercares import full_facts, seen_aftercare


def explained_aftercare(session: Session, scope: Scope, ref: str, on: date) -> AftercareExplanation | None:
    """What the law said about an after-care as it stood on a day; None where there is no such after-care in scope."""
    try:
        aftercare = seen_aftercare(session, scope, ref)
    except NotFound:
        return None
    return explain_aftercare(as_of(full_facts(session, aftercare), on), on)


def term_lines(term: AftercareTerm) -> Iterator[str]:
    """The term as it stands, a line each: from when it counts, what did not count, when it ends."""
    if term.counted_from is None or term.months is None:
        return
    yield f"Thời hạn: {term.months} tháng, tính từ {format_date(term.counted_from)}"
    for gap in term.not_counted:
        until = f"đến trước {format_date(gap.to_on)}" if gap.to_on else "đến nay"
        yield f"  không tính: từ {format_date(gap.from_on)} {until}"
    if term.ends_on is not None:
        yield f"  hết thời hạn ngày {format_date(term.ends_on)}"
    elif term.days_left is not None:
        yield f"  đồng hồ đang dừng, còn phải chấp hành {term.days_left} ngày"
