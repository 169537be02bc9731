"""A paper as it would be printed now (bản dự thảo): made from the record under the law of its day, nothing written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import current_app, has_request_context, request
from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.documents.blocks import Document
from casework.documents.facts import Issue, Office, Sheet
from casework.documents.form import AnyForm, Subject, mark_of, office_of, title_on
from casework.documents.forms import find_form
from casework.errors import InvalidInput
from casework.i18n import fold
from casework.law.dated import Value
from casework.records.paper import Paper
from casework.services import paper_sources
from casework.services.paper_notices import NOTICES, notice_part
from casework.services.paper_people import person_facts
from casework.services.paper_settings import Letterhead, letterhead
from casework.services.paper_sources import Asked, Source
from casework.services.paper_standing import find_paper, on_file
from casework.services.paper_tokens import check_path


@dataclass(frozen=True)
class Draft:
    """A paper as it would be printed now."""

    form: AnyForm
    asked: Asked
    source: Source
    issue: Issue
    series: str | None
    """What follows its number; None for papers without one."""
    paper: Paper | None
    """The paper on file; None before its number was given and its first copy printed."""

    @property
    def person_id(self) -> int | None:
        """Whom it is about, for the trail."""
        return self.source.person.id if self.source.person else None

    @property
    def file_name(self) -> str:
        """A name for its file, without letters that travel badly and without the person's name."""
        parts = [self.form.kind, self.asked.ref, self.asked.part]
        return "-".join(fold(each).replace("/", "-").replace(" ", "-") for each in parts if each)

    @property
    def is_final(self) -> bool:
        """Whether it is issued once it is printed: its day has come, and its number is given where it bears one.

        A register goes on being written, so a copy of it is of its day.
        """
        on, is_numbered = self.issue.on, self.series is None or self.issue.number is not None
        return on is not None and on <= self.asked.today and is_numbered and self.form.subject is not Subject.UNIT

    def document(self) -> Document:
        """The paper itself, as the record stands."""
        issue, person = self.issue, self.source.person
        day, beside = issue.on or self.asked.today, self.source.guardian
        sheet = Sheet(issue, self.source.facts, person_facts(person, day, beside) if person is not None else None)
        name = f"{issue.title} {issue.number or ''}".strip()
        return Document(name, self.form.build(sheet), issue.marks, landscape=self.form.landscape)


@dataclass(frozen=True)
class Filed(Draft):
    """A paper that is on file."""

    paper: Paper


def draft(
    session: Session, scope: Scope, kind: str, ref: str, *, today: date, part: str = "", address: str | None = None
) -> Draft:
    """A paper as the record stands now; nothing is written.

    :param part: which of several of the kind in one case: a month “2026-03”, a day “2026-03-02”
    :param address: where this system is reached, for the code on certificates; without it, as it is set
    :raises InvalidInput: no such kind of paper, a part that names nothing, or what it confirms has not happened
    :raises NotFound: nothing of that ref within the scope
    """
    made = outline(session, scope, kind, ref, day=today, part=part, address=address)
    require_ready(made)
    return made


def require_ready(made: Draft) -> None:
    """:raises InvalidInput: what the paper confirms has not happened"""
    if not made.form.ready(made.source.facts):
        ref, name = made.asked.ref, made.form.name
        raise InvalidInput(f"Hồ sơ {ref} chưa ghi việc mà “{name}” xác nhận nên chưa in được.", field="kind")


def outline(
    session: Session,
    scope: Scope,
    kind: str,
    ref: str,
    *,
    day: date,
    part: str = "",
    address: str | None = None,
    paper_ref: str | None = None,
) -> Draft:
    """The same without asking whether what it says has happened: an act is about to record it, or the paper was issued.

    :param paper_ref: of one that stands no more; without it, the one that stands
    :raises InvalidInput: no such kind of paper, or a part that names nothing
    :raises NotFound: nothing of that ref within the scope, or the case has no such paper
    """
    form = find_form(kind)
    if kind in NOTICES and not part:
        part = notice_part(session, scope, kind, ref)
    asked = Asked(form.kind, ref, part, day)
    source = paper_sources.find(session, scope, form.subject, asked)
    if paper_ref is not None:
        paper: Paper | None = find_paper(session, asked, paper_ref)
    else:
        paper = on_file(session, asked, source.number)
    return _draft(session, form, asked, source, paper, address)


def _draft(
    session: Session, form: AnyForm, asked: Asked, source: Source, paper: Paper | None, address: str | None
) -> Draft:
    number, on = _identity(source, paper)
    day = source.on or on or source.competent_on or asked.today
    title = form.title(source.facts, day)
    authority = _authority(form, source.competent_on or day)
    office = form.issuer if isinstance(form.issuer, Office) else office_of(authority.text if authority else "")
    unit = source.unit
    if office is Office.DISTRICT and unit.kind == "commune" and unit.parent is not None:
        unit = unit.parent
    # Whoever signs on the day of the paper heads it, also where it replaces one of an earlier day.
    head = letterhead(session, unit, office, on or day)
    series = f"{form.symbol}-{head.abbreviation}" if form.symbol else None
    check = _check(form, paper, number, address)
    issue = _issue(form, title, authority, number, on, office, head, series, check)
    return Draft(form, asked, source, issue, series, paper)


def _identity(source: Source, paper: Paper | None) -> tuple[str | None, date | None]:
    """Number and day: those of the case, or those that stand on the paper alone."""
    if paper is None:
        return source.number, source.on
    if not paper.stands:
        return paper.number, paper.signed_on
    return source.number or paper.number, paper.signed_on if paper.has_own_day else source.on or paper.signed_on


def _issue(
    form: AnyForm,
    title: Value,
    authority: Value | None,
    number: str | None,
    on: date | None,
    office: Office,
    head: Letterhead,
    series: str | None,
    check: str | None,
) -> Issue:
    return Issue(
        kind=form.kind,
        title=title.text,
        form_number=title.form_number,
        citation=title.citation,
        authority=authority.citation if authority else "",
        number=number,
        pattern=f"/{series}" if series else None,
        on=on,
        office=office,
        agency=head.agency,
        parent=head.parent,
        place=head.place,
        signature=head.signature,
        check_address=check,
        marks=(mark_of(title),),
    )


def _authority(form: AnyForm, day: date) -> Value | None:
    if isinstance(form.issuer, Office):
        return None
    found = title_on(form.issuer, day, "")
    return found if found.value else None


def _check(form: AnyForm, paper: Paper | None, number: str | None, address: str | None) -> str | None:
    """Where a certificate on file is confirmed."""
    if not form.certified or paper is None or number is None:
        return None
    set_by_hand: str = current_app.config["CASEWORK"].public_url
    here = address or (request.url_root if has_request_context() else "")
    return (set_by_hand or here or "http://127.0.0.1:8000").rstrip("/") + check_path(paper)


def with_paper(made: Draft, paper: Paper, address: str | None) -> Filed:
    """The draft as a copy of the paper on file, to which the code on a certificate leads."""
    issue = replace(made.issue, check_address=_check(made.form, paper, made.issue.number, address))
    return Filed(made.form, made.asked, made.source, issue, made.series, paper)
