"""Work and clubs after rehabilitation (việc làm, câu lạc bộ): Kế hoạch liên tịch 2064, rows IV.4–IV.8."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from casework.indicators.aftermath import past_rehabilitation
from casework.indicators.indicator import Counted, Indicator, Place, Rows
from casework.indicators.sources import KHLT_2064
from casework.indicators.timespans import Criteria, assigned_at, existing_at, in_force_in_window
from casework.records.club import Club, ClubMember
from casework.records.support import Job


def _earning(place: Place) -> Rows:
    return select(Job.person_id).where(
        Job.has_income.is_(True),
        *in_force_in_window(place, Job.started_on, Job.ended_on),
        *place.within(Job.unit_id),
    )


def _employed(place: Place) -> Criteria:
    # Present unit and name are what an employer's row tells: where the job is, only the job says.
    return (
        Job.employer_id.is_not(None),
        *existing_at(place, Job.started_on, Job.ended_on),
        *place.within(Job.unit_id),
        past_rehabilitation(place, Job.person_id),
    )


def _employers(place: Place) -> Rows:
    return select(Job.employer_id).where(*_employed(place))


def _employees(place: Place) -> Rows:
    return select(Job.person_id).where(*_employed(place))


def _clubs(place: Place) -> Rows:
    return select(Club.id).where(*existing_at(place, Club.established_on, Club.closed_on), *place.within(Club.unit_id))


def _club_members(place: Place) -> Rows:
    return select(ClubMember.person_id).where(
        ClubMember.club_id.in_(_clubs(place)),
        *assigned_at(place, ClubMember.from_on, ClubMember.to_on),
        past_rehabilitation(place, ClubMember.person_id),
    )


def _after(
    code: str, measured_in: str, label: str, definition: str, basis: str, counted: Counted, rows: Any, *, repeats: bool
) -> Indicator:
    return Indicator(
        code=f"reintegration.{code}",
        label=label,
        measured_in=measured_in,
        definition=definition,
        basis=basis,
        citation=KHLT_2064,
        counted=counted,
        rows=rows,
        repeats=repeats,
    )


EARNING = _after(
    "earning",
    "Người",
    "Số người được tạo việc làm, có thu nhập",
    "Người có việc làm có thu nhập, còn làm vào ít nhất một ngày của kỳ.",
    "ngày bắt đầu và ngày thôi việc; theo đơn vị ghi nhận việc làm",
    Counted.PERSON,
    _earning,
    repeats=True,
)
EMPLOYERS = _after(
    "employers",
    "Cơ sở",
    "Số doanh nghiệp, cơ sở sản xuất có sử dụng lao động là người sau cai nghiện.",
    "Doanh nghiệp, cơ sở mà vào cuối kỳ có người sau cai nghiện (đã được cấp giấy hoàn thành hoặc đã vào quản lý sau"
    " cai) đang làm việc.",
    "cuối kỳ; theo đơn vị ghi nhận việc làm",
    Counted.EMPLOYER,
    _employers,
    repeats=True,
)
EMPLOYEES = _after(
    "employees",
    "Người",
    "Tổng số người sau cai nghiện làm việc trong các doanh nghiệp, cơ sở sản xuất",
    "Người sau cai nghiện vào cuối kỳ đang làm việc cho một doanh nghiệp, cơ sở; mỗi người một lần.",
    "cuối kỳ; theo đơn vị ghi nhận việc làm",
    Counted.PERSON,
    _employees,
    repeats=True,
)
CLUBS = _after(
    "clubs",
    "CLB/tổ/nhóm",
    "Số CLB (hoặc tổ, nhóm) tham gia tuyên truyền, tư vấn giúp đỡ người sau cai.",
    "Câu lạc bộ, tổ, nhóm đã thành lập và chưa đóng vào cuối kỳ.",
    "cuối kỳ; theo đơn vị của câu lạc bộ",
    Counted.CLUB,
    _clubs,
    repeats=False,
)
CLUB_MEMBERS = _after(
    "club_members",
    "Người",
    "Số người sau cai nghiện tham gia sinh hoạt tại các CLB, tổ, nhóm",
    "Người sau cai nghiện vào cuối kỳ là thành viên của các câu lạc bộ, tổ, nhóm ấy; mỗi người một lần.",
    "cuối kỳ; theo đơn vị của câu lạc bộ",
    Counted.PERSON,
    _club_members,
    repeats=True,
)
