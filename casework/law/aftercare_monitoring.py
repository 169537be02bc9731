"""Electronic monitoring in after-care (giám sát điện tử): recorded, never run.

The system of the Ministry of Public Security runs the monitoring itself (khoản 1 Điều 22 Nghị định 163/2026/NĐ-CP);
here are only the papers about it that belong in the file of the after-care.
"""

from __future__ import annotations

from casework.law.aftercare_2025 import REGIME
from casework.law.vocabulary import Term

ACT = "monitoring"
"""How an act that recorded such a paper is called."""
FIRST_ON = REGIME.first_on
"""The first day of the law that knows monitoring; whoever was in after-care by then is put under it all the same."""


class MonitoringPaper(Term):
    """Việc giám sát điện tử được ghi nhận trong hồ sơ quản lý sau cai nghiện."""

    DECIDED = "decided", "Quyết định giám sát điện tử (Mẫu số 02 Phụ lục I)"
    REMOVED = "removed", "Tháo thiết bị tạm thời (Mẫu số 05, 06 Phụ lục I)"
    PAUSED = "paused", "Tạm dừng giám sát (Mẫu số 11 Phụ lục I)"
    EXEMPTED = "exempted", "Miễn thời gian giám sát còn lại (Mẫu số 13 Phụ lục I)"
    VIOLATED = "violated", "Biên bản vi phạm (Mẫu số 18 Phụ lục I)"
    ENDED = "ended", "Chấm dứt giám sát (Mẫu số 15 Phụ lục I)"

    @property
    def citation(self) -> str:
        """Where the law speaks of it."""
        return f"{_CLAUSES[self.value]} Nghị định 163/2026/NĐ-CP"


_CLAUSES = {
    "decided": "Điều 15, Điều 16",
    "removed": "Điều 19",
    "paused": "khoản 1 Điều 20",
    "exempted": "khoản 3 Điều 20",
    "violated": "Điều 24, Điều 25",
    "ended": "khoản 4 Điều 20",
}
