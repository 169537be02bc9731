"""Errors for machines (application/problem+json): the same sentences as on the pages."""

from __future__ import annotations

from flask import Response, json
from werkzeug.exceptions import UnprocessableEntity

from casework.errors import CaseworkError, RefusedByLaw


def problem(status: int, title: str, detail: str, **more: object) -> Response:
    """One problem document (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def answer(error: CaseworkError) -> Response:
    """A failure of a service as a problem document; a refusal by law names every clause."""
    if isinstance(error, RefusedByLaw):
        reasons = [{"text": each.text, "citation": each.citation} for each in error.reasons]
        return problem(error.status, "Pháp luật chưa cho phép", str(error), reasons=reasons)
    if error.status >= 500:
        return problem(500, "Lỗi hệ thống", "Hệ thống gặp lỗi; hãy báo người quản trị.")
    return problem(error.status, type(error).__name__, str(error))


def misread(error: UnprocessableEntity) -> Response:
    """A question whose parameters cannot be read: which, and what is wrong with each."""
    messages: dict[str, dict[str, object]] = getattr(error, "data", {}).get("messages", {})
    wrong = {name: said for part in messages.values() for name, said in part.items()}
    return problem(400, "InvalidInput", f"Tham số thiếu hoặc không hợp lệ: {', '.join(wrong)}", errors=wrong)
