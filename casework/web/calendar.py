"""The calendar (lịch tháng): duties, reviews, sessions, team work, a month as a table and a day as lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import render_template, request

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import NotFound
from casework.records import db
from casework.records.team import Staff
from casework.services.calendar_pages import EntryKind, calendar
from casework.services.clock import instant
from casework.services.duties import Asked
from casework.services.people import masked_name
from casework.services.staff import staff_list, staff_member
from casework.services.worklist_queries import month_of
from casework.web.duty_rows import rows
from casework.web.routing import Pages, current_actor, current_scope, today

pages = Pages("calendar", "/calendar")
MOST_STAFF = 100
ADDRESSES = {
    EntryKind.REPORT: "/reports/obligations",
    EntryKind.REVIEW: "/aftercares/",
    EntryKind.SESSION: "/sessions/",
    EntryKind.ACTIVITY: "/teams/",
}


def _officer() -> Staff | None:
    ref = request.args.get("officer", "")
    return staff_member(db.session(), current_scope(), ref) if ref else None


def _asked(officer: Staff | None, last: date) -> Asked:
    officer_id = officer.id if officer else None
    return Asked(db.session(), current_scope(), current_actor(), today(), last, officer_id, at=instant())


def _asked_month() -> date:
    """The first day of the month in the address; this month for anything that is no month."""
    try:
        return date.fromisoformat(request.args.get("month", "") + "-01")
    except ValueError:
        return today().replace(day=1)


@pages.get("", Permission.DAY_VIEW)
def index() -> Any:
    """One month; people do not appear in it, only how much falls on each day."""
    first, officer = _asked_month(), _officer()
    following = month_of(first)[1]
    found = calendar(_asked(officer, following), first, following - timedelta(days=1))
    staff = db.session().scalars(staff_list(current_scope()).limit(MOST_STAFF)).all()
    return render_template(
        "web/calendar/month.html", calendar=found, today=today(), officer=officer, staff=staff,
        before=(first - timedelta(days=1)).replace(day=1), after=following,
    )  # fmt: skip


@pages.get("/days/<string:day>", Permission.DAY_VIEW)
def show(day: str) -> Any:
    """One day, its people by initials.

    :raises NotFound: no such day
    """
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotFound("Không có ngày này trong lịch.") from None
    officer = _officer()
    found = calendar(_asked(officer, on), on, on)
    held = [
        (kind, [(ADDRESSES[kind] + each.ref, _named(kind, each.name)) for each in found.held if each.kind is kind])
        for kind in ADDRESSES
        # A review leads to a person's case, which not everybody with a calendar may open.
        if kind is not EntryKind.REVIEW or may(current_actor(), Permission.PERSON_VIEW)
    ]
    return render_template(
        "web/calendar/day.html", on=on, rows=rows(found.due(on), today()), held=held, officer=officer, today=today(),
        capped=found.duties.capped, before=on - timedelta(days=1), after=on + timedelta(days=1),
    )  # fmt: skip


def _named(kind: EntryKind, name: str) -> str:
    return masked_name(name) if kind is EntryKind.REVIEW else name
