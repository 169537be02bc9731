"""Small exchange files for tests: one row of each table that goes together, and ways to send them."""

from __future__ import annotations

import csv
import zipfile
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from casework.access.roles import SYSTEM
from casework.exchange.loading import ImportReport, import_path

TODAY = date(2026, 11, 21)
Tables = dict[str, list[dict[str, Any]]]

_WORLD: Tables = {
    "staff": [{"staff_ref": "S1", "full_name": "Trần Thị Lan", "sector": "health", "unit_code": "30952"}],
    "teams": [
        {"team_ref": "T1", "unit_code": "30952", "established_on": "2019-01-10", "decision_number": "12/QĐ-UBND",
         "dissolved_on": "2024-12-31"},
    ],
    "team_members": [
        {"team_ref": "T1", "staff_ref": "S1", "role": "leader", "from_on": "2019-01-10", "to_on": "2020-01-10"},
    ],
    "team_activities": [{"team_ref": "T1", "held_on": "2019-02-01", "kind": "visit", "note": "Thăm gia đình"}],
    "points": [
        {"point_ref": "D1", "unit_code": "30958", "name": "Điểm tư vấn Định Hòa", "premises": "health_station",
         "established_on": "2018-05-01", "closed_on": "2023-01-01"},
    ],
    "point_staff": [{"point_ref": "D1", "staff_ref": "S1", "from_on": "2018-05-01", "to_on": "2019-05-01"}],
    "persons": [
        {"person_ref": "P1", "full_name": "Nguyễn Văn An", "birth_date": "1985-03-02", "sex": "male",
         "ethnicity": "Kinh", "national_id": "091085000001", "unit_code": "30952", "address": "Ấp 1", "phone": "0909"},
        {"person_ref": "P2", "full_name": "Danh Thị Bé", "birth_date": "1990", "sex": "female",
         "ethnicity": "Khmer", "national_id": "", "unit_code": "30958", "address": "", "phone": ""},
    ],
    "episodes": [
        {"episode_ref": "E1", "person_ref": "P1", "unit_code": "30952", "registered_on": "2019-03-01", "form": "home",
         "declared_by": "self", "decided_on": "2019-03-05", "decision_number": "5/QĐ", "term_months": "6",
         "started_on": "2019-03-06", "ended_on": "2019-09-06", "outcome": "completed"},
    ],
    "phases": [
        {"episode_ref": "E1", "phase": "admission", "started_on": "2019-03-06", "completed_on": "2019-03-08"},
    ],
    "certificates": [{"episode_ref": "E1", "number": "7/GCN", "issued_on": "2019-09-10"}],
    "transfers": [
        {"subject": "episode", "subject_ref": "E1", "moved_on": "2019-06-01", "to_unit_code": "30958"},
    ],
    "trainings": [
        {"training_ref": "N1", "person_ref": "P1", "unit_code": "30952", "started_on": "2019-10-01",
         "trade": "Sửa xe", "provider": "Trung tâm", "completed_on": "2019-12-01", "state_supported": "yes"},
    ],
    "employers": [{"employer_ref": "C1", "unit_code": "30952", "name": "HTX Gò Quao", "kind": "cooperative"}],
    "jobs": [
        {"job_ref": "V1", "person_ref": "P1", "unit_code": "30952", "started_on": "2020-01-01", "employer_ref": "C1",
         "ended_on": "2020-06-01", "has_income": "có", "supported": "0"},
    ],
    "loans": [
        {"loan_ref": "L1", "person_ref": "P1", "unit_code": "30952", "disbursed_on": "2020-02-01",
         "amount_vnd": "20000000", "borrower": "household", "programme": "vbsp_29_2014", "term_months": "36",
         "purpose": "Nuôi heo"},
    ],
    "methadone": [
        {"methadone_ref": "M1", "person_ref": "P2", "unit_code": "30958", "started_on": "2021-01-01",
         "facility": "TTYT Gò Quao", "ended_on": "2022-01-01", "outcome": "stopped"},
    ],
    "sessions": [
        {"session_ref": "B1", "point_ref": "D1", "held_on": "2019-04-01", "kind": "group", "topic": "Dự phòng",
         "staff_ref": "S1", "attendance": "5"},
    ],
    "session_attendees": [
        {"session_ref": "B1", "person_ref": "P1"},
        {"session_ref": "B1", "person_ref": "P2"},
    ],
}  # fmt: skip


def world() -> Tables:
    """One or two rows of every table, all of them right."""
    return deepcopy(_WORLD)


def only(*names: str) -> Tables:
    """The world's rows of some tables."""
    return {name: rows for name, rows in world().items() if name in names}


def write_csv(path: Path, rows: list[dict[str, Any]], *, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)


def folder(path: Path, tables: Tables, *, encoding: str = "utf-8") -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        write_csv(path / f"{name}.csv", rows, encoding=encoding)
    return path


def archive(path: Path, tables: Tables) -> Path:
    plain = folder(path.with_suffix(""), tables)
    with zipfile.ZipFile(path, "w") as file:
        for each in sorted(plain.iterdir()):
            file.write(each, each.name)
    return path


def workbook(path: Path, tables: dict[str, list[list[Any]]]) -> Path:
    """A workbook of sheets with their rows as they are, headings first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def sheets(tables: Tables) -> dict[str, list[list[Any]]]:
    return {name: [list(rows[0]), *(list(row.values()) for row in rows)] for name, rows in tables.items()}


def send(session: Session, path: Path, **options: Any) -> ImportReport:
    """Import and commit, as the command does."""
    report = import_path(session, SYSTEM, path, **{"today": TODAY, **options})
    if report.stored:
        session.commit()
    else:
        session.rollback()
    return report


def send_tables(session: Session, path: Path, tables: Tables, **options: Any) -> ImportReport:
    return send(session, folder(path, tables), **options)


def tally(report: ImportReport, table: str) -> tuple[int, int, int, int, int]:
    """read new changed unchanged refused."""
    [count] = [count for count in report.tables if count.table == table]
    return count.read, count.new, count.changed, count.unchanged, count.refused


def read_folder(path: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(path.iterdir())}
