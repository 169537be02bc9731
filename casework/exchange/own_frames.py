"""Lines of a commune's own sheet that are about nobody (dòng cộng, dòng nhóm, phần ký): sums, groups, signatures.

They are told by their words and by what they leave empty, never by that alone: a row with a mistake stays a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from casework.exchange.cells import Cell, shown
from casework.exchange.own_cells import plain

Line = tuple[int, Sequence[Cell]]

FEWEST = 3
"""Of fewer columns nothing is told from what a line leaves empty."""
_FEW = 2
"""So many cells at most has a group or a line of the signatures."""
_SUM = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)\b.*")
"""With its marks: without them it would be a surname (Tống)."""
_COUNTED = re.compile(r"[0-9][0-9.,]*(?: \w+)?")
_SIGNED = re.compile(
    r"nguoi (?:lap|tong hop)(?: .*)?|can bo lap(?: .*)?|thu truong(?: .*)?|noi nhan|(?:tm|kt|tl|tuq) .*|"
    r"(?:pho )?chu tich|truong cong an(?: .*)?|xac nhan cua .*|ky ten.*|ky ghi ro.*|"
    r"(?:.* )?ngay [0-9 ]*thang [0-9 ]*nam[0-9 ]*"
)
_ORDINAL = re.compile(r"(?:[IVX]+|[A-H])\.?")
"""How groups are counted; their rows are counted 1, 2, 3."""


def about_somebody(lines: Iterable[Line], passed_over: set[int]) -> Iterator[Line]:
    """The lines that say something but sums, groups, and the signatures at the end.

    :param passed_over: told the numbers of those
    """
    below_sum: list[Line] = []
    in_foot = False
    for number, cells in lines:
        texts = [text for cell in cells if (text := shown(cell).strip())]
        if not texts:
            continue
        if _is_frame(texts):
            passed_over.add(number)
            in_foot = True
        elif in_foot and len(texts) <= _FEW:
            # A name below "Người lập biểu", unless a whole row comes after it.
            below_sum.append((number, cells))
        else:
            yield from below_sum
            below_sum, in_foot = [], False
            yield number, cells
    passed_over.update(number for number, _ in below_sum)


def _is_frame(texts: list[str]) -> bool:
    if len(texts) <= _FEW and any(_SIGNED.fullmatch(plain(text)) for text in texts):
        return True
    if len(texts) == _FEW and _ORDINAL.fullmatch(texts[0]):
        return True
    sums = [text for text in texts if _SUM.fullmatch(unicodedata.normalize("NFC", text).lower())]
    return len(sums) == 1 and all(_COUNTED.fullmatch(text) for text in texts if text not in sums)
