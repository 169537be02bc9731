"""The state of reporting (tình hình báo cáo): what waits for the reader, who has sent and who has not, sums."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.errors import InvalidInput, NotFound
from casework.i18n import VIETNAM
from casework.records import db
from casework.reports.forms import FORMS
from casework.reports.lifecycle import STANDING
from casework.reports.obligations import Obligation
from casework.services import report_obligations, report_overview, report_receiving
from casework.services.report_consolidation import consolidation
from casework.services.units import unit_text_of
from casework.web.fields import CaseForm
from casework.web.paging import paged
from casework.web.report_choices import latest_period
from casework.web.report_periods import stage_of
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("report_overview", "/reports/overview")


LATE = 12
"""So many units that are late are named; of a country thousands may be."""


class ConsolidateForm(CaseForm):
    """Nothing but the button."""


@pages.get("", Permission.REPORT_VIEW)
def index() -> ResponseReturnValue:
    """One page for every role: own reports that wait, those of the units below, comparison and trends."""
    session, scope, actor, day = db.session(), current_scope(), current_actor(), today()
    page = paged(session, report_overview.period_summaries(scope), rows=True)
    summaries = [report_overview.as_summary(session, row, day) for row in page.items]
    return render_template(
        "web/reports/overview.html",
        waiting=report_overview.reports_waiting(session, scope, actor, day),
        late=report_overview.late_units(session, scope, actor, day, most=LATE),
        most=LATE,
        summaries=[each for each in summaries if each is not None],
        page=page,
        forms=[form for form in FORMS.values() if not form.register],
        period=latest_period(day),
    )


def _owed(code: str, period: str) -> Obligation:
    owed = report_obligations.find_obligation(db.session(), code)
    try:
        if owed is not None and owed.window(period):
            return owed
    except InvalidInput:
        pass
    raise NotFound(_("Không có kỳ báo cáo này."))


@pages.get("/<code>/<string:period>", Permission.REPORT_VIEW)
def senders(code: str, period: str) -> ResponseReturnValue:
    """Who has sent the report of a period and who has not, and the sum of what was sent beside the records."""
    session, scope, actor, day = db.session(), current_scope(), current_actor(), today()
    owed = _owed(code, period)
    window = owed.window(period)
    page = paged(session, report_overview.senders(scope, code, period), rows=True)
    rows = consolidation(session, scope, code, period, as_of=datetime.now(VIETNAM))
    return render_template(
        "web/reports/senders.html",
        owed=owed,
        period=period,
        window=window,
        due_on=owed.due_on(window),
        limit=owed.limit(window),
        sender=owed.sender(window.last),
        verified=report_overview.relied_on(owed, period),
        summary=report_overview.period_summary(session, scope, code, period, day),
        page=page,
        rows=[each for each in rows if not each.silent],
        silent=[each for each in rows if each.silent],
        stage_of=stage_of,
        standing={each.value for each in STANDING},
        today=day,
        unit_text=unit_text_of(session, scope.unit_id),
        receives=Permission.REPORT_RECEIVE,
        opens=Permission.REPORT_MEMBERS,
        to_consolidate=report_receiving.received(session, scope, actor, code, period),
        form=ConsolidateForm(),
    )


@pages.post("/<code>/<string:period>/consolidate", Permission.REPORT_RECEIVE)
def consolidate(code: str, period: str) -> ResponseReturnValue:
    """Take all received reports of the period into the report of the level above."""
    _owed(code, period)
    form = ConsolidateForm()
    if form.validate():
        done = report_receiving.consolidate_all(
            db.session(),
            current_scope(),
            current_actor(),
            code,
            period,
            today=today(),
            as_of=datetime.now(VIETNAM),
        )
        flash(_("Đã đưa %(number)s báo cáo vào tổng hợp.", number=done), "success")
    return redirect(url_for("report_overview.senders", code=code, period=period), 303)
