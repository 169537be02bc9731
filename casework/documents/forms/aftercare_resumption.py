"""Notice that after-care goes on after an interruption (tiếp tục quản lý sau cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    closing,
    grounds,
    guardian_fields,
    head,
    months,
    person_fields,
    sentence,
    shown,
    whole_title,
)

KIND = "aftercare-resumption"


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case, order = sheet.issue, sheet.facts, sheet.facts.order(KIND)
    child = (Field("Ngày sinh của con", shown(order.child_born_on)),) if order.child_born_on else ()
    return (
        head(issue),
        whole_title(issue),
        *grounds(issue.citation),
        sentence(f"{issue.agency} thông báo tiếp tục quản lý sau cai nghiện đối với người có tên sau đây:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời hạn theo quyết định", months(case.term_months)),
                Field("Lý do đã tạm ngừng", order.reason),
                *child,
                Field("Đã tạm ngừng kể từ ngày", order.since),
                Field("Tiếp tục kể từ ngày", shown(order.on)),
                Field("Ngày hết thời hạn quản lý", shown(case.ends_on)),
            )
        ),
        sentence("Người có tên trên tiếp tục chấp hành quyết định trong thời hạn còn lại."),
        closing(issue, "Người có tên trên, gia đình", issue.committee, "Tổ chức, cá nhân được phân công quản lý"),
    )


FORM = PaperForm(
    kind=KIND,
    name="Thông báo tiếp tục quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("orders", "aftercare_resumption"),),
    issuer=("aftercare", "management_authority"),
    symbol="TB",
    ready=lambda facts: KIND in facts.orders,
    build=_build,
)
