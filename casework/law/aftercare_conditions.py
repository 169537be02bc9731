"""The rules of the law on after-care, each a named test that cites its clause (điều kiện).

The clause at the top is that of Law 73/2021 and Decree 116/2021 where they have the rule; a law of another day
restates it with `under`.
"""

from __future__ import annotations

from datetime import date, timedelta

from casework.i18n import format_date
from casework.law.aftercare_facts import AftercareFacts, AftercareOutcome
from casework.law.aftercare_term import (
    counted_from,
    days_left_when_stopped,
    law_day,
    standing_still,
    term_end,
)
from casework.law.dated import parameter, swapped_days
from casework.law.rulebook import Rulebook
from casework.workflow.calendar import working_days_earlier
from casework.workflow.procedure import MET, Finding

RULES: Rulebook[AftercareFacts] = Rulebook()
cites = RULES.cites

WINDOW = parameter("aftercare", "certificate_before_term_end")


def _not_before(day: date | None, first: date | None, text: str) -> Finding:
    return Finding(f"{text} ({format_date(first)})") if day and first and day < first else MET


@cites("khoản 1 Điều 77 Nghị định 116/2021/NĐ-CP")
def reported_after_completion(facts: AftercareFacts, on: date) -> Finding:
    """Trình báo về việc đã hoàn thành cai nghiện, điều trị: không trước ngày hoàn thành."""
    if facts.completed_on is None:
        return Finding("Hồ sơ chưa ghi ngày hoàn thành cai nghiện", confidence="I")
    return _not_before(facts.reported_on, facts.completed_on, "Trình báo trước ngày hoàn thành cai nghiện")


@cites("khoản 1 Điều 33 Luật Phòng, chống ma túy (sửa đổi năm 2008)", confidence="I")
def came_from_a_centre(facts: AftercareFacts, on: date) -> Finding:
    """Luật cũ chỉ quản lý sau cai nghiện người đã chấp hành cai nghiện bắt buộc tại cơ sở (theo phần đã đọc)."""
    if facts.kind.value.startswith("compulsory"):
        return MET
    return Finding(f"Luật cũ không nêu trường hợp “{facts.kind.term}” trong phần đã đọc; kiểm tra trước khi ký")


@cites("khoản 1 Điều 77 Nghị định 116/2021/NĐ-CP")
def reported_before_dossier(facts: AftercareFacts, on: date) -> Finding:
    """Hồ sơ lập sau khi có trình báo hoặc thông báo hoàn thành (có thể trong cùng ngày)."""
    if facts.reported_on is None:
        return Finding("Chưa có ngày trình báo hoặc ngày nhận thông báo hoàn thành cai nghiện")
    return _not_before(facts.dossier_on, facts.reported_on, "Lập hồ sơ trước ngày trình báo, nhận thông báo")


@cites("khoản 1 Điều 78 Nghị định 116/2021/NĐ-CP")
def requested_before_decision(facts: AftercareFacts, on: date) -> Finding:
    """Quyết định được ra sau khi nhận văn bản đề nghị (có thể trong cùng ngày)."""
    if facts.dossier_on is None:
        return Finding("Chưa có văn bản đề nghị quản lý sau cai nghiện")
    return _not_before(facts.decided_on, facts.dossier_on, "Quyết định ký trước ngày nhận văn bản đề nghị")


@cites("khoản 1, khoản 2 Điều 40 Luật 73/2021/QH14")
def term_is_lawful(facts: AftercareFacts, on: date) -> Finding:
    """Thời hạn trong quyết định đúng với việc đã hoàn thành, theo luật ngày ra quyết định."""
    day = law_day(facts, on)
    least = parameter("aftercare", f"term_min_{facts.kind.value}").on(day)
    most = parameter("aftercare", f"term_max_{facts.kind.value}").on(day)
    span = f"{least.number} tháng" if least.number == most.number else f"từ {least.number} đến {most.number} tháng"
    if facts.term_months is None:
        return Finding(f"Quyết định chưa ghi thời hạn quản lý sau cai nghiện ({span})", least.citation)
    if least.number <= facts.term_months <= most.number:
        return MET
    text = f"Thời hạn {facts.term_months} tháng không đúng luật định cho “{facts.kind.term}”: {span}"
    return Finding(text, least.citation, least.confidence)


