"""Composition: config → database → log-in → blueprints → commands → error pages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask

from casework.config import ROOT, Config
from casework.law.dated import local_days_from
from casework.records import db
from casework.services.local_days import current_local_days
from casework.services.proceedings_fresh import follow_changes


def create_app(config: Config | None = None, *, pages: bool = True) -> Flask:
    """The application over one database; `config` is the environment's unless a test brings its own.

    :param pages: with the pages and the API; a command that shows neither starts sooner without
    """
    settings = config or Config.from_environ()
    app = Flask(
        "casework",
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(Path(__file__).parent / "web" / "static"),
        static_url_path="/static",
    )
    app.config.update(
        CASEWORK=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings.database_url),
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.session_minutes),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        MAX_CONTENT_LENGTH=32 * 1024 * 1024,
        # Fields that are no files: a sheet may be pasted as text.
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
    )
    db.init_app(app)
    local_days_from(current_local_days)
    follow_changes()
    if pages:
        _add_entrances(app)
    return app


def _engine_options(url: str) -> dict[str, object]:
    if url.startswith("sqlite"):
        return {}
    # SQLAlchemy does not see, inside a LATERAL, that criteria hold its tables together, and warns of products that are
    # none (reports/walk.py). Only PostgreSQL is asked so; on SQLite, where the tests run first, it goes on looking.
    # A statement that is kept is planned for the values it is asked with: a commune's and the country's plans differ.
    planned = {"connect_args": {"options": "-c plan_cache_mode=force_custom_plan -c jit=off"}}
    return {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True, "enable_from_linting": False, **planned}


def _add_entrances(app: Flask) -> None:
    from casework import api, web

    web.init_app(app)
    api.init_app(app)
