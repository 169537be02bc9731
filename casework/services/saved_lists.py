"""Saved lists (danh sách đã lưu) of an account."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.trail import Tag
from casework.errors import InvalidInput, NotFound
from casework.records.saved_list import SavedList

MOST = 30
"""An account keeps so many lists: more nobody finds again."""


def saved_lists(session: Session, actor: Actor) -> list[SavedList]:
    """The actor's own lists, by name."""
    query = select(SavedList).where(SavedList.account_id == actor.account_id).order_by(SavedList.name)
    return list(session.scalars(query.limit(MOST)))


def save_list(session: Session, actor: Actor, *, name: str, question: str) -> SavedList:
    """Keep a question under a name; the same name again asks the new question.

    :raises InvalidInput: no name, or too many lists
    """
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise InvalidInput("Hãy đặt tên danh sách, không quá 80 ký tự", field="name")
    if not question or len(question) > 500:
        raise InvalidInput("Hãy tìm hoặc lọc trước rồi lưu danh sách", field="name")
    own = saved_lists(session, actor)
    row = next((each for each in own if each.name == name), None)
    if row is None and len(own) >= MOST:
        raise InvalidInput(f"Mỗi tài khoản lưu nhiều nhất {MOST} danh sách; hãy bỏ bớt một danh sách", field="name")
    row = row or SavedList(account_id=actor.account_id, name=name)
    row.question = question
    session.add(row)
    session.flush()
    trail.record(session, Tag.LIST_SAVED, actor, name=name, changes="saved")
    return row


def remove_list(session: Session, actor: Actor, list_id: int) -> None:
    """Forget a list.

    :raises NotFound: the actor has no such list
    """
    own = select(SavedList).where(SavedList.id == list_id, SavedList.account_id == actor.account_id)
    row = session.scalar(own)
    if row is None:
        raise NotFound("Không có danh sách này.")
    session.delete(row)
    trail.record(session, Tag.LIST_SAVED, actor, name=row.name, changes="removed")
