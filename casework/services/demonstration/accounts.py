"""Accounts of the demonstration: somebody in each role, all with one password that everybody may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.roles import SYSTEM, Role
from casework.access.scope import Scope
from casework.access.units import find_bearer
from casework.records.account import Account
from casework.records.consultation import Point
from casework.services import passwords
from casework.services.accounts import RoleAt, create_account
from casework.services.demonstration.offices import LAST_DAY
from casework.services.demonstration.places import DISTRICT, PROVINCE, REFORM

PASSWORD = "go-quao-2026"
"""Printed by `casework demo`; the people behind it are invented."""

NOBODY_THERE = "30742"
"""A ward of the province in which nothing happens: it says so (báo cáo không phát sinh)."""

POINT = "DEMO-D30952-2"
"""Where the counsellor works."""


@dataclass(frozen=True)
class DemonstrationAccount:
    """One way in: what to type, and as whom."""

    username: str
    password: str
    role: Role
    unit: str
    """The name of the unit at which the role is held."""


@dataclass(frozen=True)
class _Wanted:
    username: str
    full_name: str
    role: Role
    code: str
    on: date = REFORM


_WANTED = (
    _Wanted("can.bo", "Trần Thị Cán Bộ", Role.COMMUNE_OFFICER, "30952"),
    _Wanted("can.bo.dinhhoa", "Danh Cán Bộ", Role.COMMUNE_OFFICER, "30958"),
    _Wanted("chu.tich", "Nguyễn Văn Chủ Tịch", Role.COMMUNE_CHAIR, "30952"),
    _Wanted("cong.an", "Lê Văn Công An", Role.COMMUNE_POLICE, "30952"),
    _Wanted("y.te", "Phạm Thị Y Tế", Role.HEALTH_WORKER, "30952"),
    _Wanted("tu.van", "Huỳnh Thị Tư Vấn", Role.COUNSELLOR, "30952"),
    _Wanted("can.bo.rachgia", "Mai Thị Cán Bộ", Role.COMMUNE_OFFICER, NOBODY_THERE),
    _Wanted("chu.tich.rachgia", "Ngô Văn Chủ Tịch", Role.COMMUNE_CHAIR, NOBODY_THERE),
    _Wanted("huyen", "Võ Văn Huyện", Role.SUPERVISOR, DISTRICT, LAST_DAY),
    _Wanted("tinh", "Lâm Thị Tỉnh", Role.SUPERVISOR, PROVINCE),
    _Wanted("trung.uong", "Hồ Thị Trung Ương", Role.SUPERVISOR, "VN"),
    _Wanted("thanh.tra", "Đặng Văn Thanh Tra", Role.AUDITOR, PROVINCE),
    _Wanted("quan.tri", "Bùi Thị Quản Trị", Role.ADMINISTRATOR, "VN"),
)


def ensure_accounts(session: Session, known: str, since: date | None = None) -> tuple[DemonstrationAccount, ...]:
    """Whoever is missing is made; nobody who is there is changed.

    :param known: the hash of the one password
    :param since: the day on which those of the communes began to work
    """
    everything = Scope.everything(reason="tài khoản của dữ liệu minh họa")
    found: list[DemonstrationAccount] = []
    for each in _WANTED:
        unit = find_bearer(session, each.code, each.on)
        found.append(DemonstrationAccount(each.username, PASSWORD, each.role, unit.name))
        if session.scalar(select(Account.id).where(Account.username == each.username)) is not None:
            continue
        counsellor = each.role is Role.COUNSELLOR
        point_id = queries.one(session, queries.points(everything), Point.ref == POINT).id if counsellor else None
        create_account(
            session,
            everything,
            SYSTEM,
            username=each.username,
            full_name=each.full_name,
            password=PASSWORD,
            roles=[RoleAt(each.role, unit.id, point_id, since if unit.valid_to is None else date(2025, 1, 1))],
            must_change=False,
            password_hash=known,
        )
    return tuple(found)


def hash_of_all(session: Session) -> str:
    """What is kept of the one password, made once: once for each account took longer than all that they look at."""
    anybody = select(Account.password_hash).where(Account.username == _WANTED[0].username)
    return session.scalar(anybody) or passwords.hashed(PASSWORD)
