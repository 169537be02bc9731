"""The code (mã QR) on a certificate, drawn for each medium."""

from __future__ import annotations

import io

import segno

QUIET_ZONE = 2


def as_svg(address: str) -> str:
    """As lines, for PDF and HTML."""
    file = io.BytesIO()
    segno.make(address, error="m").save(
        file, kind="svg", xmldecl=False, border=QUIET_ZONE, omitsize=True, light="white", svgclass=None, lineclass=None
    )
    return file.getvalue().decode()


def as_png(address: str) -> bytes:
    """As dots, for .docx."""
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="png", scale=6, border=QUIET_ZONE)
    return file.getvalue()


def as_data_uri(address: str) -> str:
    """As an image inside a page."""
    return segno.make(address, error="m").svg_data_uri(
        border=QUIET_ZONE, omitsize=True, light="white", svgclass=None, lineclass=None
    )
