"""Importing through the pages (nhập từ Excel): try it, do it, look back, and take it back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice

from sqlalchemy import CursorResult, Select, delete, insert, or_, select
from sqlalchemy.orm import Session, joinedload

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope, within
from casework.access.units import CodeBook
from casework.errors import Conflict, Forbidden, InvalidInput
from casework.exchange.journal import Entry
from casework.exchange.loading import ImportReport, Load
from casework.exchange.reader import Source
from casework.exchange.undoing import Obstacle, obstacles, take_back
from casework.i18n import VIETNAM, format_date, format_number
from casework.records.db import now
from casework.records.importing import ImportImage, ImportRun
from casework.records.person import Person
from casework.services.duplicate_pairs import park_likely_pairs
from casework.services.import_answers import keep_apart

MOST_ROWS = 20_000
"""Rows of one file; more go through the command line."""
MOST_PAIRS = 200
MOST_COMPARED = 1_000
"""New people of one import who are compared with everybody at once; more wait for the night."""


class CannotUndo(Conflict):
    """Rows of the import have been worked on since; `obstacles` says which."""

    def __init__(self, found: list[Obstacle]) -> None:
        self.obstacles = found
        super().__init__("Chưa hoàn tác được: có dòng đã được sửa hoặc dùng tiếp sau khi nhập. Không có gì thay đổi.")


def try_import(
    session: Session, scope: Scope, actor: Actor, found: list[Source], *, file_name: str, today: date
) -> ImportReport:
    """Check everything as the import would, and keep nothing (xem trước).

    :raises InvalidInput: more rows than a page can take
    """
    load = Load(session, actor, _held(found), file_name, today=today, scope=scope)
    report = load.carry_out(dry_run=True)
    # Old values of rows that would change are shown, and who is meant by a name: that is looking at people.
    looked_at = len(report.changes) + sum(len(source.found) for source in found)
    trail.record(session, trail.Tag.PEOPLE_LISTED, actor, query=f"xem trước {file_name}", count=looked_at)
    return report


def run_import(
    session: Session,
    scope: Scope,
    actor: Actor,
    found: list[Source],
    *,
    file_name: str,
    today: date,
    skip_bad_rows: bool,
) -> tuple[ImportReport, ImportRun | None]:
    """Store the rows that are right, or nothing unless all are (nhập dữ liệu), so that it can be taken back.

    :returns: what was found, and the run; no run where nothing was stored
    :raises InvalidInput: more rows than a page can take
    """
    if actor.account_id is None or actor.unit_id is None:
        raise Forbidden("Tài khoản của bạn chưa được giao vai trò tại đơn vị nào. Hãy liên hệ người quản trị.")
    load = Load(session, actor, _held(found), file_name, today=today, scope=scope, journal=True)
    report = load.carry_out(skip_bad_rows=skip_bad_rows)
    if not report.stored or report.at is None:
        return report, None
    tally = ("read", "new", "changed", "unchanged", "refused")
    run = ImportRun(
        account_id=actor.account_id,
        unit_id=actor.unit_id,
        file_name=file_name,
        tables={count.table: {name: getattr(count, name) for name in tally} for count in report.tables},
        resembling=_resembling(session, scope, load.journal.entries),
        at=report.at,
    )
    session.add(run)
    session.flush()
    images = [
        {"run_id": run.id, "ledger": e.ledger, "key": e.key, "before": e.before, "after": e.after}
        for e in load.journal.entries
    ]
    if images:
        session.execute(insert(ImportImage), images)
    new = _new_people(load.journal.entries)
    apart = keep_apart(session, scope, actor, found, new)
    run.resembling = [pair for pair in run.resembling if tuple(pair) not in apart]
    if len(new) <= MOST_COMPARED:
        # Doubtful pairs wait in their queue; they keep nobody from importing.
        park_likely_pairs(session, new)
    return report, run


def import_runs(scope: Scope) -> Select[ImportRun]:
    """The imports of the scope's units, the latest first."""
    query = select(ImportRun).options(joinedload(ImportRun.account), joinedload(ImportRun.unit))
    return query.where(*within(scope, ImportRun.unit_id)).order_by(ImportRun.at.desc(), ImportRun.id.desc())


def import_run(session: Session, scope: Scope, ref: str) -> ImportRun:
    """:raises NotFound: no such import of a unit of the scope"""
    return queries.one(session, import_runs(scope), ImportRun.ref == ref)


