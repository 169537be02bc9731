"""Files that wait to be imported (tệp chờ nhập): kept in the instance folder for a day, seen by whoever sent them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Forbidden, InvalidInput, NotFound
from casework.exchange.own_headings import Glimpse, glimpses
from casework.exchange.own_meaning import Meaning
from casework.exchange.own_sheets import Plan, in_own_words, keys_in, planned_sources
from casework.exchange.reader import Source, sources
from casework.exchange.sheet_extents import Extent, extents
from casework.exchange.uploaded import as_plain_csv, suffix_of
from casework.records.db import now
from casework.records.importing import ImportUpload
from casework.services.imports import MOST_ROWS, too_many

KEPT = timedelta(hours=24)


def keep_upload(session: Session, actor: Actor, folder: Path, *, file_name: str, content: bytes) -> ImportUpload:
    """Keep a file until it is imported or a day has passed.

    :param folder: where files wait, outside everything that is served
    :raises InvalidInput: the content is no workbook and no text, carries macros, or is too large
    """
    if actor.account_id is None or actor.unit_id is None:
        raise Forbidden("Tài khoản của bạn chưa được giao vai trò tại đơn vị nào. Hãy liên hệ người quản trị.")
    suffix = suffix_of(content)
    _forget_old(session, folder)
    row = ImportUpload(account_id=actor.account_id, unit_id=actor.unit_id, file_name=_plain(file_name), plan=None)
    session.add(row)
    session.flush()
    path = folder / row.ref / f"du-lieu{suffix}"
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_bytes(as_plain_csv(content) if suffix == ".csv" else content)
    try:
        _check_sheets(extents(path))
    except InvalidInput:
        discard_upload(session, folder, row)
        raise
    return row


def _check_sheets(found: dict[str, Extent]) -> None:
    """:raises InvalidInput: nothing, more rows than a page takes, or formulas of which nothing can be read"""
    if found and not any(extent.rows for extent in found.values()):
        raise InvalidInput("Tệp không có trang nào có dữ liệu. Hãy chọn lại tệp.", field="file")
    fewest = min((extent.rows for extent in found.values() if extent.rows), default=0)
    if fewest > MOST_ROWS:
        raise InvalidInput(too_many(fewest), field="file")
    empty = {name: extent.not_worked_out for name, extent in found.items() if extent.not_worked_out}
    if empty:
        told = ", ".join(f"{name} ({cells} ô)" for name, cells in empty.items())
        raise InvalidInput(
            f"Tệp có công thức chưa có kết quả: {told}. Hãy mở bằng Excel, lưu lại rồi gửi, hoặc thay bằng giá trị.",
            field="file",
        )


def hidden_rows(path: Path, sheets: Iterable[str]) -> int:
    """How many rows of these sheets nobody sees; they are read all the same."""
    found = extents(path)
    return sum(found[name].hidden for name in sheets if name in found)


def upload(session: Session, actor: Actor, ref: str) -> ImportUpload:
    """:raises NotFound: no such file of this account at this unit"""
    query = select(ImportUpload).where(
        ImportUpload.ref == ref,
        ImportUpload.account_id == actor.account_id,
        ImportUpload.unit_id == actor.unit_id,
    )
    row = session.scalar(query)
    if row is None:
        raise NotFound("Tệp này không còn. Hãy tải tệp lên lại.")
    return row


def path_of(folder: Path, row: ImportUpload) -> Path:
    """Where its content lies.

    :raises NotFound: it is gone
    """
    found = next((folder / row.ref).glob("du-lieu.*"), None)
    if found is None:
        raise NotFound("Tệp này không còn. Hãy tải tệp lên lại.")
    return found


def is_there(session: Session, actor: Actor, ref: str) -> bool:
    """Whether the file still waits."""
    try:
        return upload(session, actor, ref).ref == ref
    except NotFound:
        return False


def readable(session: Session, scope: Scope, path: Path, row: ImportUpload, *, today: date) -> list[Source] | None:
    """What of the file can be imported: by its plan, or because it is our template or an export; none otherwise.

    Either is read as people write: names instead of keys and codes, terms, days in their forms. Only the command
    line and the API ask for the exchange format to the letter.
    """
    answers = row.answers or {}
    if row.plan is not None:
        return planned_sources(path, Plan(**row.plan), Meaning(session, scope, today, answers=answers))
    try:
        found = sources(path)
    except InvalidInput:
        return None
    return in_own_words(found, Meaning(session, scope, today, keys_in(found), answers))


def answer(session: Session, row: ImportUpload, said: Mapping[tuple[str, int], str]) -> None:
    """Say who is meant by rows of which that is not clear (chỉ rõ người), or that it stays open.

    :param said: sheet and number of a row → the code of a person; nothing: nobody says
    """
    answers = {sheet: dict(rows) for sheet, rows in (row.answers or {}).items()}
    for (sheet, number), ref in said.items():
        answers.setdefault(sheet, {}).pop(str(number), None)
        if ref.strip():
            answers[sheet][str(number)] = ref.strip()[:80]
    row.answers = {sheet: rows for sheet, rows in answers.items() if rows} or None
    session.flush()


def sheets_in(path: Path) -> list[Glimpse]:
    """The beginning of each sheet with something in it.

    :raises InvalidInput: there is none
    """
    found = glimpses(path)
    if not found:
        raise InvalidInput("Tệp không có trang nào có dữ liệu. Hãy chọn lại tệp.", field="file")
    return found


def require_few_rows(path: Path, sheet: str) -> None:
    """:raises InvalidInput: the sheet has more rows than a page takes"""
    extent = extents(path).get(sheet)
    if extent is not None and extent.rows > MOST_ROWS:
        raise InvalidInput(too_many(extent.rows))


def discard_upload(session: Session, folder: Path, row: ImportUpload) -> None:
    """Forget the file."""
    shutil.rmtree(folder / row.ref, ignore_errors=True)
    session.delete(row)
    session.flush()


def _forget_old(session: Session, folder: Path) -> None:
    oldest = now() - KEPT
    for path in folder.glob("*/"):
        if path.stat().st_mtime < oldest.timestamp():
            shutil.rmtree(path, ignore_errors=True)
    session.execute(delete(ImportUpload).where(ImportUpload.at < oldest))


def _plain(file_name: str) -> str:
    """The last part of a path, without what no name has."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in name if letter.isprintable()).strip()[:200] or "du-lieu"
