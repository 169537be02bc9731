"""The forms of procedures: opening one, recording an act, supplying and correcting facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from casework.services.measures import MeasureLine, Subject, hour_field
from casework.services.measures_fields import LABELS, YES_OR_NO
from casework.services.paper_numbers import LONGEST
from casework.services.proceedings import Case
from casework.services.proceedings_acts import Proposal
from casework.services.proceedings_numbers import kind_for
from casework.web.choices import ScopeUnitField
from casework.web.fields import CaseForm, DateField, not_after_today
from casework.web.hours import HourField
from casework.web.naming import PersonForm
from casework.web.number_fields import NumberField
from casework.web.person_records import yes_no
from casework.web.proceedings_fields import answer_of, made_fields
from casework.web.versions import VersionField

EXTRA = "extra_"
"""Before the name of a field that the record of the office keeps beside the law."""


class FactForm(CaseForm):
    """A form that knows which of its fields are facts."""

    fact_names: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """What was answered, by fact."""
        return {name: answer_of(self[name]) for name in self.fact_names}


def opening_form(line: MeasureLine) -> type[FactForm]:
    """What is asked when the file of a procedure is opened."""
    parts: dict[str, Any] = {
        "opened_on": DateField(_l("Ngày mở hồ sơ"), [InputRequired(), not_after_today]),
        **made_fields(line.facts, line.opening),
        "unit_id": ScopeUnitField(),
        "fact_names": line.opening,
    }
    bases: tuple[type, ...] = (FactForm,)
    if line.subject is Subject.PERSON:
        bases = (PersonForm, FactForm)
    if line.subject is Subject.PROVIDER:
        parts["name"] = StringField(_l("Tên tổ chức, cá nhân cung cấp dịch vụ"), [InputRequired(), Length(max=200)])
    return type("OpeningForm", bases, parts)


def act_form(case: Case, act: str, days: Iterable[str]) -> type[FactForm]:
    """What is asked about an act: its day, its hour where a clock runs in hours, and the fields of the register.

    :param days: the fields of the day that the act writes
    """
    line, asked = case.line, case.line.asked(case.facts, act)
    names = (*asked.needs, *asked.writes)
    days = tuple(days)
    label = _(LABELS[days[0]]) if len(days) == 1 else _("Ngày")
    parts: dict[str, Any] = {"acted_on": DateField(label, [InputRequired(), not_after_today])}
    if any(hour_field(line, day) for day in days):
        hint = _l("giờ:phút, ví dụ 08:30; thời hạn của việc này có thể tính bằng giờ")
        parts["hour"] = HourField(_l("Giờ"), description=hint)
    parts |= made_fields(line.facts, names)
    for name, label in line.extras(case.facts, act).items():
        made = yes_no(_(label)) if name in YES_OR_NO else StringField(_(label), [Length(max=200)])
        parts[EXTRA + name] = made
    is_ours = kind_for(line.measure, case.facts, act) is not None
    number = _l("Số văn bản")
    parts["number"] = NumberField(number) if is_ours else StringField(number, [Length(max=LONGEST)])
    parts |= {"version": VersionField(), "fact_names": names}
    return type("ActForm", (FactForm,), parts)


def facts_form(case: Case, names: Iterable[str]) -> type[FactForm]:
    """The facts that may be supplied or corrected, and the reason."""
    names = tuple(names)
    parts: dict[str, Any] = {
        **made_fields(case.line.facts, names),
        "reason": StringField(
            _l("Lý do"), [Length(max=300)], description=_l("phải ghi khi sửa thông tin đã có trong hồ sơ")
        ),
        "version": VersionField(),
        "fact_names": names,
    }
    return type("FactsForm", (FactForm,), parts)


def as_known(case: Case, names: Iterable[str]) -> Mapping[str, Any]:
    """What the form begins with: what is on file, here or elsewhere."""
    return {name: getattr(case.facts, name) for name in names}


def proposal_of(form: FactForm, act: str) -> Proposal:
    """The act as it was entered."""
    on = form["acted_on"].data
    extras = {field.name.removeprefix(EXTRA): str(field.data or "") for field in form if field.name.startswith(EXTRA)}
    return Proposal(
        act=act,
        on=on,
        at=form["hour"].on(on) if "hour" in form else None,
        values=form.facts(),
        number=(form["number"].data or "").strip(),
        extras=extras,
    )
