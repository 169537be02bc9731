"""Direction and communication (chỉ đạo, tuyên truyền): Kế hoạch liên tịch 2064, parts I and II."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import aliased

from casework.indicators.indicator import Counted, Indicator, Measure, Place, Rows
from casework.indicators.sources import KHLT_2064
from casework.indicators.timespans import in_window, one_if, one_of
from casework.law.vocabulary import Level
from casework.records.outreach import CommunicationEvent, Directive, Material
from casework.records.unit import Unit, UnitReach

PROGRAMME = "khlt2064"
"""Compared trimmed and without case."""

Record = type[CommunicationEvent] | type[Material] | type[Directive]
_DAYS: tuple[tuple[Record, Any], ...] = (
    (CommunicationEvent, CommunicationEvent.held_on),
    (Material, Material.issued_on),
    (Directive, Directive.issued_on),
)


def _of_programme(record: Record) -> ColumnElement[bool]:
    return func.lower(func.trim(record.programme)) == PROGRAMME


def _directives(levels: Sequence[Level]) -> Any:
    def rows(place: Place) -> Rows:
        return select(Directive.id).where(
            _of_programme(Directive),
            one_of(Directive.level, levels),
            *in_window(place, Directive.issued_on),
            *place.within(Directive.unit_id),
        )

    return rows


def _events(*amount: Any) -> Any:
    def rows(place: Place) -> Rows:
        return select(CommunicationEvent.id, *amount).where(
            _of_programme(CommunicationEvent),
            *in_window(place, CommunicationEvent.held_on),
            *place.within(CommunicationEvent.unit_id),
        )

    return rows


def _materials(place: Place) -> Rows:
    return select(Material.id, Material.quantity).where(
        _of_programme(Material), *in_window(place, Material.issued_on), *place.within(Material.unit_id)
    )


def _communes(place: Place) -> Rows:
    there = (
        one_of(Unit.kind, ["commune"]),
        # Most units have no first day: where the tree had ended, the day of stocks lies before the window.
        place.at >= place.first,
        or_(Unit.valid_from.is_(None), Unit.valid_from <= place.at),
        or_(Unit.valid_to.is_(None), Unit.valid_to > place.at),
    )
    return select(Unit.id, one_if(or_(*(_acted(place, *each) for each in _DAYS)))).where(*there, *place.within(Unit.id))


def _acted(place: Place, record: Record, day: Any) -> ColumnElement[bool]:
    """The commune or a predecessor of it has a row; asked from the rows of the place to their communes.

    What a commune of the place counts, the place counts too: so its own rows are enough.
    """
    acted = select(UnitReach.ancestor_id).where(
        UnitReach.unit_id == record.unit_id,
        _of_programme(record),
        *in_window(place, day),
        *place.within(record.unit_id),
    )
    return Unit.id.in_(acted)


def _unallocated(place: Place) -> Rows:
    rows = union_all(*(_of_nobody(place, *each) for each in _DAYS)).subquery()
    return select(rows.c.unit_id)


def _of_nobody(place: Place, record: Record, day: Any) -> Rows:
    """Rows of units that ended and whose territory no one unit below the province has taken over."""
    home, heir = aliased(Unit), aliased(Unit)
    return (
        select(record.unit_id)
        .join(home, home.id == record.unit_id)
        .join(heir, heir.id == home.successor_id)
        .where(
            _of_programme(record),
            *in_window(place, day),
            *place.within(record.unit_id),
            home.valid_to <= place.at,
            one_of(home.kind, ["commune", "district"]),
            one_of(heir.kind, ["province"]),
        )
    )


def _outreach(
    code: str, measured_in: str, label: str, definition: str, basis: str, counted: Counted, rows: Any, **more: Any
) -> Indicator:
    return Indicator(
        code=f"outreach.{code}",
        label=label,
        measured_in=measured_in,
        definition=definition,
        basis=basis,
        citation=KHLT_2064,
        counted=counted,
        rows=rows,
        **more,
    )


_ISSUED = "ngày ban hành; theo đơn vị ghi nhận"
_HELD = "ngày tổ chức; theo đơn vị ghi nhận"

DIRECTIVES_OF_PROVINCE = _outreach(
    "directives.province",
    "Văn bản",
    "Số lượng văn bản chỉ đạo thực hiện KHLT 2064 của cấp tỉnh (bao gồm cả các Sở, ngành)",
    "Văn bản của chương trình KHLT2064 ban hành trong kỳ, cấp ban hành là cấp tỉnh.",
    _ISSUED,
    Counted.DIRECTIVE,
    _directives((Level.PROVINCE,)),
)
DIRECTIVES_BELOW = _outreach(
    "directives.below",
    "Văn bản",
    "Số lượng các văn bản chỉ đạo thực hiện KHLT 2064 của cấp huyện và xã",
    "Văn bản của chương trình KHLT2064 ban hành trong kỳ, cấp ban hành là cấp huyện hoặc cấp xã.",
    _ISSUED,
    Counted.DIRECTIVE,
    _directives((Level.DISTRICT, Level.COMMUNE)),
)
EVENTS = _outreach(
    "events",
    "Cuộc",
    "Số cuộc mít tinh, hội họp, hội thảo, tuyên truyền ... đã tiến hành ở các cấp",
    "Cuộc tuyên truyền của chương trình KHLT2064 tổ chức trong kỳ.",
    _HELD,
    Counted.EVENT,
    _events(),
)
PARTICIPANTS = _outreach(
    "participants",
    "Lượt người",
    "Số lượng người tham gia các cuộc mít tinh, hội thảo nói trên",
    "Tổng số lượt người tham gia các cuộc ấy.",
    _HELD,
    Counted.EVENT,
    _events(CommunicationEvent.participants),
    measure=Measure.SUM,
)
MATERIALS = _outreach(
    "materials",
    "Cái",
    "Số pano, khẩu hiệu, áp phích, tờ rơi, sách mỏng... đã phát hành về các nội dung đã nêu trong KHLT 2064.",
    "Tổng số lượng vật phẩm của chương trình KHLT2064 phát hành trong kỳ.",
    "ngày phát hành; theo đơn vị ghi nhận",
    Counted.MATERIAL,
    _materials,
    measure=Measure.SUM,
)
COMMUNES = _outreach(
    "communes",
    "Xã, P, TT/tổng số X,P,TT",
    "Số xã, phường, thị trấn đã triển khai KHLT 2064/tổng số xã, phường",
    "Xã, phường, thị trấn có, tính cả hồ sơ của đơn vị cũ nhập vào, ít nhất một cuộc tuyên truyền, vật phẩm hoặc văn"
    " bản của chương trình KHLT2064 trong kỳ, trên tổng số xã, phường, thị trấn còn hiệu lực vào cuối kỳ.",
    "ngày của từng hồ sơ; cuối kỳ đối với xã, phường, thị trấn",
    Counted.UNIT,
    _communes,
    measure=Measure.RATIO,
)
UNALLOCATED = _outreach(
    "unallocated",
    "dòng",
    "Hồ sơ chưa phân bổ về xã",
    "Cuộc tuyên truyền, vật phẩm, văn bản của chương trình KHLT2064 trong kỳ, ghi ở đơn vị cũ mà cuối kỳ không có xã"
    " nào kế thừa trọn vẹn.",
    "ngày của từng hồ sơ",
    Counted.UNIT,
    _unallocated,
    occurrences=True,
)
