"""The forms of a place where staff are posted (tổ công tác, điểm tư vấn): shown, carried out, leading back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.records import db
from casework.records.consultation import PointStaff
from casework.records.team import TeamMember
from casework.services.postings import Postings
from casework.services.stamps import Recorded
from casework.web.amending import AmendForm, Opened, carry_out
from casework.web.fields import CaseForm
from casework.web.routing import current_actor, current_scope, today

Posted = TeamMember | PointStaff


@dataclass(frozen=True)
class PlaceForms:
    """The forms of one kind of place.

    :param endpoint: of its pages; `show` is the page of one place, `index` the list
    :param permission: to change the place and who is at it
    :param told: what stands under the heading about the place
    :param editing: the heading over somebody's days there, with their `name`; `ending`: over their last day
    """

    endpoint: str
    permission: Permission
    postings: Postings[Any, Any]
    told: Callable[[Any], str]
    editing: Any
    ending: Any

    def enter(
        self,
        form: CaseForm,
        heading: str,
        do: Callable[..., Any],
        done: str,
        place: Any = None,
        *,
        row: Any = None,
        opened: Opened | None = None,
    ) -> ResponseReturnValue:
        """Show the form, or do what it asks and go to the page of the place.

        :param do: takes the fields of the form by their names
        :param place: None while it is being entered
        :param row: what the form is about, where that is something at the place
        """
        about = [each for each in (place and place.ref, row and row.id) if each is not None]

        def save() -> Any:
            return do(db.session(), current_scope(), current_actor(), *about, today=today(), **form.entered)

        back = url_for(f"{self.endpoint}.show", ref=place.ref) if place else url_for(f"{self.endpoint}.index")
        return carry_out(
            form,
            save,
            done,
            page=lambda: render_template(
                "web/places/form.html", form=form, heading=heading, told=self.told(place) if place else "", back=back
            ),
            shown=lambda made: url_for(f"{self.endpoint}.show", ref=(place or made).ref),
            opened=opened,
        )

    def amend(
        self,
        form: CaseForm,
        heading: str,
        do: Callable[..., Any],
        recorded: Callable[[Any], Recorded],
        place: Any,
        row: Any = None,
    ) -> ResponseReturnValue:
        """The same for what is stored already: the place itself, or something at it.

        :param recorded: what is stored, by the fields of the form
        """
        stored = row or place
        opened = Opened(lambda: recorded(stored), lambda: type(form)(formdata=None, obj=stored))
        return self.enter(form, heading, do, _("Đã lưu."), place, row=row, opened=opened)

    def edit_posting(self, place: Any, posting_id: int, form: type[AmendForm]) -> ResponseReturnValue:
        """Somebody's days at the place, to be corrected."""
        row = self.postings.one(db.session(), place, posting_id)
        heading = str(self.editing) % {"name": row.staff.full_name}
        return self.amend(form(obj=row), heading, self.postings.change, self.postings.recorded, place, row)

    def end_posting(self, place: Any, posting_id: int, form: type[AmendForm]) -> ResponseReturnValue:
        """Somebody's last day at the place; today, as long as nothing else is known."""
        row = self.postings.one(db.session(), place, posting_id)
        heading, last = str(self.ending) % {"name": row.staff.full_name}, row.to_on or today()
        return self.amend(form(to_on=last), heading, self.postings.end, self.postings.recorded, place, row)


def now_and_before(rows: Sequence[Posted], *, exists: bool) -> dict[str, list[Posted]]:
    """Who is there today and who was, for the page of a place.

    :param exists: the place does today; nobody is at one that ended
    """
    here = {row.id for row in rows if exists and (row.to_on is None or row.to_on >= today())}
    return {
        "present": [row for row in rows if row.id in here],
        "past": [row for row in rows if row.id not in here],
    }
