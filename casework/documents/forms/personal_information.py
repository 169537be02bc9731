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
            "Đối tượng chính sách",
            "Trình độ học vấn, văn bằng, trình độ chuyên môn",
            "Nghề nghiệp, nơi làm việc hoặc học tập",
            "Việc làm (có / không ổn định / thất nghiệp)",
            "Tình trạng hôn nhân (độc thân / kết hôn / ly hôn / góa)",
            "Tình trạng pháp lý (tiền án, tiền sự)",
            "Người báo tin khi cần (họ tên, quan hệ, điện thoại, địa chỉ)",
            "Bố (họ tên, tuổi, địa chỉ)",
            "Mẹ (họ tên, tuổi, địa chỉ)",
            "Vợ hoặc chồng, con (họ tên, tuổi, địa chỉ)",
        ),
        "III. Sức khỏe": (
            "Bệnh cơ thể, bệnh tâm thần đã mắc (thời gian phát hiện, điều trị, kết quả)",
            "Tiền sử bệnh của gia đình",
            "Chiều cao, cân nặng, nhịp tim, huyết áp",
            "Bệnh mãn tính; dấu hiệu thể chất, tâm thần",
        ),
        "IV. Sử dụng ma túy": (
            "Cách dùng (1. Uống; 2. Hít; 3. Hút; 4. Tiêm tĩnh mạch)",
            "Chất dạng thuốc phiện (1. Thuốc phiện; 2. Morphine; 3. Heroin)",
            "Chất kích thích dạng amphetamine (1. Amphetamine; 2. Methamphetamine)",
            "Chất khác",
            "Thời điểm sử dụng lần đầu, tần suất, liều sử dụng",
        ),
        "V. Lịch sử cai nghiện": (
            "Số lần đã cai nghiện",
            "Địa điểm (1. Cơ sở; 2. Gia đình, cộng đồng; 3. Cơ sở tự nguyện; 4. Bệnh viện; 5. Khác)",
            "Phương pháp (1. An thần kinh; 2. Châm cứu; 3. Y học cổ truyền; 4. Phục hồi chức năng tại trung tâm; "
            "5. Naltrexone; 6. Không dùng thuốc; 7. Khác)",
        ),
    }
    parts: list[Block] = [
        head(sheet.issue),
        whole_title(sheet.issue),
        Heading("I. Thông tin cá nhân"),
        Fields(
            (
                *person_fields(person)[:1],
                Field("Tên gọi khác"),
                *person_fields(person)[1:4],
                Field("Ngày cấp, nơi cấp"),
                Field("Nơi sinh; quê quán"),
                Field("Quốc tịch; tôn giáo"),
                *person_fields(person)[4:],
                Field("Nơi ở hiện tại"),
            )
        ),
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
