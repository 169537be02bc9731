"""Loading the administrative units: both trees, what became of each unit, and who reaches whom."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from casework.i18n import fold
from casework.records.unit import Unit, UnitReach, UnitSuccession

Row = dict[str, Any]


def load_units(session: Session, folder: Path) -> int:
    """Fill an empty set of units from `admin_units.csv` and `admin_unit_successions.csv`.

    :returns: how many units were stored; 0 when there were units already
    """
    if session.scalar(select(Unit.id).limit(1)) is not None:
        return 0
    units = list(_units(folder / "admin_units.csv"))
    successions = list(_successions(folder / "admin_unit_successions.csv", units))
    _set_successors(units, successions)
    reach = list(_reach(units))
    # Successors before those they succeed, so that every reference finds its row.
    units.sort(key=lambda row: row["valid_to"] is not None)
    connection = session.connection()
    connection.execute(insert(Unit), units)
    connection.execute(insert(UnitSuccession), successions)
    connection.execute(insert(UnitReach), reach)
    return len(units)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _units(path: Path) -> Iterator[Row]:
    rows: list[Row] = []
    for number, line in enumerate(_read(path), start=1):
        rows.append(
            {
                "id": number,
                "code": line["code"],
                "kind": line["kind"],
                "name": line["name"],
                "name_folded": fold(line["name"]),
                "valid_from": _day(line["valid_from"]),
                "valid_to": _day(line["valid_to"]),
                "parent_code": line["parent_code"],
                "parent_id": None,
                "successor_id": None,
                "divided": False,
            }
        )
    # A code means a unit together with its tree: the tree until 2025-06-30, or the one since.
    by_code = {(row["code"], row["valid_to"]): row["id"] for row in rows}
    for row in rows:
        parent_code = row.pop("parent_code")
        if parent_code:
            row["parent_id"] = by_code.get((parent_code, row["valid_to"])) or by_code[parent_code, None]
        yield row


def _successions(path: Path, units: list[Row]) -> Iterator[Row]:
    old = {(row["kind"], row["code"]): row["id"] for row in units if row["valid_to"] is not None}
    new = {(row["kind"], row["code"]): row["id"] for row in units if row["valid_to"] is None}
    for line in _read(path):
        yield {
            "old_id": old[line["old_kind"], line["old_code"]],
            "new_id": new[line["new_kind"], line["new_code"]],
            "share": line["share"],
            "is_default": line["default"] == "1",
        }


def _set_successors(units: list[Row], successions: list[Row]) -> None:
    """A whole successor where there is one; a divided commune's and a district's is the new province."""
    by_id = {row["id"]: row for row in units}
    for line in successions:
        old = by_id[line["old_id"]]
        if line["share"] == "whole":
            old["successor_id"] = line["new_id"]
        else:
            old["divided"] = True
            if line["is_default"]:
                old["successor_id"] = by_id[line["new_id"]]["parent_id"]
    for unit in units:
        if unit["valid_to"] is not None and unit["successor_id"] is None:
            unit["successor_id"] = by_id[unit["parent_id"]]["successor_id"]


def _reach(units: list[Row]) -> Iterator[Row]:
    """Each unit with all whose rows it counts: its own tree, and the units whose successor lies in its tree."""
    by_id = {row["id"]: row for row in units}

    def upwards(unit_id: int | None) -> Iterator[int]:
        while unit_id is not None:
            yield unit_id
            unit_id = by_id[unit_id]["parent_id"]

    for unit in units:
        ancestors = {*upwards(unit["id"]), *upwards(unit["successor_id"])}
        for ancestor_id in sorted(ancestors):
            yield {"ancestor_id": ancestor_id, "unit_id": unit["id"]}


def unit_text_of(session: Session, unit_id: int | None) -> str:
    """A unit as `CODE@DATE`, which means it alone although its code was borne twice."""
    if unit_id is None:
        return "VN"
    unit = session.get_one(Unit, unit_id)
    if unit.valid_to is not None:
        return f"{unit.code}@{(unit.valid_to - timedelta(days=1)).isoformat()}"
    return unit.code if unit.valid_from is None else f"{unit.code}@{unit.valid_from.isoformat()}"
