"""Who stands beside the person (cha, mẹ, người giám hộ, người thân), as the application names them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.access import queries
from casework.access.scope import Scope
from casework.documents.facts import GuardianFacts
from casework.errors import InvalidInput
from casework.law.vocabulary import Term
from casework.records.episode import Episode

NAME, RELATION = "guardian_name", "guardian_relation"
"""Where the episode keeps them, beside the facts of the law: no procedure asks about them, every paper does."""


class Kinship(Term):
    """Quan hệ với người cai nghiện."""

    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"
    GUARDIAN = "guardian", "Người giám hộ"
    SPOUSE = "spouse", "Vợ, chồng"
    RELATIVE = "relative", "Người thân khác"


def keep_guardian(episode: Episode, name: str | None, relation: Kinship | None) -> None:
    """Keep who stands beside the person; without a name, nobody does.

    :raises InvalidInput: a relation of nobody
    """
    named = " ".join((name or "").split())
    if not named and relation is not None:
        raise InvalidInput("Hãy ghi họ tên của cha, mẹ, người giám hộ hoặc người thân.", field="guardian_name")
    kept = {NAME: named, RELATION: relation.value if relation else None} if named else {}
    others = {key: value for key, value in episode.law_facts.items() if key not in (NAME, RELATION)}
    # A new mapping, for a change inside the stored one would go unnoticed.
    episode.law_facts = others | {key: value for key, value in kept.items() if value}


def guardian_of(episode: Episode) -> GuardianFacts | None:
    """Who stands beside the person in this course; None where nobody was named."""
    name = episode.law_facts.get(NAME)
    if not name:
        return None
    relation = episode.law_facts.get(RELATION)
    return GuardianFacts(name, Kinship(relation).term if relation else None)


def guardian_of_person(session: Session, person_id: int) -> GuardianFacts | None:
    """Whoever the person's last application named, for papers that are about no course."""
    everywhere = queries.episodes(Scope.everything(reason="người giám hộ ghi khi đăng ký, nay in trên giấy sau cai"))
    theirs = everywhere.where(Episode.person_id == person_id).order_by(Episode.registered_on.desc(), Episode.id.desc())
    return next((found for found in map(guardian_of, session.scalars(theirs)) if found is not None), None)
