"""Certificate that after-care was served (giấy chứng nhận, xác nhận đã chấp hành xong quyết định quản lý sau cai)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    check_code,
    closing,
    from_to,
    grounds,
    head,
    person_fields,
    sentence,
    shown,
    whole_title,
)


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    says = "Chứng nhận" if issue.title.startswith("Giấy chứng nhận") else "Xác nhận"
    return (
        head(issue),
        whole_title(issue),
        Heading(issue.chief.upper(), centred=True),
        *grounds(issue.citation),
        sentence(f"{says} ông (bà) có tên sau đây:"),
        Fields(
            (
                *person_fields(sheet.whom),
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời gian quản lý", from_to(case.starts_on, case.ended_on)),
            )
        ),
        sentence("Đã chấp hành xong quyết định quản lý sau cai nghiện ma túy."),
        *check_code(issue),
        closing(issue, "Người có tên trên", issue.police),
    )


FORM = PaperForm(
    kind="aftercare-certificate",
    name="Giấy chấp hành xong quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("aftercare", "certificate_form"),),
    issuer=("aftercare", "certificate_authority"),
    symbol="GXN",
    certified=True,
    ready=lambda facts: facts.completed,
    build=_build,
)
