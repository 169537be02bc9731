"""Scanned papers of people and cases (tệp đính kèm): adding, listing, opening; permission as the case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.i18n import format_number
from casework.records.aftercare import Aftercare
from casework.records.attachment import Attachment
from casework.records.episode import Episode
from casework.records.person import Person
from casework.records.proceeding import Proceeding
from casework.records.removal import Removal
from casework.services.attachment_files import keep_content, kept, media_type_of, path_of, read_content
from casework.services.days import require_past

FOLDER = "attachments"
"""In the instance folder: never served, and taken along by a backup."""


class Subject(StrEnum):
    """What a scanned paper belongs to."""

    PERSON = "person"
    EPISODE = "episode"
    AFTERCARE = "aftercare"
    PROCEEDING = "proceeding"


def subject_of(session: Session, scope: Scope, subject: Subject, ref: str, *, to_change: bool) -> Any:
    """The person or the case.

    :param to_change: only what the scope's officers may act on
    :raises NotFound: none of that ref within the scope
    """
    if subject is Subject.PERSON:
        return queries.one(session, queries.people(scope), Person.ref == ref)
    if subject is Subject.EPISODE:
        episodes = queries.held_episodes(scope) if to_change else queries.episodes(scope)
        return queries.one(session, episodes, Episode.ref == ref)
    if subject is Subject.AFTERCARE:
        aftercares = queries.held_aftercares(scope) if to_change else queries.aftercares(scope)
        return queries.one(session, aftercares, Aftercare.ref == ref)
    return queries.one(session, queries.proceedings(scope), Proceeding.ref == ref)


def add_attachment(
    session: Session,
    scope: Scope,
    actor: Actor,
    folder: Path,
    subject: Subject,
    ref: str,
    *,
    label: str,
    dated_on: date,
    file_name: str,
    content: bytes,
    most_megabytes: int,
    today: date,
) -> Attachment:
    """Keep a scanned paper.

    :param folder: the instance folder
    :raises NotFound: no such person or case on which the scope's officers may act
    :raises InvalidInput: empty, too large, no PDF, JPEG or PNG by its content, or damaged; a day that has not come
    """
    require_past(dated_on, today=today, field="dated_on")
    case = subject_of(session, scope, subject, ref, to_change=True)
    if not content:
        raise InvalidInput("Tệp trống. Hãy chọn lại tệp.", field="file")
    if len(content) > most_megabytes * 1024 * 1024:
        raise InvalidInput(
            f"Tệp lớn hơn {most_megabytes} MB. Hãy quét với độ phân giải thấp hơn hoặc tách tệp.", field="file"
        )
    media_type = media_type_of(content)
    row = Attachment(
        person_id=case.id if subject is Subject.PERSON else case.person_id,
        episode_id=case.id if subject is Subject.EPISODE else None,
        aftercare_id=case.id if subject is Subject.AFTERCARE else None,
        proceeding_id=case.id if subject is Subject.PROCEEDING else None,
        label=label.strip()[:200],
        dated_on=dated_on,
        file_name=_plain(file_name),
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=actor.name,
        recorded_by_id=actor.account_id,
    )
    session.add(row)
    session.flush()
    # The file comes before the commit: a row without its content would be a loss, content without a row is not.
    keep_content(folder / FOLDER, content)
    trail.record(
        session,
        Tag.ATTACHMENT_ADDED,
        actor,
        person_id=row.person_id,
        ref=row.ref,
        label=row.label,
        sha256=row.sha256,
        size=row.size,
    )
    return row


def open_attachment(session: Session, scope: Scope, actor: Actor, folder: Path, ref: str) -> tuple[Attachment, bytes]:
    """The paper and its content; the look is noted.

    :raises NotFound: no such paper within the scope, or its content is gone or altered
    """
    row = queries.one(session, queries.attachments(scope), Attachment.ref == ref)
    content = read_content(folder / FOLDER, row.sha256)
    trail.record(session, Tag.ATTACHMENT_VIEWED, actor, person_id=row.person_id, ref=row.ref)
    return row, content


def attachments_of(scope: Scope, subject: Subject, case: Any) -> Select[Attachment]:
    """The papers of one person (of all their cases) or of one case, the newest first."""
    column = {
        Subject.PERSON: Attachment.person_id,
        Subject.EPISODE: Attachment.episode_id,
        Subject.AFTERCARE: Attachment.aftercare_id,
        Subject.PROCEEDING: Attachment.proceeding_id,
    }[subject]
    query = queries.attachments(scope).where(column == case.id)
    return query.order_by(Attachment.dated_on.desc(), Attachment.id.desc())


def attachment_faults(session: Session, folder: Path) -> Iterator[str]:
    """Papers whose content is gone or altered, and content that no paper names, a sentence each."""
    everywhere = Scope.everything(reason="đối chiếu tệp đính kèm với kho tệp")
    columns = queries.attachments(everywhere).with_only_columns(Attachment.ref, Attachment.sha256)
    known: dict[str, str] = {}
    for ref, seal in session.execute(columns.order_by(Attachment.id)):
        known.setdefault(seal, ref)
    taken_out = queries.removals(everywhere).with_only_columns(Removal.ref, Removal.images)
    for ref, images in session.execute(taken_out.where(Removal.restored_at.is_(None))):
        for image in images:
            if image["table"] == Attachment.__tablename__:
                known.setdefault(image["before"]["sha256"], ref)
    store = folder / FOLDER
    for seal, ref in known.items():
        path = path_of(store, seal)
        if not path.is_file():
            yield f"tệp đính kèm: {ref} không còn nội dung trong kho ({seal[:12]}…)"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != seal:
            yield f"tệp đính kèm: {ref} đã bị thay đổi nội dung ({seal[:12]}…)"
    for name in kept(store):
        if name not in known:
            yield f"tệp đính kèm: {name} nằm trong kho mà không hồ sơ nào nhắc tới"


def size_text(size: int) -> str:
    """A size as people read it."""
    return f"{format_number(max(size // 1024, 1))} KB"


def _plain(file_name: str) -> str:
    """The last part of a path, without what no name has."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in name if letter.isprintable()).strip()[-200:] or "tep-quet"
