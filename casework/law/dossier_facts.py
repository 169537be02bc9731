"""What the law asks about a dossier for a centre (hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc): values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.law.vocabulary import Term


class DossierAct(Term):
    """Việc của cấp xã đối với hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc."""

    DRAFT = "draft", "Lập hồ sơ đề nghị"
    PLACE = "place", "Giao quản lý trong thời gian lập hồ sơ"
    NOTIFY = "notify", "Thông báo về việc lập hồ sơ, kèm bản sao hồ sơ"
    SEND = "send", "Gửi hồ sơ đề nghị"
    SUPPLEMENT = "supplement", "Bổ sung hồ sơ bị trả lại"
    ANSWER = "answer", "Trả lời Tòa án"


class DossierGround(Term):
    """Căn cứ đề nghị đưa vào cơ sở cai nghiện bắt buộc."""

    NOT_REGISTERED = "not_registered", "Không đăng ký cai nghiện tự nguyện"
    NOT_STARTED = "not_started", "Không thực hiện cai nghiện tự nguyện"
    SELF_ENDED = "self_ended", "Tự ý chấm dứt cai nghiện tự nguyện"
    USED_DURING = "used_during", "Sử dụng trái phép chất ma túy trong thời gian cai nghiện tự nguyện"
    SUBSTITUTION = "substitution", "Không đăng ký, không thực hiện, tự ý chấm dứt hoặc bị chấm dứt điều trị thay thế"
    RELAPSED = "relapsed", "Tái nghiện trong thời gian quản lý sau cai nghiện"
    BROKE_RULES = "broke_rules", "Vi phạm trong thời gian cai nghiện đến mức phải cai nghiện bắt buộc"


class DossierPaper(Term):
    """Tài liệu trong hồ sơ đề nghị."""

    SUMMARY = "summary", "Lý lịch, tóm tắt lý lịch"
    VIOLATION_MINUTES = "violation_minutes", "Biên bản vi phạm"
    DETERMINATION = "determination", "Phiếu kết quả xác định tình trạng nghiện ma túy"
    SUBSTITUTION_SLIP = "substitution_slip", "Giấy xác nhận đang điều trị thay thế"
    STATEMENT = "statement", "Bản tường trình hoặc biên bản ghi lời khai"
    REQUEST = "request", "Văn bản đề nghị"
    NO_RESIDENCE = "no_residence", "Văn bản xác định không có nơi cư trú ổn định"
    PARENT_OPINION = "parent_opinion", "Ý kiến của cha, mẹ, người đại diện hợp pháp"


@dataclass(frozen=True)
class DossierFacts:
    """The facts of one dossier as the law sees them; None is "has not happened" or "not known".

    :param last_act_on: the last day of the behaviour, from which limitation runs (thời hiệu)
    :param no_capacity: without administrative capacity; None is not verified, as for the two that follow
    :param pregnant: certified
    :param cares_for_small_child: a woman with, or anybody who alone raises, a child under 36 months, as confirmed
    :param notified_on: the day the person received the notice
    :param read_on: the day the person or a representative read the file and said so
    :param returned_on: the day the district sent the dossier back (until 30/06/2026)
    """

    detected_on: date | None = None
    ground: DossierGround | None = None
    last_act_on: date | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    stable_residence: bool = True
    no_capacity: bool | None = None
    pregnant: bool | None = None
    cares_for_small_child: bool | None = None
    papers: frozenset[DossierPaper] = frozenset()
    drafted_on: date | None = None
    placed_on: date | None = None
    notified_on: date | None = None
    read_on: date | None = None
    sent_on: date | None = None
    returned_on: date | None = None
    supplemented_on: date | None = None
    court_asked_on: date | None = None
    answered_on: date | None = None
