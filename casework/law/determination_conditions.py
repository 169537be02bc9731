"""The rules on determining addiction, each a named test that cites its clause (điều kiện)."""

from __future__ import annotations

from datetime import date

from casework.i18n import format_date
from casework.law.day_by_day import not_before
from casework.law.determination_facts import DeterminationFacts, DeterminationPaper, RequestedBy
from casework.law.event_clocks import value_on
from casework.law.rulebook import Rulebook
from casework.workflow.calendar import months_later
from casework.workflow.procedure import MET, Finding

RULES: Rulebook[DeterminationFacts] = Rulebook()
cites = RULES.cites

SHEET = "determination"


@cites("khoản 1 Điều 4, khoản 1 Điều 5, khoản 1 Điều 7 Nghị định 109/2021/NĐ-CP")
def request_papers_are_complete(facts: DeterminationFacts, on: date) -> Finding:
    """Người tự nguyện có đơn; Công an có giấy đề nghị, phiếu xét nghiệm, tóm tắt lý lịch, quyết định tạm giữ."""
    asked = [DeterminationPaper.APPLICATION]
    if facts.requested_by == RequestedBy.POLICE:
        asked = [DeterminationPaper.POLICE_REQUEST, DeterminationPaper.TEST_SLIP, DeterminationPaper.SUMMARY]
        asked += [DeterminationPaper.CUSTODY_DECISION] if facts.in_custody else []
    missing = [paper.term for paper in asked if paper not in facts.papers]
    return Finding(f"Hồ sơ còn thiếu: {'; '.join(missing)}") if missing else MET


@cites("điểm a khoản 1 Điều 4 Nghị định 109/2021/NĐ-CP")
def parent_agreed_for_a_minor(facts: DeterminationFacts, on: date) -> Finding:
    """Người dưới 18 tuổi tự nguyện xác định phải có ý kiến đồng ý của cha, mẹ, người giám hộ."""
    day = facts.requested_on or on
    adult = value_on(SHEET, "adult_age", day)
    if facts.requested_by != RequestedBy.PERSON or facts.parent_agreed or adult is None:
        return MET
    if facts.birth_date is None:
        return Finding("Chưa kiểm tra được tuổi để xét ý kiến cha, mẹ, người giám hộ", confidence="I")
    if day >= months_later(facts.birth_date, 12 * adult.number):
        return MET
    return Finding("Chưa có ý kiến đồng ý của cha, mẹ, người giám hộ", adult.citation, adult.confidence)


@cites("điểm b khoản 2 Điều 6, điểm b khoản 3 Điều 7 Nghị định 109/2021/NĐ-CP")
def staff_go_out_only_on_site(facts: DeterminationFacts, on: date) -> Finding:
    """Chỉ cử cán bộ khi xác định ngoài cơ sở y tế; không trước ngày nhận hồ sơ."""
    if not facts.on_site:
        return Finding("Việc xác định được thực hiện tại cơ sở y tế")
    return not_before(facts.staff_sent_on, facts.requested_on, "Cử cán bộ trước ngày nhận hồ sơ")


@cites("Điều 4 Thông tư 18/2021/TT-BYT")
def received_before_the_result(facts: DeterminationFacts, on: date) -> Finding:
    """Tiếp nhận người sau khi có đề nghị, trả kết quả sau khi tiếp nhận."""
    found = not_before(facts.received_on, facts.requested_on, "Tiếp nhận trước ngày đề nghị")
    return found and not_before(facts.result_on, facts.received_on, "Trả kết quả trước ngày tiếp nhận người")


@cites("khoản 4 Điều 3 Thông tư 18/2021/TT-BYT")
def conclusion_follows_the_criteria(facts: DeterminationFacts, on: date) -> Finding:
    """Kết luận nghiện khi có ít nhất 03 trong 06 tiêu chuẩn; ít hơn thì không nghiện."""
    least = value_on(SHEET, "criteria", facts.result_on or on)
    if facts.addicted is None:
        return Finding("Chưa ghi kết luận nghiện hay không nghiện")
    if facts.criteria_met is None or least is None:
        return Finding("Chưa ghi số tiêu chuẩn nên chưa đối chiếu được kết luận", confidence="I")
    if facts.addicted == (facts.criteria_met >= least.number):
        return MET
    said = "nghiện" if facts.addicted else "không nghiện"
    text = f"Kết luận {said} không khớp với {facts.criteria_met} tiêu chuẩn: từ {least.number} tiêu chuẩn là nghiện"
    return Finding(text)


@cites("điểm c khoản 5 Điều 27 Luật 73/2021/QH14")
def determined_addicted(facts: DeterminationFacts, on: date) -> Finding:
    """Chỉ người được xác định là nghiện mới phải đăng ký cai nghiện."""
    if facts.addicted is None:
        return Finding("Chưa ghi kết luận", confidence="I")
    return MET if facts.addicted else Finding("Kết quả là không nghiện ma túy")


@cites("điểm b khoản 1 Điều 31 Luật 120/2025/QH15")
def slip_is_still_valid(facts: DeterminationFacts, on: date) -> Finding:
    """Phiếu kết quả không quá 06 tháng khi đăng ký; ngày cuối vẫn dùng được."""
    day = facts.used_on or on
    found = not_before(day, facts.result_on, "Dùng phiếu trước ngày có kết quả")
    months = value_on(SHEET, "validity", day)
    if not found or months is None or facts.result_on is None:
        return found
    last = months_later(facts.result_on, months.number)
    if day <= last:
        return MET
    text = f"Phiếu kết quả chỉ dùng trong {months.number} tháng, đến ngày {format_date(last)}: phải xác định lại"
    return Finding(text, months.citation, months.confidence)
