"""The start page (việc hôm nay): what is due and what waits for the reader, by role."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.roles import Role
from casework.access.rules import may
from casework.access.trail import Tag
from casework.errors import NotFound
from casework.records import db
from casework.services import accounts, trails
from casework.services.clock import instant
from casework.services.consultations import session_list
from casework.services.duties import Asked, Duties, Source, When, end_of_week
from casework.services.duty_sources import duties
from casework.services.report_duties import waiting_rows
from casework.services.report_overview import ReportsWaiting, reports_waiting
from casework.services.staff import staff_list, staff_member
from casework.services.worklists import Item, Worklist, count, silent_communes, waiting
from casework.web.duty_rows import Row, mine, rows
from casework.web.paging import SIZE, Page, page_number
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.trail_words import words_of

pages = Pages("start")
FEW = 10
MOST_STAFF = 100


@dataclass(frozen=True)
class Heading:
    """What a list is called, what its day means, and where its things are."""

    title: Any
    day: Any
    address: str
    late: bool = False


HEADINGS = {
    Worklist.OVERDUE: Heading(
        _l("Hết thời hạn, chưa ghi kết quả hoặc giấy xác nhận"), _l("Hết thời hạn"), "/episodes/", True
    ),
    Worklist.UNCERTIFIED: Heading(_l("Đã hoàn thành, chưa cấp giấy xác nhận"), _l("Hoàn thành"), "/episodes/", True),
    Worklist.AFTERCARE_TO_OPEN: Heading(
        _l("Đã hoàn thành cai nghiện, chưa lập hồ sơ sau cai"), _l("Hoàn thành"), "/people/", True
    ),
    Worklist.AFTERCARE_OVERDUE: Heading(
        _l("Hết thời hạn quản lý sau cai, chưa cấp giấy"), _l("Hết thời hạn"), "/aftercares/", True
    ),
    Worklist.DUPLICATES: Heading(_l("Hai hồ sơ có thể là một người, chờ kết luận"), _l("Phát hiện"), "/people/", True),
    Worklist.UNDECIDED: Heading(_l("Đã đăng ký, chưa có quyết định"), _l("Đăng ký"), "/episodes/"),
    Worklist.NOT_STARTED: Heading(_l("Đã có quyết định, chưa bắt đầu"), _l("Quyết định"), "/episodes/"),
    Worklist.UNREVIEWED: Heading(_l("Đang cai nghiện, chưa nhận xét trong tháng"), _l("Bắt đầu"), "/episodes/"),
    Worklist.AFTERCARE_UNREVIEWED: Heading(
        _l("Đang quản lý sau cai, chưa nhận xét trong tháng"), _l("Bắt đầu"), "/aftercares/"
    ),
    Worklist.UNASSIGNED: Heading(_l("Đang cai nghiện, chưa phân công người theo dõi"), _l("Bắt đầu"), "/episodes/"),
    Worklist.PHASES: Heading(_l("Giai đoạn chưa hoàn thành"), _l("Bắt đầu"), "/episodes/"),
    Worklist.ENDING: Heading(_l("Hết thời hạn cai nghiện trong 30 ngày tới"), _l("Hết thời hạn"), "/episodes/"),
    Worklist.AFTERCARE_ENDING: Heading(
        _l("Hết thời hạn quản lý sau cai trong 30 ngày tới"), _l("Hết thời hạn"), "/aftercares/"
    ),
    Worklist.TEAMS: Heading(_l("Tổ công tác chưa có hoạt động trong tháng"), _l("Thành lập"), "/teams/"),
    Worklist.POINTS: Heading(_l("Điểm tư vấn chưa có buổi tư vấn trong tháng"), _l("Thành lập"), "/points/"),
}
_POLICE = (
    Worklist.OVERDUE, Worklist.UNDECIDED, Worklist.NOT_STARTED, Worklist.ENDING, Worklist.AFTERCARE_TO_OPEN,
    Worklist.AFTERCARE_OVERDUE, Worklist.AFTERCARE_UNREVIEWED, Worklist.AFTERCARE_ENDING,
)  # fmt: skip
LISTS: dict[Role, tuple[Worklist, ...]] = {
    Role.COMMUNE_OFFICER: tuple(HEADINGS),
    Role.COMMUNE_CHAIR: tuple(each for each in HEADINGS if each is not Worklist.DUPLICATES),
    Role.COMMUNE_POLICE: _POLICE,
    Role.HEALTH_WORKER: (
        Worklist.PHASES, Worklist.NOT_STARTED, Worklist.ENDING, Worklist.AFTERCARE_UNREVIEWED, Worklist.POINTS,
    ),
    Role.SUPERVISOR: (Worklist.DUPLICATES,),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One list: how many wait, and some of them."""

    worklist: Worklist
    heading: Heading
    count: int
    items: list[Item]


@dataclass(frozen=True)
class Due:
    """The reader's duties of one degree of urgency: how many, and the first few."""

    when: When
    title: Any
    count: int
    rows: list[Row]


TITLES = {When.OVERDUE: _l("Quá hạn"), When.TODAY: _l("Đến hạn hôm nay"), When.WEEK: _l("Trong tuần này")}


@pages.public("/health", ["GET"])
def health() -> Response:
    """Whether the process answers."""
    return Response("ok", mimetype="text/plain")


@pages.get("/", Permission.START_VIEW)
def index() -> Any:
    """What is due and waits. People appear by initials; the list of each kind has the names, and is recorded."""
    page = _PAGES.get(current_actor().role, _nothing)
    return page()


