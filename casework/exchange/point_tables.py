"""Exchange tables of consultation points (điểm tư vấn) and their sessions (buổi tư vấn)."""

from __future__ import annotations

from casework.exchange.columns import ExchangeTable, day, number, ref, reference, term, text, unit
from casework.law.vocabulary import Premises, SessionKind
from casework.records.consultation import Attendee, ConsultationSession, Point, PointStaff

POINTS = ExchangeTable(
    "points",
    "Điểm tư vấn",
    Point,
    (
        ref("point_ref", "Mã điểm tư vấn"),
        unit(),
        text(Point, "name", "Tên điểm tư vấn", required=True),
        term("premises", "Nơi đặt trụ sở", Premises, required=True),
        day("established_on", "Ngày thành lập", required=True),
        day("closed_on", "Ngày đóng"),
    ),
    key=("point_ref",),
    unit_days=("established_on",),
    spans=((("established_on",), "closed_on"),),
)

POINT_STAFF = ExchangeTable(
    "point_staff",
    "Cán bộ điểm tư vấn",
    PointStaff,
    (
        reference("point_ref", "Mã điểm tư vấn", "points", "point_id"),
        reference("staff_ref", "Mã cán bộ", "staff", "staff_id"),
        day("from_on", "Từ ngày", required=True),
        day("to_on", "Đến hết ngày"),
    ),
    key=("point_ref", "staff_ref", "from_on"),
    found_by=("point_ref",),
    spans=((("from_on",), "to_on"),),
)

SESSIONS = ExchangeTable(
    "sessions",
    "Buổi tư vấn",
    ConsultationSession,
    (
        ref("session_ref", "Mã buổi tư vấn"),
        reference("point_ref", "Mã điểm tư vấn", "points", "point_id"),
        day("held_on", "Ngày tư vấn", required=True),
        term("kind", "Hình thức tư vấn", SessionKind, required=True),
        text(ConsultationSession, "topic", "Nội dung"),
        reference("staff_ref", "Mã cán bộ tư vấn", "staff", "staff_id", required=False),
        number("attendance", "Số người có mặt", required=True),
    ),
    key=("session_ref",),
    # A session belongs where its point does.
    derived=("unit_id",),
)

SESSION_ATTENDEES = ExchangeTable(
    "session_attendees",
    "Người được tư vấn",
    Attendee,
    (
        reference("session_ref", "Mã buổi tư vấn", "sessions", "session_id"),
        reference("person_ref", "Mã người", "persons", "person_id"),
    ),
    key=("session_ref", "person_ref"),
    found_by=("session_ref",),
)
