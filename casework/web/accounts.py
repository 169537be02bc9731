"""Log-in, log-out, one's own password and role; and for the administrator, everybody's accounts."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.access.roles import Role
from casework.access.scope import Scope
from casework.errors import Conflict, Forbidden, InvalidInput
from casework.records import db
from casework.records.account import Account
from casework.services import accounts as service
from casework.services import logins, passwords
from casework.services.account_roles import RoleAt, point_at
from casework.web import request_keys
from casework.web import session as login_session
from casework.web.fields import CaseForm, DateField, TermField, UnitField, show_refusal
from casework.web.language import LANGUAGES
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today
from casework.web.security import limiter

pages = Pages("accounts")


class LoginForm(CaseForm):
    username = StringField(_l("Tên đăng nhập"), [InputRequired(), Length(max=60)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(), Length(max=200)])


def _typed_name() -> str:
    return request.form.get("username", "").strip().lower()[:60]


@pages.public("/login", ["GET", "POST"])
@limiter.limit("20 per minute; 200 per hour", methods=["POST"], key_func=get_remote_address)
@limiter.limit("10 per minute; 60 per hour", methods=["POST"], key_func=_typed_name)
def login() -> Any:
    """The log-in page. A failed attempt is recorded too, so the page commits in both cases."""
    form = LoginForm()
    target = login_session.safe_next(request.args.get("next"))
    config = current_app.config["CASEWORK"]
    if form.validate_on_submit():
        found = logins.authenticate(db.session(), form.username.data or "", form.password.data or "", config=config)
        if found is not None:
            request_keys.forget_old(db.session())
            login_session.begin(found)
            return redirect(target, 303)
        form.form_errors.append(
            _(
                "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa. "
                "Sau %(times)s lần sai liên tiếp, tài khoản bị khóa %(minutes)s phút.",
                times=config.lock_after,
                minutes=config.lock_minutes,
            )
        )
    elif request.method == "GET" and login_session.current_reader() is not None:
        return redirect(target, 303)
    return render_template("web/accounts/login.html", form=form, minutes=config.session_minutes)


@pages.post("/logout", Permission.ACCOUNT_OWN)
def logout() -> Any:
    """End every log-in of the account."""
    logins.log_out(db.session(), current_actor())
    login_session.end()
    flash(_("Bạn đã đăng xuất."), "success")
    return redirect(url_for("accounts.login"), 303)


@pages.public("/language", ["POST"])
def set_language() -> Any:
    """Show the pages in another language."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        cookie["language"] = chosen
    return redirect(login_session.safe_next(request.form.get("next")), 303)


@pages.get("/account", Permission.ACCOUNT_OWN)
def own() -> Any:
    """One's own account: name, roles, password."""
    return render_template("web/accounts/own.html")


@pages.post("/account/role", Permission.ACCOUNT_OWN)
def choose_role() -> Any:
    """Work in another of one's roles."""
    reader = login_session.current_reader()
    wanted = request.form.get("role_id", type=int)
    if reader is None or wanted not in {held.id for held in reader.roles}:
        raise Forbidden(_("Bạn không giữ vai trò này."))
    login_session.choose(wanted)
    flash(_("Đã chuyển vai trò."), "success")
    return redirect(url_for("start.index"), 303)


class PasswordForm(CaseForm):
    old_password = PasswordField(_l("Mật khẩu hiện tại"), [InputRequired(), Length(max=200)])
    new_password = PasswordField(
        _l("Mật khẩu mới"),
        [InputRequired(), Length(max=200)],
        description=_l("Ít nhất 10 ký tự; nên là một câu dài mà chỉ bạn biết."),
    )
    again = PasswordField(_l("Nhập lại mật khẩu mới"), [InputRequired(), Length(max=200)])


@pages.form("/account/password", Permission.ACCOUNT_OWN)
@limiter.limit("10 per minute", methods=["POST"])
def change_password() -> Any:
    """Choose one's own password; other browsers are logged out."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            if form.new_password.data != form.again.data:
                raise InvalidInput(_("Hai lần nhập không giống nhau."), field="again")
            found = logins.change_password(
                db.session(), current_actor(), old=form.old_password.data or "", new=form.new_password.data or ""
            )
        except InvalidInput as error:
            show_refusal(form, error)
            return refuse(render_template("web/accounts/password.html", form=form), error.status)
        login_session.begin(found, cookie.get(login_session.ROLE_KEY))
        flash(_("Đã đổi mật khẩu."), "success")
        return redirect(url_for("start.index"), 303)
    return render_template("web/accounts/password.html", form=form)


@pages.get("/accounts", Permission.ACCOUNT_MANAGE)
def index() -> Any:
    """The accounts within the administrator's scope."""
    text = request.args.get("q", "")[:60]
    found = paged(db.session(), service.accounts(current_scope(), text))
    return render_template("web/accounts/index.html", page=found, text=text)


