"""Vocational training (hỗ trợ đào tạo nghề): Decision 46/2015/QĐ-TTg and Circular 152/2016/TT-BTC."""

from __future__ import annotations

from datetime import date

from casework.law import support_conditions as rule
from casework.law.citations import Regime
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportAct
from casework.law.support_stages import SupportStage, programme, support_step, who

_RULES = "Điều 4, Điều 5 Quyết định 46/2015/QĐ-TTg; Điều 7 Thông tư 152/2016/TT-BTC"
_COURSE = "Điều 8 Quyết định 46/2015/QĐ-TTg"

REGIME = Regime(
    code="training_2016",
    first_on=date(2016, 1, 1),
    last_on=date.max,
    law="Quyết định 46/2015/QĐ-TTg và Thông tư 152/2016/TT-BTC",
    citation=_RULES,
    confidence="Q",
)

_CONFIRMS = who(REGIME, "training_authority")

LAW = Enacted(
    REGIME,
    programme(
        REGIME,
        "support_training_2016",
        "Hỗ trợ đào tạo nghề",
        support_step(SupportAct.REQUEST, SupportStage.NONE, _RULES, _CONFIRMS),
        support_step(
            SupportAct.GRANT,
            SupportStage.NEEDED,
            _RULES,
            _CONFIRMS,
            rule.trainee_is_entitled,
            rule.trained_once_or_lost_the_job,
            rule.course_within_its_ceiling,
            rule.steps_are_in_order.under(_RULES, "I"),
            label="Ghi nhận nhập học",
        ),
        support_step(SupportAct.FINISH, SupportStage.GRANTED, _COURSE, _CONFIRMS, label="Ghi nhận hoàn thành khóa học"),
        support_step(SupportAct.RECALL, SupportStage.GRANTED, _COURSE, _CONFIRMS, label="Ghi nhận bỏ học"),
    ),
)
