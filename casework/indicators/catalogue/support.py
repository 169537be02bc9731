"""Training, jobs, loans and substitution treatment (hỗ trợ, điều trị thay thế): Phụ lục 2, rows 3–6."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from casework.indicators.indicator import Counted, Indicator, Measure, Place
from casework.indicators.sources import PHU_LUC_2
from casework.indicators.timespans import existing_at, in_force_in_window, in_window
from casework.records.methadone import Methadone
from casework.records.support import Job, Loan, Training


def _trained(place: Place) -> Select[Any]:
    return select(Training.person_id).where(
        Training.state_supported.is_(True),
        *in_window(place, Training.started_on),
        *place.within(Training.unit_id),
    )


def _given_work(place: Place) -> Select[Any]:
    return select(Job.person_id).where(
        Job.supported.is_(True), *in_window(place, Job.started_on), *place.within(Job.unit_id)
    )


def _borrowed(place: Place) -> Select[Any]:
    return select(Loan.person_id).where(*in_window(place, Loan.disbursed_on), *place.within(Loan.unit_id))


def _lent(place: Place) -> Select[int, int]:
    return select(Loan.id, Loan.amount_vnd).where(*in_window(place, Loan.disbursed_on), *place.within(Loan.unit_id))


def _treated(place: Place) -> Select[Any]:
    return select(Methadone.person_id).where(
        *in_force_in_window(place, Methadone.started_on, Methadone.ended_on), *place.within(Methadone.unit_id)
    )


def _treated_at_end(place: Place) -> Select[Any]:
    return select(Methadone.person_id).where(
        *existing_at(place, Methadone.started_on, Methadone.ended_on), *place.within(Methadone.unit_id)
    )


def _people(code: str, label: str, definition: str, basis: str, rows: Any) -> Indicator:
    return Indicator(
        code=f"support.{code}",
        label=label,
        measured_in="người",
        definition=definition,
        basis=basis,
        citation=PHU_LUC_2,
        counted=Counted.PERSON,
        rows=rows,
        repeats=True,
    )


TRAINED = _people(
    "trained",
    "Số người cai nghiện ma túy được hỗ trợ đào tạo nghề",
    "Người bắt đầu trong kỳ một khóa đào tạo nghề được Nhà nước hỗ trợ.",
    "ngày bắt đầu học; theo đơn vị ghi nhận",
    _trained,
)
GIVEN_WORK = _people(
    "given_work",
    "Số người cai nghiện ma túy được tạo việc làm",
    "Người bắt đầu trong kỳ một việc làm được hỗ trợ.",
    "ngày bắt đầu làm; theo đơn vị ghi nhận",
    _given_work,
)
BORROWED = _people(
    "borrowed",
    "Số được vay vốn",
    "Người có khoản vay giải ngân trong kỳ, đứng tên bản thân hoặc hộ gia đình.",
    "ngày giải ngân; theo đơn vị ghi nhận",
    _borrowed,
)
LENT = Indicator(
    code="support.lent",
    label="Số vốn được vay",
    measured_in="đồng",
    definition="Tổng số tiền của các khoản vay ấy.",
    basis="ngày giải ngân; theo đơn vị ghi nhận",
    citation=PHU_LUC_2,
    counted=Counted.LOAN,
    rows=_lent,
    measure=Measure.SUM,
)
ON_METHADONE = _people(
    "on_methadone",
    "Số người điều trị thay thế bằng Methadone",
    "Người có đợt điều trị còn hiệu lực vào ít nhất một ngày của kỳ.",
    "ngày bắt đầu và ngày kết thúc điều trị; theo đơn vị ghi nhận",
    _treated,
)
ON_METHADONE_AT_END = _people(
    "on_methadone_at_end",
    "Số người điều trị thay thế bằng Methadone",
    "Người đang điều trị vào cuối kỳ.",
    "cuối kỳ; theo đơn vị ghi nhận",
    _treated_at_end,
)
