"""Kept reports: found within a scope, filled from records, frozen with whom they counted, and read back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.access.scope import Scope, within
from casework.errors import Conflict, NotFound
from casework.i18n import parse_date
from casework.indicators.targets import Target
from casework.indicators.values import Number
from casework.law.plan_terms import Comparison
from casework.records.report import ReportCell, SavedReport
from casework.reports.build import Report, Row, build
from casework.reports.form import Form, Heading
from casework.reports.forms import find_form
from casework.reports.freeze import Tally, members_of, spread
from casework.reports.keeping import from_plain, packed, to_plain
from casework.reports.periods import Window, parse_window
from casework.reports.place import frame
from casework.reports.wholes import with_fixed_wholes


def reports(scope: Scope) -> Select[SavedReport]:
    """The kept reports made by the scope's units."""
    return select(SavedReport).where(*within(scope, SavedReport.maker_id))


def find(session: Session, scope: Scope, ref: str) -> SavedReport:
    """One kept report with its cells and acts.

    :raises NotFound: none of that ref made by a unit of the scope
    """
    query = reports(scope).where(SavedReport.ref == ref)
    loads = (joinedload(SavedReport.unit), joinedload(SavedReport.maker), joinedload(SavedReport.replaces))
    kept = session.scalars(query.options(*loads, selectinload(SavedReport.acts))).first()
    if kept is None:
        raise NotFound("Không có báo cáo này trong phạm vi của bạn.")
    return kept


def windows_of(kept: SavedReport) -> list[Window]:
    """The windows of a kept report."""
    return [parse_window(f"{first}..{last}") for first, last in kept.windows]


def period_of(kept: SavedReport) -> str:
    """The windows in words."""
    return "; ".join(window.label for window in windows_of(kept))


def form_of(kept: SavedReport) -> Form:
    """The official form that it fills in."""
    return find_form(kept.form)


def as_kept(windows: list[Window]) -> list[list[str]]:
    """Windows as the table keeps them."""
    return [[window.first.isoformat(), window.last.isoformat()] for window in windows]


def numbers_of(kept: SavedReport) -> dict[tuple[str, int], Number]:
    """The numbers as they were counted, by row and window."""
    return {(cell.row_id, cell.place): from_plain(cell.value) for cell in kept.cells}


def fill(session: Session, kept: SavedReport, *, as_of: datetime, keep_members: bool = False) -> None:
    """Count every cell anew; with `keep_members`, also keep whom each counts: then nothing changes any more.

    :raises Conflict: records changed while they were counted
    """
    form, windows = form_of(kept), windows_of(kept)
    variants = tuple(kept.variants)
    report = build(session, form, kept.unit, windows, as_of=as_of, variants=variants)
    for cell in list(kept.cells):
        session.delete(cell)
    session.flush()
    # The rows were deleted above: the list in memory must not keep them.
    session.expire(kept, ["cells"])
    shown = {row.line.id: row.values for row in report.rows if not isinstance(row.line, Heading)}
    width = len(report.columns) // len(windows)
    for place, window in enumerate(windows):
        cells = _cells(session, kept, form, variants, place, window, keep_members=keep_members)
        for line, cell, number in cells:
            counted = shown[line][place * width : (place + 1) * width]
            if number is _UNKNOWN:
                value = counted[: len(form.cohorts)] if form.cohorts else counted[0]
                cell.value = to_plain(value)
            elif spread([number]) != counted:
                raise Conflict("Có người vừa ghi hồ sơ trong lúc chốt số liệu. Hãy thực hiện lại.")
            session.add(cell)
    kept.counted_at, kept.frozen = as_of, keep_members
    kept.unit_name, kept.notes = report.unit_name, list(report.notes)
    kept.targets = {row: [_plain(each) for each in figures] for row, figures in report.targets.items()}
    session.flush()
    session.expire(kept, ["cells"])


_UNKNOWN: Any = object()


