"""Accounts (tài khoản): who may log in, in which roles at which units; every change is in the trail.

An administrator's scope bounds the accounts they may manage: those that hold no role outside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import SYSTEM, Actor, Role
from casework.access.scope import Scope, reach
from casework.access.trail import Tag
from casework.errors import Conflict, Forbidden, InvalidInput, NotFound
from casework.i18n import fold
from casework.records.account import Account, RoleAssignment
from casework.records.db import now
from casework.records.unit import Unit
from casework.services import passwords
from casework.services.account_roles import RoleAt as RoleAt
from casework.services.account_roles import hold

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def create_account(
    session: Session,
    scope: Scope,
    actor: Actor,
    *,
    username: str,
    full_name: str,
    password: str,
    roles: Sequence[RoleAt] = (),
    must_change: bool = True,
    password_hash: str | None = None,
) -> Account:
    """A new account with its roles.

    :param password_hash: of the password, where it is known already: to make it takes long, so that guessing does
    :raises InvalidInput: the username's shape, the password, or roles that may not be held together
    :raises Conflict: the username is taken
    """
    name = passwords.tidy(username)
    if not _USERNAME.fullmatch(name) or name == SYSTEM.name:
        raise InvalidInput(
            "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới.",
            field="username",
        )
    if not full_name.strip():
        raise InvalidInput("Hãy nhập họ và tên.", field="full_name")
    passwords.check_policy(password, name)
    if session.scalar(select(Account.id).where(Account.username == name)) is not None:
        raise Conflict(f"Tên đăng nhập {name} đã có người dùng. Hãy chọn tên khác.")
    account = Account(
        username=name,
        full_name=full_name.strip(),
        password_hash=password_hash or passwords.hashed(password),
        must_change_password=must_change,
        stamp=passwords.new_stamp(),
    )
    session.add(account)
    session.flush()
    for wanted in roles:
        hold(session, scope, account, wanted)
    said = [f"{wanted.role.value}@{session.get_one(Unit, wanted.unit_id).code}" for wanted in roles]
    trail.record(session, Tag.ACCOUNT_CREATED, actor, username=name, roles=said)
    return account


def make_administrator(session: Session, username: str, full_name: str, password: str, unit: Unit) -> Account:
    """The first account of an installation, made from the command line.

    :raises InvalidInput: as `create_account`
    :raises Conflict: the username is taken
    """
    return create_account(
        session,
        Scope.everything(reason="tài khoản quản trị đầu tiên, tạo từ dòng lệnh"),
        SYSTEM,
        username=username,
        full_name=full_name,
        password=password,
        roles=[RoleAt(Role.ADMINISTRATOR, unit.id)],
        must_change=False,
    )


def accounts(scope: Scope, text: str = "") -> Select[Account]:
    """The accounts that the scope may manage, by username; `text` narrows by username or name."""
    query = select(Account).order_by(Account.username)
    if scope.unit_id is not None:
        elsewhere = select(RoleAssignment.account_id).where(RoleAssignment.unit_id.not_in(reach(scope.unit_id)))
        query = query.where(Account.id.not_in(elsewhere))
    if text.strip():
        wanted = text.strip()
        query = query.where(
            or_(
                Account.username.contains(fold(wanted), autoescape=True),
                Account.full_name.icontains(wanted, autoescape=True),
            )
        )
    return query


def account(session: Session, scope: Scope, account_id: int) -> Account:
    """One account that the scope may manage.

    :raises NotFound: there is none
    """
    found = session.scalars(accounts(scope).where(Account.id == account_id)).one_or_none()
    if found is None:
        raise NotFound("Không tìm thấy tài khoản này trong phạm vi của bạn.")
    return found


def set_active(session: Session, scope: Scope, actor: Actor, account_id: int, *, active: bool) -> Account:
    """Close an account (its log-ins are over), or open it again.

    :raises Forbidden: one's own
    """
    found = _not_ones_own(session, scope, actor, account_id)
    if found.active != active:
        found.active, found.stamp = active, passwords.new_stamp()
        _changed(session, actor, found, {"active": active})
    return found


def unlock(session: Session, scope: Scope, actor: Actor, account_id: int) -> Account:
    """End the lock that wrong passwords caused."""
    found = account(session, scope, account_id)
    if found.locked_until_at is not None or found.failed_logins:
        found.locked_until_at, found.failed_logins = None, 0
        _changed(session, actor, found, {"unlocked": True})
    return found


def reset_password(session: Session, scope: Scope, actor: Actor, account_id: int) -> str:
    """A temporary password, to be told to the person; they must change it when they log in.

    :raises Forbidden: one's own
    """
    found = _not_ones_own(session, scope, actor, account_id)
    password = passwords.temporary()
    found.password_hash, found.stamp = passwords.hashed(password), passwords.new_stamp()
    found.must_change_password = True
    found.locked_until_at, found.failed_logins = None, 0
    _changed(session, actor, found, {"password": "reset"})
    return password


def assign_role(session: Session, scope: Scope, actor: Actor, account_id: int, wanted: RoleAt) -> RoleAssignment:
    """Give an account a role at a unit; one that had ended is held again.

    :raises Forbidden: to oneself
    :raises InvalidInput: roles that may not be held together, or a counsellor without a point
    """
    found = _not_ones_own(session, scope, actor, account_id)
    row = hold(session, scope, found, wanted)
    code = session.get_one(Unit, wanted.unit_id).code
    _changed(session, actor, found, {"role": f"{wanted.role.value}@{code}", "from_on": wanted.from_on})
    return row


def end_role(session: Session, scope: Scope, actor: Actor, role_id: int, *, on: date) -> RoleAssignment:
    """End a role; `on` is the last day on which it is held.

    :raises Forbidden: one's own
    :raises NotFound: no such role of an account within the scope
    """
    row = session.get(RoleAssignment, role_id)
    if row is None:
        raise NotFound("Không tìm thấy vai trò này.")
    found = _not_ones_own(session, scope, actor, row.account_id)
    row.to_on = on
    _changed(session, actor, found, {"role": f"{row.role}@{row.unit.code}", "to_on": on})
    return row


def _not_ones_own(session: Session, scope: Scope, actor: Actor, account_id: int) -> Account:
    if actor.account_id == account_id:
        raise Forbidden("Bạn không được tự thay đổi quyền của tài khoản mình. Hãy nhờ người quản trị khác.")
    return account(session, scope, account_id)


def _changed(session: Session, actor: Actor, to: Account, changes: dict[str, object]) -> None:
    trail.record(session, Tag.ACCOUNT_CHANGED, actor, username=to.username, changes=changes)
    session.flush()


def locked_accounts(scope: Scope) -> Select[Account]:
    """The accounts of the scope that wrong passwords have locked just now."""
    return accounts(scope).where(Account.locked_until_at > now())


def account_numbers(session: Session, scope: Scope) -> tuple[int, int, int]:
    """Of the accounts of the scope: how many are open, how many of these never logged in, how many are closed."""
    own = accounts(scope).order_by(None).subquery()
    is_open = case((own.c.active, 1), else_=0)
    unused = case((and_(own.c.active, own.c.last_login_at.is_(None)), 1), else_=0)
    row = session.execute(
        select(func.count(), func.coalesce(func.sum(is_open), 0), func.coalesce(func.sum(unused), 0)).select_from(own)
    ).one()
    return int(row[1]), int(row[2]), int(row[0]) - int(row[1])
