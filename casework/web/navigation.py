"""The bar at the top: only what the reader's role may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casework.access.permissions import Permission
from casework.access.roles import Role
from casework.access.rules import may
from casework.config import Config
from casework.law.vocabulary import Term
from casework.web.bookshelf import NOUNS
from casework.web.language import LANGUAGES, language
from casework.web.session import known_reader

_BAR: tuple[tuple[str, Any], ...] = (
    ("start.index", _l("Việc hôm nay")),
    ("people.index", _l("Người")),
    ("aftercares.index", _l("Sau cai nghiện")),
    ("sessions.new", _l("Ghi buổi tư vấn")),
    ("books.index", _l("Sổ sách")),
    ("proceedings.index", _l("Thủ tục")),
    ("imports.index", _l("Nhập Excel")),
    ("reports.index", _l("Báo cáo")),
    ("units.index", _l("Đơn vị")),
    ("law.index", _l("Pháp luật")),
    ("paper_settings.index", _l("Người ký")),
    ("accounts.index", _l("Tài khoản")),
    ("trail.index", _l("Nhật ký")),
)


_UNDER: tuple[tuple[str, str], ...] = (
    ("/episodes/", "people"),
    ("/corrections/", "people"),
    ("/registrations", "people"),
    ("/duplicates", "people"),
    ("/merges", "people"),
    ("/aftercares/", "aftercares"),
    ("/proceedings/", "proceedings"),
    ("/calendar", "start"),
    ("/quality", "start"),
    ("/arrivals", "start"),
    ("/allocations", "start"),
    ("/local-days", "law"),
)
"""Pages that stand under a place of the bar without bearing its name: how their addresses begin."""


@dataclass(frozen=True)
class Link:
    """A page the reader may open."""

    url: str
    text: str
    current: bool


def init_app(app: Flask) -> None:
    """Give every template the bar, the reader and the permissions' names."""
    app.context_processor(_for_templates)
    app.add_template_filter(_term, "term")


def allowed(permission: Permission | str) -> bool:
    """Whether the reader's role has the permission, for showing or leaving out a link."""
    reader = known_reader()
    return reader is not None and may(reader.actor, Permission(permission))


def links() -> list[Link]:
    """The bar for this reader."""
    reader = known_reader()
    if reader is None:
        return []
    here = _place()
    found = []
    for endpoint, text in _BAR:
        view = current_app.view_functions.get(endpoint)
        permission = getattr(view, "permission", None)
        if permission is not None and may(reader.actor, permission):
            found.append(Link(url_for(endpoint), str(text), endpoint.split(".")[0] == here))
    return found


def _place() -> str:
    """The place of the bar under which this page stands."""
    own = (request.endpoint or "").split(".")[0]
    if own in NOUNS:
        return "books"
    if own.startswith("report_"):
        return "reports"
    return next((place for start, place in _UNDER if request.path.startswith(start)), own)


def _term(value: Term | None) -> str:
    """The official term of a value of a closed list, in the language of the screen."""
    return "" if value is None else _(value.term)


def _for_templates() -> dict[str, Any]:
    config: Config = current_app.config["CASEWORK"]
    return {
        "reader": known_reader(),
        "links": links,
        "allowed": allowed,
        "language": language(),
        "languages": LANGUAGES,
        "role_term": Role,
        "demonstration": config.demonstration,
    }