def resembling_people(session: Session, scope: Scope, run: ImportRun) -> list[tuple[Person, Person]]:
    """Pairs of people, the new one first, who may be one person; those whom the scope may still see."""
    ids = {person_id for pair in run.resembling for person_id in pair}
    people = {person.id: person for person in session.scalars(queries.people(scope).where(Person.id.in_(ids)))}
    return [(people[new], people[old]) for new, old in run.resembling if new in people and old in people]


def undoable_until(run: ImportRun, undo_days: int) -> datetime:
    """Up to which instant an import can be taken back; what it replaced is kept so long and no longer."""
    return run.at + timedelta(days=undo_days)


def undo_import(session: Session, scope: Scope, actor: Actor, ref: str, *, undo_days: int) -> ImportRun:
    """Put every row back as it was before the import (hoàn tác), or nothing.

    :param undo_days: for so many days an import can be taken back
    :raises NotFound: no such import of a unit of the scope
    :raises Conflict: it was taken back already, or too long ago
    :raises CannotUndo: rows of it have been worked on since
    """
    run = import_run(session, scope, ref)
    if run.undone_at is not None:
        raise Conflict("Lần nhập này đã được hoàn tác.")
    until = undoable_until(run, undo_days)
    if now() > until:
        raise Conflict(
            f"Lần nhập này chỉ hoàn tác được đến {format_date(until.astimezone(VIETNAM).date())}: "
            "dữ liệu trước khi nhập không còn được giữ. Hãy sửa hoặc gỡ bỏ từng bản ghi."
        )
    entries = [
        Entry(image.ledger, image.key, image.before, image.after)
        for image in session.scalars(select(ImportImage).where(ImportImage.run_id == run.id).order_by(ImportImage.id))
    ]
    session.flush()
    connection = session.connection()
    found = obstacles(connection, entries, run.at)
    if found:
        raise CannotUndo(found)
    run.undone_at, run.undone_by_id = now(), actor.account_id
    take_back(connection, CodeBook(session).by_id, entries, at=run.at, now=run.undone_at)
    session.flush()
    session.expire_all()
    trail.record(session, trail.Tag.IMPORT_UNDONE, actor, ref=run.ref, source=run.file_name, tables=run.tables)
    return run


def forget_images(session: Session, *, undo_days: int) -> int:
    """Drop what imports replaced, where nobody can take them back any more: too old, or taken back already.

    :returns: how many rows were dropped
    """
    past = or_(ImportRun.at < now() - timedelta(days=undo_days), ImportRun.undone_at.is_not(None))
    done = session.execute(delete(ImportImage).where(ImportImage.run_id.in_(select(ImportRun.id).where(past))))
    assert isinstance(done, CursorResult)
    return done.rowcount


def _held(found: list[Source]) -> list[Source]:
    """The sources with their rows in memory: a workbook is slow to read, and an import reads it several times.

    :raises InvalidInput: more rows than a page can take
    """
    held: list[Source] = []
    left = MOST_ROWS
    for source in found:
        rows = list(islice(source.read(), left + source.heading_row + 1))
        left -= sum(1 for cells in rows[source.heading_row :] if any(cells))
        if left < 0 or len(rows) > MOST_ROWS + source.heading_row:
            raise InvalidInput(too_many())
        held.append(replace(source, read=partial(iter, rows)))
    return held


def too_many(rows: int = 0) -> str:
    """What to do with a file of more rows than a page takes."""
    had = format_number(rows) if rows else f"hơn {format_number(MOST_ROWS)}"
    return (
        f"Biểu có {had} dòng; mỗi lần nhập trên trang được nhiều nhất {format_number(MOST_ROWS)} dòng. "
        "Hãy chia thành nhiều tệp, và xóa các dòng trống ở cuối trang."
    )


def _new_people(entries: list[Entry]) -> list[int]:
    return [entry.key["id"] for entry in entries if entry.ledger == "persons" and entry.before is None]


def _resembling(session: Session, scope: Scope, entries: list[Entry]) -> list[list[int]]:
    """New people with the same folded name and the same (or no known) year of birth as somebody of the scope."""
    new = _new_people(entries)
    pairs: list[list[int]] = []
    for start in range(0, len(new), 500):
        made = list(session.scalars(queries.people(scope).where(Person.id.in_(new[start : start + 500]))))
        names = {person.name_folded for person in made}
        by_name: dict[str, list[Person]] = {}
        for person in session.scalars(queries.people(scope).where(Person.name_folded.in_(names))):
            by_name.setdefault(person.name_folded, []).append(person)
        for person in made:
            for other in by_name.get(person.name_folded, ()):
                same_year = None in (person.birth_year, other.birth_year) or person.birth_year == other.birth_year
                if other.id < person.id and same_year:
                    pairs.append([person.id, other.id])
    return pairs[:MOST_PAIRS]
