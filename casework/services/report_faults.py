"""What `casework check` proves of kept reports: every number that was sent equals the list that was sent with it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from casework.records.report import ReportCell, SavedReport
from casework.reports.freeze import Tally, same_number
from casework.reports.keeping import from_plain, unpacked
from casework.reports.lifecycle import stage
from casework.services.report_acts import facts_of
from casework.services.report_store import form_of, windows_of

PAGE = 200


def stored_numbers(session: Session) -> Iterator[str]:
    """A sentence for each number that is not the number of its list, and each stage that the acts do not lead to."""
    last = 0
    while True:
        query = select(SavedReport).where(SavedReport.id > last).order_by(SavedReport.id).limit(PAGE)
        page = list(session.scalars(query.options(selectinload(SavedReport.cells), selectinload(SavedReport.acts))))
        if not page:
            return
        last = page[-1].id
        for kept in page:
            led = stage(facts_of(session, kept)).value
            if led != kept.stage:
                yield f"báo cáo: {kept.ref} ghi trạng thái {kept.stage}; theo các việc đã làm phải là {led}"
            if kept.frozen:
                yield from _numbers(session, kept)
        session.expunge_all()


def _numbers(session: Session, kept: SavedReport) -> Iterator[str]:
    form, windows = form_of(kept), windows_of(kept)
    indicators = dict(zip((line.id for line in form.rows), form.indicators(tuple(kept.variants)), strict=True))
    # The lists are large: a few are read at a time, and none stays with its cell.
    lists = select(ReportCell.members).where(ReportCell.report_id == kept.id).order_by(ReportCell.id)
    for cell, members in zip(kept.cells, session.scalars(lists.execution_options(yield_per=20)), strict=True):
        line, tally = form.row(cell.row_id), Tally(indicators[cell.row_id])
        for _ in tally.watch(unpacked(members)):
            pass
        if tally.listed != cell.listed:
            yield f"báo cáo: {kept.ref} dòng {cell.row_id} ghi {cell.listed} hồ sơ; danh sách có {tally.listed}"
        if line.window(windows[cell.place]) is None:
            continue
        if not same_number(from_plain(cell.value), tally.number, whole_is_fixed=bool(line.whole)):
            yield f"báo cáo: {kept.ref} dòng {cell.row_id} ghi {cell.value}; danh sách cho số khác"
