"""The page of one person: what is due next under which article, what may be done now, everything that happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.rules import may
from casework.errors import Reason
from casework.law.explain import Explanation
from casework.law.explain_measures import explain_aftercare
from casework.records import db
from casework.records.episode import Episode
from casework.services import aftercares, episodes
from casework.services.aftercare_lists import Line
from casework.services.clock import instant
from casework.services.facts_together import facts_together
from casework.services.person_files import PersonFile
from casework.services.person_timelines import (
    Entry,
    EntryKind,
    Selection,
    chosen,
    hide_notes,
    of_aftercares,
    of_episodes,
    of_papers,
    of_proceedings,
    of_residences,
)
from casework.services.person_timelines_records import of_records
from casework.services.proceedings import case_of, kind_of
from casework.web import aftercare_pages, case_offers
from casework.web.aftercare_pages import of_person
from casework.web.paging import Page, page_number
from casework.web.routing import current_actor, current_scope, today

SIZE = 25
ASKED = 4
"""So many open procedures of one person are asked for their next duty."""
Told = list[tuple[Episode, Explanation]]


@dataclass(frozen=True)
class Duty:
    """One thing that is due: when, what, under which article, and where."""

    due_on: date
    due_text: str
    label: str
    citation: str
    overdue: bool
    url: str
    case: str


@dataclass(frozen=True)
class Action:
    """One act on an open case: its form where the law allows it today, else why not."""

    label: str
    url: str | None
    allowed: bool
    first: bool
    case: str
    authority: str
    reasons: tuple[Reason, ...]


def person_page(file: PersonFile, *, names: bool) -> dict[str, Any]:
    """What the page shows beside who the person is."""
    session, scope, now = db.session(), current_scope(), instant()
    facts = facts_together(session, file.episodes)
    told = [(each, episodes.explained(each, facts[each.id], today(), at=now)) for each in file.episodes]
    shown = of_person(file)
    lines: list[Line] = shown["aftercares"]
    duties, actions = _of_open_episode(file, told), list(_actions_of_episode(file, told, facts))
    if shown["unopened"]:
        url = shown["aftercare_url"] or "#aftercares"
        duties += _duties(shown["unopened"], url, _("Sau cai nghiện"))
        actions += _opening(shown["aftercare_url"])
    for line in lines:
        if line.aftercare.ended_on is None:
            case = explain_aftercare(line.facts, today()).told
            url = url_for("aftercares.view", ref=line.aftercare.ref)
            duties += _duties(case, url, _("Sau cai nghiện"))
            if aftercares.is_held(session, scope, line.aftercare):
                offers = aftercare_pages.offers(case, line.facts, line.aftercare.ref)
                actions += [_action(offer, _("Sau cai nghiện")) for offer in offers]
    duties += _of_proceedings(file)
    duties.sort(key=lambda each: each.due_on)
    found = [*of_episodes(told), *of_aftercares(session, scope, lines, file.person.id, today())]
    found += [*of_proceedings(session, scope, file), *of_residences(file), *of_records(session, scope, file)]
    refs = [file.person.ref, *(each.ref for each in file.episodes), *(line.aftercare.ref for line in lines)]
    found += of_papers(session, [*refs, *(each.ref for each in file.proceedings)])
    kind, year = _asked()
    selection = chosen(found if names else hide_notes(found), kind=kind, year=year)
    return shown | {
        "duties": duties,
        "actions": [each for each in actions if each.allowed],
        "closed_actions": [each for each in actions if not each.allowed],
        "selection": selection,
        "entries": _page(selection),
        "kind": kind,
        "year": year,
        "filter_url": _filter_url(file.person.ref),
    }


def _of_open_episode(file: PersonFile, told: Told) -> list[Duty]:
    running = file.open_episode
    return [
        duty
        for episode, case in told
        if running is not None and episode.id == running.id
        for duty in _duties(case, url_for("episodes.view", ref=episode.ref), _("Cai nghiện"))
    ]


def _actions_of_episode(file: PersonFile, told: Told, facts: Any) -> Iterable[Action]:
    running = file.open_episode
    if running is None or not episodes.is_held(db.session(), current_scope(), running):
        return
    case = next(case for episode, case in told if episode.id == running.id)
    for offer in case_offers.offers(case, running, facts[running.id]):
        yield _action(offer, _("Cai nghiện"))


def _opening(url: str | None) -> Iterable[Action]:
    """To open an after-care that the law asks for comes before everything else, for who may."""
    if url is not None:
        yield Action("Mở hồ sơ quản lý sau cai nghiện", url, True, True, _("Sau cai nghiện"), "", ())


def _action(offer: Any, case: str) -> Action:
    reasons = () if offer.allowed else offer.reasons
    return Action(offer.label, offer.url, offer.allowed, offer.first, case, offer.authority, reasons)


def _duties(case: Explanation, url: str, words: str) -> list[Duty]:
    return [
        Duty(each.due_on, each.due_text, each.label, each.citation, each.overdue, url, words)
        for each in case.deadlines
        if each.act is not None or each.overdue
    ]


def _of_proceedings(file: PersonFile) -> list[Duty]:
    """The duties of the open procedures, of so many as may be asked about in a bounded number of queries."""
    found = []
    for row in [each for each in file.proceedings if each.closed_on is None][:ASKED]:
        case = case_of(db.session(), row, today()).told(today(), instant())
        found += _duties(case, url_for("proceedings.view", ref=row.ref), _(kind_of(row).term))
    return found


def _asked() -> tuple[EntryKind | None, int | None]:
    wanted = request.args.get("kind", "")
    kind = next((each for each in EntryKind if each.value == wanted), None)
    return kind, request.args.get("year", type=int)


def _page(selection: Selection) -> Page:
    number = page_number()
    rows: list[Entry] = list(selection.entries[(number - 1) * SIZE : number * SIZE])
    return Page(rows, number, len(selection.entries) > number * SIZE)


def _filter_url(ref: str) -> Any:
    """The address of the page with another filter; the place in the list is forgotten."""

    def to(*, kind: EntryKind | None, year: int | None) -> str:
        chosen_kind = kind.value if kind else None
        return url_for("people.view", ref=ref, kind=chosen_kind, year=year) + "#timeline"

    return to


def removal_url(entry: Entry) -> str | None:
    """Where the record of an entry is taken out, for who may."""
    if entry.removable is None or not may(current_actor(), Permission.RECORD_REMOVE):
        return None
    kind, row_id = entry.removable
    return url_for("removals.new", kind=kind.value, row_id=row_id)
