"""Minutes of handing a decision or a certificate over (biên bản giao nhận quyết định, giấy xác nhận)."""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Field, Fields, Row, Table
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import blank_rows, head, opening, person_fields, sentence, signers, titled
from casework.i18n import format_date


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    papers = [
        ("Quyết định cai nghiện", case.decision_number, case.decided_on),
        ("Giấy hoàn thành cai nghiện", case.certificate_number, case.certificate_on),
    ]
    rows = tuple(
        Row((str(place), name, number or "", format_date(day), ""))
        for place, (name, number, day) in enumerate((each for each in papers if each[2]), start=1)
    )
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", hai bên gồm:"),
        Fields(
            (
                Field("Bên giao (họ tên, chức vụ, đơn vị)"),
                Field("Bên nhận", sheet.whom.name if not sheet.whom.minor else None),
                Field("Quan hệ của bên nhận với người cai nghiện", "Bản thân" if not sheet.whom.minor else None),
            )
        ),
        sentence("Đã giao và nhận các văn bản về việc cai nghiện ma túy của:"),
        Fields(person_fields(sheet.whom, short=True)),
        Table(
            "Văn bản giao nhận",
            (
                Column("STT", 0.6, Align.CENTRE),
                Column("Tên văn bản", 3),
                Column("Số", 1.8),
                Column("Ngày", 1.3, Align.CENTRE),
                Column("Số bản", 0.9, Align.CENTRE),
            ),
            rows or blank_rows(2, 5),
        ),
        sentence("Biên bản lập thành 02 bản, mỗi bên giữ 01 bản."),
        signers("Bên nhận", "Bên giao"),
    )


FORM = PaperForm(
    kind="delivery-minutes",
    name="Biên bản giao nhận quyết định, giấy xác nhận",
    subject=Subject.EPISODE,
    titles=(("papers", "delivery_minutes"),),
    issuer=("authorities", "voluntary_community_decision"),
    symbol="BB",
    build=_build,
)
