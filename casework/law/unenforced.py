"""What the law says and this system does not check, where that is kept, and why (chỉ ghi nhận): unenforced.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TypedDict, cast

import yaml

from casework.law.vocabulary import Term


class Kept(Term):
    """Hệ thống giữ nội dung này ở đâu."""

    RECORDED_ONLY = "recorded_only", "Chỉ ghi nhận, không kiểm tra"
    REMINDED_ONLY = "reminded_only", "Chỉ nhắc, không ghi nhận"
    ELSEWHERE = "elsewhere", "Việc của cơ quan khác"
    NOT_KEPT = "not_kept", "Chưa có trong hệ thống"


@dataclass(frozen=True)
class Unenforced:
    """One clause without a condition or a deadline of its own."""

    regime: str
    what: str
    citation: str
    kept: Kept
    why: str
    confidence: str


class _Row(TypedDict, total=False):
    law: str
    what: str
    citation: str
    kept: str
    why: str
    confidence: str


def _read() -> tuple[Unenforced, ...]:
    text = resources.files("casework.law").joinpath("unenforced.yaml").read_text(encoding="utf-8")
    rows = cast(list[_Row], yaml.safe_load(text))
    return tuple(
        Unenforced(row["law"], row["what"], row["citation"], Kept(row["kept"]), row["why"], row.get("confidence", "Q"))
        for row in rows
    )


UNENFORCED = _read()
