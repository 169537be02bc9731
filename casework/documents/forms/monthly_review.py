"""Monthly review (nhận xét, đánh giá hằng tháng) by the worker who follows the case."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import from_to, head, person_fields, signers, whole_title

ASKED = (
    "Số lần gặp gỡ, tư vấn trong tháng",
    "Xét nghiệm chất ma túy (ngày, kết quả)",
    "Việc thực hiện kế hoạch cai nghiện",
    "Diễn biến hành vi, tâm lý",
    "Học nghề, việc làm, quan hệ gia đình",
    "Vi phạm và biện pháp xử lý",
    "Nhận xét, đề nghị",
)


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    month = f"{case.part[5:7]}/{case.part[:4]}" if len(case.part) == 7 else None
    phase = next((each.name for each in reversed(case.phases) if each.completed_on is None), None)
    return (
        head(sheet.issue),
        whole_title(sheet.issue),
        Fields(
            (
                Field("Tháng", month),
                *person_fields(sheet.whom, short=True),
                Field("Quyết định cai nghiện số", case.decision_number),
                Field("Thời gian cai nghiện", from_to(case.started_on, case.ends_on)),
                Field("Giai đoạn đang thực hiện", phase),
                Field("Người theo dõi, quản lý", case.officer),
            )
        ),
        Heading("Nội dung theo dõi, đánh giá"),
        Fields(tuple(Field(f"{place}. {label}") for place, label in enumerate(ASKED, start=1))),
        signers("Người cai nghiện", "Người theo dõi, quản lý"),
    )


FORM = PaperForm(
    kind="monthly-review",
    name="Nhận xét, đánh giá hằng tháng",
    subject=Subject.EPISODE,
    titles=(("papers", "monthly_review"),),
    issuer=("authorities", "voluntary_community_registration"),
    build=_build,
)
