"""Determination of addiction under Law 73/2021/QH14: requests of 01/01/2022 to 30/06/2026."""

from __future__ import annotations

from datetime import date

from casework.law import determination_conditions as rule
from casework.law.citations import Regime
from casework.law.determination_stages import determination
from casework.law.rulebook import Enacted

REGIME = Regime(
    code="2021",
    first_on=date(2022, 1, 1),
    last_on=date(2026, 6, 30),
    law="Luật 73/2021/QH14, Nghị định 109/2021/NĐ-CP và Thông tư 18/2021/TT-BYT",
    citation="Điều 27 Luật 73/2021/QH14",
    confidence="Q",
)

LAW = Enacted(
    REGIME,
    determination(
        REGIME,
        "determination_2021",
        request="khoản 1, khoản 2 Điều 27 Luật 73/2021/QH14",
        registration="điểm c khoản 5 Điều 27 Luật 73/2021/QH14",
        # A slip used after 01/07/2026 is looked at by the law of that day.
        usable=(
            rule.determined_addicted,
            rule.slip_is_still_valid.under("điểm b khoản 4 Điều 28 Nghị định 116/2021/NĐ-CP", "Q"),
        ),
    ),
)
