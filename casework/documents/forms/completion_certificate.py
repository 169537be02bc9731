"""Certificate of completion (giấy chứng nhận, giấy xác nhận hoàn thành cai nghiện tại gia đình, cộng đồng)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    check_code,
    closing,
    from_to,
    grounds,
    head,
    months,
    person_fields,
    sentence,
    shown,
    whole_title,
)


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    says = "Chứng nhận" if issue.title.startswith("Giấy chứng nhận") else "Xác nhận"
    to = (
        "Công an cấp xã nơi đăng ký" if issue.office is Office.POLICE else f"{issue.police} (để quản lý sau cai nghiện)"
    )
    return (
        head(issue),
        whole_title(issue),
        Heading(issue.chief.upper(), centred=True),
        *grounds(issue.citation),
        sentence(f"{says} ông (bà) có tên sau đây:"),
        Fields(
            (
                *person_fields(sheet.whom),
                Field("Quyết định cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời hạn theo quyết định", months(case.term_months)),
                Field("Thời gian cai nghiện", from_to(case.started_on, case.ended_on)),
            )
        ),
        sentence(f"Đã hoàn thành {case.form[:1].lower()}{case.form[1:]} theo quy định."),
        *check_code(issue),
        closing(issue, "Người cai nghiện, gia đình", to, "Người được phân công theo dõi"),
    )


FORM = PaperForm(
    kind="completion-certificate",
    name="Giấy hoàn thành cai nghiện ma túy tại gia đình, cộng đồng",
    subject=Subject.EPISODE,
    titles=(("forms", "completion_certificate"),),
    issuer=("authorities", "voluntary_community_certificate"),
    symbol="GXN",
    certified=True,
    ready=lambda facts: facts.certificate_on is not None or facts.completed,
    build=_build,
)
