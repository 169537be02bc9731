"""What the law asks about one after-care (quản lý sau cai nghiện ma túy): values only, no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.law.vocabulary import Term


class AftercareAct(Term):
    """Việc làm thay đổi hồ sơ quản lý sau cai nghiện."""

    REPORT = "report", "Tiếp nhận thông tin hoàn thành cai nghiện"
    REQUEST = "request", "Lập hồ sơ, đề nghị quản lý sau cai nghiện"
    DECIDE = "decide", "Ra quyết định quản lý sau cai nghiện"
    HAND_OVER = "hand_over", "Công bố, giao quyết định quản lý sau cai nghiện"
    START = "start", "Đưa vào danh sách, bắt đầu quản lý sau cai nghiện"
    REVIEW = "review", "Nhận xét, đánh giá, xét nghiệm"
    RECORD_ABSENCE = "record_absence", "Ghi nhận vắng mặt tại nơi cư trú"
    MOVE = "move", "Ghi nhận chuyển nơi cư trú"
    NOTIFY_MOVE = "notify_move", "Thông báo cho nơi chuyển đến"
    SUSPEND = "suspend", "Tạm đình chỉ quản lý sau cai nghiện"
    RESUME = "resume", "Tiếp tục quản lý sau cai nghiện"
    REDUCE = "reduce", "Giảm thời hạn quản lý sau cai nghiện"
    EXEMPT = "exempt", "Miễn chấp hành phần còn lại"
    END = "end", "Đưa ra khỏi danh sách quản lý sau cai nghiện"
    CERTIFY = "certify", "Cấp giấy chấp hành xong quản lý sau cai nghiện"


class CompletionKind(Term):
    """Việc đã hoàn thành trước khi bị quản lý sau cai nghiện."""

    VOLUNTARY = "voluntary", "Hoàn thành cai nghiện ma túy tự nguyện"
    SUBSTITUTION = "substitution", "Hoàn thành điều trị nghiện bằng thuốc thay thế"
    COMPULSORY = "compulsory", "Chấp hành xong biện pháp đưa vào cơ sở cai nghiện bắt buộc"
    COMPULSORY_MINOR = (
        "compulsory_minor",
        "Người từ đủ 12 tuổi đến dưới 18 tuổi chấp hành xong quyết định đưa vào cơ sở cai nghiện bắt buộc",
    )


class AftercareOutcome(Term):
    """Kết quả quản lý sau cai nghiện."""

    COMPLETED = "completed", "Chấp hành xong"
    RELAPSED = "relapsed", "Tái nghiện"
    IMPRISONED = "imprisoned", "Chấp hành án phạt tù"
    DIED = "died", "Chết, bị tuyên bố mất tích"
    OTHER = "other", "Khác"


class DrugTest(Term):
    """Kết quả xét nghiệm chất ma túy."""

    NEGATIVE = "negative", "Âm tính"
    POSITIVE = "positive", "Dương tính"
    NONE = "none", "Không xét nghiệm"


class SuspensionReason(Term):
    """Lý do tạm ngừng chấp hành quản lý sau cai nghiện."""

    ILLNESS = "illness", "Ốm nặng phải điều trị"
    PREGNANCY = "pregnancy", "Mang thai, nuôi con dưới 36 tháng tuổi"
    IMPRISONMENT = "imprisonment", "Chấp hành án phạt tù"
    DETENTION = "detention", "Bị tạm giữ, tạm giam"


class ExemptionGround(Term):
    """Căn cứ miễn chấp hành phần còn lại."""

    MERIT = "merit", "Tiến bộ rõ rệt hoặc lập công"
    PREGNANCY = "pregnancy", "Mang thai, nuôi con nhỏ và có tiến bộ"
    TERMINAL_ILLNESS = "terminal_illness", "Mắc bệnh hiểm nghèo"


@dataclass(frozen=True)
class Absence:
    """Days away from home (vắng mặt tại nơi cư trú).

    :param from_on: the first day away
    :param to_on: the day back, which counts again; None while away
    :param reported: told the commune police, with reason and length
    """

    from_on: date
    to_on: date | None
    reported: bool


@dataclass(frozen=True)
class Suspension:
    """Days on which the decision is not executed (tạm đình chỉ); `to_on` is the day of resumption, None while on."""

    from_on: date
    reason: SuspensionReason
    to_on: date | None = None
    child_born_on: date | None = None


@dataclass(frozen=True)
class Review:
    """One assessment (nhận xét, đánh giá) with its drug test."""

    held_on: date
    test: DrugTest = DrugTest.NONE


@dataclass(frozen=True)
class Move:
    """A change of residence (chuyển nơi cư trú); instants only where somebody wrote down the hour."""

    moved_on: date
    notified_on: date | None = None
    left_at: datetime | None = None
    notified_at: datetime | None = None


@dataclass(frozen=True)
class AftercareFacts:
    """The facts of one after-care as the law sees them; None is "has not happened" or "not known".

    :param completed_on: the day rehabilitation was completed; the planned day while it lies ahead
    :param rehabilitation_decided_on: the day of the rehabilitation decision, which tells under which law it ran
    :param returned_on: the day a person came home from a centre
    :param reported_on: the day the person reported completion; since 01/07/2026 the day the notice (Mẫu 51) came
    :param dossier_on: the day the dossier was made and the request (đề nghị) reached the chair
    """

    kind: CompletionKind
    completed_on: date | None = None
    rehabilitation_decided_on: date | None = None
    returned_on: date | None = None
    reported_on: date | None = None
    dossier_on: date | None = None
    decided_on: date | None = None
    decision_number: str | None = None
    term_months: int | None = None
    handed_over_on: date | None = None
    starts_on: date | None = None
    reviews: tuple[Review, ...] = ()
    absences: tuple[Absence, ...] = ()
    moves: tuple[Move, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    merit: bool | None = None
    reduced_on: date | None = None
    reduced_months: int | None = None
    exempted_on: date | None = None
    exemption_ground: ExemptionGround | None = None
    determined_addicted_on: date | None = None
    ended_on: date | None = None
    outcome: AftercareOutcome | None = None
    certificate_number: str | None = None
    certified_on: date | None = None

    @property
    def open_suspension(self) -> Suspension | None:
        """The suspension that is still on, if any."""
        return next((each for each in reversed(self.suspensions) if each.to_on is None), None)

    @property
    def last_move(self) -> Move | None:
        """The latest change of residence in the file."""
        return max(self.moves, key=lambda each: each.moved_on, default=None)

    @property
    def is_completing(self) -> bool:
        """Whether these facts say the term was served to its end (chấp hành xong)."""
        return self.certified_on is not None or self.outcome == AftercareOutcome.COMPLETED
