"""Numbers explained (giải thích số liệu): what changed since sending, since the period before, and why or why not."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.errors import CaseworkError, NotFound
from casework.i18n import format_instant, format_number
from casework.records import db
from casework.records.report import SavedReport
from casework.reports.form import Form
from casework.reports.forms import find_form
from casework.reports.printing import printed
from casework.services import report_bridges, report_kept_lists, report_reasons, report_store
from casework.services.report_files import FileKind
from casework.services.units import unit_text_of
from casework.web.paging import page_number
from casework.web.report_choices import variants_asked
from casework.web.report_comparisons import asked_cell
from casework.web.report_files import LIST_FILES, list_file
from casework.web.report_words import list_lead, number_in_words, value_in_words
from casework.web.routing import Pages, current_actor, current_scope, refuse

pages = Pages("report_explanations", "/reports")


def _kept_cell(ref: str, row_id: str) -> tuple[SavedReport, int]:
    kept = report_store.find(db.session(), current_scope(), ref)
    form, place = find_form(kept.form), request.args.get("place", 0, type=int)
    if row_id not in {line.id for line in form.rows} or not 0 <= place < len(kept.windows):
        abort(404)
    return kept, place


def _back(kept: SavedReport) -> dict[str, Any]:
    words = f"{find_form(kept.form).short}, {kept.unit_name}, {report_store.period_of(kept)}"
    return {"back": url_for("report_periods.show", ref=kept.ref), "back_words": words}


@pages.get("/saved/<ref>/cells/<row_id>", Permission.REPORT_MEMBERS, writes=True)
def cell(ref: str, row_id: str) -> ResponseReturnValue:
    """One number as it was sent, and what the same question gives today: who, and why."""
    kept, place = _kept_cell(ref, row_id)
    if not kept.frozen:
        raise NotFound(_("Báo cáo chưa gửi nên chưa chốt danh sách của các số."))
    session, scope, actor = db.session(), current_scope(), current_actor()
    shown = report_bridges.since_sent(session, scope, actor, kept, row_id, place)
    window = report_store.windows_of(kept)[place]
    return render_template(
        "web/reports/bridge.html",
        **_bridge(find_form(kept.form), shown),
        before_words=_("Đúng theo thời điểm gửi (%(at)s)", at=format_instant(kept.counted_at)),
        after_words=_("theo dữ liệu hôm nay"),
        sent_url=url_for("report_explanations.kept_list", ref=kept.ref, row_id=row_id, place=place),
        why_url=url_for("report_explanations.why"),
        why_values={
            "form": kept.form,
            "row": row_id,
            "unit": unit_text_of(session, kept.unit_id),
            "window": window.text,
            "variants": ",".join(kept.variants),
        },
        **_back(kept),
    )


@pages.get("/saved/<ref>/cells/<row_id>/sent", Permission.REPORT_MEMBERS, writes=True)
def kept_list(ref: str, row_id: str) -> ResponseReturnValue:
    """Whom one number counted when its report was sent, whatever the records say now."""
    kept, place = _kept_cell(ref, row_id)
    kind = request.args.get("format", "")
    if kind in LIST_FILES:
        headings, rows = report_kept_lists.whole_as_sent(db.session(), current_actor(), kept, row_id, place)
        form, window = find_form(kept.form), report_store.windows_of(kept)[place]
        lead = list_lead(form, form.row(row_id), kept.unit_name, window)
        return list_file(f"{kept.form}-{row_id}-{kept.ref}", FileKind(kind), headings, rows, lead)
    page = page_number()
    opened = report_kept_lists.list_as_sent(db.session(), current_scope(), current_actor(), kept, row_id, place, page)
    form = find_form(kept.form)
    here: dict[str, Any] = {"ref": kept.ref, "row_id": row_id, "place": place}
    return render_template(
        "web/reports/kept_list.html",
        form=form,
        kept=kept,
        opened=opened,
        number=number_in_words(form, opened),
        window=report_store.windows_of(kept)[place],
        opens=Permission.PERSON_VIEW,
        people=any(each.name for each in opened.rows),
        cohorts=dict(zip(opened.indicator.cohorts, form.cohorts, strict=False)),
        page_url=lambda number: url_for("report_explanations.kept_list", **here, page=number),
        file_url=lambda kind: url_for("report_explanations.kept_list", **here, format=kind),
        today_url=url_for("report_explanations.cell", **here),
        **_back(kept),
    )


@pages.get("/saved/<ref>/replaced/<row_id>", Permission.REPORT_MEMBERS, writes=True)
def replaced(ref: str, row_id: str) -> ResponseReturnValue:
    """One number of a replacement and of the report before it: the names behind the difference."""
    kept, place = _kept_cell(ref, row_id)
    if kept.replaces is None:
        raise NotFound(_("Báo cáo này không thay thế báo cáo nào."))
    session, scope, actor = db.session(), current_scope(), current_actor()
    shown = report_bridges.of_replacement(session, scope, actor, kept.replaces, kept, row_id, place)
    return render_template(
        "web/reports/bridge.html",
        **_bridge(find_form(kept.form), shown),
        before_words=_("Bản trước"),
        after_words=_("bản thay thế"),
        why_url="",
        why_values={},
        **_back(kept),
    )


@pages.get("/compare/before", Permission.REPORT_MEMBERS, writes=True)
def before() -> ResponseReturnValue:
    """One number of a period and of the period before: who came and who went."""
    form, row, unit, window = asked_cell()
    session, scope, actor, variants = db.session(), current_scope(), current_actor(), variants_asked(request.args)
    shown = report_bridges.since_period_before(session, scope, actor, form, row, unit, window, variants)
    read_as = ",".join(variants)
    return render_template(
        "web/reports/bridge.html",
        **_bridge(form, shown),
        before_words=shown.before_words,
        after_words=shown.after_words,
        why_url=url_for("report_explanations.why"),
        why_values={"form": form.code, "row": row, "unit": unit, "window": window.text, "variants": read_as},
        back=url_for("reports.show", form_code=form.code, unit=unit, windows=window.text, variants=read_as or None),
        back_words=form.short,
    )


def _bridge(form: Form, shown: report_bridges.Shown) -> dict[str, Any]:
    """What the page of a bridge says numbers with."""

    def amount(number: int, plain: bool) -> str:
        return printed(number, shown.line.print) if plain else format_number(number)

    return {"form": form, "shown": shown, "said": value_in_words, "amount": amount}


@pages.get("/compare/why", Permission.REPORT_MEMBERS, writes=True)
def why() -> ResponseReturnValue:
    """Why a person or a record is counted in a cell, or the first rule that keeps it out."""
    form, row, unit, window = asked_cell()
    variants = variants_asked(request.args)
    ref, problem, found = request.args.get("ref", ""), "", []
    if ref:
        try:
            session, scope, actor = db.session(), current_scope(), current_actor()
            found = report_reasons.why(session, scope, actor, form, row, unit, window, ref, variants)
        except CaseworkError as error:
            problem = str(error)
    page = render_template(
        "web/reports/why.html",
        form=form,
        line=form.row(row),
        indicator=form.indicator(row, variants),
        window=window,
        explanations=found,
        problem=problem,
        back=url_for(
            "reports.show", form_code=form.code, unit=unit, windows=window.text, variants=",".join(variants) or None
        ),
    )
    return refuse(page) if problem else page
