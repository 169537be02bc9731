"""The stages of substitution treatment, the clocks of its notices and the table of acts both decrees share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.law.citations import Regime
from casework.law.dated import parameter
from casework.law.day_by_day import Step, day_by_day
from casework.law.event_clocks import either, hours_from, months_from, working_days_from
from casework.law.methadone_facts import SubstitutionAct, SubstitutionFacts
from casework.law.readings import Reading, no_paper, says
from casework.law.vocabulary import Term
from casework.workflow.procedure import Condition, Deadline, Procedure

SHEET = "substitution"
AFTERCARE_SINCE = date(2022, 1, 1)


class SubstitutionStage(Term):
    """Trạng thái của việc điều trị thay thế."""

    UNREGISTERED = "unregistered", "Chưa đăng ký điều trị"
    REGISTERED = "registered", "Đã đăng ký, chờ cơ sở trả lời"
    IN_TREATMENT = "in_treatment", "Đang điều trị thay thế"
    REFUSED = "refused", "Không được tiếp nhận điều trị"
    STOPPED = "stopped", "Thôi điều trị theo nguyện vọng"
    TERMINATED = "terminated", "Bị chấm dứt điều trị"
    COMPLETED = "completed", "Hoàn thành điều trị thay thế"


@dataclass(frozen=True)
class Clause:
    """What a decree says of one act: its article and the rules it asks."""

    citation: str
    confidence: str = "Q"
    conditions: tuple[Condition[SubstitutionFacts], ...] = ()


START_NOTICE: Deadline[SubstitutionFacts] = either(
    "cơ sở thông báo người tham gia điều trị (05 ngày làm việc; từ 01/07/2026: 24 giờ)",
    working_days_from(lambda facts: facts.accepted_on, SHEET, "start_notice", ""),
    hours_from(
        lambda facts: facts.accepted_on,
        lambda facts: facts.accepted_at,
        SHEET,
        "start_notice_hours",
        "",
        done_at=lambda facts: facts.start_notified_at,
        met=lambda facts: facts.start_notified_on is not None,
    ),
)
END_NOTICE: Deadline[SubstitutionFacts] = working_days_from(
    lambda facts: facts.ended_on,
    SHEET,
    "end_notice",
    "cơ sở thông báo người chấm dứt điều trị (05 ngày làm việc)",
    met=lambda facts: facts.end_notified_on is not None,
)
DOSSIER: Deadline[SubstitutionFacts] = working_days_from(
    lambda facts: facts.end_notified_on,
    "dossier",
    "draft_after_detection",
    "lập hồ sơ đề nghị kể từ khi nhận thông báo",
    met=lambda facts: facts.dossier_on is not None,
)
AFTERCARE_YEAR: Deadline[SubstitutionFacts] = months_from(
    lambda facts: facts.completed_on,
    "aftercare",
    "term_min_substitution",
    "Hết thời hạn quản lý sau cai nghiện 01 năm kể từ ngày hoàn thành điều trị",
    note="thời hạn thật nằm ở hồ sơ quản lý sau cai nghiện",
    from_on=AFTERCARE_SINCE,
)

_HERE = SubstitutionStage
_OVER = (_HERE.STOPPED.value, _HERE.TERMINATED.value, _HERE.COMPLETED.value)
# Act, field of its day, stages before, stage after, clock, other fields.
_TABLE: tuple[tuple[Any, ...], ...] = (
    (SubstitutionAct.REGISTER, "registered_on", (_HERE.UNREGISTERED,), _HERE.REGISTERED, None, ()),
    (SubstitutionAct.ACCEPT, "accepted_on", (_HERE.REGISTERED,), _HERE.IN_TREATMENT, None, ("accepted_at",)),
    (SubstitutionAct.REFUSE, "refused_on", (_HERE.REGISTERED,), _HERE.REFUSED, None, ("refusal_reason",)),
    (
        SubstitutionAct.NOTIFY_START,
        "start_notified_on",
        (_HERE.IN_TREATMENT, *_OVER),
        None,
        START_NOTICE,
        ("start_notified_at",),
    ),
    (SubstitutionAct.TRANSFER, "transferred_on", (_HERE.IN_TREATMENT,), None, None, ()),
    (SubstitutionAct.STOP, "stopped_on", (_HERE.IN_TREATMENT,), _HERE.STOPPED, None, ()),
    (SubstitutionAct.TERMINATE, "terminated_on", (_HERE.IN_TREATMENT,), _HERE.TERMINATED, None, ("ground",)),
    (SubstitutionAct.COMPLETE, "completed_on", (_HERE.IN_TREATMENT,), _HERE.COMPLETED, None, ()),
    (SubstitutionAct.NOTIFY_END, "end_notified_on", _OVER, None, END_NOTICE, ()),
    (SubstitutionAct.PROPOSE_COMPULSORY, "dossier_on", (_HERE.STOPPED, _HERE.TERMINATED), None, DOSSIER, ()),
    (SubstitutionAct.REQUEST_AFTERCARE, "aftercare_requested_on", (_HERE.COMPLETED,), None, None, ()),
)
_AUTHORITY = {
    SubstitutionAct.NOTIFY_START: "notice_receiver",
    SubstitutionAct.NOTIFY_END: "notice_receiver",
    SubstitutionAct.PROPOSE_COMPULSORY: "dossier_authority",
    SubstitutionAct.REQUEST_AFTERCARE: "aftercare_authority",
}
_FORM = {
    SubstitutionAct.REGISTER: "application_form",
    SubstitutionAct.ACCEPT: "acceptance_form",
    SubstitutionAct.REFUSE: "refusal_form",
    SubstitutionAct.TRANSFER: "transfer_form",
    SubstitutionAct.TERMINATE: "termination_form",
    SubstitutionAct.COMPLETE: "completion_form",
}


def treatment(
    regime: Regime, name: str, clauses: Mapping[SubstitutionAct, Clause], *, papers: frozenset[SubstitutionAct]
) -> Procedure[SubstitutionFacts]:
    """Substitution treatment under one decree.

    :param papers: the acts for which the decree names a paper
    """

    def form(act: SubstitutionAct) -> Any:
        return says(regime, SHEET, _FORM[act]) if act in papers else no_paper

    def authority(act: SubstitutionAct) -> Reading:
        return _as_of_that_day(_AUTHORITY.get(act, "facility"))

    steps = tuple(
        Step(
            act=act,
            day=day,
            sources=sources,
            target=target,
            citation=clauses[act].citation,
            authority=authority(act),
            form=form(act),
            conditions=clauses[act].conditions,
            deadline=clock,
            confidence=clauses[act].confidence,
            also=also,
        )
        for act, day, sources, target, clock, also in _TABLE
    )
    return day_by_day(
        name,
        f"Điều trị thay thế theo {regime.law} (phần việc của cấp xã)",
        SubstitutionStage,
        frozenset({_HERE.REFUSED.value, *_OVER}),
        steps,
        ((_HERE.COMPLETED, AFTERCARE_YEAR),),
    )


def _as_of_that_day(name: str) -> Reading:
    """Who is competent on the day of the act: the law on rehabilitation changed while the decree stood."""
    return lambda facts, on: parameter(SHEET, name).on(max(on, date(2016, 7, 1))).cited
