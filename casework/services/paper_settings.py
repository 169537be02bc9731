"""How an office heads and signs its papers on a day (thể thức, thẩm quyền ký), as its unit set it or by its name.

Nguồn: Điều 8, Điều 13 Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.documents.blocks import Signature
from casework.documents.facts import Office
from casework.errors import NotFound
from casework.law.vocabulary import Term
from casework.records.paper import PaperSetting
from casework.records.unit import Unit
from casework.services.paper_shelf import once

_KINDS = ("Thị trấn", "Thành phố", "Đặc khu", "Thị xã", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


class OfficeTerm(Term):
    """Cơ quan ban hành giấy tờ."""

    COMMITTEE = Office.COMMITTEE.value, "Ủy ban nhân dân"
    POLICE = Office.POLICE.value, "Công an"
    DISTRICT = Office.DISTRICT.value, "Ủy ban nhân dân cấp huyện"


class Authority(Term):
    """Thẩm quyền ký (Điều 13 Nghị định 30/2020/NĐ-CP)."""

    HEAD = "head", "Người đứng đầu ký"
    COLLECTIVE = "collective", "TM.: thay mặt tập thể"
    DEPUTY = "deputy", "KT.: cấp phó ký thay"
    ORDERED = "ordered", "TL.: thừa lệnh"
    DELEGATED = "delegated", "TUQ.: thừa ủy quyền"
    ACTING = "acting", "Q.: quyền người đứng đầu"

    @property
    def mark(self) -> str:
        """What is written before the title; nothing where the head signs."""
        return "" if self is Authority.HEAD else self.term.partition(":")[0]


@dataclass(frozen=True)
class Letterhead:
    """Head, place and signature of an office on a day."""

    agency: str
    parent: str | None
    place: str
    abbreviation: str
    signature: Signature


def letterhead(session: Session, unit: Unit, office: Office, day: date) -> Letterhead:
    """The head and the signature in force on a day; by the unit's own name where nobody set any."""
    known = select(PaperSetting).where(PaperSetting.unit_id == unit.id, PaperSetting.office == office.value)
    latest_first = known.order_by(PaperSetting.from_on.desc())
    said = once(session, (PaperSetting, unit.id, office), lambda: session.scalars(latest_first).all())
    found = next((each for each in said if each.from_on <= day), None)
    if found is None:
        return by_name(unit, office)
    lines = signature_lines(Authority(found.authority or Authority.HEAD.value), found.position, office, unit)
    return Letterhead(
        found.agency, found.parent, found.place, found.abbreviation, Signature(lines, found.signer_name, None)
    )


def by_name(unit: Unit, office: Office) -> Letterhead:
    """What follows from the official name of the unit alone; nobody's name stands under it."""
    kind, place = split_name(unit.name)
    named = f"{kind[:1].lower()}{kind[1:]} {place}".strip()
    above = lineage(unit)[1:2]
    if office is Office.POLICE:
        parent = f"Công an {above[0].name[:1].lower()}{above[0].name[1:]}" if above else None
        agency, short = f"Công an {named}", "CA" + "".join(word[0].upper() for word in kind.split())
    else:
        parent, agency, short = None, f"Ủy ban nhân dân {named}", "UBND"
    return Letterhead(agency, parent, place, short, Signature((head_title(office, unit),)))


def split_name(name: str) -> tuple[str, str]:
    """Kind and name of a unit: “Xã Gò Quao” is xã and Gò Quao."""
    kind = next((each for each in _KINDS if name.startswith(each + " ")), "")
    return kind, name.removeprefix(kind).strip()


def lineage(unit: Unit) -> list[Unit]:
    """The unit and those above it up to its province."""
    found = [unit]
    while found[-1].parent is not None and found[-1].parent.kind != "country":
        found.append(found[-1].parent)
    return found


def head_title(office: Office, unit: Unit) -> str:
    """What the head of the office is called where they sign."""
    kind, _ = split_name(unit.name)
    return f"TRƯỞNG CÔNG AN {kind.upper()}".strip() if office is Office.POLICE else "CHỦ TỊCH"


def signature_lines(authority: Authority, position: str, office: Office, unit: Unit) -> tuple[str, ...]:
    """The lines above the signature: on whose behalf, and what the signer is (Điều 13)."""
    head, own = head_title(office, unit), position.strip().upper()
    if authority is Authority.HEAD:
        return (own or head,)
    if authority is Authority.ACTING:
        return (f"Q. {head}",)
    if authority is Authority.COLLECTIVE:
        return ("TM. ỦY BAN NHÂN DÂN", own or head)
    return (f"{authority.mark} {head}", own)


def own_unit(session: Session, actor: Actor) -> Unit:
    """Where the actor works.

    :raises NotFound: they hold no role at a unit
    """
    if actor.unit_id is None:
        raise NotFound("Tài khoản của bạn chưa được giao vai trò tại đơn vị nào.")
    return session.get_one(Unit, actor.unit_id)
