"""The trail (nhật ký): each change and each view of a person, in the same transaction, chained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.sealing import trail_seal
from casework.records.db import now
from casework.records.trail import TrailEntry, TrailHead


class Tag(Enum):
    """subject:object:action, past tense, with the exact keys that an entry of the tag carries."""

    ACCOUNT_CREATED = "account:account:created", ("username", "roles")
    ACCOUNT_CHANGED = "account:account:changed", ("username", "changes")
    MAIL_ADDRESS_SET = "account:mail-address:set", ("username", "receives")
    WEEKLY_MAIL_CLAIMED = "account:weekly-mail:claimed", ("username", "week")
    LOGIN_SUCCEEDED = "account:login:succeeded", ("username",)
    LOGIN_FAILED = "account:login:failed", ("username",)
    ACCOUNT_LOCKED = "account:account:locked", ("username", "until")
    PASSWORD_CHANGED = "account:password:changed", ("username",)
    LOGGED_OUT = "account:login:ended", ("username",)
    PERSON_REGISTERED = "person:person:registered", ("ref",)
    PERSON_CHANGED = "person:person:changed", ("ref", "changes", "reason")
    PERSON_VIEWED = "person:file:viewed", ("ref",)
    PERSON_UNMASKED = "person:name:unmasked", ("ref", "reason")
    PEOPLE_LISTED = "person:list:viewed", ("query", "count")
    LIST_SAVED = "person:saved-list:changed", ("name", "changes")
    PAIRS_VIEWED = "person:pairs:viewed", ("refs",)
    PAIR_DECIDED = "person:pair:decided", ("first", "second", "state", "note")
    PEOPLE_MERGED = "person:person:merged", ("survivor", "merged", "reason", "rows", "closed")
    RECORD_CORRECTED = "record:record:corrected", ("ref", "changes", "reason")
    RECORD_REMOVED = "record:record:removed", ("kind", "ref", "rows", "reason")
    RECORD_RESTORED = "record:record:restored", ("kind", "ref", "reason")
    ATTACHMENT_ADDED = "record:attachment:added", ("ref", "label", "sha256", "size")
    ATTACHMENT_VIEWED = "record:attachment:viewed", ("ref",)
    ARRIVAL_ANSWERED = "case:arrival:answered", ("ref", "state", "answered_on", "note")
    CASE_ALLOCATED = "case:case:allocated", ("ref", "moved_on", "to_unit")
    RESIDENCE_ALLOCATED = "person:residence:allocated", ("ref", "moved_on", "to_unit")
    STRUCTURE_ALLOCATED = "book:structure:reopened", ("kind", "old", "new", "on")
    MERGE_UNDONE = "person:merge:undone", ("survivor", "merged", "reason")
    EPISODE_REGISTERED = "episode:episode:registered", ("ref", "form")
    EPISODE_DECIDED = "episode:decision:recorded", ("ref", "number", "decided_on")
    EPISODE_STARTED = "episode:episode:started", ("ref", "started_on")
    PHASE_RECORDED = "episode:phase:recorded", ("ref", "phase", "started_on", "completed_on")
    EPISODE_ENDED = "episode:episode:ended", ("ref", "ended_on", "outcome")
    COMPLETION_ISSUED = "episode:certificate:issued", ("ref", "number", "issued_on")
    EPISODE_TRANSFERRED = "episode:episode:transferred", ("ref", "moved_on", "to_unit")
    EPISODE_ACTED = "episode:act:recorded", ("ref", "act", "acted_on", "wrote")
    CLOCK_RESTARTED = "episode:clock:restarted", ("ref", "act", "from_on", "number")
    LOCAL_DAY_ADDED = "law:local-day:added", ("day", "kind", "reason")
    LOCAL_DAY_DROPPED = "law:local-day:dropped", ("day", "kind", "announced", "reason")
    OFFICER_ASSIGNED = "episode:officer:assigned", ("ref", "staff")
    AFTERCARE_OPENED = "aftercare:aftercare:opened", ("ref", "kind")
    AFTERCARE_ACT_RECORDED = "aftercare:act:recorded", ("ref", "act", "acted_on", "details")
    AFTERCARE_TRANSFERRED = "aftercare:aftercare:transferred", ("ref", "moved_on", "to_unit")
    AFTERCARE_CORRECTED = "aftercare:record:corrected", ("ref", "changes", "reason")
    AFTERCARE_OFFICER_ASSIGNED = "aftercare:officer:assigned", ("ref", "staff")
    STAFF_SAVED = "team:staff:saved", ("ref", "changes", "reason")
    TEAM_SAVED = "team:team:saved", ("ref", "changes", "reason")
    TEAM_MEMBER_SAVED = "team:member:saved", ("team", "staff", "changes", "reason")
    TEAM_ACTIVITY_RECORDED = "team:activity:recorded", ("team", "held_on", "kind")
    POINT_SAVED = "point:point:saved", ("ref", "changes", "reason")
    POINT_STAFF_SAVED = "point:staff:saved", ("point", "staff", "changes", "reason")
    SESSION_RECORDED = "point:session:recorded", ("ref", "held_on", "attendance", "people")
    SESSION_CORRECTED = "point:session:corrected", ("ref", "changes", "reason")
    TRAINING_SAVED = "support:training:saved", ("ref", "changes", "reason")
    JOB_SAVED = "support:job:saved", ("ref", "changes", "reason")
    EMPLOYER_SAVED = "support:employer:saved", ("ref", "changes", "reason")
    LOAN_SAVED = "support:loan:saved", ("ref", "changes", "reason")
    METHADONE_SAVED = "methadone:methadone:saved", ("ref", "changes", "reason")
    BOOK_SAVED = "book:record:saved", ("kind", "ref", "changes", "reason")
    PROCEEDING_OPENED = "proceeding:file:opened", ("ref", "measure")
    PROCEEDING_VIEWED = "proceeding:file:viewed", ("ref",)
    PROCEEDING_ACTED = "proceeding:act:recorded", ("ref", "act", "acted_on", "wrote")
    PROCEEDING_CORRECTED = "proceeding:facts:corrected", ("ref", "changes", "reason")
    PAPERS_VIEWED = "paper:list:viewed", ("ref", "count")
    PAPER_VIEWED = "paper:paper:viewed", ("kind", "ref")
    PAPER_NUMBERED = "paper:number:reserved", ("kind", "ref", "number", "signed_on")
    PAPER_PRINTED = "paper:copy:printed", ("kind", "ref", "number", "medium", "reprint")
    PAPER_REPLACED = "paper:paper:replaced", ("kind", "ref", "number", "by", "reason", "letter")
    PAPER_WITHDRAWN = "paper:paper:withdrawn", ("kind", "ref", "number", "reason")
    PAPER_SETTING_SAVED = "paper:setting:saved", ("unit", "office", "from_on", "changes", "reason")
    REPORT_MADE = "report:report:made", ("ref", "form", "unit", "period")
    REPORT_ACTED = "report:report:acted", ("ref", "form", "unit", "act", "wrote")
    REPORT_OBLIGATION_SAVED = "report:obligation:saved", ("ref", "unit", "form", "changes", "reason")
    REPORT_MEMBERS_VIEWED = "report:members:viewed", ("form", "row", "unit", "window", "count")
    IMPORT_DONE = "exchange:import:done", ("source", "tables")
    IMPORT_UNDONE = "exchange:import:undone", ("ref", "source", "tables")
    ROW_CHANGED = "exchange:row:changed", ("table", "key", "changes")
    EXPORT_DONE = "exchange:export:done", ("target", "unit", "tables")
    BACKUP_MADE = "system:backup:made", ("target",)
    BACKUP_RESTORED = "system:backup:restored", ("source", "rows")

    def __init__(self, tag: str, keys: tuple[str, ...]) -> None:
        self.tag = tag
        self.keys = keys


def record(session: Session, tag: Tag, actor: Actor, *, person_id: int | None = None, **keys: Any) -> None:
    """Note that something was done or seen; it is written when, and only if, the transaction commits.

    :raises TypeError: the keys are not exactly those of the tag
    """
    if set(keys) != set(tag.keys):
        raise TypeError(f"{tag.tag} carries {sorted(tag.keys)}, not {sorted(keys)}")
    pending = session.info.setdefault("trail", [])
    pending.append(
        {
            "at": now(),
            "actor_id": actor.account_id,
            "actor_name": actor.name,
            "tag": tag.tag,
            "person_id": person_id,
            "keys": json.loads(json.dumps(keys, default=str, ensure_ascii=False)),
        }
    )


def _body(place: int, entry: dict[str, Any]) -> str:
    at: datetime = entry["at"]
    content = {**entry, "at": at.isoformat(timespec="microseconds"), "id": place}
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _write_pending(session: Session) -> None:
    pending = session.info.pop("trail", None)
    if not pending:
        return
    session.flush()
    # The head row is the lock: two transactions that commit at once queue here, and the chain stays one.
    head = session.execute(select(TrailHead.count, TrailHead.seal).where(TrailHead.id == 1).with_for_update()).one()
    place, seal = head
    rows = []
    for entry in pending:
        place += 1
        seal = trail_seal(seal, _body(place, entry))
        rows.append({**entry, "id": place, "seal": seal})
    session.execute(insert(TrailEntry), rows)
    session.execute(update(TrailHead).where(TrailHead.id == 1).values(count=place, seal=seal))


def _forget_pending(session: Session, *_: Any) -> None:
    session.info.pop("trail", None)


event.listen(Session, "before_commit", _write_pending)
event.listen(Session, "after_rollback", _forget_pending)


def breaks(session: Session) -> Iterator[str]:
    """What is wrong with the chain, a sentence each; nothing when it is whole."""
    place, seal = 0, ""
    query = select(TrailEntry).order_by(TrailEntry.id).execution_options(yield_per=1000)
    for entry in session.scalars(query):
        place += 1
        if entry.id != place:
            yield f"nhật ký: thiếu mục số {place} (mục kế tiếp là {entry.id})"
            place = entry.id
        content = {
            "at": entry.at,
            "actor_id": entry.actor_id,
            "actor_name": entry.actor_name,
            "tag": entry.tag,
            "person_id": entry.person_id,
            "keys": entry.keys,
        }
        seal = trail_seal(seal, _body(entry.id, content))
        if seal != entry.seal:
            yield f"nhật ký: mục số {entry.id} đã bị sửa, hoặc mục trước nó đã bị xóa"
            seal = entry.seal
    head = session.get(TrailHead, 1)
    if head is None or head.count != place or head.seal != seal:
        yield f"nhật ký: phần cuối đã bị xóa (còn {place} mục, sổ ghi {head.count if head else 'không có'})"
