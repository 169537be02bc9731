"""The life of a report as a procedure (vòng đời báo cáo): open → closed → drafted → checked → sent → received → signed.

Nguồn: Điều 8, Điều 12 Nghị định 09/2019/NĐ-CP; Điều 15, Điều 18 Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from casework.i18n import format_date
from casework.law.vocabulary import Term
from casework.workflow.engine import stage_of
from casework.workflow.procedure import (
    MET,
    Cited,
    Condition,
    Deadline,
    Due,
    Finding,
    Procedure,
    Recorded,
    Stage,
    Transition,
)

_ND09 = "Nghị định 09/2019/NĐ-CP"
_ND30 = "Nghị định 30/2020/NĐ-CP"
_HOUSE = "Quy tắc vận hành của hệ thống (không phải điều luật)"


class ReportStage(Term):
    """Trạng thái của báo cáo."""

    OPEN = "open", "Đang trong kỳ"
    CLOSED = "closed", "Đã hết kỳ số liệu"
    DRAFTED = "drafted", "Đã lập dự thảo"
    RETURNED = "returned", "Bị trả lại"
    CHECKED = "checked", "Đã kiểm tra"
    SUBMITTED = "submitted", "Đã gửi"
    RECEIVED = "received", "Cấp trên đã nhận"
    CONSOLIDATED = "consolidated", "Đã tổng hợp"
    SIGNED = "signed", "Đã ký, ghi số"
    REPLACED = "replaced", "Đã được thay thế"


class ReportStep(Term):
    """Việc trong vòng đời báo cáo."""

    CLOSE = "close", "Chốt số liệu"
    DRAFT = "draft", "Lập dự thảo"
    CHECK = "check", "Xác nhận đã kiểm tra"
    SUBMIT = "submit", "Gửi báo cáo"
    RETURN = "return", "Trả lại kèm ý kiến"
    RECEIVE = "receive", "Nhận báo cáo"
    CONSOLIDATE = "consolidate", "Đưa vào báo cáo tổng hợp"
    SIGN = "sign", "Ký, ghi số"
    REPLACE = "replace", "Thay thế bằng báo cáo khác"


@dataclass(frozen=True)
class Done:
    """An act that was done."""

    act: str
    on: date


@dataclass(frozen=True)
class ReportFacts:
    """What the procedure asks about one report."""

    last_on: date
    """The last day of its last window."""
    due: Due | None = None
    has_superior: bool = True
    """Somebody above receives it in this system."""
    done: tuple[Done, ...] = ()
    blocking: tuple[str, ...] = ()
    """What is wrong with its numbers, a sentence each (lỗi phải sửa trước khi gửi)."""
    unexplained: tuple[str, ...] = ()
    """What is wrong with records that it counts and nobody has explained yet, a sentence each."""
    all_zero: bool = False
    declares_zero: bool = False
    words: str | None = None
    """The comments, or the reason, that come with the act."""
    number: str | None = None


def stage_after(facts: ReportFacts) -> str:
    """The stage that the acts lead to; without any, whether the window has begun to close is nobody's act yet."""
    led = [_TARGETS[each.act] for each in facts.done if each.act in _TARGETS]
    return led[-1] if led else ReportStage.OPEN.value


def _rule(name: str, citation: str, confidence: str = "Q") -> Callable[..., Condition[ReportFacts]]:
    def make(test: Callable[[ReportFacts, date], Finding]) -> Condition[ReportFacts]:
        return Condition(name, citation, confidence, test)

    return make


@_rule("window_is_over", f"Điều 12 {_ND09}")
def window_is_over(facts: ReportFacts, on: date) -> Finding:
    """Kỳ số liệu đã hết."""
    return MET if on > facts.last_on else Finding(f"Kỳ số liệu đến hết ngày {format_date(facts.last_on)}, chưa hết")


@_rule("nothing_blocks", _HOUSE)
def nothing_blocks(facts: ReportFacts, on: date) -> Finding:
    """Số liệu không còn lỗi phải sửa."""
    return MET if not facts.blocking else Finding("Còn lỗi phải sửa: " + "; ".join(facts.blocking))


@_rule("errors_are_explained", _HOUSE)
def errors_are_explained(facts: ReportFacts, on: date) -> Finding:
    """Hồ sơ còn lỗi phải sửa mà số liệu đang tính thì phải sửa, hoặc giải trình kèm báo cáo."""
    if not facts.unexplained:
        return MET
    said = "; ".join(facts.unexplained)
    return Finding(f"Hồ sơ còn lỗi phải sửa: {said}. Hãy sửa hồ sơ rồi lập lại dự thảo, hoặc ghi giải trình")


@_rule("zero_is_declared", _HOUSE)
def zero_is_declared(facts: ReportFacts, on: date) -> Finding:
    """Báo cáo không phát sinh phải được nói rõ, và chỉ khi mọi số đều bằng 0."""
    if facts.all_zero and not facts.declares_zero:
        return Finding("Mọi số đều bằng 0: hãy xác nhận “không phát sinh” để phân biệt với báo cáo chưa lập")
    if facts.declares_zero and not facts.all_zero:
        return Finding("Báo cáo có số liệu nên không thể ghi “không phát sinh”")
    return MET


