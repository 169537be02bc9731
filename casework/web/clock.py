"""The only clock of the pages."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app

from casework.i18n import VIETNAM


def today() -> date:
    """The day in Việt Nam; a test or a demonstration may fix it as the setting TODAY."""
    fixed = current_app.config.get("TODAY")
    return fixed if isinstance(fixed, date) else datetime.now(VIETNAM).date()
