"""People in forms and lists: who is meant by what was typed, and names only for those who need them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from flask import Flask, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length

from casework.records import db
from casework.records.person import Person
from casework.services.mentions import (
    Mention,
    Shown,
    person_with,
    read_mentions,
    show_candidates,
    show_people,
)
from casework.web.fields import CaseForm
from casework.web.routing import current_actor, current_scope

CHOICE = "meant:"
"""Before the line in the name of the radio buttons by which the reader says who it means."""


class PersonForm(CaseForm):
    """A form about one person, named by ref or by name."""

    person = StringField(
        _l("Người"),
        [InputRequired(), Length(max=120)],
        description=_l("Mã hồ sơ, hoặc họ tên (có thể không dấu); thêm năm sinh nếu trùng tên"),
    )


def init_app(app: Flask) -> None:
    """Give templates the address of a person's page."""
    app.add_template_filter(person_url, "person_url")


def meant(text: str | None) -> list[Mention]:
    """Who each typed line can mean, after what the reader has chosen on the page."""
    chosen = {name.removeprefix(CHOICE): value for name, value in request.form.items() if name.startswith(CHOICE)}
    return read_mentions(db.session(), current_scope(), text or "", chosen)


def unclear(field: Field, mentions: list[Mention]) -> list[Mention]:
    """The lines to choose a person for; the field says what is wrong with each line."""
    errors = [*field.errors]
    for mention in mentions:
        if not mention.candidates:
            errors.append(
                _(
                    "Không tìm thấy “%(text)s” trong phạm vi của bạn. Hãy kiểm tra họ tên hoặc nhập mã hồ sơ.",
                    text=mention.text,
                )
            )
        elif mention.person is None:
            errors.append(_("Có nhiều người khớp với “%(text)s”. Hãy chọn đúng người.", text=mention.text))
    field.errors = errors
    return show_candidates(db.session(), current_actor(), mentions)


def asked_person() -> Person | None:
    """The person from whose page the form was opened (?person=ref).

    :raises NotFound: no such person within the scope
    """
    ref = request.args.get("person", "")
    return person_with(db.session(), current_scope(), ref) if ref else None


def show(people: Iterable[Person], what: str) -> dict[int, Shown]:
    """Each person as this reader may see them, by id."""
    return show_people(db.session(), current_scope(), current_actor(), people, what=what)


def person_url(ref: str) -> str:
    """The person's page."""
    return f"/people/{quote(ref)}"
