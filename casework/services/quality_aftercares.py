"""Checks of after-care that the database answers alone (quản lý sau cai nghiện)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import aliased

from casework.access import moving, queries
from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.law.aftercare_facts import DrugTest
from casework.records.aftercare import Aftercare, AftercareCustody, AftercareReview
from casework.records.db import FOREVER
from casework.records.person import Person
from casework.services.quality_checks import Ask, Kind, Rows, Severity, checks_of, listed

_MEND = "Mở hồ sơ quản lý sau cai, bấm Sửa, đối chiếu giấy tờ rồi ghi lại."
_BEGUN = Aftercare.starts_on < FOREVER
_check = checks_of(Kind.AFTERCARE, Permission.AFTERCARE_CORRECT, _MEND)


def _which(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.aftercares(scope).join(Aftercare.person).where(*criteria)
        return listed(query, Aftercare.ref, Person.full_name, Aftercare.starts_on)

    return ask


def _two_open(scope: Scope, day: date) -> Rows:
    unfinished = Aftercare.ended_on.is_(None)
    people = queries.aftercares(scope).where(unfinished).with_only_columns(Aftercare.person_id)
    several = people.group_by(Aftercare.person_id).having(func.count(Aftercare.id) > 1)
    return _which(unfinished, Aftercare.person_id.in_(several))(scope, day)


def _in_future(scope: Scope, day: date) -> Rows:
    later = (Aftercare.decided_on > day, Aftercare.ended_on > day, and_(_BEGUN, Aftercare.starts_on > day))
    return _which(or_(*later, Aftercare.reviews.any(AftercareReview.held_on > day)))(scope, day)


def _unreviewed(scope: Scope, day: date) -> Rows:
    first = day.replace(day=1)
    reviewed = Aftercare.reviews.any(AftercareReview.held_on.between(first, day))
    return _which(Aftercare.starts_on < first, Aftercare.ended_on.is_(None), ~reviewed)(scope, day)


def _moved_nowhere(scope: Scope, day: date) -> Rows:
    before, after = aliased(AftercareCustody), aliased(AftercareCustody)
    query = (
        queries.aftercares(scope)
        .join(Aftercare.person)
        .join(Aftercare.custody.of_type(before))
        .join(Aftercare.custody.of_type(after))
        .where(before.to_on == after.from_on, before.unit_id == after.unit_id)
    )
    return listed(query, Aftercare.ref, Person.full_name, after.from_on)


def _unallocated(scope: Scope, day: date) -> Rows:
    return listed(moving.unallocated(scope, Aftercare), Aftercare.ref, Person.full_name, Aftercare.starts_on)


_OUTSIDE = or_(
    Aftercare.reviews.any(AftercareReview.held_on < Aftercare.starts_on),
    Aftercare.reviews.any(AftercareReview.held_on > Aftercare.ended_on),
)
_UNTESTED = AftercareReview.drug_test.is_(None) | (AftercareReview.drug_test == DrugTest.NONE.value)
CHECKS = (
    _check("decision-missing", Severity.BLOCKING, "Đang quản lý mà chưa ghi quyết định",
           "Quản lý sau cai theo quyết định của cấp có thẩm quyền; thiếu ngày quyết định thì không rõ luật áp dụng.",
           _which(_BEGUN, Aftercare.decided_on.is_(None))),
    _check("decision-number-missing", Severity.WARNING, "Quyết định chưa có số",
           "Số quyết định cần cho sổ theo dõi và giấy chấp hành xong.",
           _which(Aftercare.decided_on.is_not(None),
                  or_(Aftercare.decision_number.is_(None), Aftercare.decision_number == ""))),
    _check("term-missing", Severity.WARNING, "Chưa có thời hạn",
           "Không có thời hạn thì không biết ngày hết hạn quản lý.",
           _which(Aftercare.decided_on.is_not(None), Aftercare.term_months.is_(None))),
    _check("two-open", Severity.BLOCKING, "Một người có hai hồ sơ sau cai đang mở",
           "Một người chỉ chấp hành một quyết định quản lý sau cai tại một thời điểm.", _two_open,
           how="Ghi kết thúc hồ sơ cũ, hoặc gỡ hồ sơ nhập hai lần."),
    _check("outcome-without-end", Severity.BLOCKING, "Có kết quả mà không có ngày kết thúc",
           "Hồ sơ vẫn được đếm là đang quản lý.",
           _which(Aftercare.outcome.is_not(None), Aftercare.ended_on.is_(None))),
    _check("end-without-outcome", Severity.WARNING, "Đã kết thúc mà chưa ghi kết quả",
           "Thiếu kết quả thì không biết chấp hành xong, tái nghiện hay lý do khác.",
           _which(Aftercare.ended_on.is_not(None), Aftercare.outcome.is_(None))),
    _check("review-missing", Severity.WARNING, "Chưa nhận xét trong tháng",
           "Người được quản lý sau cai được nhận xét, đánh giá hằng tháng.", _unreviewed,
           how="Mở hồ sơ, ghi nhận xét của tháng.", who=Permission.AFTERCARE_REVIEW),
    _check("review-outside", Severity.WARNING, "Nhận xét nằm ngoài thời gian quản lý",
           "Ngày nhận xét trước khi bắt đầu hoặc sau khi kết thúc quản lý.", _which(_BEGUN, _OUTSIDE)),
    _check("review-untested", Severity.INFO, "Nhận xét không có kết quả xét nghiệm",
           "Xét nghiệm cho biết sớm việc tái sử dụng; nếu không xét nghiệm, nên ghi lý do.",
           _which(Aftercare.ended_on.is_(None), Aftercare.reviews.any(_UNTESTED)), who=Permission.AFTERCARE_REVIEW),
    _check("unallocated", Severity.BLOCKING, "Xã cũ đã chia tách, chưa giao cho xã nào",
           "Hồ sơ đang đứng tên tỉnh, không xã nào quản lý người sau cai.", _unallocated,
           how="Người biết nơi ở hiện nay giao hồ sơ cho xã đó, ở trang Phân bổ.", who=Permission.CASE_ALLOCATE),
    _check("in-future", Severity.BLOCKING, "Có ngày ở tương lai",
           "Việc đã ghi phải là việc đã xảy ra.", _in_future),
    _check("moved-nowhere", Severity.WARNING, "Chuyển đến đúng nơi đang quản lý",
           "Nơi chuyển đến trùng nơi chuyển đi: ghi nhầm xã nhận.", _moved_nowhere,
           who=Permission.AFTERCARE_TRANSFER),
)  # fmt: skip
