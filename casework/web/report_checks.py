"""Checks of a report with the records behind them (kiểm tra trước khi gửi, kèm hồ sơ); looking is recorded."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from casework.access.permissions import Permission
from casework.i18n import VIETNAM
from casework.records import db
from casework.reports.checks import CheckedRecord, Finding
from casework.reports.forms import find_form
from casework.services import report_checks, report_store
from casework.services.quality import BY_CODE
from casework.services.quality_checks import Finding as Found
from casework.web.quality import url_of
from casework.web.report_periods import before_url
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("report_checks", "/reports/saved")


@pages.get("/<ref>/checks", Permission.REPORT_MEMBERS, writes=True)
def show(ref: str) -> ResponseReturnValue:
    """What blocks, what is to be explained and what only warns, each with its records by name.

    Above the commune each finding also names the units below; `unit=CODE@DATE` has the same checks of one of them.
    """
    session, scope, actor, now = db.session(), current_scope(), current_actor(), datetime.now(VIETNAM)
    kept = report_store.find(session, scope, ref)
    unit, unit_text = None, request.args.get("unit", "")
    if unit_text:
        asked, found = report_checks.findings_below(session, scope, kept, unit_text, on=today(), as_of=now, actor=actor)
        unit = asked.unit
    else:
        found = report_checks.findings(session, scope, kept, on=today(), as_of=now, actor=actor)
    return render_template(
        "web/reports/checks.html",
        kept=kept,
        form=find_form(kept.form),
        period=report_store.period_of(kept),
        unit=unit,
        findings=found,
        mend_url=mend_url,
        before_url=before_url(kept, unit),
    )


def mend_url(finding: Finding, record: CheckedRecord) -> str | None:
    """Where a record that a check of the data found is put right, or at least seen."""
    if not record.key or finding.code not in BY_CODE:
        return None
    return url_of(BY_CODE[finding.code], Found(record.key, record.name))
