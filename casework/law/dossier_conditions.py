"""The rules on a dossier for a centre, each a named test that cites its clause (điều kiện).

The clause at the top is that of Law 120/2025 and Decree 163/2026; the law before restates it with `under`.
"""

from __future__ import annotations

from datetime import date

from casework.i18n import format_date
from casework.law.dated import parameter, swapped_days
from casework.law.dossier_facts import DossierFacts, DossierGround, DossierPaper
from casework.law.rulebook import Rulebook
from casework.workflow.calendar import months_later, working_days_later
from casework.workflow.procedure import MET, Finding

RULES: Rulebook[DossierFacts] = Rulebook()
cites = RULES.cites

MIN_AGE, ADULT_AGE = parameter("dossier", "min_age"), parameter("dossier", "adult_age")
LIMITATION, READING = parameter("dossier", "limitation"), parameter("dossier", "reading")
FIRST_LAW_ON, CHANGED_ON = (value.since for value in MIN_AGE.values)


def law_day(facts: DossierFacts, on: date) -> date:
    """The day whose law the dossier follows: of its drafting, else the day asked about."""
    return max(facts.drafted_on or on, FIRST_LAW_ON)


def is_minor(facts: DossierFacts, on: date) -> bool | None:
    """From 12 to under 18 on the day of the dossier; None where the birth date does not tell."""
    adult = ADULT_AGE.on(law_day(facts, on)).number
    return _is_under(facts, adult, facts.drafted_on or on)


def reading_ends_on(facts: DossierFacts) -> date | None:
    """The last day on which the person may read the file."""
    if facts.notified_on is None:
        return None
    days = READING.on(law_day(facts, facts.notified_on)).number
    return working_days_later(facts.notified_on, days, swapped_days())


def _is_under(facts: DossierFacts, years: int, day: date) -> bool | None:
    if facts.birth_date is not None:
        return day < months_later(facts.birth_date, 12 * years)
    if facts.birth_year is None or day.year - facts.birth_year == years:
        return None
    return day.year - facts.birth_year < years


@cites("khoản 1 Điều 36 Luật 120/2025/QH15")
def old_enough(facts: DossierFacts, on: date) -> Finding:
    """Từ đủ 12 tuổi."""
    least = MIN_AGE.on(law_day(facts, on))
    under = _is_under(facts, least.number, facts.drafted_on or on)
    if under is None:
        return Finding(f"Chưa kiểm tra được điều kiện đủ {least.number} tuổi", least.citation, "I")
    return Finding(f"Chưa đủ {least.number} tuổi", least.citation, least.confidence) if under else MET


@cites("khoản 1 Điều 35, khoản 1 Điều 36 Luật 120/2025/QH15")
def ground_is_in_the_law(facts: DossierFacts, on: date) -> Finding:
    """Có một trong các căn cứ của luật ngày lập hồ sơ, theo độ tuổi."""
    if facts.ground is None:
        return Finding("Chưa ghi căn cứ đề nghị")
    if law_day(facts, on) >= CHANGED_ON:
        return MET
    if facts.ground == DossierGround.BROKE_RULES:
        return Finding(f"Luật 73/2021/QH14 không có căn cứ “{facts.ground.term}”")
    minor = is_minor(facts, on)
    if facts.ground == DossierGround.RELAPSED and minor is not False:
        text = f"Căn cứ “{facts.ground.term}” chỉ áp dụng với người từ đủ 18 tuổi"
        return Finding(text, "khoản 1 Điều 33 Luật 73/2021/QH14", "Q" if minor else "I")
    return MET


@cites("khoản 2 Điều 35 Luật 120/2025/QH15")
def no_exclusion_applies(facts: DossierFacts, on: date) -> Finding:
    """Không áp dụng với người không có năng lực trách nhiệm hành chính, mang thai, nuôi con dưới 36 tháng tuổi."""
    asked = (
        (facts.no_capacity, "không có năng lực trách nhiệm hành chính"),
        (facts.pregnant, "đang mang thai, có chứng nhận"),
        (facts.cares_for_small_child, "đang nuôi con dưới 36 tháng tuổi, có xác nhận của Ủy ban nhân dân cấp xã"),
    )
    found = [text for known, text in asked if known]
    if found:
        # The clause stands in the article on adults; for younger people it is inferred.
        confidence = "I" if is_minor(facts, on) else None
        return Finding(f"Không áp dụng: người này {'; '.join(found)}", confidence=confidence)
    unknown = [text for known, text in asked if known is None]
    return Finding(f"Chưa xác minh người này có {'; '.join(unknown)} hay không", confidence="I") if unknown else MET


