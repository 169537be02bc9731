"""The rules on compulsory rehabilitation in the community, each a named test that cites its clause (điều kiện)."""

from __future__ import annotations

from datetime import date

from casework.i18n import format_date
from casework.law import conditions as episode
from casework.law.citations import EpisodeCondition
from casework.law.compulsory_facts import CompulsoryFacts, SessionMember
from casework.law.rulebook import Rulebook
from casework.law.vocabulary import DeclaredBy
from casework.workflow.procedure import MET, Condition, Finding

RULES: Rulebook[CompulsoryFacts] = Rulebook()
cites = RULES.cites


def of_the_course(rule: EpisodeCondition, citation: str, confidence: str) -> Condition[CompulsoryFacts]:
    """A rule on an episode, asked about the course of a compulsory one."""

    def test(facts: CompulsoryFacts, on: date) -> Finding:
        return rule(facts.course, on)

    test.__doc__ = rule.test.__doc__
    return Condition(rule.name, citation, confidence, test)


AGE = of_the_course(episode.age_at_least_minimum, "Nghị định 94/2010/NĐ-CP (đối tượng áp dụng)", "P")
"""Từ đủ 12 tuổi."""


@cites("Điều 16 Nghị định 94/2010/NĐ-CP")
def nobody_registered(facts: CompulsoryFacts, on: date) -> Finding:
    """Chỉ áp dụng với người nghiện không tự khai báo, không đăng ký cai nghiện."""
    if facts.course.declared_by in (None, DeclaredBy.NONE):
        return MET
    return Finding("Người này đã khai báo, đăng ký cai nghiện: thuộc diện tự nguyện")


@cites("khoản 2 Điều 16 Nghị định 94/2010/NĐ-CP")
def no_other_measure_applies(facts: CompulsoryFacts, on: date) -> Finding:
    """Không áp dụng với người đang bị giáo dục tại xã, thuộc diện đưa vào cơ sở, hoặc đang quản lý sau cai."""
    asked = (
        (facts.under_commune_education, "đang bị áp dụng biện pháp giáo dục tại xã, phường, thị trấn"),
        (facts.bound_for_a_centre, "thuộc diện đưa vào cơ sở chữa bệnh, trường giáo dưỡng hoặc cơ sở giáo dục"),
        (facts.in_aftercare, "đang bị quản lý sau cai nghiện"),
    )
    found = [text for known, text in asked if known]
    if found:
        return Finding(f"Không thuộc diện cai nghiện bắt buộc tại cộng đồng: {'; '.join(found)}")
    unknown = [text for known, text in asked if known is None]
    return Finding(f"Chưa xác minh người này có {'; '.join(unknown)} hay không", confidence="I") if unknown else MET


@cites("Điều 18 Nghị định 94/2010/NĐ-CP")
def proposed_before_session(facts: CompulsoryFacts, on: date) -> Finding:
    """Họp xét duyệt sau khi nhận hồ sơ của Công an cấp xã."""
    if facts.proposed_on is None:
        return Finding("Chưa nhận hồ sơ đề nghị của Công an cấp xã")
    if facts.session and facts.session.held_on < facts.proposed_on:
        return Finding(f"Họp trước ngày nhận hồ sơ ({format_date(facts.proposed_on)})")
    return MET


@cites("khoản 2 Điều 18 Nghị định 94/2010/NĐ-CP")
def everybody_required_was_present(facts: CompulsoryFacts, on: date) -> Finding:
    """Cuộc họp phải có đủ thành phần bắt buộc."""
    present = facts.session.present if facts.session else frozenset()
    missing = [member.term for member in SessionMember if member not in present]
    return Finding(f"Cuộc họp thiếu thành phần bắt buộc: {'; '.join(missing)}") if missing else MET


@cites("khoản 3 Điều 18 Nghị định 94/2010/NĐ-CP")
def votes_are_recorded(facts: CompulsoryFacts, on: date) -> Finding:
    """Biên bản ghi ý kiến từng người: phải có số phiếu; ngang phiếu thì ghi vào biên bản."""
    session = facts.session
    if session is None or session.votes_for is None or session.votes_against is None:
        return Finding("Biên bản chưa ghi số ý kiến đồng ý, không đồng ý")
    if session.votes_for == session.votes_against and not session.tie_in_minutes:
        return Finding("Số ý kiến ngang nhau phải được ghi rõ trong biên bản để Chủ tịch quyết định")
    return MET


@cites("khoản 3, khoản 4 Điều 18 Nghị định 94/2010/NĐ-CP")
def the_team_did_not_vote_against(facts: CompulsoryFacts, on: date) -> Finding:
    """Quyết định theo đa số; ngang phiếu thì Chủ tịch Ủy ban nhân dân cấp xã quyết định."""
    session = facts.session
    if session is None:
        return Finding("Tổ công tác chưa họp xét duyệt")
    if (session.votes_for or 0) < (session.votes_against or 0):
        return Finding("Đa số thành viên không đồng ý đề nghị cai nghiện bắt buộc tại cộng đồng")
    decided = facts.course.decided_on
    if decided and decided < session.held_on:
        return Finding(f"Quyết định ký trước ngày họp xét duyệt ({format_date(session.held_on)})")
    return MET


@cites("Nghị định 94/2010/NĐ-CP (chưa đọc được Điều về hoãn, miễn)", confidence="M")
def ground_of_relief_was_checked(facts: CompulsoryFacts, on: date) -> Finding:
    """Điều kiện hoãn, miễn chưa đọc được: luôn lưu ý, không từ chối."""
    return Finding("Chưa đọc được điều khoản về hoãn, miễn; đối chiếu văn bản gốc trước khi ký")
