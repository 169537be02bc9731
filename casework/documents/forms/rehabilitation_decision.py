"""Decision on rehabilitation (quyết định cai nghiện tại gia đình, cộng đồng)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    from_to,
    guardian_fields,
    head,
    lowered,
    months,
    person_fields,
    reasons,
    titled,
)


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case, person = sheet.issue, sheet.facts, sheet.whom
    follows = "PC04 – Công an tỉnh" if issue.office is Office.POLICE else issue.police
    family = "cha, mẹ, người giám hộ" if person.minor else "gia đình"
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue, issue.authority),
        article(1, f"Áp dụng biện pháp {lowered(case.form)} đối với người có tên sau đây:"),
        Fields(person_fields(person)),
        *guardian_fields(person),
        Fields(
            (
                Field("Thời hạn cai nghiện", months(case.term_months)),
                Field("Thời gian thực hiện", from_to(case.started_on, case.ends_on)),
                Field("Địa điểm, hình thức", case.form),
            )
        ),
        article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
        article(
            3,
            f"Ông (bà) có tên tại Điều 1, {family} của người cai nghiện, cơ sở cung cấp dịch vụ cai nghiện và "
            "người được phân công theo dõi, quản lý chịu trách nhiệm thi hành Quyết định này.",
        ),
        closing(issue, "Như Điều 3", follows),
    )


def _which(facts: EpisodeFacts) -> int:
    return 2 if facts.compulsory else facts.title_choice


FORM = PaperForm(
    kind="rehabilitation-decision",
    name="Quyết định cai nghiện ma túy",
    subject=Subject.EPISODE,
    titles=(("forms", "decision_home"), ("forms", "decision_community"), ("compulsory", "decision_form")),
    choose=_which,
    issuer=("authorities", "voluntary_community_decision"),
    symbol="QĐ",
    build=_build,
)
