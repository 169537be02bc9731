"""The code (mã QR) on a certificate, drawn for each medium."""

from __future__ import annotations

import io
import re
from urllib.parse import quote

import segno

QUIET_ZONE = 2
MASK = 2
"""Every pattern can be read; to look for the prettiest of the eight takes four times as long as all the rest."""
_BAR = re.compile(b"\x01+")


def as_svg(address: str) -> str:
    """As lines, for PDF and HTML: the dark squares of a row that touch are one line."""
    rows = _code(address).matrix
    side = len(rows) + 2 * QUIET_ZONE
    lines = "".join(
        f"M{bar.start() + QUIET_ZONE} {place}.5h{bar.end() - bar.start()}"
        for place, row in enumerate(rows, start=QUIET_ZONE)
        for bar in _BAR.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{lines}"/></svg>'
    )


def as_png(address: str) -> bytes:
    """As dots, for .docx."""
    file = io.BytesIO()
    _code(address).save(file, kind="png", scale=6, border=QUIET_ZONE)
    return file.getvalue()


def as_data_uri(address: str) -> str:
    """As an image inside a page."""
    return f"data:image/svg+xml,{quote(as_svg(address))}"


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m", mask=MASK)
