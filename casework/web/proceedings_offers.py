"""What may be done next on a procedure, for its page: allowed, not yet and why, and who may record it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for

from casework.access.permissions import Permission
from casework.access.roles import Actor
from casework.access.rules import may
from casework.errors import Reason
from casework.law.explain import Explanation
from casework.services.proceedings import Case
from casework.workflow.engine import OpenAct


@dataclass(frozen=True)
class Offer:
    """An act as the page offers it; `url` only for a reader who may record it."""

    act: OpenAct
    url: str | None
    first: bool
    asks: bool
    """Whether it is refused today only for want of what its form asks: the form is the way on."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is refused today."""
        return self.act.reasons


def offers_of(case: Case, told: Explanation, actor: Actor, today: date) -> list[Offer]:
    """The acts of the stage, those that are possible first, then those of later stages."""
    edits = may(actor, case.line.edit) and may(actor, Permission.PROCEEDING_ACT)
    here = told.stage.code
    procedure = None if told.problem else case.line.procedure(case.facts, today)
    moving = [
        move.act
        for move in (procedure.transitions if procedure else ())
        if here in move.sources and move.target is not None
    ]
    found: list[Offer] = []
    for act in (*told.open, *told.refused):
        possible = procedure is not None and here in procedure.transition(act.act).sources
        url = url_for("proceedings_acts.record", ref=case.row.ref, act=act.act) if edits and possible else None
        first = moving[:1] == [act.act] if moving else possible and not any(each.first for each in found)
        found.append(Offer(act, url, first, possible and not act.allowed))
    return sorted(found, key=lambda each: (not each.first, not (each.act.allowed or each.asks)))
