"""Decision of the commune moved to that rehabilitation goes on there (quyết định tiếp tục cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    guardian_fields,
    head,
    lowered,
    months,
    person_fields,
    reasons,
    shown,
    titled,
)

KIND = "continuation-decision"


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case, person = sheet.issue, sheet.facts, sheet.whom
    family = "cha, mẹ, người giám hộ" if person.minor else "gia đình"
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue, issue.authority),
        article(1, f"Tiếp tục {lowered(case.form)} tại {issue.commune} đối với người có tên sau đây:"),
        Fields(person_fields(person)),
        *guardian_fields(person),
        Fields(
            (
                Field("Quyết định cai nghiện của nơi chuyển đi số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời hạn theo quyết định", months(case.term_months)),
                Field("Ngày bắt đầu cai nghiện", shown(case.started_on)),
                Field("Tiếp tục kể từ ngày", shown(case.order(KIND).on)),
                Field("Ngày hết thời hạn cai nghiện", shown(case.ends_on)),
                Field("Địa điểm, hình thức", case.form),
            )
        ),
        article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
        article(
            3,
            f"Ông (bà) có tên tại Điều 1, {family} của người cai nghiện, cơ sở cung cấp dịch vụ cai nghiện và "
            "người được phân công theo dõi, quản lý chịu trách nhiệm thi hành Quyết định này.",
        ),
        closing(issue, "Như Điều 3", "Công an cấp xã nơi chuyển đi", "PC04 – Công an tỉnh"),
    )


FORM = PaperForm(
    kind=KIND,
    name="Quyết định tiếp tục cai nghiện của nơi chuyển đến",
    subject=Subject.EPISODE,
    titles=(("orders", "continuation_decision"),),
    issuer=("authorities", "transfer_reception"),
    symbol="QĐ",
    ready=lambda facts: KIND in facts.orders,
    build=_build,
)
