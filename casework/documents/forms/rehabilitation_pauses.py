"""Notices that the term of rehabilitation stands still, and runs again (tạm ngừng do án phạt tù; tiếp tục)."""

from __future__ import annotations

from collections.abc import Callable

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Sheet
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

Building = Callable[[Sheet[EpisodeFacts]], tuple[Block, ...]]


def _building(kind: str, says: str, then: str) -> Building:
    def build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
        issue, case, order = sheet.issue, sheet.facts, sheet.facts.order(kind)
        goes_on = kind == "rehabilitation-resumption"
        days = (
            (
                Field("Đã tạm ngừng kể từ ngày", order.since),
                Field("Tiếp tục kể từ ngày", shown(order.on)),
                Field("Ngày hết thời hạn cai nghiện", shown(case.ends_on)),
            )
            if goes_on
            else (
                Field("Bản án, quyết định (số, ngày, Tòa án)", order.note),
                Field("Tạm ngừng kể từ ngày", shown(order.on)),
            )
        )
        return (
            head(issue),
            whole_title(issue),
            *grounds(issue.citation),
            sentence(f"{issue.agency} thông báo {says} đối với người có tên sau đây:"),
            Fields(person_fields(sheet.whom)),
            *guardian_fields(sheet.whom),
            Fields(
                (
                    Field("Quyết định cai nghiện số", case.decision_number),
                    Field("Ngày quyết định", shown(case.decided_on)),
                    Field("Thời hạn theo quyết định", months(case.term_months)),
                    Field("Ngày bắt đầu cai nghiện", shown(case.started_on)),
                    *days,
                )
            ),
            sentence(then),
            closing(issue, "Người có tên trên, gia đình", issue.committee, "Người được phân công theo dõi"),
        )

    return build


def _form(kind: str, title: str, name: str, says: str, then: str) -> PaperForm[EpisodeFacts]:
    return PaperForm(
        kind=kind,
        name=name,
        subject=Subject.EPISODE,
        titles=(("orders", title),),
        issuer=("authorities", "voluntary_community_violation"),
        symbol="TB",
        ready=lambda facts: kind in facts.orders,
        build=_building(kind, says, then),
    )


INTERRUPTION = _form(
    "rehabilitation-interruption",
    "rehabilitation_interruption",
    "Thông báo tạm ngừng thời hạn cai nghiện",
    "tạm ngừng thời hạn cai nghiện",
    "Chấp hành xong án phạt tù, người có tên trên tiếp tục chấp hành thời hạn cai nghiện còn lại.",
)
RESUMPTION = _form(
    "rehabilitation-resumption",
    "rehabilitation_resumption",
    "Thông báo tiếp tục thời hạn cai nghiện",
    "tiếp tục thời hạn cai nghiện còn lại",
    "Người có tên trên, gia đình và người được phân công theo dõi tiếp tục thực hiện quyết định cai nghiện.",
)
