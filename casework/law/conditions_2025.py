"""The rules that Law 120/2025 and Decree 163/2026 added, each a named test that cites its clause (điều kiện).

A minimum that is not reached refuses; a maximum overstepped is a lateness (`Finding.late`): what happened has
happened, and its record must be possible.
"""

from __future__ import annotations

from datetime import date, timedelta

from casework.i18n import format_date, format_instant
from casework.law.citations import cites
from casework.law.conditions import term_ends_on
from casework.law.dated import parameter
from casework.law.facts import EpisodeFacts, PhaseFact
from casework.law.terms import SINCE, terms_of
from casework.law.violations import next_step
from casework.law.vocabulary import DeclaredBy, EpisodeOutcome, Phase, ViolationStep
from casework.workflow.calendar import days_later, first_instant, hours_later, last_instant, months_later
from casework.workflow.procedure import MET, Finding

SELF_REGISTRATION_MIN_AGE = parameter("ages", "self_registration_min_age")
DETERMINATION_VALIDITY = parameter("durations", "determination_validity")
ADMISSION_MAX = parameter("durations", "phase_admission_max")
DETOXIFICATION_MIN = parameter("durations", "phase_detoxification_min")
EDUCATION_MIN = parameter("durations", "phase_education_min")
REINTEGRATION = parameter("durations", "phase_reintegration")
CERTIFICATE_WINDOW = parameter("deadlines", "certificate_window")

LASTING_TO_THE_END = (Phase.LABOUR_THERAPY, Phase.REINTEGRATION)
"""Phases that the law itself lets run until the term ends."""


@cites("điểm c khoản 3 Điều 89 Nghị định 163/2026/NĐ-CP; điểm b khoản 1 Điều 31 Luật 120/2025/QH15")
def determination_is_valid(facts: EpisodeFacts, on: date) -> Finding:
    """Có phiếu kết quả xác định tình trạng nghiện, có trước ngày đăng ký và chưa quá 06 tháng."""
    determined, day = facts.determined_addicted_on, facts.registered_on or on
    if determined is None:
        return Finding("Hồ sơ chưa ghi ngày có kết quả xác định tình trạng nghiện ma túy", confidence="I")
    confidence = None if day >= SINCE else "I"
    if day < determined:
        text = f"Đăng ký trước ngày có kết quả xác định tình trạng nghiện ma túy ({format_date(determined)})"
        return Finding(text, confidence=confidence)
    validity = DETERMINATION_VALIDITY.on(max(day, SINCE))
    last = months_later(determined, validity.number)
    if day <= last:
        return MET
    text = (
        f"Phiếu kết quả xác định tình trạng nghiện ma túy ngày {format_date(determined)} đã quá {validity.number} "
        f"tháng (dùng được đến hết ngày {format_date(last)}): phải xác định lại"
    )
    return Finding(text, validity.citation, confidence)


@cites("điểm a khoản 1 Điều 89 Nghị định 163/2026/NĐ-CP")
def minor_is_represented(facts: EpisodeFacts, on: date) -> Finding:
    """Người từ đủ 12 tuổi đến dưới 18 tuổi do cha mẹ, người giám hộ hoặc người đại diện đăng ký."""
    day = facts.registered_on or on
    if facts.declared_by != DeclaredBy.SELF or facts.birth_date is None:
        return MET
    known = [value for value in SELF_REGISTRATION_MIN_AGE.values if value.since <= day]
    least = known[-1] if known else SELF_REGISTRATION_MIN_AGE.values[0]
    of_age_on = months_later(facts.birth_date, 12 * least.number)
    if of_age_on <= day:
        return MET
    text = (
        f"Chưa đủ {least.number} tuổi tại ngày {format_date(day)}: gia đình, người giám hộ hoặc người đại diện đăng ký"
    )
    return Finding(text, least.citation, None if day >= SINCE else "I")


@cites("khoản 1 Điều 29 Luật 120/2025/QH15")
def term_fits_the_time(facts: EpisodeFacts, on: date) -> Finding:
    """Thời hạn đúng với lần cai nghiện: 24 tháng lần đầu, 36 tháng từ lần thứ hai."""
    terms = terms_of(facts, max(facts.decided_on or on, SINCE))
    clause = terms.chosen.least
    if facts.term_months is None:
        text = f"Quyết định chưa ghi thời hạn cai nghiện ({terms.chosen.text})"
        return Finding(text, clause.citation, clause.confidence)
    if not any(span.has(facts.term_months) for span in terms.possible):
        lawful = " hoặc ".join(span.text for span in terms.possible)
        text = f"Thời hạn {facts.term_months} tháng không đúng luật định: {lawful}"
        text += f" (trong hệ thống có {terms.times_on_file} lần trước)"
        return Finding(text, clause.citation, clause.confidence)
    if terms.doubt is None or terms.chosen.has(facts.term_months):
        return MET
    text = (
        f"Thời hạn {facts.term_months} tháng khác với cách tính của hệ thống ({terms.chosen.text}; trong hệ thống có "
        f"{terms.times_on_file} lần trước): kiểm tra số lần đã cai nghiện; luật chưa nói rõ lần nào được tính"
    )
    return Finding(text, terms.doubt.citation, terms.doubt.confidence)


