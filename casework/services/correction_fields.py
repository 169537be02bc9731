"""What of an episode may be corrected (mục sửa được): each recorded value, its words, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from casework.i18n import format_date
from casework.law.vocabulary import DeclaredBy, EpisodeOutcome, Phase, Term
from casework.law.vocabulary import Violation as ViolationKind
from casework.records.episode import Episode
from casework.records.unit import Unit
from casework.services.episode_facts import keep


class Shape(StrEnum):
    """How a value is typed."""

    DAY = "day"
    DAYS = "days"
    TEXT = "text"
    NUMBER = "number"
    TERM = "term"
    UNIT = "unit"


@dataclass(frozen=True)
class Field:
    """One recorded value: its key in addresses and in the trail, its words, and the value.

    :param group: the part of the record it belongs to, in words
    :param needed: it may be corrected, never left empty
    """

    key: str
    label: str
    group: str
    shape: Shape
    value: Any
    write: Callable[[Any], None]
    needed: bool = False
    terms: type[Term] | None = None

    @property
    def shown(self) -> str:
        """The value as people read it; a dash for none."""
        return shown(self.value, self.terms)


LABELS: dict[str, str] = {
    "registered_on": "Ngày tiếp nhận đăng ký",
    "declared_by": "Người đăng ký",
    "decided_on": "Ngày ký quyết định",
    "decision_number": "Số quyết định",
    "term_months": "Thời hạn (tháng)",
    "started_on": "Ngày bắt đầu cai nghiện",
    "ended_on": "Ngày kết thúc",
    "outcome": "Kết quả",
    "determined_addicted_on": "Ngày có kết quả xác định nghiện",
    "notified_on": "Ngày được thông báo kết quả",
    "verified_on": "Ngày thẩm tra",
    "returned_on": "Ngày trả hồ sơ để bổ sung",
    "supplemented_on": "Ngày nhận bổ sung",
    "missing_papers": "Giấy tờ còn thiếu",
    "refused_on": "Ngày từ chối",
    "undertaking_signed_on": "Ngày ký bản cam kết",
    "plan_made_on": "Ngày lập kế hoạch",
    "worker_assigned_on": "Ngày phân công người theo dõi",
    "reviewed_on": "Các ngày nhận xét hằng tháng",
    "end_notified_on": "Ngày thông báo ngày hoàn thành",
    "certificate_proposed_on": "Ngày đề nghị cấp giấy",
    "left_on": "Ngày chuyển đi",
    "transfer_notified_on": "Ngày thông báo cho nơi chuyển đến",
    "transfer_received_on": "Ngày tiếp nhận hồ sơ chuyển đến",
}
"""Vietnamese words for the fields of an episode, in the order in which things happen."""
EXTRAS: dict[str, str] = {
    "phase.started_on": "Ngày bắt đầu giai đoạn",
    "phase.completed_on": "Ngày hoàn thành giai đoạn",
    "certificate.number": "Số giấy",
    "certificate.issued_on": "Ngày ký giấy",
    "transfer.moved_on": "Ngày chuyển",
    "transfer.to_unit": "Nơi nhận",
    "violation.happened_on": "Ngày vi phạm",
    "violation.kind": "Loại vi phạm",
    "violation.number": "Số biên bản",
    "violation.note": "Ghi chú",
    "restart.from_on": "Thời hạn tính lại từ ngày",
}
"""Those of its parts: the part and the column."""
RESTART = "restart"
"""How the key of a clock that ran anew begins; its number in the order of the case follows."""
COLUMNS: dict[str, tuple[Shape, type[Term] | None]] = {
    "registered_on": (Shape.DAY, None),
    "declared_by": (Shape.TERM, DeclaredBy),
    "decided_on": (Shape.DAY, None),
    "decision_number": (Shape.TEXT, None),
    "term_months": (Shape.NUMBER, None),
    "started_on": (Shape.DAY, None),
    "ended_on": (Shape.DAY, None),
    "outcome": (Shape.TERM, EpisodeOutcome),
}


def fields_of(episode: Episode) -> list[Field]:
    """Every value that is recorded about an episode, with those of its phases, certificate, moves and violations."""
    return [*_own(episode), *_parts(episode)]


def shown(value: Any, terms: type[Term] | None = None) -> str:
    """A value as people read it; a dash for none."""
    if value in (None, "", ()):
        return "–"
    if isinstance(value, tuple):
        return ", ".join(format_date(each) for each in value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Unit):
        return f"{value.name} ({value.code})"
    return terms(value).term if terms is not None else str(value)


def _own(episode: Episode) -> Iterator[Field]:
    for name, label in LABELS.items():
        if name in COLUMNS:
            shape, terms = COLUMNS[name]
            value = getattr(episode, name)
        else:
            kept = episode.law_facts.get(name)
            shape, terms = _shape_of_fact(name), None
            value = _read_fact(shape, kept)
            if kept is None:
                continue

        def write(value: Any, name: str = name) -> None:
            if name in COLUMNS:
                setattr(episode, name, value)
            else:
                keep(episode, {name: value})

        yield Field(name, label, "Đợt cai nghiện", shape, value, write, name == "registered_on", terms)


def _shape_of_fact(name: str) -> Shape:
    return {"reviewed_on": Shape.DAYS, "missing_papers": Shape.TEXT}.get(name, Shape.DAY)


def _read_fact(shape: Shape, kept: Any) -> Any:
    if kept is None or shape is Shape.TEXT:
        return kept
    return tuple(map(date.fromisoformat, kept)) if shape is Shape.DAYS else date.fromisoformat(kept)


def _parts(episode: Episode) -> Iterator[Field]:
    for phase in episode.phases:
        group = f"Giai đoạn {Phase(phase.phase).term}"
        yield _of(phase, "phase", group, "started_on", Shape.DAY, needed=True)
        yield _of(phase, "phase", group, "completed_on", Shape.DAY)
    if episode.certificate is not None:
        group = "Giấy xác nhận hoàn thành"
        yield _of(episode.certificate, "certificate", group, "number", Shape.TEXT, needed=True)
        yield _of(episode.certificate, "certificate", group, "issued_on", Shape.DAY, needed=True)
    for move in episode.transfers:
        group = f"Chuyển đến {move.to_unit.name}"
        yield _of(move, "transfer", group, "moved_on", Shape.DAY, needed=True)
        yield _of(move, "transfer", group, "to_unit", Shape.UNIT, needed=True)
    for minutes in episode.violations:
        group = f"Vi phạm ngày {format_date(minutes.happened_on)}"
        yield _of(minutes, "violation", group, "happened_on", Shape.DAY, needed=True)
        yield _of(minutes, "violation", group, "kind", Shape.TERM, needed=True, terms=ViolationKind)
        yield _of(minutes, "violation", group, "number", Shape.TEXT)
        yield _of(minutes, "violation", group, "note", Shape.TEXT)
    yield from _restarts(episode)


def _restarts(episode: Episode) -> Iterator[Field]:
    """The last decision by which a clock ran anew: those before it are counted from the first."""
    kept = episode.law_facts.get("restarts") or []
    if not kept:
        return
    *earlier, last = kept

    def write(value: date | None) -> None:
        left = earlier if value is None else [*earlier, {**last, "from_on": value.isoformat(), "from_at": None}]
        others = {name: fact for name, fact in episode.law_facts.items() if name != "restarts"}
        # A new mapping, for a change inside the stored one would go unnoticed.
        episode.law_facts = others | ({"restarts": left} if left else {})

    group = f"Tính lại thời hạn theo quyết định số {last['number']}"
    day = date.fromisoformat(last["from_on"])
    yield Field(f"{RESTART}.{len(kept)}.from_on", EXTRAS["restart.from_on"], group, Shape.DAY, day, write)


def _of(
    row: Any,
    part: str,
    group: str,
    name: str,
    shape: Shape,
    *,
    needed: bool = False,
    terms: type[Term] | None = None,
) -> Field:
    def write(value: Any) -> None:
        setattr(row, name, value)

    return Field(
        f"{part}.{row.id}.{name}", EXTRAS[f"{part}.{name}"], group, shape, getattr(row, name), write, needed, terms
    )
