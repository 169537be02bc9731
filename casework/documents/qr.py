"""The code (mã QR) on a certificate, drawn for each medium."""

from __future__ import annotations

import io

import segno

QUIET_ZONE = 2
MASK = 2
"""Every pattern can be read; to look for the prettiest of the eight takes four times as long as all the rest."""


def as_svg(address: str) -> str:
    """As lines, for PDF and HTML."""
    file = io.BytesIO()
    _code(address).save(
        file, kind="svg", xmldecl=False, border=QUIET_ZONE, omitsize=True, light="white", svgclass=None, lineclass=None
    )
    return file.getvalue().decode()


def as_png(address: str) -> bytes:
    """As dots, for .docx."""
    file = io.BytesIO()
    _code(address).save(file, kind="png", scale=6, border=QUIET_ZONE)
    return file.getvalue()


def as_data_uri(address: str) -> str:
    """As an image inside a page."""
    return _code(address).svg_data_uri(border=QUIET_ZONE, omitsize=True, light="white", svgclass=None, lineclass=None)


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m", mask=MASK)
