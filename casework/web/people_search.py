"""What the list of people is asked for (tra cứu, lọc): the words, the filters, and lists kept for another day."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField
from wtforms.validators import Length, Optional

from casework.law.vocabulary import EpisodeForm, ListingStatus, Sex
from casework.services.search_filters import CaseState, Filters
from casework.web.fields import TermField, UnitField
from casework.web.messages import FormMessages


class SearchForm(Form):
    """Words and filters, all of them in the address of the page."""

    class Meta:
        def get_translations(self, form: Form) -> FormMessages:
            return FormMessages()

    q = StringField(_l("Tìm người"), [Optional(), Length(max=120)])
    state = TermField(_l("Tình trạng"), CaseState, [Optional()], blank=_l("mọi tình trạng"))
    form = TermField(_l("Hình thức cai nghiện"), EpisodeForm, [Optional()], blank=_l("mọi hình thức"))
    status = TermField(_l("Đang trong danh sách"), ListingStatus, [Optional()], blank=_l("không lọc"))
    sex = TermField(_l("Giới tính"), Sex, [Optional()], blank=_l("nam và nữ"))
    birth_year = StringField(_l("Năm sinh"), [Optional(), Length(max=4)])
    unit = UnitField(_l("Nơi cư trú"), [Optional()], kinds=("commune", "district", "province"), on=lambda: None)
    address = StringField(_l("Ấp, khóm, địa chỉ"), [Optional(), Length(max=120)])

    @property
    def wanted(self) -> Filters:
        """The filters; one that cannot be read is left out, and says so beside its field."""
        year = (self.birth_year.data or "").strip()
        return Filters(
            state=self.state.data,
            form=self.form.data,
            status=self.status.data,
            sex=self.sex.data,
            birth_year=int(year) if year.isascii() and year.isdigit() else None,
            unit_id=self.unit.data.id if self.unit.data is not None else None,
            address=(self.address.data or "").strip() or None,
        )


def asked() -> SearchForm:
    """What the address of this page asks for."""
    form = SearchForm(request.args)
    form.validate()
    return form


def question() -> str:
    """The question alone, as a saved list keeps it: no page number, nothing empty."""
    known = SearchForm()._fields
    return urlencode([(key, value) for key, value in request.args.items() if key in known and value.strip()])
