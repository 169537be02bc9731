"""Who somebody is on paper: name, birth, national id (số định danh), checked before they are stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from casework.errors import InvalidInput
from casework.law.vocabulary import Sex

OLDEST_YEARS = 120
"""Nobody on file was born longer ago: a year before that is a slip of the keyboard."""

Birth = date | int
"""The day of birth, or the year alone where the day is not known."""


@dataclass(frozen=True)
class Identity:
    """The checked identity of a person (thông tin nhân thân)."""

    full_name: str
    birth_on: date | None
    birth_year: int
    sex: Sex
    ethnicity: str | None
    national_id: str | None
    address: str | None
    phone: str | None


def checked_identity(
    today: date,
    *,
    full_name: str,
    birth: Birth,
    sex: Sex,
    ethnicity: str | None,
    national_id: str | None,
    address: str | None,
    phone: str | None,
) -> Identity:
    """The identity with spaces trimmed, every part of a possible shape.

    :raises InvalidInput: naming the field and what would be right
    """
    return Identity(
        full_name=_required(full_name, "full_name", "Hãy ghi họ và tên", 120),
        birth_on=birth if isinstance(birth, date) else None,
        birth_year=_birth_year(birth, today),
        sex=sex,
        ethnicity=_optional(ethnicity, "ethnicity", 60),
        national_id=checked_national_id(national_id),
        address=_optional(address, "address", 200),
        phone=_optional(phone, "phone", 40),
    )


def checked_national_id(text: str | None) -> str | None:
    """The digits of a national id (CMND 9 số, CCCD/định danh 12 số), without spaces; None for none.

    :raises InvalidInput: neither 9 nor 12 digits
    """
    digits = re.sub(r"[\s.]", "", text or "")
    if not digits:
        return None
    if not re.fullmatch(r"[0-9]{9}|[0-9]{12}", digits):
        raise InvalidInput("Số định danh gồm 12 chữ số (hoặc 9 chữ số của CMND cũ)", field="national_id")
    return digits


def _birth_year(birth: Birth, today: date) -> int:
    year = birth.year if isinstance(birth, date) else birth
    if isinstance(birth, date) and birth > today:
        raise InvalidInput("Ngày sinh không thể ở tương lai", field="birth")
    if not today.year - OLDEST_YEARS <= year <= today.year:
        raise InvalidInput(f"Năm sinh phải từ {today.year - OLDEST_YEARS} đến {today.year}", field="birth")
    return year


def _required(text: str, field: str, message: str, length: int) -> str:
    value = _optional(text, field, length)
    if value is None:
        raise InvalidInput(message, field=field)
    return value


def _optional(text: str | None, field: str, length: int) -> str | None:
    value = re.sub(r"\s+", " ", text or "").strip()
    if len(value) > length:
        raise InvalidInput(f"Dài quá {length} ký tự", field=field)
    return value or None
