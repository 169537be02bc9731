"""Files handed to the browser to be saved."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(name: str, content_type: str, content: bytes) -> Response:
    """A file to save; letters outside ASCII go along the way browsers agreed on."""
    response = Response(content, content_type=content_type)
    plain = name.encode("ascii", "ignore").decode().replace('"', "") or "tep"
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return response
