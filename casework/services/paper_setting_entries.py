"""What a unit sets of its papers (thể thức, người ký), by day: setting it, and correcting what was set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.access.trail import Tag
from casework.documents.facts import Office
from casework.errors import Conflict, InvalidInput, NotFound
from casework.i18n import format_date
from casework.records.paper import PaperSetting
from casework.records.unit import Unit
from casework.services.changes import Changes, reason_for, store_new, text_or_none, write_changes
from casework.services.paper_settings import Authority
from casework.services.stamps import Recorded, held, require_unchanged

FIELDS = ("from_on", "agency", "parent", "place", "abbreviation", "authority", "position", "signer_name")


@dataclass(frozen=True)
class Setting:
    """Head, place and signer of an office from a day on, as they are typed."""

    from_on: date
    agency: str
    parent: str | None
    place: str
    abbreviation: str
    authority: Authority
    position: str
    signer_name: str | None

    def stored(self) -> dict[str, Any]:
        """The fields as their table keeps them.

        :raises InvalidInput: somebody signs on another's behalf without saying as what
        """
        if self.authority in (Authority.DEPUTY, Authority.ORDERED, Authority.DELEGATED) and not self.position.strip():
            raise InvalidInput("Hãy ghi chức vụ của người ký, ví dụ Phó Chủ tịch.", field="position")
        return {
            "from_on": self.from_on,
            "agency": self.agency.strip(),
            "parent": text_or_none(self.parent),
            "place": self.place.strip(),
            "abbreviation": self.abbreviation.strip().upper(),
            "authority": "" if self.authority is Authority.HEAD else self.authority.value,
            "position": self.position.strip(),
            "signer_name": text_or_none(self.signer_name),
        }


def settings(scope: Scope) -> Select[PaperSetting]:
    """What the units of the scope set."""
    return select(PaperSetting).where(*within(scope, PaperSetting.unit_id)).options(joinedload(PaperSetting.unit))


def settings_of(session: Session, scope: Scope, *, most: int = 200) -> list[PaperSetting]:
    """What the units of the scope set, by unit, the newest first."""
    ordered = settings(scope).order_by(PaperSetting.unit_id, PaperSetting.from_on.desc(), PaperSetting.office)
    return list(session.scalars(ordered.limit(most)))


def setting(session: Session, scope: Scope, row_id: int) -> PaperSetting:
    """:raises NotFound: no such setting of a unit within the scope"""
    return queries.one(session, settings(scope), PaperSetting.id == row_id)


def add_setting(
    session: Session, scope: Scope, actor: Actor, said: Setting, *, unit_id: int, office: Office
) -> PaperSetting:
    """Say how an office heads and signs its papers from a day on.

    :raises NotFound: the unit lies outside the scope
    :raises InvalidInput: somebody signs on another's behalf without saying as what
    :raises Conflict: it is set from that day already
    """
    unit = _require_within(session, scope, unit_id)
    row = PaperSetting(unit_id=unit.id, office=office.value, recorded_by_id=actor.account_id, **said.stored())
    store_new(session, row, already=_already(said))
    _note(session, actor, row, {name: [None, value] for name, value in recorded(row).items() if value}, None)
    return row


def change_setting(
    session: Session,
    scope: Scope,
    actor: Actor,
    row_id: int,
    said: Setting,
    *,
    reason: str | None,
    stamp: str | None = None,
) -> PaperSetting:
    """Correct what was set; papers that were issued keep their heads and signatures.

    :param reason: why, where something that stood there is altered; kept in the trail
    :param stamp: of the setting as the actor looked at it; None for callers that look at none
    :raises NotFound: no such setting of a unit within the scope
    :raises InvalidInput: as for setting it, or the reason lacks
    :raises Conflict: it is set from that day already; as Overtaken: somebody saved it since
    """
    row = queries.one(session, held(settings(scope), PaperSetting), PaperSetting.id == row_id)
    require_unchanged(recorded(row), stamp)
    try:
        with session.begin_nested(), session.no_autoflush:
            changes = write_changes(row, **said.stored())
            why = reason_for(changes, reason)
            session.flush()
    except IntegrityError as error:
        raise Conflict(_already(said)) from error
    if changes:
        _note(session, actor, row, changes, why)
    return row


def recorded(row: PaperSetting) -> Recorded:
    """What a setting says, by the fields of its form."""
    return {name: getattr(row, name) for name in FIELDS}


def _already(said: Setting) -> str:
    return f"Đã đặt từ ngày {format_date(said.from_on)}. Hãy mở dòng đã đặt để sửa."


def _note(session: Session, actor: Actor, row: PaperSetting, changes: Changes, reason: str | None) -> None:
    unit = session.get_one(Unit, row.unit_id)
    trail.record(
        session,
        Tag.PAPER_SETTING_SAVED,
        actor,
        unit=unit.code,
        office=row.office,
        from_on=row.from_on,
        changes=changes,
        reason=reason,
    )


def _require_within(session: Session, scope: Scope, unit_id: int) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.id == unit_id, *within(scope, Unit.id)))
    if unit is None:
        raise NotFound("Không tìm thấy đơn vị này trong phạm vi của bạn.")
    return unit
