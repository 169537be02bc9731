"""Error pages: what happened and what to do, in Vietnamese; nothing of the inside is shown."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from casework.errors import CaseworkError, NotInForce, Reason, RefusedByLaw
from casework.records import db
from casework.web.session import current_reader


def init_app(app: Flask) -> None:
    """One page for every way in which a request can fail."""
    app.register_error_handler(CaseworkError, _refused)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(StaleDataError, _overtaken)
    app.register_error_handler(IntegrityError, _clashing)
    app.register_error_handler(OperationalError, _database)
    for status in (400, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503):
        app.register_error_handler(status, _http)


def _texts(status: int) -> tuple[str, str]:
    """The heading and what to do."""
    texts = {
        400: (_("Thông tin gửi lên không hợp lệ"), _("Hãy quay lại, kiểm tra các mục đã nhập rồi gửi lại.")),
        403: (
            _("Bạn không có quyền làm việc này"),
            _("Vai trò của bạn không được làm việc này. Hãy liên hệ người quản trị nếu cần quyền."),
        ),
        404: (
            _("Không tìm thấy"),
            _("Không có trang hoặc hồ sơ này trong phạm vi của bạn. Hãy kiểm tra đường dẫn hoặc tìm lại từ đầu."),
        ),
        405: (_("Không mở được trang theo cách này"), _("Hãy quay lại trang trước và dùng nút trên trang.")),
        409: (_("Thông tin đã thay đổi"), _("Hãy mở lại trang để xem thông tin mới nhất rồi làm lại.")),
        413: (_("Tệp gửi lên quá lớn"), _("Hãy gửi tệp nhỏ hơn 32 MB.")),
        415: (_("Loại tệp không được nhận"), _("Hãy gửi tệp đúng loại mà trang yêu cầu.")),
        422: (_("Pháp luật chưa cho phép việc này"), _("Hãy hoàn thành các điều kiện còn thiếu rồi làm lại.")),
        429: (_("Bạn đã thử quá nhiều lần"), _("Hãy chờ vài phút rồi thử lại.")),
        503: (
            _("Hệ thống đang bận"),
            _("Việc khác đang ghi dữ liệu; thông tin của bạn chưa được lưu. Hãy chờ một phút rồi gửi lại."),
        ),
    }
    unknown = (
        _("Hệ thống gặp lỗi"),
        _("Thông tin của bạn chưa được lưu. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị kèm thời điểm xảy ra."),
    )
    return texts.get(status, unknown)


def error_page(status: int, message: str | None = None, reasons: tuple[Reason, ...] = ()) -> Response:
    """The page of a failure; for machines the same as application/problem+json."""
    heading, advice = _texts(status)
    if request.path.startswith("/api/"):
        answer = jsonify(status=status, title=heading, detail=message or advice)
        answer.mimetype = "application/problem+json"
        answer.status_code = status
        return answer
    _find_reader()
    page = render_template(
        "web/error.html", status=status, heading=heading, message=message, advice=advice, reasons=reasons
    )
    return make_response(page, status)


def _find_reader() -> None:
    # The page is drawn for whoever asks; a database that fails draws it for nobody.
    try:
        db.session().rollback()
        current_reader()
        db.session().rollback()
    except SQLAlchemyError:
        g.reader = None


def _refused(error: CaseworkError) -> Response:
    if isinstance(error, NotInForce):
        current_app.logger.error("no law in force: %s", error)
        return error_page(500)
    reasons = error.reasons if isinstance(error, RefusedByLaw) else ()
    return error_page(error.status, None if reasons else str(error), reasons)


def _forged(_error: CSRFError) -> Response:
    return error_page(400, _("Biểu mẫu đã quá hạn hoặc bạn đã đăng nhập lại. Hãy quay lại, tải lại trang rồi gửi lại."))


def _overtaken(_error: StaleDataError) -> Response:
    return error_page(409, _("Người khác vừa sửa hồ sơ này. Thông tin của bạn chưa được lưu."))


def _clashing(error: IntegrityError) -> Response:
    current_app.logger.warning("refused by the database: %s", error.orig)
    return error_page(409, _("Thông tin này trùng hoặc mâu thuẫn với thông tin đã có, nên chưa được lưu."))


def _database(error: OperationalError) -> Response:
    busy = "locked" in str(error.orig).lower() or "lock timeout" in str(error.orig).lower()
    if not busy:
        current_app.logger.error("database failed", exc_info=error)
    return error_page(503 if busy else 500)


def _http(error: HTTPException) -> Response:
    return error_page(error.code or 500)
