"""Where one's own weekly summary goes (địa chỉ nhận thư tóm tắt tuần)."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField
from wtforms.validators import Length

from casework.access.permissions import Permission
from casework.config import Config
from casework.errors import InvalidInput
from casework.records import db
from casework.services import weekly_mail
from casework.web.fields import CaseForm, show_refusal
from casework.web.routing import Pages, current_actor, refuse

pages = Pages("weekly_mail", "/account")


class AddressForm(CaseForm):
    """The reader's own address."""

    email = EmailField(
        _l("Địa chỉ thư điện tử"),
        [Length(max=120)],
        description=_l("Để trống nếu không muốn nhận. Thư chỉ ghi chữ viết tắt và mã hồ sơ, không ghi họ tên."),
    )


@pages.form("/weekly-mail", Permission.ACCOUNT_OWN)
def edit() -> ResponseReturnValue:
    """Choose an address, or none."""
    config: Config = current_app.config["CASEWORK"]
    account = weekly_mail.own_account(db.session(), current_actor())
    form = AddressForm(obj=account)
    if not form.is_submitted():
        return render_template("web/accounts/weekly_mail.html", form=form, sends=bool(config.smtp_host))
    if form.validate():
        try:
            weekly_mail.set_address(db.session(), current_actor(), form.email.data)
        except InvalidInput as error:
            show_refusal(form, error)
        else:
            flash(_("Đã lưu địa chỉ nhận thư."), "success")
            return redirect(url_for("accounts.own"), 303)
    return refuse(render_template("web/accounts/weekly_mail.html", form=form, sends=bool(config.smtp_host)))
