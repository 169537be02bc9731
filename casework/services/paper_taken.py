"""Numbers that a unit's papers bear already in a year (số đã cấp), wherever the record keeps them.

Nguồn: Điều 15 Nghị định 30/2020/NĐ-CP: số của một hệ thống số riêng không lặp lại trong năm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.episode import Certificate, Episode, EpisodeCustody
from casework.records.paper import Paper
from casework.records.team import Team
from casework.records.unit import Unit

_WHOLE = re.compile(r"0*(\d{1,9})\s*/\s*(\S.*)")
_EVERYWHERE = Scope.everything(reason="số văn bản của đơn vị không được trùng trong năm")


def parted(number: str) -> tuple[int, str] | None:
    """The ordinal and the series of “05/QĐ-UBND”; None for a number that is written otherwise."""
    found = _WHOLE.fullmatch(number)
    return (int(found[1]), found[2]) if found else None


def taken_ordinals(session: Session, *, unit_id: int, series: str, year: int, but: str = "") -> set[int]:
    """The places of a unit's series in a year that papers bear already.

    :param series: what follows the number: “QĐ-UBND”
    :param but: the ref of the case whose own paper does not count against it
    """
    escaped = re.sub(r"([\\%_])", r"\\\1", series)
    found = set()
    for query in _kept(unit_id, date(year, 1, 1), date(year, 12, 31), f"%/{escaped}", but):
        parts = (parted(number or "") for number in session.scalars(query))
        found |= {part[0] for part in parts if part is not None and part[1] == series}
    return found


def require_free(session: Session, unit: Unit, number: str, on: date, *, but: str = "", field: str = "number") -> None:
    """Refuse a number that somebody typed though another paper of the unit bears it.

    :raises InvalidInput: says what to do
    """
    parts = parted(number)
    if parts is not None:
        ordinal, series = parts
        taken = ordinal in taken_ordinals(session, unit_id=unit.id, series=series, year=on.year, but=but)
    else:
        first, last = date(on.year, 1, 1), date(on.year, 12, 31)
        pattern = re.sub(r"([\\%_])", r"\\\1", number)
        taken = any(session.scalar(query.limit(1)) for query in _kept(unit.id, first, last, pattern, but))
    if taken:
        raise InvalidInput(
            f"Số {number} năm {on.year} của {unit.name} đã dùng cho giấy tờ khác. Hãy xem lại số trên giấy, "
            "hoặc để trống để hệ thống cấp số kế tiếp.",
            field=field,
        )


def _kept(unit_id: int, first: date, last: date, pattern: str, but: str) -> Iterator[Select[str | None]]:
    """Where numbers stand: on papers, and in cases whose papers were written by hand or came from a file."""
    yield select(Paper.number).where(
        Paper.unit_id == unit_id,
        Paper.number.like(pattern, escape="\\"),
        Paper.signed_on.between(first, last),
        Paper.subject_ref != but,
    )
    held = and_(EpisodeCustody.unit_id == unit_id, EpisodeCustody.from_on <= last, EpisodeCustody.to_on > first)
    episodes = queries.episodes(_EVERYWHERE).join(EpisodeCustody, EpisodeCustody.episode_id == Episode.id)
    others = episodes.where(held, Episode.ref != but)
    yield others.where(
        Episode.decision_number.like(pattern, escape="\\"),
        Episode.decided_on.between(first, last),
        Episode.decided_on >= EpisodeCustody.from_on,
        Episode.decided_on < EpisodeCustody.to_on,
    ).with_only_columns(Episode.decision_number)
    yield (
        others.join(Certificate, Certificate.episode_id == Episode.id)
        .where(
            Certificate.number.like(pattern, escape="\\"),
            Certificate.issued_on.between(first, last),
            Certificate.issued_on >= EpisodeCustody.from_on,
            Certificate.issued_on < EpisodeCustody.to_on,
        )
        .with_only_columns(Certificate.number)
    )
    aftercares = queries.aftercares(_EVERYWHERE).join(AftercareCustody, AftercareCustody.aftercare_id == Aftercare.id)
    yield aftercares.where(
        AftercareCustody.unit_id == unit_id,
        Aftercare.ref != but,
        Aftercare.decision_number.like(pattern, escape="\\"),
        Aftercare.decided_on.between(first, last),
        Aftercare.decided_on >= AftercareCustody.from_on,
        Aftercare.decided_on < AftercareCustody.to_on,
    ).with_only_columns(Aftercare.decision_number)
    yield (
        queries.teams(_EVERYWHERE)
        .where(
            Team.unit_id == unit_id,
            Team.ref != but,
            Team.decision_number.like(pattern, escape="\\"),
            Team.established_on.between(first, last),
        )
        .with_only_columns(Team.decision_number)
    )
