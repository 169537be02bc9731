"""The rules on the acts beside the main road of an episode, each a named test that cites its clause (điều kiện).

Most of these acts are records of what was done: the law orders them and sets few limits of its own.
"""

from __future__ import annotations

from datetime import date

from casework.i18n import VIETNAM, format_date
from casework.law.citations import cites
from casework.law.conditions import term_ends_on
from casework.law.facts import EpisodeFacts
from casework.workflow.procedure import MET, Finding


@cites("Điều 9, Điều 13 Nghị định 94/2010/NĐ-CP", confidence="P")
def verified_after_registration(facts: EpisodeFacts, on: date) -> Finding:
    """Tổ công tác thẩm tra sau khi nhận hồ sơ đăng ký."""
    if facts.verified_on and facts.registered_on and facts.verified_on < facts.registered_on:
        return Finding(f"Thẩm tra trước ngày tiếp nhận đăng ký ({format_date(facts.registered_on)})")
    return MET


@cites("Điều 9, Điều 13 Nghị định 94/2010/NĐ-CP", confidence="I")
def verified_before_decision(facts: EpisodeFacts, on: date) -> Finding:
    """Chủ tịch Ủy ban nhân dân cấp xã quyết định theo đề nghị của Tổ công tác sau khi thẩm tra."""
    if facts.verified_on is None:
        return Finding("Hồ sơ chưa ghi ngày Tổ công tác thẩm tra, trình")
    if facts.decided_on is not None and facts.decided_on < facts.verified_on:
        return Finding(f"Quyết định ký trước ngày Tổ công tác trình ({format_date(facts.verified_on)})")
    return MET


@cites("khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP")
def returned_after_receipt(facts: EpisodeFacts, on: date) -> Finding:
    """Hồ sơ chưa đủ thì hướng dẫn hoàn thiện: trả sau khi nhận, nhận bổ sung sau khi trả."""
    if facts.returned_on and facts.registered_on and facts.returned_on < facts.registered_on:
        return Finding(f"Trả hồ sơ trước ngày tiếp nhận ({format_date(facts.registered_on)})")
    if facts.supplemented_on and facts.returned_on and facts.supplemented_on < facts.returned_on:
        return Finding(f"Nhận bổ sung trước ngày trả hồ sơ ({format_date(facts.returned_on)})")
    return MET


@cites("khoản 4 Điều 31 Luật 120/2025/QH15")
def notified_after_determination(facts: EpisodeFacts, on: date) -> Finding:
    """Kết quả được thông báo cho người bị xác định ngay khi có, không trước khi có."""
    determined = facts.determined_addicted_on
    notified = facts.notified_at.astimezone(VIETNAM).date() if facts.notified_at else facts.notified_on
    if determined is not None and notified is not None and notified < determined:
        return Finding(f"Thông báo trước ngày có kết quả xác định ({format_date(determined)})")
    return MET


@cites("điểm c khoản 1 Điều 32 Nghị định 116/2021/NĐ-CP")
def reviewed_during_course(facts: EpisodeFacts, on: date) -> Finding:
    """Nhận xét, đánh giá trong thời gian cai nghiện: không trước ngày bắt đầu."""
    early = [day for day in facts.reviewed_on if facts.started_on is not None and day < facts.started_on]
    return Finding(f"Nhận xét trước ngày bắt đầu cai nghiện ({format_date(facts.started_on)})") if early else MET


@cites("khoản 1 Điều 33 Nghị định 116/2021/NĐ-CP")
def violated_after_decision(facts: EpisodeFacts, on: date) -> Finding:
    """Vi phạm của người đã có quyết định cai nghiện: không trước ngày quyết định."""
    early = [each for each in facts.violations if facts.decided_on is not None and each.on < facts.decided_on]
    return Finding(f"Vi phạm trước ngày ra quyết định ({format_date(facts.decided_on)})") if early else MET


@cites("khoản 1 Điều 47 Luật 120/2025/QH15")
def imprisoned_during_course(facts: EpisodeFacts, on: date) -> Finding:
    """Tạm ngừng trong thời gian cai nghiện; tiếp tục từ ngày chấp hành xong án phạt tù."""
    for each in facts.interruptions:
        if facts.started_on is not None and each.from_on < facts.started_on:
            return Finding(f"Tạm ngừng trước ngày bắt đầu cai nghiện ({format_date(facts.started_on)})")
        if each.to_on is not None and each.to_on < each.from_on:
            return Finding(f"Tiếp tục trước ngày tạm ngừng ({format_date(each.from_on)})")
    return MET


@cites("khoản 2 Điều 93 Nghị định 163/2026/NĐ-CP")
def end_notified_during_course(facts: EpisodeFacts, on: date) -> Finding:
    """Thông báo ngày hoàn thành trong thời gian cai nghiện: không trước ngày bắt đầu."""
    if facts.end_notified_on and facts.started_on and facts.end_notified_on < facts.started_on:
        return Finding(f"Thông báo trước ngày bắt đầu cai nghiện ({format_date(facts.started_on)})")
    return MET


@cites("điểm a khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP")
def proposed_at_the_end(facts: EpisodeFacts, on: date) -> Finding:
    """Người được phân công đánh giá, đề nghị cấp giấy khi kết thúc thời hạn: không trước ngày bắt đầu.

    The clause names no day before the end on which it may be done: an earlier day is told and not refused.
    """
    proposed, end = facts.certificate_proposed_on, term_ends_on(facts)
    if proposed is None:
        return MET
    if facts.started_on is not None and proposed < facts.started_on:
        return Finding(f"Đề nghị trước ngày bắt đầu cai nghiện ({format_date(facts.started_on)})")
    if end is not None and proposed < end:
        return Finding(f"Đề nghị trước khi kết thúc thời hạn ({format_date(end)})", confidence="I")
    return MET


@cites("khoản 2 Điều 32 Nghị định 116/2021/NĐ-CP")
def received_after_move(facts: EpisodeFacts, on: date) -> Finding:
    """Nơi chuyển đến tiếp nhận sau khi nơi chuyển đi thông báo, chuyển hồ sơ."""
    if facts.left_on is None:
        return Finding("Hồ sơ chưa ghi ngày người này chuyển đi", confidence="I")
    if facts.transfer_received_on is not None and facts.transfer_received_on < facts.left_on:
        return Finding(f"Tiếp nhận trước ngày người này chuyển đi ({format_date(facts.left_on)})")
    notified, received = facts.transfer_notified_at, facts.transfer_received_at
    if notified is not None and received is not None and received < notified:
        return Finding("Tiếp nhận trước lúc nơi chuyển đi thông báo")
    return MET
