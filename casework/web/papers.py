"""Official papers (giấy tờ): those of a case, a look at one, its number, its copies, many at once."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.rules import may
from casework.documents import html
from casework.documents.form import Subject
from casework.documents.forms import FORMS, find_form
from casework.errors import Conflict, InvalidInput
from casework.records import db
from casework.records.episode import Episode
from casework.services import paper_bundles, paper_copies, paper_lists, paper_looks, paper_settings, papers
from casework.services.paper_drafts import outline
from casework.services.paper_lists import REPEATED, PaperLine
from casework.services.papers import Medium
from casework.web.fields import CaseForm, DateField, not_after_today, show_refusal
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("papers", "/papers")

PREVIEW = "Bản xem trước, chưa in"
"""It stands on the paper, which is Vietnamese in every language of the screen."""


class NumberForm(CaseForm):
    """The day a paper is signed, and its number where it has one already."""

    signed_on = DateField(_l("Ngày ký"), [InputRequired(), not_after_today])
    number = NumberField(_l("Số văn bản"))


class PrintForm(CaseForm):
    """Which of several papers of a kind, and in which medium."""

    part = HiddenField()
    medium = HiddenField()
    paper = HiddenField()


class WithdrawForm(CaseForm):
    """Why a paper no longer stands."""

    reason = StringField(_l("Lý do thu hồi"), [InputRequired(), Length(max=300)])
    paper = HiddenField()


@pages.get("", Permission.PAPER_PRINT)
def index() -> ResponseReturnValue:
    """The registers of the reader's unit, this year's and last year's."""
    return render_template(
        "web/papers/index.html",
        unit=paper_settings.own_unit(db.session(), current_actor()),
        years=(today().year, today().year - 1),
        registers=[form for form in FORMS if form.subject is Subject.UNIT],
    )


@pages.get("/of/<string:subject>/<path:ref>", Permission.PAPER_PRINT, writes=True)
def case(subject: str, ref: str) -> ResponseReturnValue:
    """The papers of one case, unit's registers too: which are printed, which wait."""
    if subject not in set(Subject):
        abort(404)
    session, about = db.session(), Subject(subject)
    lines = paper_lists.case_papers(session, current_scope(), about, ref, today=today())
    trail.record(session, trail.Tag.PAPERS_VIEWED, current_actor(), ref=ref, count=len(lines))
    return render_template(
        "web/papers/case.html", ref=ref, subject=about, papers=lines, print_form=PrintForm(formdata=None)
    )


@pages.get("/<string:kind>/<path:ref>/preview", Permission.PAPER_PRINT, writes=True)
def preview(kind: str, ref: str) -> ResponseReturnValue:
    """A paper as it would be printed now."""
    return _preview(kind, ref, NumberForm(formdata=None), WithdrawForm(formdata=None))


@pages.post("/<string:kind>/<path:ref>/number", Permission.PAPER_PRINT)
def number(kind: str, ref: str) -> ResponseReturnValue:
    """Take the next number of the unit's series."""
    form = NumberForm()
    if not form.validate():
        return refuse(_preview(kind, ref, form, WithdrawForm(formdata=None)))
    try:
        taken = papers.give_number(
            db.session(),
            current_scope(),
            current_actor(),
            kind,
            ref,
            signed_on=form.signed_on.data,
            today=today(),
            part=_part(),
            typed=form.number.data,
        )
    except (InvalidInput, Conflict) as error:
        db.session().rollback()
        show_refusal(form, error)
        return refuse(_preview(kind, ref, form, WithdrawForm(formdata=None)), error.status)
    flash(_("Đã cấp số %(number)s.", number=taken.number), "success")
    return redirect(url_for("papers.preview", kind=kind, ref=ref, part=_part() or None), 303)


@pages.post("/<string:kind>/<path:ref>/withdraw", Permission.PAPER_WITHDRAW)
def withdraw(kind: str, ref: str) -> ResponseReturnValue:
    """Say that the paper no longer stands; the page behind its code says so from then on."""
    form = WithdrawForm()
    if not form.validate():
        return refuse(_preview(kind, ref, NumberForm(formdata=None), form))
    session, scope = db.session(), current_scope()
    made = outline(session, scope, kind, ref, day=today(), part=_part(), paper_ref=form.paper.data or None)
    if made.paper is None:
        abort(404)
    try:
        paper_copies.withdraw(
            session,
            scope,
            current_actor(),
            made.paper.ref,
            reason=form.reason.data or "",
            on=today(),
            person_id=made.person_id,
        )
    except (InvalidInput, Conflict) as error:
        session.rollback()
        show_refusal(form, error)
        return refuse(_preview(kind, ref, NumberForm(formdata=None), form), error.status)
    flash(_("Đã thu hồi giấy tờ."), "success")
    return redirect(url_for("papers.case", subject=made.form.subject.value, ref=ref), 303)


