"""Who looks after somebody while the dossier is made (quyết định giao quản lý, biên bản giao nhận người)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields
from casework.documents.facts import Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    article,
    closing,
    guardian_fields,
    head,
    opening,
    person_fields,
    reasons,
    sentence,
    shown,
    signers,
    titled,
)
from casework.documents.proceeding_facts import DossierFacts

KIND = "dossier-custody"


def _decide(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    return (
        head(issue),
        titled(issue, "Quyết định"),
        *reasons(issue, issue.authority),
        article(1, "Giao quản lý người có tên sau đây trong thời gian lập hồ sơ đề nghị:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Lý do", case.ground),
                Field("Giao cho (tên, địa chỉ cơ sở; hoặc họ tên, ngày sinh, nơi cư trú của người quản lý)"),
                Field("Thời hạn quản lý kể từ ngày", shown(case.placed_on)),
                Field("Đến khi", "Người có thẩm quyền đưa người này đi chấp hành quyết định của Tòa án"),
            )
        ),
        article(2, "Người được quản lý chấp hành nội quy, quy định nơi quản lý và có mặt khi được yêu cầu."),
        article(
            3,
            "Người hoặc cơ sở được giao quản lý giám sát, bảo đảm an toàn cho người được quản lý và thông báo ngay khi "
            f"người đó bỏ đi; {issue.committee} phối hợp thực hiện.",
        ),
        article(4, "Ông (bà) có tên tại Điều 1, người, cơ sở được giao quản lý thi hành Quyết định này kể từ ngày ký."),
        closing(issue, "Như Điều 4", "Gia đình người được quản lý"),
    )


def _hand_over(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", chúng tôi gồm:"),
        Fields((Field("Bên giao (họ tên, chức vụ, đơn vị)"), Field("Bên nhận (họ tên, chức vụ, đơn vị)"))),
        sentence("Đã giao và nhận người có tên sau đây để quản lý trong thời gian lập hồ sơ đề nghị:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Quyết định giao quản lý (số, ngày)"),
                Field("Tình trạng sức khỏe, dấu vết trên thân thể"),
                Field("Tư trang, tài sản, giấy tờ mang theo"),
                Field("Hồ sơ bàn giao kèm theo"),
                Field("Ý kiến của người được giao nhận"),
            )
        ),
        sentence(
            "Biên bản lập xong lúc …… giờ …… cùng ngày, thành 02 bản, đã đọc lại cho mọi người cùng nghe và ký tên."
        ),
        signers("Người được\ngiao nhận", "Bên nhận", "Bên giao"),
    )


CUSTODY = PaperForm(
    kind=KIND,
    name="Quyết định giao quản lý trong thời gian lập hồ sơ",
    subject=Subject.DOSSIER,
    titles=(("dossier", "custody_form"),),
    issuer=("dossier", "dossier_authority"),
    symbol="QĐ",
    ready=lambda facts: facts.placed_on is not None,
    build=_decide,
)
HANDOVER = PaperForm(
    kind="dossier-handover",
    name="Biên bản giao nhận người trong thời gian lập hồ sơ",
    subject=Subject.DOSSIER,
    titles=(("dossier", "handover_form"),),
    issuer=("dossier", "dossier_authority"),
    symbol="BB",
    ready=lambda facts: facts.placed_on is not None,
    build=_hand_over,
)
