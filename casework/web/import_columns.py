"""Matching the columns of a commune's own sheet with ours (ghép cột), once for the same headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.errors import CaseworkError, InvalidInput
from casework.exchange.own_columns import own_columns
from casework.exchange.own_headings import Glimpse, is_numbering
from casework.exchange.own_sheets import made_otherwise
from casework.exchange.tables import TABLES
from casework.records import db
from casework.services import import_mappings, uploads
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, show_refusal
from casework.web.imports import upload_folder
from casework.web.routing import Pages, current_actor, current_scope, refuse

pages = Pages("import_columns", "/imports/uploads")


class MatchForm(CaseForm):
    """Whose rows they are, where the sheet does not say; the columns are read from the page's own fields."""

    unit_id = ScopeUnitField()


@dataclass(frozen=True)
class Asked:
    """Which sheet, which row of headings and which table the page is about."""

    sheets: list[Glimpse]
    sheet: Glimpse
    row: int
    table: str
    columns: dict[str, int]
    known: bool
    """These headings were matched before."""


@pages.get("/<ref>", Permission.IMPORT_RUN)
def match(ref: str) -> ResponseReturnValue:
    """Which columns are which: proposed, or as they were matched before."""
    return _page(ref, _asked(ref, request.args), MatchForm(formdata=None))


@pages.post("/<ref>", Permission.IMPORT_RUN)
def save(ref: str) -> ResponseReturnValue:
    """Keep the match and go on to the preview."""
    form = MatchForm()
    asked = _asked(ref, request.form)
    headings = asked.sheet.headings(asked.row)
    places = {
        column.key: int(text)
        for column in own_columns(TABLES[asked.table])
        if (text := request.form.get(f"column-{column.key}", "")).isdigit() and int(text) < len(headings)
    }
    try:
        if not form.validate_on_submit():
            raise InvalidInput(_("Hãy chọn lại đơn vị."))
        row = uploads.upload(db.session(), current_actor(), ref)
        uploads.require_few_rows(uploads.path_of(upload_folder(), row), asked.sheet.name)
        import_mappings.match_columns(
            db.session(),
            current_scope(),
            current_actor(),
            row,
            sheet=asked.sheet,
            heading_row=asked.row,
            table=asked.table,
            columns=places,
            unit_id=form.unit_id.data,
        )
    except CaseworkError as error:
        show_refusal(form, error)
        again = Asked(asked.sheets, asked.sheet, asked.row, asked.table, places, asked.known)
        return refuse(_page(ref, again, form))
    return redirect(url_for("imports.preview", ref=ref), 303)


def _asked(ref: str, args: Any) -> Asked:
    row = uploads.upload(db.session(), current_actor(), ref)
    sheets = uploads.sheets_in(uploads.path_of(upload_folder(), row))
    sheet = next((each for each in sheets if each.name == args.get("sheet")), sheets[0])
    number = args.get("row", type=int)
    if number is None or not 0 <= number <= len(sheet.rows):
        number = sheet.likely_heading_row
    headings = sheet.headings(number)
    kept = import_mappings.remembered(db.session(), row.unit_id, headings)
    table = args.get("table", "")
    if table not in TABLES:
        table = kept.table if kept is not None else import_mappings.propose_table(headings)
    known = kept is not None and kept.table == table
    columns = kept.columns if kept is not None and known else None
    if columns is None:
        columns = import_mappings.propose_columns(TABLES[table], headings)
    return Asked(sheets, sheet, number, table, columns, known)


def _page(ref: str, asked: Asked, form: MatchForm) -> str:
    headings = asked.sheet.headings(asked.row)
    return render_template(
        "web/imports/columns.html",
        ref=ref,
        asked=asked,
        form=form,
        tables=TABLES,
        columns=own_columns(TABLES[asked.table]),
        replaced=made_otherwise(TABLES[asked.table]),
        headings=headings,
        shown_as=headings if asked.row else _first_cells(asked.sheet, headings),
        examples=[cells for cells in asked.sheet.rows[asked.row : asked.row + 4] if not is_numbering(cells)][:3],
        letter=lambda place: chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26),
    )


def _first_cells(sheet: Glimpse, headings: list[str]) -> list[str]:
    """Where a sheet has no headings its columns are told apart by what stands in them."""
    cells = next(iter(sheet.rows), [])
    return [cells[place] if place < len(cells) and cells[place] else name for place, name in enumerate(headings)]
