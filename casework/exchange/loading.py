"""Importing: everything that was sent is checked and stored in one transaction, or nothing is.

Rows that turn out wrong only in the light of later tables (names beyond a session's attendance, an id that its holder
kept) are found when they are stored already. Then everything is taken back and read again without them, until a pass
finds nothing new: so the rows that refer to them are refused for the right reason too.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.access.units import CodeBook
from casework.exchange.bounds import Bounds
from casework.exchange.cells import Cells
from casework.exchange.custodies import CASES
from casework.exchange.finding import Parents, UnitCodes
from casework.exchange.journal import Journal
from casework.exchange.places import Place
from casework.exchange.reader import Source, sources
from casework.exchange.refused import write_refused
from casework.exchange.report import ImportReport, RowError, TableCount
from casework.exchange.run import Run
from casework.exchange.storing import Loader
from casework.exchange.tables import LEDGERS, TABLES
from casework.records.db import begin_writing, now

__all__ = ["ImportReport", "RowError", "TableCount", "import_path"]


def import_path(
    session: Session,
    actor: Actor,
    path: Path,
    *,
    today: date,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    progress: Callable[[str, int], None] | None = None,
) -> ImportReport:
    """Load exchange tables from a folder, a .zip or a workbook (nhập dữ liệu). The caller commits if `stored`.

    :param today: the day in Vietnam; no row may be dated later
    :param dry_run: do everything, keep nothing
    :param skip_bad_rows: store the rows that are right, and write the others to PATH.refused
    :param progress: told the table and how many of its rows have been read
    :raises InvalidInput: nothing can be read there, or a table or a required column is not the contract's
    """
    found = sources(path)
    load = Load(session, actor, found, path.name, today=today, progress=progress)
    report = load.carry_out(dry_run=dry_run, skip_bad_rows=skip_bad_rows)
    if report.stored and report.errors:
        report.refused_path = write_refused(path, found, load.refused_places, report.errors)
    return report


class Load:
    """One import of sources that have been opened, bounded by a scope or not.

    :param scope: only rows of its units, and of people it may see, can be named, changed and made
    :param journal: whether to keep how each row was before and after
    """

    def __init__(
        self,
        session: Session,
        actor: Actor,
        found: list[Source],
        name: str,
        *,
        today: date,
        scope: Scope | None = None,
        journal: bool = False,
        progress: Callable[[str, int], None] | None = None,
    ) -> None:
        self._session = session
        self._actor = actor
        self._sources = found
        self._name = name
        self._today = today
        self._scope = scope
        self._keeps_journal = journal
        self._progress = progress or (lambda table, rows: None)
        self.journal = Journal()
        self.refused_places: set[Place] = set()

    def carry_out(self, *, dry_run: bool = False, skip_bad_rows: bool = False) -> ImportReport:
        """Check everything and store it, or what is right of it, or nothing; the caller commits if `stored`."""
        session = self._session
        begin_writing(session)
        session.flush()
        next_ids = _reserve(session, _ledgers(self._sources))
        units = UnitCodes(CodeBook(session), self._today)
        at = now()
        bad: dict[Place, list[RowError]] = {}
        while True:
            savepoint = session.begin_nested()
            run = self._run(at, units, next_ids, bad)
            with _few_collections():
                _load_all(run)
            if not run.late:
                break
            savepoint.rollback()
            bad = {**bad, **run.late}
        self.refused_places = run.refused_places
        self.journal = run.journal or Journal()
        report = ImportReport(list(run.counts.values()), _in_order(run), stored=not dry_run, changes=run.changes, at=at)
        if report.errors and not skip_bad_rows:
            report.stored = False
        if not report.stored:
            savepoint.rollback()
            return report
        savepoint.commit()
        _advance_sequences(session, run)
        _note(session, run, self._name)
        session.expire_all()
        return report

    def _run(self, at: datetime, units: UnitCodes, next_ids: dict[str, int], bad: dict[Place, list[RowError]]) -> Run:
        connection = self._session.connection()
        return Run(
            connection=connection,
            actor=self._actor,
            today=self._today,
            at=at,
            sources=self._sources,
            cells=Cells(self._today),
            units=units,
            known_bad=bad,
            next_ids=next_ids,
            progress=self._progress,
            parents=Parents(connection),
            bounds=Bounds(connection, self._scope),
            journal=Journal() if self._keeps_journal else None,
        )


@contextmanager
def _few_collections() -> Iterator[None]:
    """Rows are freed as they are done with; looking for cycles after every few hundred costs a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _load_all(run: Run) -> None:
    loaders: dict[str, Loader] = {}
    for number, source in enumerate(run.sources):
        run.count(source.table.name)
        for part in source.table.parts or (source.table,):
            if part.ledger not in loaders:
                loaders[part.ledger] = Loader(run, part)
            loaders[part.ledger].load(number)
    for name in CASES:
        if name not in loaders and run.moved[name]:
            loaders[name] = Loader(run, TABLES[name])
    for loader in loaders.values():
        loader.finish()


def _in_order(run: Run) -> list[RowError]:
    """The refusals as somebody walks through the files: table by table, row by row, column by column."""
    labels = {source.label: number for number, source in enumerate(run.sources)}
    return sorted(run.errors, key=lambda error: (labels[error.sheet], error.row))


def _ledgers(found: list[Source]) -> list[str]:
    """What will be written to. Moves and certificates change what custody says of a case: its table is theirs too."""
    tables = {source.table.name: source.table for source in found}
    names = {part.ledger for table in tables.values() for part in table.parts or (table,)}
    return sorted(names.union(CASES) if {"transfers", "certificates"} & tables.keys() else names)


def _reserve(session: Session, ledgers: list[str]) -> dict[str, int]:
    """The next free id of each ledger; nobody else inserts into it before the end of the transaction."""
    next_ids: dict[str, int] = {}
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    for name in ledgers:
        stored = LEDGERS[name].stored
        if on_postgresql:
            session.execute(text(f"LOCK TABLE {stored.name} IN SHARE ROW EXCLUSIVE MODE"))
        if "id" in stored.c:
            next_ids[name] = (session.scalar(select(func.max(stored.c.id))) or 0) + 1
            if on_postgresql:
                sequence = session.scalar(select(func.pg_get_serial_sequence(stored.name, "id")))
                used = session.scalar(text(f"SELECT last_value FROM {sequence}")) or 0
                next_ids[name] = max(next_ids[name], int(used) + 1)
    return next_ids


def _advance_sequences(session: Session, run: Run) -> None:
    """PostgreSQL hands out ids of its own: tell it which are taken."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for name, places in run.places.items():
        stored = LEDGERS[name].stored
        if places.new_ids and "id" in stored.c:
            sequence = func.pg_get_serial_sequence(stored.name, "id")
            session.execute(select(func.setval(sequence, places.new_ids[-1])))


def _note(session: Session, run: Run, name: str) -> None:
    for change in run.changes:
        trail.record(
            session,
            Tag.ROW_CHANGED,
            run.actor,
            person_id=change.person_id,
            table=change.table,
            key=change.key,
            changes=change.changes,
        )
    tally = ("new", "changed", "unchanged", "refused")
    tables = {count.table: {name: getattr(count, name) for name in tally} for count in run.counts.values()}
    trail.record(session, Tag.IMPORT_DONE, run.actor, source=name, tables=tables)