class RoleForm(CaseForm):
    role = TermField(_l("Vai trò"), Role, [InputRequired()])
    unit = UnitField(
        _l("Đơn vị"),
        [InputRequired()],
        kinds=(),
        description=_l("Mã hoặc tên đơn vị, có thể gõ không dấu"),
    )
    point = StringField(
        _l("Mã điểm tư vấn"), [Optional(), Length(max=80)], description=_l("Chỉ với cán bộ điểm tư vấn")
    )
    from_on = DateField(_l("Từ ngày"), [Optional()])
    to_on = DateField(_l("Đến hết ngày"), [Optional()])

    def wanted(self, scope: Scope) -> RoleAt:
        """The role as the services want it."""
        unit = self.unit.data
        ref = (self.point.data or "").strip()
        point_id = point_at(db.session(), scope, ref).id if ref else None
        return RoleAt(Role(str(self.role.data)), unit.id, point_id, self.from_on.data, self.to_on.data)


class AccountForm(RoleForm):
    username = StringField(
        _l("Tên đăng nhập"),
        [InputRequired(), Length(min=3, max=60)],
        description=_l("Chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới"),
    )
    full_name = StringField(_l("Họ và tên"), [InputRequired(), Length(max=120)])


@pages.form("/accounts/new", Permission.ACCOUNT_MANAGE)
def new() -> Any:
    """A new account with its first role; its temporary password is shown once."""
    form = AccountForm()
    if form.validate_on_submit():
        try:
            password = passwords.temporary()
            made = service.create_account(
                db.session(),
                current_scope(),
                current_actor(),
                username=form.username.data or "",
                full_name=form.full_name.data or "",
                password=password,
                roles=[form.wanted(current_scope())],
            )
        except (InvalidInput, Conflict) as error:
            show_refusal(form, error)
            return refuse(render_template("web/accounts/new.html", form=form), error.status)
        return _show_password(made, password)
    return render_template("web/accounts/new.html", form=form)


def _show_password(account: Account, password: str) -> Any:
    """The one page that says a temporary password: never in an address, a cookie or a log."""
    return render_template("web/accounts/password_shown.html", account=account, password=password)


@pages.get("/accounts/<int:account_id>", Permission.ACCOUNT_MANAGE)
def show(account_id: int) -> Any:
    """One account with its roles."""
    found = service.account(db.session(), current_scope(), account_id)
    return render_template("web/accounts/show.html", account=found, form=RoleForm(formdata=None), today=today())


@pages.post("/accounts/<int:account_id>/roles", Permission.ACCOUNT_MANAGE)
def add_role(account_id: int) -> Any:
    """Give the account one more role."""
    found = service.account(db.session(), current_scope(), account_id)
    form = RoleForm()
    if form.validate_on_submit():
        try:
            service.assign_role(
                db.session(), current_scope(), current_actor(), account_id, form.wanted(current_scope())
            )
        except (InvalidInput, Forbidden) as error:
            show_refusal(form, error)
        else:
            flash(_("Đã giao vai trò."), "success")
            return redirect(url_for("accounts.show", account_id=account_id), 303)
    return refuse(render_template("web/accounts/show.html", account=found, form=form, today=today()))


@pages.post("/accounts/<int:account_id>/roles/<int:role_id>/end", Permission.ACCOUNT_MANAGE)
def end_role(account_id: int, role_id: int) -> Any:
    """The role is not held after today."""
    service.end_role(db.session(), current_scope(), current_actor(), role_id, on=today())
    flash(_("Đã kết thúc vai trò từ ngày mai."), "success")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


@pages.post("/accounts/<int:account_id>/active", Permission.ACCOUNT_MANAGE)
def set_active(account_id: int) -> Any:
    """Close the account or open it again."""
    wanted = request.form.get("active") == "1"
    service.set_active(db.session(), current_scope(), current_actor(), account_id, active=wanted)
    flash(_("Đã mở lại tài khoản.") if wanted else _("Đã đóng tài khoản; mọi phiên làm việc đã kết thúc."), "success")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


@pages.post("/accounts/<int:account_id>/unlock", Permission.ACCOUNT_MANAGE)
def unlock(account_id: int) -> Any:
    """End the lock that wrong passwords caused."""
    service.unlock(db.session(), current_scope(), current_actor(), account_id)
    flash(_("Đã mở khóa tài khoản."), "success")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


@pages.post("/accounts/<int:account_id>/password", Permission.ACCOUNT_MANAGE)
def reset_password(account_id: int) -> Any:
    """A temporary password, shown once."""
    password = service.reset_password(db.session(), current_scope(), current_actor(), account_id)
    return _show_password(service.account(db.session(), current_scope(), account_id), password)
