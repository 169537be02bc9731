"""Who may record which acts by the law of the case, beyond what their role may do (thẩm quyền theo luật áp dụng)."""

from __future__ import annotations

from datetime import date

from casework.access.roles import Actor, Role
from casework.errors import Forbidden
from casework.law.facts import Act, EpisodeFacts
from casework.law.regimes import governing

ACTS = (Act.DECIDE, Act.ISSUE_CERTIFICATE)
"""The acts that the law gave to the police in 2026."""
POLICE_DECIDE_SINCE = date(2026, 7, 1)
"""Before this day the chair decided and certified (Điều 91, Điều 93 Nghị định 163/2026/NĐ-CP)."""


def is_competent(actor: Actor, facts: EpisodeFacts, on: date) -> bool:
    """Whether the actor may record `ACTS` of a case under the law that governs an act of a day."""
    return actor.role is not Role.COMMUNE_POLICE or governing(facts, on).regime.first_on >= POLICE_DECIDE_SINCE


def require_competent(actor: Actor, facts: EpisodeFacts, on: date) -> None:
    """Police record decisions and certificates of cases under the law of 2026 only.

    :raises Forbidden: an older law governs the case
    """
    if not is_competent(actor, facts, on):
        raise Forbidden(
            f"Vụ việc theo {governing(facts, on).regime.law}: do Chủ tịch Ủy ban nhân dân cấp xã quyết định, xác nhận. "
            "Công an cấp xã chỉ ghi quyết định, giấy xác nhận của vụ việc theo luật áp dụng từ 01/07/2026."
        )
