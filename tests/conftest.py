"""What every test may ask for: a database of its own, the application over it, a session, and the cast."""

from __future__ import annotations

import contextvars
import gc
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.routing.rules import Rule
from werkzeug.test import TestResponse

from casework.access.roles import Actor
from casework.app import create_app
from casework.config import Config
from casework.records import db
from casework.records.account import Account
from casework.records.episode import Episode
from tests import databases
from tests.cast import Cast, introduce, make_episode, make_person

TODAY = date(2026, 11, 21)
"""The day it is in every test, unless the test says otherwise with app.config["TODAY"]."""

FOLDERS_FOR_POSTGRESQL = {"exchange", "indicators", "reports", "services"}
FILES_FOR_POSTGRESQL = {
    "test_day.py",
    "test_imports.py",
    "test_people.py",
    "test_person_page.py",
    "test_report_lifecycle.py",
}
"""Whatever reads or writes records is worth running on PostgreSQL too; of the pages those that ask the most."""

FOLDERS_WITHOUT_PAGES = {"exchange", "indicators", "services"}
"""Where pages are shown only by tests that ask for a client."""


if (_memory := databases.memory()) is not None:
    # Where pytest makes its folders: each test copies a database of ten megabytes into its own.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_memory))

_compiled: dict[tuple[str, bool], Callable[..., Any]] = {}
_compile_builder = Rule._compile_builder


def _compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """What turns an address back into text, compiled once a run: every test's application has the same addresses."""
    key = (rule.rule, append_unknown)
    if key not in _compiled:
        _compiled[key] = _compile_builder(rule, append_unknown)
    return _compiled[key]


Rule._compile_builder = _compile_once  # type: ignore[method-assign]


class _CompiledPages(BytecodeCache):
    """Every template compiled once a run, for every test has an application of its own over the same templates."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_compiled_pages = _CompiledPages()
_first_engine: dict[str, Engine] = {}


def _share_compiled_statements(engine: Engine) -> None:
    """Let every test's engine use the SQL that the first one compiled: statements are the same, databases are not.

    What is compiled is kept for one dialect object, so that is shared too.
    """
    first = _first_engine.setdefault(engine.dialect.name, engine)
    engine.dialect = first.dialect
    engine._compiled_cache = first._compiled_cache


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder: tests/services is for PostgreSQL too, tests/browser drives Chromium."""
    tests = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(tests).parts[0]
        worth = folder in FOLDERS_FOR_POSTGRESQL or (folder == "web" and item.path.name in FILES_FOR_POSTGRESQL)
        if worth and item.get_closest_marker("any_database") is None:
            item.add_marker(pytest.mark.postgresql)
        if folder == "browser":
            item.add_marker(pytest.mark.browser)


def _keep_what_is_loaded() -> None:
    """Leave the modules out of the tidying of memory, as the serving process does: it took a fifth of all tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Template]:
    """The migrated database with the administrative units, made once a run."""
    template = databases.template(tmp_path_factory.mktemp("prepared"))
    _keep_what_is_loaded()
    yield template
    template.close()


@pytest.fixture
def database_url(prepared: databases.Template, tmp_path: Path) -> Iterator[str]:
    """A copy of the prepared database for this test alone."""
    with prepared.copy(tmp_path) as url:
        yield url


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Config:
    """Settings over this test's database and an instance folder of its own."""
    return databases.config(tmp_path / "instance", database_url)


@pytest.fixture
def app(request: pytest.FixtureRequest, config: Config) -> Iterator[Flask]:
    """The application with its context pushed, as services expect it; requests get a context of their own.

    Without pages where nobody asks for one: hanging them in costs more than most tests do.
    """
    pages = "client_as" in request.fixturenames or request.path.parent.name not in FOLDERS_WITHOUT_PAGES
    application = create_app(config, pages=pages)
    application.config.update(TESTING=True, TODAY=TODAY, WTF_CSRF_ENABLED=False)
    application.test_client_class = Browser
    application.jinja_env.bytecode_cache = _compiled_pages
    with application.app_context():
        _share_compiled_statements(db.engine)
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    """The session of the test itself; what it holds is committed before a client's request, so that both agree."""
    return db.session()


@pytest.fixture
def cast(session: Session) -> Cast:
    """The units of Gò Quao and somebody in every role there (see tests/cast.py)."""
    return introduce(session)


@pytest.fixture
def house(cast: Cast) -> Cast:
    """The same cast, for tests that read better so."""
    return cast


@pytest.fixture
def certified(cast: Cast) -> Episode:
    """A case of the law of 2021 with its decision and its certificate."""
    session = db.session()
    return make_episode(
        session,
        make_person(session, cast.go_quao, "Nguyễn Văn An"),
        registered_on=date(2025, 8, 1),
        decided_on=date(2025, 8, 4),
        decision_number="05/QĐ-UBND",
        term_months=6,
        started_on=date(2025, 8, 5),
        ended_on=date(2026, 2, 5),
        outcome="completed",
        certificate=("12/GXN-UBND", date(2026, 2, 5)),
    )


@pytest.fixture
def completed(cast: Cast) -> Episode:
    """Somebody who completed rehabilitation in the community on Friday 06/03/2026, and has the certificate."""
    session = db.session()
    return make_episode(
        session,
        make_person(session, cast.go_quao, "Lê Thị Bé", sex="female"),
        form="community",
        registered_on=date(2025, 9, 1),
        decided_on=date(2025, 9, 3),
        term_months=6,
        started_on=date(2025, 9, 6),
        ended_on=date(2026, 3, 6),
        outcome="completed",
        certificate=("01/GXN", date(2026, 3, 6)),
    )


@pytest.fixture
def client_as(app: Flask) -> Callable[[Actor], FlaskClient]:
    """A browser in which somebody of the cast is logged in: `client_as(cast.officer).get("/people")`."""

    def browser(actor: Actor) -> FlaskClient:
        account = db.session().get_one(Account, actor.account_id)
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = account.get_id()
            cookie["_fresh"] = True
        db.session().commit()
        return client

    return browser


class Browser(FlaskClient):
    """A client whose requests do not see the context the test pushed, as real requests do not.

    With the test's context they would share its session (and hide a missing commit) and its logged-in user.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session().commit()
        kwargs.setdefault("buffered", True)
        return contextvars.Context().run(super().open, *args, **kwargs)
