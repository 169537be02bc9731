"""Postponement and remission of compulsory rehabilitation in the community (hoãn, miễn chấp hành), until 2021."""

from __future__ import annotations

from collections.abc import Callable

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Sheet
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


def _building(kind: str, what: str, until: tuple[Field, ...]) -> Callable[[Sheet[EpisodeFacts]], tuple[Block, ...]]:
    def build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
        issue, case, order = sheet.issue, sheet.facts, sheet.facts.order(kind)
        return (
            head(issue),
            titled(issue, "Quyết định"),
            *reasons(issue),
            article(1, f"{what} chấp hành quyết định cai nghiện bắt buộc tại cộng đồng cho người có tên sau đây:"),
            Fields(person_fields(sheet.whom)),
            *guardian_fields(sheet.whom),
            Fields(
                (
                    Field("Quyết định cai nghiện số", case.decision_number),
                    Field("Ngày quyết định", shown(case.decided_on)),
                    Field("Thời hạn", months(case.term_months)),
                    Field("Lý do", order.note),
                    Field("Kể từ ngày", shown(order.on)),
                    *until,
                )
            ),
            article(
                2, f"{issue.police}, Tổ công tác và người có tên tại Điều 1 thi hành Quyết định này kể từ ngày ký."
            ),
            closing(issue, "Như Điều 2", "Gia đình người cai nghiện"),
        )

    return build


def _form(kind: str, name: str, title: str, what: str, *until: Field) -> PaperForm[EpisodeFacts]:
    return PaperForm(
        kind=kind,
        name=name,
        subject=Subject.EPISODE,
        titles=(("orders", title),),
        issuer=("compulsory", "relief_authority"),
        symbol="QĐ",
        ready=lambda facts: kind in facts.orders,
        build=_building(kind, what, until),
    )


POSTPONEMENT = _form(
    "compulsory-postponement",
    "Quyết định hoãn chấp hành cai nghiện bắt buộc tại cộng đồng",
    "compulsory_postponement",
    "Hoãn",
    Field("Thời gian hoãn đến"),
)
EXEMPTION = _form(
    "compulsory-exemption",
    "Quyết định miễn chấp hành cai nghiện bắt buộc tại cộng đồng",
    "compulsory_exemption",
    "Miễn",
)
