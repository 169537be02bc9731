"""What Kế hoạch 89/KH-UBND promises (chỉ tiêu): those reached, of those who are to be reached."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from casework.indicators.custody import held_in_force
from casework.indicators.indicator import Counted, Indicator, Measure, Place, Rows
from casework.indicators.sources import KH_89
from casework.indicators.staffing import officers_at_end
from casework.indicators.timespans import (
    existing_at,
    in_force_in_window,
    in_window,
    one_if,
    one_of,
    some,
)
from casework.law.vocabulary import ListingStatus, ModelKind
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.club import ClubMember
from casework.records.consultation import Attendee, ConsultationSession
from casework.records.episode import Episode
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.officer_training import OfficerTraining
from casework.records.programme_model import ProgrammeModel
from casework.records.support import Job, Loan, Training
from casework.records.team import Staff


def _consulted(place: Place, person_id: Any) -> ColumnElement[bool]:
    return some(
        Attendee.person_id == person_id,
        ConsultationSession.id == Attendee.session_id,
        *in_window(place, ConsultationSession.held_on),
    )


def _in_treatment(place: Place, person_id: Any) -> ColumnElement[bool]:
    """Any of the services of row 1.1 in the window, wherever it was given."""
    return or_(
        _consulted(place, person_id),
        some(Determination.person_id == person_id, *in_window(place, Determination.determined_on)),
        *(
            some(record.person_id == person_id, *in_force_in_window(place, began, record.ended_on))
            for record, began in _COURSES
        ),
    )


_COURSES: tuple[tuple[Any, Any], ...] = (
    (Episode, Episode.started_on),
    (Methadone, Methadone.started_on),
    (Aftercare, Aftercare.starts_on),
)


def _supported(place: Place, person_id: Any) -> ColumnElement[bool]:
    """Any of the supports of row 1.2 in the window, wherever it was given."""
    return or_(
        some(Training.person_id == person_id, *in_window(place, Training.started_on)),
        some(Job.person_id == person_id, *in_window(place, Job.started_on)),
        some(Loan.person_id == person_id, *in_window(place, Loan.disbursed_on)),
        some(
            ClubMember.person_id == person_id,
            *in_force_in_window(place, ClubMember.from_on, ClubMember.to_on),
        ),
    )


def _listed(status: ListingStatus, reached: Any) -> Any:
    def rows(place: Place) -> Rows:
        return select(Listing.person_id, one_if(reached(place, Listing.person_id))).where(
            one_of(Listing.status, [status]),
            *existing_at(place, Listing.listed_on, Listing.removed_on),
            *place.within(Listing.unit_id),
        )

    return rows


def _in_aftercare(place: Place) -> Rows:
    return select(Aftercare.person_id, one_if(_supported(place, Aftercare.person_id))).where(
        *in_force_in_window(place, Aftercare.starts_on, Aftercare.ended_on),
        *held_in_force(place, Aftercare.starts_on, Aftercare.ended_on, AftercareCustody),
    )


def _staff(place: Place) -> Rows:
    trained = some(OfficerTraining.staff_id == Staff.id, *in_window(place, OfficerTraining.completed_on))
    return officers_at_end(place).add_columns(one_if(trained))


def _models(place: Place) -> Rows:
    return select(ProgrammeModel.id).where(
        one_of(ProgrammeModel.kind, [ModelKind.REHABILITATION]),
        *existing_at(place, ProgrammeModel.started_on, ProgrammeModel.ended_on),
        *place.within(ProgrammeModel.unit_id),
    )


def _share(code: str, label: str, definition: str, basis: str, counted: Counted, rows: Any) -> Indicator:
    return Indicator(
        code=f"plan_89.{code}",
        label=label,
        measured_in="%",
        definition=definition,
        basis=basis,
        citation=KH_89,
        counted=counted,
        rows=rows,
        repeats=True,
        measure=Measure.RATIO,
    )


ADDICTS_REACHED = _share(
    "addicts",
    "Số người nghiện ma túy có hồ sơ quản lý được tư vấn, khám sàng lọc, đánh giá, được giáo dục thay đổi hành vi,"
    " điều trị, cai nghiện ma túy thích hợp",
    "Trong số người ở danh sách người nghiện vào cuối kỳ: người mà trong kỳ dự một buổi tư vấn có ghi tên, được xác"
    " định tình trạng nghiện, có đợt cai nghiện, điều trị methadone hoặc quản lý sau cai còn hiệu lực, ở bất cứ đâu.",
    "cuối kỳ, theo đơn vị lập danh sách; ngày của từng dịch vụ",
    Counted.PERSON,
    _listed(ListingStatus.ADDICT, _in_treatment),
)
SUPPORTED = _share(
    "supported",
    "Số người sau cai nghiện ma túy được hỗ trợ dạy nghề, tạo việc làm và các hoạt động hỗ trợ hòa nhập cộng đồng theo"
    " quy định của pháp luật",
    "Trong số người có hồ sơ quản lý sau cai còn hiệu lực trong kỳ: người mà trong kỳ bắt đầu học nghề, bắt đầu một"
    " việc làm, được giải ngân một khoản vay hoặc là thành viên một câu lạc bộ, ở bất cứ đâu.",
    "ngày bắt đầu và ngày kết thúc quản lý, theo đơn vị quản lý hồ sơ trong những ngày đó; ngày của từng hỗ trợ",
    Counted.PERSON,
    _in_aftercare,
)
OFFICERS_TRAINED = _share(
    "officers",
    "Cán bộ làm công tác quản lý nhà nước, người trực tiếp làm công tác cai nghiện, quản lý sau cai được tập huấn, bồi"
    " dưỡng, nâng cao năng lực chuyên môn nghiệp vụ",
    "Trong số cán bộ vào cuối kỳ là thành viên tổ công tác hoặc được phân công ở điểm tư vấn: người hoàn thành trong kỳ"
    " ít nhất một lớp tập huấn.",
    "cuối kỳ, theo đơn vị của tổ, của điểm; ngày hoàn thành tập huấn",
    Counted.STAFF,
    _staff,
)
MODELS = Indicator(
    code="plan_89.models",
    label="Mô hình cai nghiện ma túy và quản lý sau cai nghiện ma túy hiệu quả",
    measured_in="mô hình",
    definition="Mô hình cai nghiện, quản lý sau cai nghiện đã triển khai và chưa kết thúc vào cuối kỳ; danh sách theo"
    " xã.",
    basis="cuối kỳ; theo đơn vị của mô hình",
    citation=KH_89,
    counted=Counted.MODEL,
    rows=_models,
)
USERS_REACHED = _share(
    "users",
    "Người sử dụng trái phép chất ma túy có hồ sơ quản lý được tiếp cận, cung cấp các dịch vụ tư vấn, hỗ trợ phòng"
    " ngừa nghiện ma túy",
    "Trong số người ở danh sách người sử dụng trái phép chất ma túy vào cuối kỳ: người dự trong kỳ một buổi tư vấn có"
    " ghi tên, ở bất cứ đâu.",
    "cuối kỳ, theo đơn vị lập danh sách; ngày tư vấn",
    Counted.PERSON,
    _listed(ListingStatus.USER, _consulted),
)
