"""What the API offers, for programs that read OpenAPI; only for somebody logged in."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app, jsonify
from flask_smorest import Api

from casework.access.permissions import Permission
from casework.api.access import requires

blueprint = Blueprint("api_description", __name__, url_prefix="/api")


def init_app(app: Flask, api: Api) -> None:
    """Serve the description of everything registered in `api`."""
    app.extensions["casework-api"] = api
    app.register_blueprint(blueprint)


@blueprint.get("/openapi.json")
@requires(Permission.START_VIEW)
def openapi() -> Response:
    """The resources and their shapes."""
    api: Api = current_app.extensions["casework-api"]
    return jsonify(api.spec.to_dict())
