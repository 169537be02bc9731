"""Opening what was sent: a folder or .zip of CSV files, a workbook, or one CSV file; rows come out one by one.

Nothing is held but the headings: a file may be read several times, and may be larger than memory.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import openpyxl

from casework.errors import InvalidInput
from casework.exchange.cells import Cell, shown
from casework.exchange.columns import Column, ExchangeTable
from casework.exchange.own_people import Asked
from casework.exchange.tables import TABLES

ERROR_COLUMN = "error"
"""The column that refused rows carry; ignored when they are sent again."""
GUIDE_SHEET = "Hướng dẫn"
"""The sheet of explanations in the template."""

Cells = tuple[Cell, ...]

_DAMAGED_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What the library raises for an archive that was cut short, altered or encrypted."""


@dataclass(frozen=True)
class Source:
    """One sheet or file: its table, and which column stands where."""

    table: ExchangeTable
    label: str
    """How messages name it."""
    file: PurePosixPath
    """Where it lies inside what was sent; a workbook's sheets share one."""
    sheet: str
    headings: Cells
    columns: tuple[Column | None, ...]
    read: Callable[[], Iterator[Cells]]
    in_workbook: bool
    heading_row: int = 1
    added: int = 0
    """How many of the last columns are not in the sheet, but were given with it."""
    found: dict[int, str] = field(default_factory=dict)
    """In a commune's own sheet: rows whose people were recognised, and by what."""
    asked: dict[int, Asked] = field(default_factory=dict)
    """In a commune's own sheet: rows about which somebody has to say who is meant."""
    passed_over: set[int] = field(default_factory=set)
    """In a commune's own sheet: lines that are about nobody, such as sums and signatures."""

    def in_terms(self, index: int) -> bool:
        """Whether a column stands under its official heading, as in the workbook that is handed out.

        There the values of a list may stand by their official terms; under its English key only those of the format.
        """
        column = self.columns[index]
        return (
            column is not None
            and index < len(self.headings)
            and (_plain(shown(self.headings[index])) == _plain(column.heading))
        )

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Each row below the headings that is not blank, with its number as a spreadsheet gives it."""
        for number, cells in enumerate(self.read(), start=1):
            if number > self.heading_row and (any(cells) or any(cell is not None and cell != "" for cell in cells)):
                yield number, cells


def sources(path: Path) -> list[Source]:
    """What there is to import, in the order in which it can be loaded.

    :raises InvalidInput: unreadable, nothing in it, a table or a column that the contract does not know,
        a required column that is missing; a line for each
    """
    problems: list[str] = []
    found = [source for sheet in sheets_of(path) for source in _recognise(sheet, problems)]
    if problems:
        raise InvalidInput("\n".join(problems))
    if not found:
        raise InvalidInput(f"{path.name}: không có bảng nào; hãy đặt tên tệp hoặc trang theo bảng, ví dụ persons")
    order = list(TABLES)
    return sorted(found, key=lambda source: (order.index(source.table.name), str(source.file), source.sheet))


@dataclass(frozen=True)
class Sheet:
    """One sheet or file as it lies there, whatever it is."""

    name: str
    label: str
    file: PurePosixPath
    read: Callable[[], Iterator[Cells]]
    in_workbook: bool = False


def _recognise(sheet: Sheet, problems: list[str]) -> Iterator[Source]:
    name = sheet.name.strip().lower()
    if name not in TABLES and sheet.in_workbook and not any(map(any, sheet.read())):
        # The empty sheet that spreadsheet programs begin a workbook with.
        return
    if name not in TABLES:
        problems.append(f"{sheet.label}: không có bảng nào tên '{sheet.name}'; các bảng nhận được: {', '.join(TABLES)}")
        return
    table = TABLES[name]
    headings = next(iter(sheet.read()), ())
    columns, wrong = _match(table, headings)
    problems.extend(f"{sheet.label}:1:{where}: {message}" for where, message in wrong)
    yield Source(table, sheet.label, sheet.file, sheet.name, headings, columns, sheet.read, sheet.in_workbook)


def _match(table: ExchangeTable, headings: Cells) -> tuple[tuple[Column | None, ...], list[tuple[str, str]]]:
    """The column under each heading, English key or Vietnamese; and what is wrong with the headings."""
    names = {_plain(column.key): column for column in table.columns}
    names.update({_plain(column.heading): column for column in table.columns if _plain(column.heading) not in names})
    columns: list[Column | None] = []
    wrong: list[tuple[str, str]] = []
    for heading in headings:
        text = shown(heading).strip()
        column = names.get(_plain(text))
        if column is not None and column in columns:
            wrong.append((column.key, f"'{text}' — cột có hai lần; hãy bỏ một"))
        elif column is None and text and _plain(text) != ERROR_COLUMN:
            hint = "; tệp CSV phải ngăn cột bằng dấu phẩy" if ";" in text or "\t" in text else ""
            known = ", ".join(table.by_key)
            wrong.append((text, f"'{text}' — bảng {table.name} không có cột này{hint}; các cột: {known}"))
        columns.append(column)
    missing = [column for column in table.columns if column.required and column not in columns]
    wrong.extend((column.key, f"'' — thiếu cột bắt buộc ({column.heading})") for column in missing)
    return tuple(columns), wrong


def _plain(heading: str) -> str:
    return unicodedata.normalize("NFC", heading).strip().rstrip("*").strip().lower()


def sheets_of(path: Path) -> list[Sheet]:
    """Every sheet and file of what was sent, but the guide of our own template.

    :raises InvalidInput: nothing can be read there
    """
    if path.is_dir():
        files = {PurePosixPath(file.relative_to(path).as_posix()): _opener(file) for file in sorted(path.rglob("*"))}
        return _of_files({name: open_it for name, open_it in files.items() if (path / name).is_file()})
    if not path.is_file():
        raise InvalidInput(f"{path}: không có tệp hay thư mục này")
    if not zipfile.is_zipfile(path):
        name = PurePosixPath(path.name.removesuffix(".refused"))
        if name.suffix.lower() == ".csv":
            return _of_files({name: _opener(path)})
        raise InvalidInput(f"{path.name}: không phải thư mục CSV, tệp .zip hay sổ tính .xlsx đọc được")
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info.filename for info in archive.infolist() if not info.is_dir()]
    except _DAMAGED_ARCHIVE as error:
        raise InvalidInput(f"{path.name}: tệp hỏng, không đọc được ({error})") from None
    if len(set(members)) < len(members):
        raise InvalidInput(f"{path.name}: có hai tệp cùng tên; hãy nén lại")
    if "[Content_Types].xml" in members:
        return list(_workbook(PurePosixPath(path.name), _opener(path), alone=True))
    return _of_files({PurePosixPath(name): _member(path, name) for name in sorted(members)})


def _of_files(files: dict[PurePosixPath, Callable[[], BinaryIO]]) -> list[Sheet]:
    found: list[Sheet] = []
    for file, open_it in files.items():
        if any(part.startswith((".", "~$", "__MACOSX")) for part in file.parts):
            continue
        if file.suffix.lower() == ".csv":
            found.append(Sheet(file.stem, str(file.with_suffix("")), file, partial(_csv, open_it, file)))
        elif file.suffix.lower() == ".xlsx":
            found.extend(_workbook(file, open_it, alone=False))
    return found


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _member(path: Path, name: str) -> Callable[[], BinaryIO]:
    def open_it() -> BinaryIO:
        with zipfile.ZipFile(path) as archive:
            # The member keeps the archive's file open until it is closed itself.
            stream: Any = archive.open(name)
            return stream  # type: ignore[no-any-return]

    return open_it


def _csv(open_it: Callable[[], BinaryIO], file: PurePosixPath) -> Iterator[Cells]:
    try:
        with open_it() as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
            for row in csv.reader(text):
                yield tuple(row)
    except UnicodeDecodeError:
        raise InvalidInput(f"{file}: không phải văn bản UTF-8; hãy lưu lại dạng CSV UTF-8") from None
    except (csv.Error, *_DAMAGED_ARCHIVE) as error:
        raise InvalidInput(f"{file}: không đọc được ({error})") from None


def _workbook(file: PurePosixPath, open_it: Callable[[], BinaryIO], *, alone: bool) -> Iterator[Sheet]:
    with open_it() as stream:
        # Opened once for all its sheets: each opening reads every text of the workbook.
        workbook = _load(file, stream)
    for name in workbook.sheetnames:
        if name.strip() != GUIDE_SHEET:
            label = name.strip() if alone else f"{file.with_suffix('')}/{name.strip()}"
            yield Sheet(name, label, file, partial(_sheet_rows, file, workbook, name), in_workbook=True)


def _load(file: PurePosixPath, stream: BinaryIO) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(io.BytesIO(stream.read()), read_only=True, data_only=True)
    except Exception as error:  # the library lets through whatever a damaged workbook provokes
        raise InvalidInput(f"{file}: không phải sổ tính .xlsx đọc được ({error})") from None


def _sheet_rows(file: PurePosixPath, workbook: openpyxl.Workbook, name: str) -> Iterator[Cells]:
    sheet: Any = workbook[name]
    # Some programs write a wrong size into the sheet; the rows themselves know better.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    while (cells := _next_row(file, name, rows)) is not None:
        yield cells


def _next_row(file: PurePosixPath, name: str, rows: Iterator[Cells]) -> Cells | None:
    try:
        return next(rows, None)
    except Exception as error:  # as above: a sheet is only read when its rows are
        raise InvalidInput(f"{file}: trang {name} không đọc được ({error})") from None
