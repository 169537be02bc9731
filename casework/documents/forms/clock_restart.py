"""Decision by which a clock of rehabilitation runs anew (tính lại thời hạn do sự kiện bất khả kháng)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import article, closing, guardian_fields, head, person_fields, reasons, shown, titled

KIND = "clock-restart"


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case, order = sheet.issue, sheet.facts, sheet.facts.order(KIND)
    decision = (
        (Field("Quyết định cai nghiện số", case.decision_number), Field("Ngày quyết định", shown(case.decided_on)))
        if case.decided_on
        else ()
    )
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, "Tính lại thời hạn do sự kiện bất khả kháng cho người có tên sau đây:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                *decision,
                Field("Thời hạn được tính lại", order.reason),
                Field("Sự kiện bất khả kháng", order.note),
                Field("Thời hạn tính lại kể từ", order.since or shown(order.on)),
            )
        ),
        article(2, "Người có tên tại Điều 1 và các cơ quan, cá nhân liên quan thi hành Quyết định này kể từ ngày ký."),
        closing(issue, "Như Điều 2", "Người cai nghiện hoặc cha, mẹ, người giám hộ"),
    )


FORM = PaperForm(
    kind=KIND,
    name="Quyết định tính lại thời hạn do sự kiện bất khả kháng",
    subject=Subject.EPISODE,
    titles=(("orders", "clock_restart"),),
    issuer=("authorities", "voluntary_community_decision"),
    symbol="QĐ",
    ready=lambda facts: KIND in facts.orders,
    build=_build,
)
