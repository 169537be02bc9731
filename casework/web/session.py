"""Who is logged in, in which of their roles; how a log-in ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, flash, g, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, current_user, login_user, logout_user

from casework.access.roles import Actor, Role
from casework.records import db
from casework.records.account import Account, RoleAssignment
from casework.services.acting import actor_of, holds_on
from casework.services.clock import today

login_manager = LoginManager()
ROLE_KEY = "role_id"
"""Where the cookie keeps the chosen role; `_user_id` beside it is Flask-Login's own."""


@dataclass(frozen=True)
class HeldRole:
    """A role that the account holds today."""

    id: int
    role: Role
    unit_id: int
    unit_code: str
    unit_name: str
    point_id: int | None


@dataclass(frozen=True)
class Reader:
    """The person at the keyboard, free of the database session."""

    actor: Actor
    full_name: str
    must_change_password: bool
    chosen: HeldRole | None
    roles: tuple[HeldRole, ...]


def init_app(app: Flask) -> None:
    """Read log-ins from the cookie; a log-in ends by itself after Config.session_minutes without a request."""
    login_manager.init_app(app)
    app.before_request(_forget_the_last_request)


@login_manager.user_loader
def _load(identity: str) -> Account | None:
    """The account of a cookie: none once the password changed, the person logged out, or it was closed."""
    account_id, _separator, stamp = identity.partition(":")
    account = db.session().get(Account, int(account_id)) if account_id.isdigit() else None
    if account is None or not account.active or account.stamp != stamp:
        return None
    return account


def _forget_the_last_request() -> None:
    # Requests made under one application context (the command line, some tests) share `g`.
    for name in ("reader", "_login_user", "rolled_back"):
        g.pop(name, None)


def current_reader() -> Reader | None:
    """Who asks; nobody before log-in. Read from the database once a request."""
    if "reader" not in g:
        g.reader = _read()
    return cast("Reader | None", g.reader)


def known_reader() -> Reader | None:
    """Who asks, as far as this request has already found out; never touches the database."""
    return cast("Reader | None", g.get("reader"))


def _read() -> Reader | None:
    if not current_user.is_authenticated:
        return None
    account: Account = current_user
    roles = tuple(_held(row) for row in account.roles if holds_on(row, today()))
    wanted = session.get(ROLE_KEY)
    chosen = next((held for held in roles if held.id == wanted), roles[0] if roles else None)
    actor = actor_of(account, today(), wanted)
    return Reader(actor, account.full_name, account.must_change_password, chosen, roles)


def _held(row: RoleAssignment) -> HeldRole:
    return HeldRole(row.id, Role(row.role), row.unit_id, row.unit.code, row.unit.name, row.point_id)


def begin(account: Account, role_id: int | None = None) -> None:
    """Log the account in on this browser; whatever the cookie held before is dropped."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.permanent = True
    login_user(account)
    if role_id is not None:
        session[ROLE_KEY] = role_id
    g.pop("reader", None)


def choose(role_id: int) -> None:
    """Work in another of the roles held."""
    session[ROLE_KEY] = role_id
    g.pop("reader", None)


def end() -> None:
    """Forget the log-in on this browser."""
    logout_user()
    session.pop(ROLE_KEY, None)
    g.reader = None


def ask_to_log_in() -> Response:
    """To the log-in page, and after it back to what was asked for."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    if wanted != "/":
        flash(_("Hãy đăng nhập để tiếp tục."), "info")
    return make_response(redirect(url_for("accounts.login", next=wanted if wanted != "/" else None), 303))


def safe_next(target: str | None) -> str:
    """A page of this site to go to; the start page for anything else."""
    parts = urlsplit(target or "")
    inside = target and target.startswith("/") and not target.startswith("//") and "\\" not in target
    if not inside or parts.scheme or parts.netloc:
        return url_for("start.index")
    return str(target)
