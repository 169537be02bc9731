"""Requests to find out whether somebody is addicted (đơn, giấy đề nghị xác định tình trạng nghiện ma túy)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    addressed,
    beside_the_person,
    closing,
    grounds,
    guardian_fields,
    head,
    person_fields,
    plain_head,
    sentence,
    signers,
    whole_title,
)
from casework.documents.proceeding_facts import DeterminationFacts

KIND = "determination-request"


def _apply(sheet: Sheet[DeterminationFacts]) -> tuple[Block, ...]:
    person = sheet.whom
    consent = (sentence("Tôi là ", beside_the_person(person), ", đồng ý với đề nghị trên."),) if person.minor else ()
    return (
        plain_head(sheet.issue),
        whole_title(sheet.issue),
        addressed(None),
        sentence("Tôi có tên sau đây:"),
        Fields(person_fields(person)),
        *guardian_fields(person),
        Fields((Field("Loại ma túy đã sử dụng, thời điểm sử dụng"), Field("Bệnh đang mắc, thuốc đang dùng"))),
        sentence("Đề nghị cơ sở y tế xác định tình trạng nghiện ma túy cho tôi."),
        *consent,
        signers(*(("Cha, mẹ, người\ngiám hộ",) if person.minor else ()), "Người đề nghị"),
    )


def _request(sheet: Sheet[DeterminationFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    where = "Tại nơi làm việc của cơ quan Công an" if case.on_site else None
    return (
        head(issue),
        whole_title(issue),
        addressed(None),
        *grounds(issue.citation),
        sentence(f"{issue.agency} đề nghị xác định tình trạng nghiện ma túy đối với:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Lý do đề nghị (điểm, khoản, điều của luật)"),
                Field("Kết quả xét nghiệm chất ma túy (ngày, nơi xét nghiệm)"),
                *((Field("Đang bị tạm giữ (quyết định số, ngày)"),) if case.in_custody else ()),
                Field("Nơi xác định", where),
                Field("Hồ sơ kèm theo", "Bản tóm tắt lý lịch; bản sao phiếu kết quả xét nghiệm"),
            )
        ),
        closing(issue, "Như trên"),
    )


APPLICATION = PaperForm(
    kind="determination-application",
    name="Đơn đề nghị xác định tình trạng nghiện ma túy",
    subject=Subject.DETERMINATION,
    titles=(("determination", "request_form_voluntary"),),
    issuer=Office.POLICE,
    ready=lambda facts: not facts.of_police,
    build=_apply,
)
REQUEST = PaperForm(
    kind=KIND,
    name="Giấy đề nghị xác định tình trạng nghiện ma túy",
    subject=Subject.DETERMINATION,
    titles=(("determination", "request_form_police"),),
    issuer=Office.POLICE,
    symbol="ĐN",
    ready=lambda facts: facts.of_police,
    build=_request,
)
