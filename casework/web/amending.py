"""Amending a stored record (sửa, ghi thêm): why, and from which state of it; who is overtaken is shown what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import Length

from casework.errors import Conflict, InvalidInput
from casework.services.stamps import Overtaken, Recorded, stamp_of
from casework.web.fields import CaseForm, show_refusal
from casework.web.routing import keep_nothing, refuse


class StampField(HiddenField):
    """What the record said when the form was opened, carried along unseen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.type = "HiddenField"


class AtTimes:
    """Validator: whether it must be filled depends on what else is said, so the form does not call it optional."""

    field_flags: ClassVar = {"at_times": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Whether it lacks is for the service to say."""


class AmendForm(CaseForm):
    """What every form of a stored record has beside its own fields."""

    stamp = StampField()
    reason = StringField(
        _l("Lý do sửa"),
        [Length(max=200), AtTimes()],
        description=_l("Cần khi sửa hoặc xóa điều đã ghi; không cần khi chỉ ghi thêm mục còn trống"),
    )

    def opened_on(self, recorded: Recorded) -> None:
        """The form now shows the record as it is."""
        self.stamp.raw_data, self.stamp.data = None, stamp_of(recorded)

    @property
    def amended(self) -> dict[str, str | None]:
        """The reason and the stamp, as the services ask for them."""
        return {"reason": self.reason.data, "stamp": self.stamp.data or None}

    @property
    def entered(self) -> dict[str, Any]:
        """What was typed, with the reason and the stamp."""
        return {**super().entered, **self.amended}


@dataclass(frozen=True)
class Opened:
    """A stored record that a form amends: what it says now, and a form of it as it is now."""

    recorded: Callable[[], Recorded]
    stored: Callable[[], CaseForm]


def carry_out(
    form: CaseForm,
    save: Callable[[], Any],
    done: str | Callable[[Any], str],
    *,
    page: Callable[[], str],
    shown: Callable[[Any], str],
    opened: Opened | None = None,
) -> ResponseReturnValue:
    """Show the form, or do what it asks and go on.

    :param save: what the form asks
    :param done: what is said then, or what to say of that which `save` made
    :param page: the page with the form
    :param shown: where that which `save` made is shown
    :param opened: the record that an amending form shows
    """
    if opened is not None and isinstance(form, AmendForm) and not form.is_submitted():
        form.opened_on(opened.recorded())
    if not form.validate_on_submit():
        return refuse(page()) if form.errors else page()
    try:
        made = save()
    except (InvalidInput, Conflict) as error:
        if isinstance(error, Overtaken) and opened is not None and isinstance(form, AmendForm):
            tell_overtaken(form, opened.stored(), opened.recorded(), error)
        else:
            show_refusal(form, error)
        return refuse(page(), error.status)
    flash(done(made) if callable(done) else done, "success")
    return redirect(shown(made), 303)


def tell_overtaken(form: AmendForm, stored: CaseForm, recorded: Recorded, error: Overtaken) -> None:
    """Say what somebody else has written meanwhile; what was typed stays, and sent again it is saved over that.

    :param stored: a form of the record as it is now
    """
    keep_nothing()
    now = [f"{stored[name].label.text}: {_words(stored[name])}" for name in error.fields if name in stored]
    form.form_errors.append(
        _(
            "Trong lúc bạn nhập, người khác đã sửa bản ghi này. Nay đang ghi – %(now)s. "
            "Điều bạn nhập còn nguyên bên dưới: hãy đối chiếu, sửa cho đúng rồi bấm Lưu lần nữa.",
            now="; ".join(now),
        )
        if now
        else str(error)
    )
    form.opened_on(recorded)


def _words(field: Field) -> str:
    """What a field shows; a dash for nothing."""
    if isinstance(field, SelectMultipleField):
        return _("%(number)s người", number=len(field.data or []))
    if isinstance(field, SelectFieldBase):
        chosen = (choice.label for choice in field.iter_choices() if choice.selected and choice.value)
        return str(next(chosen, "–"))
    return field._value() or "–"
