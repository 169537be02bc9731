"""Compulsory rehabilitation in the community under Decree 94/2010/NĐ-CP: decisions of 01/11/2010 to 31/12/2021.

After the decision the course runs as a voluntary one: the same phases, the same term from the day of signing, the
same certificate. Postponement and exemption exist, but were not read: they are open with a notice.
"""

from __future__ import annotations

from datetime import date

from casework.law import compulsory_conditions as rule
from casework.law import conditions as episode
from casework.law.citations import Regime
from casework.law.compulsory_facts import CompulsoryAct, CompulsoryFacts
from casework.law.compulsory_stages import (
    STAGES,
    CompulsoryStage,
    declining,
    exempting,
    holding,
    postponing,
    proposing,
    read_history,
    read_stage,
    unchanged,
    within_course,
)
from casework.law.conditions_course import reviewed_during_course
from casework.law.readings import no_paper, says, working_days_after
from casework.law.rulebook import Enacted
from casework.law.stages import certifying, deciding, ending, starting
from casework.workflow.procedure import Condition, Deadline, Due, Procedure, Transition

REGIME = Regime(
    code="2010",
    first_on=date(2010, 11, 1),
    last_on=date(2021, 12, 31),
    law="Nghị định 94/2010/NĐ-CP và Thông tư liên tịch 03/2012/TTLT-BLĐTBXH-BYT-BCA",
    citation="Chương III Nghị định 94/2010/NĐ-CP; khoản 2 Điều 86 Nghị định 116/2021/NĐ-CP",
    confidence="P",
    keeps_old_cases="tiếp tục theo luật cũ đến khi kết thúc",
    keeps_citation="Điều 86, Điều 87 Nghị định 116/2021/NĐ-CP (không có chuyển tiếp cho vụ việc đang thực hiện)",
    keeps_confidence="I",
)

_TERM = "Điều 3 Nghị định 94/2010/NĐ-CP"
_CERTIFICATE = "khoản 5 Điều 5 Thông tư 05/2011/TT-BLĐTBXH"
_SESSION = "Điều 18 Nghị định 94/2010/NĐ-CP"
_COURSE = "Điều 24 Nghị định 94/2010/NĐ-CP"
_UNREAD = "Nghị định 94/2010/NĐ-CP (chưa đọc được điều khoản này)"
_RELIEF = "Nghị định 94/2010/NĐ-CP (chưa đọc được điều khoản về hoãn, miễn)"


def _term_end() -> Deadline[CompulsoryFacts]:
    def due(facts: CompulsoryFacts) -> Due | None:
        end = episode.term_ends_on(facts.course)
        note = "luật không ấn định số ngày để cấp giấy"
        return Due(end, _TERM, "P", binding=False, note=note) if end else None

    return Deadline("Kết thúc thời hạn cai nghiện: Tổ công tác đánh giá, đề nghị cấp giấy chứng nhận", due)


_ENDING = (
    rule.of_the_course(episode.end_not_before_start, _TERM, "P"),
    rule.of_the_course(episode.completion_needs_a_start, _CERTIFICATE, "Q"),
    rule.of_the_course(episode.term_has_expired, _TERM, "P"),
)

_BEFORE_END = (CompulsoryStage.DECIDED, CompulsoryStage.POSTPONED, CompulsoryStage.IN_PROGRESS)
_AUTHORITIES = {
    CompulsoryAct.ASSIGN_WORKER: "worker_assignment",
    CompulsoryAct.TRANSFER: "voluntary_community_transfer",
    CompulsoryAct.RECEIVE: "transfer_reception",
}


def _beside(
    act: CompulsoryAct,
    citation: str,
    confidence: str,
    sources: tuple[CompulsoryStage, ...],
    conditions: tuple[Condition[CompulsoryFacts], ...] = (),
) -> Transition[CompulsoryFacts]:
    """An act beside the main road, as in a voluntary course; its values are kept with the course."""
    name = _AUTHORITIES.get(act, "voluntary_community_follow_up")
    return Transition(
        act=act,
        label=act.term,
        sources=sources,
        target=None,
        citation=citation,
        confidence=confidence,
        fill=unchanged,
        authority=says(REGIME, "authorities", name),
        form=no_paper,
        conditions=conditions,
    )


PROCEDURE: Procedure[CompulsoryFacts] = Procedure(
    name="community_compulsory_2010",
    label="Cai nghiện ma túy bắt buộc tại cộng đồng theo Nghị định 94/2010/NĐ-CP",
    stages=STAGES,
    read_stage=read_stage,
    read_history=read_history,
    milestones=((CompulsoryStage.IN_PROGRESS, _term_end()),),
    transitions=(
        Transition(
            act=CompulsoryAct.PROPOSE,
            label=CompulsoryAct.PROPOSE.term,
            sources=(CompulsoryStage.NOT_PROPOSED,),
            target=CompulsoryStage.PROPOSED,
            citation="Điều 16, Điều 17 Nghị định 94/2010/NĐ-CP",
            fill=proposing,
            authority=says(REGIME, "compulsory", "proposal_authority"),
            form=says(REGIME, "compulsory", "proposal_form"),
            conditions=(rule.nobody_registered, rule.no_other_measure_applies, rule.AGE),
        ),
        Transition(
            act=CompulsoryAct.HOLD_SESSION,
            label=CompulsoryAct.HOLD_SESSION.term,
            sources=(CompulsoryStage.PROPOSED,),
            target=CompulsoryStage.REVIEWED,
            citation=_SESSION,
            fill=holding,
            authority=says(REGIME, "compulsory", "session_authority"),
            form=says(REGIME, "compulsory", "session_form"),
            conditions=(
                rule.proposed_before_session,
                rule.everybody_required_was_present,
                rule.votes_are_recorded,
            ),
            deadline=working_days_after(
                lambda facts: facts.proposed_on,
                REGIME,
                "session_after_receipt",
                label="họp xét duyệt kể từ ngày nhận hồ sơ (03 ngày làm việc)",
                sheet="compulsory",
            ),
        ),
        Transition(
            act=CompulsoryAct.DECIDE,
            label=CompulsoryAct.DECIDE.term,
            sources=(CompulsoryStage.REVIEWED,),
            target=CompulsoryStage.DECIDED,
            citation=f"khoản 3, khoản 4 Điều 18 Nghị định 94/2010/NĐ-CP; {_TERM}",
            confidence="P",
            fill=within_course(deciding(REGIME)),
            authority=says(REGIME, "compulsory", "decision_authority"),
            form=says(REGIME, "compulsory", "decision_form"),
            conditions=(
                rule.the_team_did_not_vote_against,
                rule.no_other_measure_applies,
                rule.AGE,
                rule.of_the_course(episode.term_is_lawful, _TERM, "P"),
                rule.of_the_course(episode.no_other_open_episode, "Điều 16 Nghị định 94/2010/NĐ-CP", "I"),
            ),
            deadline=working_days_after(
                lambda facts: facts.session.held_on if facts.session else None,
                REGIME,
                "decision_after_session",
                label="ra quyết định kể từ ngày Tổ công tác trình (chưa kiểm chứng)",
                sheet="compulsory",
            ),
        ),
        Transition(
            act=CompulsoryAct.DECLINE,
            label=CompulsoryAct.DECLINE.term,
            sources=(CompulsoryStage.REVIEWED,),
            target=CompulsoryStage.DECLINED,
            citation="khoản 3, khoản 4 Điều 18 Nghị định 94/2010/NĐ-CP",
            confidence="I",
            fill=declining,
            authority=says(REGIME, "compulsory", "decision_authority"),
            form=no_paper,
        ),
        Transition(
            act=CompulsoryAct.POSTPONE,
            label=CompulsoryAct.POSTPONE.term,
            sources=(CompulsoryStage.DECIDED,),
            target=CompulsoryStage.POSTPONED,
            citation=_RELIEF,
            confidence="M",
            fill=postponing,
            authority=says(REGIME, "compulsory", "relief_authority"),
            form=no_paper,
            conditions=(rule.ground_of_relief_was_checked,),
        ),
        Transition(
            act=CompulsoryAct.EXEMPT,
            label=CompulsoryAct.EXEMPT.term,
            sources=(CompulsoryStage.DECIDED, CompulsoryStage.POSTPONED, CompulsoryStage.IN_PROGRESS),
            target=CompulsoryStage.EXEMPTED,
            citation=_RELIEF,
            confidence="M",
            fill=exempting,
            authority=says(REGIME, "compulsory", "relief_authority"),
            form=no_paper,
            conditions=(rule.ground_of_relief_was_checked,),
        ),
        Transition(
            act=CompulsoryAct.START,
            label=CompulsoryAct.START.term,
            sources=(CompulsoryStage.DECIDED, CompulsoryStage.POSTPONED),
            target=CompulsoryStage.IN_PROGRESS,
            citation=_COURSE,
            confidence="P",
            fill=within_course(starting),
            authority=says(REGIME, "authorities", "voluntary_community_follow_up"),
            form=no_paper,
            conditions=(rule.of_the_course(episode.decided_before_start, _TERM, "P"),),
        ),
        Transition(
            act=CompulsoryAct.RECORD_PHASE,
            label=CompulsoryAct.RECORD_PHASE.term,
            sources=(CompulsoryStage.IN_PROGRESS,),
            target=None,
            citation=_COURSE,
            confidence="P",
            fill=unchanged,
            authority=says(REGIME, "authorities", "voluntary_community_follow_up"),
            form=no_paper,
            conditions=(rule.of_the_course(episode.phases_within_the_episode, _COURSE, "P"),),
        ),
        _beside(CompulsoryAct.MAKE_PLAN, _COURSE, "P", _BEFORE_END),
        _beside(CompulsoryAct.ASSIGN_WORKER, _COURSE, "P", _BEFORE_END),
        _beside(
            CompulsoryAct.REVIEW,
            "Điều 5, Điều 24 Nghị định 94/2010/NĐ-CP",
            "P",
            (CompulsoryStage.IN_PROGRESS,),
            (rule.of_the_course(reviewed_during_course, _COURSE, "P"),),
        ),
        _beside(CompulsoryAct.TRANSFER, _UNREAD, "I", (*_BEFORE_END, CompulsoryStage.ENDED, CompulsoryStage.COMPLETED)),
        _beside(CompulsoryAct.RECEIVE, _UNREAD, "I", (*_BEFORE_END, CompulsoryStage.ENDED, CompulsoryStage.COMPLETED)),
        Transition(
            act=CompulsoryAct.END,
            label=CompulsoryAct.END.term,
            sources=(CompulsoryStage.DECIDED, CompulsoryStage.POSTPONED, CompulsoryStage.IN_PROGRESS),
            target=CompulsoryStage.ENDED,
            citation=_UNREAD,
            confidence="I",
            fill=within_course(ending),
            authority=says(REGIME, "authorities", "voluntary_community_follow_up"),
            form=no_paper,
            conditions=_ENDING,
        ),
        Transition(
            act=CompulsoryAct.ISSUE_CERTIFICATE,
            label=CompulsoryAct.ISSUE_CERTIFICATE.term,
            sources=(CompulsoryStage.IN_PROGRESS, CompulsoryStage.ENDED),
            target=CompulsoryStage.COMPLETED,
            citation=_CERTIFICATE,
            fill=within_course(certifying),
            authority=says(REGIME, "authorities", "voluntary_community_certificate"),
            form=says(REGIME, "forms", "completion_certificate"),
            conditions=(
                rule.of_the_course(episode.completion_needs_a_start, _CERTIFICATE, "Q"),
                rule.of_the_course(episode.term_has_expired, _TERM, "P"),
                rule.of_the_course(episode.ended_as_completed, _CERTIFICATE, "Q"),
                rule.of_the_course(episode.certificate_not_before_end, _CERTIFICATE, "Q"),
                rule.of_the_course(episode.signer_is_settled, _CERTIFICATE, "I"),
            ),
        ),
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
