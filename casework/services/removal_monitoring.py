"""One paper about electronic monitoring taken out and brought back: which of its kind it is must not change.

Printed papers are found by their place among those of their kind in the case, in the order of recording; so only the
last of a kind leaves, and it comes back only as the last.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from casework.errors import Conflict
from casework.i18n import format_date
from casework.law.aftercare_monitoring import ACT
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.records.paper import Paper
from casework.services.merge_rows import Image, Rewriting
from casework.services.paper_orders import part_of

_ACT: Any = Act.__table__
_PAPER: Any = Paper.__table__
_CASE: Any = Aftercare.__table__
PLACE = "place"
"""In an image: which of its kind in the case it was, the first being 1."""


def take_out_monitoring(connection: Connection, act_id: int) -> list[Image]:
    """Take the act that recorded the paper out.

    :raises Conflict: its printed paper still stands, or another of its kind was recorded after it
    """
    act = connection.execute(select(_ACT).where(_ACT.c.id == act_id)).mappings().one()
    same = _like(connection, act["aftercare_id"], act["details"])
    if same[-1]["id"] != act_id:
        last = format_date(same[-1]["acted_on"])
        raise Conflict(f"Chưa gỡ được: sau văn bản này đã ghi văn bản cùng loại ngày {last}. Hãy gỡ văn bản đó trước.")
    _require_withdrawn(connection, act, len(same))
    rewriting = Rewriting(connection)
    rewriting.remove(_ACT, {"id": act_id})
    return [{**image, PLACE: len(same)} for image in rewriting.images]


def require_place(connection: Connection, image: Image) -> None:
    """Before such an act is brought back.

    :raises Conflict: others of its kind were recorded or taken out meanwhile
    """
    if PLACE not in image:
        return
    before = image["before"]
    others = _like(connection, before["aftercare_id"], before["details"])
    if len(others) != image[PLACE] - 1 or any(each["id"] >= before["id"] for each in others):
        raise Conflict(
            "Chưa khôi phục được: từ lúc gỡ, hồ sơ đã ghi hoặc gỡ văn bản cùng loại khác."
            " Hãy trả các văn bản đó về như lúc gỡ trước, hoặc ghi lại văn bản này."
        )


def _like(connection: Connection, case_id: int, details: dict[str, Any]) -> list[RowMapping]:
    acts = select(_ACT).where(_ACT.c.aftercare_id == case_id, _ACT.c.act == ACT).order_by(_ACT.c.id)
    found = connection.execute(acts).mappings().all()
    return [each for each in found if each["details"].get("paper") == details.get("paper")]


def _require_withdrawn(connection: Connection, act: RowMapping, place: int) -> None:
    code = connection.execute(select(_CASE.c.ref).where(_CASE.c.id == act["aftercare_id"])).scalar_one()
    same = (
        _PAPER.c.kind == f"monitoring-{act['details'].get('paper')}",
        _PAPER.c.subject_ref == code,
        _PAPER.c.part == part_of(place),
    )
    standing = select(_PAPER.c.title).where(*same, _PAPER.c.withdrawn_on.is_(None), _PAPER.c.replaced_by_id.is_(None))
    title = connection.execute(standing.limit(1)).scalar()
    if title is not None:
        raise Conflict(f"Chưa gỡ được: còn giấy “{title}” đã phát hành. Hãy thu hồi giấy đó trước.")
