"""Cells pasted from a spreadsheet or a table of a text (dán bảng): put back into rows and columns."""

from __future__ import annotations

import csv
import io

from casework.errors import InvalidInput

LONGEST = 1_000_000
"""Characters of one paste, about 10,000 rows; more go as a file."""
_SPACES = str.maketrans("\n\xa0\x0b\x0c", "    ", "\x00\ufeff")


def as_csv(text: str) -> bytes:
    """The cells as a CSV file, without columns that are empty to the last row.

    :raises InvalidInput: nothing was pasted, or more than a page can take
    """
    if len(text) > LONGEST:
        most = f"{LONGEST:,}".replace(",", ".")
        raise InvalidInput(
            f"Phần dán có hơn {most} ký tự. Hãy dán từng phần, hoặc lưu thành tệp .xlsx rồi gửi tệp.", field="cells"
        )
    rows = [[_tidy(cell) for cell in row] for row in _rows(text.replace("\r\n", "\n").replace("\r", "\n"))]
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    if not width:
        raise InvalidInput("Chưa có gì được dán. Hãy chép các ô trong Excel hoặc Word rồi dán vào đây.", field="cells")
    while not any(rows[-1]):
        rows.pop()
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows((row + [""] * (width - len(row)))[:width] for row in rows)
    return written.getvalue().encode()


def _rows(text: str) -> list[list[str]]:
    delimiter = ";" if "\t" not in text and ";" in text.split("\n", 1)[0] else "\t"
    try:
        quoted = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        quoted = []
    # A quotation mark that nobody closed swallows the cells after it: then it is a mark like any other.
    if quoted and not any(delimiter in cell for row in quoted for cell in row):
        rows = quoted
    else:
        rows = [line.split(delimiter) for line in text.split("\n")]
    return _joined(rows)


def _joined(rows: list[list[str]]) -> list[list[str]]:
    """Rows that a line break inside a cell of a text's table has cut are whole again.

    Programs paste every row with all its columns. A row with some of them goes on in the next until it has as many.
    """
    width = max(map(len, rows), default=0)
    joined: list[list[str]] = []
    for row in rows:
        last = joined[-1] if joined else []
        if 1 < len(last) < width and row and len(last) + len(row) - 1 <= width:
            joined[-1] = [*last[:-1], f"{last[-1]} {row[0]}", *row[1:]]
        else:
            joined.append(row)
    return joined


def _tidy(cell: str) -> str:
    return "".join(
        " " if letter in "\n\xa0\x0b\x0c" else letter for letter in cell if letter not in "\x00\ufeff"
    ).strip()
