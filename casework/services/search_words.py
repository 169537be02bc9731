"""Which words somebody may have meant (từ gần đúng): parts of words, and slips of the finger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

WIDEST = 60
"""So many words of a register one typed part of a word stands for."""
NEAREST = 20
"""So many words one slip may have been meant for."""


_TONES = "[\u0300\u0301\u0303\u0309\u0323]"
_OLD_PLACE = re.compile(rf"([oOuU])({_TONES})([aeyAEY])(?![^\W\d_]|[\u0300-\u036f])")
_NEW_PLACE = re.compile(rf"([oOuU])([aeyAEY])({_TONES})(?![^\W\d_]|[\u0300-\u036f])")


class Slips(IntEnum):
    """For which words slips of the finger are thought of."""

    NONE = 0
    UNKNOWN_WORDS = 1
    ALL_WORDS = 2


def meant(word: str, vocabulary: Collection[str], slips: Slips = Slips.NONE) -> set[str]:
    """The words of a vocabulary that begin with the word, else that contain it.

    With slips also words one letter off, missing, too many or swapped (`ngueyn`), two in long words; of two letters
    (`ng`, `ha`) that begin a word none is thought a slip, for they are one letter off from half of all words.
    """
    found = {each for each in vocabulary if each.startswith(word)}
    if not found:
        found = {each for each in vocabulary if word in each}
    if (len(word) > 2 and slips is Slips.ALL_WORDS) or (len(word) > 1 and slips is not Slips.NONE and not found):
        allowed = 2 if len(word) > 6 else 1
        found |= {each for each in vocabulary if OSA.distance(word, each, score_cutoff=allowed) <= allowed}
    return found


@dataclass(frozen=True)
class Meaning:
    """What one typed word may mean: words of a register, and the parts by which a text that has them is known."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    """In a text with a space before and after each of its words."""

    def __bool__(self) -> bool:
        return bool(self.words)

    @classmethod
    def of(cls, word: str, vocabulary: Collection[str], slips: Slips) -> Meaning:
        """The meaning of a word among the words of a register; false where there is none."""
        plain = meant(word, vocabulary)
        parts = {f" {word}" if any(each.startswith(word) for each in plain) else word} if plain else set()
        slipped = meant(word, vocabulary, slips) - plain
        nearest = sorted(slipped, key=lambda each: (OSA.distance(word, each), abs(len(each) - len(word)), each))
        parts |= {f" {each} " for each in nearest[:NEAREST]}
        words = sorted(plain, key=lambda each: (each != word, len(each), each))[:WIDEST]
        return cls((*words, *nearest[:NEAREST]), tuple(sorted(parts)))


def marked(text: str) -> str:
    """Words with their marks in one order, so that the old and the new place of a mark (hòa, hoà) read alike."""
    return " ".join("".join(sorted(unicodedata.normalize("NFD", word))) for word in text.lower().split())


def spellings(text: str) -> list[str]:
    """A name as it may be written: as typed, and with the marks in the old and in the new place (Hòa, Hoà)."""
    typed = unicodedata.normalize("NFC", " ".join(text.split()))
    letters = unicodedata.normalize("NFD", typed)
    other = (place.sub(r"\1\3\2", letters) for place in (_OLD_PLACE, _NEW_PLACE))
    return sorted({typed, *(unicodedata.normalize("NFC", each) for each in other)})
