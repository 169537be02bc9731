"""Decision that shortens after-care (giảm thời hạn quản lý sau cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    from_to,
    guardian_fields,
    head,
    months,
    person_fields,
    reasons,
    shown,
    titled,
)

KIND = "aftercare-reduction"


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case, order = sheet.issue, sheet.facts, sheet.facts.order(KIND)
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, "Giảm thời hạn quản lý sau cai nghiện cho người có tên sau đây:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời hạn theo quyết định", months(case.term_months)),
                Field("Lý do", order.reason),
                Field("Thời gian được giảm", months(order.months)),
                Field("Thời gian quản lý sau khi giảm", from_to(case.starts_on, case.ends_on)),
            )
        ),
        article(2, f"{issue.committee} và người có tên tại Điều 1 thi hành Quyết định này kể từ ngày ký."),
        closing(issue, "Như Điều 2", "Người được giảm hoặc cha, mẹ, người giám hộ"),
    )


FORM = PaperForm(
    kind=KIND,
    name="Quyết định giảm thời hạn quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("orders", "aftercare_reduction"),),
    issuer=("aftercare", "relief_authority"),
    symbol="QĐ",
    ready=lambda facts: KIND in facts.orders,
    build=_build,
)
