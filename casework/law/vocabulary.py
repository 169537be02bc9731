"""The closed lists of the field: English identifier, official Vietnamese term (thuật ngữ chính thức).

The identifiers are those of the exchange format; `term` is what the screen and the paper show.
"""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A value of a closed list, carrying its official term."""

    term: str

    def __new__(cls, value: str, term: str = "") -> Term:
        member = str.__new__(cls, value)
        member._value_ = value
        member.term = term
        return member


class Sex(Term):
    """Giới tính."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Sector(Term):
    """Ngành của cán bộ."""

    HEALTH = "health", "Y tế"
    LABOUR = "labour", "Lao động - Thương binh và Xã hội"
    POLICE = "police", "Công an"
    VOLUNTEER = "volunteer", "Tình nguyện viên"
    OTHER = "other", "Khác"


class TeamRole(Term):
    """Vai trò trong tổ công tác cai nghiện."""

    LEADER = "leader", "Tổ trưởng"
    DEPUTY = "deputy", "Tổ phó"
    MEMBER = "member", "Thành viên"


class ActivityKind(Term):
    """Loại hoạt động của tổ công tác."""

    REVIEW = "review", "Họp xét, đánh giá"
    VISIT = "visit", "Thăm, gặp tại nhà"
    MEETING = "meeting", "Họp tổ"
    OTHER = "other", "Khác"


class Premises(Term):
    """Nơi đặt trụ sở điểm tư vấn."""

    HEALTH_STATION = "health_station", "Trạm y tế"
    CULTURE_HOUSE = "culture_house", "Nhà văn hóa"
    OTHER = "other", "Địa điểm khác"


class EpisodeForm(Term):
    """Hình thức cai nghiện."""

    HOME = "home", "Cai nghiện ma túy tự nguyện tại gia đình"
    COMMUNITY = "community", "Cai nghiện ma túy tự nguyện tại cộng đồng"
    COMMUNITY_COMPULSORY = "community_compulsory", "Cai nghiện ma túy bắt buộc tại cộng đồng"
    CENTRE_VOLUNTARY = "centre_voluntary", "Cai nghiện ma túy tự nguyện tại cơ sở cai nghiện"
    CENTRE_COMPULSORY = "centre_compulsory", "Cai nghiện ma túy bắt buộc tại cơ sở cai nghiện"


VOLUNTARY_OUTSIDE_CENTRES = (EpisodeForm.HOME, EpisodeForm.COMMUNITY)
"""Cai nghiện tự nguyện tại gia đình, cộng đồng."""
IN_COMMUNITY = (EpisodeForm.COMMUNITY, EpisodeForm.COMMUNITY_COMPULSORY)
"""Cai nghiện tại cộng đồng, tự nguyện hoặc bắt buộc."""
OUTSIDE_CENTRES = (EpisodeForm.HOME, EpisodeForm.COMMUNITY, EpisodeForm.COMMUNITY_COMPULSORY)
"""Cai nghiện tại gia đình, cộng đồng, mọi hình thức."""


class DeclaredBy(Term):
    """Người khai báo, đăng ký."""

    SELF = "self", "Bản thân"
    FAMILY = "family", "Gia đình"
    GUARDIAN = "guardian", "Người giám hộ"
    NONE = "none", "Không khai báo"


class EpisodeOutcome(Term):
    """Kết quả đợt cai nghiện."""

    COMPLETED = "completed", "Hoàn thành"
    ABANDONED = "abandoned", "Tự ý chấm dứt"
    VIOLATED = "violated", "Vi phạm"
    TO_COMPULSORY = "to_compulsory", "Chuyển cai nghiện bắt buộc"
    IMPRISONED = "imprisoned", "Chấp hành án phạt tù"
    DIED = "died", "Chết"
    OTHER = "other", "Khác"


class Phase(Term):
    """Giai đoạn của quy trình cai nghiện (Điều 29 Luật 73/2021/QH14)."""

    ADMISSION = "admission", "Tiếp nhận, phân loại"
    DETOXIFICATION = (
        "detoxification",
        "Điều trị cắt cơn, giải độc, điều trị các rối loạn tâm thần, điều trị các bệnh lý khác",
    )
    EDUCATION = "education", "Giáo dục, tư vấn, phục hồi hành vi, nhân cách"
    LABOUR_THERAPY = "labour_therapy", "Lao động trị liệu, học nghề"
    REINTEGRATION = "reintegration", "Chuẩn bị tái hòa nhập cộng đồng"


class Violation(Term):
    """Hành vi vi phạm của người đang cai nghiện tự nguyện tại gia đình, cộng đồng."""

    REFUSED_MONITORING = "refused_monitoring", "Không chấp hành giám sát điện tử"
    PUNISHABLE_IN_COMMUNE = "punishable_in_commune", "Hành vi thuộc trường hợp giáo dục tại xã"
    NOT_CARRIED_OUT = "not_carried_out", "Không thực hiện quyết định cai nghiện"
    SELF_ENDED = "self_ended", "Tự ý chấm dứt cai nghiện"
    USED_DRUGS = "used_drugs", "Sử dụng trái phép chất ma túy trong thời gian cai nghiện"
    OTHER = "other", "Vi phạm khác"


