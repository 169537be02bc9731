"""The register of registrations (sổ đăng ký cai nghiện ma túy tự nguyện), a page of a year at a time."""

from __future__ import annotations

from flask import render_template

from casework.access import trail
from casework.access.permissions import Permission
from casework.law.vocabulary import DeclaredBy, EpisodeForm
from casework.records import db
from casework.services.registration_register import registrations, result_of, totals
from casework.web.act_pages import name_of
from casework.web.paging import SIZE, paged
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.years import asked_year

pages = Pages("registrations", "/registrations")


@pages.get("", Permission.PERSON_VIEW, writes=True)
def index() -> str:
    """The registrations of a year in the order of the register, with the totals that close it."""
    session, scope = db.session(), current_scope()
    year = asked_year() or today().year
    page = paged(session, registrations(scope, year))
    told = f"sổ đăng ký năm {year}, trang {page.number}"
    trail.record(session, trail.Tag.PEOPLE_LISTED, current_actor(), query=told, count=len(page.items))
    first = (page.number - 1) * SIZE + 1
    lines = [
        (number, row, name_of(row), EpisodeForm(row.form), DeclaredBy(row.declared_by or "none"), result_of(row))
        for number, row in enumerate(page.items, start=first)
    ]
    return render_template(
        "web/episodes/registrations.html", year=year, page=page, lines=lines, totals=totals(session, scope, year)
    )
