"""Determination of addiction under Law 120/2025/QH15: requests since 01/07/2026, by the decree and circular of 2021.

No decree that replaces Decree 109/2021 was found; it still cites the law before.
"""

from __future__ import annotations

from datetime import date

from casework.law import determination_conditions as rule
from casework.law.citations import Regime
from casework.law.determination_stages import determination
from casework.law.rulebook import Enacted

_L = "Luật 120/2025/QH15"

REGIME = Regime(
    code="2026",
    first_on=date(2026, 7, 1),
    last_on=date.max,
    law=f"{_L}, Nghị định 109/2021/NĐ-CP và Thông tư 18/2021/TT-BYT",
    citation=f"Điều 31 {_L}",
    confidence="Q",
)

LAW = Enacted(
    REGIME,
    determination(
        REGIME,
        "determination_2025",
        request=f"khoản 1, khoản 2 Điều 31 {_L}",
        registration=f"điểm b khoản 1, khoản 6 Điều 31 {_L}",
        usable=(rule.determined_addicted.under(f"khoản 6 Điều 31 {_L}", "Q"), rule.slip_is_still_valid),
    ),
)
