"""Minutes of a violation during rehabilitation (biên bản vi phạm)."""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Field, Fields, Heading, Row, Table
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import guardian_fields, head, opening, person_fields, sentence, signers, titled
from casework.i18n import format_date


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    chosen = [each for each in case.violations if not case.part or (each.on and each.on.isoformat() == case.part)]
    rows = tuple(
        Row((str(place), format_date(each.on), each.kind, each.measure or ""))
        for place, each in enumerate(chosen, start=1)
    )
    recorded: tuple[Block, ...] = (
        Table(
            "Hành vi vi phạm",
            (
                Column("STT", 0.6, Align.CENTRE),
                Column("Ngày", 1.2, Align.CENTRE),
                Column("Hành vi", 3.5),
                Column("Biện pháp xử lý", 2.5),
            ),
            rows,
            2,
        ),
    )
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", chúng tôi gồm:"),
        Fields((Field("Người lập biên bản (họ tên, chức vụ, cấp bậc, đơn vị)"), Field("Người chứng kiến"))),
        sentence("Lập biên bản về hành vi vi phạm của:"),
        Fields((*person_fields(sheet.whom), Field("Quyết định cai nghiện số", case.decision_number))),
        *guardian_fields(sheet.whom),
        Heading("Hành vi vi phạm"),
        *(recorded if rows else (Fields((Field("Nội dung, thời gian, địa điểm"),)),)),
        Fields(
            (
                Field("Điểm, khoản, điều của luật quy định hành vi"),
                Field("Ý kiến của người vi phạm"),
                Field("Ý kiến của người chứng kiến"),
            )
        ),
        sentence(
            "Biên bản lập xong lúc …… giờ …… cùng ngày, thành 02 bản, đã đọc lại cho mọi người cùng nghe và ký tên."
        ),
        signers("Người vi phạm", "Người chứng kiến", "Người lập\nbiên bản"),
    )


FORM = PaperForm(
    kind="violation-minutes",
    name="Biên bản vi phạm",
    subject=Subject.EPISODE,
    titles=(("forms", "violation_minutes"),),
    issuer=("authorities", "voluntary_community_violation"),
    symbol="BB",
    build=_build,
)
