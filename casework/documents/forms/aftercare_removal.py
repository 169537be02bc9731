"""Removal from the list of after-care (đưa ra khỏi danh sách quản lý sau cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import article, closing, head, person_fields, reasons, shown, titled


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    kind = "Quyết định" if issue.title.startswith("Quyết định") else "Văn bản"
    return (
        head(issue),
        titled(issue, kind),
        *reasons(issue),
        article(1, "Đưa ra khỏi danh sách quản lý sau cai nghiện ma túy người có tên sau đây:"),
        Fields(
            (
                *person_fields(sheet.whom),
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Ngày đưa ra khỏi danh sách", shown(case.ended_on)),
                Field("Lý do", case.outcome),
            )
        ),
        article(2, "Người có tên tại Điều 1 và các cơ quan, cá nhân liên quan thi hành từ ngày ký."),
        closing(issue, "Như Điều 2", issue.committee),
    )


FORM = PaperForm(
    kind="aftercare-removal",
    name="Đưa ra khỏi danh sách quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("papers", "aftercare_removal"),),
    issuer=("aftercare", "management_authority"),
    symbol="QĐ",
    ready=lambda facts: facts.ended_on is not None,
    build=_build,
)
