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
        {"subject": "aftercare", "subject_ref": "A1", "moved_on": "2020-01-01", "to_unit_code": "30958"},
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
    "officer_trainings": [{"staff_ref": "S1", "completed_on": "2019-05-20", "subject": "Tư vấn cộng đồng"}],
    "listings": [
        {"person_ref": "P1", "unit_code": "30952", "status": "addict", "listed_on": "2019-01-15",
         "removed_on": "2020-12-31", "removal_reason": "Chuyển nơi cư trú"},
    ],
    "determinations": [
        {"person_ref": "P1", "unit_code": "30952", "determined_on": "2019-01-10", "result": "addicted",
         "substances": "Heroin"},
    ],
    "aftercare": [
        {"aftercare_ref": "A1", "person_ref": "P1", "unit_code": "30952", "starts_on": "2019-09-20",
         "decided_on": "2019-09-15", "decision_number": "9/QĐ", "term_months": "12", "ended_on": "2020-09-20",
         "outcome": "completed"},
    ],
    "aftercare_reviews": [
        {"aftercare_ref": "A1", "held_on": "2019-12-20", "drug_test": "negative", "note": "Tiến bộ"},
    ],
    "evaluations": [
        {"person_ref": "P1", "unit_code": "30952", "evaluated_on": "2020-03-01", "outcome": "not_relapsed",
         "reason_not_evaluated": "", "employment": "stable", "law_violation": "no", "cohort": "project",
         "returned_on": "2019-09-06"},
    ],
    "clubs": [
        {"club_ref": "H1", "unit_code": "30958", "established_on": "2019-06-01", "name": "Nhóm sau cai Định Hòa",
         "closed_on": "2022-06-01"},
    ],
    "club_members": [{"club_ref": "H1", "person_ref": "P1", "from_on": "2019-10-01", "to_on": "2020-10-01"}],
    "events": [
        {"event_ref": "K1", "unit_code": "30952", "held_on": "2019-06-26", "level": "commune", "kind": "rally",
         "topic": "Ngày toàn dân", "participants": "250", "programme": "Đề án 2596"},
    ],
    "materials": [
        {"material_ref": "U1", "unit_code": "30952", "issued_on": "2019-06-20", "kind": "leaflet", "quantity": "500",
         "programme": "Đề án 2596"},
    ],
    "directives": [
        {"directive_ref": "X1", "unit_code": "30952", "issued_on": "2019-01-05", "level": "commune",
         "number": "3/KH-UBND", "subject": "Kế hoạch năm", "programme": ""},
    ],
    "budget": [
        {"budget_ref": "G1", "unit_code": "30952", "spent_on": "2019-07-01", "source": "local", "content": "team",
         "amount_vnd": "3500000"},
    ],
    "models": [
        {"model_ref": "W1", "unit_code": "30952", "started_on": "2019-02-01", "name": "Xã không ma túy",
         "kind": "prevention", "ended_on": "2023-02-01"},
    ],
}  # fmt: skip


def world() -> Tables:
    """One or two rows of every table, all of them right."""
    return deepcopy(_WORLD)


def only(*names: str) -> Tables:
    """The world's rows of some tables; of moves those whose cases can be there."""
    found = {name: rows for name, rows in world().items() if name in names}
    if "aftercare" not in names and "transfers" in names:
        found["transfers"].pop()
    return found


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
