"""Imports and exports need the records alone: the application of these tests starts without its pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from casework.app import create_app
from casework.config import Config
from casework.records import db
from tests.conftest import TODAY


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application without pages, with its context pushed, as services expect it."""
    application = create_app(config, pages=False)
    application.config.update(TESTING=True, TODAY=TODAY)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
