"""Providers of services under Decree 116/2021/NĐ-CP: files of 01/01/2022 to 30/06/2026."""

from __future__ import annotations

from datetime import date

from casework.law.citations import Regime
from casework.law.provider_stages import Articles, listing
from casework.law.rulebook import Enacted

_D = "Nghị định 116/2021/NĐ-CP"

REGIME = Regime(
    code="2021",
    first_on=date(2022, 1, 1),
    last_on=date(2026, 6, 30),
    law=_D,
    citation=f"Điều 15 đến Điều 21 {_D}",
    confidence="Q",
)

LAW = Enacted(
    REGIME,
    listing(
        REGIME,
        "provider_2021",
        Articles(
            file=f"khoản 1 Điều 17 {_D}",
            publish=f"điểm b khoản 2 Điều 17 {_D}",
            violation=f"điểm a khoản 3 Điều 18 {_D}",
            suspend=f"khoản 2, điểm a khoản 3 Điều 18 {_D}",
            again=f"khoản 4 Điều 18, Điều 19 {_D}",
        ),
    ),
)
