"""Written reports (báo cáo theo đề cương): the draft with the numbers of a unit, compared with the period before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.documents.blocks import Document
from casework.i18n import VIETNAM
from casework.reports.build import build
from casework.reports.forms import find_form
from casework.reports.outline import Outline, Told, outline_document
from casework.reports.periods import Window, window_before
from casework.services.report_files import letter_of
from casework.services.reports import unit_of_report


def draft_outline(
    session: Session,
    scope: Scope,
    outline: Outline,
    unit_text: str,
    windows: list[Window],
    *,
    as_of: datetime,
    variants: tuple[str, ...] = (),
) -> Document:
    """The draft of a written report for a unit in scope.

    :param windows: the columns whose numbers are told; the last is compared with the period before it
    :param variants: other readings of the rows, of those forms that have them
    :raises InvalidInput: no such unit on that day
    :raises NotFound: the unit lies outside the scope
    """
    unit = unit_of_report(session, scope, unit_text, windows)
    earlier = [window_before(windows[-1])]
    told = {}
    for code in outline.forms:
        form = find_form(code)
        read_as = tuple(name for name in variants if name in {each.name for each in form.variants})
        now, before = (build(session, form, unit, days, as_of=as_of, variants=read_as) for days in (windows, earlier))
        told[code] = Told(now, before)
    return outline_document(outline, told, letter_of(session, unit, as_of.astimezone(VIETNAM).date()))
