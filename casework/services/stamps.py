"""The stamp of a record (dấu nội dung): what it said when somebody opened it, so that nobody overwrites it unseen.

Rows of books and support have no version of their own. The stamp is made of their content, a few signs a field: it
tells not only that somebody was faster but in which fields, and it needs no column that exports and merges must keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, TypeVar

from sqlalchemy import Select

from casework.errors import Conflict
from casework.records.db import Base

Recorded = Mapping[str, Any]
"""What a record says, by the names under which its form asks for it."""
R = TypeVar("R", bound=Base)


class Overtaken(Conflict):
    """Somebody saved the record while another had it open.

    :param fields: what is different now from what the other looked at
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__("Trong lúc bạn nhập, người khác đã sửa bản ghi này. Hãy xem điều đang ghi rồi lưu lại.")
        self.fields = fields


def stamp_of(recorded: Recorded) -> str:
    """The stamp of what a record says now."""
    return ".".join(blake2b(repr(value).encode(), digest_size=4).hexdigest() for value in recorded.values())


def require_unchanged(recorded: Recorded, stamp: str | None) -> None:
    """:raises Overtaken: the record no longer says what it said under that stamp; without a stamp nothing was seen"""
    if not stamp or stamp == (now := stamp_of(recorded)):
        return
    seen = stamp.split(".")
    different = [name for name, old, new in zip(recorded, seen, now.split("."), strict=False) if old != new]
    raise Overtaken(tuple(different))


def held(query: Select[R], model: type[R]) -> Select[R]:
    """The rows as they are stored now, locked for a change."""
    return query.with_for_update(of=model).execution_options(populate_existing=True)
