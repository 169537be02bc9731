"""Minutes of handing over the decision on after-care (biên bản giao nhận quyết định quản lý sau cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    guardian_fields,
    head,
    opening,
    person_fields,
    sentence,
    shown,
    signers,
    titled,
)


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    case, person = sheet.facts, sheet.whom
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", hai bên gồm:"),
        Fields(
            (
                Field("Bên giao (họ tên, chức vụ, đơn vị)"),
                Field("Bên nhận", None if person.minor else person.name),
                Field("Quan hệ của bên nhận với người bị quản lý", None if person.minor else "Bản thân"),
            )
        ),
        sentence("Đã công bố, giao và nhận quyết định quản lý sau cai nghiện đối với:"),
        Fields(person_fields(person, short=True)),
        *guardian_fields(person),
        Fields(
            (
                Field("Quyết định quản lý sau cai nghiện số", case.decision_number),
                Field("Ngày quyết định", shown(case.decided_on)),
                Field("Số bản"),
            )
        ),
        sentence("Biên bản lập thành 02 bản, mỗi bên giữ 01 bản."),
        signers("Bên nhận", "Bên giao"),
    )


FORM = PaperForm(
    kind="aftercare-delivery",
    name="Biên bản giao nhận quyết định quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("aftercare", "hand_over_form"),),
    issuer=("aftercare", "hand_over_authority"),
    symbol="BB",
    build=_build,
)