@cites("khoản 1 Điều 78 Nghị định 116/2021/NĐ-CP")
def decided_before_start(facts: AftercareFacts, on: date) -> Finding:
    """Chỉ quản lý sau cai nghiện theo quyết định."""
    return MET if facts.decided_on else Finding("Chưa có quyết định quản lý sau cai nghiện")


@cites("khoản 1, khoản 2 Điều 40 Luật 73/2021/QH14")
def counted_from_completion(facts: AftercareFacts, on: date) -> Finding:
    """Thời hạn tính từ ngày hoàn thành cai nghiện hoặc chấp hành xong, không từ ngày quyết định."""
    if facts.completed_on is None:
        return Finding("Chưa ghi ngày hoàn thành: thời hạn tạm tính từ ngày bắt đầu quản lý", confidence="I")
    if facts.starts_on in (None, facts.completed_on):
        return MET
    return Finding(f"Thời hạn phải tính từ ngày hoàn thành cai nghiện ({format_date(facts.completed_on)})")


@cites("khoản 1 Điều 42 Luật 120/2025/QH15")
def completion_day_has_come(facts: AftercareFacts, on: date) -> Finding:
    """Quản lý sau cai nghiện bắt đầu từ ngày hoàn thành: không bắt đầu khi còn đang cai nghiện."""
    if facts.completed_on and on < facts.completed_on:
        return Finding(f"Chưa đến ngày hoàn thành cai nghiện ({format_date(facts.completed_on)})")
    return MET


@cites("điểm b khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP", confidence="I")
def handed_over_in_the_last_day(facts: AftercareFacts, on: date) -> Finding:
    """Công bố, giao quyết định trong 24 giờ trước khi hoàn thành; sớm hơn thì chỉ lưu ý."""
    given, completed = facts.handed_over_on, facts.completed_on
    if given and completed and given < completed - timedelta(days=1):
        return Finding(f"Giao quyết định sớm hơn 24 giờ trước ngày hoàn thành ({format_date(completed)})")
    return MET


@cites("điểm b khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP", confidence="I")
def handed_over_before_start(facts: AftercareFacts, on: date) -> Finding:
    """Người chấp hành đã được giao quyết định trước khi bắt đầu; thiếu thì lưu ý, thời hạn vẫn chạy."""
    return MET if facts.handed_over_on else Finding("Hồ sơ chưa ghi việc giao quyết định cho người chấp hành")


@cites("điểm b khoản 4 Điều 93 Nghị định 163/2026/NĐ-CP")
def decided_before_hand_over(facts: AftercareFacts, on: date) -> Finding:
    """Chỉ giao quyết định đã ký."""
    return _not_before(facts.handed_over_on, facts.decided_on, "Giao quyết định trước ngày ký quyết định")


@cites("điểm b khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP")
def absence_is_in_order(facts: AftercareFacts, on: date) -> Finding:
    """Khoảng vắng mặt: ngày trở lại không trước ngày đi; ghi trong thời gian quản lý."""
    for each in facts.absences:
        if each.to_on and each.to_on < each.from_on:
            return Finding(f"Ngày trở lại trước ngày vắng mặt ({format_date(each.from_on)})")
        if facts.starts_on and each.from_on < facts.starts_on:
            return Finding(f"Vắng mặt trước ngày bắt đầu quản lý ({format_date(facts.starts_on)})")
    return MET


@cites("điểm c khoản 1 Điều 79 Nghị định 116/2021/NĐ-CP")
def a_move_waits_for_its_notice(facts: AftercareFacts, on: date) -> Finding:
    """Chỉ thông báo về việc chuyển nơi cư trú đã ghi nhận; không trước ngày chuyển."""
    last = facts.last_move
    if last is None:
        return Finding("Hồ sơ chưa ghi việc chuyển nơi cư trú")
    return _not_before(last.notified_on, last.moved_on, "Thông báo trước ngày chuyển khỏi địa phương")


@cites("khoản 3 Điều 43 Luật 73/2021/QH14")
def end_not_before_start(facts: AftercareFacts, on: date) -> Finding:
    """Không đưa ra khỏi danh sách trước ngày bắt đầu quản lý hoặc ngày quyết định."""
    first = facts.starts_on or facts.decided_on
    return _not_before(facts.ended_on, first, "Kết thúc trước ngày bắt đầu quản lý sau cai nghiện")


