"""Official papers of a case (giấy tờ): made from the record, numbered once, printed in copies that are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from flask import current_app, has_request_context, request
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.documents import docx, html, pdf
from casework.documents.blocks import Document
from casework.documents.facts import Issue, Office, Sheet
from casework.documents.form import AnyForm, mark_of, office_of, title_on
from casework.documents.forms import find_form
from casework.errors import Conflict, InvalidInput
from casework.i18n import fold, format_date
from casework.law.dated import Value
from casework.records.paper import Paper
from casework.services import paper_sources
from casework.services.paper_numbers import reserve
from casework.services.paper_people import person_facts
from casework.services.paper_settings import Letterhead, letterhead
from casework.services.paper_sources import Asked, Source
from casework.services.paper_standing import mark_replaced, refuse_withdrawn, standing
from casework.services.paper_tokens import check_path, new_token


class Medium(StrEnum):
    """What a paper comes out as."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


RENDER: Mapping[Medium, Callable[[Document], bytes]] = MappingProxyType(
    {Medium.DOCX: docx.render, Medium.PDF: pdf.render, Medium.HTML: html.render}
)


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

    def document(self, *marks: str) -> Document:
        """The paper itself."""
        issue = replace(self.issue, marks=(*self.issue.marks, *marks))
        person = self.source.person
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
    form = find_form(kind)
    asked = Asked(form.kind, ref, part, today)
    source = paper_sources.find(session, scope, form.subject, asked)
    if not form.ready(source.facts):
        raise InvalidInput(f"Hồ sơ {ref} chưa ghi việc mà “{form.name}” xác nhận nên chưa in được.", field="kind")
    return _draft(session, form, asked, source, address)


def outline(session: Session, scope: Scope, kind: str, ref: str, *, day: date) -> Draft:
    """A paper that an act of a day is about to record: whose it is, in which series, and whether it has a number.

    :raises NotFound: nothing of that ref within the scope
    """
    form = find_form(kind)
    asked = Asked(form.kind, ref, "", day)
    return _draft(session, form, asked, paper_sources.find(session, scope, form.subject, asked), None)


def _draft(session: Session, form: AnyForm, asked: Asked, source: Source, address: str | None) -> Draft:
    paper = standing(session, asked)
    number = source.number or (paper.number if paper else None)
    on = source.on or (paper.signed_on if paper else None)
    day = on or source.competent_on or asked.today
    title = form.title(source.facts, day)
    authority = _authority(form, source.competent_on or day)
    office = form.issuer if isinstance(form.issuer, Office) else office_of(authority.text if authority else "")
    unit = source.unit
    if office is Office.DISTRICT and unit.kind == "commune" and unit.parent is not None:
        unit = unit.parent
    head = letterhead(session, unit, office, day)
    series = f"{form.symbol}-{head.abbreviation}" if form.symbol else None
    check = _check(form, paper, number, address)
    issue = _issue(form, title, authority, number, on, office, head, series, check)
    return Draft(form, asked, source, issue, series, paper)


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


def give_number(
    session: Session, scope: Scope, actor: Actor, kind: str, ref: str, *, signed_on: date, today: date, part: str = ""
) -> Paper:
    """Reserve the next number of the unit's series for a paper, with its day (cấp số).

    :raises InvalidInput: the day has not come, or papers of this kind bear no number
    :raises Conflict: the paper has a number already, or the case keeps it
    :raises NotFound: nothing of that ref within the scope

    Nguồn: khoản 1 Điều 15 Nghị định 30/2020/NĐ-CP.
    """
    if signed_on > today:
        raise InvalidInput(f"Ngày {format_date(signed_on)} chưa đến.", field="signed_on")
    # Whose series it is, the law of the day of signing says.
    made = draft(session, scope, kind, ref, today=signed_on, part=part)
    if made.series is None:
        raise InvalidInput("Loại giấy tờ này không đánh số.", field="kind")
    if made.issue.number is not None:
        raise Conflict(f"Giấy tờ này đã có số {made.issue.number}.")
    if made.source.on is not None and made.source.on != signed_on:
        day = format_date(made.source.on)
        raise InvalidInput(f"Hồ sơ ghi ngày của giấy tờ này là {day}. Hãy lấy số theo ngày đó.", field="signed_on")
    unit_id = made.source.unit.id
    taken = reserve(session, unit_id=unit_id, series=made.series, on=signed_on)
    paper = _file(session, actor, made, number=taken.text, signed_on=signed_on)
    paper.year, paper.series, paper.ordinal = taken.year, taken.series, taken.ordinal
    session.flush()
    trail.record(
        session,
        Tag.PAPER_NUMBERED,
        actor,
        person_id=made.person_id,
        kind=paper.kind,
        ref=ref,
        number=paper.number,
        signed_on=signed_on,
    )
    return paper


def filed(session: Session, actor: Actor, made: Draft) -> Paper:
    """The paper on file; a paper that says something else than the record now is replaced by a new one.

    :raises Conflict: the paper was withdrawn

    Nguồn: khoản 3 Điều 18 Nghị định 30/2020/NĐ-CP: văn bản có sai sót về nội dung thì được thay thế bằng văn bản có
    hình thức tương đương.
    """
    old = made.paper
    if old is None:
        refuse_withdrawn(session, made.asked, made.issue.number)
        return _file(session, actor, made, number=made.issue.number, signed_on=made.issue.on)
    if (old.number, old.signed_on) == (made.issue.number, made.issue.on):
        return old
    if old.number is None:
        old.number, old.signed_on = made.issue.number, made.issue.on
        session.flush()
        return old
    new = _file(session, actor, made, number=made.issue.number, signed_on=made.issue.on)
    mark_replaced(session, actor, old, new, made.person_id)
    return new


def _file(session: Session, actor: Actor, made: Draft, *, number: str | None, signed_on: date | None) -> Paper:
    old = made.paper if made.paper is not None and made.paper.number is None else None
    paper = old or Paper(
        kind=made.form.kind,
        subject_ref=made.asked.ref,
        part=made.asked.part,
        unit_id=made.source.unit.id,
        token=new_token(),
        recorded_by_id=actor.account_id,
    )
    paper.title, paper.number, paper.signed_on = made.issue.title, number, signed_on
    session.add(paper)
    session.flush()
    return paper
