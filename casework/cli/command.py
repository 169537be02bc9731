"""The group of commands, the database they work on, and how they stop."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import NoReturn, Protocol

import click
from flask import Flask
from sqlalchemy.orm import Session

from casework.config import Config
from casework.records import db
from casework.records.db import begin_writing
from casework.services.database import prepare_database


class AppFactory(Protocol):
    """What makes the application (casework.app.create_app)."""

    def __call__(self, config: Config | None = None, *, pages: bool = True) -> Flask: ...


BAD_INPUT = 2
FAILED = 1


MODULES = {
    "run": "running",
    "demo": "running",
    "create-admin": "running",
    "jobs": "running",
    "import": "exchange",
    "export": "exchange",
    "report": "reports",
    "drill": "reports",
    "outline": "outlines",
    "paper": "papers",
    "certificates": "papers",
    "explain": "cases",
    "law": "cases",
    "check": "cases",
    "backup": "backups",
    "restore": "backups",
}
"""Which module has each command; it is loaded when the command is asked for, so that `run` starts soon."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in MODULES:
            import_module(f"casework.cli.{MODULES[cmd_name]}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands)
def commands() -> None:
    """casework: hồ sơ cai nghiện tại cộng đồng và báo cáo chính thức."""


def stop(message: str, status: int) -> NoReturn:
    """End the command with a clear line on stderr."""
    click.echo(message, err=True)
    sys.exit(status)


@contextmanager
def database(create_app: AppFactory, *, writes: bool = False) -> Iterator[Session]:
    """The prepared database inside an application; what the command did is committed by the command itself."""
    app = create_app(pages=False)
    with app.app_context():
        prepare_database()
        session: Session = db.session()
        if writes:
            begin_writing(session)
        yield session
        session.rollback()
