"""Which words somebody may have meant (từ gần đúng): parts of words, and slips of the finger."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from enum import IntEnum

from rapidfuzz.distance import OSA


class Slips(IntEnum):
    """For which words slips of the finger are thought of."""

    NONE = 0
    UNKNOWN_WORDS = 1
    ALL_WORDS = 2


def meant(word: str, vocabulary: Collection[str], slips: Slips = Slips.NONE) -> set[str]:
    """The words of a vocabulary that begin with the word, else that contain it.

    With slips also words one letter off, missing, too many or swapped (`ngueyn`), two in long words.
    """
    found = {each for each in vocabulary if each.startswith(word)}
    if not found:
        found = {each for each in vocabulary if word in each}
    if len(word) > 1 and (slips is Slips.ALL_WORDS or (slips is Slips.UNKNOWN_WORDS and not found)):
        allowed = 2 if len(word) > 6 else 1
        found |= {each for each in vocabulary if OSA.distance(word, each, score_cutoff=allowed) <= allowed}
    return found


def marked(text: str) -> str:
    """Words with their marks in one order, so that the old and the new place of a mark (hòa, hoà) read alike."""
    return " ".join("".join(sorted(unicodedata.normalize("NFD", word))) for word in text.lower().split())
