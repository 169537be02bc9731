"""The exchange table of moves (chuyển nơi quản lý): of episodes and of after-care, each kept with its own case."""

from __future__ import annotations

from dataclasses import replace

from casework.exchange.columns import Column, ExchangeTable, Kind, day, reference, unit
from casework.law.vocabulary import CaseSubject
from casework.records.aftercare import AftercareTransfer
from casework.records.db import Base
from casework.records.episode import EpisodeTransfer


def _part(subject: CaseSubject, record: type[Base], refers_to: str, attribute: str) -> ExchangeTable:
    return ExchangeTable(
        "transfers",
        "Chuyển nơi quản lý",
        record,
        (
            Column("subject", "Loại hồ sơ", Kind.SUBJECT, "", required=True, values=CaseSubject),
            reference("subject_ref", "Mã hồ sơ", refers_to, attribute),
            day("moved_on", "Ngày chuyển", required=True),
            unit("Mã đơn vị tiếp nhận", "to_unit_code", "to_unit_id"),
        ),
        key=("subject_ref", "moved_on"),
        found_by=("subject_ref",),
        unit_days=("moved_on",),
        subject=subject.value,
    )


_EPISODES = _part(CaseSubject.EPISODE, EpisodeTransfer, "episodes", "episode_id")
_AFTERCARE = _part(CaseSubject.AFTERCARE, AftercareTransfer, "aftercare", "aftercare_id")

TRANSFERS = replace(_EPISODES, subject="", parts=(_EPISODES, _AFTERCARE))
