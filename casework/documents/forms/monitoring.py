"""Electronic monitoring in after-care (giám sát điện tử): its decisions, and the minutes of a violation.

Nguồn: Phụ lục I Nghị định 163/2026/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Callable

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    from_to,
    guardian_fields,
    head,
    opening,
    person_fields,
    reasons,
    sentence,
    shown,
    signers,
    titled,
)

DEVICE = (Field("Vị trí đeo thiết bị"), Field("Số thiết bị, phụ kiện"), Field("Tình trạng thiết bị"))
_WHAT = {
    "decided": "Áp dụng giám sát điện tử đối với người có tên sau đây:",
    "paused": "Tạm dừng giám sát điện tử đối với người có tên sau đây:",
    "exempted": "Miễn thời gian giám sát điện tử còn lại cho người có tên sau đây:",
    "ended": "Chấm dứt giám sát điện tử đối với người có tên sau đây:",
}


def _deciding(paper: str) -> Callable[[Sheet[AftercareFacts]], tuple[Block, ...]]:
    def build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
        issue, order = sheet.issue, sheet.facts.order(f"monitoring-{paper}")
        more = (
            (Field("Thời hạn giám sát"), Field("Cán bộ được giao giám sát"), *DEVICE)
            if paper == "decided"
            else (Field("Lý do"), Field("Kể từ ngày", shown(order.on)), *DEVICE[1:2])
        )
        return (
            head(issue),
            titled(issue, "Quyết định"),
            *reasons(issue),
            article(1, _WHAT[paper]),
            Fields(person_fields(sheet.whom)),
            *guardian_fields(sheet.whom),
            Fields((*_of_case(sheet.facts), *more, *_noted(order.note))),
            article(2, "Cán bộ được giao và người có tên tại Điều 1 thi hành Quyết định này kể từ ngày ký."),
            closing(issue, "Như Điều 2", issue.committee),
        )

    return build


def _minutes(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    order = sheet.facts.order("monitoring-violated")
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", chúng tôi gồm:"),
        Fields((Field("Người lập biên bản (họ tên, chức vụ, đơn vị)"), Field("Người chứng kiến"))),
        sentence("Lập biên bản về việc vi phạm quy định về giám sát điện tử của:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                *_of_case(sheet.facts),
                Field("Hành vi vi phạm (điểm, khoản 1 Điều 24)", order.note),
                Field("Vi phạm lần thứ"),
                Field("Thời điểm vi phạm"),
                Field("Hạn khắc phục"),
                *DEVICE[1:],
                Field("Ý kiến của người vi phạm"),
            )
        ),
        sentence(
            "Biên bản lập xong lúc …… giờ …… cùng ngày, thành 02 bản, đã đọc lại cho mọi người cùng nghe và ký tên."
        ),
        signers("Người vi phạm", "Người chứng kiến", "Người lập\nbiên bản"),
    )


def _of_case(case: AftercareFacts) -> tuple[Field, ...]:
    return (
        Field("Loại đối tượng", "Người bị quản lý sau cai nghiện ma túy"),
        Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
        Field("Thời gian quản lý", from_to(case.starts_on, case.ends_on)),
    )


def _noted(note: str | None) -> tuple[Field, ...]:
    return (Field("Ghi chú", note),) if note else ()


def _form(
    paper: str, name: str, build: Callable[[Sheet[AftercareFacts]], tuple[Block, ...]], symbol: str = "QĐ"
) -> PaperForm[AftercareFacts]:
    kind = f"monitoring-{paper}"
    return PaperForm(
        kind=kind,
        name=name,
        subject=Subject.AFTERCARE,
        titles=(("orders", f"monitoring_{paper}"),),
        issuer=("orders", "monitoring_authority"),
        symbol=symbol,
        ready=lambda facts: kind in facts.orders,
        build=build,
    )


FORMS = (
    _form("decided", "Quyết định áp dụng giám sát điện tử", _deciding("decided")),
    _form("paused", "Quyết định tạm dừng giám sát điện tử", _deciding("paused")),
    _form("exempted", "Quyết định miễn thời gian giám sát điện tử còn lại", _deciding("exempted")),
    _form("violated", "Biên bản vi phạm quy định về giám sát điện tử", _minutes, "BB"),
    _form("ended", "Quyết định chấm dứt giám sát điện tử", _deciding("ended")),
)
"""One form a paper; one that takes the device off for a while is written by the person or another office."""
