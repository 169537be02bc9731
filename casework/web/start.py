"""The start page (việc hôm nay): what waits for the reader, by role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template
from flask_babel import lazy_gettext as _l

from casework.access import trail
from casework.access.permissions import Permission
from casework.access.roles import Role
from casework.access.trail import Tag
from casework.errors import NotFound
from casework.records import db
from casework.services import accounts, trails
from casework.services.consultations import session_list
from casework.services.people import masked_name
from casework.services.worklists import Item, Worklist, silent_communes, waiting
from casework.web.paging import SIZE, Page, page_number
from casework.web.routing import Pages, current_actor, current_scope, today
from casework.web.trail_words import words_of

pages = Pages("start")
FEW = 10


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
    Worklist.UNDECIDED: Heading(_l("Đã đăng ký, chưa có quyết định"), _l("Đăng ký"), "/episodes/"),
    Worklist.NOT_STARTED: Heading(_l("Đã có quyết định, chưa bắt đầu"), _l("Quyết định"), "/episodes/"),
    Worklist.ENDING: Heading(_l("Hết thời hạn trong 30 ngày tới"), _l("Hết thời hạn"), "/episodes/"),
    Worklist.UNCERTIFIED: Heading(_l("Đã hoàn thành, chưa cấp giấy xác nhận"), _l("Hoàn thành"), "/episodes/", True),
    Worklist.PHASES: Heading(_l("Giai đoạn chưa hoàn thành"), _l("Bắt đầu"), "/episodes/"),
    Worklist.TEAMS: Heading(_l("Tổ công tác chưa có hoạt động trong tháng"), _l("Thành lập"), "/teams/"),
    Worklist.POINTS: Heading(_l("Điểm tư vấn chưa có buổi tư vấn trong tháng"), _l("Thành lập"), "/points/"),
}
LISTS: dict[Role, tuple[Worklist, ...]] = {
    Role.COMMUNE_OFFICER: tuple(HEADINGS),
    Role.COMMUNE_CHAIR: tuple(HEADINGS),
    Role.COMMUNE_POLICE: (Worklist.UNDECIDED, Worklist.NOT_STARTED, Worklist.OVERDUE, Worklist.ENDING),
    Role.HEALTH_WORKER: (Worklist.PHASES, Worklist.NOT_STARTED, Worklist.ENDING, Worklist.POINTS),
}


@dataclass(frozen=True)
class Shown:
    """One list on the start page: how many wait, and the first few."""

    worklist: Worklist
    heading: Heading
    count: int
    items: list[Item]


@pages.public("/health", ["GET"])
def health() -> Response:
    """Whether the process answers."""
    return Response("ok", mimetype="text/plain")


@pages.get("/", Permission.START_VIEW)
def index() -> Any:
    """What waits for the reader. People appear by initials; the list of each kind has the names, and is recorded."""
    page = _PAGES.get(current_actor().role, _nothing)
    return page()


def _cases() -> str:
    actor = current_actor()
    lists = []
    for worklist in LISTS[Role(str(actor.role))]:
        count, items = waiting(db.session(), current_scope(), worklist, today(), limit=FEW)
        lists.append(Shown(worklist, HEADINGS[worklist], count, items))
    return render_template("web/start/cases.html", lists=lists, masked=masked_name, is_person=is_about_a_person)


def _supervisor() -> str:
    count, communes = silent_communes(db.session(), current_scope(), today(), limit=FEW)
    return render_template("web/start/supervisor.html", count=count, communes=communes, today=today())


def _counsellor() -> str:
    latest = db.session().scalars(session_list(current_scope(), current_actor()).limit(FEW)).unique().all()
    return render_template("web/start/counsellor.html", sessions=latest)


def _auditor() -> str:
    count, entries = trails.failed_logins(db.session(), days=7, limit=FEW)
    return render_template("web/start/auditor.html", count=count, entries=entries, words_of=words_of)


def _administrator() -> str:
    locked = db.session().scalars(accounts.locked_accounts(current_scope()).limit(FEW)).all()
    return render_template("web/start/administrator.html", locked=locked)


def _nothing() -> str:
    return render_template("web/start/nothing.html")


_PAGES: dict[Role | None, Callable[[], str]] = {
    **dict.fromkeys(LISTS, _cases),
    Role.SUPERVISOR: _supervisor,
    Role.COUNSELLOR: _counsellor,
    Role.AUDITOR: _auditor,
    Role.ADMINISTRATOR: _administrator,
}


def is_about_a_person(worklist: Worklist) -> bool:
    """Whether the things of the list are people's cases, whose names are not for everybody's eyes."""
    return worklist not in (Worklist.TEAMS, Worklist.POINTS)


@pages.get("/waiting/<string:name>", Permission.NAMES_VIEW, writes=True)
def work(name: str) -> Any:
    """All that waits of one kind, with names: looking is recorded."""
    actor, number = current_actor(), page_number()
    offered = LISTS.get(Role(str(actor.role)), ())
    if name not in offered:
        raise NotFound("Không có danh sách này.")
    worklist = Worklist(name)
    count, items = waiting(db.session(), current_scope(), worklist, today(), limit=SIZE + 1, offset=(number - 1) * SIZE)
    if is_about_a_person(worklist):
        trail.record(db.session(), Tag.PEOPLE_LISTED, actor, query=worklist.value, count=count)
    page = Page(items[:SIZE], number, len(items) > SIZE)
    return render_template("web/start/work.html", shown=Shown(worklist, HEADINGS[worklist], count, items), page=page)
