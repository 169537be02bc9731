"""The rules on support, each a named test that cites its clause (điều kiện hỗ trợ)."""

from __future__ import annotations

from datetime import date

from casework.i18n import format_number
from casework.law.day_by_day import not_before
from casework.law.event_clocks import value_on
from casework.law.rulebook import Rulebook
from casework.law.support_facts import SupportFacts
from casework.law.vocabulary import Borrower, Phase
from casework.workflow.calendar import months_later
from casework.workflow.procedure import MET, Condition, Finding

RULES: Rulebook[SupportFacts] = Rulebook()
cites = RULES.cites

SHEET = "support"
THREE_PHASES = (Phase.ADMISSION, Phase.DETOXIFICATION, Phase.EDUCATION)


@cites("điểm b khoản 4 Điều 34 Nghị định 116/2021/NĐ-CP")
def three_phases_completed(facts: SupportFacts, on: date) -> Finding:
    """Hoàn thành ít nhất 03 giai đoạn: tiếp nhận, cắt cơn, giáo dục phục hồi."""
    missing = [phase.term for phase in THREE_PHASES if phase not in facts.phases_completed]
    return Finding(f"Chưa hoàn thành giai đoạn: {'; '.join(missing)}") if missing else MET


@cites("khoản 3 Điều 6 Thông tư 62/2022/TT-BTC")
def payment_reaches_the_base_salary(facts: SupportFacts, on: date) -> Finding:
    """Mức hỗ trợ một lần tối thiểu bằng mức lương cơ sở ngày chi."""
    least = value_on(SHEET, "base_salary", facts.granted_on or on)
    if facts.amount_vnd is None:
        return Finding("Chưa ghi số tiền hỗ trợ")
    if least is None or facts.amount_vnd >= least.number:
        return MET
    text = f"Thấp hơn mức lương cơ sở {format_number(least.number)} đồng"
    return Finding(text, f"{least.citation}; khoản 3 Điều 6 Thông tư 62/2022/TT-BTC", least.confidence)


@cites("điểm b khoản 4 Điều 34 Nghị định 116/2021/NĐ-CP")
def paid_only_once(facts: SupportFacts, on: date) -> Finding:
    """Hỗ trợ một lần kinh phí cai nghiện."""
    return Finding("Người này đã được hỗ trợ một lần kinh phí cai nghiện") if facts.earlier_supports else MET


@cites("khoản 2 Điều 80 Nghị định 116/2021/NĐ-CP; Điều 9 Thông tư 62/2022/TT-BTC")
def trainee_is_entitled(facts: SupportFacts, on: date) -> Finding:
    """Người sau cai nghiện được hỗ trợ học nghề; trước 01/01/2022 văn bản không nêu riêng nhóm này."""
    day = facts.granted_on or on
    rule = value_on(SHEET, "training_entitles", day)
    if rule is None:
        text = "Văn bản ngày nhập học không nêu riêng người sau cai nghiện; kiểm tra nhóm đối tượng"
        return Finding(text, "Điều 7 Thông tư 152/2016/TT-BTC", "I")
    if facts.rehabilitated_on is None:
        return Finding("Chưa ghi ngày hoàn thành cai nghiện", rule.citation, "I")
    found = not_before(day, facts.rehabilitated_on, "Người này chưa hoàn thành cai nghiện")
    return found or Finding(found.missing, rule.citation, rule.confidence)


@cites("Điều 4, Điều 5 Quyết định 46/2015/QĐ-TTg; Điều 7 Thông tư 152/2016/TT-BTC", "P")
def trained_once_or_lost_the_job(facts: SupportFacts, on: date) -> Finding:
    """Mỗi người được hỗ trợ một lần; hỗ trợ lại khi mất việc vì lý do khách quan, không quá 03 lần."""
    day = facts.granted_on or on
    once, again = value_on(SHEET, "training_times", day), value_on(SHEET, "training_repeat_times", day)
    if once is None or again is None or facts.earlier_supports < once.number:
        return MET
    if not facts.job_lost_objectively:
        return Finding("Người này đã được hỗ trợ đào tạo nghề; chưa xác định mất việc vì lý do khách quan")
    if facts.earlier_supports >= once.number + again.number:
        return Finding(f"Đã hỗ trợ lại đủ {again.number} lần")
    return MET


@cites("Điều 4 Quyết định 46/2015/QĐ-TTg; Điều 7 Thông tư 152/2016/TT-BTC")
def course_within_its_ceiling(facts: SupportFacts, on: date) -> Finding:
    """Mức hỗ trợ một khóa học không quá mức tối đa của nhóm đối tượng."""
    if facts.group is None:
        return Finding("Chưa ghi nhóm đối tượng nên chưa kiểm tra được mức hỗ trợ", confidence="I")
    most = value_on(SHEET, f"training_ceiling_{facts.group.value}", facts.granted_on or on)
    if most is None or facts.amount_vnd is None or facts.amount_vnd <= most.number:
        return MET
    return Finding(f"Vượt mức {format_number(most.number)} đồng một khóa học", most.citation, most.confidence)


@cites("Điều 2 Quyết định 29/2014/QĐ-TTg", "P")
def borrows_through_the_household(facts: SupportFacts, on: date) -> Finding:
    """Người sau cai nghiện chỉ vay qua hộ gia đình; cá nhân vay khi đang điều trị thay thế."""
    if facts.borrower is None:
        return Finding("Chưa ghi người vay là cá nhân hay hộ gia đình", confidence="I")
    if facts.borrower == Borrower.HOUSEHOLD or facts.on_substitution:
        return MET
    return Finding("Người sau cai nghiện chỉ được vay qua hộ gia đình")


