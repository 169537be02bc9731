"""Explaining a case (giải thích hồ sơ) in lines of text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.errors import NotFound, Reason
from casework.i18n import format_date
from casework.law.compulsory_stages import as_of as compulsory_as_of
from casework.law.explain import Explanation, explain
from casework.law.explain_measures import explain_compulsory
from casework.law.history import as_of
from casework.services.aftercare_explanations import explained_aftercare, term_lines
from casework.services.episode_facts import background_of, whole_facts
from casework.services.episodes import seen_episode
from casework.services.proceedings import explained_proceeding

UNVERIFIED = " [chưa kiểm chứng]"


def explain_episode(session: Session, scope: Scope, ref: str, on: date) -> list[str]:
    """What the law said about an episode, an after-care or a procedure as it stood on a day, a line each.

    :raises NotFound: no case of that ref within `scope`
    """
    try:
        episode = seen_episode(session, scope, ref)
    except NotFound:
        found = explained_aftercare(session, scope, ref, on)
        if found is None:
            heading, told = explained_proceeding(session, scope, ref, on)
            return [f"{heading}, ngày {format_date(on)}", *_lines(told)]
        return [f"Quản lý sau cai nghiện {ref}, ngày {format_date(on)}", *_lines(found.told), *term_lines(found.term)]
    facts = whole_facts(session, episode)
    around = background_of(episode, facts)
    told = explain(as_of(facts, on), on) if around is None else explain_compulsory(compulsory_as_of(around, on), on)
    return [f"Đợt cai nghiện {ref}, ngày {format_date(on)}", *_lines(told)]


def _lines(told: Explanation) -> Iterator[str]:
    if told.law:
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
            f" ({deadline.citation}){f'; {deadline.note}' if deadline.note else ''}{_doubt(deadline.confidence)}"
        )
    yield from _reasons("Lịch sử chưa đúng luật: ", told.breaches)


def _reasons(head: str, reasons: tuple[Reason, ...]) -> Iterator[str]:
    for reason in reasons:
        yield f"{head}{reason.text} ({reason.citation}){_doubt(reason.confidence)}"


def _doubt(confidence: str) -> str:
    return "" if confidence in ("Q", "P") else UNVERIFIED
