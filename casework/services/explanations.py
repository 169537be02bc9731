"""Explaining a case (giải thích hồ sơ) in lines of text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.errors import Reason
from casework.i18n import format_date
from casework.law.explain import Explanation, explain
from casework.law.history import as_of
from casework.services.episodes import earlier_episodes, facts_of, other_open_episode, seen_episode

UNVERIFIED = " [chưa kiểm chứng]"


def explain_episode(session: Session, scope: Scope, ref: str, on: date) -> list[str]:
    """What the law said about an episode as it stood on a day, a line each.

    :raises NotFound: no such episode within `scope`
    """
    episode = seen_episode(session, scope, ref)
    other = other_open_episode(session, episode.person_id, than_id=episode.id) is not None
    facts = as_of(facts_of(episode, other_open_episode=other, earlier=earlier_episodes(session, episode)), on)
    return [f"Đợt cai nghiện {ref}, ngày {format_date(on)}", *_lines(explain(facts, on))]


def _lines(told: Explanation) -> Iterator[str]:
    yield f"Luật áp dụng: {told.law}"
    yield f"  Vì: {told.why} ({told.citation}){_doubt(told.confidence)}"
    yield f"Trạng thái: {told.stage.label}"
    if told.problem:
        yield told.problem
    for done in told.done:
        yield f"Đã làm: {format_date(done.on)} {done.label} ({done.citation}){_doubt(done.confidence)}"
        yield from _reasons("  muộn: ", done.late)
    for act in told.open:
        who = f"{act.authority.text} ({act.authority.citation})"
        yield f"Được làm: {act.label} ({act.citation}){_doubt(act.confidence)}; thẩm quyền: {who}"
        yield from _reasons("  muộn: ", act.late)
        yield from _reasons("  lưu ý: ", act.notices)
    for act in told.refused:
        yield f"Chưa được làm: {act.label} ({act.citation})"
        yield from _reasons("  vì: ", act.reasons)
    for deadline in told.deadlines:
        overdue = ", đã quá hạn" if deadline.overdue else ""
        yield (
            f"Thời hạn: {deadline.due_text} {deadline.label}{overdue}"
            f" ({deadline.citation}){_doubt(deadline.confidence)}"
        )
    yield from _reasons("Lịch sử chưa đúng luật: ", told.breaches)


def _reasons(head: str, reasons: tuple[Reason, ...]) -> Iterator[str]:
    for reason in reasons:
        yield f"{head}{reason.text} ({reason.citation}){_doubt(reason.confidence)}"


def _doubt(confidence: str) -> str:
    return "" if confidence in ("Q", "P") else UNVERIFIED
