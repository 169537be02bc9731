"""Consultation points (điểm tư vấn): Phụ lục 2, rows 2.1–2.4."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from casework.indicators.indicator import Counted, Indicator, Measure, Place
from casework.indicators.sources import PHU_LUC_2
from casework.indicators.timespans import assigned_at, existing_at, in_window, one_of, some
from casework.law.vocabulary import Premises, Sector
from casework.records.consultation import ConsultationSession, Point, PointStaff
from casework.records.team import Staff


def _established(place: Place) -> Select[Any]:
    return select(Point.id).where(*in_window(place, Point.established_on), *place.within(Point.unit_id))


def _existing(place: Place) -> Select[Any]:
    return select(Point.id).where(
        *existing_at(place, Point.established_on, Point.closed_on), *place.within(Point.unit_id)
    )


def _active(place: Place) -> Select[Any]:
    met = some(ConsultationSession.point_id == Point.id, *in_window(place, ConsultationSession.held_on))
    return _existing(place).where(met)


def _staff_of_active(place: Place) -> Select[Any]:
    return select(PointStaff.staff_id).where(
        PointStaff.point_id.in_(_active(place)), *assigned_at(place, PointStaff.from_on, PointStaff.to_on)
    )


def _consulted(place: Place) -> Select[int, int]:
    return select(ConsultationSession.id, ConsultationSession.attendance).where(
        *in_window(place, ConsultationSession.held_on), *place.within(ConsultationSession.unit_id)
    )


def _points(code: str, label: str, definition: str, basis: str, rows: Any) -> Indicator:
    return Indicator(
        code=f"points.{code}",
        label=label,
        measured_in="điểm",
        definition=definition,
        basis=basis,
        citation=PHU_LUC_2,
        counted=Counted.POINT,
        rows=rows,
    )


def _at(premises: Premises, rows: Any) -> Any:
    return lambda place: rows(place).where(one_of(Point.premises, [premises]))


def _of(sector: Sector) -> Any:
    return lambda place: (
        _staff_of_active(place).join(Staff, Staff.id == PointStaff.staff_id).where(one_of(Staff.sector, [sector]))
    )


PREMISES_LABELS = {
    Premises.HEALTH_STATION: "Trụ sở đặt tại Trạm y tế",
    Premises.CULTURE_HOUSE: "Trụ sở đặt tại Nhà văn hóa",
    Premises.OTHER: "Trụ sở đặt tại địa điểm khác",
}

ESTABLISHED = _points(
    "established",
    "Số điểm được thành lập",
    "Điểm tư vấn thành lập trong kỳ.",
    "ngày thành lập; theo đơn vị của điểm",
    _established,
)
EXISTING = _points(
    "existing",
    "Số điểm được thành lập",
    "Mọi điểm tư vấn đã thành lập đến cuối kỳ và chưa đóng.",
    "cuối kỳ; theo đơn vị của điểm",
    _existing,
)
ESTABLISHED_BY_PREMISES = {
    premises: _points(
        f"established.{premises.value}",
        label,
        f"Điểm tư vấn thành lập trong kỳ, {label[0].lower()}{label[1:]}.",
        "ngày thành lập; theo đơn vị của điểm",
        _at(premises, _established),
    )
    for premises, label in PREMISES_LABELS.items()
}
EXISTING_BY_PREMISES = {
    premises: _points(
        f"existing.{premises.value}",
        label,
        f"Điểm tư vấn còn ở cuối kỳ, {label[0].lower()}{label[1:]}.",
        "cuối kỳ; theo đơn vị của điểm",
        _at(premises, _existing),
    )
    for premises, label in PREMISES_LABELS.items()
}
ACTIVE = _points(
    "active",
    "Số điểm đang hoạt động",
    "Điểm tư vấn còn ở cuối kỳ và trong kỳ có ít nhất một buổi tư vấn.",
    "cuối kỳ; ngày tư vấn",
    _active,
)
STAFF = Indicator(
    code="points.staff",
    label="Số cán bộ tham gia",
    measured_in="người",
    definition="Cán bộ được phân công, vào cuối kỳ, ở các điểm đang hoạt động; mỗi người một lần.",
    basis="cuối kỳ",
    citation=PHU_LUC_2,
    counted=Counted.STAFF,
    rows=_staff_of_active,
    repeats=True,
)
STAFF_BY_SECTOR = {
    sector: Indicator(
        code=f"points.staff.{sector.value}",
        label=sector.term,
        measured_in="người",
        definition=f"Trong số cán bộ ấy, cán bộ ngành: {sector.term} (ngành hiện nay).",
        basis="cuối kỳ",
        citation=PHU_LUC_2,
        counted=Counted.STAFF,
        rows=_of(sector),
        repeats=True,
    )
    for sector in Sector
}
CONSULTED = Indicator(
    code="points.consulted",
    label="Số người được tư vấn",
    measured_in="lượt người",
    definition="Tổng số người có mặt ở các buổi tư vấn trong kỳ; mỗi lần có mặt là một lượt.",
    basis="ngày tư vấn; theo đơn vị của điểm",
    citation=PHU_LUC_2,
    counted=Counted.SESSION,
    rows=_consulted,
    measure=Measure.SUM,
)
