"""Plan of rehabilitation (kế hoạch cai nghiện): four parts, each with findings, aims, way and who answers for it."""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Field, Fields, Heading, Row, Table
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import blank_rows, guardian_fields, head, person_fields, shown, signers, whole_title
from casework.i18n import format_date

ROOM_FOR_PHASES = 5
PARTS = ("I. Y tế", "II. Phục hồi", "III. Giáo dục, tư vấn", "IV. Lao động, học nghề")


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    phases = tuple(
        Row((str(place), phase.name, format_date(phase.started_on), format_date(phase.completed_on), ""))
        for place, phase in enumerate(case.phases, start=1)
    )
    parts: list[Block] = []
    for title in PARTS:
        labels = ("Đánh giá", "Mục tiêu", "Phương pháp, địa điểm, thời gian", "Người phụ trách")
        parts += [Heading(title), Fields(tuple(Field(label) for label in labels))]
    return (
        head(sheet.issue),
        whole_title(sheet.issue),
        Fields(
            (
                *person_fields(sheet.whom, short=True),
                Field("Hình thức cai nghiện", case.form),
                Field("Ngày tiếp nhận", shown(case.started_on)),
                Field("Ngày dự kiến kết thúc", shown(case.ends_on)),
                Field("Người theo dõi, quản lý", case.officer),
            )
        ),
        *guardian_fields(sheet.whom),
        *parts,
        Heading("V. Các giai đoạn và đánh giá (tốt, đạt, không đạt)"),
        Table(
            "Các giai đoạn cai nghiện",
            (
                Column("STT", 0.6, Align.CENTRE),
                Column("Giai đoạn", 4),
                Column("Bắt đầu", 1.4, Align.CENTRE),
                Column("Hoàn thành", 1.4, Align.CENTRE),
                Column("Đánh giá", 1.2, Align.CENTRE),
            ),
            phases or blank_rows(ROOM_FOR_PHASES, 5),
        ),
        signers("Người cai nghiện", "Đại diện gia đình", "Người lập\nkế hoạch"),
    )


FORM = PaperForm(
    kind="rehabilitation-plan",
    name="Kế hoạch cai nghiện",
    subject=Subject.EPISODE,
    titles=(("forms", "rehabilitation_plan"),),
    issuer=("authorities", "voluntary_community_registration"),
    build=_build,
)
