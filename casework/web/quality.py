"""Data quality (chất lượng dữ liệu): what each check finds, how to mend it, who can, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import render_template, request

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.access.trail import Tag
from casework.records import db
from casework.services import quality
from casework.services.people import masked_name
from casework.services.quality_checks import ABOUT_PEOPLE, Check, Finding, Kind, Severity
from casework.web.paging import SIZE, Page, page_number
from casework.web.routing import Pages, current_actor, current_scope, today

P = Permission
pages = Pages("quality", "/quality")
PLACES: dict[Kind, tuple[str, str, Permission]] = {
    Kind.PERSON: ("/people/", "", P.PERSON_VIEW),
    Kind.EPISODE: ("/episodes/", "", P.PERSON_VIEW),
    Kind.AFTERCARE: ("/aftercares/", "", P.PERSON_VIEW),
    Kind.LISTING: ("/listings/", "/edit", P.LISTING_EDIT),
    Kind.TRAINING: ("/trainings/", "/edit", P.SUPPORT_EDIT),
    Kind.JOB: ("/jobs/", "/edit", P.SUPPORT_EDIT),
    Kind.LOAN: ("/loans/", "/edit", P.SUPPORT_EDIT),
    Kind.METHADONE: ("/methadone/", "/edit", P.METHADONE_EDIT),
    Kind.EVALUATION: ("/evaluations/", "/edit", P.EVALUATION_EDIT),
    Kind.TEAM: ("/teams/", "", P.TEAM_VIEW),
    Kind.STAFF: ("/staff/", "/edit", P.TEAM_EDIT),
    Kind.POINT: ("/points/", "", P.POINT_VIEW),
    Kind.SESSION: ("/sessions/", "", P.POINT_VIEW),
    Kind.CLUB: ("/clubs/", "/edit", P.CLUB_EDIT),
    Kind.EVENT: ("/events/", "/edit", P.OUTREACH_EDIT),
    Kind.BUDGET: ("/budget/", "/edit", P.BUDGET_EDIT),
    Kind.HOTLINE: ("/hotline/", "/edit", P.HOTLINE_EDIT),
}
"""Where the records of a kind are, and what it takes to open them there."""
FORMS = {
    "person.": ("/people/", "/edit", P.PERSON_EDIT),
    "person.aftercare-not-opened": ("/people/", "/aftercares/new", P.AFTERCARE_OPEN),
    "episode.started-without-decision": ("/episodes/", "/decision", P.EPISODE_DECIDE),
    "episode.completed-without-certificate": ("/episodes/", "/certificate", P.EPISODE_CERTIFY),
    "episode.certificate-without-phases": ("/episodes/", "/phases", P.EPISODE_PHASE),
    "episode.unassigned": ("/episodes/", "/officer", P.EPISODE_ASSIGN),
    "person.unit-divided": ("/allocations/of/", "", P.CASE_ALLOCATE),
    "episode.unallocated": ("/allocations/of/", "", P.CASE_ALLOCATE),
    "aftercare.unallocated": ("/allocations/of/", "", P.CASE_ALLOCATE),
    "aftercare.review-missing": ("/aftercares/", "/review", P.AFTERCARE_REVIEW),
    "aftercare.": ("/aftercares/", "/edit", P.AFTERCARE_CORRECT),
    "session.": ("/sessions/", "/edit", P.SESSION_RECORD),
}
"""The form that mends what a check finds, where it is not the page of the record: by code, else by its first part."""


@dataclass(frozen=True)
class Row:
    """One finding: the form that mends it for a reader who may, else the record, else no link."""

    finding: Finding
    name: str
    url: str | None


@pages.get("", Permission.QUALITY_VIEW)
def index() -> Any:
    """Every check with its count; a reader of more than one commune looks at one kind of record at a time."""
    session, scope = db.session(), current_scope()
    wide = quality.is_wide(session, scope)
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in set(Kind) else (Kind.EPISODE if wide else None)
    checks = [check for check in quality.CHECKS if kind is None or check.kind is kind]
    counted = quality.counts(session, scope, today(), checks=checks)
    found = sorted((each for each in counted if each.count), key=lambda each: list(Severity).index(each.check.severity))
    return render_template(
        "web/quality/index.html", found=found, clean=[each.check for each in counted if not each.count], kind=kind,
        kinds=list(Kind), wide=wide, severities=list(Severity), menders=quality.menders, total=len(quality.CHECKS),
    )  # fmt: skip


@pages.get("/checks/<string:code>", Permission.QUALITY_VIEW, writes=True)
def show(code: str) -> Any:
    """What one check finds, a page at a time; that names were shown is recorded.

    :raises NotFound: there is no such check
    """
    check, number, actor = quality.check_named(code), page_number(), current_actor()
    found, capped = quality.findings(
        db.session(), current_scope(), check, today(), limit=SIZE + 1, offset=(number - 1) * SIZE
    )
    personal = check.kind in ABOUT_PEOPLE
    named = not personal or may(actor, P.NAMES_VIEW)
    rows = [Row(each, each.name if named else masked_name(each.name), url_of(check, each)) for each in found[:SIZE]]
    if personal and named and rows:
        trail.record(db.session(), Tag.PEOPLE_LISTED, actor, query=check.code, count=len(rows))
    page = Page(rows, number, len(found) > SIZE)
    return render_template(
        "web/quality/check.html", check=check, page=page, capped=capped, menders=quality.menders(check),
        mends=may(actor, check.by),
    )  # fmt: skip


def url_of(check: Check, finding: Finding) -> str | None:
    """Where the reader mends a finding or at least sees its record; None for a reader who may do neither."""
    places = [FORMS[code] for code in (check.code, check.code.split(".")[0] + ".") if code in FORMS]
    for start, end, needed in (*places[:1], PLACES[check.kind]):
        if may(current_actor(), needed):
            return start + quote(finding.key) + end
    return None
