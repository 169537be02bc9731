"""Where an export goes: a folder or .zip of CSV files, or a workbook.

Nothing replaces what stood there until all is written.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from casework.errors import InvalidInput

Write = Callable[[Sequence[Any]], None]
_MOST_ROWS = 1_048_576


class Container(Protocol):
    """Takes one table after another."""

    def table(self, name: str, headings: tuple[str, ...]) -> AbstractContextManager[Write]:
        """Begin a table; what is given takes its rows."""


class Folder:
    """A folder of CSV files."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir()

    @contextmanager
    def table(self, name: str, headings: tuple[str, ...]) -> Iterator[Write]:
        with (self._path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            yield _csv(file, headings)


class Archive:
    """A .zip of CSV files."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def table(self, name: str, headings: tuple[str, ...]) -> Iterator[Write]:
        with (
            self._archive.open(f"{name}.csv", "w", force_zip64=True) as member,
            io.TextIOWrapper(member, encoding="utf-8", newline="") as file,
        ):
            yield _csv(file, headings)


class Workbook:
    """A workbook with a sheet a table; rows go straight to the disk."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._days = workbook.add_format({"num_format": "dd/mm/yyyy"})
        self._bold = workbook.add_format({"bold": True})

    @contextmanager
    def table(self, name: str, headings: tuple[str, ...]) -> Iterator[Write]:
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 16)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, self._bold)
        line = 0

        def write(row: Sequence[Any]) -> None:
            nonlocal line
            line += 1
            if line >= _MOST_ROWS:
                raise InvalidInput(f"Bảng {name} có nhiều dòng hơn một trang tính chứa được; hãy xuất ra .zip.")
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, place, value, self._days)
                elif isinstance(value, int):
                    sheet.write_number(line, place, value)
                elif value is not None:
                    sheet.write_string(line, place, value)

        yield write


def _csv(file: Any, headings: tuple[str, ...]) -> Write:
    writer = csv.writer(file)
    writer.writerow(headings)

    def write(row: Sequence[Any]) -> None:
        writer.writerow(row)

    return write


@contextmanager
def open_container(path: Path) -> Iterator[Container]:
    """A container at the path, by its suffix; in place only when everything went well.

    :raises InvalidInput: nothing can be written there
    """
    path = path.resolve()
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _opened(path, scratch) as container:
            yield container
        _put(scratch, path)
    except OSError as error:
        raise InvalidInput(f"{path}: không ghi được ({error.strerror or error})") from None
    finally:
        if scratch.is_dir():
            shutil.rmtree(scratch)
        elif scratch.exists():
            scratch.unlink()


@contextmanager
def _opened(path: Path, scratch: Path) -> Iterator[Container]:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
            yield Archive(archive)
    elif suffix == ".xlsx":
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(scratch), options) as workbook:
            yield Workbook(workbook)
    else:
        yield Folder(scratch)


def _put(scratch: Path, path: Path) -> None:
    if scratch.is_dir() and path.is_dir():
        # Files of the folder that are no tables are somebody else's.
        for file in scratch.iterdir():
            file.replace(path / file.name)
    else:
        scratch.replace(path)
