"""Checks of episodes that the database answers alone (đợt cai nghiện)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import aliased

from casework.access import moving, queries
from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.errors import NotInForce
from casework.law.dated import parameter
from casework.law.vocabulary import OUTSIDE_CENTRES, EpisodeOutcome
from casework.records.episode import Certificate, Episode, EpisodeCustody, PhaseRecord
from casework.records.person import Person
from casework.services.quality_checks import Ask, Kind, Rows, Severity, checks_of, listed

OLDEST = 90
"""Years of age at registration beyond which a date is doubted: a choice of this system."""
_MEND = "Mở hồ sơ đợt cai nghiện, đối chiếu giấy tờ và ghi lại cho đúng."
_HERE = Episode.form.in_([form.value for form in OUTSIDE_CENTRES])
_OPEN = and_(Episode.ended_on.is_(None), ~Episode.certificate.has())
_AGE = func.extract("year", Episode.registered_on) - Person.birth_year

_check = checks_of(Kind.EPISODE, Permission.EPISODE_RUN, _MEND)


def _which(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.episodes(scope).join(Episode.person).where(*criteria)
        return listed(query, Episode.ref, Person.full_name, Episode.registered_on)

    return ask


def _two_open(scope: Scope, day: date) -> Rows:
    people = queries.episodes(scope).where(_OPEN).with_only_columns(Episode.person_id).group_by(Episode.person_id)
    several = people.having(func.count(Episode.id) > 1)
    return _which(_OPEN, Episode.person_id.in_(several))(scope, day)


def _in_future(scope: Scope, day: date) -> Rows:
    days = (Episode.registered_on, Episode.decided_on, Episode.started_on, Episode.ended_on)
    late = [each > day for each in days]
    return _which(or_(*late, Episode.certificate.has(Certificate.issued_on > day)))(scope, day)


def _too_young(scope: Scope, day: date) -> Rows:
    try:
        least = parameter("ages", "rehabilitation_min_age").on(day).number
    except NotInForce:
        least = 0
    return _which(least > _AGE)(scope, day)


def _same_number(scope: Scope, day: date) -> Rows:
    year = func.extract("year", Certificate.issued_on)
    key = (Episode.unit_id, Certificate.number, year)
    numbers = queries.episodes(scope).join(Episode.certificate).with_only_columns(*key).group_by(*key)
    twice = numbers.having(func.count(Certificate.id) > 1).subquery()
    query = queries.episodes(scope).join(Episode.certificate).join(Episode.person)
    query = query.join(twice, and_(twice.c[0] == Episode.unit_id, twice.c[1] == Certificate.number, twice.c[2] == year))
    return listed(query, Episode.ref, Person.full_name, Certificate.issued_on)


def _moved_nowhere(scope: Scope, day: date) -> Rows:
    before, after = aliased(EpisodeCustody), aliased(EpisodeCustody)
    query = (
        queries.episodes(scope)
        .join(Episode.person)
        .join(Episode.custody.of_type(before))
        .join(Episode.custody.of_type(after))
        .where(before.to_on == after.from_on, before.unit_id == after.unit_id)
    )
    return listed(query, Episode.ref, Person.full_name, after.from_on)


def _unallocated(scope: Scope, day: date) -> Rows:
    return listed(moving.unallocated(scope, Episode), Episode.ref, Person.full_name, Episode.registered_on)


CHECKS = (
    _check("started-without-decision", Severity.BLOCKING, "Đã bắt đầu mà chưa ghi quyết định",
           "Cai nghiện tại gia đình, cộng đồng bắt đầu sau khi có quyết định; thiếu quyết định thì không xác định được "
           "luật áp dụng và thời hạn.",
           _which(_HERE, Episode.started_on.is_not(None), Episode.decided_on.is_(None)),
           how="Mở hồ sơ, ghi số và ngày quyết định.", who=Permission.EPISODE_DECIDE),
    _check("decision-number-missing", Severity.WARNING, "Quyết định chưa có số",
           "Số quyết định cần cho sổ theo dõi, giấy xác nhận và đối chiếu khi thanh tra.",
           _which(Episode.decided_on.is_not(None),
                  or_(Episode.decision_number.is_(None), Episode.decision_number == "")),
           who=Permission.EPISODE_DECIDE),
    _check("term-missing", Severity.WARNING, "Quyết định chưa có thời hạn",
           "Không có thời hạn thì không biết ngày hết hạn, hồ sơ không vào danh sách sắp hết hạn.",
           _which(_HERE, Episode.decided_on.is_not(None), Episode.term_months.is_(None)),
           who=Permission.EPISODE_DECIDE),
    _check("two-open", Severity.BLOCKING, "Một người có hai đợt đang mở",
           "Một người chỉ cai nghiện theo một quyết định tại một thời điểm; số đang cai nghiện bị đếm hai lần.",
           _two_open, how="Mở hai hồ sơ, ghi kết thúc đợt cũ hoặc gộp nếu là một đợt nhập hai lần."),
    _check("outcome-without-end", Severity.BLOCKING, "Có kết quả mà không có ngày kết thúc",
           "Đợt cai nghiện có kết quả nhưng vẫn được đếm là đang cai nghiện.",
           _which(Episode.outcome.is_not(None), Episode.ended_on.is_(None))),
    _check("end-without-outcome", Severity.WARNING, "Đã kết thúc mà chưa ghi kết quả",
           "Thiếu kết quả thì báo cáo không xếp được vào hoàn thành, bỏ dở hay chuyển biện pháp.",
           _which(Episode.ended_on.is_not(None), Episode.outcome.is_(None))),
    _check("completed-without-certificate", Severity.WARNING, "Hoàn thành mà chưa cấp giấy",
           "Người đã hoàn thành được cấp giấy; giấy là căn cứ để quản lý sau cai và hưởng hỗ trợ.",
           _which(_HERE, Episode.outcome == EpisodeOutcome.COMPLETED.value, ~Episode.certificate.has()),
           how="Mở hồ sơ, cấp giấy hoàn thành.", who=Permission.EPISODE_CERTIFY),
    _check("certificate-without-completion", Severity.BLOCKING, "Có giấy hoàn thành nhưng kết quả khác",
           "Giấy hoàn thành và kết quả bỏ dở, vi phạm… không thể cùng đúng.",
           _which(Episode.certificate.has(), Episode.outcome != EpisodeOutcome.COMPLETED.value)),
    _check("decided-before-registered", Severity.WARNING, "Quyết định trước ngày đăng ký",
           "Đăng ký tự nguyện phải có trước quyết định.",
           _which(_HERE, Episode.decided_on < Episode.registered_on)),
    _check("started-before-decided", Severity.WARNING, "Bắt đầu trước ngày quyết định",
           "Ngày bắt đầu không thể trước quyết định; thời hạn bị tính sai.",
           _which(_HERE, Episode.started_on < Episode.decided_on)),
    _check("phase-outside", Severity.WARNING, "Giai đoạn nằm ngoài đợt cai nghiện",
           "Giai đoạn bắt đầu trước khi bắt đầu hoặc sau khi kết thúc đợt cai nghiện.",
           _which(or_(Episode.phases.any(PhaseRecord.started_on < Episode.started_on),
                      Episode.phases.any(PhaseRecord.started_on > Episode.ended_on))),
           who=Permission.EPISODE_PHASE),
    _check("phase-reversed", Severity.BLOCKING, "Giai đoạn hoàn thành trước khi bắt đầu",
           "Hai ngày của cùng một giai đoạn bị đảo.",
           _which(Episode.phases.any(PhaseRecord.completed_on < PhaseRecord.started_on)),
           who=Permission.EPISODE_PHASE),
    _check("phase-left-open", Severity.WARNING, "Đợt đã hoàn thành mà giai đoạn còn mở",
           "Giai đoạn chưa hoàn thành thì giấy hoàn thành có thể không đúng luật.",
           _which(Episode.outcome == EpisodeOutcome.COMPLETED.value,
                  Episode.phases.any(PhaseRecord.completed_on.is_(None))),
           who=Permission.EPISODE_PHASE),
    _check("certificate-early", Severity.BLOCKING, "Giấy hoàn thành cấp trước ngày kết thúc",
           "Giấy chỉ được cấp khi đợt cai nghiện đã hoàn thành.",
           _which(Episode.certificate.has(or_(Certificate.issued_on < Episode.ended_on,
                                             Certificate.issued_on < Episode.started_on))),
           who=Permission.EPISODE_CERTIFY),
    _check("certificate-number-twice", Severity.WARNING, "Hai giấy hoàn thành trùng số",
           "Trong một năm, mỗi số của một xã chỉ dùng cho một giấy.", _same_number, who=Permission.EPISODE_CERTIFY),
    _check("in-future", Severity.BLOCKING, "Có ngày ở tương lai",
           "Việc đã ghi phải là việc đã xảy ra.", _in_future),
    _check("too-young", Severity.BLOCKING, "Chưa đủ tuổi cai nghiện khi đăng ký",
           "Tuổi tối thiểu do nghị định quy định; thường là nhập nhầm năm sinh.", _too_young,
           how="Đối chiếu ngày sinh với giấy tờ; sửa hồ sơ người nếu nhầm."),
    _check("too-old", Severity.WARNING, "Tuổi khi đăng ký khó tin",
           f"Trên {OLDEST} tuổi khi đăng ký: thường là nhập nhầm năm sinh.", _which(_AGE > OLDEST),
           how="Đối chiếu ngày sinh với giấy tờ; sửa hồ sơ người nếu nhầm."),
    _check("moved-nowhere", Severity.WARNING, "Chuyển đến đúng nơi đang quản lý",
           "Nơi chuyển đến trùng nơi chuyển đi: ghi nhầm xã nhận.", _moved_nowhere,
           who=Permission.EPISODE_TRANSFER),
    _check("unallocated", Severity.BLOCKING, "Xã cũ đã chia tách, chưa giao cho xã nào",
           "Hồ sơ đang đứng tên tỉnh, không xã nào theo dõi.", _unallocated,
           how="Người biết nơi ở hiện nay giao hồ sơ cho xã đó, ở trang Phân bổ.", who=Permission.CASE_ALLOCATE),
    _check("unassigned", Severity.INFO, "Đang cai nghiện, chưa phân công người theo dõi",
           "Mỗi người cai nghiện có một người được phân công theo dõi, quản lý.",
           _which(_HERE, _OPEN, Episode.started_on.is_not(None), Episode.officer_id.is_(None)),
           how="Mở hồ sơ, phân công cán bộ.", who=Permission.EPISODE_ASSIGN),
)  # fmt: skip
