"""An hour of the day beside a day (giờ): only clocks in hours need it, so it may always be left empty."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from casework.i18n import VIETNAM
from casework.web.fields import _TextField

HINT = _l("giờ:phút, ví dụ 14:30; để trống nếu không ghi giờ")


class HourField(_TextField):
    """An hour, typed 14:30 (also 14h30, 14 giờ 30); `data` is a time or None, `on` puts it on a day."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, [Optional()], **{"description": HINT} | kwargs)

    def read(self, text: str) -> time:
        return read_hour(text)

    def shown(self, value: Any) -> str:
        return f"{value:%H:%M}"

    def on(self, day: date | None) -> datetime | None:
        """The instant on a day in Viet Nam; None where the hour was left empty."""
        return None if day is None or self.data is None else datetime.combine(day, self.data, VIETNAM)


def read_hour(text: str) -> time:
    """:raises ValueError: it is no hour of a day; the sentence is for the form"""
    match = re.fullmatch(r"(\d{1,2})\s*(?::|h|giờ|g|\.)\s*(\d{2})?", text.strip().lower())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise ValueError(_("Giờ không hợp lệ. Hãy nhập giờ:phút, ví dụ 14:30."))
    return time(hour, minute)
