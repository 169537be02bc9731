"""Numbers of papers (số văn bản) as they stand on the paper."""

from __future__ import annotations

import re

from casework.errors import InvalidInput

LONGEST = 60


def checked_number(text: str, *, field: str = "number") -> str:
    """The number with single spaces, as somebody typed it from the paper.

    :raises InvalidInput: empty or too long
    """
    number = re.sub(r"\s+", " ", text).strip()
    if not number:
        raise InvalidInput("Hãy ghi số văn bản như trên giấy", field=field)
    if len(number) > LONGEST:
        raise InvalidInput(f"Số văn bản dài quá {LONGEST} ký tự", field=field)
    return number