def _cells(
    session: Session,
    kept: SavedReport,
    form: Form,
    variants: tuple[str, ...],
    place: int,
    window: Window,
    *,
    keep_members: bool,
) -> list[tuple[str, ReportCell, Any]]:
    """A cell for each row of one window; with its members, also the number that they make."""
    indicators = form.indicators(variants)
    found: list[tuple[str, ReportCell, Any]] = []
    numbers: list[Number] = []
    for line, indicator in zip(form.rows, indicators, strict=True):
        cell = ReportCell(report_id=kept.id, row_id=line.id, place=place, listed=0)
        days = line.window(window)
        if keep_members and days is not None:
            tally = Tally(indicator)
            cell.members = packed(tally.watch(members_of(session, indicator, frame(kept.unit, days))))
            cell.listed = tally.listed
            numbers.append(tally.number)
            # Of the whole country such lists are large: one at a time is in memory.
            session.add(cell)
            session.flush()
            session.expire(cell, ["members"])
        else:
            numbers.append(None)
        found.append((line.id, cell, None))
    if not keep_members:
        return [(line, cell, _UNKNOWN) for line, cell, _ in found]
    fixed = with_fixed_wholes(form, kept.unit, window, tuple(numbers))
    for (_, cell, _), number in zip(found, fixed, strict=True):
        cell.value = to_plain(number)
    return [(line, cell, number) for (line, cell, _), number in zip(found, fixed, strict=True)]


def _plain(target: Target) -> dict[str, Any]:
    return asdict(target) | {"comparison": target.comparison.value}


def as_report(kept: SavedReport) -> Report:
    """The report as it was counted (đúng theo thời điểm chốt): nothing is asked of the records.

    :raises NotFound: nothing was counted yet
    """
    if kept.counted_at is None:
        raise NotFound("Báo cáo này chưa lập dự thảo.")
    form, windows, numbers = form_of(kept), windows_of(kept), numbers_of(kept)
    width = len(windows) * (len(form.cohorts) + 1 if form.cohorts else 1)
    rows = tuple(
        Row(line, (None,) * width if line.id else ())
        if isinstance(line, Heading)
        else Row(line, spread(numbers.get((line.id, place)) for place in range(len(windows))))
        for line in form.lines
    )
    said = (*kept.notes, *_explanation(kept))
    return Report(
        form=form,
        unit_code=kept.unit.code,
        unit_name=kept.unit_name,
        unit_kind=kept.unit.kind,
        windows=tuple(windows),
        variants=form.chosen(tuple(kept.variants)),
        rows=rows,
        as_of=kept.counted_at,
        told=lambda: said,
        targets={
            row: tuple(Target(**(each | {"comparison": Comparison(each["comparison"])})) for each in figures)
            for row, figures in kept.targets.items()
        },
    )


def _explanation(kept: SavedReport) -> list[str]:
    """What a sent report says of itself under its table: that nothing happened, or with which known errors it went."""
    if not kept.frozen:
        return []
    said = ["Trong kỳ không phát sinh: mọi số đều bằng 0, đã kiểm tra trước khi gửi."] if kept.zero else []
    if kept.explanation:
        wrong = "; ".join(text for _code, text in kept.explained or ())
        said.append(f"Khi gửi, hồ sơ còn lỗi: {wrong}. Giải trình: {kept.explanation}")
    return said


def today_again(session: Session, kept: SavedReport, *, as_of: datetime) -> Report:
    """The same question asked of today's records (theo dữ liệu hôm nay)."""
    variants = tuple(kept.variants)
    return build(session, form_of(kept), kept.unit, windows_of(kept), as_of=as_of, variants=variants)


def cell_of(kept: SavedReport, row_id: str, place: int) -> ReportCell:
    """:raises NotFound: the report has no such cell"""
    for cell in kept.cells:
        if (cell.row_id, cell.place) == (row_id, place):
            return cell
    raise NotFound("Báo cáo không có ô này.")


def first_day(kept: SavedReport) -> date:
    """The first day of the last window."""
    return parse_date(kept.windows[-1][0])
