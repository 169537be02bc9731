"""What report pages say of numbers and of the records behind them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casework.access.rules import may
from casework.i18n import format_date, format_number
from casework.indicators.values import Ratio, Value, difference
from casework.law.aftercare_facts import AftercareOutcome
from casework.law.vocabulary import (
    Borrower,
    BudgetContent,
    BudgetSource,
    Cohort,
    EmployerKind,
    EpisodeForm,
    EpisodeOutcome,
    EventKind,
    Level,
    MaterialKind,
    ModelKind,
    Premises,
    Sector,
    SessionKind,
    Sex,
    Term,
)
from casework.reports.build import Row
from casework.reports.form import Form, Heading, Line, Print
from casework.reports.periods import Window
from casework.reports.printing import NOTHING, printed
from casework.reports.shown import in_cell
from casework.services.report_kept_lists import KeptList
from casework.services.reports import OpenedNumber
from casework.web.routing import current_actor

HEADINGS = {
    "person_ref": _l("Mã người"),
    "birth_year": _l("Năm sinh"),
    "sex": _l("Giới tính"),
    "unit_code": _l("Mã đơn vị"),
    "unit_name": _l("Đơn vị"),
    "staff_ref": _l("Mã cán bộ"),
    "full_name": _l("Họ và tên"),
    "sector": _l("Ngành"),
    "team_ref": _l("Mã tổ"),
    "established_on": _l("Ngày thành lập"),
    "dissolved_on": _l("Ngày giải thể"),
    "point_ref": _l("Mã điểm"),
    "name": _l("Tên"),
    "premises": _l("Trụ sở"),
    "closed_on": _l("Ngày đóng"),
    "session_ref": _l("Mã buổi"),
    "held_on": _l("Ngày"),
    "kind": _l("Hình thức"),
    "attendance": _l("Số người"),
    "loan_ref": _l("Mã khoản vay"),
    "disbursed_on": _l("Ngày giải ngân"),
    "amount_vnd": _l("Số tiền (đồng)"),
    "borrower": _l("Người vay"),
    "episode_ref": _l("Mã đợt"),
    "form": _l("Hình thức cai nghiện"),
    "registered_on": _l("Ngày đăng ký"),
    "started_on": _l("Ngày bắt đầu"),
    "ended_on": _l("Ngày kết thúc"),
    "outcome": _l("Kết quả"),
    "aftercare_ref": _l("Mã hồ sơ sau cai"),
    "starts_on": _l("Ngày bắt đầu"),
    "training_ref": _l("Mã khóa học"),
    "trade": _l("Nghề"),
    "state_supported": _l("Nhà nước hỗ trợ"),
    "job_ref": _l("Mã việc làm"),
    "methadone_ref": _l("Mã đợt điều trị"),
    "employer_ref": _l("Mã cơ sở"),
    "employer_kind": _l("Loại hình"),
    "club_ref": _l("Mã câu lạc bộ"),
    "event_ref": _l("Mã cuộc"),
    "event_kind": _l("Loại hoạt động"),
    "level": _l("Cấp"),
    "participants": _l("Lượt người"),
    "material_ref": _l("Mã vật phẩm"),
    "material_kind": _l("Loại vật phẩm"),
    "issued_on": _l("Ngày ban hành"),
    "quantity": _l("Số lượng"),
    "directive_ref": _l("Mã văn bản"),
    "number": _l("Số, ký hiệu"),
    "subject": _l("Trích yếu"),
    "budget_ref": _l("Mã khoản chi"),
    "spent_on": _l("Ngày chi"),
    "source": _l("Nguồn"),
    "content": _l("Nội dung chi"),
    "model_ref": _l("Mã mô hình"),
    "model_kind": _l("Loại mô hình"),
    "n": _l("Đạt"),
    "months": _l("Số tháng"),
    "cohort": _l("Nhóm"),
    "moved_on": _l("Ngày chuyển"),
    "carried_over": _l("Kỳ trước chuyển sang"),
    "started": _l("Bắt đầu trong kỳ"),
    "arrived": _l("Chuyển đến"),
    "completed": _l("Hoàn thành"),
    "ended": _l("Kết thúc vì lý do khác"),
    "departed": _l("Chuyển đi"),
    "at_end": _l("Còn đến cuối kỳ"),
    "certificate_number": _l("Số giấy"),
    "adds": _l("Giá trị tính"),
}
AMOUNTS = frozenset({"amount_vnd", "attendance", "participants", "quantity", "adds"})
"""Columns whose numbers add up."""
_FLAGS = frozenset({"n", "carried_over", "started", "completed", "ended", "at_end"})
"""Columns that say yes or no."""

_TERMS: dict[str, tuple[type[Term], ...]] = {
    "sex": (Sex,),
    "sector": (Sector,),
    "premises": (Premises,),
    "kind": (SessionKind,),
    "borrower": (Borrower,),
    "form": (EpisodeForm,),
    "outcome": (EpisodeOutcome, AftercareOutcome),
    "employer_kind": (EmployerKind,),
    "event_kind": (EventKind,),
    "level": (Level,),
    "material_kind": (MaterialKind,),
    "source": (BudgetSource,),
    "content": (BudgetContent,),
    "model_kind": (ModelKind,),
    "cohort": (Cohort,),
}
_PAGES = {
    "person_ref": "people.view",
    "team_ref": "teams.show",
    "point_ref": "points.show",
    "session_ref": "sessions.view",
    "staff_ref": "staff.edit",
    "loan_ref": "loans.edit",
    "episode_ref": "episodes.view",
    "aftercare_ref": "aftercares.view",
    "training_ref": "trainings.edit",
    "job_ref": "jobs.edit",
    "methadone_ref": "methadone.edit",
    "employer_ref": "employers.edit",
}
_ROW_PAGES = {
    "club_ref": "clubs.edit",
    "event_ref": "events.edit",
    "material_ref": "materials.edit",
    "directive_ref": "directives.edit",
    "budget_ref": "budget.edit",
    "model_ref": "models.edit",
}
"""Pages that go by the row instead of the ref."""


class Cell(NamedTuple):
    """What the page shows of one cell."""

    text: str
    opens: bool
    """There is a number, and a list behind it."""


def cell(row: Row, place: int) -> Cell:
    """One cell of the table, and whether it opens."""
    if not row.values or isinstance(row.line, Heading):
        return Cell("", opens=False)
    value = row.values[place]
    is_difference = isinstance(value, Decimal) and row.line.print is Print.PERCENTAGE
    return Cell(in_cell(row, place), opens=value is not None and not is_difference)


def number_in_words(form: Form, opened: OpenedNumber | KeptList) -> str:
    """The number as the form prints it, a ratio with both its numbers; one a cohort where the form compares."""
    style = opened.line.print
    if not isinstance(opened.number, tuple):
        return value_in_words(opened.number, style)
    parts = zip(form.cohorts, opened.number, strict=True)
    return "; ".join(f"{cohort} {value_in_words(value, style)}" for cohort, value in parts)


def list_lead(form: Form, line: Line, unit: str, window: Window, number: str = "") -> list[str]:
    """What stands above a list that is taken along: of which number it is the list, of whom and of which days."""
    unit_of_number = "" if line.measured_in == "%" else f" {line.measured_in}"
    days = f"{format_date(window.first)} – {format_date(window.last)}"
    title = f"{form.short}: {line.label.rstrip(' .:')}"
    return [f"{title}: {number}{unit_of_number}" if number else title, f"{unit} · {days}"]


def value_in_words(value: Value, style: Print) -> str:
    """A value as the form prints it, a ratio with both its numbers."""
    if isinstance(value, Ratio) and style is Print.PERCENTAGE and value.of:
        return f"{printed(value, style)}% ({printed(value, Print.FRACTION)})"
    return printed(value, style) or NOTHING


def moved(before: Value, after: Value, style: Print) -> str:
    """By how much a value moved, with its sign; a ratio in percentage points, nothing where either has no number."""
    if isinstance(before, Ratio) or isinstance(after, Ratio):
        by = difference(after, before)
    else:
        by = None if before is None or after is None else Decimal(after) - Decimal(before)
    if not by:
        return "" if by is None else "0"
    return f"{'+' if by > 0 else '−'}{printed(abs(by), style)}"


def link(opened: OpenedNumber, name: str, value: Any) -> str | None:
    """The page of the record that a column names, for those who may open it."""
    endpoint = _PAGES.get(name) or _ROW_PAGES.get(name)
    permission = getattr(current_app.view_functions.get(endpoint or ""), "permission", None)
    if endpoint is None or permission is None or not may(current_actor(), permission):
        return None
    if name in _PAGES:
        return url_for(endpoint, ref=value)
    row_id = opened.row_ids.get(value)
    return None if row_id is None else url_for(endpoint, row_id=row_id)


def as_read(name: str, value: Any) -> Any:
    """A value in the cell of a workbook: a day and a number as such, anything else in the words of the screen."""
    return value if isinstance(value, date | int) and not isinstance(value, bool) else shown(name, value)


def shown(name: str, value: Any) -> str:
    """A value of a list in the words of the screen."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if name in ("amount_vnd", "participants", "quantity"):
        return format_number(value)
    if name in _FLAGS or isinstance(value, bool):
        return _("có") if value in ("yes", True) else _("không")
    for terms in _TERMS.get(name, ()):
        if value in set(terms):
            return _(terms(value).term)
    return str(value)
