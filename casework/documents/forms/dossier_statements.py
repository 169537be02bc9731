"""What a dossier for a centre holds in other people's words (biên bản vi phạm, bản tường trình, ý kiến cha mẹ)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    beside_the_person,
    guardian_fields,
    head,
    opening,
    person_fields,
    plain_head,
    sentence,
    shown,
    signers,
    titled,
    whole_title,
)
from casework.documents.proceeding_facts import DossierFacts


def _violation(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    case = sheet.facts
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", chúng tôi gồm:"),
        Fields((Field("Người lập biên bản (họ tên, chức vụ, cấp bậc, đơn vị)"), Field("Người chứng kiến"))),
        sentence("Lập biên bản về hành vi vi phạm của:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Heading("Hành vi vi phạm"),
        Fields(
            (
                Field("Hành vi", case.ground),
                Field("Ngày thực hiện hành vi cuối cùng", shown(case.last_act_on)),
                Field("Ngày phát hiện", shown(case.detected_on)),
                Field("Nội dung, địa điểm"),
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


def _statement(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    return (
        plain_head(sheet.issue),
        whole_title(sheet.issue),
        Heading("Người tường trình"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Heading("Nội dung tường trình"),
        Fields(
            (
                Field("Thời điểm, nơi sử dụng ma túy lần đầu; loại ma túy, hình thức sử dụng"),
                Field("Quá trình sử dụng, cai nghiện, điều trị thay thế"),
                Field("Sự việc được yêu cầu tường trình"),
                Field("Hoàn cảnh gia đình, việc học, việc làm"),
            )
        ),
        sentence("Tôi cam đoan những điều trên là đúng sự thật."),
        signers("Người tường trình", "Người nhận\nbản tường trình"),
    )


def _opinion(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    beside = beside_the_person(sheet.whom)
    return (
        plain_head(sheet.issue),
        whole_title(sheet.issue),
        Heading("I. Người có ý kiến"),
        Fields(
            (
                Field("Họ và tên", beside),
                Field("Ngày, tháng, năm sinh; giới tính"),
                Field("Số giấy tờ tùy thân, ngày cấp, nơi cấp"),
                Field("Nơi cư trú, số điện thoại"),
                Field("Quan hệ với người bị đề nghị", sheet.whom.guardian.relation if sheet.whom.guardian else None),
            )
        ),
        Heading("II. Người bị đề nghị"),
        Fields(person_fields(sheet.whom)),
        Heading("III. Ý kiến"),
        Fields((Field("Đồng ý, không đồng ý với việc đề nghị; lý do"), Field("Ý kiến khác"))),
        signers("Người có ý kiến"),
    )


def _testimony(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    return (
        head(sheet.issue),
        titled(sheet.issue, "Biên bản"),
        opening(sheet.issue, ", chúng tôi gồm:"),
        Fields((Field("Người ghi lời khai (họ tên, chức vụ, đơn vị)"), Field("Người chứng kiến"))),
        sentence("Ghi lời khai của người không biết chữ hoặc không tự viết được bản tường trình:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Heading("Nội dung lời khai"),
        Fields(
            (
                Field("Thời điểm, nơi sử dụng ma túy lần đầu; loại ma túy, hình thức sử dụng"),
                Field("Quá trình sử dụng, cai nghiện, điều trị thay thế"),
                Field("Sự việc được hỏi"),
                Field("Hoàn cảnh gia đình, việc học, việc làm"),
            )
        ),
        sentence("Biên bản kết thúc vào hồi …… giờ …… cùng ngày, đã đọc lại cho người khai nghe, công nhận là đúng."),
        signers("Người khai\n(điểm chỉ)", "Người chứng kiến", "Người ghi"),
    )


def _family(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    return (
        plain_head(sheet.issue),
        whole_title(sheet.issue),
        Heading("I. Đại diện gia đình"),
        Fields(
            (
                Field("Họ và tên", beside_the_person(sheet.whom)),
                Field("Ngày, tháng, năm sinh; số giấy tờ tùy thân"),
                Field("Nơi cư trú, số điện thoại"),
                Field("Quan hệ với người nghiện ma túy (bố, mẹ, vợ hoặc chồng, anh chị em ruột từ đủ 18 tuổi)"),
            )
        ),
        Heading("II. Người nghiện ma túy"),
        Fields(person_fields(sheet.whom)),
        Heading("III. Xác nhận"),
        Fields((Field("Đồng ý, không đồng ý quản lý tại gia đình trong thời gian lập hồ sơ"), Field("Lý do"))),
        signers("Đại diện gia đình"),
    )


VIOLATION = PaperForm(
    kind="dossier-violation",
    name="Biên bản vi phạm trong hồ sơ đề nghị",
    subject=Subject.DOSSIER,
    titles=(("dossier", "violation_form"),),
    issuer=("dossier", "dossier_authority"),
    symbol="BB",
    build=_violation,
)
STATEMENT = PaperForm(
    kind="dossier-statement",
    name="Bản tường trình của người bị đề nghị",
    subject=Subject.DOSSIER,
    titles=(("dossier", "statement_form"),),
    issuer=Office.POLICE,
    ready=lambda facts: facts.wants_statement,
    build=_statement,
)
OPINION = PaperForm(
    kind="dossier-opinion",
    name="Ý kiến của cha, mẹ, người giám hộ",
    subject=Subject.DOSSIER,
    titles=(("dossier", "opinion_form"),),
    issuer=Office.POLICE,
    ready=lambda facts: facts.is_minor,
    build=_opinion,
)
TESTIMONY = PaperForm(
    kind="dossier-testimony",
    name="Biên bản ghi lời khai của người bị đề nghị",
    subject=Subject.DOSSIER,
    titles=(("dossier", "testimony_form"),),
    issuer=("dossier", "dossier_authority"),
    symbol="BB",
    ready=lambda facts: facts.wants_statement,
    build=_testimony,
)
FAMILY = PaperForm(
    kind="dossier-family",
    name="Xác nhận của đại diện gia đình về việc quản lý",
    subject=Subject.DOSSIER,
    titles=(("dossier", "family_form"),),
    issuer=Office.POLICE,
    ready=lambda facts: facts.asks_family,
    build=_family,
)
