"""Keeping a number (lưu số liệu đã chốt): the cell exact, and whom it counted and what each added in a small space."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice, repeat
from typing import Any, NamedTuple

from casework.indicators.values import Number, Ratio

AT_ONCE = 2000
"""So many members are in memory at a time, whatever the size of a cell."""
_PIECE = 16_384


class Member(NamedTuple):
    """One record behind a cell: its ref, what it adds, and of a form with cohorts, whose."""

    ref: str
    adds: int
    cohort: str = ""


def packed(members: Iterable[Member]) -> bytes | None:
    """The members as bytes, so many a line; none where there are none."""
    squeezer = zlib.compressobj(6)
    kept: list[bytes] = []
    for some in _batches(members):
        kept.append(squeezer.compress(_line(some).encode()))
    return b"".join((*kept, squeezer.flush())) if kept else None


def _batches(members: Iterable[Member]) -> Iterator[list[Member]]:
    rest = iter(members)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _line(members: list[Member]) -> str:
    columns: list[Any] = [[each.ref for each in members]]
    amounts, cohorts = [each.adds for each in members], [each.cohort for each in members]
    columns.append(1 if set(amounts) == {1} else amounts)
    columns.append("" if set(cohorts) == {""} else cohorts)
    return json.dumps(columns, separators=(",", ":")) + "\n"


def unpacked(kept: bytes | None) -> Iterator[Member]:
    """The members as they were, a few at a time."""
    opener, line = zlib.decompressobj(), b""
    pieces = (kept[start : start + _PIECE] for start in range(0, len(kept), _PIECE)) if kept else ()
    for piece in pieces:
        *lines, line = (line + opener.decompress(piece)).split(b"\n")
        for each in lines:
            yield from _read(each)
    if line:
        yield from _read(line)


def _read(line: bytes) -> Iterator[Member]:
    refs, amounts, cohorts = json.loads(line)
    adds = repeat(amounts) if isinstance(amounts, int) else amounts
    whose = repeat(cohorts) if isinstance(cohorts, str) else cohorts
    for each in zip(refs, adds, whose, strict=False):
        yield Member(*each)


def to_plain(number: Number) -> Any:
    """A number as it is kept: exact, and told apart from every other kind."""
    if isinstance(number, tuple):
        return [to_plain(each) for each in number]
    if isinstance(number, Ratio):
        return {"n": number.n, "of": number.of}
    return {"decimal": str(number)} if isinstance(number, Decimal) else number


def from_plain(kept: Any) -> Number:
    """The number that was kept."""
    if isinstance(kept, list):
        return tuple(from_plain(each) for each in kept)  # type: ignore[misc]
    if isinstance(kept, Mapping):
        return Decimal(kept["decimal"]) if "decimal" in kept else Ratio(kept["n"], kept["of"])
    return None if kept is None else int(kept)
