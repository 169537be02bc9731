"""Undertaking (bản cam kết) of somebody in voluntary rehabilitation."""

from __future__ import annotations

from casework.documents.blocks import Block, Fields, Signature, Signatures
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    SIGN_WITH_NAME,
    addressed,
    beside_the_person,
    guardian_fields,
    person_fields,
    plain_head,
    sentence,
    whole_title,
)


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    person = sheet.whom
    beside = ("XÁC NHẬN CỦA CHA, MẸ,", "NGƯỜI GIÁM HỘ") if person.minor else ("ĐẠI DIỆN GIA ĐÌNH",)
    return (
        plain_head(sheet.issue),
        whole_title(sheet.issue),
        addressed(sheet.issue.agency),
        Fields(person_fields(person)),
        *guardian_fields(person),
        sentence(
            "Tôi cam kết chấp hành sự quản lý, giám sát, xét nghiệm; thực hiện đầy đủ quy trình, thời hạn cai nghiện; "
            "không sử dụng trái phép chất ma túy. Nếu vi phạm, tôi chịu trách nhiệm trước pháp luật."
        ),
        Signatures(
            (
                Signature(beside, beside_the_person(person), SIGN_WITH_NAME),
                Signature(("NGƯỜI CAM KẾT",), person.name, SIGN_WITH_NAME),
            )
        ),
    )


FORM = PaperForm(
    kind="undertaking",
    name="Bản cam kết",
    subject=Subject.EPISODE,
    titles=(("forms", "undertaking"),),
    issuer=("authorities", "voluntary_community_reception"),
    build=_build,
)
