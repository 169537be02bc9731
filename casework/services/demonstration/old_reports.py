"""Reports of before the reform: what a divided commune and its district sent in their last days, and what came then."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access.roles import SYSTEM, Actor, Role
from casework.access.scope import Scope
from casework.access.units import find_bearer
from casework.records.account import Account
from casework.records.report import ReportDuty
from casework.reports.lifecycle import ReportStep
from casework.services.account_roles import RoleAt
from casework.services.accounts import create_account
from casework.services.allocations import allocate
from casework.services.demonstration.accounts import PASSWORD
from casework.services.demonstration.divided import DIVIDED, VILLAGES
from casework.services.demonstration.offices import LAST_DAY
from casework.services.demonstration.places import PROVINCE
from casework.services.demonstration.reports import morning, take, worker
from casework.services.report_duties import carry_out, plan

DISTRICT = "886"
"""Huyện An Phú, in which the divided commune lay."""
RECEIVER = "30337"
"""Xã An Phú, to which the people of one village were given, those of the others not yet."""
RECEIVED_ON = date(2025, 7, 21)
_SINCE, _UNTIL = date(2025, 6, 20), date(2025, 7, 4)
"""Whoever worked there handed over in the first days of July: the last reports bear their names."""
_FORMER = (
    ("cu.canbo.phuhoi", "Trương Thị Cán Bộ", Role.COMMUNE_OFFICER, DIVIDED.code),
    ("cu.chutich.phuhoi", "Đặng Văn Chủ Tịch", Role.COMMUNE_CHAIR, DIVIDED.code),
    ("cu.huyen.anphu", "Lý Thị Huyện", Role.SUPERVISOR, DISTRICT),
)
_NUMBERS = {DIVIDED.code: "27/BC-UBND", DISTRICT: "112/BC-UBND"}
_SIGNED_ON = date(2025, 7, 2)


def keep_old_reports(session: Session, known: str) -> None:
    """The last reports of the divided commune and of its district, signed by those who worked there.

    Before anybody of today has an account: no level above received them in this system.

    :param known: what is kept of the password of the closed accounts
    """
    actors = [_former(session, known, *each) for each in _FORMER]
    plan(session, _UNTIL)
    for duty in session.scalars(select(ReportDuty).order_by(ReportDuty.id)).all():
        kept = carry_out(session, duty.id, morning(LAST_DAY + timedelta(days=1)))
        if kept is None:
            continue
        here = [actor for actor in actors if actor.unit_id == kept.maker_id]
        for step, actor in ((ReportStep.CHECK, here[0]), (ReportStep.SUBMIT, here[-1]), (ReportStep.SIGN, here[-1])):
            take(session, kept, step, actor, _SIGNED_ON, number=_NUMBERS[kept.unit.code])


def _former(session: Session, known: str, username: str, full_name: str, role: Role, code: str) -> Actor:
    """Somebody who worked at a unit until it ended; the account is closed."""
    unit = find_bearer(session, code, LAST_DAY)
    account: Account = create_account(
        session,
        Scope.everything(reason="tài khoản của dữ liệu minh họa"),
        SYSTEM,
        username=username,
        full_name=full_name,
        password=PASSWORD,
        password_hash=known,
        roles=[RoleAt(role, unit.id, None, _SINCE, _UNTIL)],
    )
    account.active = False
    return Actor(account.id, username, role, unit.id)


def allocate_a_village(session: Session) -> None:
    """The province gives the people of one village to their commune of today; the others wait."""
    actor = worker(session, Role.SUPERVISOR, find_bearer(session, PROVINCE, RECEIVED_ON).id)
    assert actor is not None
    origin = find_bearer(session, DIVIDED.code, LAST_DAY)
    receiver = find_bearer(session, RECEIVER, RECEIVED_ON)
    day = RECEIVED_ON
    village = f"ấp {VILLAGES[0]}"
    allocate(session, Scope.of(actor), actor, origin, village=village, to_unit=receiver, moved_on=day, today=day)
