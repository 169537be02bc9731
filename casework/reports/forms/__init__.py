"""The official forms, one file each; adding one is one file and one line here."""

from __future__ import annotations

from casework.errors import InvalidInput
from casework.reports.form import Form
from casework.reports.forms import bcn, cv4498, kh89, khlt2064, pl2, pl3, registers

FORMS: dict[str, Form] = {
    form.code: form
    for form in (
        pl2.FORM,
        pl3.FORM,
        khlt2064.FORM,
        kh89.FORM,
        cv4498.FORM,
        bcn.COMMUNE,
        bcn.DISTRICT,
        bcn.PROVINCE,
        registers.HOME,
        registers.COMMUNITY,
        registers.COMPULSORY,
        registers.AFTERCARE,
        registers.COMPLETED,
    )
}


def find_form(code: str) -> Form:
    """:raises InvalidInput: there is no such form here"""
    if code not in FORMS:
        raise InvalidInput(f"Không có biểu '{code}'; có: {', '.join(FORMS)}", field="form")
    return FORMS[code]
