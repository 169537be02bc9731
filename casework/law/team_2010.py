"""The rehabilitation team (Tổ công tác cai nghiện ma túy): Decree 94/2010/NĐ-CP, until 31/12/2021."""

from __future__ import annotations

from datetime import date

from casework.law import team_conditions as rule
from casework.law.citations import Regime
from casework.law.day_by_day import Step, day_by_day
from casework.law.readings import no_paper, says
from casework.law.rulebook import Enacted
from casework.law.team_facts import TeamAct, TeamStage

REGIME = Regime(
    code="2010",
    first_on=date(2010, 11, 1),
    last_on=date(2021, 12, 31),
    law="Nghị định 94/2010/NĐ-CP",
    citation="Điều 4, Điều 5 Nghị định 94/2010/NĐ-CP",
    confidence="P",
)

_FOUND = "Điều 4 Nghị định 94/2010/NĐ-CP; Điều 1 Thông tư liên tịch 03/2012/TTLT-BLĐTBXH-BYT-BCA"
_REVIEW = "Điều 18 Nghị định 94/2010/NĐ-CP"
_CHAIR, _LEADER = says(REGIME, "team", "founder"), says(REGIME, "team", "leader")
_EXISTS = (TeamStage.ESTABLISHED.value,)

PROCEDURE = day_by_day(
    "team_2010",
    "Tổ công tác cai nghiện ma túy theo Nghị định 94/2010/NĐ-CP",
    TeamStage,
    frozenset({TeamStage.DISSOLVED.value}),
    (
        Step(
            TeamAct.FOUND,
            "founded_on",
            (TeamStage.NONE.value,),
            TeamStage.ESTABLISHED.value,
            _FOUND,
            _CHAIR,
            says(REGIME, "team", "founding_paper"),
            (rule.founded_by_the_chair, rule.can_hold_a_review),
            confidence="P",
        ),
        Step(
            TeamAct.CHANGE_MEMBERS,
            "changed_on",
            _EXISTS,
            None,
            _FOUND,
            _CHAIR,
            no_paper,
            (rule.lives_between_its_decisions.under(_FOUND, "P"), rule.can_hold_a_review),
            confidence="I",
        ),
        Step(
            TeamAct.HOLD_REVIEW,
            "reviewed_on",
            _EXISTS,
            None,
            _REVIEW,
            _LEADER,
            no_paper,
            (rule.lives_between_its_decisions.under(_REVIEW, "P"), rule.required_members_attended),
            also=("present",),
        ),
        Step(
            TeamAct.DISSOLVE,
            "dissolved_on",
            _EXISTS,
            TeamStage.DISSOLVED.value,
            "Điều 1 Thông tư liên tịch 03/2012/TTLT-BLĐTBXH-BYT-BCA",
            _CHAIR,
            no_paper,
            (rule.lives_between_its_decisions, rule.no_case_is_open),
        ),
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
