"""Interruption of after-care (tạm đình chỉ; từ 01/07/2026: đưa ra khỏi danh sách do chấp hành án phạt tù)."""

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

KIND = "aftercare-suspension"


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case, order = sheet.issue, sheet.facts, sheet.facts.order(KIND)
    what = (
        "Đưa ra khỏi danh sách quản lý sau cai nghiện ma túy người có tên sau đây:"
        if order.off_list
        else "Tạm đình chỉ chấp hành quyết định quản lý sau cai nghiện đối với người có tên sau đây:"
    )
    child = (Field("Ngày sinh của con", shown(order.child_born_on)),) if order.child_born_on else ()
    rest = (
        (article(2, "Chấp hành xong án phạt tù, người có tên tại Điều 1 tiếp tục chấp hành thời hạn còn lại."),)
        if order.off_list
        else (article(2, "Thời gian tạm đình chỉ: đến ngày ", None, "; điều kiện tiếp tục chấp hành: ", None),)
    )
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, what),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời hạn", months(case.term_months)),
                Field("Lý do", order.reason),
                Field("Kể từ ngày", shown(order.on)),
                *child,
            )
        ),
        *rest,
        article(3, "Người có tên tại Điều 1 và các cơ quan, cá nhân liên quan thi hành Quyết định này kể từ ngày ký."),
        closing(issue, "Như Điều 3", issue.committee if order.off_list else issue.police),
    )


FORM = PaperForm(
    kind=KIND,
    name="Quyết định tạm đình chỉ quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("orders", "aftercare_suspension"), ("orders", "aftercare_interruption")),
    issuer=("orders", "suspension_authority"),
    symbol="QĐ",
    choose=lambda facts: 1 if facts.order(KIND).off_list else 0,
    ready=lambda facts: KIND in facts.orders,
    build=_build,
)
