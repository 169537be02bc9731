"""Support, relapse, staff, money and communes without addicts: Biểu 01-BCN, 03-BCN, 04-BCN, groups E–I."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.orm import aliased

from casework.indicators.indicator import Counted, Indicator, Measure, Place
from casework.indicators.sources import CIRCULAR_05
from casework.indicators.staffing import officers_at_end
from casework.indicators.timespans import existing_at, in_window, one_of, some
from casework.law.vocabulary import DeterminationResult, EvaluationOutcome, ListingStatus
from casework.records.budget import BudgetLine
from casework.records.episode import Certificate, Episode
from casework.records.evaluation import Evaluation
from casework.records.listing import Determination, Listing
from casework.records.support import Job, Loan, Training
from casework.records.unit import Unit, UnitReach


def _trained(place: Place) -> Select[Any]:
    return select(Training.person_id).where(*in_window(place, Training.started_on), *place.within(Training.unit_id))


def _given_work(place: Place) -> Select[Any]:
    return select(Job.person_id).where(*in_window(place, Job.started_on), *place.within(Job.unit_id))


def _borrowed(place: Place) -> Select[Any]:
    return select(Loan.person_id).where(*in_window(place, Loan.disbursed_on), *place.within(Loan.unit_id))


def _lent(place: Place) -> Select[int, int]:
    return select(Loan.id, Loan.amount_vnd).where(*in_window(place, Loan.disbursed_on), *place.within(Loan.unit_id))


def _relapsed(place: Place) -> Select[Any]:
    evaluated = select(Evaluation.person_id, Evaluation.evaluated_on.label("found_on")).where(
        one_of(Evaluation.outcome, (EvaluationOutcome.RELAPSED,)),
        *in_window(place, Evaluation.evaluated_on),
        *place.within(Evaluation.unit_id),
    )
    determined = select(Determination.person_id, Determination.determined_on).where(
        one_of(Determination.result, (DeterminationResult.ADDICTED,)),
        *in_window(place, Determination.determined_on),
        *place.within(Determination.unit_id),
    )
    found = union_all(evaluated, determined).subquery("relapse")
    # Later than the first certificate is later than some certificate.
    certified_before = some(
        Episode.person_id == found.c.person_id,
        Certificate.episode_id == Episode.id,
        Certificate.issued_on < found.c.found_on,
    )
    return select(found.c.person_id).where(certified_before)


def _spent(place: Place) -> Select[int, int]:
    return select(BudgetLine.id, BudgetLine.amount_vnd).where(
        *in_window(place, BudgetLine.spent_on), *place.within(BudgetLine.unit_id)
    )


def _listed_addicts(place: Place) -> tuple[Any, ...]:
    return (
        one_of(Listing.status, (ListingStatus.ADDICT,)),
        *existing_at(place, Listing.listed_on, Listing.removed_on),
    )


def _communes_without_addicts(place: Place) -> Select[Any]:
    # What a commune of the place counts, the place counts too: so its own entries are enough.
    listed = select(UnitReach.ancestor_id).where(
        UnitReach.unit_id == Listing.unit_id, *_listed_addicts(place), *place.within(Listing.unit_id)
    )
    return select(Unit.id).where(
        one_of(Unit.kind, ("commune",)),
        # Where the unit's tree had ended by then there is no such day, and no commune of it.
        place.at >= place.first,
        or_(Unit.valid_from.is_(None), Unit.valid_from <= place.at),
        or_(Unit.valid_to.is_(None), Unit.valid_to > place.at),
        *place.within(Unit.id),
        Unit.id.not_in(listed),
    )


def _not_allocated(place: Place) -> Select[Any]:
    """Entries of units that ended and whose territory no one unit below the province has taken over."""
    home, heir = aliased(Unit), aliased(Unit)
    return (
        select(Listing.person_id)
        .join(home, home.id == Listing.unit_id)
        .join(heir, heir.id == home.successor_id)
        .where(
            *_listed_addicts(place),
            *place.within(Listing.unit_id),
            home.valid_to <= place.at,
            one_of(home.kind, ("commune", "district")),
            one_of(heir.kind, ("province",)),
        )
    )


def _indicator(
    code: str, label: str, unit: str, definition: str, basis: str, counted: Counted, rows: Any, **more: Any
) -> Indicator:
    return Indicator(
        code=f"statistics.{code}",
        label=label,
        measured_in=unit,
        definition=definition,
        basis=basis,
        citation=CIRCULAR_05,
        counted=counted,
        rows=rows,
        **more,
    )


TRAINED = _indicator(
    "trained",
    "Số người được học nghề",
    "người",
    "Người có lượt đào tạo nghề bắt đầu trong kỳ, có hỗ trợ hay không; mỗi người một lần.",
    "ngày bắt đầu; theo đơn vị ghi",
    Counted.PERSON,
    _trained,
    repeats=True,
)
GIVEN_WORK = _indicator(
    "given_work",
    "Số người có việc làm mới",
    "người",
    "Người có việc làm bắt đầu trong kỳ, được hỗ trợ hay không; mỗi người một lần.",
    "ngày bắt đầu; theo đơn vị ghi",
    Counted.PERSON,
    _given_work,
    repeats=True,
)
BORROWED = _indicator(
    "borrowed",
    "Số người được vay vốn",
    "người",
    "Người có khoản vay (bản thân hoặc hộ gia đình) giải ngân trong kỳ; mỗi người một lần.",
    "ngày giải ngân; theo đơn vị ghi",
    Counted.PERSON,
    _borrowed,
    repeats=True,
)
LENT = _indicator(
    "lent",
    "Số vốn được vay",
    "đồng",
    "Tổng số tiền các khoản vay giải ngân trong kỳ.",
    "ngày giải ngân; theo đơn vị ghi",
    Counted.LOAN,
    _lent,
    measure=Measure.SUM,
)
RELAPSED = _indicator(
    "relapsed",
    "Số người tái nghiện trong kỳ",
    "người",
    "Người được đơn vị đánh giá tái nghiện, hoặc xác định nghiện, trong kỳ, sau ngày cấp giấy hoàn thành đầu tiên của"
    " người đó ở bất cứ đâu; mỗi người một lần.",
    "ngày đánh giá, ngày xác định; theo đơn vị ghi",
    Counted.PERSON,
    _relapsed,
    repeats=True,
)
OFFICERS = _indicator(
    "officers",
    "Số cán bộ làm công tác cai nghiện",
    "người",
    "Thành viên tổ công tác và cán bộ điểm tư vấn vào cuối kỳ, của các tổ, các điểm còn vào cuối kỳ; chỉ báo cáo kỳ"
    " cuối năm.",
    "cuối kỳ; theo đơn vị của tổ, của điểm",
    Counted.STAFF,
    officers_at_end,
)
SPENT = _indicator(
    "spent",
    "Kinh phí hoạt động trong năm",
    "đồng",
    "Tổng kinh phí đã chi từ ngày 01/01 đến cuối kỳ; chỉ báo cáo kỳ cuối năm.",
    "ngày chi; theo đơn vị ghi",
    Counted.BUDGET,
    _spent,
    measure=Measure.SUM,
)
WITHOUT_ADDICTS = _indicator(
    "communes_without_addicts",
    "Số xã, phường, thị trấn không có người nghiện ma túy",
    "xã",
    "Xã, phường, thị trấn, đặc khu còn vào cuối kỳ mà danh sách của xã và của các đơn vị tiền thân không có người"
    " nghiện ma túy vào cuối kỳ.",
    "cuối kỳ; theo đơn vị lập danh sách",
    Counted.UNIT,
    _communes_without_addicts,
)
NOT_ALLOCATED = _indicator(
    "not_allocated",
    "Lượt ghi danh sách người nghiện chưa phân bổ về xã",
    "lượt",
    "Lượt ghi danh sách người nghiện còn hiệu lực cuối kỳ, tại đơn vị cũ bị chia hoặc cấp huyện, chưa về xã nào.",
    "cuối kỳ; theo đơn vị lập danh sách",
    Counted.PERSON,
    _not_allocated,
    occurrences=True,
)
