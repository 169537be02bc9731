"""Duties as the pages show them: where the form that does one is, whom it is about, how late it is in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.services.duties import Duty, Source, When, working_days_late
from casework.services.people import masked_name
from casework.web.aftercare_pages import WHERE as AFTERCARE_FORMS
from casework.web.case_offers import form_for
from casework.web.routing import current_actor

_PAGES = {
    Source.EPISODE: ("/episodes/", Permission.PERSON_VIEW),
    Source.AFTERCARE: ("/aftercares/", Permission.PERSON_VIEW),
    Source.PROCEEDING: ("/proceedings/", Permission.PROCEEDING_VIEW),
    Source.HOTLINE: ("/hotline/", Permission.HOTLINE_VIEW),
}


@dataclass(frozen=True)
class Row:
    """One duty in a list: `url` leads to the form that does it or, where there is none, to its case."""

    duty: Duty
    url: str
    who: str
    when: When
    late: str

    @property
    def title(self) -> str:
        """What is to be done, as a sentence begins."""
        label = self.duty.label
        return label[:1].upper() + label[1:]

    @property
    def citation(self) -> str:
        """Where the duty is written, without what the sheet of values remarks about it in brackets."""
        return self.duty.citation.split(" (")[0]


def rows(duties: Iterable[Duty], today: date, *, named: bool = False) -> list[Row]:
    """The duties for a page.

    :param named: with full names; the caller notes in the trail that they were shown
    """
    return [
        Row(
            duty,
            address(duty),
            (duty.who if named else masked_name(duty.who)) or duty.kind,
            duty.when(today),
            how_late(duty, today),
        )
        for duty in duties
    ]


def mine(duties: Iterable[Duty]) -> list[Duty]:
    """Those that the reader's role may do; what nobody does by an act is for whoever follows the case."""
    actor = current_actor()
    return [
        duty
        for duty in duties
        if duty.competent
        and may(actor, _permission(duty))
        and (duty.edit is None or duty.act is None or may(actor, duty.edit))
    ]


def address(duty: Duty) -> str:
    """The form that does it, for a reader whose role may; else the page of the case."""
    form = _form(duty)
    actor = current_actor()
    if form is not None and may(actor, form[1]) and (duty.edit is None or may(actor, duty.edit)):
        return form[0]
    if duty.source is Source.REPORT:
        return url_for("report_periods.show", ref=duty.ref)
    base, _permission_to_look = _PAGES[duty.source]
    return base + quote(duty.ref) + ("/edit" if duty.source is Source.HOTLINE else "")


def how_late(duty: Duty, today: date) -> str:
    """How late, or how much time is left, in words."""
    if duty.overdue:
        days = working_days_late(duty.due_on, today)
        if days:
            return ngettext("quá hạn %(num)s ngày làm việc", "quá hạn %(num)s ngày làm việc", days)
        late = (today - duty.due_on).days
        return ngettext("quá hạn %(num)s ngày", "quá hạn %(num)s ngày", late) if late else _("quá hạn từ hôm nay")
    left = (duty.due_on - today).days
    if left <= 0:
        return _("đến hạn hôm nay")
    return ngettext("còn %(num)s ngày", "còn %(num)s ngày", left) if left > 1 else _("đến hạn ngày mai")


def _form(duty: Duty) -> tuple[str, Permission] | None:
    if duty.act is None:
        return None
    if duty.source is Source.EPISODE:
        return form_for(duty.act, duty.ref)
    if duty.source is Source.AFTERCARE:
        found = next(((end, permission) for act, end, permission in AFTERCARE_FORMS if act.value == duty.act), None)
        return None if found is None else (url_for(found[0], ref=duty.ref), found[1])
    if duty.source is Source.PROCEEDING:
        return url_for("proceedings_acts.record", ref=duty.ref, act=duty.act), Permission.PROCEEDING_ACT
    return None


def _permission(duty: Duty) -> Permission:
    form = _form(duty)
    if form is not None:
        return form[1]
    if duty.source is Source.HOTLINE:
        return Permission.HOTLINE_EDIT
    return _PAGES.get(duty.source, ("", Permission.REPORT_VIEW))[1]
