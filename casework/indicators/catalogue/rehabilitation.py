"""Rehabilitation at home and in the community (cai nghiện tại gia đình, cộng đồng): Phụ lục 2, rows 1.4–1.6."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from casework.indicators.custody import held_in_force, held_on
from casework.indicators.indicator import Counted, Indicator, Place
from casework.indicators.sources import PHU_LUC_2
from casework.indicators.timespans import in_force_in_window, in_window, one_of
from casework.law.vocabulary import IN_COMMUNITY, OUTSIDE_CENTRES, VOLUNTARY_OUTSIDE_CENTRES
from casework.law.vocabulary import EpisodeForm as Form
from casework.records.episode import Certificate, Episode

Forms = tuple[Form, ...]


def _registered(forms: Forms) -> Any:
    def rows(place: Place) -> Select[Any]:
        return select(Episode.person_id).where(
            one_of(Episode.form, forms),
            *in_window(place, Episode.registered_on),
            *held_on(place, Episode.registered_on),
        )

    return rows


def _in_rehabilitation(forms: Forms) -> Any:
    def rows(place: Place) -> Select[Any]:
        return select(Episode.person_id).where(
            one_of(Episode.form, forms),
            *in_force_in_window(place, Episode.started_on, Episode.ended_on),
            *held_in_force(place, Episode.started_on, Episode.ended_on),
        )

    return rows


def _started(forms: Forms) -> Any:
    def rows(place: Place) -> Select[Any]:
        return select(Episode.person_id).where(
            one_of(Episode.form, forms),
            *in_window(place, Episode.started_on),
            *held_on(place, Episode.started_on),
        )

    return rows


def _certified(place: Place) -> Select[Any]:
    return select(Episode.person_id).where(
        Certificate.episode_id == Episode.id,
        one_of(Episode.form, OUTSIDE_CENTRES),
        *in_window(place, Certificate.issued_on),
        *held_on(place, Certificate.issued_on),
    )


def _people(code: str, label: str, definition: str, basis: str, rows: Any) -> Indicator:
    return Indicator(
        code=f"rehabilitation.{code}",
        label=label,
        measured_in="người",
        definition=definition,
        basis=basis,
        citation=PHU_LUC_2,
        counted=Counted.PERSON,
        rows=rows,
        repeats=True,
    )


_REGISTRATION = "ngày đăng ký; theo đơn vị quản lý hồ sơ ngày đó"
_FORCE = "ngày bắt đầu và ngày kết thúc; theo đơn vị quản lý hồ sơ trong những ngày đó"

REGISTERED = _people(
    "registered",
    "Số người khai báo, đăng ký cai nghiện tại gia đình, cộng đồng",
    "Người có đợt cai nghiện tự nguyện tại gia đình hoặc tại cộng đồng đăng ký trong kỳ, mỗi người một lần.",
    _REGISTRATION,
    _registered(VOLUNTARY_OUTSIDE_CENTRES),
)
REGISTERED_COMMUNITY = _people(
    "registered.community",
    "Số người đăng ký cai nghiện tại cộng đồng",
    "Người có đợt cai nghiện tự nguyện tại cộng đồng đăng ký trong kỳ.",
    _REGISTRATION,
    _registered((Form.COMMUNITY,)),
)
REGISTERED_HOME = _people(
    "registered.home",
    "Số người đăng ký cai nghiện tại gia đình",
    "Người có đợt cai nghiện tự nguyện tại gia đình đăng ký trong kỳ.",
    _REGISTRATION,
    _registered((Form.HOME,)),
)
IN_REHABILITATION = _people(
    "in_rehabilitation",
    "Số người được cai nghiện",
    "Người có đợt cai nghiện tại gia đình, tại cộng đồng (tự nguyện hoặc bắt buộc) đã bắt đầu và còn hiệu lực vào ít"
    " nhất một ngày của kỳ mà đơn vị quản lý hồ sơ.",
    _FORCE,
    _in_rehabilitation(OUTSIDE_CENTRES),
)
IN_REHABILITATION_COMMUNITY = _people(
    "in_rehabilitation.community",
    "Số người được cai nghiện tại cộng đồng",
    "Như trên, đợt cai nghiện tại cộng đồng, tự nguyện hoặc bắt buộc.",
    _FORCE,
    _in_rehabilitation(IN_COMMUNITY),
)
IN_REHABILITATION_HOME = _people(
    "in_rehabilitation.home",
    "Số người được cai nghiện tại gia đình",
    "Như trên, đợt cai nghiện tại gia đình.",
    _FORCE,
    _in_rehabilitation((Form.HOME,)),
)
_STARTED = "ngày bắt đầu; theo đơn vị quản lý hồ sơ ngày đó"
STARTED = _people(
    "started",
    "Số người được cai nghiện",
    "Người có đợt cai nghiện tại gia đình, tại cộng đồng bắt đầu trong kỳ.",
    _STARTED,
    _started(OUTSIDE_CENTRES),
)
STARTED_COMMUNITY = _people(
    "started.community",
    "Số người được cai nghiện tại cộng đồng",
    "Người có đợt cai nghiện tại cộng đồng, tự nguyện hoặc bắt buộc, bắt đầu trong kỳ.",
    _STARTED,
    _started(IN_COMMUNITY),
)
STARTED_HOME = _people(
    "started.home",
    "Số người được cai nghiện tại gia đình",
    "Người có đợt cai nghiện tại gia đình bắt đầu trong kỳ.",
    _STARTED,
    _started((Form.HOME,)),
)
CERTIFIED = _people(
    "certified",
    "Số người được cấp giấy chứng nhận hoàn thành thời gian cai nghiện",
    "Người được cấp giấy chứng nhận (giấy xác nhận) hoàn thành trong kỳ cho một đợt cai nghiện tại gia đình,"
    " cộng đồng.",
    "ngày cấp giấy; theo đơn vị quản lý hồ sơ ngày đó",
    _certified,
)
