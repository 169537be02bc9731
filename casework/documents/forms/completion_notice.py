"""Notice of the day of completion (thông báo ngày hoàn thành) from the assigned worker to the police."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Signature
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import SIGN_WITH_NAME, addressed, head, person_fields, sentence, shown, whole_title


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    return (
        head(issue),
        whole_title(issue),
        addressed(issue.police),
        sentence("Người được phân công tư vấn, quản lý, hỗ trợ thông báo ngày hoàn thành cai nghiện của:"),
        Fields(
            (
                *person_fields(sheet.whom, short=True),
                Field("Quyết định cai nghiện số", case.decision_number),
                Field("Ngày bắt đầu", shown(case.started_on)),
                Field("Ngày hoàn thành", shown(case.ends_on)),
            )
        ),
        Signature(("NGƯỜI THÔNG BÁO",), case.officer, SIGN_WITH_NAME),
    )


FORM = PaperForm(
    kind="completion-notice",
    name="Thông báo ngày hoàn thành cai nghiện",
    subject=Subject.EPISODE,
    titles=(("forms", "completion_notice"),),
    issuer=Office.COMMITTEE,
    build=_build,
)