@_rule("comments_are_given", _HOUSE)
def comments_are_given(facts: ReportFacts, on: date) -> Finding:
    """Trả lại phải kèm ý kiến."""
    return MET if facts.words else Finding("Chưa ghi ý kiến: nơi gửi cần biết phải sửa gì")


@_rule("reason_is_given", f"khoản 3 Điều 18 {_ND30}")
def reason_is_given(facts: ReportFacts, on: date) -> Finding:
    """Thay thế phải có lý do."""
    return MET if facts.words else Finding("Chưa ghi lý do thay thế (sai sót về nội dung nào)")


@_rule("number_is_given", f"Điều 15 {_ND30}")
def number_is_given(facts: ReportFacts, on: date) -> Finding:
    """Văn bản ký ban hành phải có số."""
    return MET if facts.number else Finding("Chưa ghi số, ký hiệu của báo cáo")


@_rule("superior_has_received", _HOUSE)
def superior_has_received(facts: ReportFacts, on: date) -> Finding:
    """Nơi có cấp trên trong hệ thống thì cấp trên nhận rồi mới ký, ghi số."""
    here = stage_after(facts)
    if facts.has_superior and here == ReportStage.SUBMITTED.value:
        return Finding("Cấp trên chưa nhận báo cáo này")
    return MET


def _deadline(facts: ReportFacts) -> Due | None:
    return facts.due


def _step(
    act: ReportStep,
    sources: tuple[ReportStage, ...],
    target: ReportStage,
    who: str,
    citation: str,
    *conditions: Condition[ReportFacts],
    deadline: Deadline[ReportFacts] | None = None,
) -> Transition[ReportFacts]:
    return Transition(
        act=act.value,
        label=act.term,
        sources=tuple(each.value for each in sources),
        target=target.value,
        citation=citation,
        fill=lambda facts, on: facts,
        authority=lambda facts, on: Cited(who, citation, "P"),
        form=lambda facts, on: None,
        conditions=conditions,
        deadline=deadline,
    )


_S, _A = ReportStage, ReportStep
_MAKER, _HEAD, _ABOVE = "Cán bộ lập báo cáo", "Người đứng đầu đơn vị báo cáo", "Cấp trên nhận báo cáo"
_MOVES = (
    _step(_A.CLOSE, (_S.OPEN,), _S.CLOSED, "Hệ thống", f"Điều 12 {_ND09}", window_is_over),
    _step(_A.DRAFT, (_S.CLOSED, _S.DRAFTED, _S.RETURNED, _S.CHECKED), _S.DRAFTED, _MAKER, f"Điều 8 {_ND09}"),
    _step(_A.CHECK, (_S.DRAFTED,), _S.CHECKED, _MAKER, f"Điều 8 {_ND09}", nothing_blocks, errors_are_explained),
    _step(
        _A.SUBMIT,
        (_S.CHECKED,),
        _S.SUBMITTED,
        _HEAD,
        f"Điều 8 {_ND09}",
        nothing_blocks,
        errors_are_explained,
        zero_is_declared,
        deadline=Deadline("gửi báo cáo", _deadline),
    ),
    _step(_A.RETURN, (_S.SUBMITTED,), _S.RETURNED, _ABOVE, f"Điều 8 {_ND09}", comments_are_given),
    _step(_A.RECEIVE, (_S.SUBMITTED,), _S.RECEIVED, _ABOVE, f"Điều 8 {_ND09}"),
    _step(_A.CONSOLIDATE, (_S.RECEIVED,), _S.CONSOLIDATED, _ABOVE, f"khoản 5 Điều 8 {_ND09}"),
    _step(
        _A.SIGN,
        (_S.SUBMITTED, _S.RECEIVED, _S.CONSOLIDATED),
        _S.SIGNED,
        _HEAD,
        f"Điều 13, Điều 15 {_ND30}",
        superior_has_received,
        number_is_given,
    ),
    _step(
        _A.REPLACE,
        (_S.SUBMITTED, _S.RECEIVED, _S.CONSOLIDATED, _S.SIGNED),
        _S.REPLACED,
        _HEAD,
        f"khoản 3 Điều 18 {_ND30}",
        reason_is_given,
    ),
)
_TARGETS = {move.act: str(move.target) for move in _MOVES}


def _history(facts: ReportFacts) -> tuple[Recorded[ReportFacts], ...]:
    recorded = []
    for place, each in enumerate(facts.done):
        before = replace(facts, done=facts.done[:place])
        recorded.append(Recorded(each.act, each.on, before, replace(facts, done=facts.done[: place + 1])))
    return tuple(recorded)


PROCEDURE: Procedure[ReportFacts] = Procedure(
    name="report",
    label="Báo cáo định kỳ và đột xuất",
    stages=tuple(Stage(each.value, each.term, final=each is _S.REPLACED) for each in ReportStage),
    transitions=_MOVES,
    read_stage=stage_after,
    read_history=_history,
)

STANDING = frozenset({_S.SUBMITTED, _S.RECEIVED, _S.CONSOLIDATED, _S.SIGNED})
"""Sent, and neither returned nor replaced: what the level above counts on."""


def stage(facts: ReportFacts) -> ReportStage:
    """The stage as the procedure reads it."""
    return ReportStage(stage_of(PROCEDURE, facts).code)
