"""Official papers, one file a form, each a line in `FORMS`."""

from __future__ import annotations

from casework.documents.form import AnyForm
from casework.documents.forms import (
    aftercare_certificate,
    aftercare_decision,
    aftercare_exemption,
    aftercare_reduction,
    aftercare_removal,
    aftercare_request,
    aftercare_suspension,
    aftercare_transfer,
    assignment,
    clock_restart,
    completion_certificate,
    completion_notice,
    compulsory_relief,
    delivery_minutes,
    loan_confirmation,
    monitoring,
    monthly_review,
    personal_information,
    reception_minutes,
    registers,
    registration,
    rehabilitation_decision,
    rehabilitation_plan,
    review_minutes,
    session_log,
    team_decision,
    training_confirmation,
    transfer_notice,
    undertaking,
    violation_minutes,
)
from casework.errors import InvalidInput

FORMS: tuple[AnyForm, ...] = (
    registration.FORM,
    registers.REGISTRATION_REGISTER,
    review_minutes.FORM,
    rehabilitation_decision.FORM,
    delivery_minutes.FORM,
    reception_minutes.FORM,
    undertaking.FORM,
    assignment.FORM,
    personal_information.FORM,
    rehabilitation_plan.FORM,
    monthly_review.FORM,
    transfer_notice.FORM,
    violation_minutes.FORM,
    clock_restart.FORM,
    compulsory_relief.POSTPONEMENT,
    compulsory_relief.EXEMPTION,
    completion_notice.FORM,
    completion_certificate.FORM,
    aftercare_request.FORM,
    aftercare_decision.FORM,
    registers.AFTERCARE_LIST,
    aftercare_transfer.FORM,
    aftercare_suspension.FORM,
    aftercare_reduction.FORM,
    aftercare_exemption.FORM,
    *monitoring.FORMS,
    aftercare_certificate.FORM,
    aftercare_removal.FORM,
    training_confirmation.FORM,
    loan_confirmation.FORM,
    registers.LOAN_LIST,
    session_log.FORM,
    team_decision.FORM,
    registers.SO01,
    registers.SO02,
    registers.SO03,
    registers.SO04,
    registers.SO05,
)
"""In the order of the procedure."""


def find_form(kind: str) -> AnyForm:
    """:raises InvalidInput: no form of that kind; the sentence names those there are"""
    for form in FORMS:
        if form.kind == kind.strip().lower().replace("_", "-"):
            return form
    kinds = ", ".join(form.kind for form in FORMS)
    raise InvalidInput(f"Không có loại giấy tờ '{kind}'. Các loại: {kinds}", field="kind")
