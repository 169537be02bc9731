"""The law (pháp luật): which laws there are, what they fix on a day, and which cases a change touches."""

from __future__ import annotations

from flask import abort, render_template, request, url_for

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.i18n import parse_date
from casework.records import db
from casework.services.law_pages import changes_of_law, regimes, touched, values_on
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("law", "/law")


@pages.get("", Permission.LAW_VIEW)
def index() -> str:
    """Regimes, and the values in force on a day."""
    day, problem = today(), ""
    if request.args.get("on"):
        try:
            day = parse_date(request.args["on"])
        except ValueError as error:
            problem = str(error)
    return render_template("web/law/index.html", day=day, problem=problem, regimes=regimes(), sheets=values_on(day))


@pages.get("/changes/<code>", Permission.LAW_VIEW)
def change(code: str) -> str:
    """The cases that one change of law touches."""
    change_on = next((day for day in changes_of_law() if day.isoformat() == code), None)
    if change_on is None or not may(current_actor(), Permission.PERSON_VIEW):
        abort(404)
    number = max(request.args.get("page", 1, type=int) or 1, 1)
    found = touched(db.session(), current_scope(), change_on, page=number)
    return render_template(
        "web/law/change.html",
        found=found,
        before=next(each.regime for each in reversed(regimes()) if each.regime.first_on < change_on),
        after=next(each.regime for each in regimes() if each.regime.first_on == change_on),
        page_url=lambda place: url_for("law.change", code=code, page=place),
    )
