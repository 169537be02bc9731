"""Eighteen years of a large district as an exchange folder, to time imports and reports with.

    python -m bench.history FOLDER [--people N] [--today YYYY-MM-DD]

About 3,000 people, 6,500 episodes, 23,000 phases and 40,000 sessions of district 907; everybody is invented.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from casework.services.demonstration.folder import write_folder
from casework.services.demonstration.size import HISTORY
from casework.services.demonstration.tables import invent_district


def main() -> None:
    """Write the folder and say how many rows each table has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=HISTORY.people, help="everything else grows with it")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 21))
    wanted = parser.parse_args()
    share = wanted.people / HISTORY.people
    size = replace(
        HISTORY,
        people=wanted.people,
        registrations_a_month=HISTORY.registrations_a_month * share,
        sessions_a_month=HISTORY.sessions_a_month * share,
    )
    tables = invent_district(wanted.today, size=size)
    write_folder(tables, wanted.folder)
    for name, rows in tables.items():
        print(f"{name:18} {len(rows):8}")


if __name__ == "__main__":
    main()
