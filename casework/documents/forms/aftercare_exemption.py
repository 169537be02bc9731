"""Decision that remits the rest of after-care (miễn chấp hành phần thời gian còn lại)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    guardian_fields,
    head,
    months,
    person_fields,
    reasons,
    shown,
    titled,
)

KIND = "aftercare-exemption"


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case, order = sheet.issue, sheet.facts, sheet.facts.order(KIND)
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, "Miễn chấp hành phần thời gian quản lý sau cai nghiện còn lại cho người có tên sau đây:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời hạn theo quyết định", months(case.term_months)),
                Field("Ngày bắt đầu quản lý", shown(case.starts_on)),
                Field("Căn cứ miễn", order.reason),
                Field("Được miễn kể từ ngày", shown(order.on)),
            )
        ),
        article(2, f"{issue.committee} và người có tên tại Điều 1 thi hành Quyết định này kể từ ngày ký."),
        closing(issue, "Như Điều 2", "Người được miễn hoặc cha, mẹ, người giám hộ"),
    )


FORM = PaperForm(
    kind=KIND,
    name="Quyết định miễn chấp hành quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("orders", "aftercare_exemption"),),
    issuer=("aftercare", "relief_authority"),
    symbol="QĐ",
    ready=lambda facts: KIND in facts.orders,
    build=_build,
)
