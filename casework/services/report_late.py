"""Why a record counts today and did not when a report was sent: typed in late, or changed since (hồ sơ ghi muộn)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.trail import Tag
from casework.i18n import format_instant
from casework.indicators.indicator import Counted, Frame, Indicator
from casework.records.trail import TrailEntry
from casework.reports.explain_cell import latest_recordings
from casework.reports.listings import LISTINGS

_ACTS: Mapping[str, str] = {
    Tag.EPISODE_DECIDED.tag: "ghi quyết định",
    Tag.EPISODE_STARTED.tag: "ghi ngày bắt đầu",
    Tag.EPISODE_ENDED.tag: "ghi kết thúc",
    Tag.EPISODE_TRANSFERRED.tag: "ghi chuyển đơn vị quản lý",
    Tag.EPISODE_ACTED.tag: "ghi việc trong đợt cai nghiện",
    Tag.COMPLETION_ISSUED.tag: "ghi giấy chứng nhận hoàn thành",
    Tag.CASE_ALLOCATED.tag: "phân bổ hồ sơ của xã bị chia",
    Tag.AFTERCARE_ACT_RECORDED.tag: "ghi việc quản lý sau cai",
    Tag.AFTERCARE_TRANSFERRED.tag: "ghi chuyển đơn vị quản lý",
    Tag.RECORD_CORRECTED.tag: "sửa bản ghi",
    Tag.AFTERCARE_CORRECTED.tag: "sửa bản ghi",
    Tag.PERSON_CHANGED.tag: "sửa hồ sơ người",
    Tag.TRAINING_SAVED.tag: "sửa bản ghi",
    Tag.JOB_SAVED.tag: "sửa bản ghi",
    Tag.LOAN_SAVED.tag: "sửa bản ghi",
    Tag.METHADONE_SAVED.tag: "sửa bản ghi",
    Tag.BOOK_SAVED.tag: "sửa bản ghi",
    Tag.RECORD_REMOVED.tag: "gỡ bỏ một bản ghi",
    Tag.RECORD_RESTORED.tag: "khôi phục bản ghi đã gỡ",
    Tag.PEOPLE_MERGED.tag: "gộp hai hồ sơ người",
    Tag.MERGE_UNDONE.tag: "hoàn tác gộp hồ sơ",
}
_OF_THE_PERSON = frozenset((Tag.PEOPLE_MERGED.tag, Tag.MERGE_UNDONE.tag, Tag.RECORD_RESTORED.tag))
"""Entries that can be about any record of the person: they name the people, or a part of the record."""


def recorded_since(
    session: Session, indicator: Indicator, asked: Frame, keys: dict[str, int], sent_at: datetime | None
) -> dict[str, str]:
    """Of records that count now and did not when a report was sent: typed in since, or what was changed since."""
    if indicator.counted is Counted.UNIT:
        # A commune is counted by what it has, or has no more: it is not itself typed in.
        return dict.fromkeys(keys, "hồ sơ của đơn vị này được ghi, sửa hoặc gỡ bỏ sau khi gửi")
    stamps = latest_recordings(session, indicator, asked, list(keys.values()))
    late = {ref: stamps[key] for ref, key in keys.items() if key in stamps and sent_at and stamps[key] > sent_at}
    others = {ref: key for ref, key in keys.items() if ref not in late}
    changed = _changed_since(session, indicator.counted, others, sent_at) if others and sent_at else {}
    said = {ref: f"ghi nhận sau khi gửi ({format_instant(stamp)})" for ref, stamp in late.items()}
    return said | {ref: f"hồ sơ được sửa sau khi gửi{changed.get(ref, '')}" for ref in others}


def _changed_since(session: Session, counted: Counted, keys: Mapping[str, int], sent_at: datetime) -> dict[str, str]:
    """The last change of each, with its instant."""
    people = _people_of(session, counted, keys.values())
    query = select(TrailEntry).where(TrailEntry.person_id.in_(set(people.values())), TrailEntry.tag.in_(_ACTS))
    entries = (
        list(session.scalars(query.where(TrailEntry.at > sent_at).order_by(TrailEntry.id.desc()))) if people else []
    )
    said: dict[str, str] = {}
    for ref, key in keys.items():
        last = next((each for each in entries if _is_about(each, counted, ref, people.get(key))), None)
        if last is not None:
            said[ref] = f": {_ACTS[last.tag]} ({format_instant(last.at)})"
    return said


def _is_about(entry: TrailEntry, counted: Counted, ref: str, person_id: int | None) -> bool:
    if entry.person_id != person_id:
        return False
    return counted is Counted.PERSON or entry.tag in _OF_THE_PERSON or entry.keys.get("ref") == ref


def _people_of(session: Session, counted: Counted, keys: Iterable[int]) -> dict[int, int]:
    """Whose record each is, by its key; none for what belongs to nobody."""
    if counted is Counted.PERSON:
        return {key: key for key in keys}
    record = LISTINGS[counted].key.class_
    if not hasattr(record, "person_id"):
        return {}
    found = session.execute(select(record.id, record.person_id).where(record.id.in_(list(keys))))
    return {int(row[0]): int(row[1]) for row in found}
