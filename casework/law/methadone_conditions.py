"""The rules on substitution treatment, each a named test that cites its clause (điều kiện).

The clause at the top is that of Decree 90/2016. Decree 141/2024 is known from notes only, its list of grounds is
incomplete: it restates the rules as inferred, so that they tell and never refuse.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from casework.law.day_by_day import not_before
from casework.law.event_clocks import value_on
from casework.law.methadone_facts import SubstitutionFacts, SubstitutionPaper, TerminationGround
from casework.law.rulebook import Rulebook
from casework.workflow.calendar import months_later
from casework.workflow.procedure import MET, RELIED_ON, Finding

RULES: Rulebook[SubstitutionFacts] = Rulebook()
cites = RULES.cites

SHEET = "substitution"


def _age_is_under(facts: SubstitutionFacts, years: int, day: date) -> bool | None:
    if facts.birth_date is not None:
        return day < months_later(facts.birth_date, 12 * years)
    if facts.birth_year is None or day.year - facts.birth_year == years:
        return None
    return day.year - facts.birth_year < years


@cites("Điều 7 Nghị định 90/2016/NĐ-CP")
def papers_of_2016(facts: SubstitutionFacts, on: date) -> Finding:
    """Hồ sơ đăng ký có đơn và bản sao một giấy tờ tùy thân."""
    asked = (SubstitutionPaper.APPLICATION, SubstitutionPaper.IDENTITY)
    missing = [paper.term for paper in asked if paper not in facts.papers]
    return Finding(f"Hồ sơ còn thiếu: {'; '.join(missing)}") if missing else MET


@cites("Điều 30 Nghị định 141/2024/NĐ-CP", "I")
def papers_of_2024(facts: SubstitutionFacts, on: date) -> Finding:
    """Hồ sơ đăng ký có đơn và quyết định của Ủy ban nhân dân cấp xã hoặc phiếu kết quả xác định nghiện."""
    either = {SubstitutionPaper.COMMUNE_DECISION, SubstitutionPaper.DETERMINATION_SLIP}
    missing = [] if SubstitutionPaper.APPLICATION in facts.papers else [SubstitutionPaper.APPLICATION.term]
    if not either & facts.papers:
        missing.append("quyết định của Ủy ban nhân dân cấp xã hoặc phiếu kết quả xác định nghiện")
    return Finding(f"Hồ sơ còn thiếu: {'; '.join(missing)}") if missing else MET


@cites("khoản 1 Điều 6 Nghị định 90/2016/NĐ-CP")
def representative_agreed_for_a_minor(facts: SubstitutionFacts, on: date) -> Finding:
    """Người chưa đủ tuổi chỉ được điều trị khi người đại diện theo pháp luật đồng ý bằng văn bản."""
    day = facts.registered_on or on
    least, limit = value_on(SHEET, "consent_from_age", day), value_on(SHEET, "consent_below_age", day)
    if least is None or limit is None:
        return MET
    too_young, minor = _age_is_under(facts, least.number, day), _age_is_under(facts, limit.number, day)
    if minor is False or facts.representative_agreed:
        return MET
    if minor is None:
        return Finding("Chưa kiểm tra được tuổi để xét ý kiến người đại diện", limit.citation, "I")
    if too_young:
        return Finding(f"Luật không nêu trường hợp chưa đủ {least.number} tuổi", least.citation, "I")
    text = f"Người chưa đủ {limit.number} tuổi phải có văn bản đồng ý của người đại diện theo pháp luật"
    return Finding(text, limit.citation, limit.confidence)


@cites("điểm b khoản 1 Điều 8 Nghị định 90/2016/NĐ-CP")
def registered_before_answer(facts: SubstitutionFacts, on: date) -> Finding:
    """Cơ sở tiếp nhận hoặc trả lời sau khi nhận hồ sơ đăng ký."""
    answered = facts.accepted_on or facts.refused_on
    return not_before(answered, facts.registered_on, "Cơ sở trả lời trước ngày đăng ký")


@cites("điểm b khoản 1 Điều 8 Nghị định 90/2016/NĐ-CP")
def refusal_has_a_reason(facts: SubstitutionFacts, on: date) -> Finding:
    """Không tiếp nhận phải trả lời bằng văn bản, nêu rõ lý do."""
    return MET if facts.refusal_reason else Finding("Chưa ghi lý do cơ sở không tiếp nhận")


@cites("Điều 10 Nghị định 90/2016/NĐ-CP")
def ended_after_acceptance(facts: SubstitutionFacts, on: date) -> Finding:
    """Kết thúc điều trị không trước ngày được tiếp nhận."""
    return not_before(facts.ended_on, facts.accepted_on, "Kết thúc điều trị trước ngày được tiếp nhận")


@cites("khoản 2 Điều 10 Nghị định 90/2016/NĐ-CP")
def ground_is_in_the_law(facts: SubstitutionFacts, on: date) -> Finding:
    """Bị chấm dứt điều trị vì một căn cứ của luật ngày chấm dứt."""
    if facts.ground is None:
        return Finding("Chưa ghi căn cứ chấm dứt điều trị")
    known = value_on(SHEET, f"ground_{facts.ground.value}", facts.terminated_on or on)
    return MET if known else Finding(f"Luật ngày chấm dứt không nêu căn cứ “{facts.ground.term}”")


@cites("khoản 2 Điều 10 Nghị định 90/2016/NĐ-CP")
def ground_is_reached(facts: SubstitutionFacts, on: date) -> Finding:
    """Đủ số lần, số ngày mà căn cứ chấm dứt đòi hỏi; chưa ghi thì chỉ lưu ý."""
    day = facts.terminated_on or on
    if facts.ground is None:
        return MET
    known = value_on(SHEET, f"ground_{facts.ground.value}", day)
    if known is None or facts.ground in (TerminationGround.OTHER_DRUG_POSITIVE, TerminationGround.OFFENCE):
        return MET
    if facts.ground == TerminationGround.MISSED_DOSES:
        return _missed_long_enough(facts, known.number, known.citation)
    window = value_on(SHEET, f"window_{facts.ground.value}", day)
    months = window.number if window else 12
    days = sorted(facts.protocol_breaches_on)
    if facts.ground == TerminationGround.OPIOID_POSITIVE:
        if facts.maintenance_since is None:
            return Finding("Chưa ghi ngày đạt liều duy trì", known.citation, "I")
        last = months_later(facts.maintenance_since, months)
        reached = sum(facts.maintenance_since < each <= last for each in facts.opioid_positives_on) >= known.number
        days = sorted(facts.opioid_positives_on)
    else:
        # Two is the number of the law; a pair near enough in time is enough whatever else is on file.
        reached = any(later <= months_later(first, months) for first, later in pairwise(days))
    if reached:
        return MET
    text = f"Chưa đủ {known.number} lần trong {months} tháng theo căn cứ “{facts.ground.term}”"
    return Finding(text, known.citation) if days else Finding(f"{text}: chưa ghi ngày nào", known.citation, "I")


def _missed_long_enough(facts: SubstitutionFacts, days: int, citation: str) -> Finding:
    if facts.doses_missed_days is not None and facts.doses_missed_days >= days:
        return MET
    return Finding(f"Chưa bỏ điều trị đủ {days} ngày, hoặc chưa ghi số ngày", citation, "I")


@cites("khoản 2 Điều 28 Nghị định 116/2021/NĐ-CP", "I")
def notice_follows_its_event(facts: SubstitutionFacts, on: date) -> Finding:
    """Thông báo của cơ sở không trước việc được thông báo."""
    found = not_before(facts.start_notified_on, facts.accepted_on, "Thông báo trước ngày được tiếp nhận")
    return found and not_before(facts.end_notified_on, facts.ended_on, "Thông báo trước ngày kết thúc điều trị")


@cites("khoản 2, khoản 3 Điều 3 Nghị định 90/2016/NĐ-CP")
def treatment_is_over_before_a_dossier(facts: SubstitutionFacts, on: date) -> Finding:
    """Không lập hồ sơ đối với người đang điều trị; lập khi đã bị chấm dứt hoặc tự ý thôi điều trị."""
    found = not_before(facts.dossier_on, facts.ended_on, "Lập hồ sơ trước ngày kết thúc điều trị")
    if not found:
        return found
    if facts.terminated_on is None:
        return Finding("Người thôi theo nguyện vọng có thể đã đăng ký biện pháp khác: kiểm tra căn cứ", confidence="I")
    return MET


@cites("khoản 1 Điều 40 Luật 73/2021/QH14")
def aftercare_follows_completion(facts: SubstitutionFacts, on: date) -> Finding:
    """Người hoàn thành điều trị thay thế bị quản lý sau cai nghiện 01 năm."""
    found = not_before(facts.aftercare_requested_on, facts.completed_on, "Chuyển trước ngày hoàn thành điều trị")
    value = value_on("aftercare", "term_min_substitution", facts.completed_on or on)
    if found and value and value.confidence not in RELIED_ON:
        text = "Luật ngày hoàn thành điều trị không nêu trường hợp này trong phần đã đọc"
        return Finding(text, value.citation, value.confidence)
    return found
