"""Handing back the rows that were refused: the same shape as what was sent, with one more column that says why."""

from __future__ import annotations

import csv
import io
import os
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePosixPath

import xlsxwriter

from casework.exchange.cells import Cell, shown
from casework.exchange.places import Place
from casework.exchange.reader import ERROR_COLUMN, Cells, Source
from casework.exchange.report import RowError

_Sheet = tuple[str, list[Cells]]


def write_refused(path: Path, sources: list[Source], places: set[Place], errors: list[RowError]) -> Path:
    """Write PATH.refused: a folder for a folder, a .zip for a .zip, a workbook for a workbook.

    :returns: where the rows were written; what stood there from an earlier import is replaced
    """
    path = path.resolve()
    target = path.with_name(path.name + ".refused")
    files = _files(sources, places, errors)
    scratch = path.with_name(f".{target.name}.{os.getpid()}")
    if path.is_dir():
        for file, content in files:
            (scratch / file).parent.mkdir(parents=True, exist_ok=True)
            (scratch / file).write_bytes(content)
        if target.is_dir():
            shutil.rmtree(target)
    elif not _is_archive(path):
        scratch.write_bytes(next(files)[1])
    else:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, content in files:
                archive.writestr(str(file), content)
    scratch.replace(target)
    return target


def _is_archive(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "[Content_Types].xml" not in archive.namelist()


def _files(sources: list[Source], places: set[Place], errors: list[RowError]) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Each file that has refused rows, with its new content; only refused rows are held."""
    reasons: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for error in errors:
        reasons[error.sheet, error.row].append(f"{error.column}: {error.message}")
    by_file: defaultdict[PurePosixPath, list[_Sheet]] = defaultdict(list)
    workbooks: set[PurePosixPath] = set()
    for number, source in enumerate(sources):
        lines = {line for place, line in places if place == number}
        if not lines:
            continue
        names = [shown(heading).strip().lower() for heading in source.headings]
        keep = [index for index, name in enumerate(names) if name != ERROR_COLUMN]
        rows: list[Cells] = [(*(source.headings[index] for index in keep), ERROR_COLUMN)]
        for line, cells in source.rows():
            if line in lines:
                padded = (*cells, *("" for _ in range(len(source.headings) - len(cells))))
                rows.append((*(padded[index] for index in keep), "; ".join(reasons[source.label, line])))
        by_file[source.file].append((source.sheet, rows))
        if source.in_workbook:
            workbooks.add(source.file)
    for file, sheets in by_file.items():
        yield file, _workbook(sheets) if file in workbooks else _csv(sheets[0][1])


def _csv(rows: list[Cells]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([shown(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(sheets: list[_Sheet]) -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    dates = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets:
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                _write(sheet, line, place, cell, dates)
    workbook.close()
    return stream.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: Cell, dates: xlsxwriter.format.Format
) -> None:
    if isinstance(cell, datetime | date):
        sheet.write_datetime(line, place, cell, dates)
    elif isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell)
    elif cell:
        sheet.write_string(line, place, cell)
