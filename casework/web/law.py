"""The law (pháp luật): which laws there are, what they fix on a day, and which cases a change touches."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.i18n import parse_date
from casework.law.procedures import Measure
from casework.records import db
from casework.services.law_changes import cases, changes_of_law, changes_on, replacing, touched
from casework.services.law_pages import is_relied_on, regimes, unchecked, values_on
from casework.services.paper_coverage import coverage
from casework.services.paper_elsewhere import DECREES
from casework.web.paging import page_number
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("law", "/law")

CERTAINTY = {
    "Q": _l("đọc nguyên văn"),
    "P": _l("đọc qua nguồn thứ cấp"),
    "I": _l("suy ra từ luật"),
    "M": _l("chưa kiểm chứng"),
}
"""How sure it is that the law names a paper so, by the code of the value."""


@pages.get("", Permission.LAW_VIEW)
def index() -> str:
    """Regimes, and the values in force on a day."""
    day, problem = today(), ""
    if request.args.get("on"):
        try:
            day = parse_date(request.args["on"])
        except ValueError as error:
            problem = str(error)
    return render_template(
        "web/law/index.html",
        day=day,
        problem=problem,
        regimes=regimes(),
        replacing=replacing(),
        sheets=values_on(day),
        unchecked=unchecked(today()),
        is_relied_on=is_relied_on,
    )


@pages.get("/papers", Permission.LAW_VIEW)
def papers() -> str:
    """Every act under every law with its form or the reason why it has none; one measure is listed at a time."""
    every = coverage(today())
    asked = request.args.get("measure", Measure.HOME.value)
    measures = list(dict.fromkeys(each.measure for each in every))
    measure = next((each for each in measures if each.value == asked), None)
    if measure is None:
        abort(404)
    return render_template(
        "web/law/papers.html",
        every=every,
        measures=measures,
        measure=measure,
        certainty=CERTAINTY,
        elsewhere=DECREES,
    )


@pages.get("/changes/<code>", Permission.LAW_VIEW)
def change(code: str) -> str:
    """The cases of each measure that one change of law touches; one measure is listed at a time."""
    day = next((day for day in changes_of_law() if day.isoformat() == code), None)
    if day is None or not may(current_actor(), Permission.PERSON_VIEW):
        abort(404)
    session, scope = db.session(), current_scope()
    changes = changes_on(day)
    asked = request.args.get("measure", changes[0].measure.value)
    shown = next((each for each in changes if each.measure.value == asked), None)
    if shown is None:
        abort(404)
    number = page_number()
    return render_template(
        "web/law/change.html",
        day=day,
        shown=shown,
        touched=[touched(session, scope, each) for each in changes],
        found=cases(session, scope, shown, page=number),
        measure_url=lambda measure: url_for("law.change", code=code, measure=measure.value),
        page_url=lambda place: url_for("law.change", code=code, measure=asked, page=place),
    )
