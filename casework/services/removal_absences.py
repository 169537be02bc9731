"""One absence of an after-care taken out and brought back: a line within the facts of its case, and its acts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, update

from casework.errors import Conflict
from casework.law.aftercare_facts import AftercareAct
from casework.records.act import Act
from casework.records.aftercare import Aftercare
from casework.services.merge_rows import Image, Rewriting

_CASE: Any = Aftercare.__table__
_ACT: Any = Act.__table__
LINE = "line"
"""In an image: it is a line of a list among the facts of a row, not a row."""
LEADS_TO = "leads_to"
"""In an image: column → table and code of what the row hung on, for SQLite gives the number of a row again."""
_LIST = "absences"


def take_out_absence(connection: Connection, act_id: int) -> list[Image]:
    """Take the absence that an act recorded out of the facts of its after-care, with every act about it.

    :returns: the acts as they were, and the line
    """
    act = connection.execute(select(_ACT).where(_ACT.c.id == act_id)).mappings().one()
    same = (_ACT.c.aftercare_id == act["aftercare_id"], _ACT.c.acted_on == act["acted_on"])
    acts = select(_ACT.c.id).where(*same, _ACT.c.act == AftercareAct.RECORD_ABSENCE.value)
    rewriting = Rewriting(connection)
    for number in connection.execute(acts.order_by(_ACT.c.id)).scalars().all():
        rewriting.remove(_ACT, {"id": number})
    return [*rewriting.images, *_without(connection, act["aftercare_id"], act["acted_on"].isoformat())]


def bring_absence_in(connection: Connection, image: Image) -> None:
    """Put the line back among the others, by its day.

    :raises Conflict: another absence from that day was recorded meanwhile
    """
    facts, lines = _facts_and_lines(connection, image["key"]["id"])
    line = image["before"][LINE]
    if any(each["from_on"] == line["from_on"] for each in lines):
        raise Conflict("Chưa khôi phục được: đã ghi lần vắng mặt khác từ cùng ngày. Hãy gỡ lần đó trước.")
    lines = sorted([*lines, line], key=lambda each: each["from_on"])
    _write(connection, image["key"]["id"], {**facts, _LIST: lines})


def _without(connection: Connection, case_id: int, from_on: str) -> list[Image]:
    facts, lines = _facts_and_lines(connection, case_id)
    gone = [each for each in lines if each["from_on"] == from_on]
    left = [each for each in lines if each["from_on"] != from_on]
    others = {name: value for name, value in facts.items() if name != _LIST}
    _write(connection, case_id, {**others, _LIST: left} if left else others)
    code = connection.execute(select(_CASE.c.ref).where(_CASE.c.id == case_id)).scalar_one()
    key, leads_to = {"id": case_id}, {"id": [_CASE.name, code]}
    shared = {"table": _CASE.name, "key": key, LEADS_TO: leads_to, "after": None}
    return [{**shared, "before": {**key, LINE: each}} for each in gone]


def _facts_and_lines(connection: Connection, case_id: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    facts = connection.execute(select(_CASE.c.law_facts).where(_CASE.c.id == case_id)).scalar_one()
    return facts, facts.get(_LIST, [])


def _write(connection: Connection, case_id: int, facts: dict[str, Any]) -> None:
    row = update(_CASE).where(_CASE.c.id == case_id)
    connection.execute(row.values(law_facts=facts, version=_CASE.c.version + 1))
