"""The only clock (đồng hồ) of pages, API and commands; nothing below asks what day it is."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app, has_app_context

from casework.i18n import VIETNAM


def today() -> date:
    """The day in Việt Nam; a test may fix it as the setting TODAY."""
    fixed = current_app.config.get("TODAY") if has_app_context() else None
    return fixed if isinstance(fixed, date) else datetime.now(VIETNAM).date()


def instant() -> datetime | None:
    """This very instant, for clocks in hours; None where the day is fixed, for then nobody knows the hour."""
    fixed = current_app.config.get("TODAY") if has_app_context() else None
    return None if isinstance(fixed, date) else datetime.now(VIETNAM)
