"""The language of the screen: Vietnamese, or English for those who ask; and Vietnamese formats for both."""

from __future__ import annotations

from flask import Flask, request, session
from flask_babel import Babel

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


def language() -> str:
    """The language chosen on this browser."""
    chosen = (session.get("language") or request.cookies.get(COOKIE)) if request else None
    return chosen if chosen in LANGUAGES else "vi"
