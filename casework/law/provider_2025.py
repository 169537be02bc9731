"""Providers of services under Decree 163/2026/NĐ-CP: files since 01/07/2026."""

from __future__ import annotations

from datetime import date

from casework.law.citations import Regime
from casework.law.provider_stages import Articles, listing
from casework.law.rulebook import Enacted

_D = "Nghị định 163/2026/NĐ-CP"

REGIME = Regime(
    code="2026",
    first_on=date(2026, 7, 1),
    last_on=date.max,
    law=_D,
    citation=f"Điều 78 đến Điều 83 {_D}",
    confidence="Q",
)

LAW = Enacted(
    REGIME,
    listing(
        REGIME,
        "provider_2025",
        Articles(
            file=f"Điều 80 {_D}",
            publish=f"Điều 80 {_D}",
            violation=f"Điều 81 {_D}",
            suspend=f"Điều 81 {_D}",
            again=f"Điều 82 {_D}",
        ),
    ),
)
