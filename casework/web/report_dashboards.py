"""The board of numbers of a role (bảng số liệu): each opens to its list, one over the months, who has not sent."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.access.permissions import Permission
from casework.records import db
from casework.services.report_dashboards import (
    MONTHS,
    Figure,
    board_of,
    cell,
    days_of,
    figures,
    not_sent,
    own_unit,
)
from casework.services.report_overview import reports_waiting
from casework.services.report_trends import trend
from casework.services.units import unit_text_of
from casework.web.report_comparisons import anew_url, trend_chart
from casework.web.report_words import value_in_words
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("report_dashboards", "/reports/dashboard")


@pages.get("", Permission.REPORT_VIEW)
def index() -> ResponseReturnValue:
    """The reader's own board: what stands on it is a matter of the role, whom it counts one of the unit."""
    session, scope, actor, day = db.session(), current_scope(), current_actor(), today()
    board, unit = board_of(actor.role), own_unit(session, scope)
    days, unit_text = days_of(unit, day), unit_text_of(session, unit.id)
    form, line = cell(board.trend)
    anew = "anew" in request.args
    shown = figures(session, unit, board, days, anew=anew)
    found = trend(session, scope, form, line.id, unit_text, days.month, periods=MONTHS, anew=anew)
    asked = {"form": form.code, "row": line.id, "unit": unit_text, "window": days.month.text}

    def list_url(figure: Figure) -> str:
        return url_for(
            "reports.members", form_code=figure.form.code, row_id=figure.line.id, unit=unit_text, window=days.now.text
        )

    return render_template(
        "web/reports/dashboard.html",
        unit=unit,
        days=days,
        figures=shown.value,
        line=line,
        points=found.points,
        chart=trend_chart(form, line, found),
        earlier=min((at for at in (shown.earlier, found.earlier) if at), default=None),
        anew=anew_url(),
        said=value_in_words,
        asked=asked,
        list_url=list_url,
        opens=Permission.REPORT_MEMBERS,
        waiting=reports_waiting(session, scope, actor, day),
        missing=not_sent(session, scope, day),
    )
