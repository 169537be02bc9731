"""Assignment of the worker who follows the case (phân công người tư vấn, quản lý, hỗ trợ)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import article, closing, from_to, head, person_fields, reasons, titled


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    kind = "Quyết định" if issue.title.startswith("Quyết định") else "Văn bản phân công"
    return (
        head(issue),
        titled(issue, kind),
        *reasons(issue),
        article(1, "Phân công ông (bà) ", case.officer, " tư vấn, quản lý, theo dõi, hỗ trợ người cai nghiện:"),
        Fields(
            (
                Field("Đơn vị của người được phân công", case.officer_unit),
                Field("Chức vụ", case.officer_position),
                Field("Số điện thoại", case.officer_phone),
                *person_fields(sheet.whom, short=True),
                Field("Quyết định cai nghiện số", case.decision_number),
                Field("Thời hạn", from_to(case.started_on or case.decided_on, case.ends_on)),
            )
        ),
        article(
            2,
            "Người được phân công tư vấn tâm lý, xã hội; theo dõi, đánh giá quá trình cai nghiện; "
            "hỗ trợ người cai nghiện và gia đình thực hiện kế hoạch; báo cáo người phân công.",
        ),
        article(3, "Ông (bà) có tên tại Điều 1 và các cơ quan, cá nhân liên quan thi hành từ ngày ký."),
        closing(issue, "Như Điều 3", issue.police),
    )


FORM = PaperForm(
    kind="assignment",
    name="Phân công người tư vấn, quản lý, hỗ trợ",
    subject=Subject.EPISODE,
    titles=(("forms", "worker_assignment"),),
    issuer=Office.COMMITTEE,
    symbol="QĐ",
    build=_build,
)