@cites("điểm a khoản 2 Điều 32 Luật 120/2025/QH15; khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP")
def reception_not_before_registration(facts: EpisodeFacts, on: date) -> Finding:
    """Ngày bắt đầu là ngày lập biên bản tiếp nhận: không trước ngày đăng ký."""
    if facts.registered_on is None or facts.started_on is None or facts.started_on >= facts.registered_on:
        return MET
    return Finding(f"Biên bản tiếp nhận lập trước ngày đăng ký ({format_date(facts.registered_on)})")


@cites("khoản 4 Điều 32 Luật 120/2025/QH15; điểm a khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP")
def undertaking_signed(facts: EpisodeFacts, on: date) -> Finding:
    """Người cai nghiện đã ký bản cam kết chấp hành quản lý, giám sát."""
    if facts.undertaking_signed_on is None:
        return Finding("Hồ sơ chưa ghi bản cam kết (Mẫu số 25)", confidence="I")
    return MET


@cites("khoản 6 Điều 84 Nghị định 163/2026/NĐ-CP")
def admission_within_its_days(facts: EpisodeFacts, on: date) -> Finding:
    """Tiếp nhận, phân loại tối đa 02 ngày; quá thì là chậm."""
    most = ADMISSION_MAX.on(max(on, SINCE))
    for each in _recorded_on(facts, Phase.ADMISSION, on):
        last = days_later(each.started_on, most.number)
        if each.completed_on is not None and each.completed_on > last:
            text = f"Giai đoạn “{each.phase.term}” quá {most.number} ngày: chậm nhất ngày {format_date(last)}"
            return Finding(text, most.citation, most.confidence, late=True)
    return MET


@cites("khoản 6 Điều 85 Nghị định 163/2026/NĐ-CP")
def detoxification_long_enough(facts: EpisodeFacts, on: date) -> Finding:
    """Điều trị cắt cơn, giải độc tối thiểu 10 ngày."""
    least = DETOXIFICATION_MIN.on(max(on, SINCE))
    for each in _of(facts, Phase.DETOXIFICATION):
        earliest = days_later(each.started_on, least.number)
        if each.completed_on is not None and each.completed_on < earliest:
            return Finding(_too_short(each, f"{least.number} ngày", earliest), least.citation, least.confidence)
    return MET


@cites("khoản 6 Điều 86 Nghị định 163/2026/NĐ-CP")
def education_long_enough(facts: EpisodeFacts, on: date) -> Finding:
    """Giáo dục, tư vấn, phục hồi hành vi, nhân cách tối thiểu 03 tháng."""
    least = EDUCATION_MIN.on(max(on, SINCE))
    for each in _of(facts, Phase.EDUCATION):
        earliest = months_later(each.started_on, least.number)
        if each.completed_on is not None and each.completed_on < earliest:
            return Finding(_too_short(each, f"{least.number} tháng", earliest), least.citation, least.confidence)
    return MET


@cites("khoản 3 Điều 87 Nghị định 163/2026/NĐ-CP")
def labour_therapy_after_detoxification(facts: EpisodeFacts, on: date) -> Finding:
    """Lao động trị liệu, học nghề từ khi kết thúc giai đoạn cắt cơn (song song với giáo dục) đến hết thời hạn."""
    end = term_ends_on(facts)
    done = [each.completed_on for each in _of(facts, Phase.DETOXIFICATION) if each.completed_on is not None]
    for each in _of(facts, Phase.LABOUR_THERAPY):
        if not done:
            return Finding(f"Giai đoạn “{each.phase.term}” chỉ từ khi kết thúc giai đoạn điều trị cắt cơn")
        if each.started_on < min(done):
            return Finding(f"Giai đoạn “{each.phase.term}” chỉ từ ngày {format_date(min(done))}, khi kết thúc cắt cơn")
        if each.completed_on is not None and end is not None and each.completed_on < end:
            text = f"Giai đoạn “{each.phase.term}” kéo dài đến hết thời hạn, ngày {format_date(end)}"
            return Finding(text, confidence="I")
    return MET


