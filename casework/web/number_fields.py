"""The number of a paper on the form of its act: typed from the paper, or left to the system."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length, Optional

from casework.services.paper_numbers import LONGEST

NEXT = _l("Để trống: hệ thống cấp số kế tiếp. Giấy đã có số: ghi như trên giấy, ví dụ 12/QĐ-UBND")


class NumberField(StringField):
    """A number that the act's service gives where nobody types one (cấp số)."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            label,
            [Optional(), Length(max=LONGEST)],
            description=NEXT,
            **options,
        )
