"""Administrative units (đơn vị hành chính): search, and one unit with what it was and became."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.units import search
from casework.errors import InvalidInput
from casework.i18n import parse_date
from casework.records import db
from casework.records.unit import Unit
from casework.services import unit_pages
from casework.web.paging import paged
from casework.web.routing import Pages, today

pages = Pages("units", "/units")
MOST_FOUND = 50


@pages.get("", Permission.UNIT_VIEW)
def index() -> Any:
    """Search by name, with or without diacritics, or by code."""
    text = request.args.get("q", "").strip()[:80]
    in_force = request.args.get("in-force") == "1"
    session = db.session()
    found = search(session, text, on=today() if in_force else None, limit=MOST_FOUND + 1) if text else []
    return render_template(
        "web/units/index.html",
        text=text,
        in_force=in_force,
        found=found[:MOST_FOUND],
        more=len(found) > MOST_FOUND,
        most=MOST_FOUND,
        provinces=unit_pages.provinces(session, today()) if not text else [],
        day_in=day_in,
    )


@pages.get("/<code>", Permission.UNIT_VIEW)
def show(code: str) -> Any:
    """The unit that bears the code; two have borne many a code, so the day decides."""
    session = db.session()
    bearers = unit_pages.bearers(session, code)
    day = _asked_day()
    on_the_day = [unit for unit in bearers if day is None or unit.bears_on(day)]
    if len(on_the_day) != 1:
        return render_template(
            "web/units/choose.html", code=bearers[0].code, bearers=bearers, day=day, kinds=kinds(), day_in=day_in
        )
    unit = on_the_day[0]
    return render_template(
        "web/units/show.html",
        shown=unit_pages.page_of(session, unit),
        unit=unit,
        others=[other for other in bearers if other is not unit],
        children=paged(session, unit_pages.children(unit)),
        kinds=kinds(),
        day_in=day_in,
        last_day=last_day,
        today=today(),
    )


def _asked_day() -> date | None:
    text = request.args.get("on", "").strip()
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise InvalidInput(_("Ngày không hợp lệ. Hãy nhập ngày/tháng/năm, ví dụ 05/09/2026."), field="on") from error


def last_day(unit: Unit) -> date | None:
    """The last day on which the unit exists."""
    return None if unit.valid_to is None else unit.valid_to - timedelta(days=1)


def day_in(unit: Unit) -> str:
    """A day on which the unit bears its code, for the address of its page."""
    return (last_day(unit) or unit.valid_from or today()).isoformat()


def kinds() -> dict[str, str]:
    """What a unit is, in words."""
    return {
        "country": _("Cả nước"),
        "province": _("Cấp tỉnh"),
        "district": _("Cấp huyện"),
        "commune": _("Cấp xã"),
    }
