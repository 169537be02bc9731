"""Form fields in Vietnamese dress: days, money, official terms, units; and how a refusal is shown."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, Form, HiddenField, SelectField, ValidationError
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.widgets import HiddenInput, TextInput

from casework.access.units import nearest_first, search
from casework.errors import CaseworkError, InvalidInput, RefusedByLaw
from casework.i18n import format_date, format_number, parse_date
from casework.law.vocabulary import Term
from casework.records import db
from casework.records.unit import Unit
from casework.web.messages import FormMessages
from casework.web.routing import keep_nothing, today
from casework.web.session import current_reader


class CaseForm(FlaskForm):
    """A form that is carried out once: sent twice (double click, back and again), it is recorded once."""

    class Meta:
        def get_translations(self, form: Form) -> FormMessages:
            return FormMessages()

    request_key = HiddenField(default=lambda: secrets.token_urlsafe(16))

    @property
    def entered(self) -> dict[str, Any]:
        """What was typed, by the names of the fields: where services ask for it by the same names.

        An answer that is stored otherwise than it is chosen (yes, no) says so itself.
        """
        asked = [item for item in self if not isinstance(item.widget, HiddenInput)]
        return {item.short_name: getattr(item, "said", item.data) for item in asked}


def show_refusal(form: FlaskForm, error: CaseworkError) -> None:
    """Put what a service refused into the form, with every reason; nothing of the request is kept.

    The errors macro lists plain sentences, and reasons of the law with their article.
    """
    keep_nothing()
    if isinstance(error, RefusedByLaw):
        form.form_errors.extend(error.reasons)
    elif isinstance(error, InvalidInput) and error.field in form:
        form[error.field].errors = [*form[error.field].errors, str(error)]
    else:
        form.form_errors.append(str(error))


class _TextField(Field):
    """Text that means something: kept as typed until it can be read."""

    widget = TextInput()
    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = self.read(text) if text else None

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        raise NotImplementedError


class DateField(_TextField):
    """A day, typed dd/mm/yyyy (also yyyy-mm-dd)."""

    date_hint = _l("ngày/tháng/năm, ví dụ 05/09/2026")

    def read(self, text: str) -> date:
        try:
            return parse_date(text)
        except ValueError as error:
            raise ValueError(_("Ngày không hợp lệ. Hãy nhập ngày/tháng/năm, ví dụ 05/09/2026.")) from error

    def shown(self, value: Any) -> str:
        return format_date(value)


class MoneyField(_TextField):
    """An amount in whole đồng; dots, spaces and commas between thousands are allowed."""

    def read(self, text: str) -> int:
        digits = re.sub(r"[\s.,]|đồng$|đ$|vnd$", "", text.lower())
        if not digits.isascii() or not digits.isdigit():
            raise ValueError(_("Số tiền không hợp lệ. Hãy nhập số đồng, ví dụ 20.000.000."))
        return int(digits)

    def shown(self, value: Any) -> str:
        return format_number(value)


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """A list to choose from: each value with its words."""
    return [SelectChoice(value, words) for value, words in pairs]


class TermField(SelectField):
    """One value of a closed list, shown by its official term; `data` is the enum's member or None."""

    data: Any

    def __init__(
        self,
        label: Any = None,
        terms: type[Term] | Sequence[Term] = (),
        validators: Sequence[Any] = (),
        *,
        blank: Any = None,
        **kwargs: Any,
    ) -> None:
        """:param blank: the words of the empty choice (default “— chọn —”)"""
        self._terms: tuple[Term, ...] = tuple(terms)
        self._blank = blank
        super().__init__(label, validators, choices=self._options, coerce=self._coerce, **kwargs)

    def _options(self) -> list[SelectChoice]:
        blank = str(self._blank) if self._blank is not None else _("— chọn —")
        return options([("", blank), *((term.value, _(term.term)) for term in self._terms)])

    def _coerce(self, value: Any) -> Term | None:
        if value in (None, ""):
            return None
        return next(term for term in self._terms if term == value)

    def process_data(self, value: Any) -> None:
        self.data = next((term for term in self._terms if term == value), None)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = self._coerce(valuelist[0] if valuelist else None)
        except StopIteration as error:
            raise ValueError(_("Hãy chọn một giá trị trong danh sách.")) from error

    def iter_choices(self) -> Any:
        for each in self._options():
            yield Choice(each.value, each.label, each.value == (self.data.value if self.data else ""), {})

    def pre_validate(self, form: Any) -> None:
        return


class UnitField(_TextField):
    """A unit by its code or its name (diacritics may be left out); `data` is the Unit or None.

    Several units that fit are named in the error, so that the officer can type the code.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Any] = (),
        *,
        kinds: Sequence[str] = ("commune",),
        on: Callable[[], date | None] = today,
        **kwargs: Any,
    ) -> None:
        """:param on: the day on which the unit must exist; a function returning None: any day"""
        self._kinds = tuple(kinds)
        self._on = on
        super().__init__(label, validators, **kwargs)

    def read(self, text: str) -> Unit:
        match = re.match(r"(\d{1,5})(?!\d)", text)
        found = search(db.session(), match[1] if match else text, on=self._on(), limit=200)
        fitting = [unit for unit in found if not self._kinds or unit.kind in self._kinds]
        if match:
            fitting = [unit for unit in fitting if unit.code == match[1]] or fitting
        if not fitting:
            raise ValueError(_("Không tìm thấy đơn vị nào có tên hoặc mã này. Hãy nhập mã hoặc tên đơn vị."))
        exact = [unit for unit in fitting if unit.name.lower() == text.lower()]
        if len(fitting) > 1 and len(exact) == 1:
            fitting = exact
        if len(fitting) > 1:
            raise ValueError(_("Có nhiều đơn vị phù hợp, hãy nhập mã: %(units)s", units=self._named(fitting)))
        return fitting[0]

    def shown(self, value: Any) -> str:
        return f"{value.code} – {value.name}"

    def _named(self, units: list[Unit], most: int = 8) -> str:
        """The first few, those of the reader's own province before all others."""
        reader = current_reader()
        ordered = nearest_first(db.session(), units, reader.actor.unit_id if reader else None)
        named = [self._told_apart(unit) for unit in ordered[:most]]
        if len(units) > most:
            named.append(_("và %(number)s đơn vị khác", number=len(units) - most))
        return "; ".join(named)

    def _told_apart(self, unit: Unit) -> str:
        return f"{self.shown(unit)} ({unit.parent.name})" if unit.parent else self.shown(unit)


def not_after_today(form: Any, field: Any) -> None:
    """Validator: a day that has already come."""
    if field.data is not None and field.data > today():
        raise ValidationError(_("Ngày này chưa đến. Hãy nhập ngày không sau hôm nay."))
