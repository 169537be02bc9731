"""Who stands beside the person (cha, mẹ, người giám hộ, người thân), by day: the application names them, or later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.documents.facts import GuardianFacts
from casework.errors import InvalidInput
from casework.i18n import format_date
from casework.law.vocabulary import Term
from casework.records.aftercare import Aftercare
from casework.records.db import now
from casework.records.episode import Episode
from casework.services.aftercares import Doing, held_aftercare
from casework.services.changes import checked_reason
from casework.services.days import require_past
from casework.services.episodes import flush_or_conflict, held_episode
from casework.services.paper_shelf import once

SINCE = "guardians"
"""Where a case keeps them, beside the facts of the law: no procedure asks about them, every paper does."""
NAME, RELATION = "guardian_name", "guardian_relation"
"""The same of applications recorded before others could follow the first."""


Case = Episode | Aftercare


class Kinship(Term):
    """Quan hệ với người cai nghiện."""

    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"
    GUARDIAN = "guardian", "Người giám hộ"
    SPOUSE = "spouse", "Vợ, chồng"
    RELATIVE = "relative", "Người thân khác"


@dataclass(frozen=True)
class Beside:
    """Who stands beside the person from a day on; an empty name: nobody any more."""

    from_on: date
    name: str
    relation: Kinship | None = None


def keep_guardian(episode: Episode, name: str | None, relation: Kinship | None) -> None:
    """Keep who stands beside the person as the application names them; without a name, nobody does.

    :raises InvalidInput: a relation of nobody
    """
    named = _checked(name, relation)
    _write(episode, [Beside(episode.registered_on, named, relation)] if named else [])


def guardians_of(case: Case) -> list[Beside]:
    """Who stood beside the person in this case, in the order of the days from which they did."""
    stored = case.law_facts.get(SINCE)
    if stored is None:
        name, relation = case.law_facts.get(NAME), case.law_facts.get(RELATION)
        stored = [[case.first_on.isoformat(), name, relation]] if name else []
    return [
        Beside(date.fromisoformat(from_on), name, Kinship(relation) if relation else None)
        for from_on, name, relation in stored
    ]


def guardian_of(case: Case, on: date | None = None) -> GuardianFacts | None:
    """Who stood beside the person on a day, or stands there now; None where nobody was named.

    Papers of a day before the first of them bear the first: that they were named later does not make them new.
    """
    known = guardians_of(case)
    then = [each for each in known if on is None or each.from_on <= on] or known[:1]
    if not then or not then[-1].name:
        return None
    relation = then[-1].relation
    return GuardianFacts(then[-1].name, relation.term if relation else None)


def guardian_beside(session: Session, aftercare: Aftercare, on: date | None = None) -> GuardianFacts | None:
    """Who stands beside the person in an after-care: as it names them itself, else as the last course did."""
    if guardians_of(aftercare):
        return guardian_of(aftercare, on)
    return guardian_of_person(session, aftercare.person_id, on)


def guardian_of_person(session: Session, person_id: int, on: date | None = None) -> GuardianFacts | None:
    """Who stands beside somebody outside a case of their own (vay vốn, học nghề, hồ sơ đề nghị): as their last course
    named them."""
    everywhere = queries.episodes(Scope.everything(reason="người giám hộ ghi khi đăng ký, nay in trên giấy sau cai"))
    theirs = everywhere.where(Episode.person_id == person_id).order_by(Episode.registered_on.desc(), Episode.id.desc())
    known = once(session, (GuardianFacts, person_id), lambda: session.scalars(theirs).unique().all())
    return next((each for each in (guardian_of(found, on) for found in known) if each), None)


def name_guardian(
    session: Session,
    scope: Scope,
    actor: Actor,
    ref: str,
    *,
    from_on: date,
    name: str | None,
    relation: Kinship | None,
    reason: str,
    today: date,
    version: int | None = None,
) -> Episode:
    """Say who stands beside the person from a day on, or set right who does since that day.

    Papers of that day and after name them; what was issued stays as it was.

    :param name: empty: nobody from that day on
    :raises NotFound: no such episode in the scope's custody
    :raises Conflict: somebody acted on the case since `version`
    :raises InvalidInput: no reason, a relation of nobody, a day that cannot be, or nothing that is not recorded
    """
    episode = held_episode(session, scope, ref, version=version)
    _name(session, actor, episode, Beside(from_on, _checked(name, relation), relation), reason, today)
    return episode


def name_in_aftercare(
    doing: Doing, *, from_on: date, name: str | None, relation: Kinship | None, reason: str
) -> Aftercare:
    """The same of an after-care, for who comes to it from elsewhere, or whose people have changed since the course.

    :raises NotFound: no such after-care in the scope's custody
    :raises Conflict: somebody acted on the case since the officer looked at it
    :raises InvalidInput: no reason, a relation of nobody, a day that cannot be, or nothing that is not recorded
    """
    aftercare = held_aftercare(doing.session, doing.scope, doing.ref, version=doing.version)
    said = Beside(from_on, _checked(name, relation), relation)
    _name(doing.session, doing.actor, aftercare, said, reason, doing.today)
    return aftercare


def _name(session: Session, actor: Actor, case: Case, said: Beside, reason: str, today: date) -> None:
    require_past(said.from_on, today=today, field="from_on")
    why = checked_reason(reason)
    if said.from_on < case.first_on:
        day = format_date(case.first_on)
        raise InvalidInput(f"Ngày này trước ngày đầu tiên của hồ sơ ({day}).", field="from_on")
    before = guardians_of(case)
    new = said if said.name else replace(said, relation=None)
    kept = sorted([*(each for each in before if each.from_on != new.from_on), new], key=lambda each: each.from_on)
    if kept == before or not (new.name or before):
        raise InvalidInput("Hồ sơ đã ghi đúng như vậy; không có gì để sửa.", field="guardian_name")
    _write(case, kept)
    case.updated_at = now()
    flush_or_conflict(session)
    trail.record(
        session,
        Tag.RECORD_CORRECTED,
        actor,
        person_id=case.person_id,
        ref=case.ref,
        changes={"guardians": [_words(before), _words(kept)], "words": "Cha, mẹ, người giám hộ, người thân"},
        reason=why,
    )


def _checked(name: str | None, relation: Kinship | None) -> str:
    named = " ".join((name or "").split())
    if not named and relation is not None:
        raise InvalidInput("Hãy ghi họ tên của cha, mẹ, người giám hộ hoặc người thân.", field="guardian_name")
    return named


def _write(case: Case, kept: Sequence[Beside]) -> None:
    others = {key: value for key, value in case.law_facts.items() if key not in (NAME, RELATION, SINCE)}
    stored = [[each.from_on.isoformat(), each.name, each.relation.value if each.relation else None] for each in kept]
    # A new mapping, for a change inside the stored one would go unnoticed.
    case.law_facts = others | ({SINCE: stored} if stored else {})


def _words(kept: Sequence[Beside]) -> str:
    """As people read it in the file of corrections; a dash for nobody."""
    return "; ".join(map(_since, kept)) or "–"


def _since(each: Beside) -> str:
    relation = f" ({each.relation.term})" if each.relation else ""
    return f"{each.name or 'không có ai'}{relation} từ {format_date(each.from_on)}"
