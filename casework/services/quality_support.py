"""Checks of support, substitution treatment and evaluations (hỗ trợ, điều trị thay thế, đánh giá sau cai)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_

from casework.access import queries
from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.law.dated import parameters
from casework.law.vocabulary import Borrower, Employment, EvaluationOutcome, LoanProgramme
from casework.records.aftercare import Aftercare
from casework.records.db import FOREVER
from casework.records.episode import Episode
from casework.records.evaluation import Evaluation
from casework.records.methadone import Methadone
from casework.records.person import Person
from casework.records.support import Job, Loan, Training
from casework.services.quality_checks import Ask, Kind, Rows, Severity, checks_of, listed
from casework.workflow.procedure import RELIED_ON

_MEND = "Mở bản ghi, đối chiếu giấy tờ rồi ghi lại."
_training = checks_of(Kind.TRAINING, Permission.SUPPORT_EDIT, _MEND)
_job = checks_of(Kind.JOB, Permission.SUPPORT_EDIT, _MEND)
_loan = checks_of(Kind.LOAN, Permission.SUPPORT_EDIT, _MEND)
_methadone = checks_of(Kind.METHADONE, Permission.METHADONE_EDIT, _MEND)
_evaluation = checks_of(Kind.EVALUATION, Permission.EVALUATION_EDIT, _MEND)
_EARLY = "Hỗ trợ dành cho người đã hoặc đang cai nghiện; ngày trước đợt cai nghiện đầu tiên thường là nhập nhầm."
_ANYWHERE = Scope.everything(reason="đợt cai nghiện đầu tiên và việc làm của một người, ở bất cứ đâu")
CEILINGS = {
    (LoanProgramme.VBSP_29_2014, Borrower.SELF): "loan_2014_self",
    (LoanProgramme.VBSP_29_2014, Borrower.HOUSEHOLD): "loan_2014_household",
    (LoanProgramme.EMPLOYMENT_FUND, None): "loan_fund_amount",
    (LoanProgramme.VBSP_08_2026, None): "loan_2026_amount",
}
"""Which dated value of law/parameters/support.yaml limits which loans."""


def _before_the_first_episode(person_id: Any, day: Any, table: Any) -> ColumnElement[bool]:
    episodes = queries.episodes(_ANYWHERE).where(Episode.person_id == person_id)
    first = episodes.with_only_columns(func.min(Episode.registered_on)).correlate(table).scalar_subquery()
    return and_(first.is_not(None), first > day)


def _trainings(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.trainings(scope).join(Training.person).where(*criteria)
        return listed(query, Training.ref, Person.full_name, Training.started_on)

    return ask


def _jobs(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.jobs(scope).join(Job.person).where(*criteria)
        return listed(query, Job.ref, Person.full_name, Job.started_on)

    return ask


def _loans(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.loans(scope).join(Loan.person).where(*criteria)
        return listed(query, Loan.ref, Person.full_name, Loan.disbursed_on)

    return ask


def _above_the_ceiling() -> ColumnElement[bool]:
    known = parameters("support")
    found: list[ColumnElement[bool]] = []
    for (programme, borrower), name in CEILINGS.items():
        values = known[name].values
        for place, value in enumerate(values):
            until = values[place + 1].since if place + 1 < len(values) else FOREVER
            # Only a ceiling that somebody read says that a loan is too high.
            if value.value is None or value.confidence not in RELIED_ON:
                continue
            limits = [Loan.programme == programme.value, Loan.amount_vnd > value.number]
            limits += [Loan.disbursed_on >= value.since, Loan.disbursed_on < until]
            found.append(and_(*limits, *([] if borrower is None else [Loan.borrower == borrower.value])))
    return or_(*found)


def _treatments(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.methadone(scope).join(Methadone.person).where(*criteria)
        return listed(query, Methadone.ref, Person.full_name, Methadone.started_on)

    return ask


def _during_aftercare(scope: Scope, day: date) -> Rows:
    beside = queries.aftercares(_ANYWHERE).where(
        Aftercare.person_id == Methadone.person_id,
        Aftercare.starts_on <= func.coalesce(Methadone.ended_on, FOREVER),
        func.coalesce(Aftercare.ended_on, FOREVER) >= Methadone.started_on,
        Aftercare.starts_on < FOREVER,
    )
    overlaps = beside.with_only_columns(Aftercare.id).correlate(Methadone).exists()
    return _treatments(overlaps)(scope, day)


def _two_treatments(scope: Scope, day: date) -> Rows:
    people = queries.methadone(scope).where(Methadone.ended_on.is_(None)).with_only_columns(Methadone.person_id)
    several = people.group_by(Methadone.person_id).having(func.count(Methadone.id) > 1)
    return _treatments(Methadone.ended_on.is_(None), Methadone.person_id.in_(several))(scope, day)


def _evaluations(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.evaluations(scope).join(Evaluation.person).where(*criteria)
        return listed(query, Evaluation.id, Person.full_name, Evaluation.evaluated_on)

    return ask


def _employed_without_a_job(scope: Scope, day: date) -> Rows:
    jobs = queries.jobs(_ANYWHERE).where(
        Job.person_id == Evaluation.person_id,
        Job.started_on <= Evaluation.evaluated_on,
        or_(Job.ended_on.is_(None), Job.ended_on >= Evaluation.evaluated_on),
    )
    stated = Evaluation.employment == Employment.STABLE.value
    working = jobs.with_only_columns(Job.id).correlate(Evaluation).exists()
    return _evaluations(stated, ~working)(scope, day)


CHECKS = (
    _training("before-episode", Severity.WARNING, "Học nghề trước đợt cai nghiện đầu tiên", _EARLY,
              _trainings(_before_the_first_episode(Training.person_id, Training.started_on, Training))),
    _training("reversed", Severity.BLOCKING, "Học nghề hoàn thành trước khi bắt đầu", "Hai ngày bị đảo.",
              _trainings(Training.completed_on < Training.started_on)),
    _training("trade-missing", Severity.INFO, "Chưa ghi nghề được đào tạo", "Báo cáo hỗ trợ cần tên nghề.",
              _trainings(or_(Training.trade.is_(None), Training.trade == ""))),
    _job("before-episode", Severity.WARNING, "Việc làm trước đợt cai nghiện đầu tiên", _EARLY,
         _jobs(_before_the_first_episode(Job.person_id, Job.started_on, Job))),
    _job("reversed", Severity.BLOCKING, "Nghỉ việc trước khi bắt đầu làm", "Hai ngày bị đảo.",
         _jobs(Job.ended_on < Job.started_on)),
    _loan("before-episode", Severity.WARNING, "Vay vốn trước đợt cai nghiện đầu tiên", _EARLY,
          _loans(_before_the_first_episode(Loan.person_id, Loan.disbursed_on, Loan))),
    _loan("above-ceiling", Severity.WARNING, "Khoản vay vượt mức tối đa của chương trình",
          "Mức vay tối đa do văn bản của ngày giải ngân quy định; thường là nhập thừa số 0.",
          _loans(_above_the_ceiling())),
    _loan("nothing", Severity.BLOCKING, "Khoản vay bằng 0 đồng", "Khoản vay phải có số tiền.",
          _loans(Loan.amount_vnd == 0)),
    _loan("programme-missing", Severity.INFO, "Khoản vay chưa ghi chương trình",
          "Thiếu chương trình thì không biết mức vay tối đa và không xếp được vào báo cáo.",
          _loans(Loan.programme.is_(None))),
    _methadone("end-without-outcome", Severity.WARNING, "Kết thúc điều trị mà chưa ghi lý do",
               "Thiếu lý do thì không biết hoàn thành, tự dừng hay bị chấm dứt.",
               _treatments(Methadone.ended_on.is_not(None), Methadone.outcome.is_(None))),
    _methadone("outcome-without-end", Severity.BLOCKING, "Có kết quả điều trị mà không có ngày kết thúc",
               "Người này vẫn được đếm là đang điều trị.",
               _treatments(Methadone.outcome.is_not(None), Methadone.ended_on.is_(None))),
    _methadone("reversed", Severity.BLOCKING, "Kết thúc điều trị trước khi bắt đầu", "Hai ngày bị đảo.",
               _treatments(Methadone.ended_on < Methadone.started_on)),
    _methadone("two-open", Severity.BLOCKING, "Một người đang điều trị ở hai nơi",
               "Một người chỉ điều trị tại một cơ sở; số đang điều trị bị đếm hai lần.", _two_treatments),
    _methadone("during-aftercare", Severity.INFO, "Vừa điều trị thay thế vừa quản lý sau cai",
               "Có thể đúng, nhưng thường một trong hai hồ sơ chưa được ghi kết thúc.", _during_aftercare),
    _evaluation("before-return", Severity.BLOCKING, "Đánh giá trước ngày trở về",
                "Chỉ đánh giá người đã trở về cộng đồng.",
                _evaluations(Evaluation.evaluated_on < Evaluation.returned_on)),
    _evaluation("employed-without-job", Severity.INFO, "Ghi có việc làm ổn định nhưng không có bản ghi việc làm",
                "Số người có việc làm trong đánh giá và trong sổ việc làm sẽ lệch nhau.", _employed_without_a_job,
                how="Ghi việc làm của người này vào sổ việc làm, hoặc sửa đánh giá.", who=Permission.SUPPORT_EDIT),
    _evaluation("reason-missing", Severity.WARNING, "Không đánh giá được mà chưa ghi lý do",
                "Báo cáo phải nêu lý do không đánh giá được.",
                _evaluations(Evaluation.outcome == EvaluationOutcome.NOT_EVALUATED.value,
                             Evaluation.reason_not_evaluated.is_(None))),
)  # fmt: skip
