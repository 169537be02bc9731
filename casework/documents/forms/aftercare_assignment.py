"""Assignment of who looks after somebody that moved here under after-care (quyết định phân công của nơi chuyển đến)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    from_to,
    guardian_fields,
    head,
    person_fields,
    reasons,
    shown,
    titled,
)


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, "Phân công ông (bà) ", case.officer, " tiếp tục quản lý, hỗ trợ người sau cai nghiện:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Ngày chuyển đến", shown(case.moved_on)),
                Field("Thời hạn còn lại", from_to(case.moved_on, case.ends_on)),
                Field("Nhiệm vụ của người được phân công"),
            )
        ),
        article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
        article(3, f"Người được phân công, {issue.police} và người có tên tại Điều 1 thi hành Quyết định này."),
        closing(issue, "Như Điều 3", "Gia đình người sau cai nghiện"),
    )


FORM = PaperForm(
    kind="aftercare-assignment",
    name="Quyết định phân công quản lý, hỗ trợ người sau cai nghiện chuyển đến",
    subject=Subject.AFTERCARE,
    titles=(("orders", "aftercare_assignment"),),
    issuer=Office.COMMITTEE,
    symbol="QĐ",
    ready=lambda facts: facts.moved_on is not None,
    build=_build,
)
