"""A paper as plain text to keep, and back: what was issued is read again word for word, whatever forms say since."""

from __future__ import annotations

import json
import types
from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from casework.documents import blocks
from casework.documents.blocks import Block, Code, Document, Fields, Paragraph, Signature, Signatures, Table

KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Block)}
"""By the name under which a block is kept; a name is never given to another block."""


def dump(document: Document) -> str:
    """The paper as JSON."""
    kept = asdict(document) | {"blocks": [{"block": type(each).__name__, **asdict(each)} for each in document.blocks]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Document:
    """The paper that was kept.

    A value that its block has had only since then takes its default; one that it has no more is passed over.
    """
    kept = json.loads(text)
    made = tuple(_read(KINDS[each["block"]], each) for each in kept["blocks"])
    return Document(kept["name"], made, tuple(kept["marks"]), kept["landscape"])


def with_code(document: Document, address: str | None) -> Document:
    """The same with its code leading to where this system is reached now."""
    if address is None:
        return document
    return replace(document, blocks=tuple(_led(each, address) for each in document.blocks))


def _led(block: Block, address: str) -> Block:
    if not isinstance(block, Code):
        return block
    return Code(address, block.caption.replace(block.address, address))


def differences(old: Document, new: Document) -> list[tuple[str, str]]:
    """What the two papers say otherwise, line by line: as it was, as it would be now."""
    before, after = _lines(old), _lines(new)
    found = []
    for what, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            found.append((" / ".join(before[first:last]), " / ".join(after[begin:end])))
    return found


def _lines(document: Document) -> list[str]:
    return [line for block in document.blocks for line in _said(block)]


def _said(block: Block) -> Sequence[str]:
    """The words of a block, a line for each thing it says."""
    if isinstance(block, Code):
        return []
    if isinstance(block, Paragraph):
        return ["".join(run.text for run in block.content)]
    if isinstance(block, Fields):
        return [f"{each.label}: {each.value or '…'}" for each in block.items]
    if isinstance(block, Table):
        return [" | ".join(row.cells) for row in block.rows]
    if isinstance(block, Signatures):
        return [line for each in block.columns for line in _said(each)]
    if isinstance(block, Signature):
        return [*block.lines, *([block.name] if block.name else [])]
    return [words for words in _words(asdict(block)) if words]


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [words for part in parts for words in _words(part)]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, vars(blocks))


def _read(kind: Any, value: Any) -> Any:
    """A value of JSON as the type that the block wants."""
    if value is None or kind is Any:
        return value
    if isinstance(kind, types.UnionType):
        return _read(next(each for each in get_args(kind) if each is not type(None)), value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in value)
    if is_dataclass(kind) and isinstance(kind, type):
        known = {each.name: _hints(kind)[each.name] for each in fields(kind)}
        return kind(**{name: _read(known[name], value[name]) for name in known if name in value})
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value
