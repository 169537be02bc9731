"""Who asks: the same log-in, permissions and scope as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from flask import session as cookie
from flask_login import current_user
from werkzeug.exceptions import UnprocessableEntity

from casework.access import rules
from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.api.problems import answer, misread, problem
from casework.errors import CaseworkError, Forbidden
from casework.records import db
from casework.records.account import Account
from casework.records.db import begin_writing
from casework.services.acting import actor_of
from casework.services.clock import today

P = ParamSpec("P")


def requires(permission: Permission, *, writes: bool = False) -> Callable[[Callable[P, Any]], Callable[P, Any]]:
    """Let in only readers whose role has the permission; the view runs in one transaction.

    :param writes: looking leaves a trace, so the transaction is a writer's and is committed
    """

    def decorate(view: Callable[P, Any]) -> Callable[P, Any]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            session = db.session()
            if not current_user.is_authenticated:
                return problem(401, "Chưa đăng nhập", "Hãy đăng nhập trước khi gọi API.")
            if current_user.must_change_password:
                return problem(403, "Mật khẩu tạm", "Hãy đổi mật khẩu trên trang web trước khi gọi API.")
            try:
                rules.require(current_actor(), permission)
                if writes:
                    session.rollback()
                    begin_writing(session)
                found = view(*args, **kwargs)
                if writes:
                    session.commit()
                return found
            except CaseworkError as error:
                return answer(error)
            except UnprocessableEntity as error:
                return misread(error)
            finally:
                session.rollback()

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def current_actor() -> Actor:
    """The reader in the role chosen on the pages."""
    return actor_of(cast(Account, current_user), today(), cookie.get("role_id"))


def current_scope() -> Scope:
    """Whose records the reader may be asked about.

    :raises Forbidden: the account holds no role today
    """
    actor = current_actor()
    if actor.unit_id is None:
        raise Forbidden("Tài khoản của bạn chưa được giao vai trò tại đơn vị nào.")
    return Scope.of(actor)
