"""The language of the screen: Vietnamese, or English for those who ask; and Vietnamese formats for both."""

from __future__ import annotations

from flask import Flask, request, session
from flask_babel import Babel
from flask_babel import gettext as _
from markupsafe import Markup

from casework.config import ROOT
from casework.i18n import format_date, format_instant, format_number

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "language"
TRANSLATIONS = ROOT / "casework" / "translations"

babel = Babel()


def init_app(app: Flask) -> None:
    """Vietnamese texts are their own keys; the English ones are in `casework/translations/en`."""
    babel.init_app(
        app,
        default_locale="vi",
        default_timezone="Asia/Ho_Chi_Minh",
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=language,
    )
    app.add_template_filter(format_date, "day")
    app.add_template_filter(format_instant, "instant")
    app.add_template_filter(format_number, "number")
    app.add_template_filter(official)


def language() -> str:
    """The language chosen on this browser."""
    chosen = (session.get("language") or request.cookies.get(COOKIE)) if request else None
    return chosen if chosen in LANGUAGES else "vi"


def official(text: object) -> str:
    """Words of the law or of a record, for a page in either language.

    Articles, titles of papers and what officers wrote stay Vietnamese on a page in English, and are marked as such for
    those who hear the page (WCAG 3.1.2). What the catalogue has is English there, piece by piece.
    """
    words = "" if text is None else str(text)
    if not words or language() == "vi":
        return words
    whole = _(words)
    return whole if whole != words else Markup(" · ").join(map(_piece, words.split(" · ")))


def _piece(words: str) -> str:
    said = _(words) if words else words
    return said if said != words else Markup('<span lang="vi">{}</span>').format(words)
