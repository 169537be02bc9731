"""What the papers of one bundle ask for again and again, fetched once (gộp truy vấn khi in nhiều giấy tờ)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from casework.records.paper import Paper, PaperContent

T = TypeVar("T")
_SHELF = "paper_shelf"


@dataclass
class Shelf:
    """What is at hand while a bundle is made, and is gone with it."""

    papers: dict[tuple[str, str, str], list[Paper]]
    kept: dict[Hashable, Any] = field(default_factory=dict)


@contextmanager
def shelf(session: Session, refs: Sequence[str]) -> Iterator[Shelf]:
    """Have what is on file of some cases at hand: their papers, what they said, how often they were printed."""
    loaded = selectinload(Paper.copies), selectinload(Paper.replaces), selectinload(Paper.replaced_by)
    papers = session.scalars(select(Paper).where(Paper.subject_ref.in_(refs)).options(*loaded)).all()
    by_paper: dict[tuple[str, str, str], list[Paper]] = defaultdict(list)
    for paper in papers:
        by_paper[paper.kind, paper.subject_ref, paper.part].append(paper)
    ids = [paper.id for paper in papers]
    contents = session.scalars(select(PaperContent).where(PaperContent.paper_id.in_(ids))).all() if ids else []
    said = {each.paper_id: each for each in contents}
    session.info[_SHELF] = made = Shelf(by_paper, {(PaperContent, each): said.get(each) for each in ids})
    try:
        yield made
    finally:
        del session.info[_SHELF]


def once(session: Session, key: Hashable, fetch: Callable[[], T]) -> T:
    """What `fetch` finds; while a bundle is made, what it found the first time.

    :param key: of everything the answer depends on, the scope of whoever asks among it
    """
    at_hand: Shelf | None = session.info.get(_SHELF)
    if at_hand is None:
        return fetch()
    if key not in at_hand.kept:
        at_hand.kept[key] = fetch()
    return cast(T, at_hand.kept[key])


def forget(session: Session, key: Hashable) -> None:
    """Something was written that `once` would not know of."""
    found: Shelf | None = session.info.get(_SHELF)
    if found is not None:
        found.kept.pop(key, None)


def at_hand(session: Session, kind: str, ref: str, part: str) -> list[Paper] | None:
    """The papers of what is asked; None where they have to be looked for.

    They are handed out once: whoever asks again may have filed another since.
    """
    found: Shelf | None = session.info.get(_SHELF)
    if found is None or (kind, ref, part) in found.kept:
        return None
    found.kept[kind, ref, part] = True
    return found.papers.get((kind, ref, part), [])
