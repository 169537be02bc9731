"""Notice to the commune to which somebody in rehabilitation moves (chuyển nơi cư trú)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    addressed,
    closing,
    from_to,
    head,
    lowered,
    person_fields,
    sentence,
    shown,
    whole_title,
)


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    to = "Công an " if issue.office is Office.POLICE else "Chủ tịch Ủy ban nhân dân "
    return (
        head(issue),
        whole_title(issue),
        addressed(to, lowered(case.moved_to)),
        sentence(f"{issue.agency} thông báo và đề nghị tiếp tục quản lý, hỗ trợ người có tên sau đây:"),
        Fields(
            (
                *person_fields(sheet.whom),
                Field("Quyết định cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời gian cai nghiện", from_to(case.started_on, case.ends_on)),
                Field("Ngày chuyển đi", shown(case.moved_on)),
                Field("Nơi cư trú mới", case.moved_to),
                Field("Thời hạn còn lại", from_to(case.moved_on, case.ends_on) if case.moved_on else None),
                Field("Hồ sơ kèm theo (quyết định, biên bản tiếp nhận, …)"),
            )
        ),
        closing(issue, "Như trên", "Người cai nghiện"),
    )


FORM = PaperForm(
    kind="transfer-notice",
    name="Thông báo chuyển nơi cư trú của người cai nghiện",
    subject=Subject.EPISODE,
    titles=(("forms", "transfer_request"),),
    issuer=("authorities", "voluntary_community_transfer"),
    symbol="TB",
    build=_build,
)
