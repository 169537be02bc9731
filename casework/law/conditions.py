"""The rules of the law on an episode, each a named test that cites its clause (điều kiện).

A condition is asked about the facts as they would be after the act. It is met, or it says what is missing and,
where a day can be told, when it would be met. The clause at the top is that of Law 73/2021 and Decree 116/2021;
a statute of another day restates it with `under`.
"""

from __future__ import annotations

from datetime import date

from casework.i18n import format_date
from casework.law.citations import cites
from casework.law.dated import parameter
from casework.law.facts import EpisodeFacts
from casework.law.vocabulary import DeclaredBy, EpisodeOutcome, Phase
from casework.workflow.calendar import days_later, months_later
from casework.workflow.procedure import MET, Finding

MIN_AGE = parameter("ages", "rehabilitation_min_age")
MIN_TERM = parameter("durations", "voluntary_community_min_term")
MAX_TERM = parameter("durations", "voluntary_community_max_term")
COUNTED_FROM = parameter("durations", "voluntary_community_term_counted_from")
COMPLETION_AUTHORITY = parameter("authorities", "voluntary_community_certificate")
REQUIRED_PHASES = (Phase.ADMISSION, Phase.DETOXIFICATION, Phase.EDUCATION)


@cites("khoản 1, điểm a khoản 5 Điều 28 Nghị định 116/2021/NĐ-CP")
def somebody_registered(facts: EpisodeFacts, on: date) -> Finding:
    """Người nghiện hoặc người đại diện hợp pháp tự đăng ký; không khai báo thì không thuộc diện tự nguyện."""
    if facts.declared_by == DeclaredBy.NONE:
        return Finding("Người này không khai báo, đăng ký: không thuộc diện cai nghiện tự nguyện")
    return MET


@cites("khoản 1 Điều 28 Nghị định 116/2021/NĐ-CP")
def age_at_least_minimum(facts: EpisodeFacts, on: date) -> Finding:
    """Đủ tuổi cai nghiện tính đến ngày đăng ký.

    With a year of birth alone only the certainly too young are refused; the doubtful become a notice.
    """
    day = facts.registered_on or on
    least = MIN_AGE.on(_law_day(facts, on))
    years = least.number
    if facts.birth_date is not None:
        reached = months_later(facts.birth_date, 12 * years)
        text = f"Chưa đủ {years} tuổi tại ngày {format_date(day)}: đủ {years} tuổi từ ngày {format_date(reached)}"
        return MET if reached <= day else Finding(text, least.citation, least.confidence)
    if facts.birth_year is None:
        return Finding(f"Chưa có ngày sinh: chưa kiểm tra được điều kiện đủ {years} tuổi", least.citation, "I")
    difference = day.year - facts.birth_year
    if difference < years:
        text = f"Chưa đủ {years} tuổi tại ngày {format_date(day)}: sinh năm {facts.birth_year}"
        return Finding(text, least.citation, least.confidence)
    if difference == years:
        text = f"Chỉ biết năm sinh {facts.birth_year}: chưa chắc đã đủ {years} tuổi tại ngày {format_date(day)}"
        return Finding(text, least.citation, "I")
    return MET


@cites("điểm b khoản 4 Điều 28 Nghị định 116/2021/NĐ-CP")
def determined_before_registration(facts: EpisodeFacts, on: date) -> Finding:
    """Hồ sơ đăng ký có phiếu kết quả xác định tình trạng nghiện ma túy."""
    if facts.determined_addicted_on is None:
        return Finding("Hồ sơ chưa ghi ngày có kết quả xác định tình trạng nghiện ma túy", confidence="I")
    if facts.registered_on is not None and facts.registered_on < facts.determined_addicted_on:
        day = format_date(facts.determined_addicted_on)
        return Finding(f"Đăng ký trước ngày có kết quả xác định tình trạng nghiện ma túy ({day})")
    return MET


