"""Notice that somebody under after-care moves (thông báo chuyển nơi cư trú)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
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


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    return (
        head(issue),
        whole_title(issue),
        addressed("Công an ", lowered(case.moved_to)),
        sentence(f"{issue.agency} thông báo người đang bị quản lý sau cai nghiện chuyển nơi cư trú:"),
        Fields(
            (
                *person_fields(sheet.whom),
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Thời gian quản lý", from_to(case.starts_on, case.ends_on)),
                Field("Ngày chuyển đi", shown(case.moved_on)),
                Field("Nơi cư trú mới", case.moved_to),
                Field("Thời hạn còn lại", from_to(case.moved_on, case.ends_on) if case.moved_on else None),
            )
        ),
        closing(issue, "Như trên", f"Chủ tịch {issue.committee}"),
    )


FORM = PaperForm(
    kind="aftercare-transfer",
    name="Thông báo chuyển nơi cư trú của người bị quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("aftercare", "move_form"),),
    issuer=("aftercare", "move_authority"),
    symbol="TB",
    build=_build,
)
