"""Checks of teams, staff, points and sessions (tổ công tác, cán bộ, điểm tư vấn, buổi tư vấn)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_

from casework.access import queries
from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.law.vocabulary import TeamRole
from casework.records.consultation import Attendee, ConsultationSession, Point, PointStaff
from casework.records.team import Staff, Team, TeamMember
from casework.records.unit import Unit
from casework.services.quality_checks import Ask, Kind, Rows, Severity, checks_of, listed
from casework.services.worklist_queries import points_at_rest, teams_at_rest

_team = checks_of(Kind.TEAM, Permission.TEAM_EDIT, "Mở trang của tổ, sửa hoặc bổ sung.")
_staff = checks_of(Kind.STAFF, Permission.TEAM_EDIT, "Mở danh sách cán bộ, sửa lại đơn vị.")
_point = checks_of(Kind.POINT, Permission.POINT_EDIT, "Mở trang của điểm tư vấn, sửa hoặc bổ sung.")
_session = checks_of(Kind.SESSION, Permission.SESSION_RECORD, "Mở buổi tư vấn, bấm Sửa, đối chiếu sổ rồi ghi lại.")


def _standing(day: date) -> ColumnElement[bool]:
    return and_(Team.established_on <= day, or_(Team.dissolved_on.is_(None), Team.dissolved_on > day))


def _serving(day: date) -> ColumnElement[bool]:
    return and_(TeamMember.from_on <= day, or_(TeamMember.to_on.is_(None), TeamMember.to_on >= day))


def _teams(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.teams(scope).join(Team.unit).where(*criteria)
        return listed(query, Team.ref, Unit.name, Team.established_on)

    return ask


def _without_members(scope: Scope, day: date) -> Rows:
    return _teams(_standing(day), ~Team.members.any(_serving(day)))(scope, day)


def _without_leader(scope: Scope, day: date) -> Rows:
    leads = and_(_serving(day), TeamMember.role == TeamRole.LEADER.value)
    return _teams(_standing(day), Team.members.any(_serving(day)), ~Team.members.any(leads))(scope, day)


def _staff_nowhere(scope: Scope, day: date) -> Rows:
    query = queries.staff(scope).join(Staff.unit).where(Unit.valid_to <= day, Unit.divided)
    return listed(query, Staff.ref, Staff.full_name, Unit.valid_to)


def _points(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.points(scope).where(*criteria)
        return listed(query, Point.ref, Point.name, Point.established_on)

    return ask


def _unstaffed(scope: Scope, day: date) -> Rows:
    open_today = and_(Point.established_on <= day, or_(Point.closed_on.is_(None), Point.closed_on > day))
    serving = and_(PointStaff.from_on <= day, or_(PointStaff.to_on.is_(None), PointStaff.to_on >= day))
    return _points(open_today, ~Point.staff.any(serving))(scope, day)


def _sessions(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.sessions(scope).join(ConsultationSession.point).where(*criteria)
        return listed(query, ConsultationSession.ref, Point.name, ConsultationSession.held_on)

    return ask


def _more_named(scope: Scope, day: date) -> Rows:
    counted = (
        queries.sessions(scope)
        .join(ConsultationSession.attendees)
        .with_only_columns(ConsultationSession.id)
        .group_by(ConsultationSession.id, ConsultationSession.attendance)
        .having(func.count(Attendee.person_id) > ConsultationSession.attendance)
    )
    return _sessions(ConsultationSession.id.in_(counted))(scope, day)


def _in_future(scope: Scope, day: date) -> Rows:
    return _sessions(ConsultationSession.held_on > day)(scope, day)


CHECKS = (
    _team("at-rest", Severity.WARNING, "Tổ công tác chưa có hoạt động trong tháng",
          "Tổ đang hoạt động mà tháng này chưa ghi buổi họp, thăm, nhận xét nào.", teams_at_rest,
          how="Mở trang của tổ, ghi hoạt động đã làm."),
    _team("without-members", Severity.BLOCKING, "Tổ công tác không có thành viên",
          "Tổ đang hoạt động phải có thành viên; báo cáo nhân lực sẽ thiếu.", _without_members),
    _team("without-leader", Severity.WARNING, "Tổ công tác không có tổ trưởng",
          "Có thành viên nhưng không ai là tổ trưởng.", _without_leader),
    _team("decision-number-missing", Severity.WARNING, "Quyết định thành lập tổ chưa có số",
          "Số quyết định cần cho báo cáo và thanh tra.",
          _teams(or_(Team.decision_number.is_(None), Team.decision_number == ""))),
    _team("reversed", Severity.BLOCKING, "Tổ giải thể trước ngày thành lập",
          "Hai ngày của tổ bị đảo.", _teams(Team.dissolved_on < Team.established_on)),
    _team("member-outside", Severity.WARNING, "Thành viên nằm ngoài thời gian hoạt động của tổ",
          "Ngày tham gia trước khi thành lập, sau khi giải thể, hoặc sau ngày thôi tham gia.",
          _teams(Team.members.any(or_(TeamMember.from_on < Team.established_on,
                                      TeamMember.from_on > Team.dissolved_on,
                                      TeamMember.to_on < TeamMember.from_on)))),
    _staff("nowhere", Severity.WARNING, "Cán bộ ở đơn vị đã chia tách",
           "Đơn vị cũ không còn; chưa ai ghi cán bộ này nay thuộc xã nào.", _staff_nowhere),
    _point("unstaffed", Severity.WARNING, "Điểm tư vấn không có cán bộ",
           "Điểm đang hoạt động mà không phân công ai.", _unstaffed),
    _point("at-rest", Severity.INFO, "Điểm tư vấn chưa có buổi tư vấn trong tháng",
           "Tháng này chưa ghi buổi tư vấn nào.", points_at_rest, how="Ghi buổi tư vấn đã tổ chức.",
           who=Permission.SESSION_RECORD),
    _point("reversed", Severity.BLOCKING, "Điểm đóng cửa trước ngày thành lập",
           "Hai ngày của điểm bị đảo.", _points(Point.closed_on < Point.established_on)),
    _session("without-staff", Severity.WARNING, "Buổi tư vấn không ghi cán bộ",
             "Không biết ai tư vấn thì không tính được công và không kiểm tra được chứng chỉ.",
             _sessions(ConsultationSession.staff_id.is_(None))),
    _session("nobody", Severity.WARNING, "Buổi tư vấn không có người dự",
             "Số người dự bằng 0: không tổ chức được, hoặc quên ghi.", _sessions(ConsultationSession.attendance == 0)),
    _session("more-named", Severity.BLOCKING, "Số người dự nhỏ hơn số người nêu tên",
             "Số lượt tư vấn trong báo cáo sẽ thấp hơn thực tế.", _more_named),
    _session("outside", Severity.WARNING, "Buổi tư vấn ngoài thời gian hoạt động của điểm",
             "Ngày tổ chức trước khi thành lập hoặc sau khi đóng điểm.",
             _sessions(or_(ConsultationSession.held_on < Point.established_on,
                           ConsultationSession.held_on > Point.closed_on))),
    _session("in-future", Severity.BLOCKING, "Buổi tư vấn ở tương lai",
             "Buổi đã ghi phải là buổi đã tổ chức.", _in_future),
    _session("topic-missing", Severity.INFO, "Buổi tư vấn chưa ghi nội dung",
             "Nội dung cho biết đã tư vấn điều gì.",
             _sessions(or_(ConsultationSession.topic.is_(None), ConsultationSession.topic == ""))),
)  # fmt: skip
