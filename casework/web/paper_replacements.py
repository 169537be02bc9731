"""Replacing a paper that was issued wrong (thay thế, đính chính): why, and what stands on the new one."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access import trail
from casework.access.permissions import Permission
from casework.errors import Conflict, InvalidInput
from casework.records import db
from casework.records.paper import Paper
from casework.services import paper_looks
from casework.services.paper_looks import Look
from casework.services.paper_replacements import Fault, Replacement, replace_paper
from casework.web.fields import CaseForm, DateField, TermField, not_after_today, show_refusal
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("paper_replacements", "/paper-replacements")


class ReplacementForm(CaseForm):
    """What was wrong, and what stands on the new paper."""

    fault = TermField(
        _l("Sai sót về"),
        Fault,
        [InputRequired()],
        description=_l(
            "Sai nội dung thì thay bằng giấy mới; sai thể thức, kỹ thuật trình bày, thủ tục ban hành thì đính chính "
            "bằng công văn"
        ),
    )
    reason = StringField(_l("Lý do"), [InputRequired(), Length(min=5, max=300)])
    signed_on = DateField(_l("Ngày ký giấy mới"), [Optional(), not_after_today])
    number = NumberField(_l("Số giấy mới"))
    letter = StringField(
        _l("Số, ngày công văn đính chính"),
        [Optional(), Length(max=60)],
        description=_l("Khi giấy giữ số, ví dụ 15/CV-UBND ngày 20/11/2026"),
    )


@pages.get("/<string:kind>/<path:ref>", Permission.PAPER_WITHDRAW, writes=True)
def new(kind: str, ref: str) -> ResponseReturnValue:
    """The paper as it was issued beside what the record says now, and the form that replaces it."""
    old = _look(kind, ref).made.paper
    form = _form(old)
    if "signed_on" in form:
        form.signed_on.data = today()
    return _page(form, kind, ref)


@pages.post("/<string:kind>/<path:ref>", Permission.PAPER_WITHDRAW)
def create(kind: str, ref: str) -> ResponseReturnValue:
    """Issue the paper that replaces it."""
    session, old = db.session(), _look(kind, ref).made.paper
    form = _form(old)
    if old is None or not form.validate():
        return refuse(_page(form, kind, ref))
    try:
        made = replace_paper(session, current_scope(), current_actor(), old.ref, _asked(form), today=today())
    except (InvalidInput, Conflict) as error:
        session.rollback()
        show_refusal(form, error)
        return refuse(_page(form, kind, ref), error.status)
    words = _("Đã thay thế bằng giấy số %(number)s. Hãy in giấy mới.", number=made.number)
    flash(words if made.number else _("Đã thay thế. Hãy in giấy mới."), "success")
    return redirect(url_for("papers.preview", kind=kind, ref=ref, part=_part() or None), 303)


def _part() -> str:
    return request.args.get("part", "").strip()


def _look(kind: str, ref: str) -> Look:
    asked = request.args.get("paper", "").strip() or None
    look = paper_looks.look(db.session(), current_scope(), kind, ref, today=today(), part=_part(), paper_ref=asked)
    if not look.is_issued:
        # What was never issued is simply printed as the record has it now.
        abort(404)
    return look


def _form(old: Paper | None) -> ReplacementForm:
    form = ReplacementForm()
    if old is not None and old.number is None:
        for name in ("signed_on", "number", "letter"):
            delattr(form, name)
    return form


def _asked(form: ReplacementForm) -> Replacement:
    fault, reason = form.fault.data, form.reason.data or ""
    if "signed_on" not in form:
        return Replacement(fault, reason)
    return Replacement(fault, reason, form.signed_on.data, form.number.data, form.letter.data)


def _page(form: ReplacementForm, kind: str, ref: str) -> str:
    look = _look(kind, ref)
    made = look.made
    trail.record(
        db.session(), trail.Tag.PAPER_VIEWED, current_actor(), person_id=made.person_id, kind=made.form.kind, ref=ref
    )
    return render_template(
        "web/papers/replacement.html", form=form, look=look, old=made.paper, kind=kind, ref=ref, part=_part()
    )