class ViolationStep(Term):
    """Biện pháp xử lý vi phạm, theo bậc."""

    REMINDER = "reminder", "Lập biên bản, nhắc nhở"
    SELF_CRITICISM = "self_criticism", "Lập biên bản, yêu cầu kiểm điểm"
    COMPULSORY = "compulsory", "Lập hồ sơ đề nghị cai nghiện bắt buộc"


class LocalDayKind(Term):
    """Ngày được bổ sung vào lịch làm việc."""

    OFF = "off", "Ngày nghỉ"
    WORKING = "working", "Ngày làm việc, làm bù"


class Borrower(Term):
    """Người vay vốn."""

    SELF = "self", "Bản thân"
    HOUSEHOLD = "household", "Hộ gia đình"


class LoanProgramme(Term):
    """Chương trình, nguồn vốn vay."""

    VBSP_29_2014 = "vbsp_29_2014", "Quyết định 29/2014/QĐ-TTg (Ngân hàng Chính sách xã hội)"
    EMPLOYMENT_FUND = "employment_fund", "Quỹ quốc gia về việc làm"
    LOCAL_FUND = "local_fund", "Nguồn vốn địa phương"
    VBSP_08_2026 = "vbsp_08_2026", "Quyết định 08/2026/QĐ-TTg (Ngân hàng Chính sách xã hội)"
    OTHER = "other", "Khác"


class MethadoneOutcome(Term):
    """Kết thúc điều trị thay thế."""

    COMPLETED = "completed", "Hoàn thành điều trị"
    STOPPED = "stopped", "Tự nguyện dừng điều trị"
    TERMINATED = "terminated", "Bị chấm dứt điều trị"
    TRANSFERRED = "transferred", "Chuyển cơ sở điều trị"
    DIED = "died", "Chết"


class EmployerKind(Term):
    """Loại hình doanh nghiệp, cơ sở sản xuất."""

    COMPANY = "company", "Doanh nghiệp"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    HOUSEHOLD = "household", "Hộ kinh doanh"
    OTHER = "other", "Khác"


class SessionKind(Term):
    """Hình thức buổi tư vấn."""

    INDIVIDUAL = "individual", "Cá nhân"
    GROUP = "group", "Nhóm"


class ListingStatus(Term):
    """Diện quản lý của người trong danh sách."""

    USER = "user", "Người sử dụng trái phép chất ma túy"
    ADDICT = "addict", "Người nghiện ma túy"


class DeterminationResult(Term):
    """Kết quả xác định tình trạng nghiện ma túy."""

    ADDICTED = "addicted", "Nghiện ma túy"
    NOT_ADDICTED = "not_addicted", "Không nghiện ma túy"


class EvaluationOutcome(Term):
    """Kết quả đánh giá tái nghiện sau cai."""

    NOT_RELAPSED = "not_relapsed", "Không tái nghiện"
    RELAPSED = "relapsed", "Tái nghiện"
    NOT_EVALUATED = "not_evaluated", "Không đánh giá được"


class NotEvaluatedReason(Term):
    """Lý do không đánh giá được."""

    ABSENT = "absent", "Vắng mặt tại nơi cư trú"
    ILL = "ill", "Ốm đau"
    DIED = "died", "Chết"
    MOVED = "moved", "Chuyển nơi cư trú"
    UNKNOWN = "unknown", "Không rõ"


class Employment(Term):
    """Tình trạng việc làm."""

    NONE = "none", "Không có việc làm"
    CASUAL = "casual", "Việc làm không ổn định"
    STABLE = "stable", "Việc làm ổn định"


class Cohort(Term):
    """Nhóm người được đánh giá."""

    PROJECT = "project", "Người của Đề án"
    OTHER = "other", "Người khác"


class Level(Term):
    """Cấp thực hiện, cấp ban hành."""

    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class EventKind(Term):
    """Loại hoạt động truyền thông."""

    RALLY = "rally", "Mít tinh, diễu hành"
    MEETING = "meeting", "Hội nghị, họp dân"
    WORKSHOP = "workshop", "Hội thảo, tập huấn"
    BROADCAST = "broadcast", "Phát thanh, truyền hình"
    OTHER = "other", "Khác"


class MaterialKind(Term):
    """Loại vật phẩm truyền thông."""

    PANEL = "panel", "Pa nô"
    SLOGAN = "slogan", "Khẩu hiệu, băng rôn"
    POSTER = "poster", "Áp phích"
    LEAFLET = "leaflet", "Tờ rơi"
    BROCHURE = "brochure", "Sách mỏng"
    OTHER = "other", "Khác"


class BudgetSource(Term):
    """Nguồn kinh phí."""

    CENTRAL = "central", "Ngân sách Trung ương"
    LOCAL = "local", "Ngân sách địa phương"


class BudgetContent(Term):
    """Nội dung chi."""

    DOSSIERS = "dossiers", "Lập hồ sơ"
    TEAM = "team", "Hoạt động của tổ công tác"
    SUPPORT = "support", "Hỗ trợ đối tượng"
    OTHER = "other", "Khác"


class ModelKind(Term):
    """Loại mô hình."""

    REHABILITATION = "rehabilitation", "Mô hình cai nghiện, quản lý sau cai nghiện"
    PREVENTION = "prevention", "Mô hình phòng, chống tệ nạn ma túy"


class CaseSubject(Term):
    """Loại hồ sơ được chuyển nơi quản lý."""

    EPISODE = "episode", "Đợt cai nghiện"
    AFTERCARE = "aftercare", "Quản lý sau cai nghiện"
