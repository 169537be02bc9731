"""Plan of reintegration (kế hoạch tái hòa nhập): where the person will live, how things stand, what is to be done."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import guardian_fields, head, person_fields, shown, signers, whole_title

PARTS = {
    "I. Đánh giá": (
        "Sức khỏe",
        "Kỹ năng từ chối ma túy",
        "Kiến thức pháp luật",
        "Việc làm dự kiến",
    ),
    "II. Hoạt động": (
        "Phòng, chống tái nghiện",
        "Chăm sóc sức khỏe",
        "Học văn hóa, học nghề",
        "Tìm việc làm, tạo thu nhập",
    ),
    "III. Nguồn lực": (
        "Gia đình",
        "Chính quyền, đoàn thể, người được phân công",
        "Nguồn hỗ trợ khác",
    ),
}


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    parts: list[Block] = []
    for title, labels in PARTS.items():
        parts += [Heading(title), Fields(tuple(Field(label) for label in labels))]
    return (
        head(sheet.issue),
        whole_title(sheet.issue),
        Fields(
            (
                *person_fields(sheet.whom, short=True),
                Field("Quyết định cai nghiện số", case.decision_number),
                Field("Ngày hết thời hạn cai nghiện", shown(case.ends_on)),
                Field("Nơi cư trú sau khi cai nghiện"),
            )
        ),
        *guardian_fields(sheet.whom),
        *parts,
        signers("Người cai nghiện", "Đại diện gia đình", "Người lập\nkế hoạch"),
    )


FORM = PaperForm(
    kind="reintegration-plan",
    name="Kế hoạch tái hòa nhập",
    subject=Subject.EPISODE,
    titles=(("forms", "reintegration_plan"),),
    issuer=("authorities", "voluntary_community_registration"),
    build=_build,
)
