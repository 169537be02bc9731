"""The rules on interrupting, shortening and remitting after-care (tạm đình chỉ, giảm, miễn), each with its clause."""

from __future__ import annotations

from datetime import date

from casework.i18n import format_date
from casework.law.aftercare_conditions import cites
from casework.law.aftercare_facts import AftercareFacts, ExemptionGround, SuspensionReason
from casework.law.aftercare_term import FIRST_LAW_ON, clock, law_day, two_thirds_served_on
from casework.law.dated import parameter
from casework.workflow.calendar import months_later
from casework.workflow.procedure import MET, Finding

CHILD_AGE = parameter("aftercare", "child_age_ending_suspension")


@cites("Điều 14 Nghị định 94/2009/NĐ-CP", confidence="I")
def suspension_is_in_the_law(facts: AftercareFacts, on: date) -> Finding:
    """Lý do tạm ngừng có trong phần luật đã đọc; không thì lưu ý và thời hạn không dừng."""
    last = facts.suspensions[-1] if facts.suspensions else None
    if last is None or clock(last.reason.value, law_day(facts, on)):
        return MET
    return Finding(f"Chưa đọc được quy định tạm ngừng vì “{last.reason.term}”: thời hạn vẫn tính")


@cites("Điều 14 Nghị định 94/2009/NĐ-CP", confidence="P")
def suspension_is_in_order(facts: AftercareFacts, on: date) -> Finding:
    """Tạm ngừng trong thời gian chấp hành; không tiếp tục trước khi tạm ngừng."""
    for each in facts.suspensions:
        if facts.starts_on and each.from_on < facts.starts_on:
            return Finding(f"Tạm ngừng trước ngày bắt đầu quản lý ({format_date(facts.starts_on)})")
        if each.to_on and each.to_on < each.from_on:
            return Finding(f"Tiếp tục trước ngày tạm ngừng ({format_date(each.from_on)})")
    return MET


@cites("Điều 14 Nghị định 94/2009/NĐ-CP", confidence="P")
def child_is_old_enough(facts: AftercareFacts, on: date) -> Finding:
    """Tạm đình chỉ vì mang thai kéo dài đến khi con đủ 36 tháng tuổi."""
    last = facts.suspensions[-1] if facts.suspensions else None
    if last is None or last.reason != SuspensionReason.PREGNANCY:
        return MET
    if last.child_born_on is None:
        return Finding("Chưa ghi ngày sinh của con: chưa kiểm tra được 36 tháng tuổi", confidence="I")
    # Only the first of these laws has the rule, so its number is read as that law says it.
    age = CHILD_AGE.on(FIRST_LAW_ON)
    until = months_later(last.child_born_on, age.number)
    if on < until:
        return Finding(f"Con chưa đủ {age.number} tháng tuổi: đủ ngày {format_date(until)}", age.citation)
    return MET


@cites("Điều 14 Nghị định 94/2009/NĐ-CP", confidence="P")
def merit_was_shown(facts: AftercareFacts, on: date) -> Finding:
    """Có tiến bộ rõ rệt hoặc lập công mới được giảm, miễn."""
    if facts.exempted_on and facts.exemption_ground == ExemptionGround.TERMINAL_ILLNESS:
        return MET
    if facts.merit is None:
        return Finding("Hồ sơ chưa ghi tiến bộ rõ rệt hoặc lập công", confidence="I")
    return MET if facts.merit else Finding("Chưa có tiến bộ rõ rệt hoặc lập công")


@cites("Điều 14 Nghị định 94/2009/NĐ-CP", confidence="P")
def two_thirds_were_served(facts: AftercareFacts, on: date) -> Finding:
    """Đã chấp hành ít nhất hai phần ba thời hạn mới được giảm, miễn vì tiến bộ."""
    if facts.exempted_on and facts.exemption_ground not in (None, ExemptionGround.MERIT):
        return MET
    reached = two_thirds_served_on(facts)
    if reached is None:
        return Finding("Chưa tính được hai phần ba thời hạn: thiếu thời hạn, hoặc thời hạn đang dừng")
    if on < reached:
        return Finding(f"Chưa chấp hành đủ hai phần ba thời hạn: đủ ngày {format_date(reached)}")
    return MET


@cites("Điều 14 Nghị định 94/2009/NĐ-CP", confidence="P")
def reduction_is_stated(facts: AftercareFacts, on: date) -> Finding:
    """Quyết định giảm ghi số tháng được giảm, không quá thời hạn."""
    if facts.reduced_months is None:
        return Finding("Chưa ghi số tháng được giảm", confidence="I")
    if facts.reduced_months < 1 or facts.reduced_months >= (facts.term_months or 0):
        return Finding("Số tháng được giảm phải ít nhất 01 tháng và ngắn hơn thời hạn")
    return MET


@cites("Điều 14 Nghị định 94/2009/NĐ-CP", confidence="P")
def exemption_has_a_ground(facts: AftercareFacts, on: date) -> Finding:
    """Miễn vì tiến bộ, bệnh hiểm nghèo, hoặc đang tạm đình chỉ vì mang thai và có tiến bộ."""
    if facts.exemption_ground is None:
        return Finding("Chưa ghi căn cứ miễn chấp hành", confidence="I")
    pregnant = any(each.reason == SuspensionReason.PREGNANCY for each in facts.suspensions)
    if facts.exemption_ground == ExemptionGround.PREGNANCY and not pregnant:
        return Finding("Miễn vì mang thai, nuôi con nhỏ chỉ khi đang tạm đình chỉ vì lý do đó")
    return MET