@cites("Quyết định 29/2014/QĐ-TTg; Quyết định 02/2020/QĐ-TTg", "P")
def lives_in_a_pilot_province(facts: SupportFacts, on: date) -> Finding:
    """Chỉ cho vay tại 15 tỉnh, thành phố thí điểm."""
    places = value_on(SHEET, "loan_2014_provinces", facts.granted_on or on)
    if facts.province is None or places is None:
        return Finding("Chưa ghi tỉnh, thành phố", confidence="I")
    return MET if facts.province in places.text.split("; ") else Finding(f"{facts.province} không thuộc tỉnh thí điểm")


@cites("Điều 4 Quyết định 08/2026/QĐ-TTg", "P")
def is_on_the_list_of_the_police(facts: SupportFacts, on: date) -> Finding:
    """Có tên trong danh sách do Công an cấp xã lập, Ủy ban nhân dân cấp xã xác nhận."""
    if facts.on_police_list is None:
        return Finding("Chưa kiểm tra danh sách do Công an cấp xã lập", confidence="I")
    return MET if facts.on_police_list else Finding("Chưa có tên trong danh sách do Công an cấp xã lập")


@cites("Điều 4 Quyết định 08/2026/QĐ-TTg", "P")
def decided_within_ten_years(facts: SupportFacts, on: date) -> Finding:
    """Không quá 10 năm kể từ ngày có quyết định quản lý sau cai nghiện."""
    day = facts.approved_on or facts.granted_on or on
    years = value_on(SHEET, "loan_2026_years", day)
    if facts.aftercare_decided_on is None:
        return Finding("Chưa ghi ngày quyết định quản lý sau cai nghiện", confidence="I")
    if years is None or day <= months_later(facts.aftercare_decided_on, 12 * years.number):
        return MET
    return Finding(f"Đã quá {years.number} năm kể từ ngày có quyết định quản lý sau cai nghiện")


@cites("Quyết định 08/2026/QĐ-TTg", "P")
def old_enough_to_borrow(facts: SupportFacts, on: date) -> Finding:
    """Người vay từ đủ 12 tuổi."""
    day = facts.approved_on or facts.granted_on or on
    least = value_on(SHEET, "loan_2026_min_age", day)
    if facts.birth_date is None:
        return Finding("Chưa ghi ngày sinh của người vay", confidence="I")
    if least is None or day >= months_later(facts.birth_date, 12 * least.number):
        return MET
    return Finding(f"Chưa đủ {least.number} tuổi")


@cites("Quyết định 08/2026/QĐ-TTg", "P")
def no_other_loan_for_the_course(facts: SupportFacts, on: date) -> Finding:
    """Vay để học nghề thì không còn nợ khoản vay khác cùng mục đích."""
    if not facts.for_training or facts.same_purpose_loan is False:
        return MET
    if facts.same_purpose_loan is None:
        return Finding("Chưa kiểm tra khoản vay khác cùng mục đích", confidence="I")
    return Finding("Còn khoản vay khác cùng mục đích học nghề")


@cites("Điều 28 Nghị định 61/2015/NĐ-CP")
def steps_are_in_order(facts: SupportFacts, on: date) -> Finding:
    """Các bước theo thứ tự: nhu cầu, xác nhận, thẩm định, phê duyệt, giải ngân."""
    days = (facts.requested_on, facts.certified_on, facts.appraised_on, facts.approved_on, facts.granted_on)
    known = [day for day in days if day is not None]
    return MET if known == sorted(known) else Finding("Ngày của các bước không theo thứ tự")


@cites("điểm b khoản 1 Điều 29 Nghị định 61/2015/NĐ-CP")
def loan_refusal_has_a_reason(facts: SupportFacts, on: date) -> Finding:
    """Không phê duyệt thì trả lời bằng văn bản và nêu rõ lý do."""
    return MET if facts.refusal_reason else Finding("Chưa ghi lý do không phê duyệt")


def at_most(name: str, field: str, what: str, citation: str, confidence: str) -> Condition[SupportFacts]:
    """A ceiling of a programme on the day of the grant.

    :param field: amount (with what is still owed) or term
    """

    def test(facts: SupportFacts, on: date) -> Finding:
        most = value_on(SHEET, name, facts.granted_on or facts.approved_on or on)
        asked = facts.term_months if field == "term_months" else facts.amount_vnd
        if asked is None:
            return Finding(f"Chưa ghi {what}")
        total = asked if field == "term_months" else asked + facts.outstanding_vnd
        if most is None or total <= most.number:
            return MET
        unit = "tháng" if field == "term_months" else "đồng"
        return Finding(f"Vượt {what} tối đa {format_number(most.number)} {unit}", most.citation, most.confidence)

    test.__doc__ = f"Không quá {what} tối đa của chương trình."
    return Condition(name, citation, confidence, test)


@cites("Quyết định 29/2014/QĐ-TTg", "P")
def within_the_ceiling_of_2014(facts: SupportFacts, on: date) -> Finding:
    """Dư nợ không quá 20 triệu đồng một cá nhân, 30 triệu đồng một hộ."""
    if facts.borrower is None:
        return Finding("Chưa ghi người vay là cá nhân hay hộ gia đình", confidence="I")
    name = f"loan_2014_{facts.borrower.value}"
    return at_most(name, "amount_vnd", "mức vay", "Quyết định 29/2014/QĐ-TTg", "P")(facts, on)
