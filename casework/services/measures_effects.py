"""What an act of a procedure leads to in the records of the office (kết quả ghi vào sổ): made once, or linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.access import queries, trail
from casework.access.roles import Actor
from casework.access.scope import Scope
from casework.access.trail import Tag
from casework.errors import Conflict
from casework.i18n import format_date
from casework.law.determination_facts import DeterminationAct
from casework.law.methadone_facts import SubstitutionAct
from casework.law.procedures import Measure
from casework.law.support_facts import SupportAct
from casework.law.team_facts import TeamAct
from casework.law.vocabulary import ActivityKind, DeterminationResult, MethadoneOutcome
from casework.records.listing import Determination
from casework.records.methadone import Methadone
from casework.records.proceeding import Proceeding
from casework.services import methadone, teams
from casework.services.belonging import unit_for
from casework.services.changes import text_or_none
from casework.services.measures_grants import finish_support, grant_support


@dataclass(frozen=True)
class Done:
    """An act that the law allowed.

    :param facts: as they stand after it
    :param extras: what the record keeps beside the law
    """

    act: str
    on: date
    number: str | None
    extras: Mapping[str, str]
    facts: Any
    today: date


def carry_out(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
    """Write into the official records what the act means for them; returns what was written, in words.

    :raises InvalidInput: the record needs something that is missing
    :raises Conflict: the records say otherwise
    """
    effect = _EFFECTS.get((Measure(row.measure), done.act))
    return effect(session, scope, actor, row, done) if effect is not None else None


def unit_id_on(session: Session, scope: Scope, actor: Actor, row: Proceeding, on: date) -> int:
    """The unit of the procedure or, for a day on which it did not exist, the one before it."""
    return row.unit_id if row.unit.bears_on(on) else unit_for(session, scope, actor, on=on).id


def _determined(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str:
    result = DeterminationResult.ADDICTED if done.facts.addicted else DeterminationResult.NOT_ADDICTED
    text = f"Xác định ngày {format_date(done.on)}: {result.term}"
    everywhere = queries.determinations(Scope.everything(reason="một người một ngày chỉ có một kết quả xác định"))
    there = session.scalar(
        everywhere.where(Determination.person_id == row.person_id, Determination.determined_on == done.on)
    )
    if there is not None:
        if there.result != result.value:
            raise Conflict(
                f"Sổ xác định đã ghi kết quả khác cho ngày {format_date(done.on)}. "
                "Hãy kiểm tra phiếu kết quả và sửa sổ."
            )
        return text
    assert row.person_id is not None
    new = Determination(
        person_id=row.person_id,
        unit_id=unit_id_on(session, scope, actor, row, done.on),
        determined_on=done.on,
        result=result.value,
        substances=text_or_none(done.extras.get("substances")),
        recorded_by_id=actor.account_id,
    )
    session.add(new)
    session.flush()
    trail.record(
        session,
        Tag.BOOK_SAVED,
        actor,
        person_id=row.person_id,
        kind="determinations",
        ref=str(new.id),
        changes={"determined_on": [None, done.on], "result": [None, result.value]},
        reason=None,
    )
    return text


def _accepted(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
    if row.methadone is not None or row.person is None:
        return None
    there = session.scalar(
        queries.methadone(scope).where(Methadone.person_id == row.person_id, Methadone.started_on == done.on)
    )
    row.methadone = there or methadone.add_treatment(
        session,
        scope,
        actor,
        person_ref=row.person.ref,
        started_on=done.on,
        facility=done.extras.get("facility"),
        ended_on=None,
        outcome=None,
        unit_id=unit_id_on(session, scope, actor, row, done.on),
        today=done.today,
    )
    return f"Hồ sơ điều trị {row.methadone.ref}"


def _ended(outcome: MethadoneOutcome) -> Effect:
    def effect(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
        treated = row.methadone
        if treated is None or treated.ended_on is not None:
            return None
        methadone.change_treatment(
            session,
            scope,
            actor,
            treated.ref,
            started_on=treated.started_on,
            facility=treated.facility,
            ended_on=done.on,
            outcome=outcome,
            reason=f"Theo thủ tục {row.ref}",
            today=done.today,
        )
        return f"Hồ sơ điều trị {treated.ref}: {outcome.term}"

    return effect


def _founded(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
    if row.team is not None:
        return None
    row.team = teams.establish_team(
        session,
        scope,
        actor,
        established_on=done.on,
        decision_number=done.number,
        unit_id=unit_id_on(session, scope, actor, row, done.on),
        today=done.today,
    )
    return f"Hồ sơ tổ {row.team.ref}"


def _reviewed(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
    team = row.team
    if team is None:
        return None
    held = teams.team_activities(session, team, first=done.on, last=done.on)
    if not any(each.kind == ActivityKind.REVIEW.value for each in held):
        teams.record_activity(
            session, scope, actor, team.ref, held_on=done.on, kind=ActivityKind.REVIEW, note=None, today=done.today
        )
    return f"Hoạt động của tổ {team.ref}"


def _dissolved(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
    team = row.team
    if team is None or team.dissolved_on is not None:
        return None
    teams.dissolve_team(session, scope, actor, team.ref, dissolved_on=done.on, today=done.today)
    return f"Hồ sơ tổ {team.ref}: giải thể"


def _granted(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
    unit_id = unit_id_on(session, scope, actor, row, done.on)
    return grant_support(
        session, scope, actor, row, done.facts, done.on, done.extras, unit_id=unit_id, today=done.today
    )


def _finished(session: Session, scope: Scope, actor: Actor, row: Proceeding, done: Done) -> str | None:
    return finish_support(session, scope, actor, row, done.facts, done.on, today=done.today)


Effect = Callable[[Session, Scope, Actor, Proceeding, Done], str | None]

_EFFECTS: Mapping[tuple[Measure, str], Effect] = {
    (Measure.DETERMINATION, DeterminationAct.RESULT): _determined,
    (Measure.SUBSTITUTION, SubstitutionAct.ACCEPT): _accepted,
    (Measure.SUBSTITUTION, SubstitutionAct.STOP): _ended(MethadoneOutcome.STOPPED),
    (Measure.SUBSTITUTION, SubstitutionAct.TERMINATE): _ended(MethadoneOutcome.TERMINATED),
    (Measure.SUBSTITUTION, SubstitutionAct.COMPLETE): _ended(MethadoneOutcome.COMPLETED),
    (Measure.SUPPORT, SupportAct.GRANT): _granted,
    (Measure.SUPPORT, SupportAct.FINISH): _finished,
    (Measure.TEAM, TeamAct.FOUND): _founded,
    (Measure.TEAM, TeamAct.HOLD_REVIEW): _reviewed,
    (Measure.TEAM, TeamAct.DISSOLVE): _dissolved,
}
