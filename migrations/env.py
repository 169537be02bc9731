"""Runs the migrations on the application's own engine, one process at a time, each in one transaction."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from casework.records.db import Instant

db = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """A migration must not need today's code: our own types are written as what they are stored as."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


def run() -> None:
    with db.engine.connect() as connection:
        connection = connection.execution_options(sqlite_begin="IMMEDIATE")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                # Several processes that start at once queue here; all but the first find nothing to do.
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(20260701)"))
            context.run_migrations()


run()
