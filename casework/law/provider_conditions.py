"""The rules on providers, each a named test that cites its clause (điều kiện)."""

from __future__ import annotations

from datetime import date

from casework.law.day_by_day import not_before
from casework.law.event_clocks import value_on
from casework.law.provider_facts import ProviderFacts
from casework.law.rulebook import Rulebook
from casework.workflow.calendar import months_later
from casework.workflow.procedure import MET, Finding

RULES: Rulebook[ProviderFacts] = Rulebook()
cites = RULES.cites


@cites("khoản 1 Điều 17 Nghị định 116/2021/NĐ-CP")
def file_is_complete(facts: ProviderFacts, on: date) -> Finding:
    """Hồ sơ đề nghị hợp lệ."""
    if facts.file_is_complete is None:
        return Finding("Chưa kiểm tra hồ sơ", confidence="I")
    return MET if facts.file_is_complete else Finding("Hồ sơ chưa đủ tài liệu theo quy định")


@cites("điểm b khoản 2 Điều 17 Nghị định 116/2021/NĐ-CP")
def filed_before_publication(facts: ProviderFacts, on: date) -> Finding:
    """Công bố, trả lời sau khi nhận hồ sơ."""
    answered = facts.published_on or facts.declined_on
    return not_before(answered, facts.filed_on, "Trả lời trước ngày nhận hồ sơ")


@cites("điểm b khoản 2 Điều 17 Nghị định 116/2021/NĐ-CP")
def decline_has_a_reason(facts: ProviderFacts, on: date) -> Finding:
    """Không công bố phải trả lời bằng văn bản và nêu rõ lý do."""
    return MET if facts.decline_reason else Finding("Chưa ghi lý do không công bố")


@cites("điểm a khoản 3 Điều 18 Nghị định 116/2021/NĐ-CP")
def minutes_before_suspension(facts: ProviderFacts, on: date) -> Finding:
    """Đình chỉ sau khi lập biên bản."""
    return not_before(facts.suspended_on, facts.minutes_on, "Đình chỉ trước ngày lập biên bản")


@cites("khoản 2 Điều 18 Nghị định 116/2021/NĐ-CP")
def suspension_is_of_a_lawful_length(facts: ProviderFacts, on: date) -> Finding:
    """Thời hạn đình chỉ theo luật ngày quyết định."""
    day = facts.suspended_on or on
    least, most = value_on("provider", "suspension_min", day), value_on("provider", "suspension_max", day)
    if facts.suspension_months is None:
        return Finding("Chưa ghi thời hạn đình chỉ")
    if least is None or most is None or least.number <= facts.suspension_months <= most.number:
        return MET
    span = f"từ {least.number} đến {most.number}" if least.number < most.number else str(most.number)
    return Finding(f"Thời hạn đình chỉ là {span} tháng", least.citation, least.confidence)


@cites("khoản 4 Điều 18, Điều 19 Nghị định 116/2021/NĐ-CP")
def suspension_is_over(facts: ProviderFacts, on: date) -> Finding:
    """Công bố lại khi hết thời hạn đình chỉ."""
    if facts.suspended_on is None or facts.suspension_months is None:
        return Finding("Chưa ghi thời hạn đình chỉ", confidence="I")
    last = months_later(facts.suspended_on, facts.suspension_months)
    return not_before(facts.republished_on or on, last, "Thời hạn đình chỉ chưa hết")