@cites("khoản 1 Điều 30 Nghị định 116/2021/NĐ-CP")
def registered_before_decision(facts: EpisodeFacts, on: date) -> Finding:
    """Quyết định được ra sau khi tiếp nhận đăng ký (có thể trong cùng ngày)."""
    if facts.registered_on is None:
        return Finding("Chưa có ngày tiếp nhận đăng ký cai nghiện")
    if facts.decided_on is not None and facts.decided_on < facts.registered_on:
        return Finding(f"Quyết định ký trước ngày tiếp nhận đăng ký ({format_date(facts.registered_on)})")
    return MET


@cites("khoản 2 Điều 30 Luật 73/2021/QH14")
def term_is_lawful(facts: EpisodeFacts, on: date) -> Finding:
    """Thời hạn trong quyết định nằm trong khung của luật ngày ra quyết định."""
    day = _law_day(facts, on)
    least, most = MIN_TERM.on(day), MAX_TERM.on(day)
    span = f"từ {least.number} tháng đến {most.number} tháng" if least.number < most.number else f"{least.number} tháng"
    if facts.term_months is None:
        return Finding(f"Quyết định chưa ghi thời hạn cai nghiện ({span})", least.citation, least.confidence)
    if least.number <= facts.term_months <= most.number:
        return MET
    text = f"Thời hạn {facts.term_months} tháng không đúng khung luật định: {span}"
    return Finding(text, least.citation, least.confidence)


@cites("khoản 2 Điều 28 Luật 73/2021/QH14", confidence="I")
def no_other_open_episode(facts: EpisodeFacts, on: date) -> Finding:
    """Không đang trong một đợt cai nghiện khác: suy ra từ các hình thức cai nghiện, luật không viết thành điều kiện."""
    return Finding("Người này còn một đợt cai nghiện khác chưa kết thúc") if facts.other_open_episode else MET


@cites("điểm a khoản 1 Điều 31 Nghị định 116/2021/NĐ-CP")
def decided_before_start(facts: EpisodeFacts, on: date) -> Finding:
    """Thực hiện cai nghiện theo quyết định: không bắt đầu trước ngày ra quyết định."""
    if facts.decided_on is None:
        return Finding("Chưa có quyết định cai nghiện")
    if facts.started_on is not None and facts.started_on < facts.decided_on:
        return Finding(f"Bắt đầu cai nghiện trước ngày ra quyết định ({format_date(facts.decided_on)})")
    return MET


@cites("khoản 1 Điều 29 Luật 73/2021/QH14")
def phases_within_the_episode(facts: EpisodeFacts, on: date) -> Finding:
    """Giai đoạn là một phần của quy trình cai nghiện: không có trước ngày bắt đầu, không xong trước khi mở."""
    for each in facts.phases:
        if facts.started_on is not None and each.started_on < facts.started_on:
            return Finding(f"Giai đoạn “{each.phase.term}” ghi trước ngày bắt đầu ({format_date(facts.started_on)})")
        if each.completed_on is not None and each.completed_on < each.started_on:
            return Finding(
                f"Giai đoạn “{each.phase.term}” hoàn thành trước khi bắt đầu ({format_date(each.started_on)})"
            )
    return MET


@cites("điểm a khoản 1 Điều 31 Nghị định 116/2021/NĐ-CP; khoản 2 Điều 30 Luật 73/2021/QH14")
def end_not_before_start(facts: EpisodeFacts, on: date) -> Finding:
    """Ngày kết thúc không trước ngày bắt đầu (hoặc ngày đăng ký nếu chưa bắt đầu)."""
    first = facts.started_on or facts.registered_on
    if first is not None and facts.ended_on is not None and facts.ended_on < first:
        return Finding(f"Ngày kết thúc trước ngày bắt đầu của đợt cai nghiện ({format_date(first)})")
    return MET


@cites("khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP")
def completion_needs_a_start(facts: EpisodeFacts, on: date) -> Finding:
    """Chỉ người đã bắt đầu cai nghiện mới có thể hoàn thành."""
    if facts.is_completing and facts.started_on is None:
        return Finding("Chưa ghi nhận ngày bắt đầu cai nghiện")
    return MET


