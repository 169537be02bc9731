"""Checks of lists, clubs, communication, money and calls (danh sách, câu lạc bộ, truyền thông, kinh phí, cuộc gọi)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.permissions import Permission
from casework.access.scope import Scope
from casework.law.vocabulary import EpisodeOutcome, NotEvaluatedReason
from casework.records.budget import BudgetLine
from casework.records.club import Club, ClubMember
from casework.records.episode import Episode
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Listing
from casework.records.outreach import CommunicationEvent
from casework.records.person import Person
from casework.services.hotline import is_late
from casework.services.quality_checks import Ask, Finding, Judged, Kind, Rows, Severity, checks_of, listed

MOST_CALLS = 300
_MEND = "Mở bản ghi, bấm Sửa, đối chiếu giấy tờ rồi ghi lại."
_listing = checks_of(Kind.LISTING, Permission.LISTING_EDIT, _MEND)
_club = checks_of(Kind.CLUB, Permission.CLUB_EDIT, _MEND)
_event = checks_of(Kind.EVENT, Permission.OUTREACH_EDIT, _MEND)
_budget = checks_of(Kind.BUDGET, Permission.BUDGET_EDIT, _MEND)
_hotline = checks_of(Kind.HOTLINE, Permission.HOTLINE_EDIT, "Mở cuộc gọi, ghi ngày và nội dung trả lời.")
_ANYWHERE = Scope.everything(reason="một người đã chết ghi ở nơi khác vẫn phải đưa ra khỏi danh sách")


def _listings(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        query = queries.listings(scope).join(Listing.person).where(*criteria)
        return listed(query, Listing.id, Person.full_name, Listing.listed_on)

    return ask


def _died_and_listed(scope: Scope, day: date) -> Rows:
    episodes = queries.episodes(_ANYWHERE).where(Episode.outcome == EpisodeOutcome.DIED.value)
    found = queries.evaluations(_ANYWHERE).where(Evaluation.reason_not_evaluated == NotEvaluatedReason.DIED.value)
    died = Listing.person_id.in_(episodes.with_only_columns(Episode.person_id)) | Listing.person_id.in_(
        found.with_only_columns(Evaluation.person_id)
    )
    return _listings(Listing.removed_on.is_(None), died)(scope, day)


def _listed_twice(scope: Scope, day: date) -> Rows:
    key = (Listing.person_id, Listing.status)
    open_ones = queries.listings(scope).where(Listing.removed_on.is_(None)).with_only_columns(*key).group_by(*key)
    twice = open_ones.having(func.count(Listing.id) > 1).subquery()
    query = queries.listings(scope).join(Listing.person).where(Listing.removed_on.is_(None))
    query = query.join(twice, and_(twice.c[0] == Listing.person_id, twice.c[1] == Listing.status))
    return listed(query, Listing.id, Person.full_name, Listing.listed_on)


def _clubs(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        return listed(queries.clubs(scope).where(*criteria), Club.id, Club.name, Club.established_on)

    return ask


def _empty_club(scope: Scope, day: date) -> Rows:
    belongs = and_(ClubMember.from_on <= day, or_(ClubMember.to_on.is_(None), ClubMember.to_on >= day))
    standing = or_(Club.closed_on.is_(None), Club.closed_on > day)
    return _clubs(standing, ~Club.members.any(belongs))(scope, day)


def _events(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        name = func.coalesce(CommunicationEvent.topic, CommunicationEvent.ref)
        query = queries.events(scope).where(*criteria)
        return listed(query, CommunicationEvent.id, name, CommunicationEvent.held_on)

    return ask


def _lines(*criteria: ColumnElement[bool]) -> Ask:
    def ask(scope: Scope, day: date) -> Rows:
        return listed(queries.budget_lines(scope).where(*criteria), BudgetLine.id, BudgetLine.ref, BudgetLine.spent_on)

    return ask


def _unanswered(session: Session, scope: Scope, day: date) -> Judged:
    query = queries.hotline_calls(scope).where(HotlineCall.answered_on.is_(None)).order_by(HotlineCall.received_on)
    rows = session.scalars(query.limit(MOST_CALLS + 1)).all()
    late = [Finding(str(row.id), row.ref, row.received_on) for row in rows[:MOST_CALLS] if is_late(row, day)]
    return Judged(tuple(late), len(rows) > MOST_CALLS)


CHECKS = (
    _listing("died", Severity.BLOCKING, "Người đã chết còn trong danh sách",
             "Đã ghi chết ở đợt cai nghiện hoặc lần đánh giá, nhưng chưa đưa ra khỏi danh sách quản lý.",
             _died_and_listed, how="Mở dòng danh sách, ghi ngày và lý do đưa ra."),
    _listing("twice", Severity.BLOCKING, "Một người hai lần trong danh sách",
             "Cùng một diện quản lý mà còn hiệu lực hai dòng: số người bị đếm hai lần.", _listed_twice,
             how="Ghi đưa ra khỏi danh sách ở dòng cũ."),
    _listing("reversed", Severity.BLOCKING, "Đưa ra trước khi đưa vào danh sách", "Hai ngày bị đảo.",
             _listings(Listing.removed_on < Listing.listed_on)),
    _listing("reason-missing", Severity.INFO, "Đưa ra khỏi danh sách mà chưa ghi lý do",
             "Lý do cho biết vì sao số người quản lý giảm.",
             _listings(Listing.removed_on.is_not(None),
                       or_(Listing.removal_reason.is_(None), Listing.removal_reason == ""))),
    _club("empty", Severity.INFO, "Câu lạc bộ không có thành viên",
          "Câu lạc bộ đang hoạt động mà không ai tham gia.", _empty_club),
    _club("reversed", Severity.BLOCKING, "Câu lạc bộ đóng trước ngày thành lập", "Hai ngày bị đảo.",
          _clubs(Club.closed_on < Club.established_on)),
    _club("member-outside", Severity.WARNING, "Thành viên nằm ngoài thời gian hoạt động của câu lạc bộ",
          "Ngày tham gia trước khi thành lập, sau khi đóng, hoặc sau ngày thôi tham gia.",
          _clubs(Club.members.any(or_(ClubMember.from_on < Club.established_on, ClubMember.from_on > Club.closed_on,
                                      ClubMember.to_on < ClubMember.from_on)))),
    _event("nobody", Severity.WARNING, "Cuộc truyền thông không có người dự",
           "Số người dự bằng 0: chưa tổ chức được, hoặc quên ghi.", _events(CommunicationEvent.participants == 0)),
    _event("topic-missing", Severity.INFO, "Cuộc truyền thông chưa ghi chủ đề",
           "Chủ đề cho biết đã tuyên truyền điều gì.",
           _events(or_(CommunicationEvent.topic.is_(None), CommunicationEvent.topic == ""))),
    _budget("nothing", Severity.BLOCKING, "Khoản chi bằng 0 đồng", "Khoản chi phải có số tiền.",
            _lines(BudgetLine.amount_vnd == 0)),
    _budget("voucher-missing", Severity.INFO, "Khoản chi chưa có số chứng từ",
            "Số chứng từ cần khi quyết toán, kiểm toán.",
            _lines(or_(BudgetLine.voucher.is_(None), BudgetLine.voucher == ""))),
    _hotline("unanswered", Severity.WARNING, "Cuộc gọi quá hạn chưa trả lời",
             "Hạn trả lời chưa kiểm chứng trong văn bản; hệ thống nhắc theo quy trình của địa phương.",
             judge=_unanswered),
)  # fmt: skip
