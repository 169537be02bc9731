"""Form fields made from the facts a law asks about: days, hours, yes or no, lists, numbers (ô nhập)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget, TextArea

from casework.i18n import VIETNAM, format_date, format_number, parse_date
from casework.law.vocabulary import Term
from casework.services.measures_fields import LABELS
from casework.web.fields import DateField, MoneyField, TermField, _TextField, options
from casework.web.hours import read_hour

Made = Any
"""A field of WTForms before it is bound to a form."""


class KnownField(RadioField):
    """Yes, no, or not known; `data` is True, False or None."""

    def __init__(self, label: Any, *, may_be_unknown: bool, **kwargs: Any) -> None:
        choices = options([("yes", _l("Có")), ("no", _l("Không"))])
        choices += options([("unknown", _l("Chưa rõ"))]) if may_be_unknown else []
        super().__init__(label, choices=choices, coerce=str, **kwargs)
        self.type = "RadioField"

    def process_data(self, value: Any) -> None:
        self.data = "unknown" if value is None else "yes" if value else "no"

    @property
    def answer(self) -> bool | None:
        """What was answered."""
        return {"yes": True, "no": False}.get(str(self.data))


class TermsField(SelectMultipleField):
    """Several of a closed list, as boxes to tick; `answer` is the set of them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, terms: Iterable[Term], **kwargs: Any) -> None:
        self._terms = {term.value: term for term in terms}
        super().__init__(label, choices=self._choices, **kwargs)
        self.type = "SelectMultipleField"

    def _choices(self) -> list[SelectChoice]:
        return options((value, _(term.term)) for value, term in self._terms.items())

    def process_data(self, value: Any) -> None:
        self.data = [each.value for each in value] if value else []

    @property
    def answer(self) -> frozenset[Term]:
        """What was ticked."""
        return frozenset(self._terms[value] for value in self.data or ())


class WholeField(_TextField):
    """A whole number."""

    def read(self, text: str) -> int:
        digits = re.sub(r"[\s.]", "", text)
        if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
            raise ValueError(_("Hãy nhập một số nguyên, ví dụ 12."))
        return int(digits)

    def shown(self, value: Any) -> str:
        return format_number(value)


class InstantField(_TextField):
    """A day and an hour, dd/mm/yyyy HH:MM, in Vietnamese time."""

    def read(self, text: str) -> datetime:
        day, _space, hour = text.strip().partition(" ")
        try:
            return datetime.combine(parse_date(day), read_hour(hour), VIETNAM)
        except ValueError as error:
            raise ValueError(_("Hãy nhập ngày và giờ, ví dụ 05/09/2026 08:30.")) from error

    def shown(self, value: Any) -> str:
        return f"{value.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


class DaysField(_TextField):
    """Several days, one a line; `data` is a tuple of them."""

    widget = TextArea()

    def read(self, text: str) -> tuple[date, ...]:
        try:
            return tuple(parse_date(line.strip()) for line in re.split(r"[\n;]", text) if line.strip())
        except ValueError as error:
            raise ValueError(_("Hãy nhập mỗi dòng một ngày, ví dụ 05/09/2026.")) from error

    def shown(self, value: Any) -> str:
        return "\n".join(format_date(day) for day in value)


def answer_of(field: Field) -> Any:
    """What a made field says, as the facts keep it."""
    return field.answer if isinstance(field, (KnownField, TermsField)) else field.data or None if isinstance(
        field, (StringField, DaysField)
    ) else field.data  # fmt: skip


def made_fields(facts: type[Any], names: Iterable[str]) -> Mapping[str, Made]:
    """A field for each name, by its type in the facts, with its words."""
    hints = get_type_hints(facts)
    return {name: _made(name, hints[name]) for name in names}


def _made(name: str, hint: Any) -> Made:
    label, inner = _(LABELS[name]), [each for each in get_args(hint) if each is not NoneType]
    optional = NoneType in get_args(hint)
    kind = inner[0] if optional else hint
    if kind is bool:
        return KnownField(label, may_be_unknown=optional)
    if get_origin(kind) is frozenset:
        return TermsField(label, get_args(kind)[0])
    if get_origin(kind) is tuple:
        return DaysField(label, description=_("Mỗi dòng một ngày, ví dụ 05/09/2026"))
    if kind is datetime:
        return InstantField(label, description=_("ngày và giờ, ví dụ 05/09/2026 08:30"))
    if kind is date:
        return DateField(label)
    if kind is int:
        return MoneyField(label) if name.endswith("_vnd") else WholeField(label)
    if isinstance(kind, type) and issubclass(kind, Term):
        return TermField(label, kind)
    return StringField(label, [Length(max=500)])
