"""The acts beside the main road of an episode (việc trong thời gian cai nghiện), and the one way they are recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.access import trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import InvalidInput
from casework.law.compulsory_facts import CompulsoryAct
from casework.law.course_acts import interrupting, resuming
from casework.law.facts import Act as ActKind
from casework.records.act import Act
from casework.records.episode import Episode
from casework.services.episode_facts import BACKGROUND, background_of, keep, whole_facts
from casework.services.episodes import ask_the_law, held_episode, require_past, write_act
from casework.services.paper_acts import file_paper, number_if_any, typed_number
from casework.services.paper_orders import COURSE, part_of

MINUTES = "review-minutes"


@dataclass(frozen=True)
class Doing:
    """Who does something to which case as they saw it, and what stands on its paper.

    :param version: that of the case the officer looked at; None for callers that look at none
    """

    session: Session
    scope: Scope
    actor: Actor
    episode_ref: str
    today: date
    version: int | None = None
    number: str | None = None
    note: str | None = None


def record_on_case(
    doing: Doing,
    act: ActKind | CompulsoryAct,
    on: date,
    changes: Mapping[str, Any],
    *,
    at: datetime | None = None,
    columns: Mapping[str, Any] | None = None,
) -> Act:
    """Ask the law about an act, and write it down with the facts it changes.

    :param changes: facts that no column keeps, by name
    :param columns: facts that a column keeps, by the name they share
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises RefusedByLaw: lists every clause
    """
    require_past(on, doing.today, field="on")
    episode = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version)
    return write_on_case(doing, episode, act, on, changes, at=at, columns=columns or {})


def write_on_case(
    doing: Doing,
    episode: Episode,
    act: ActKind | CompulsoryAct,
    on: date,
    changes: Mapping[str, Any],
    *,
    columns: Mapping[str, Any],
    at: datetime | None = None,
) -> Act:
    """The same for a case that is already locked."""
    facts = whole_facts(doing.session, episode)
    around = background_of(episode, facts)
    own: dict[str, Any] = {name: value for name, value in changes.items() if name not in BACKGROUND} | dict(columns)
    outer: dict[str, Any] = {name: value for name, value in changes.items() if name in BACKGROUND}
    allowed = ask_the_law(
        facts,
        act,
        on,
        replace(facts, **own),
        around=around,
        proposed_around=replace(around, **outer) if around else None,
    )
    keep(episode, changes)
    for name, value in columns.items():
        setattr(episode, name, value)
    number, note = doing.number or None, doing.note or None
    done = write_act(doing.session, doing.actor, episode, act, on, allowed, at=at, number=number, note=note)
    trail.record(
        doing.session,
        Tag.EPISODE_ACTED,
        doing.actor,
        person_id=episode.person_id,
        ref=episode.ref,
        act=act.value,
        acted_on=on,
        wrote=sorted({*changes, *columns}),
    )
    return done


def record_on_paper(
    doing: Doing,
    kind: str,
    act: ActKind | CompulsoryAct,
    on: date,
    changes: Mapping[str, Any],
    *,
    at: datetime | None = None,
    part: str = "",
) -> Act:
    """The same for an act with a paper of its own: numbered as typed, or next in the unit's series.

    :param kind: of the paper; it has none where nobody was asked for its number (`doing.number` is None)
    :param part: which of its kind in this case
    :raises InvalidInput: the day has not come, or the number is taken in that year
    """
    require_past(on, doing.today, field="on")
    session, ref, today = doing.session, doing.episode_ref, doing.today
    about = session, doing.scope, kind, ref, doing.number
    given = number_if_any(*about, signed_on=on, today=today, field="number", part=part)
    done = record_on_case(replace(doing, number=given.text if given else None), act, on, changes, at=at)
    file_paper(session, doing.actor, kind, ref, given, today=today, part=part)
    return done


def as_typed(doing: Doing, on: date) -> Doing:
    """The same with its number as it was typed, for an act whose paper has no numbered form here.

    :raises InvalidInput: another paper of the unit bears it in that year
    """
    if not doing.number:
        return doing
    unit = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version).unit
    return replace(doing, number=typed_number(doing.session, unit, doing.number, on=on))


def verify_application(doing: Doing, on: date) -> Act:
    """The team has verified the application and submits it (thẩm tra, trình).

    Of `doing.number`: as on the minutes; empty: the next one of the unit's series; None: they have none.

    Nguồn: Điều 9, Điều 13 Nghị định 94/2010/NĐ-CP.
    """
    return record_on_paper(doing, MINUTES, ActKind.VERIFY, on, {"verified_on": on})


def return_application(doing: Doing, on: date) -> Act:
    """The application is incomplete and goes back (trả hồ sơ, yêu cầu bổ sung); `doing.note` says what is missing.

    :raises InvalidInput: nothing is said to be missing

    Nguồn: khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP.
    """
    missing = (doing.note or "").strip()
    if not missing:
        raise InvalidInput("Hãy ghi rõ giấy tờ còn thiếu để người nộp bổ sung.", field="note")
    changes = {"returned_on": on, "missing_papers": missing, "supplemented_on": None}
    return record_on_case(as_typed(doing, on), ActKind.RETURN_APPLICATION, on, changes)


def supplement_application(doing: Doing, on: date) -> Act:
    """What was missing has arrived (bổ sung hồ sơ); the clock of the decision runs from then.

    Nguồn: khoản 5 Điều 89 Nghị định 163/2026/NĐ-CP.
    """
    return record_on_case(as_typed(doing, on), ActKind.SUPPLEMENT, on, {"supplemented_on": on})


def notify_person(doing: Doing, on: date, at: datetime | None) -> Act:
    """The person was told that they are addicted (thông báo kết quả xác định): from then 24 hours run.

    Nguồn: khoản 7 Điều 4, khoản 1 Điều 89 Nghị định 163/2026/NĐ-CP.
    """
    return record_on_case(doing, ActKind.NOTIFY_PERSON, on, {"notified_on": on, "notified_at": at}, at=at)


def sign_undertaking(doing: Doing, on: date) -> Act:
    """The written undertaking (bản cam kết, Mẫu số 25).

    Nguồn: khoản 4 Điều 32 Luật 120/2025/QH15; điểm a khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP.
    """
    return record_on_case(as_typed(doing, on), ActKind.SIGN_UNDERTAKING, on, {"undertaking_signed_on": on})


def make_plan(doing: Doing, on: date) -> Act:
    """The plan of rehabilitation (kế hoạch cai nghiện).

    Nguồn: Điều 84 Nghị định 163/2026/NĐ-CP; khoản 4 Điều 22 Nghị định 116/2021/NĐ-CP; Điều 9 Nghị định 94/2010/NĐ-CP.
    """
    return record_on_case(as_typed(doing, on), ActKind.MAKE_PLAN, on, {"plan_made_on": on})


def review_month(doing: Doing, on: date) -> Act:
    """The review of the month (nhận xét hằng tháng); a second one on the same day replaces no other.

    Nguồn: Điều 5, Điều 24 Nghị định 94/2010/NĐ-CP; điểm c khoản 1 Điều 32 Nghị định 116/2021/NĐ-CP.
    """
    require_past(on, doing.today, field="on")
    doing = as_typed(doing, on)
    episode = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version)
    known = whole_facts(doing.session, episode).reviewed_on
    changes = {"reviewed_on": tuple(sorted({*known, on}))}
    return write_on_case(doing, episode, ActKind.REVIEW, on, changes, columns={})


def notify_end(doing: Doing, on: date) -> Act:
    """The assigned worker tells the police the day of completion (thông báo ngày hoàn thành, Mẫu số 51).

    Nguồn: khoản 2 Điều 93 Nghị định 163/2026/NĐ-CP.
    """
    return record_on_case(as_typed(doing, on), ActKind.NOTIFY_END, on, {"end_notified_on": on})


def propose_certificate(doing: Doing, on: date) -> Act:
    """The assigned worker evaluates and asks for the certificate (đánh giá, đề nghị cấp giấy).

    Nguồn: khoản 3 Điều 93 Nghị định 163/2026/NĐ-CP; điểm a khoản 3 Điều 32 Nghị định 116/2021/NĐ-CP.
    """
    return record_on_case(as_typed(doing, on), ActKind.PROPOSE_CERTIFICATE, on, {"certificate_proposed_on": on})


def interrupt_term(doing: Doing, on: date) -> Act:
    """The person goes to prison; the term stands still (tạm ngừng do chấp hành án phạt tù).

    Nguồn: khoản 1 Điều 47 Luật 120/2025/QH15.
    """
    return _move_clock(doing, ActKind.INTERRUPT, on)


def resume_term(doing: Doing, on: date) -> Act:
    """The person is back; the rest of the term runs (tiếp tục thời hạn còn lại).

    Nguồn: khoản 1 Điều 47 Luật 120/2025/QH15.
    """
    return _move_clock(doing, ActKind.RESUME, on)


def _move_clock(doing: Doing, act: ActKind, on: date) -> Act:
    """With the notice of it: what ends an interruption is told apart from others as the interruption is."""
    require_past(on, doing.today, field="on")
    episode = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version)
    facts = whole_facts(doing.session, episode)
    after = interrupting(facts, on) if act is ActKind.INTERRUPT else resuming(facts, on)
    names = ("interruptions", "end_notified_on", "certificate_proposed_on")
    changes = {name: getattr(after, name) for name in names}
    part = part_of(max(len(after.interruptions), 1))
    return record_on_paper(doing, COURSE[act.value], act, on, changes, part=part)