@pages.post("/<string:kind>/<path:ref>/print", Permission.PAPER_PRINT)
def print_copy(kind: str, ref: str) -> ResponseReturnValue:
    """Print one copy: a file to keep, or a page to print from."""
    form = PrintForm()
    medium = form.medium.data or ""
    if not form.validate() or medium not in set(Medium):
        abort(400)
    made = paper_copies.print_paper(
        db.session(),
        current_scope(),
        current_actor(),
        kind,
        ref,
        Medium(medium),
        today=today(),
        part=form.part.data or "",
        paper_ref=form.paper.data or None,
    )
    if medium == Medium.HTML:
        return render_template("web/papers/print.html", paper=html.fragment(made.document), name=made.file_name)
    return _file(made.content, made.mime_type, made.file_name)


@pages.post("/of/<string:subject>/<path:ref>/file", Permission.PAPER_PRINT)
def bundle(subject: str, ref: str) -> ResponseReturnValue:
    """The whole file of a case, or all papers of one act, as one PDF."""
    if subject not in set(Subject) or not PrintForm().validate():
        abort(404)
    session, scope, actor, act = db.session(), current_scope(), current_actor(), request.form.get("act", "")
    if act:
        made = paper_bundles.papers_of_act(session, scope, actor, Subject(subject), ref, act, today=today())
    else:
        made = paper_bundles.case_file(session, scope, actor, Subject(subject), ref, today=today())
    return _file(made, "application/pdf", f"{act or 'ho-so'}-{ref.replace('/', '-')}.pdf")


@pages.get("/stylesheet", Permission.PAPER_PRINT)
def stylesheet() -> ResponseReturnValue:
    """What dresses a paper on a page."""
    answer = make_response(html.stylesheet())
    answer.mimetype = "text/css"
    return answer


@pages.blueprint.app_template_global("episode_papers")
def episode_papers(episode: Episode) -> list[PaperLine]:
    """The papers of an episode that a page shows already; none for those who may not print."""
    if not may(current_actor(), Permission.PAPER_PRINT):
        return []
    return paper_lists.episode_papers(db.session(), episode, today=today())


@pages.blueprint.app_template_global("acts_with_papers")
def acts_with_papers(subject: str, papers: list[PaperLine]) -> list[paper_bundles.ActPapers]:
    """The acts of a case whose papers can be printed together, the latest first."""
    return paper_bundles.acts_with_papers(Subject(subject), papers)


@pages.blueprint.app_template_global("paper_form")
def paper_form() -> PrintForm:
    """The form behind the buttons that print."""
    return PrintForm(formdata=None)


def _part() -> str:
    return request.args.get("part", "").strip()


def _paper_ref() -> str | None:
    """Which paper of the case is asked for, where it is not the one that stands."""
    return request.args.get("paper", "").strip() or None


def _file(content: bytes, mime_type: str, name: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = mime_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _preview(kind: str, ref: str, number_form: NumberForm, withdraw_form: WithdrawForm) -> str:
    session, part = db.session(), _part()
    look = paper_looks.look(session, current_scope(), kind, ref, today=today(), part=part, paper_ref=_paper_ref())
    made, paper = look.made, look.made.paper
    trail.record(
        session, trail.Tag.PAPER_VIEWED, current_actor(), person_id=made.person_id, kind=made.form.kind, ref=ref
    )
    return render_template(
        "web/papers/preview.html",
        made=made,
        kind=made.form.kind,
        ref=ref,
        part=part,
        look=look,
        issued=paper,
        drawn=html.fragment(replace(look.document, marks=(*look.document.marks, PREVIEW)), inside=True),
        copies=paper_looks.copies_of(session, paper) if paper is not None else [],
        number_form=number_form,
        withdraw_form=withdraw_form,
        print_form=PrintForm(formdata=None),
        takes_number=made.series is not None and made.issue.number is None and (paper is None or paper.stands),
        may_withdraw=paper is not None and paper.stands and may(current_actor(), Permission.PAPER_WITHDRAW),
        may_replace=look.is_issued and paper is not None and paper.replaced_by is None,
        asks_part=find_form(kind).kind in REPEATED,
    )