@cites("Điều 81 Nghị định 116/2021/NĐ-CP; điểm a khoản 3 Điều 43 Luật 73/2021/QH14")
def term_has_expired(facts: AftercareFacts, on: date) -> Finding:
    """Đã hết thời hạn quản lý, không kể thời gian không được tính; ngày cuối được tính là đã hết."""
    if not facts.is_completing:
        return MET
    end, day = term_end(facts), facts.certified_on or facts.ended_on or on
    if end is None:
        return _no_end(facts)
    if day < end:
        left = (end - day).days
        return Finding(f"Chưa hết thời hạn quản lý: kết thúc ngày {format_date(end)}, còn {left} ngày")
    return MET


@cites("Điều 138 Nghị định 163/2026/NĐ-CP; điểm a khoản 4 Điều 48 Luật 120/2025/QH15")
def certificate_window_is_open(facts: AftercareFacts, on: date) -> Finding:
    """Giấy xác nhận chấp hành xong được cấp trong 03 ngày làm việc trước khi hết thời hạn."""
    if not facts.is_completing:
        return MET
    end = term_end(facts)
    if end is None:
        return _no_end(facts)
    days = WINDOW.on(max(law_day(facts, on), WINDOW.values[0].since)).number
    opens = working_days_earlier(end, days, swapped_days())
    if (facts.certified_on or facts.ended_on or on) < opens:
        return Finding(f"Chưa đến hạn cấp giấy: từ ngày {format_date(opens)} đến ngày {format_date(end)}")
    return MET


@cites("khoản 6 Điều 3 Nghị định 116/2021/NĐ-CP")
def relapse_is_determined(facts: AftercareFacts, on: date) -> Finding:
    """Tái nghiện phải có kết quả xác định nghiện; riêng kết quả xét nghiệm dương tính thì chưa phải tái nghiện."""
    if facts.outcome != AftercareOutcome.RELAPSED:
        return MET
    if facts.determined_addicted_on is None:
        return Finding("Chưa có kết quả xác định nghiện: xét nghiệm dương tính chưa phải là tái nghiện")
    return _not_before(facts.ended_on, facts.determined_addicted_on, "Kết thúc trước ngày có kết quả xác định nghiện")


@cites("điểm b khoản 4 Điều 48 Luật 120/2025/QH15")
def not_determined_addicted_again(facts: AftercareFacts, on: date) -> Finding:
    """Người có kết quả xác định nghiện trong thời gian quản lý thì không có giấy chấp hành xong."""
    found, first = facts.determined_addicted_on, counted_from(facts)
    day = facts.certified_on or on
    if found is None or first is None or not first < found <= day:
        return MET
    return Finding(f"Đã có kết quả xác định nghiện ngày {format_date(found)} trong thời gian quản lý")


@cites("Điều 81 Nghị định 116/2021/NĐ-CP")
def ended_as_completed(facts: AftercareFacts, on: date) -> Finding:
    """Đã ra khỏi danh sách vì lý do khác thì không có giấy chấp hành xong."""
    if facts.outcome in (None, AftercareOutcome.COMPLETED):
        return MET
    return Finding(f"Đã kết thúc với kết quả “{facts.outcome.term}”, không phải chấp hành xong")


@cites("Điều 81 Nghị định 116/2021/NĐ-CP")
def start_is_recorded(facts: AftercareFacts, on: date) -> Finding:
    """Chỉ người đã bị quản lý sau cai nghiện mới có thể chấp hành xong."""
    if facts.is_completing and facts.starts_on is None:
        return Finding("Chưa ghi nhận ngày bắt đầu quản lý sau cai nghiện")
    return MET


def _no_end(facts: AftercareFacts) -> Finding:
    gap, left = standing_still(facts), days_left_when_stopped(facts)
    if gap is None:
        return Finding("Chưa tính được ngày hết thời hạn: thiếu thời hạn (tháng) hoặc ngày bắt đầu tính")
    return Finding(f"Thời hạn đang dừng từ ngày {format_date(gap.from_on)}; khi tính tiếp còn {left} ngày")
