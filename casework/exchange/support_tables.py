"""Exchange tables of support (hỗ trợ): trainings, employers, jobs, loans; and of substitution treatment."""

from __future__ import annotations

from casework.exchange.columns import (
    ExchangeTable,
    day,
    money,
    number,
    ref,
    reference,
    term,
    text,
    unit,
    unit_on,
    yes_no,
)
from casework.law.vocabulary import Borrower, EmployerKind, LoanProgramme, MethadoneOutcome
from casework.records.methadone import Methadone
from casework.records.support import Employer, Job, Loan, Training

TRAININGS = ExchangeTable(
    "trainings",
    "Đào tạo nghề",
    Training,
    (
        ref("training_ref", "Mã lượt đào tạo"),
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("started_on", "Ngày bắt đầu", required=True),
        text(Training, "trade", "Nghề đào tạo"),
        text(Training, "provider", "Cơ sở đào tạo"),
        day("completed_on", "Ngày hoàn thành"),
        yes_no("state_supported", "Được Nhà nước hỗ trợ"),
    ),
    key=("training_ref",),
    unit_days=("started_on",),
    spans=((("started_on",), "completed_on"),),
)

EMPLOYERS = ExchangeTable(
    "employers",
    "Doanh nghiệp, cơ sở sản xuất",
    Employer,
    (
        ref("employer_ref", "Mã cơ sở"),
        unit(),
        unit_on(),
        text(Employer, "name", "Tên cơ sở", required=True),
        term("kind", "Loại hình", EmployerKind),
    ),
    key=("employer_ref",),
)

JOBS = ExchangeTable(
    "jobs",
    "Việc làm",
    Job,
    (
        ref("job_ref", "Mã việc làm"),
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("started_on", "Ngày bắt đầu", required=True),
        reference("employer_ref", "Mã cơ sở (để trống: tự làm)", "employers", "employer_id", required=False),
        day("ended_on", "Ngày kết thúc"),
        yes_no("has_income", "Có thu nhập"),
        yes_no("supported", "Được hỗ trợ tạo việc làm"),
    ),
    key=("job_ref",),
    unit_days=("started_on",),
    spans=((("started_on",), "ended_on"),),
)

LOANS = ExchangeTable(
    "loans",
    "Vay vốn",
    Loan,
    (
        ref("loan_ref", "Mã khoản vay"),
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("disbursed_on", "Ngày giải ngân", required=True),
        money("amount_vnd", "Số tiền vay (đồng)"),
        term("borrower", "Người vay", Borrower, required=True),
        term("programme", "Chương trình vay", LoanProgramme),
        number("term_months", "Thời hạn vay (tháng)"),
        text(Loan, "purpose", "Mục đích vay"),
    ),
    key=("loan_ref",),
    unit_days=("disbursed_on",),
)

METHADONE = ExchangeTable(
    "methadone",
    "Điều trị thay thế bằng Methadone",
    Methadone,
    (
        ref("methadone_ref", "Mã đợt điều trị"),
        reference("person_ref", "Mã người", "persons", "person_id"),
        unit(),
        day("started_on", "Ngày bắt đầu", required=True),
        text(Methadone, "facility", "Cơ sở điều trị"),
        day("ended_on", "Ngày kết thúc"),
        term("outcome", "Kết quả", MethadoneOutcome),
    ),
    key=("methadone_ref",),
    unit_days=("started_on",),
    spans=((("started_on",), "ended_on"),),
)
