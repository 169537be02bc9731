"""Why a record is counted, came or went (vì sao): the first rule of the definition that it meets or does not meet."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.errors import InvalidInput
from casework.indicators.indicator import Frame, Indicator
from casework.reports.explain_cell import Explanation, explain, keys_named
from casework.reports.form import Form
from casework.reports.periods import Window
from casework.reports.place import frame
from casework.services.report_sides import look
from casework.services.reports import unit_of_report, widest


def why(
    session: Session,
    scope: Scope,
    actor: Actor,
    form: Form,
    row_id: str,
    unit_text: str,
    window: Window,
    ref: str,
    variants: tuple[str, ...] = (),
) -> list[Explanation]:
    """Why the records of this ref are counted in a cell, or the first rule that keeps each out. Looking is recorded.

    :raises InvalidInput: no record of the counted kind within the scope bears the ref
    """
    unit = unit_of_report(session, scope, unit_text, [window])
    line, indicator = form.row(row_id), form.indicator(row_id, variants)
    asked = frame(unit, line.window(window))
    keys = keys_named(session, indicator, widest(session, scope), ref.strip())
    if not keys:
        raise InvalidInput("Trong phạm vi của bạn không có hồ sơ nào mang mã này cho chỉ tiêu đã chọn.", field="ref")
    look(session, actor, form.code, row_id, unit, window, len(keys))
    return [explain(session, indicator, asked, key, name) for key, name in keys]


def kept_out(session: Session, indicator: Indicator, asked: Frame, keys: dict[str, int], words: str) -> dict[str, str]:
    """The first rule of a cell that each record does not meet.

    :param words: what stands before the rule, such as “nay không đạt”
    """
    said: dict[str, str] = {}
    for ref, key in keys.items():
        broken = explain(session, indicator, asked, key, ref).broken
        if broken is not None:
            said[ref] = f"{words}: {broken.text}" + (f" ({broken.found})" if broken.found else "")
    return said
