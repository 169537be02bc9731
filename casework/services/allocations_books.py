"""Teams, points, clubs, lists and models of a divided commune: closed there and entered anew at a new commune."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict, InvalidInput, NotFound
from casework.i18n import format_date
from casework.law.vocabulary import Term
from casework.records.club import Club
from casework.records.consultation import Point
from casework.records.listing import Listing
from casework.records.programme_model import ProgrammeModel
from casework.records.team import Team
from casework.records.unit import Unit
from casework.services.allocations import successors
from casework.services.days import require_past

MOST = 500
_WHY = "tổ, điểm, câu lạc bộ, danh sách, mô hình của xã bị chia: người gọi đã được kiểm là người của nơi nhận"


class BookKind(Term):
    """Thứ của xã bị chia phải đóng lại và lập mới."""

    TEAM = "team", "Tổ công tác"
    POINT = "point", "Điểm tư vấn"
    CLUB = "club", "Câu lạc bộ, nhóm"
    MODEL = "model", "Mô hình"
    LISTING = "listing", "Dòng danh sách quản lý"


@dataclass(frozen=True)
class _Line:
    door: Callable[[Scope], Select[Any]]
    model: Any
    began: str
    ended: str
    copied: tuple[str, ...]


_LINES: dict[BookKind, _Line] = {
    BookKind.TEAM: _Line(queries.teams, Team, "established_on", "dissolved_on", ()),
    BookKind.POINT: _Line(queries.points, Point, "established_on", "closed_on", ("name", "premises")),
    BookKind.CLUB: _Line(queries.clubs, Club, "established_on", "closed_on", ("name",)),
    BookKind.MODEL: _Line(queries.models, ProgrammeModel, "started_on", "ended_on", ("name", "kind")),
    BookKind.LISTING: _Line(queries.listings, Listing, "listed_on", "removed_on", ("person_id", "status")),
}


@dataclass(frozen=True)
class Standing:
    """Something that still stands at a divided commune, from which day, and what it is called (nobody's name)."""

    kind: BookKind
    row_id: int
    since: date
    label: str

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.kind.value}:{self.row_id}"


def standing_at(session: Session, origin: Unit) -> list[Standing]:
    """What was never closed at a divided commune, by kind and day."""
    found = []
    for kind, line in _LINES.items():
        for row in session.scalars(_open(line, origin).order_by(getattr(line.model, line.began)).limit(MOST)):
            found.append(Standing(kind, row.id, getattr(row, line.began), _label(row)))
    return found


def reopen(
    session: Session,
    scope: Scope,
    actor: Actor,
    origin: Unit,
    *,
    keys: Collection[str],
    to_unit: Unit,
    on: date,
    today: date,
) -> int:
    """Close what was ticked on a day and enter it anew at a new commune from that day; people and staff stay behind.

    :returns: how many were closed and entered anew
    :raises InvalidInput: nothing ticked, or a day before it began or before the commune was divided
    :raises NotFound: the commune is no part of the divided one, or not the reader's
    :raises Conflict: something ticked has been closed meanwhile
    """
    require_past(on, today=today, field="moved_on")
    if origin.valid_to is None or on < origin.valid_to:
        raise InvalidInput(f"Ngày đóng không sớm hơn ngày {format_date(origin.valid_to)}.", field="moved_on")
    if to_unit.id not in {each.id for each in successors(session, scope, origin)}:
        raise NotFound("Đơn vị nhận không phải một phần của xã bị chia này, hoặc không phải xã của bạn.")
    chosen = [each for each in standing_at(session, origin) if each.key in keys]
    if not chosen:
        raise InvalidInput("Hãy chọn ít nhất một mục.", field="keys")
    if len(chosen) < len(set(keys)):
        raise Conflict("Có mục đã chọn vừa được đóng. Hãy tải lại trang.")
    for each in chosen:
        _reopen_one(session, actor, origin, each, to_unit, on)
    return len(chosen)


def _reopen_one(session: Session, actor: Actor, origin: Unit, each: Standing, to_unit: Unit, on: date) -> None:
    line = _LINES[each.kind]
    row = queries.one(session, _open(line, origin), line.model.id == each.row_id)
    if on < each.since:
        raise InvalidInput(f"{each.label} có từ ngày {format_date(each.since)}: ngày đóng sớm hơn.", field="moved_on")
    setattr(row, line.ended, on)
    if each.kind is BookKind.LISTING:
        row.removal_reason = f"Chia xã: chuyển sang danh sách của {to_unit.name}"[:200]
    values = {name: getattr(row, name) for name in line.copied}
    new = line.model(unit_id=to_unit.id, recorded_by_id=actor.account_id, **{line.began: on}, **values)
    session.add(new)
    session.flush()
    trail.record(
        session,
        Tag.STRUCTURE_ALLOCATED,
        actor,
        person_id=getattr(row, "person_id", None),
        kind=each.kind.value,
        old=getattr(row, "ref", row.id),
        new=getattr(new, "ref", new.id),
        on=on,
    )


def _open(line: _Line, origin: Unit) -> Select[Any]:
    everywhere = line.door(Scope.everything(reason=_WHY))
    return everywhere.where(line.model.unit_id == origin.id, getattr(line.model, line.ended).is_(None))


def _label(row: Any) -> str:
    if isinstance(row, Team):
        return f"Tổ công tác {row.decision_number or row.ref}"
    return f"{row.person.ref}" if isinstance(row, Listing) else str(row.name)
