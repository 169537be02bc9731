"""The provinces of the country as tiles of one size (sơ đồ ô): a number in each, darker where it is larger."""

from __future__ import annotations

from dataclasses import dataclass

from casework.i18n import format_number
from casework.records.unit import Unit
from casework.reports.charts import height
from casework.reports.form import Form
from casework.reports.periods import Window
from casework.reports.printing import NOTHING, printed
from casework.reports.tiles import SHADES, Place, places, shade, step
from casework.services.report_parts import PartsShown
from casework.web.report_parts import list_url

_KINDS = ("Tỉnh ", "Thành phố ")


@dataclass(frozen=True)
class Tile:
    """One province: its number, how dark it is and where it stands; `url` opens the number."""

    name: str
    said: str
    shade: int
    place: Place
    url: str


@dataclass(frozen=True)
class Tiles:
    """All provinces from north to south, and up to which number each shade goes, white first."""

    tiles: tuple[Tile, ...]
    shades: tuple[str, ...]


def tiles_of(form: Form, shown: PartsShown, window: Window) -> Tiles | None:
    """The diagram of a country's provinces; none of other units, and none of numbers of several groups."""
    where = places([unit.code for unit in shown.below]) if shown.unit.kind == "country" else {}
    if not where or len(shown.groups) > 1:
        return None
    percent, found = shown.line.measured_in == "%", shown.groups[0].parts.values
    each = step(max(height(value) or 0 for value in found))
    tiles = [
        Tile(
            _short(unit),
            printed(value, shown.line.print) or NOTHING,
            shade(height(value), each),
            where[unit.code],
            list_url(form, shown.line, unit, window),
        )
        for unit, value in zip(shown.below, found, strict=True)
    ]
    tiles.sort(key=lambda tile: (tile.place.row, tile.place.column))
    ends = [format_number(each * number) + (" %" if percent else "") for number in range(SHADES + 1)]
    return Tiles(tuple(tiles), tuple(ends))


def _short(unit: Unit) -> str:
    return next((unit.name.removeprefix(kind) for kind in _KINDS if unit.name.startswith(kind)), unit.name)
