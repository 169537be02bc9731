"""Turns (lượt) of rehabilitation, after-care and support: Kế hoạch liên tịch 2064, rows III.1–III.2.5 and IV.1–IV.3."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from casework.indicators.custody import held_on
from casework.indicators.indicator import Counted, Indicator, Measure, Place, Rows
from casework.indicators.sources import KHLT_2064
from casework.indicators.timespans import in_window, one_of
from casework.law.vocabulary import DeclaredBy, EpisodeForm
from casework.records.aftercare import Aftercare, AftercareCustody
from casework.records.episode import Episode
from casework.records.methadone import Methadone
from casework.records.support import Loan, Training

DECLARING = (DeclaredBy.SELF, DeclaredBy.FAMILY, DeclaredBy.GUARDIAN)


def _declared(place: Place) -> Rows:
    return select(Episode.id).where(
        one_of(Episode.declared_by, DECLARING),
        *in_window(place, Episode.registered_on),
        *held_on(place, Episode.registered_on),
    )


def _started(forms: Sequence[EpisodeForm]) -> Any:
    def rows(place: Place) -> Rows:
        return select(Episode.id).where(
            one_of(Episode.form, forms), *in_window(place, Episode.started_on), *held_on(place, Episode.started_on)
        )

    return rows


def _methadone(place: Place) -> Rows:
    return select(Methadone.person_id).where(*in_window(place, Methadone.started_on), *place.within(Methadone.unit_id))


def _aftercare(place: Place) -> Rows:
    return select(Aftercare.id).where(
        *in_window(place, Aftercare.starts_on), *held_on(place, Aftercare.starts_on, AftercareCustody)
    )


def _trainings(place: Place) -> Rows:
    return select(Training.id).where(*in_window(place, Training.started_on), *place.within(Training.unit_id))


def _loans(*amount: Any) -> Any:
    def rows(place: Place) -> Rows:
        return select(Loan.id, *amount).where(*in_window(place, Loan.disbursed_on), *place.within(Loan.unit_id))

    return rows


def _turns(
    code: str,
    label: str,
    definition: str,
    basis: str,
    counted: Counted,
    rows: Any,
    *,
    unit: str = "Lượt người",
    **more: Any,
) -> Indicator:
    return Indicator(
        code=f"turns.{code}",
        label=label,
        measured_in=unit,
        definition=definition,
        basis=basis,
        citation=KHLT_2064,
        counted=counted,
        rows=rows,
        **more,
    )


_BY_HOLDER = "ngày bắt đầu; theo đơn vị quản lý hồ sơ ngày đó"
_BY_UNIT = "theo đơn vị ghi nhận"

DECLARED = _turns(
    "declared",
    "Số lượng người nghiện (hoặc gia đình) tự nguyện khai báo và đăng ký hình thức cai nghiện.",
    "Đợt cai nghiện mọi hình thức đăng ký trong kỳ do bản thân, gia đình hoặc người giám hộ khai báo; mỗi đợt một"
    " lượt.",
    "ngày đăng ký; theo đơn vị quản lý hồ sơ ngày đó",
    Counted.EPISODE,
    _declared,
)
STARTED = _turns(
    "started",
    "Số lượt người được cai nghiện (các hình thức), trong đó:",
    "Đợt cai nghiện bắt đầu trong kỳ, mọi hình thức; bằng tổng bốn dòng dưới, không cộng người điều trị bằng"
    " methadone.",
    _BY_HOLDER,
    Counted.EPISODE,
    _started(tuple(EpisodeForm)),
)


def _of(code: str, label: str, forms: Sequence[EpisodeForm]) -> Indicator:
    definition = "Đợt bắt đầu trong kỳ, hình thức: " + "; ".join(form.term for form in forms) + "."
    return _turns(f"started.{code}", label, definition, _BY_HOLDER, Counted.EPISODE, _started(forms))


STARTED_CENTRE_COMPULSORY = _of("centre_compulsory", "Cai bắt buộc tại Trung tâm", (EpisodeForm.CENTRE_COMPULSORY,))
STARTED_CENTRE_VOLUNTARY = _of("centre_voluntary", "Cai tự nguyện tại Trung tâm", (EpisodeForm.CENTRE_VOLUNTARY,))
STARTED_COMMUNITY_COMPULSORY = _of(
    "community_compulsory", "Cai bắt buộc tại cộng đồng", (EpisodeForm.COMMUNITY_COMPULSORY,)
)
STARTED_VOLUNTARY = _of("voluntary", "Cai tự nguyện tại gia đình, cộng đồng", (EpisodeForm.HOME, EpisodeForm.COMMUNITY))
METHADONE = _turns(
    "methadone",
    "Số người được điều trị thay thế bằng methadone",
    "Người bắt đầu điều trị bằng methadone trong kỳ, mỗi người một lần; không cộng vào dòng 2.",
    f"ngày bắt đầu điều trị; {_BY_UNIT}",
    Counted.PERSON,
    _methadone,
    unit="Người",
    repeats=True,
)
AFTERCARE = _turns(
    "aftercare",
    "Số lượt người sau cai được quản lý, giúp đỡ tại cộng đồng",
    "Hồ sơ quản lý sau cai nghiện bắt đầu trong kỳ; mỗi hồ sơ một lượt.",
    _BY_HOLDER,
    Counted.AFTERCARE,
    _aftercare,
)
TRAININGS = _turns(
    "trainings",
    "Số lượt người được dạy nghề tại cộng đồng",
    "Khóa học nghề bắt đầu trong kỳ, được Nhà nước hỗ trợ hay không; mỗi lần học một lượt.",
    f"ngày bắt đầu học; {_BY_UNIT}",
    Counted.TRAINING,
    _trainings,
)
LOANS = _turns(
    "loans",
    "Số lượt người được vay vốn để học nghề, tạo việc làm",
    "Khoản vay giải ngân trong kỳ; mỗi khoản một lượt.",
    f"ngày giải ngân; {_BY_UNIT}",
    Counted.LOAN,
    _loans(),
)
LENT = _turns(
    "lent",
    "Tổng số vốn cho người nghiện (hoặc gia đình người nghiện) vay",
    "Tổng số tiền của các khoản vay ấy.",
    f"ngày giải ngân; {_BY_UNIT}",
    Counted.LOAN,
    _loans(Loan.amount_vnd),
    unit="đồng",
    measure=Measure.SUM,
)
