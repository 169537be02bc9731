"""Units beside each other as a table (bảng so sánh các đơn vị): what each counts, their sum, and the target."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from casework.i18n import format_number
from casework.records import db
from casework.records.unit import Unit
from casework.reports.form import Form, Line
from casework.reports.periods import Window
from casework.reports.printing import NOTHING, printed
from casework.services.report_parts import GroupShown, PartsShown
from casework.services.units import unit_text_of


@dataclass
class PartsTable:
    """Headings, a row a unit that has a number, and the rows that add up to the unit itself."""

    headings: list[str] = field(default_factory=list)
    rows: list[tuple[Unit, list[str]]] = field(default_factory=list)
    sums: list[tuple[str, list[str]]] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    """The names of units that have nothing to show."""


def parts_table(form: Form, shown: PartsShown) -> PartsTable:
    """One number of each unit below: of a ratio with both its numbers, of a median with how many records have one."""
    titles = [_("Cộng các đơn vị"), _("Trừ: được tính ở nhiều đơn vị"), _("Chưa phân bổ")]
    table = PartsTable(sums=[(title, []) for title in titles])
    lines: list[tuple[Unit, list[str]]] = [(unit, []) for unit in (*shown.below, shown.unit)]
    for place, group in enumerate(shown.groups):
        _add_group(table, lines, shown.line, group, f"{form.cohorts[place]}: " if form.cohorts else "")
    if shown.aims:
        table.headings += [_("Chỉ tiêu"), _("Kết quả")]
        for (_unit, cells), aim in zip(lines, shown.aims, strict=True):
            cells += [aim.target.text, {None: "", True: _("Đạt"), False: _("Chưa đạt")}[aim.met]]
        for _title, cells in table.sums:
            cells += ["", ""]
    for place, each in enumerate(lines[:-1]):
        if any(one.sum.numbers[place] for group in shown.groups for one in group.sums):
            table.rows.append(each)
        else:
            table.silent.append(each[0].name)
    table.sums.append((shown.unit.name, lines[-1][1]))
    return table


def list_url(form: Form, line: Line, unit: Unit, window: Window) -> str:
    """Where the number of one of the units opens, read as on this page."""
    return _url("reports.members", {"form_code": form.code, "row_id": line.id}, unit, window)


def below_url(form: Form, line: Line, unit: Unit, window: Window) -> str | None:
    """The same number of the units below one of these; none of a commune."""
    if unit.kind == "commune":
        return None
    return _url("report_comparisons.communes", {"form": form.code, "row": line.id}, unit, window)


def _url(page: str, cell: dict[str, Any], unit: Unit, window: Window) -> str:
    asked = cell | {"unit": unit_text_of(db.session(), unit.id), "window": window.text}
    if read_as := request.args.get("variants"):
        asked["variants"] = read_as
    return url_for(page, **asked)


def _add_group(
    table: PartsTable, lines: list[tuple[Unit, list[str]]], line: Line, group: GroupShown, before: str
) -> None:
    values = (*group.parts.values, group.parts.whole)
    plain = not group.sums[0].sum.title
    if not plain:
        # A share or a middle adds up to nothing: the numbers that it is made of do.
        table.headings.append(before + (_("Tỷ lệ (%)") if line.measured_in == "%" else _(line.measured_in)))
        for (_unit, cells), value in zip(lines, values, strict=True):
            cells.append(printed(value, line.print) or NOTHING)
        for _title, cells in table.sums:
            cells.append("")
    for one in group.sums:
        table.headings.append(before + _(one.sum.title or line.measured_in))
        numbers = (*one.sum.numbers, one.sum.whole)
        steps = (one.sum.total, -one.twice.by, one.unallocated.by)
        columns = [cells for _whose, cells in (*lines, *table.sums)]
        for cells, number in zip(columns, (*numbers, *steps), strict=True):
            cells.append(printed(number, line.print) if plain else format_number(number))