def _asked(officer_id: int | None = None) -> Asked:
    day = today()
    return Asked(db.session(), current_scope(), current_actor(), day, end_of_week(day), officer_id, at=instant())


def _due(found: Duties) -> list[Due]:
    # Reports have a panel of their own beside the duties.
    day, own = today(), [each for each in mine(found.found) if each.source is not Source.REPORT]
    sorted_out = {when: [each for each in own if each.when(day) is when] for when in TITLES}
    return [Due(when, TITLES[when], len(each), rows(each[:FEW], day)) for when, each in sorted_out.items()]


def _waiting_lists(worklists: Iterable[Worklist]) -> list[Shown]:
    session, scope, day = db.session(), current_scope(), today()
    counted = [Shown(each, HEADINGS[each], count(session, scope, each, day), []) for each in worklists]
    return [each for each in counted if each.count]


def _cases() -> str:
    found = duties(_asked())
    lists = _waiting_lists(LISTS[Role(str(current_actor().role))])
    return render_template(
        "web/start/cases.html", due=_due(found), capped=found.capped, lists=lists, today=today(), url_of=list_url,
        waiting=_reports(),
    )  # fmt: skip


def _reports() -> ReportsWaiting:
    """The reports that wait for the reader, those near or past their deadline first."""
    return reports_waiting(db.session(), current_scope(), current_actor(), today(), limit=FEW)


def _supervisor() -> str:
    silent, communes = silent_communes(db.session(), current_scope(), today(), limit=FEW)
    lists = _waiting_lists(LISTS[Role.SUPERVISOR])
    return render_template(
        "web/start/supervisor.html", count=silent, communes=communes, today=today(), lists=lists, url_of=list_url,
        waiting=_reports(),
    )  # fmt: skip


def _counsellor() -> str:
    latest = db.session().scalars(session_list(current_scope(), current_actor()).limit(FEW)).unique().all()
    found = duties(_asked())
    return render_template("web/start/counsellor.html", sessions=latest, due=_due(found), today=today())


def _auditor() -> str:
    failed, entries = trails.failed_logins(db.session(), days=7, limit=FEW)
    return render_template("web/start/auditor.html", count=failed, entries=entries, words_of=words_of)


def _administrator() -> str:
    locked = db.session().scalars(accounts.locked_accounts(current_scope()).limit(FEW)).all()
    numbers = accounts.account_numbers(db.session(), current_scope())
    waiting = waiting_rows(db.session())
    return render_template("web/start/administrator.html", locked=locked, numbers=numbers, waiting=waiting)


def _nothing() -> str:
    return render_template("web/start/nothing.html")


_CASE_ROLES = (Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIR, Role.COMMUNE_POLICE, Role.HEALTH_WORKER)
_PAGES: dict[Role | None, Callable[[], str]] = {
    **dict.fromkeys(_CASE_ROLES, _cases),
    Role.SUPERVISOR: _supervisor,
    Role.COUNSELLOR: _counsellor,
    Role.AUDITOR: _auditor,
    Role.ADMINISTRATOR: _administrator,
}


def list_url(worklist: Worklist) -> str | None:
    """Where a list is; None for a reader who may not open it."""
    if worklist is Worklist.DUPLICATES:
        return url_for("duplicates.index") if may(current_actor(), Permission.PERSON_MERGE) else None
    may_see = may(current_actor(), Permission.NAMES_VIEW)
    return url_for("start.work", name=worklist.value) if may_see else None


def is_about_a_person(worklist: Worklist) -> bool:
    """Whether the things of the list are people's cases, whose names are not for everybody's eyes."""
    return worklist not in (Worklist.TEAMS, Worklist.POINTS)


@pages.get("/duties", Permission.NAMES_VIEW, writes=True)
def due() -> Any:
    """Every duty up to the end of the week with names, of everybody or of one officer's cases: looking is recorded."""
    actor, number, ref = current_actor(), page_number(), request.args.get("officer", "")
    officer = staff_member(db.session(), current_scope(), ref) if ref else None
    when = When(request.args["when"]) if request.args.get("when") in TITLES else None
    found = duties(_asked(officer.id if officer else None))
    wanted = [each for each in mine(found.found) if when is None or each.when(today()) is when]
    part = wanted[(number - 1) * SIZE : number * SIZE]
    if any(each.who for each in part):
        trail.record(db.session(), Tag.PEOPLE_LISTED, actor, query="việc đến hạn", count=len(part))
    page = Page(rows(part, today(), named=True), number, len(wanted) > number * SIZE)
    people = db.session().scalars(staff_list(current_scope()).limit(MOST_STAFF)).all()
    return render_template(
        "web/start/duties.html", page=page, count=len(wanted), when=when, titles=TITLES, officer=officer,
        staff=people, capped=found.capped, today=today(),
    )  # fmt: skip


@pages.get("/waiting/<string:name>", Permission.NAMES_VIEW, writes=True)
def work(name: str) -> Any:
    """All that waits of one kind, with names: looking is recorded."""
    actor, number = current_actor(), page_number()
    offered = LISTS.get(Role(str(actor.role)), ())
    if name not in offered:
        raise NotFound("Không có danh sách này.")
    worklist = Worklist(name)
    total, items = waiting(db.session(), current_scope(), worklist, today(), limit=SIZE + 1, offset=(number - 1) * SIZE)
    if is_about_a_person(worklist):
        trail.record(db.session(), Tag.PEOPLE_LISTED, actor, query=worklist.value, count=total)
    page = Page(items[:SIZE], number, len(items) > SIZE)
    return render_template("web/start/work.html", shown=Shown(worklist, HEADINGS[worklist], total, items), page=page)
