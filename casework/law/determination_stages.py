"""The steps of a determination, its clocks and its papers, common to the laws of 2021 and 2025."""

from __future__ import annotations

from datetime import date

from casework.law import determination_conditions as rule
from casework.law.citations import Regime
from casework.law.day_by_day import Step, day_by_day
from casework.law.determination_facts import DeterminationAct, DeterminationFacts, DeterminationStage, RequestedBy
from casework.law.event_clocks import days_from, hours_from, months_from
from casework.law.readings import no_paper, says
from casework.workflow.procedure import Cited, Condition, Deadline, Procedure

SHEET = "determination"

_FILE = "Điều 4, Điều 5, Điều 7 Nghị định 109/2021/NĐ-CP"
_STAFF = "điểm b khoản 2 Điều 6, điểm b khoản 3 Điều 7 Nghị định 109/2021/NĐ-CP"
_RESULT = "khoản 2 Điều 5 Thông tư 18/2021/TT-BYT"


def determination(
    regime: Regime,
    name: str,
    *,
    request: str,
    registration: str,
    usable: tuple[Condition[DeterminationFacts], ...],
) -> Procedure[DeterminationFacts]:
    """Determination of addiction under one law, whose decree and circular stayed the same.

    :param usable: what the law asks of a slip with which somebody registers
    """
    stage = DeterminationStage
    here, facility = says(regime, SHEET, "requester"), says(regime, SHEET, "facility")

    def paper(which: str, facts: DeterminationFacts, on: date) -> Cited:
        kind = "voluntary" if facts.requested_by == RequestedBy.PERSON else "police"
        return says(regime, SHEET, f"{which}_form_{kind}")(facts, on)

    steps: tuple[Step[DeterminationFacts], ...] = (
        Step(
            DeterminationAct.REQUEST,
            "requested_on",
            (stage.NONE.value,),
            stage.REQUESTED.value,
            f"{request}; {_FILE}",
            here,
            lambda facts, on: paper("request", facts, on),
            (rule.request_papers_are_complete, rule.parent_agreed_for_a_minor),
            also=("requested_at",),
        ),
        Step(
            DeterminationAct.SEND_STAFF,
            "staff_sent_on",
            (stage.REQUESTED.value,),
            None,
            _STAFF,
            facility,
            no_paper,
            (rule.staff_go_out_only_on_site,),
            hours_from(
                lambda facts: facts.requested_on if facts.on_site else None,
                lambda facts: facts.requested_at if facts.on_site else None,
                SHEET,
                "staff_after_file_hours",
                "cử cán bộ y tế đến nơi làm việc (24 giờ)",
                done_at=lambda facts: facts.staff_sent_at,
                met=lambda facts: facts.staff_sent_on is not None,
            ),
            also=("staff_sent_at",),
        ),
        Step(
            DeterminationAct.RECEIVE,
            "received_on",
            (stage.REQUESTED.value,),
            stage.RECEIVED.value,
            "khoản 1 Điều 4 Thông tư 18/2021/TT-BYT",
            facility,
            no_paper,
            (rule.received_before_the_result,),
        ),
        Step(
            DeterminationAct.RESULT,
            "result_on",
            (stage.RECEIVED.value,),
            stage.DETERMINED.value,
            _RESULT,
            facility,
            lambda facts, on: paper("result", facts, on),
            (rule.received_before_the_result, rule.conclusion_follows_the_criteria),
            days_from(
                lambda facts: facts.received_on, SHEET, "result_after_reception", "trả kết quả xác định (05 ngày)"
            ),
            also=("addicted", "criteria_met"),
        ),
        Step(
            DeterminationAct.USE_FOR_REGISTRATION,
            "used_on",
            (stage.DETERMINED.value,),
            stage.USED.value,
            registration,
            says(regime, SHEET, "registrar"),
            no_paper,
            usable,
        ),
    )
    valid: Deadline[DeterminationFacts] = months_from(
        lambda facts: facts.result_on,
        SHEET,
        "validity",
        "Phiếu kết quả hết hạn dùng để đăng ký cai nghiện tự nguyện",
        note="quá ngày này thì xác định lại",
    )
    label = f"Xác định tình trạng nghiện ma túy theo {regime.law}"
    return day_by_day(name, label, stage, frozenset({stage.USED.value}), steps, ((stage.DETERMINED.value, valid),))
