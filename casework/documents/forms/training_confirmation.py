"""Confirmation for support of vocational training (xác nhận để hỗ trợ đào tạo nghề)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import Office, Sheet, TrainingFacts
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import closing, guardian_fields, head, person_fields, sentence, shown, whole_title


def _build(sheet: Sheet[TrainingFacts]) -> tuple[Block, ...]:
    issue, course = sheet.issue, sheet.facts
    return (
        head(issue),
        whole_title(issue),
        sentence(f"{issue.agency} xác nhận ông (bà) có tên sau đây:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Nghề học", course.trade),
                Field("Cơ sở đào tạo", course.provider),
                Field("Ngày bắt đầu học", shown(course.started_on)),
                Field("Ngày hoàn thành", shown(course.completed_on)),
                Field("Hỗ trợ của Nhà nước", "Có" if course.state_supported else "Không"),
                # The record shows neither: whoever signs writes what was found.
                Field("Cư trú tại địa phương", None),
                Field("Thuộc diện được hỗ trợ đào tạo nghề theo quy định", None),
            )
        ),
        closing(issue, "Người có tên trên", "Cơ sở đào tạo"),
    )


FORM = PaperForm(
    kind="training-confirmation",
    name="Giấy xác nhận để được hỗ trợ đào tạo nghề",
    subject=Subject.TRAINING,
    titles=(("papers", "training_confirmation"),),
    issuer=Office.COMMITTEE,
    symbol="XN",
    build=_build,
)
