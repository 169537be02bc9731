"""The social team (Tổ quản lý, hỗ trợ xã hội): Decree 163/2026/NĐ-CP, since 01/07/2026."""

from __future__ import annotations

from datetime import date

from casework.law import team_conditions as rule
from casework.law.citations import Regime
from casework.law.day_by_day import Step, day_by_day
from casework.law.readings import no_paper, says
from casework.law.rulebook import Enacted
from casework.law.team_facts import TeamAct, TeamStage

_TEAM = "khoản 3 Điều 136 Nghị định 163/2026/NĐ-CP"

REGIME = Regime(
    code="2026",
    first_on=date(2026, 7, 1),
    last_on=date.max,
    law="Nghị định 163/2026/NĐ-CP",
    citation=_TEAM,
    confidence="Q",
)

_CHAIR = says(REGIME, "team", "founder")
_EXISTS = (TeamStage.ESTABLISHED.value,)

PROCEDURE = day_by_day(
    "team_2025",
    "Tổ quản lý, hỗ trợ xã hội theo Nghị định 163/2026/NĐ-CP",
    TeamStage,
    frozenset({TeamStage.DISSOLVED.value}),
    (
        Step(
            TeamAct.FOUND,
            "founded_on",
            (TeamStage.NONE.value,),
            TeamStage.ESTABLISHED.value,
            _TEAM,
            _CHAIR,
            says(REGIME, "team", "founding_paper"),
            (rule.founded_by_the_chair.under(_TEAM, "Q"), rule.led_by_the_police, rule.health_is_the_deputy),
        ),
        Step(
            TeamAct.CHANGE_MEMBERS,
            "changed_on",
            _EXISTS,
            None,
            _TEAM,
            _CHAIR,
            no_paper,
            (rule.lives_between_its_decisions.under(_TEAM, "Q"), rule.led_by_the_police),
            confidence="I",
        ),
        Step(
            TeamAct.DISSOLVE,
            "dissolved_on",
            _EXISTS,
            TeamStage.DISSOLVED.value,
            _TEAM,
            _CHAIR,
            no_paper,
            (rule.lives_between_its_decisions.under(_TEAM, "Q"),),
            confidence="I",
        ),
    ),
)

LAW = Enacted(REGIME, PROCEDURE)
