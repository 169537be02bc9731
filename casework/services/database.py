"""Bringing a database to the newest migration and filling in what it cannot work without."""

from __future__ import annotations

from pathlib import Path

from flask import current_app
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from casework.config import ROOT
from casework.records import db
from casework.records.db import begin_writing
from casework.records.trail import TrailHead
from casework.services.units import load_units


def head_revision() -> str | None:
    """The newest migration of the code."""
    # Migrations are numbered and form one line (a test sees to it): no need to read them to know the newest.
    numbers = sorted(path.name.split("_")[0] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    return numbers[-1] if numbers else None


def stored_revision() -> str | None:
    """The migration at which the database is; none for an empty one."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with db.engine.connect() as connection:
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if revision is None else str(revision)


def is_empty() -> bool:
    """Whether nothing has been stored yet, not even a schema."""
    return stored_revision() is None and not inspect(db.engine).get_table_names()


def prepare_database() -> None:
    """Create or migrate the database of this application, and load the units on first use."""
    Path(current_app.instance_path).mkdir(parents=True, exist_ok=True)
    before, newest = stored_revision(), head_revision()
    if before != newest:
        migrate_to("head")
    session: Session = db.session()
    begin_writing(session)
    ensure_foundations(session)
    session.commit()
    if before not in (None, newest):
        # New indexes are not told apart until it has looked at them.
        gather_statistics(session)


def migrate_to(revision: str) -> None:
    """Bring the application's database up to a migration (`head`: the newest)."""
    # Loaded on the rare day of an upgrade, not at every start.
    from flask_migrate import Migrate, upgrade

    Migrate(current_app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    upgrade(revision=revision)


def gather_statistics(session: Session) -> None:
    """Let the database look at how its rows are spread, so that it finds the short way to a report.

    After many rows came in at once; commits what the session holds.
    """
    session.commit()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA analysis_limit=1000"))
        session.rollback()
        begin_writing(session)
    session.execute(text("ANALYZE"))
    session.commit()


def ensure_foundations(session: Session) -> None:
    """The first link of the trail and the administrative units."""
    if session.scalar(select(TrailHead.id)) is None:
        session.add(TrailHead(id=1, count=0, seal=""))
    if load_units(session, ROOT / "seed"):
        session.execute(text("ANALYZE"))
