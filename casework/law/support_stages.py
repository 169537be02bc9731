"""The stages of support and the steps from which each programme takes its own (trạng thái hồ sơ hỗ trợ)."""

from __future__ import annotations

from casework.law.citations import Regime
from casework.law.day_by_day import Step, day_by_day
from casework.law.readings import Reading, no_paper, says
from casework.law.support_facts import SupportAct, SupportFacts
from casework.law.vocabulary import Term
from casework.workflow.procedure import Condition, Deadline, Procedure

SHEET = "support"


class SupportStage(Term):
    """Trạng thái của hồ sơ hỗ trợ."""

    NONE = "none", "Chưa ghi nhận nhu cầu"
    NEEDED = "needed", "Đã ghi nhận nhu cầu"
    CERTIFIED = "certified", "Đã xác nhận"
    APPRAISED = "appraised", "Đã thẩm định"
    APPROVED = "approved", "Đã phê duyệt"
    GRANTED = "granted", "Đang được hỗ trợ"
    REFUSED = "refused", "Không được phê duyệt"
    FINISHED = "finished", "Đã hoàn thành"
    RECALLED = "recalled", "Đã thu hồi hoặc bỏ dở"


STAGE_AFTER = {
    SupportAct.REQUEST: SupportStage.NEEDED,
    SupportAct.CERTIFY: SupportStage.CERTIFIED,
    SupportAct.APPRAISE: SupportStage.APPRAISED,
    SupportAct.APPROVE: SupportStage.APPROVED,
    SupportAct.REFUSE: SupportStage.REFUSED,
    SupportAct.GRANT: SupportStage.GRANTED,
    SupportAct.FINISH: SupportStage.FINISHED,
    SupportAct.RECALL: SupportStage.RECALLED,
}
_DAY = {
    SupportAct.REQUEST: "requested_on",
    SupportAct.CERTIFY: "certified_on",
    SupportAct.APPRAISE: "appraised_on",
    SupportAct.APPROVE: "approved_on",
    SupportAct.REFUSE: "refused_on",
    SupportAct.GRANT: "granted_on",
    SupportAct.FINISH: "finished_on",
    SupportAct.RECALL: "recalled_on",
}
# What is chosen at an act: the conditions of that act look at it, and history lays it down there.
_ALSO = {SupportAct.REFUSE: ("refusal_reason",)}
_FINAL = frozenset({SupportStage.REFUSED.value, SupportStage.FINISHED.value, SupportStage.RECALLED.value})


def support_step(
    act: SupportAct,
    after: SupportStage | tuple[SupportStage, ...],
    citation: str,
    authority: Reading,
    *conditions: Condition[SupportFacts],
    confidence: str = "Q",
    deadline: Deadline[SupportFacts] | None = None,
    form: Reading | None = None,
    label: str = "",
) -> Step[SupportFacts]:
    """One act of a programme, which follows the stages of `after`."""
    sources = after if isinstance(after, tuple) else (after,)
    return Step(
        act=act,
        day=_DAY[act],
        sources=tuple(each.value for each in sources),
        target=STAGE_AFTER[act].value,
        citation=citation,
        authority=authority,
        form=form or no_paper,
        conditions=conditions,
        deadline=deadline,
        confidence=confidence,
        label=label,
        also=_ALSO.get(act, ()),
    )


def programme(regime: Regime, name: str, label: str, *steps: Step[SupportFacts]) -> Procedure[SupportFacts]:
    """The procedure of a programme from its steps."""
    return day_by_day(name, f"{label} theo {regime.law}", SupportStage, _FINAL, steps)


def who(regime: Regime, name: str) -> Reading:
    """Who is competent, from the sheet of support."""
    return says(regime, SHEET, name)
