"""Kế hoạch liên tịch 2064: the table of results, words as in the official form (nghiên, a slip, put right)."""

from __future__ import annotations

from datetime import date

from casework.indicators.catalogue import outreach, reintegration, turns
from casework.indicators.indicator import Indicator
from casework.indicators.sources import KHLT_2064
from casework.reports.form import Form, Heading, Identity, Line, Note, Print, TableWords
from casework.reports.periods import CutRule, Window


def _row(row: str, indicator: Indicator, *, print: Print = Print.PLAIN, whole: str = "") -> Line:
    return Line(row, indicator, ordinal=row.split(".")[1], mark="", print=print, whole=whole)


def _part(row: str, indicator: Indicator, *, of: str | None = "III.2") -> Line:
    return Line(row, indicator, level=2, part_of=of)


FORM = Form(
    code="khlt2064",
    name="Kế hoạch liên tịch 2064",
    title="BẢNG TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH LIÊN TỊCH 2064",
    source=KHLT_2064,
    rule=CutRule.CALENDAR,
    rules=(CutRule.CALENDAR, CutRule.ADMINISTRATIVE),
    default_window=Window(date(2008, 6, 1), date(2012, 6, 30), "Từ tháng 6/2008 - 6/2012"),
    words=TableWords(
        ordinal="Số thứ tự",
        label="Nội dung",
        number="Số lượng",
        remarks="Ghi chú",
        signer="Thủ trưởng cơ quan, đơn vị",
        signing="(ký, ghi rõ họ tên, đóng dấu)",
    ),
    totals=(Identity(tuple((1, f"III.2.{place}") for place in range(1, 5)), "III.2"),),
    lines=(
        Heading("Công tác chỉ đạo", ordinal="I"),
        _row("I.1", outreach.DIRECTIVES_OF_PROVINCE),
        _row("I.2", outreach.DIRECTIVES_BELOW),
        Heading("Công tác tuyên truyền, vận động, tư vấn", ordinal="II"),
        _row("II.1", outreach.EVENTS),
        _row("II.2", outreach.PARTICIPANTS),
        _row("II.3", outreach.MATERIALS),
        _row("II.4", outreach.COMMUNES, print=Print.FRACTION, whole="communes"),
        Heading("Đa dạng các hình thức cai nghiện", ordinal="III"),
        _row("III.1", turns.DECLARED),
        _row("III.2", turns.STARTED),
        _part("III.2.1", turns.STARTED_CENTRE_COMPULSORY),
        _part("III.2.2", turns.STARTED_CENTRE_VOLUNTARY),
        _part("III.2.3", turns.STARTED_COMMUNITY_COMPULSORY),
        _part("III.2.4", turns.STARTED_VOLUNTARY),
        _part("III.2.5", turns.METHADONE, of=None),
        Heading("Quản lý, giúp đỡ sau cai nghiện", ordinal="IV"),
        _row("IV.1", turns.AFTERCARE),
        _row("IV.2", turns.TRAININGS),
        _row("IV.3", turns.LOANS),
        Line("IV.3.1", turns.LENT, level=2, unit="Triệu đồng", print=Print.MILLIONS),
        _row("IV.4", reintegration.EARNING),
        _row("IV.5", reintegration.EMPLOYERS),
        _row("IV.6", reintegration.EMPLOYEES),
        _row("IV.7", reintegration.CLUBS),
        _row("IV.8", reintegration.CLUB_MEMBERS),
    ),
    notes=(
        "Dòng III.2 là tổng các dòng III.2.1 đến III.2.4; người điều trị thay thế bằng methadone (III.2.5) tính theo"
        " người, không cộng vào.",
        Note("Dòng II.4 chưa tính {number} hồ sơ của đơn vị cũ chưa phân bổ về xã.", outreach.UNALLOCATED),
    ),
)
