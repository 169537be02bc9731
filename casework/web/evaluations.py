"""Evaluations after rehabilitation (đánh giá tái nghiện, việc làm): list, new, correct."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.access.permissions import Permission
from casework.law.vocabulary import Cohort, Employment, EvaluationOutcome, NotEvaluatedReason
from casework.services.evaluations import EVALUATIONS, EvaluationEntry
from casework.web.book_columns import day, term, unit
from casework.web.book_pages import About, BookPages, book_pages
from casework.web.fields import CaseForm, DateField, TermField, options
from casework.web.person_records import YES_NO, AnswerField


class EvaluationForm(CaseForm):
    """What was found about somebody on a day."""

    evaluated_on = DateField(_l("Ngày đánh giá"), [InputRequired()])
    cohort = TermField(_l("Nhóm"), Cohort, [InputRequired()])
    returned_on = DateField(_l("Ngày trở về nơi cư trú"))
    outcome = TermField(_l("Kết quả"), EvaluationOutcome, [InputRequired()])
    reason_not_evaluated = TermField(
        _l("Lý do không đánh giá được"), NotEvaluatedReason, description=_l("Chỉ chọn khi không đánh giá được")
    )
    employment = TermField(_l("Việc làm"), Employment)
    law_violation = AnswerField(
        _l("Có vi phạm pháp luật"),
        choices=options([*YES_NO, ("", _l("Chưa rõ"))]),
        default="",
    )


pages = book_pages(
    BookPages(
        book=EVALUATIONS,
        entry=EvaluationEntry,
        form=EvaluationForm,
        columns=(
            day("evaluated_on", _l("Ngày đánh giá")),
            term("outcome", EvaluationOutcome, _l("Kết quả")),
            term("reason_not_evaluated", NotEvaluatedReason, _l("Lý do không đánh giá được"), wide_only=True),
            term("employment", Employment, _l("Việc làm")),
            term("cohort", Cohort, _l("Nhóm"), wide_only=True),
            unit(lambda row: row.unit, _l("Đơn vị")),
        ),
        view=Permission.PERSON_VIEW,
        edit=Permission.EVALUATION_EDIT,
        title=_l("Đánh giá sau cai nghiện"),
        new_title=_l("Ghi đánh giá sau cai nghiện"),
        edit_title=_l("Sửa đánh giá sau cai nghiện"),
        empty=_l("Chưa ghi đánh giá nào."),
        about=About.SOMEBODY,
        listed_as="đánh giá sau cai nghiện",
    )
)
