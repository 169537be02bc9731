"""Who stands beside the person in a course (cha, mẹ, người giám hộ): named or set right after the application."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.services.guardians import Kinship, name_guardian, name_in_aftercare
from casework.web.act_pages import ActForm, act_page
from casework.web.aftercare_pages import AftercareForm, aftercare_page
from casework.web.fields import CaseForm, DateField, TermField, not_after_today
from casework.web.routing import Pages, today

pages = Pages("guardians")


class _Named(CaseForm):
    """Who, since when, and why the record changes."""

    guardian_name = StringField(
        _l("Cha, mẹ, người giám hộ hoặc người thân"),
        [Optional(), Length(max=120)],
        description=_l("Họ tên, in trên giấy tờ từ ngày dưới đây; để trống nếu từ ngày đó không còn ai"),
    )
    guardian_relation = TermField(_l("Quan hệ với người cai nghiện"), Kinship, [Optional()])
    from_on = DateField(
        _l("Từ ngày"),
        [InputRequired(), not_after_today],
        description=_l("Ghi lại đúng ngày đã ghi để sửa người của ngày đó"),
    )
    reason = StringField(_l("Lý do"), [InputRequired(), Length(min=5, max=300)])


class GuardianForm(_Named, ActForm):
    """Who stands beside the person in a course."""


class AftercareGuardianForm(_Named, AftercareForm):
    """Who stands beside the person in an after-care."""


@pages.form("/aftercares/<path:ref>/guardian", Permission.AFTERCARE_CORRECT)
def edit_aftercare(ref: str) -> ResponseReturnValue:
    """Name who stands beside the person in an after-care from a day on."""
    form = AftercareGuardianForm()
    if not form.is_submitted():
        form.from_on.data = today()
    return aftercare_page(
        ref,
        form,
        title=_("Cha, mẹ, người giám hộ"),
        submit=_("Lưu"),
        act=None,
        perform=lambda doing: name_in_aftercare(
            doing,
            from_on=form.from_on.data,
            name=form.guardian_name.data,
            relation=form.guardian_relation.data,
            reason=form.reason.data or "",
        ),
    )


@pages.form("/episodes/<path:ref>/guardian", Permission.RECORD_CORRECT)
def edit(ref: str) -> ResponseReturnValue:
    """Name who stands beside the person from a day on."""
    form = GuardianForm()
    if not form.is_submitted():
        form.from_on.data = today()
    return act_page(
        ref,
        form,
        title=_("Cha, mẹ, người giám hộ"),
        submit=_("Lưu"),
        act=None,
        perform=lambda session, scope, actor: name_guardian(
            session,
            scope,
            actor,
            ref,
            from_on=form.from_on.data,
            name=form.guardian_name.data,
            relation=form.guardian_relation.data,
            reason=form.reason.data or "",
            today=today(),
            version=form.version.data,
        ),
    )