@cites("khoản 4 Điều 35, khoản 3 Điều 36 Luật 120/2025/QH15")
def within_limitation(facts: DossierFacts, on: date) -> Finding:
    """Còn thời hiệu 03 tháng kể từ lần thực hiện hành vi cuối cùng; ngày cuối vẫn còn."""
    value = LIMITATION.on(law_day(facts, on))
    if facts.last_act_on is None:
        return Finding("Chưa ghi ngày thực hiện hành vi cuối cùng: chưa kiểm tra được thời hiệu", confidence="I")
    last = months_later(facts.last_act_on, value.number)
    if on <= last:
        return MET
    text = f"Hết thời hiệu {value.number} tháng: ngày cuối là {format_date(last)}"
    return Finding(text, value.citation, value.confidence)


@cites("khoản 1 Điều 101, Điều 104 Nghị định 163/2026/NĐ-CP")
def papers_are_complete(facts: DossierFacts, on: date) -> Finding:
    """Hồ sơ có đủ tài liệu theo luật ngày lập, theo nơi cư trú và độ tuổi."""
    missing = [paper.term for paper in required_papers(facts, on) if paper not in facts.papers]
    determined = {DossierPaper.DETERMINATION}
    if law_day(facts, on) >= CHANGED_ON:
        determined.add(DossierPaper.SUBSTITUTION_SLIP)
    if not determined & facts.papers:
        missing.append(DossierPaper.DETERMINATION.term)
    return Finding(f"Hồ sơ còn thiếu: {'; '.join(missing)}") if missing else MET


def required_papers(facts: DossierFacts, on: date) -> list[DossierPaper]:
    """What a dossier holds under the law of its day, beside what shows that the person is addicted (Điều 101, 104)."""
    minor = is_minor(facts, on)
    papers = [DossierPaper.SUMMARY, DossierPaper.VIOLATION_MINUTES, DossierPaper.REQUEST]
    # Until 30/06/2026 everybody made a statement; since then only those under 18.
    if law_day(facts, on) < CHANGED_ON or minor:
        papers.append(DossierPaper.STATEMENT)
    if minor:
        papers.append(DossierPaper.PARENT_OPINION)
    if not facts.stable_residence:
        papers.append(DossierPaper.NO_RESIDENCE)
    return papers


@cites("Điều 100 Nghị định 163/2026/NĐ-CP")
def detected_before_draft(facts: DossierFacts, on: date) -> Finding:
    """Lập hồ sơ từ khi phát hiện người thuộc đối tượng."""
    if facts.detected_on is None:
        return Finding("Chưa ghi ngày phát hiện", confidence="I")
    return _not_before(facts.drafted_on, facts.detected_on, "Lập hồ sơ trước ngày phát hiện")


@cites("khoản 1 Điều 102 Nghị định 163/2026/NĐ-CP")
def drafted_before_notice(facts: DossierFacts, on: date) -> Finding:
    """Thông báo sau khi hoàn thành việc lập hồ sơ."""
    if facts.drafted_on is None:
        return Finding("Chưa lập xong hồ sơ đề nghị")
    return _not_before(facts.notified_on, facts.drafted_on, "Thông báo trước ngày lập xong hồ sơ")


@cites("khoản 3, khoản 4 Điều 102 Nghị định 163/2026/NĐ-CP")
def reading_is_over(facts: DossierFacts, on: date) -> Finding:
    """Chỉ gửi hồ sơ sau khi hết 03 ngày làm việc đọc hồ sơ; ngày cuối vẫn là của người đọc."""
    last = reading_ends_on(facts)
    if last is None:
        return Finding("Người bị đề nghị chưa nhận được thông báo")
    if (facts.sent_on or on) > last:
        return MET
    text = f"Người bị đề nghị còn quyền đọc hồ sơ đến hết ngày {format_date(last)}"
    # The law does not say what follows when the file was read at once.
    return (
        Finding(f"{text} (đã đọc ngày {format_date(facts.read_on)})", confidence="I")
        if facts.read_on
        else Finding(text)
    )


@cites("điểm b khoản 1 Điều 43 Nghị định 116/2021/NĐ-CP")
def returned_before_supplement(facts: DossierFacts, on: date) -> Finding:
    """Chỉ bổ sung hồ sơ đã bị trả lại."""
    if facts.returned_on is None:
        return Finding("Hồ sơ chưa bị trả lại để bổ sung")
    return _not_before(facts.supplemented_on, facts.returned_on, "Bổ sung trước ngày nhận lại hồ sơ")


@cites("khoản 5 Điều 102 Nghị định 163/2026/NĐ-CP")
def court_has_asked(facts: DossierFacts, on: date) -> Finding:
    """Chỉ trả lời khi Tòa án có văn bản đề nghị làm rõ."""
    if facts.court_asked_on is None:
        return Finding("Tòa án chưa có văn bản đề nghị làm rõ")
    return _not_before(facts.answered_on, facts.court_asked_on, "Trả lời trước ngày nhận văn bản của Tòa án")


def _not_before(day: date | None, first: date, text: str) -> Finding:
    return Finding(f"{text} ({format_date(first)})") if day and day < first else MET