@cites("điểm a, b, c khoản 1 và khoản 2 Điều 29 Luật 73/2021/QH14")
def three_phases_completed(facts: EpisodeFacts, on: date) -> Finding:
    """Hoàn thành đủ 03 giai đoạn: tiếp nhận, cắt cơn, giáo dục phục hồi."""
    if not facts.is_completing:
        return MET
    done = facts.phases_completed_by(facts.completed_on or on)
    missing = [phase.term for phase in REQUIRED_PHASES if phase not in done]
    return Finding(f"Chưa hoàn thành giai đoạn: {'; '.join(missing)}") if missing else MET


@cites("khoản 2 Điều 30 Luật 73/2021/QH14; khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP")
def term_has_expired(facts: EpisodeFacts, on: date) -> Finding:
    """Đã hết thời hạn cai nghiện; ngày cuối của thời hạn được tính là đã hết.

    The clause says "khi kết thúc thời hạn" and no hour: paper signed on the last day is accepted.
    """
    if not facts.is_completing:
        return MET
    end, day = term_ends_on(facts), facts.completed_on or on
    if end is None:
        return Finding("Chưa tính được ngày kết thúc thời hạn: thiếu thời hạn (tháng) hoặc ngày bắt đầu tính")
    if day < end:
        left = (end - day).days
        return Finding(f"Chưa hết thời hạn cai nghiện: kết thúc ngày {format_date(end)}, còn {left} ngày")
    return MET


@cites("khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP")
def ended_as_completed(facts: EpisodeFacts, on: date) -> Finding:
    """Đợt cai nghiện đã kết thúc vì lý do khác thì không có giấy hoàn thành."""
    if facts.outcome in (None, EpisodeOutcome.COMPLETED):
        return MET
    return Finding(f"Đợt cai nghiện đã kết thúc với kết quả “{facts.outcome.term}”, không phải hoàn thành")


@cites("điểm a khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP")
def certificate_not_before_end(facts: EpisodeFacts, on: date) -> Finding:
    """Giấy hoàn thành ký khi đã kết thúc, không ký trước ngày kết thúc đã ghi."""
    ended, issued = facts.ended_on, facts.certificate_issued_on
    if ended is None or issued is None or issued >= ended:
        return MET
    return Finding(f"Giấy hoàn thành ký trước ngày kết thúc đợt cai nghiện ({format_date(ended)})")


@cites("khoản 1 Điều 56 Luật 120/2025/QH15", confidence="I")
def signer_is_settled(facts: EpisodeFacts, on: date) -> Finding:
    """Người ký giấy hoàn thành cho vụ việc theo luật cũ: rõ khi luật cũ và luật ngày ký chỉ cùng một người."""
    decided = _law_day(facts, on)
    old, new = COMPLETION_AUTHORITY.on(decided), COMPLETION_AUTHORITY.on(max(decided, on))
    if old.text == new.text:
        return MET
    return Finding(
        f"Vụ việc theo luật cũ hoàn thành ngày {format_date(on)}: chưa rõ {old.text} ký ({old.citation}) "
        f"hay {new.text} ký ({new.citation}); hỏi cơ quan cấp trên trước khi cấp"
    )


def term_ends_on(facts: EpisodeFacts) -> date | None:
    """The last day of the term (ngày kết thúc thời hạn), None while a part of the sum is unknown.

    Decree 94/2010 counts from the day the decision is signed; later laws from the day rehabilitation starts. Days in
    prison do not count; while the person is there, nobody can tell the day.

    Nguồn: Điều 3 Nghị định 94/2010/NĐ-CP; khoản 2 Điều 30 Luật 73/2021/QH14; khoản 1 Điều 47 Luật 120/2025/QH15;
    Điều 148 Bộ luật Dân sự 91/2015/QH13.
    """
    known = facts.decided_on or facts.started_on
    if known is None or facts.term_months is None or facts.is_interrupted:
        return None
    from_decision = COUNTED_FROM.on(_law_day(facts, known)).text == "decided_on"
    first = facts.decided_on if from_decision else facts.started_on
    stood_still = sum((each.to_on - each.from_on).days for each in facts.interruptions if each.to_on)
    return days_later(months_later(first, facts.term_months), stood_still) if first else None


def _law_day(facts: EpisodeFacts, on: date) -> date:
    # A dossier may be opened before the first law we know and be decided under it.
    return max(facts.decided_on or facts.started_on or on, MIN_AGE.values[0].since)
