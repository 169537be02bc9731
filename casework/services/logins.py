"""Logging in and out (đăng nhập, đăng xuất), and choosing one's own password."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.trail import Tag
from casework.config import Config
from casework.errors import InvalidInput, NotFound
from casework.records.account import Account
from casework.records.db import now
from casework.services import passwords

NOBODY = Actor(account_id=None, name="(chưa đăng nhập)", role=None, unit_id=None)


def authenticate(session: Session, username: str, password: str, *, config: Config) -> Account | None:
    """The account whose name and password these are; None otherwise, and the attempt is in the trail.

    The caller commits in both cases. A wrong name, a wrong password, a closed and a locked account look and last alike.
    """
    wanted = select(Account).where(Account.username == passwords.tidy(username)).with_for_update()
    account: Account | None = session.scalar(wanted)
    right = passwords.matches(account.password_hash if account else None, password)
    if account is None:
        # The text typed is not kept: people type their password where the name belongs.
        trail.record(session, Tag.LOGIN_FAILED, NOBODY, username="(không có tài khoản này)")
        return None
    locked = account.locked_until_at is not None and account.locked_until_at > now()
    if not right or locked or not account.active:
        _count_failure(session, account, config, locked=locked)
        return None
    account.failed_logins, account.locked_until_at, account.last_login_at = 0, None, now()
    if passwords.outdated(account.password_hash):
        account.password_hash = passwords.hashed(password)
    trail.record(session, Tag.LOGIN_SUCCEEDED, _self(account), username=account.username)
    return account


def _count_failure(session: Session, account: Account, config: Config, *, locked: bool) -> None:
    trail.record(session, Tag.LOGIN_FAILED, NOBODY, username=account.username)
    if locked:
        return
    account.failed_logins += 1
    if account.failed_logins >= config.lock_after:
        account.failed_logins = 0
        account.locked_until_at = now() + timedelta(minutes=config.lock_minutes)
        until = account.locked_until_at.isoformat(timespec="seconds")
        trail.record(session, Tag.ACCOUNT_LOCKED, NOBODY, username=account.username, until=until)


def log_out(session: Session, actor: Actor) -> None:
    """End every log-in of the account, so that a copied cookie is worth nothing."""
    account = session.get(Account, actor.account_id)
    if account is not None:
        account.stamp = passwords.new_stamp()
        trail.record(session, Tag.LOGGED_OUT, actor, username=account.username)


def change_password(session: Session, actor: Actor, *, old: str, new: str) -> Account:
    """Choose one's own password; log-ins made with the old one are over.

    :raises InvalidInput: the old one is wrong, or the new one is refused by the policy
    """
    account = session.get(Account, actor.account_id)
    if account is None:
        raise NotFound("Không tìm thấy tài khoản.")
    if not passwords.matches(account.password_hash, old):
        raise InvalidInput("Mật khẩu hiện tại không đúng.", field="old_password")
    passwords.check_policy(new, account.username, field="new_password")
    if old == new:
        raise InvalidInput("Mật khẩu mới phải khác mật khẩu hiện tại.", field="new_password")
    account.password_hash, account.stamp = passwords.hashed(new), passwords.new_stamp()
    account.must_change_password = False
    trail.record(session, Tag.PASSWORD_CHANGED, actor, username=account.username)
    session.flush()
    return account


def _self(account: Account) -> Actor:
    return Actor(account_id=account.id, name=account.username, role=None, unit_id=None)
