"""Recording the acts beside the main road of a case (việc trong thời gian cai nghiện): a day, its hour, its paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.access.permissions import Permission
from casework.errors import NotFound
from casework.law.facts import Act as ActKind
from casework.records.act import Act
from casework.services import course
from casework.services.course import Doing
from casework.services.receptions import receive_episode
from casework.services.refusals import refuse_registration
from casework.web.act_pages import ActForm, act_page
from casework.web.fields import DateField, not_after_today
from casework.web.hours import HourField
from casework.web.number_fields import NEXT
from casework.web.routing import Pages, today

pages = Pages("course")

Perform = Callable[[Doing, date, datetime | None], Act]


class CourseForm(ActForm):
    """One act: its day, the hour where a clock in hours asks for it, and what stands on the paper."""

    on = DateField(_l("Ngày"), [InputRequired(), not_after_today])
    at = HourField(_l("Giờ"))
    number = StringField(_l("Số văn bản"), [Optional(), Length(max=60)])
    note = TextAreaField(_l("Nội dung, ghi chú"), [Optional(), Length(max=500)])


@dataclass(frozen=True)
class Page:
    """How one act is asked for: whether by the hour, what the note is called, and the call down."""

    perform: Perform
    hours: bool = False
    note: Any = ""


def _by_day(perform: Callable[[Doing, date], Act]) -> Perform:
    return lambda doing, on, at: perform(doing, on)


RUN: Mapping[ActKind, Page] = {
    ActKind.VERIFY: Page(_by_day(course.verify_application)),
    ActKind.SIGN_UNDERTAKING: Page(_by_day(course.sign_undertaking)),
    ActKind.MAKE_PLAN: Page(_by_day(course.make_plan), note=_l("Tóm tắt kế hoạch")),
    ActKind.REVIEW: Page(_by_day(course.review_month), note=_l("Nội dung nhận xét")),
    ActKind.NOTIFY_END: Page(_by_day(course.notify_end)),
    ActKind.PROPOSE_CERTIFICATE: Page(_by_day(course.propose_certificate), note=_l("Kết quả đánh giá")),
}
"""What the officer who follows the case records."""
FOLLOW: Mapping[ActKind, Page] = {
    ActKind.NOTIFY_PERSON: Page(course.notify_person, hours=True),
    ActKind.RETURN_APPLICATION: Page(_by_day(course.return_application), note=_l("Giấy tờ còn thiếu")),
    ActKind.SUPPLEMENT: Page(_by_day(course.supplement_application), note=_l("Giấy tờ đã bổ sung")),
    ActKind.INTERRUPT: Page(_by_day(course.interrupt_term), note=_l("Bản án, quyết định")),
    ActKind.RESUME: Page(_by_day(course.resume_term)),
    ActKind.RECEIVE: Page(receive_episode, hours=True),
}
"""What the officer or the police record."""
DECIDE: Mapping[ActKind, Page] = {
    ActKind.REFUSE: Page(_by_day(refuse_registration), note=_l("Lý do từ chối, điều khoản làm căn cứ")),
}
"""What belongs to whoever decides."""


IN_SERIES = (ActKind.VERIFY, ActKind.INTERRUPT, ActKind.RESUME, ActKind.RECEIVE)
"""Acts whose paper takes the next number where nobody types one; of the others a typed number must not be taken."""


@pages.form("/episodes/<path:ref>/course/<string:act>", Permission.EPISODE_RUN)
def run(ref: str, act: str) -> ResponseReturnValue:
    """Record an act of the officer who follows the case."""
    return _page(ref, act, RUN)


@pages.form("/episodes/<path:ref>/follow-up/<string:act>", Permission.EPISODE_FOLLOW)
def follow(ref: str, act: str) -> ResponseReturnValue:
    """Record what the officer or the police learnt."""
    return _page(ref, act, FOLLOW)


@pages.form("/episodes/<path:ref>/resolution/<string:act>", Permission.EPISODE_DECIDE)
def decide(ref: str, act: str) -> ResponseReturnValue:
    """Record a refusal."""
    return _page(ref, act, DECIDE)


def _page(ref: str, name: str, acts: Mapping[ActKind, Page]) -> ResponseReturnValue:
    kind = next((each for each in acts if each.value == name), None)
    if kind is None:
        raise NotFound(_("Không có việc này."))
    asked, form = acts[kind], CourseForm()
    if not asked.hours:
        del form.at
    if kind in IN_SERIES:
        # Its paper has a number of the unit's series.
        form.number.description = NEXT
    if asked.note:
        form.note.label.text = str(asked.note)
    if not form.is_submitted():
        form.on.data = today()
    return act_page(
        ref,
        form,
        title=_(kind.term),
        submit=_("Ghi"),
        act=kind,
        perform=lambda session, scope, actor: asked.perform(
            Doing(session, scope, actor, ref, today(), form.version.data, form.number.data, form.note.data),
            form.on.data,
            form.at.on(form.on.data) if form.at is not None else None,
        ),
    )
