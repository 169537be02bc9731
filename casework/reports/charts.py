"""Charts (biểu đồ) as SVG that carries no script and no style sheet: shapes say everything, also in black and white."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from pygal.style import Style

_SVG = "http://www.w3.org/2000/svg"
_INK, _PAPER, _PALE = "#1f2933", "#ffffff", "#c3cdd6"
_FILLS = ("#2f4b5f", "#9fb3c2", "#e3e9ee")
"""Dark, middle and light: told apart without colour; each bar has an edge."""


@dataclass(frozen=True)
class Series:
    """One set of bars: its name and a number, or none, for each label."""

    name: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True)
class Goal:
    """A line across all bars: what they are to reach (chỉ tiêu)."""

    words: str
    number: float


def bars(
    title: str, labels: Sequence[str], series: Sequence[Series], *, lying: bool = False, goal: Goal | None = None
) -> bytes:
    """A bar chart; lying bars for many long names, standing ones for periods; a goal is a heavy broken line."""
    top = 1.1 * max([1, *(number or 0 for each in series for number in each.numbers), goal.number if goal else 0])
    kind = pygal.HorizontalBar if lying else pygal.Bar
    chart = kind(
        title=title,
        style=Style(font_family="sans-serif", colors=_FILLS),
        js=[],
        no_data_text="–",
        disable_xml_declaration=True,
        show_legend=len(series) > 1,
        legend_at_bottom=True,
        print_values=True,
        print_values_position="top",
        width=760,
        height=max(260, 90 + 26 * len(labels) * len(series)) if lying else 380,
        margin=12,
        margin_left=12 + 4 * max(map(len, labels), default=0) if lying else 12,
        # Room for the number beyond the longest bar.
        range=(0, top),
        x_label_rotation=0 if lying or len(labels) < 7 else 35,
        value_formatter=_shown,
        truncate_label=60,
        include_x_axis=True,
    )
    if goal is not None:
        chart.y_labels = [*_ticks(top, goal), {"label": goal.words, "value": goal.number}]
        chart.y_labels_major = [goal.number]
    # Lying bars are drawn from below: the first name is to stand on top.
    order = -1 if lying else 1
    chart.x_labels = list(labels)[::order]
    for each in series:
        chart.add(each.name, list(each.numbers)[::order])
    looks = ("lying" if lying else "", "aimed" if goal else "")
    return _plain(str(chart.render()), title, " ".join(looks))


def _ticks(top: float, goal: Goal) -> list[dict[str, Any]]:
    """Round numbers along the axis, none so near the goal that their words would lie on each other."""
    rough = top / 4
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= rough)
    numbers = [step * place for place in range(int(top // step) + 1)]
    return [{"label": _shown(each), "value": each} for each in numbers if abs(each - goal.number) > top / 8]


def _shown(number: float | None) -> str:
    if number is None:
        return ""
    whole = f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"
    return whole.translate(str.maketrans(",.", ".,"))


def _plain(drawn: str, title: str, looks: str) -> bytes:
    """The drawing with looks as attributes of its shapes, and everything that acts or styles taken out."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawn)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rsplit("}", 1)[-1] in ("script", "style", "defs", "desc"):
                parent.remove(child)
    _dress(root, looks, 0)
    root.set("role", "img")
    root.set("aria-label", title)
    return ET.tostring(root, encoding="unicode").encode()


def _dress(node: ET.Element, inside: str, serie: int) -> None:
    classes = node.attrib.pop("class", "")
    inside = f"{inside} {classes}"
    for part in inside.split():
        if part.startswith("serie-"):
            serie = int(part.removeprefix("serie-"))
    if (name := node.get("id", "")).startswith("activate-serie-"):
        serie = int(name.removeprefix("activate-serie-"))
    kind = node.tag.rsplit("}", 1)[-1]
    node.attrib.pop("style", None)
    for name in [name for name in node.attrib if name.startswith("on") or "}" in name]:
        del node.attrib[name]
    words = set(inside.split())
    if kind == "rect" and "background" in classes:
        node.set("fill", _PAPER)
    elif kind == "rect":
        node.set("fill", _FILLS[serie % len(_FILLS)] if "series" in words or "legend" in words else "none")
        node.set("stroke", _INK if "series" in words or "legend" in words else "none")
    elif kind == "path":
        node.set("fill", "none")
        node.set("stroke", _PALE)
        if {"guides", "major", "line", "aimed"} <= words and "axis" not in classes:
            node.set("stroke", _INK)
            node.set("stroke-width", "2")
            node.set("stroke-dasharray", "9 5")
    elif kind == "text":
        node.set("fill", _INK)
        node.set("font-family", "Arial, Helvetica, sans-serif")
        node.set("font-size", "16" if "title" in classes else "13")
        if "title" in classes or "y" in words or "text-overlay" in words:
            node.set("text-anchor", "middle" if "title" in classes or "text-overlay" in words else "end")
        if "text-overlay" in words and "lying" in words:
            node.set("text-anchor", "start")
            node.set("dx", "10")
        if "x" in words and "axis" in words and not node.get("transform"):
            node.set("text-anchor", "middle")
    for child in node:
        _dress(child, inside, serie)
