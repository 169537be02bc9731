"""What the law asks about one episode (đợt cai nghiện): values only, no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase, Term, Violation
from casework.workflow.procedure import Restart


class Act(Term):
    """Việc làm thay đổi hồ sơ đợt cai nghiện."""

    REGISTER = "register", "Tiếp nhận đăng ký cai nghiện tự nguyện"
    DECIDE = "decide", "Ra quyết định cai nghiện"
    START = "start", "Ghi nhận bắt đầu cai nghiện"
    RECORD_PHASE = "record_phase", "Ghi nhận giai đoạn cai nghiện"
    END = "end", "Ghi nhận kết thúc đợt cai nghiện"
    ISSUE_CERTIFICATE = "issue_certificate", "Cấp giấy hoàn thành cai nghiện"
    TRANSFER = "transfer", "Chuyển nơi cư trú"
    VERIFY = "verify", "Ghi Tổ công tác thẩm tra, trình hồ sơ"
    RETURN_APPLICATION = "return_application", "Trả hồ sơ đăng ký, yêu cầu bổ sung"
    SUPPLEMENT = "supplement", "Nhận hồ sơ đăng ký bổ sung"
    REFUSE = "refuse", "Từ chối đăng ký cai nghiện"
    NOTIFY_PERSON = "notify_person", "Thông báo kết quả xác định nghiện ma túy"
    SIGN_UNDERTAKING = "sign_undertaking", "Ghi bản cam kết"
    MAKE_PLAN = "make_plan", "Ghi kế hoạch cai nghiện"
    ASSIGN_WORKER = "assign_worker", "Phân công người theo dõi, quản lý"
    REVIEW = "review", "Ghi nhận xét hằng tháng"
    RECORD_VIOLATION = "record_violation", "Lập biên bản vi phạm"
    INTERRUPT = "interrupt", "Tạm ngừng do chấp hành án phạt tù"
    RESUME = "resume", "Tiếp tục thời hạn cai nghiện còn lại"
    NOTIFY_END = "notify_end", "Thông báo ngày hoàn thành"
    PROPOSE_CERTIFICATE = "propose_certificate", "Đánh giá, đề nghị cấp giấy hoàn thành"
    RECEIVE = "receive", "Tiếp nhận hồ sơ chuyển đến"


@dataclass(frozen=True)
class PhaseFact:
    """One phase the person went through (giai đoạn); `completed_on` is None while it goes on."""

    phase: Phase
    started_on: date
    completed_on: date | None = None


@dataclass(frozen=True)
class EarlierEpisode:
    """An earlier episode of the same person, of whatever form: what may make the present one the second time."""

    decided_on: date | None = None
    started_on: date | None = None
    completed: bool = False


@dataclass(frozen=True)
class ViolationFact:
    """One violation during rehabilitation, with minutes of its own (biên bản vi phạm)."""

    kind: Violation
    on: date


@dataclass(frozen=True)
class Interruption:
    """Days in prison, after which the rest of the term runs on (chấp hành án phạt tù); open while `to_on` is None.

    :param to_on: the first day on which the term runs again
    """

    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class EpisodeFacts:
    """The facts of one episode as the law sees them; None is "has not happened" or "not known".

    A day may have its instant beside it (`registered_on`, `registered_at`): only clocks in hours read the instant,
    and an unknown instant leaves them reckoned by the day. Instants are aware.

    The service builds them twice for an act: as they stand, and with the values of the act filled in
    (`proposed` of `workflow.engine.decide`). Conditions look at the second, the stage is read from the first.
    """

    form: EpisodeForm
    registered_on: date | None = None
    declared_by: DeclaredBy | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    determined_addicted_on: date | None = None
    decided_on: date | None = None
    decision_number: str | None = None
    term_months: int | None = None
    started_on: date | None = None
    phases: tuple[PhaseFact, ...] = ()
    ended_on: date | None = None
    outcome: EpisodeOutcome | None = None
    certificate_number: str | None = None
    certificate_issued_on: date | None = None
    other_open_episode: bool = False
    earlier: tuple[EarlierEpisode, ...] = ()
    """Earlier episodes on file."""
    earlier_elsewhere: int | None = None
    """Earlier courses that are not on file, as the person declares them (lý lịch); None: nobody asked."""
    notified_on: date | None = None
    notified_at: datetime | None = None
    """When the person was told that they are addicted."""
    registered_at: datetime | None = None
    decided_at: datetime | None = None
    certificate_issued_at: datetime | None = None
    undertaking_signed_on: date | None = None
    end_notified_on: date | None = None
    """When the assigned worker told the police the day of completion."""
    left_on: date | None = None
    left_at: datetime | None = None
    """When the person left the commune to live elsewhere."""
    transfer_notified_on: date | None = None
    transfer_notified_at: datetime | None = None
    """When the commune moved to was told; the day alone where nobody wrote down the hour."""
    transfer_received_on: date | None = None
    transfer_received_at: datetime | None = None
    """When the commune moved to took the case over."""
    violations: tuple[ViolationFact, ...] = ()
    dossier_drafted_on: date | None = None
    """When a dossier for compulsory rehabilitation was made because of the violations."""
    verified_on: date | None = None
    """When the team had verified the application and submitted it (thẩm tra), under the law of 2010."""
    returned_on: date | None = None
    missing_papers: str | None = None
    """What the application lacks, as it was told to the person."""
    supplemented_on: date | None = None
    refused_on: date | None = None
    plan_made_on: date | None = None
    worker_assigned_on: date | None = None
    reviewed_on: tuple[date, ...] = ()
    """The days of the monthly reviews (nhận xét hằng tháng)."""
    certificate_proposed_on: date | None = None
    interruptions: tuple[Interruption, ...] = ()
    restarts: tuple[Restart, ...] = ()
    """Decisions by which a clock runs anew after an event nobody could prevent."""

    @property
    def is_interrupted(self) -> bool:
        """Whether the term stands still at present."""
        return any(each.to_on is None for each in self.interruptions)

    @property
    def transfer_was_notified(self) -> bool:
        """Whether the commune moved to has been told, by day or by hour."""
        return self.transfer_notified_on is not None or self.transfer_notified_at is not None

    @property
    def is_completing(self) -> bool:
        """Whether these facts say the person has completed rehabilitation (hoàn thành)."""
        return self.certificate_issued_on is not None or self.outcome == EpisodeOutcome.COMPLETED

    @property
    def completed_on(self) -> date | None:
        """The day of completion: the end of the episode or, if nobody recorded one, the day of the certificate."""
        return (self.ended_on or self.certificate_issued_on) if self.is_completing else None

    def phases_completed_by(self, day: date) -> frozenset[Phase]:
        """The phases completed on or before a day."""
        return frozenset(each.phase for each in self.phases if each.completed_on and each.completed_on <= day)
