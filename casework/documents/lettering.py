"""How wide a line of letters is, for media that cannot measure, and where a heading breaks, alike in every medium."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from math import ceil

POINTS_PER_MM = 72 / 25.4
_BREAKS = re.compile(r"\s+(?![-–]\s)")
"""No line begins with a dash between two names."""
_WHOLE = re.compile(
    r"\b(ma|cai|tự|hỗ|quản|cộng|gia|cư|hoàn|xã|thực|kết|kế|tham|giúp|giám|bắt|hồ|đại|hợp|tình|đề|từ|thời|quyết|biện|"
    r"danh|theo|tiếp|công|đăng|chấp)"
    r"\s+(túy|nghiện|nguyện|trợ|lý|đồng|đình|trú|thành|hội|hiện|quả|hoạch|gia|đỡ|hộ|buộc|sơ|diện|pháp|trạng|nghị|đủ|"
    r"hạn|định|sách|dõi|tục|tác|ký|hành)\b",
    re.IGNORECASE,
)
"""Words of two syllables, which no line divides."""
_JOINT = "\N{WORD JOINER}"
OFFICES = ("ỦY BAN NHÂN DÂN", "CÔNG AN")
"""After these words the name of an office breaks when it is too long for one line."""
_NARROW, _WIDE = 0.333, 0.722
_WIDTHS = {
    " ": 0.25, "-": 0.333, "m": 0.833, "w": 0.722, "M": 0.944, "W": 1.0, "I": 0.389, "J": 0.5,
    "F": 0.611, "P": 0.611, "S": 0.556, "E": 0.667, "L": 0.667, "T": 0.667, "B": 0.667, "Z": 0.667,
    "O": 0.778, "Q": 0.778, "G": 0.778, "H": 0.778, "K": 0.778, "b": 0.556, "d": 0.556, "h": 0.556, "k": 0.556,
    "n": 0.556, "p": 0.556, "q": 0.556, "u": 0.556, "c": 0.444, "e": 0.444, "r": 0.444, "z": 0.444, "s": 0.389,
    "i": 0.278, "l": 0.278, "j": 0.333, "t": 0.333, "f": 0.333,
}  # fmt: skip
"""Widths of the bold Times face in em; letters with marks are as wide as without."""


def width_mm(words: str, points: float) -> float:
    """The width of words in the bold face of a size."""
    return sum(_em(letter) for letter in words) * points / POINTS_PER_MM


def name_lines(name: str, points: float, room_mm: float) -> list[str]:
    """The name of an office in capitals: on one line, or with its place on a line of its own."""
    name = name.upper()
    office = next((each for each in OFFICES if name.startswith(f"{each} ")), "")
    if not office or width_mm(name, points) <= room_mm:
        return balanced(name, points, room_mm)
    return [office, *balanced(name.removeprefix(office).strip(), points, room_mm)]


def balanced(words: str, points: float, room_mm: float) -> list[str]:
    """A heading on as few lines as it needs, none of them much shorter than the others."""
    parts = [part.replace(_JOINT, " ") for part in _BREAKS.split(_WHOLE.sub(rf"\1{_JOINT}\2", words.strip()))]
    count = max(ceil(width_mm(words, points) / room_mm), 1)
    lines: list[str] = []
    while parts:
        left = max(count - len(lines), 1)
        wanted = min(width_mm(" ".join(parts), points) / left, room_mm)
        taken = 1
        while taken < len(parts) and width_mm(" ".join(parts[:taken]), points) < wanted:
            taken += 1
        # One word too many makes a line longer than the room: it goes to the next one.
        if taken > 1 and width_mm(" ".join(parts[:taken]), points) > room_mm:
            taken -= 1
        lines.append(" ".join(parts[:taken]))
        parts = parts[taken:]
    return lines or [""]


@cache
def _em(letter: str) -> float:
    plain = unicodedata.normalize("NFD", letter)[0].replace("đ", "d").replace("Đ", "D")
    if plain in _WIDTHS:
        return _WIDTHS[plain]
    if plain in ".,;:'()[]|!":
        return _NARROW
    return _WIDE if plain.isupper() else 0.5
