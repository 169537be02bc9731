"""Recording the certificate of completion (giấy xác nhận hoàn thành cai nghiện)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.law.facts import Act as ActKind
from casework.services.completions import issue_completion_certificate
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, not_after_today
from casework.web.hours import HourField
from casework.web.number_fields import NumberField
from casework.web.routing import Pages, today

pages = Pages("completions")


class CompletionForm(ActForm):
    """What stands on the certificate."""

    number = NumberField(_l("Số giấy hoàn thành cai nghiện"))
    signed_on = DateField(_l("Ngày ký"), [InputRequired(), not_after_today])
    signed_at = HourField(_l("Giờ ký"))


@pages.form("/episodes/<path:ref>/certificate", Permission.EPISODE_CERTIFY)
def new(ref: str) -> ResponseReturnValue:
    """Record the certificate of a case; a case still open ends with it."""
    form = CompletionForm()
    return act_page(
        ref,
        form,
        title=_("Cấp giấy hoàn thành cai nghiện"),
        submit=_("Cấp giấy"),
        act=ActKind.ISSUE_CERTIFICATE,
        perform=lambda session, scope, actor: issue_completion_certificate(
            session,
            scope,
            actor,
            ref,
            number=form.number.data,
            signed_on=form.signed_on.data,
            issued_at=form.signed_at.on(form.signed_on.data),
            today=today(),
            version=form.version.data,
        ),
    )
