"""Jobs (việc làm): recorded for the numbers; no law we read asks anything of the commune before a job begins."""

from __future__ import annotations

from datetime import date

from casework.law.citations import Regime
from casework.law.rulebook import Enacted
from casework.law.support_facts import SupportAct
from casework.law.support_stages import SupportStage, programme, support_step, who

_HELP = "Điều 26 Nghị định 94/2010/NĐ-CP; Điều 80 Nghị định 116/2021/NĐ-CP; Điều 137 Nghị định 163/2026/NĐ-CP"

REGIME = Regime(
    code="job",
    first_on=date(2010, 11, 1),
    last_on=date.max,
    law="quy định về hỗ trợ việc làm cho người cai nghiện, sau cai nghiện",
    citation=_HELP,
    confidence="P",
)

_RECORDS = who(REGIME, "job_authority")

LAW = Enacted(
    REGIME,
    programme(
        REGIME,
        "support_job",
        "Việc làm",
        support_step(SupportAct.GRANT, SupportStage.NONE, _HELP, _RECORDS, confidence="P", label="Ghi nhận nhận việc"),
        support_step(
            SupportAct.FINISH, SupportStage.GRANTED, _HELP, _RECORDS, confidence="P", label="Ghi nhận nghỉ việc"
        ),
    ),
)
