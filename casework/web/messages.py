"""The standard sentences of the form library, in Vietnamese; English comes from the catalogue."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

_SENTENCES = {
    "This field is required.": _l("Hãy điền mục này."),
    "Not a valid integer value.": _l("Hãy nhập một số nguyên."),
    "Not a valid decimal value.": _l("Hãy nhập một số."),
    "Not a valid float value.": _l("Hãy nhập một số."),
    "Not a valid choice.": _l("Hãy chọn một giá trị trong danh sách."),
    "Not a valid choice": _l("Hãy chọn một giá trị trong danh sách."),
    "Invalid input.": _l("Giá trị này không hợp lệ."),
    "Invalid email address.": _l("Địa chỉ thư điện tử không hợp lệ."),
    "Number must be at least %(min)s.": _l("Hãy nhập số không nhỏ hơn %(min)s."),
    "Number must be at most %(max)s.": _l("Hãy nhập số không lớn hơn %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Hãy nhập số từ %(min)s đến %(max)s."),
    "Field must be equal to %(other_name)s.": _l("Hai lần nhập không giống nhau."),
}
_COUNTED = {
    "Field must be at least %(min)d character long.": _l("Hãy nhập ít nhất %(min)d ký tự."),
    "Field cannot be longer than %(max)d character.": _l("Hãy nhập không quá %(max)d ký tự."),
    "Field must be exactly %(max)d character long.": _l("Hãy nhập đúng %(max)d ký tự."),
}
_BETWEEN = "Field must be between %(min)d and %(max)d characters long."
_CSRF = ("The CSRF token is missing.", "The CSRF session token is missing.", "The CSRF tokens do not match.")


class FormMessages:
    """What WTForms asks for its sentences."""

    def gettext(self, string: str) -> str:
        if string in _SENTENCES:
            return str(_SENTENCES[string])
        if string == _BETWEEN:
            return gettext("Hãy nhập từ %(min)d đến %(max)d ký tự.")
        if string in _CSRF or string.startswith("The CSRF token"):
            return gettext("Biểu mẫu đã quá hạn. Hãy gửi lại.")
        return string

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(_COUNTED.get(singular, singular if n == 1 else plural))
