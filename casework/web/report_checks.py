"""Checks of a report with the records behind them (kiểm tra trước khi gửi, kèm hồ sơ); looking is recorded."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from casework.access.permissions import Permission
from casework.i18n import VIETNAM
from casework.records import db
from casework.reports.forms import find_form
from casework.services import report_checks, report_store
from casework.web.report_periods import period_of
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("report_checks", "/reports/saved")


@pages.get("/<ref>/checks", Permission.REPORT_MEMBERS, writes=True)
def show(ref: str) -> ResponseReturnValue:
    """What blocks, what is to be explained and what only warns, each with its records by name."""
    session, scope = db.session(), current_scope()
    kept = report_store.find(session, scope, ref)
    now = datetime.now(VIETNAM)
    return render_template(
        "web/reports/checks.html",
        kept=kept,
        form=find_form(kept.form),
        period=period_of(kept),
        findings=report_checks.findings(session, scope, kept, on=today(), as_of=now, actor=current_actor()),
    )
