"""Personal information sheet (phiếu thông tin người cai nghiện)."""

from __future__ import annotations

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import EpisodeFacts, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import guardian_fields, head, person_fields, signers, whole_title


def _build(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    person = sheet.whom
    open_fields = {
        "II. Hoàn cảnh": (
            "Trình độ học vấn, chuyên môn",
            "Nghề nghiệp, việc làm",
            "Tình trạng hôn nhân",
            "Tình trạng pháp lý (tiền án, tiền sự)",
            "Người báo tin khi cần (họ tên, quan hệ, điện thoại, địa chỉ)",
            "Gia đình: bố, mẹ, vợ (chồng), con (họ tên, tuổi, địa chỉ)",
        ),
        "III. Sức khỏe": (
            "Tiền sử bệnh cơ thể, bệnh tâm thần",
            "Tiền sử bệnh của gia đình",
            "Chiều cao, cân nặng, mạch, huyết áp",
        ),
        "IV. Sử dụng ma túy": (
            "Loại chất ma túy",
            "Hình thức, tần suất, liều sử dụng",
            "Thời điểm sử dụng lần đầu",
        ),
        "V. Lịch sử cai nghiện": ("Số lần, địa điểm, phương pháp cai nghiện trước đây",),
    }
    parts: list[Block] = [
        head(sheet.issue),
        whole_title(sheet.issue),
        Heading("I. Thông tin cá nhân"),
        Fields((*person_fields(person)[:1], Field("Tên gọi khác"), *person_fields(person)[1:])),
        *guardian_fields(person),
    ]
    for title, labels in open_fields.items():
        parts += [Heading(title), Fields(tuple(Field(label) for label in labels))]
    return (*parts, signers("Người cai nghiện", "Người lập phiếu"))


FORM = PaperForm(
    kind="personal-information",
    name="Phiếu thông tin người cai nghiện",
    subject=Subject.EPISODE,
    titles=(("forms", "personal_information"),),
    issuer=("authorities", "voluntary_community_registration"),
    build=_build,
)
