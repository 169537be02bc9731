"""Floor 8, for machines: the same questions as the pages, answered in JSON."""

from __future__ import annotations

from flask import Flask
from flask_smorest import Api

from casework.api import description, reports


def init_app(app: Flask) -> None:
    """Hang the resources into the application, with their description at /api/openapi.json."""
    app.config.update(API_TITLE="casework", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    api = Api(app)
    api.register_blueprint(reports.blueprint)
    description.init_app(app, api)
    for name in (reports.blueprint.name, description.blueprint.name):
        app.extensions["csrf"].exempt(app.blueprints[name])
