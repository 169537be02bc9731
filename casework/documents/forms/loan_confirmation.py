"""Confirmation for a loan (xác nhận để vay vốn): it comes before the bank pays out, and so names no such day."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import LoanFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import closing, guardian_fields, head, months, person_fields, sentence, whole_title


def _build(sheet: Sheet[LoanFacts]) -> tuple[Block, ...]:
    issue, loan = sheet.issue, sheet.facts
    return (
        head(issue),
        whole_title(issue),
        sentence(f"{issue.agency} xác nhận ông (bà) có tên sau đây:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Người đứng tên vay", loan.borrower),
                Field("Chương trình, nguồn vốn", loan.programme),
                Field("Số tiền (đồng)", loan.amount),
                Field("Thời hạn vay", months(loan.term_months)),
                Field("Mục đích", loan.purpose),
            )
        ),
        Heading("Điều kiện vay vốn"),
        # What no record shows is left to whoever signs.
        Fields(tuple(Field(*each) for each in (*loan.conditions, ("Các điều kiện khác theo quy định", None)))),
        closing(issue, "Người có tên trên", "Ngân hàng Chính sách xã hội"),
    )


FORM = PaperForm(
    kind="loan-confirmation",
    name="Giấy xác nhận để vay vốn",
    subject=Subject.LOAN,
    titles=(("papers", "loan_confirmation"),),
    issuer=Office.COMMITTEE,
    symbol="XN",
    build=_build,
)
