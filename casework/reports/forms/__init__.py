"""The official forms, one file each; adding one is one file and one line here."""

from __future__ import annotations

from casework.errors import InvalidInput
from casework.reports.form import Form
from casework.reports.forms import pl2

FORMS: dict[str, Form] = {form.code: form for form in (pl2.FORM,)}


def find_form(code: str) -> Form:
    """:raises InvalidInput: there is no such form here"""
    if code not in FORMS:
        raise InvalidInput(f"Không có biểu '{code}'; có: {', '.join(FORMS)}", field="form")
    return FORMS[code]
