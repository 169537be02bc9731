"""Minutes of reception (biên bản tiếp nhận): their day begins the term under the law of 2026."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import guardian_fields, head, opening, person_fields, shown, signers, titled


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", tiến hành tiếp nhận:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Người đăng ký hoặc người đại diện", case.declarer),
                Field("Hình thức, địa điểm cai nghiện", case.form),
                Field("Ngày đăng ký", shown(case.registered_on)),
                Field("Ngày bắt đầu tính thời hạn", shown(case.started_on)),
                Field("Cán bộ tiếp nhận (họ tên, chức vụ, cấp bậc, đơn vị)"),
                Field("Hồ sơ kèm theo"),
            )
        ),
        signers("Người đăng ký\nhoặc người đại diện", "Cán bộ tiếp nhận"),
    )


FORM = PaperForm(
    kind="reception-minutes",
    name="Biên bản tiếp nhận",
    subject=Subject.EPISODE,
    titles=(("forms", "reception_minutes"),),
    issuer=("authorities", "voluntary_community_reception"),
    symbol="BB",
    build=_build,
)
