"""Decision on after-care (quyết định quản lý sau cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import AftercareFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    from_to,
    guardian_fields,
    head,
    months,
    person_fields,
    reasons,
    relatives,
    titled,
)


def _build(sheet: Sheet[AftercareFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue),
        article(1, "Quản lý sau cai nghiện ma túy đối với người có tên sau đây:"),
        Fields((*person_fields(sheet.whom), Field("Nghề nghiệp"), *relatives(sheet.whom))),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Thời hạn", months(case.term_months)),
                Field("Thời gian quản lý", from_to(case.starts_on, case.ends_on)),
                Field("Nơi thi hành", sheet.whom.residence),
                Field("Cơ quan chịu trách nhiệm thi hành", issue.committee),
            )
        ),
        article(
            2, "Giao ông (bà) ", case.officer, " cùng gia đình và Tổ quản lý, hỗ trợ thực hiện việc quản lý, hỗ trợ."
        ),
        article(3, f"{issue.police}, người được giao nhiệm vụ và người có tên tại Điều 1 thi hành Quyết định này."),
        article(4, "Quyết định này có hiệu lực kể từ ngày ký."),
        closing(issue, "Như Điều 3", "Người bị quản lý hoặc cha, mẹ, người giám hộ"),
    )


FORM = PaperForm(
    kind="aftercare-decision",
    name="Quyết định quản lý sau cai nghiện",
    subject=Subject.AFTERCARE,
    titles=(("aftercare", "decision_form"),),
    issuer=("aftercare", "decision_authority"),
    symbol="QĐ",
    build=_build,
)
