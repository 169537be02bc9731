"""The invented district as a folder of CSV files, which anybody can open and import again."""

from __future__ import annotations

import csv
from pathlib import Path

from casework.services.demonstration.tables import Tables


def write_folder(tables: Tables, folder: Path) -> Path:
    """One file a table, in the exchange format; tables without rows have none."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        if not rows:
            continue
        # The mark at the beginning tells spreadsheets that the letters are Vietnamese.
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder
