"""Registration for voluntary rehabilitation (bản đăng ký, đơn xin cai nghiện ma túy tự nguyện).

Fields of Mẫu số 22 Nghị định 116/2021/NĐ-CP: who registers, who goes through rehabilitation, place, expected length,
the plan by content and place, undertakings of the person and of the family.
"""

from __future__ import annotations

from casework.documents.blocks import (
    Align,
    Block,
    Column,
    Field,
    Fields,
    Heading,
    Row,
    Signature,
    Signatures,
    Table,
)
from casework.documents.facts import EpisodeFacts, PersonFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    SIGN_WITH_NAME,
    addressed,
    beside_the_person,
    guardian_fields,
    months,
    person_fields,
    plain_head,
    sentence,
    whole_title,
)

CONTENTS = (
    "Tư vấn, lập kế hoạch cai nghiện",
    "Điều trị cắt cơn, giải độc",
    "Giáo dục, tư vấn, phục hồi hành vi, nhân cách",
    "Lao động trị liệu, học nghề; chuẩn bị tái hòa nhập",
)

AT_HOME = "tại gia đình"
OF_2010 = "Đơn đăng ký"
DECLARED = ("Tình trạng nghiện ma túy", "Các hình thức cai nghiện đã tham gia", "Tình trạng sức khỏe")
"""What the application of Nghị định 94/2010/NĐ-CP had to say besides."""


def _relation(case: EpisodeFacts, person: PersonFacts) -> str | None:
    """What whoever applied is to the person: in their own words where the application has them."""
    beside = person.guardian
    return beside.relation or case.declared_by if beside and beside.name == case.declarer else case.declared_by


def _declarer_fields(person: PersonFacts | None) -> tuple[Field, ...]:
    """What the form asks of whoever applies: on record only where the person themself does."""
    return (
        Field("Ngày, tháng, năm sinh", person.birth if person else None),
        Field("Số giấy tờ tùy thân, ngày cấp, nơi cấp", person.national_id if person else None),
        Field("Nơi cư trú", person.residence if person else None),
        Field("Số điện thoại", person.phone if person else None),
    )


def _opinion(person: PersonFacts) -> tuple[Block, ...]:
    return (Fields((Field("Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện"),)),) if person.minor else ()


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case, person = sheet.issue, sheet.facts, sheet.whom
    plan = tuple(Row((str(place), content, "", "")) for place, content in enumerate(CONTENTS, start=1))
    return (
        plain_head(issue),
        whole_title(issue),
        addressed(issue.agency),
        Heading("I. Người đăng ký"),
        Fields(
            (
                Field("Họ và tên", case.declarer),
                *_declarer_fields(person if case.declarer == person.name else None),
                Field("Quan hệ với người cai nghiện", _relation(case, person)),
            )
        ),
        Heading("II. Người cai nghiện"),
        Fields(person_fields(person)),
        *guardian_fields(person),
        Heading("III. Nội dung đăng ký"),
        Fields(
            (
                *(Field(label) for label in DECLARED if issue.title.startswith(OF_2010)),
                Field("Hình thức cai nghiện", case.form),
                Field("Địa điểm cai nghiện", person.residence if case.place == AT_HOME else None),
                Field("Thời gian dự kiến", months(case.term_months)),
            )
        ),
        Table(
            "Kế hoạch cai nghiện",
            (
                Column("STT", 0.6, Align.CENTRE),
                Column("Nội dung", 3),
                Column("Tại gia đình (địa chỉ)", 2),
                Column("Tại cơ sở cung cấp dịch vụ (tên, địa chỉ)", 2.4),
            ),
            plan,
        ),
        Heading("IV. Cam kết"),
        sentence(
            "1. Người cai nghiện cam kết thực hiện đầy đủ quy trình, thời hạn cai nghiện, "
            "chấp hành sự quản lý, theo dõi, xét nghiệm theo quy định."
        ),
        sentence("2. Gia đình cam kết theo dõi, giúp đỡ người cai nghiện thực hiện kế hoạch và phối hợp quản lý."),
        *_opinion(person),
        Signatures(
            (
                Signature(("ĐẠI DIỆN GIA ĐÌNH",), beside_the_person(person), SIGN_WITH_NAME),
                Signature(("NGƯỜI ĐĂNG KÝ",), case.declarer, SIGN_WITH_NAME),
            )
        ),
    )


FORM = PaperForm(
    kind="registration",
    name="Bản đăng ký cai nghiện ma túy tự nguyện",
    subject=Subject.EPISODE,
    titles=(("forms", "registration_application"),),
    issuer=("authorities", "voluntary_community_registration"),
    build=_build,
)