@cites("khoản 7 Điều 88 Nghị định 163/2026/NĐ-CP")
def reintegration_in_the_last_days(facts: EpisodeFacts, on: date) -> Finding:
    """Chuẩn bị tái hòa nhập thực hiện trong 30 ngày cuối của thời hạn; bắt đầu muộn hơn thì là chậm."""
    end = term_ends_on(facts)
    if end is None:
        return MET
    days = REINTEGRATION.on(max(on, SINCE))
    opens = end - timedelta(days=days.number)
    for each in _of(facts, Phase.REINTEGRATION):
        if each.started_on < opens:
            text = (
                f"Giai đoạn “{each.phase.term}” chỉ trong {days.number} ngày cuối của thời hạn: "
                f"từ ngày {format_date(opens)}"
            )
            return Finding(text, days.citation, days.confidence)
        if each.started_on > opens and on in (each.started_on, each.completed_on):
            text = f"Giai đoạn “{each.phase.term}” bắt đầu chậm: phải từ ngày {format_date(opens)}"
            return Finding(text, days.citation, days.confidence, late=True)
    return MET


@cites("khoản 3 Điều 29, điểm a khoản 1 Điều 30 Luật 120/2025/QH15")
def five_phases_completed(facts: EpisodeFacts, on: date) -> Finding:
    """Hoàn thành đủ 05 giai đoạn; hai giai đoạn cuối kéo dài đến hết thời hạn nên đang thực hiện cũng đủ."""
    if not facts.is_completing:
        return MET
    day = facts.completed_on or on
    done = facts.phases_completed_by(day)
    running = {each.phase for each in facts.phases if each.completed_on is None and each.started_on <= day}
    missing = [
        phase.term for phase in Phase if phase not in done and not (phase in running and phase in LASTING_TO_THE_END)
    ]
    return Finding(f"Chưa hoàn thành giai đoạn: {'; '.join(missing)}") if missing else MET


@cites("khoản 3 Điều 29 Luật 120/2025/QH15; khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP")
def certificate_within_the_last_hours(facts: EpisodeFacts, on: date) -> Finding:
    """Giấy xác nhận chỉ cấp trong 24 giờ cuối của thời hạn; thời hạn hết lúc 24 giờ của ngày cuối."""
    if not facts.is_completing:
        return MET
    end = term_ends_on(facts)
    if end is None:
        return Finding("Chưa tính được ngày kết thúc thời hạn: thiếu thời hạn (tháng) hoặc ngày bắt đầu tính")
    window = CERTIFICATE_WINDOW.on(max(end, SINCE))
    opens = hours_later(first_instant(end + timedelta(days=1)), -window.number)
    signed_on = facts.certificate_issued_on or on
    if (facts.certificate_issued_at or last_instant(signed_on)) >= opens:
        return MET
    text = (
        f"Chưa đến {window.number} giờ cuối của thời hạn cai nghiện: kết thúc ngày {format_date(end)}, "
        f"cấp được từ {format_instant(opens)}"
    )
    return Finding(text)


@cites("khoản 2, khoản 3, khoản 4 Điều 47 Luật 120/2025/QH15; khoản 1 Điều 35 Luật 120/2025/QH15")
def violations_lead_to_compulsory(facts: EpisodeFacts, on: date) -> Finding:
    """Chuyển cai nghiện bắt buộc khi vi phạm đã đến bậc cuối; bậc trước là nhắc nhở, kiểm điểm."""
    if facts.outcome != EpisodeOutcome.TO_COMPULSORY:
        return MET
    if not facts.violations:
        return Finding("Hồ sơ chưa ghi biên bản vi phạm dẫn đến cai nghiện bắt buộc (Mẫu số 34)", confidence="I")
    step = next_step(facts.violations)
    if step.step == ViolationStep.COMPULSORY:
        return MET
    return Finding(f"Vi phạm đã ghi mới đến bậc “{step.step.term}”", step.citation)


def _of(facts: EpisodeFacts, phase: Phase) -> list[PhaseFact]:
    return [each for each in facts.phases if each.phase == phase]


def _recorded_on(facts: EpisodeFacts, phase: Phase, on: date) -> list[PhaseFact]:
    """The phases that the act of a day is about: a lateness is told once, when it is recorded."""
    return [each for each in _of(facts, phase) if (each.completed_on or each.started_on) == on]


def _too_short(each: PhaseFact, least: str, earliest: date) -> str:
    return f"Giai đoạn “{each.phase.term}” tối thiểu {least}: hoàn thành sớm nhất ngày {format_date(earliest)}"
