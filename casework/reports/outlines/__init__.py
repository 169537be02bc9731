"""The outlines of written reports (đề cương báo cáo), one file each; adding one is one file and one line here."""

from __future__ import annotations

from casework.errors import InvalidInput
from casework.reports.outline import Outline
from casework.reports.outlines import joint_plan, review

OUTLINES: dict[str, Outline] = {outline.code: outline for outline in (joint_plan.OUTLINE, review.OUTLINE)}


def find_outline(code: str) -> Outline:
    """:raises InvalidInput: there is no outline of that name; the sentence names those there are"""
    if code not in OUTLINES:
        raise InvalidInput(f"Không có đề cương '{code}'; có: {', '.join(OUTLINES)}", field="seed")
    return OUTLINES[code]
