"""Roles (vai trò): what somebody is at a unit."""

from __future__ import annotations

from dataclasses import dataclass

from casework.law.vocabulary import Term


class Role(Term):
    """Vai trò của tài khoản."""

    COMMUNE_OFFICER = "commune_officer", "Cán bộ phụ trách cấp xã"
    COMMUNE_CHAIR = "commune_chair", "Chủ tịch Ủy ban nhân dân cấp xã"
    COMMUNE_POLICE = "commune_police", "Công an cấp xã"
    HEALTH_WORKER = "health_worker", "Cán bộ y tế"
    COUNSELLOR = "counsellor", "Cán bộ điểm tư vấn"
    SUPERVISOR = "supervisor", "Cán bộ theo dõi cấp trên (huyện, tỉnh, trung ương)"
    AUDITOR = "auditor", "Thanh tra, kiểm toán"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role, at which unit. The system itself is the actor with no account."""

    account_id: int | None
    name: str
    role: Role | None
    unit_id: int | None
    point_id: int | None = None


SYSTEM = Actor(account_id=None, name="casework", role=None, unit_id=None)
"""The command line: whoever may run it already holds the database."""
