"""Bringing a database to the newest migration and filling in what it cannot work without."""

from __future__ import annotations

from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.config import ROOT
from casework.records import db
from casework.records.db import begin_writing
from casework.records.trail import TrailHead
from casework.services.units import load_units


def head_revision() -> str | None:
    """The newest migration of the code."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def stored_revision() -> str | None:
    """The migration at which the database is; none for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def prepare_database() -> None:
    """Create or migrate the database of this application, and load the units on first use."""
    Path(current_app.instance_path).mkdir(parents=True, exist_ok=True)
    if stored_revision() != head_revision():
        upgrade(directory=str(ROOT / "migrations"))
    session: Session = db.session()
    begin_writing(session)
    ensure_foundations(session)
    session.commit()


def ensure_foundations(session: Session) -> None:
    """The first link of the trail and the administrative units."""
    if session.scalar(select(TrailHead.id)) is None:
        session.add(TrailHead(id=1, count=0, seal=""))
    load_units(session, ROOT / "seed")
