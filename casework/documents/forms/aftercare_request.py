"""Request for after-care (văn bản đề nghị quản lý sau cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    addressed,
    closing,
    grounds,
    guardian_fields,
    head,
    months,
    person_fields,
    relatives,
    sentence,
    whole_title,
)


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    return (
        head(issue),
        whole_title(issue),
        addressed(f"Chủ tịch {issue.committee}"),
        *grounds(issue.citation),
        sentence(f"{issue.agency} đề nghị quản lý sau cai nghiện đối với:"),
        Fields((*person_fields(sheet.whom), *relatives(sheet.whom))),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Lý do (đã hoàn thành cai nghiện, điều trị thay thế; số, ngày giấy xác nhận)"),
                Field("Thời hạn đề nghị", months(case.term_months)),
                Field("Biện pháp quản lý, hỗ trợ"),
                Field("Dự kiến người chịu trách nhiệm", case.officer),
                Field("Hồ sơ kèm theo"),
            )
        ),
        closing(issue, "Như trên"),
    )


FORM = PaperForm(
    kind="aftercare-request",
    name="Văn bản đề nghị quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("aftercare", "request_form"),),
    # The request names the chair as its reader; the police write it (Mẫu số 50, Mẫu số 52).
    issuer=Office.POLICE,
    symbol="ĐN",
    build=_build,
)
