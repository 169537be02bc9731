"""The content of scanned papers: its type told by content, kept under its hash, proved on reading."""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path

from casework.errors import InvalidInput, NotFound

MEDIA_TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_TAIL = 2048
"""Scanners write a few bytes after the end of a PDF; more than this is something else."""


def media_type_of(content: bytes) -> str:
    """What a file is by its content, whatever it is called.

    :raises InvalidInput: it is no PDF, JPEG or PNG, or it is not whole
    """
    if content.startswith(b"%PDF-"):
        whole = b"%%EOF" in content[-_TAIL:] and b"startxref" in content[-_TAIL * 4 :]
        kind = "pdf"
    elif content.startswith(b"\xff\xd8\xff"):
        whole = content.rstrip(b"\x00").endswith(b"\xff\xd9") and _has_jpeg_frame(content)
        kind = "jpeg"
    elif content.startswith(_PNG):
        whole = _is_whole_png(content)
        kind = "png"
    else:
        raise InvalidInput(
            "Tệp này không phải PDF, JPEG hay PNG (xét theo nội dung, không theo tên tệp). Hãy quét lại thành PDF.",
            field="file",
        )
    if not whole:
        raise InvalidInput("Tệp bị hỏng hoặc thiếu phần cuối. Hãy quét hoặc tải lại tệp.", field="file")
    return MEDIA_TYPES[kind]


def keep_content(folder: Path, content: bytes) -> str:
    """Write the content under its hash, whole or not at all.

    :returns: the hash (SHA-256, hexadecimal)
    """
    seal = hashlib.sha256(content).hexdigest()
    path = path_of(folder, seal)
    if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == seal:
        return seal
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{seal}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return seal


def read_content(folder: Path, seal: str) -> bytes:
    """The content, proved to be what was kept.

    :raises NotFound: it is gone, or somebody altered it
    """
    path = path_of(folder, seal)
    if not path.is_file():
        raise NotFound("Nội dung tệp không còn trong kho. Hãy báo người quản trị (casework check).")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != seal:
        raise NotFound("Nội dung tệp trong kho đã bị thay đổi nên không mở. Hãy báo người quản trị (casework check).")
    return content


def path_of(folder: Path, seal: str) -> Path:
    """Where the content of a hash lies: nothing of it comes from a sender."""
    return folder / seal[:2] / seal


def kept(folder: Path) -> Iterator[str]:
    """The names of everything that lies in the folder."""
    for path in sorted(folder.glob("*/*")) if folder.is_dir() else ():
        if path.is_file():
            yield path.name


def _is_whole_png(content: bytes) -> bool:
    """Every chunk fits, from IHDR to IEND, and nothing follows."""
    place, first = len(_PNG), True
    while place + 12 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        name = content[place + 4 : place + 8]
        if first and name != b"IHDR":
            return False
        place, first = place + 12 + length, False
        if name == b"IEND":
            return place == len(content) and content.endswith(_PNG_END)
    return False


def _has_jpeg_frame(content: bytes) -> bool:
    """The segments from the start lead to a frame (SOF)."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return True
        if marker in (0xD9, 0xDA):
            return False
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return False
