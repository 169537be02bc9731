"""Routes with permissions: each view runs inside one transaction, and says what it takes to be let in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.access import rules
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import Forbidden
from casework.records import db
from casework.records.db import begin_writing
from casework.services.clock import today as today
from casework.web import request_keys
from casework.web import session as web_session

View = TypeVar("View", bound=Callable[..., Any])


class _Marked(Protocol):
    permission: Permission | None


class Pages:
    """A blueprint whose every route names its permission; routes without one do not exist."""

    def __init__(self, name: str, url_prefix: str = "") -> None:
        self.blueprint = Blueprint(name, "casework.web", url_prefix=url_prefix or None)

    def get(self, rule: str, permission: Permission, *, writes: bool = False) -> Callable[[View], View]:
        """A page. `writes`: looking leaves a trace, so the view runs as a writer and is committed."""
        return self._route(rule, permission, ["GET"], writes)

    def post(self, rule: str, permission: Permission) -> Callable[[View], View]:
        """Something done; always a writer's transaction."""
        return self._route(rule, permission, ["POST"], True)

    def form(self, rule: str, permission: Permission) -> Callable[[View], View]:
        """A form: shown by GET, carried out by POST."""
        return self._route(rule, permission, ["GET", "POST"], False)

    def public(self, rule: str, methods: list[str]) -> Callable[[View], View]:
        """A page for somebody not logged in; a house test lists these by name."""
        return self._route(rule, None, methods, False)

    def _route(
        self, rule: str, permission: Permission | None, methods: list[str], writes: bool
    ) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            guarded = _guarded(view, permission, writes)
            self.blueprint.add_url_rule(rule, endpoint=view.__name__, view_func=guarded, methods=methods)
            return cast(View, guarded)

        return decorate


def _guarded(view: Callable[..., Any], permission: Permission | None, writes: bool) -> Callable[..., Any]:
    @wraps(view)
    def guarded(**arguments: Any) -> Response:
        session = db.session()
        if writes or request.method == "POST":
            # Finding out who asks was only a read: end it, so that the writer can queue before it reads.
            session.rollback()
            begin_writing(session)
        try:
            response = _let_in(permission) or _once(session, view, arguments)
            if writes or request.method == "POST":
                _finish(session, response)
            else:
                session.rollback()
            return response
        except BaseException:
            session.rollback()
            raise

    cast(_Marked, guarded).permission = permission
    return guarded


def _let_in(permission: Permission | None) -> Response | None:
    """None when the reader may go on; a redirect when they must first log in or choose a password."""
    if permission is None:
        return None
    reader = web_session.current_reader()
    if reader is None:
        return web_session.ask_to_log_in()
    if reader.must_change_password and permission is not Permission.ACCOUNT_OWN:
        return make_response(redirect(url_for("accounts.change_password"), 303))
    rules.require(reader.actor, permission)
    return None


def _once(session: Session, view: Callable[..., Any], arguments: dict[str, Any]) -> Response:
    """Carry the view out, unless the same form was already carried out: then go where that led."""
    key = request_keys.submitted()
    reader = web_session.current_reader() if key is not None else None
    if key is None or reader is None or reader.actor.account_id is None:
        return make_response(view(**arguments))
    try:
        done = request_keys.claim(session, key, reader.actor.account_id)
    except IntegrityError:
        session.rollback()
        done = request_keys.find(session, key, reader.actor.account_id)
    if done is not None:
        return make_response(redirect(done, 303))
    response = make_response(view(**arguments))
    request_keys.settle(session, key, response)
    return response


def _finish(session: Session, response: Response) -> None:
    if g.get("rolled_back") or response.status_code >= 400:
        session.rollback()
    else:
        session.commit()


def keep_nothing() -> None:
    """Whatever this request wrote is rolled back at its end, although it answers with a page."""
    g.rolled_back = True


def refuse(page: str, status: int = 400) -> Response:
    """A page that answers a refused act: shown with that status, and nothing of the act is kept."""
    keep_nothing()
    return make_response(page, status)


def current_actor() -> Actor:
    """Who asks, in the role they have chosen.

    :raises Forbidden: nobody is logged in
    """
    reader = web_session.current_reader()
    if reader is None:
        raise Forbidden("Bạn chưa đăng nhập.")
    return reader.actor


def current_scope() -> Scope:
    """Whose records the reader may be asked about.

    :raises Forbidden: the account holds no role today, so there is nothing it may see
    """
    actor = current_actor()
    if actor.unit_id is None:
        raise Forbidden("Tài khoản của bạn chưa được giao vai trò tại đơn vị nào. Hãy liên hệ người quản trị.")
    return Scope.of(actor)


def here() -> str:
    """The address of this page with its query, for a form that answers on its own page.

    Without it the browser keeps `#content` of the link past the bar, and what is wrong does not get the keyboard.
    """
    return request.full_path if request.query_string else request.path
