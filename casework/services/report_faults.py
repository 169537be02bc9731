"""What `casework check` proves of kept reports: every number that was sent equals the list that was sent with it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from casework.records.report import SavedReport
from casework.reports.freeze import from_plain, number_of, same_number, unpacked
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
                yield from _numbers(kept)
        session.expunge_all()


def _numbers(kept: SavedReport) -> Iterator[str]:
    form, windows = form_of(kept), windows_of(kept)
    indicators = dict(zip((line.id for line in form.rows), form.indicators(tuple(kept.variants)), strict=True))
    for cell in kept.cells:
        line, members = form.row(cell.row_id), unpacked(cell.members)
        if len(members) != cell.listed:
            yield f"báo cáo: {kept.ref} dòng {cell.row_id} ghi {cell.listed} hồ sơ; danh sách có {len(members)}"
        if line.window(windows[cell.place]) is None:
            continue
        number = number_of(indicators[cell.row_id], members)
        if not same_number(from_plain(cell.value), number, whole_is_fixed=bool(line.whole)):
            yield f"báo cáo: {kept.ref} dòng {cell.row_id} ghi {cell.value}; danh sách cho số khác"
