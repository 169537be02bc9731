"""What an uploaded file is by its content (not by its name), before anything reads it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter

from casework.errors import InvalidInput

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""
_LARGEST_UNPACKED = 150 * 1024 * 1024
_MOST_PARTS = 2_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Excel puts a workbook that it locks with a password; the wrapping is that of old files."""
_LOCKED = (
    "Tệp Excel có mật khẩu nên không đọc được. Hãy mở tệp bằng Excel, chọn Tệp → Thông tin → Bảo vệ sổ làm việc → "
    "Mã hóa bằng mật khẩu, xóa trống ô mật khẩu, lưu rồi gửi lại."
)
_OLD = "Tệp Excel kiểu cũ (.xls). Hãy mở bằng Excel rồi lưu lại dạng .xlsx, không đặt mật khẩu, và gửi lại."
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_OTHERS = {
    b"%PDF": "Tệp PDF không nhập được. Hãy chép bảng trong tệp đó rồi dán vào ô bên dưới, hoặc gửi biểu Excel gốc.",
    b"{\\rtf": "Tệp văn bản (.rtf) không nhập được. Hãy mở bằng Word, chép bảng rồi dán vào ô bên dưới.",
    b"<": "Tệp là trang web hoặc XML mang tên Excel. Hãy mở bằng Excel rồi lưu lại dạng .xlsx.",
}
"""How files begin that are text but no CSV, and what to do with them."""
_LOOKED_AT = 20
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def suffix_of(content: bytes) -> str:
    """.xlsx or .csv, whatever the file is called.

    :raises InvalidInput: it is neither, carries macros, or unpacks to more than a sheet of a commune ever does
    """
    if not content:
        raise InvalidInput("Tệp trống. Hãy chọn lại tệp có dữ liệu.", field="file")
    if len(content) > LARGEST:
        raise InvalidInput(f"Tệp lớn hơn {LARGEST // 1024 // 1024} MB. Hãy chia thành nhiều tệp.", field="file")
    if content.startswith(_OLD_OFFICE):
        raise InvalidInput(_LOCKED if _ENCRYPTED in content else _OLD, field="file")
    if content.startswith(b"PK"):
        _check_workbook(content)
        return ".xlsx"
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, message in _OTHERS.items():
        if begins.startswith(start):
            raise InvalidInput(message, field="file")
    if not as_plain_csv(content).strip(b'\r\n\t ,"'):
        raise InvalidInput("Tệp không có ô nào có chữ. Hãy chọn lại tệp có dữ liệu.", field="file")
    return ".csv"


def as_plain_csv(content: bytes) -> bytes:
    """The text as UTF-8 with commas, whichever of the usual ways a spreadsheet wrote it.

    :raises InvalidInput: it is no text
    """
    text = _decoded(content)
    if "\x00" in text:
        raise InvalidInput("Không phải sổ tính .xlsx hay văn bản CSV. Hãy chọn lại tệp.", field="file")
    delimiter = _delimiter(_QUOTED.sub("", text).splitlines()[:_LOOKED_AT])
    written = io.StringIO(newline="")
    try:
        csv.writer(written).writerows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InvalidInput(f"Không đọc được văn bản CSV ({error}). Hãy lưu lại dạng .xlsx.", field="file") from None
    return written.getvalue().encode()


def _delimiter(lines: list[str]) -> str:
    """What stands equally often in the most lines: titles have none of it, and addresses commas of their own."""

    def agreeing(each: str) -> int:
        counts = Counter(count for line in lines if (count := line.count(each)))
        return max(counts.values(), default=0)

    return max("\t;,", key=agreeing)


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise InvalidInput(
            "Không phải sổ tính .xlsx hay văn bản CSV UTF-8. Hãy mở bằng Excel rồi lưu lại dạng .xlsx.", field="file"
        ) from None


def _check_workbook(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise InvalidInput(_no_workbook(names), field="file")
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
                raise InvalidInput("Tệp có macro. Hãy lưu lại dạng .xlsx (không có macro) rồi gửi.", field="file")
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise InvalidInput("Tệp giải nén ra quá lớn. Hãy chỉ giữ các trang cần nhập.", field="file")
            _check_parts(archive, parts)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise InvalidInput("Tệp hỏng hoặc có mật khẩu. Hãy mở bằng Excel rồi lưu lại.", field="file") from None


def _no_workbook(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "Đây là tệp Word. Hãy mở tệp, chép bảng rồi dán vào ô bên dưới."
    if "content.xml" in names:
        return "Tệp OpenDocument (.ods) không nhập được. Hãy mở rồi lưu lại dạng Excel (.xlsx)."
    return "Không phải sổ tính Excel. Hãy chọn tệp .xlsx hoặc .csv; tệp nén thì giải nén trước."


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No part declares entities; none is longer than it says (reading stops there)."""
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(4096)
            if any(mark in head for mark in _DECLARATIONS):
                raise InvalidInput("Tệp có khai báo lạ. Hãy mở bằng Excel rồi lưu lại.", field="file")
