"""The number of the paper that an act of a procedure records (số văn bản): next of the series, or as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from casework.access.scope import Scope
from casework.law.determination_facts import DeterminationFacts, RequestedBy
from casework.law.dossier_facts import DossierAct
from casework.law.procedures import Measure
from casework.law.team_facts import TeamAct
from casework.services.paper_acts import number_if_any, typed_number
from casework.services.paper_numbers import Given
from casework.services.paper_proceedings import NUMBERED
from casework.services.paper_taken import Owner
from casework.services.proceedings import Case

TYPED: Mapping[Measure, frozenset[str]] = MappingProxyType(
    {
        Measure.DOSSIER: frozenset(each.value for each in (DossierAct.SEND, DossierAct.SUPPLEMENT, DossierAct.ANSWER)),
        Measure.TEAM: frozenset(each.value for each in TeamAct),
    }
)
"""Acts of this office whose paper has no numbered form here; numbers of a court, a clinic, a bank are none of ours."""


def kind_for(measure: Measure, facts: Any, act: str) -> str | None:
    """The kind of paper of this office that bears the number of an act; None where there is none."""
    if isinstance(facts, DeterminationFacts) and facts.requested_by is not RequestedBy.POLICE:
        return None
    return NUMBERED.get((measure, act))


def number_of(
    session: Session, scope: Scope, case: Case, kind: str | None, act: str, typed: str | None, *, on: date, today: date
) -> Given | None:
    """The number as it was typed, or the next one of the series where an act of this office left it open.

    To be asked once the law allows the act, before the case is changed.

    :param kind: as `kind_for` says
    :param typed: empty: the next one; None: nobody was asked
    :raises InvalidInput: another paper of the unit bears it in that year
    """
    if kind is not None:
        about = session, scope, kind, case.row.ref, typed
        return number_if_any(*about, signed_on=on, today=today, field="number")
    if act in TYPED.get(case.line.measure, ()):
        typed = typed_number(session, case.row.unit, typed, on=on, own=_own(case))
    return Given(typed) if typed else None


def _own(case: Case) -> Owner:
    """The paper of the case that such an act may speak of: the request that is sent, the decision on the team."""
    team = case.row.team
    return Owner("dossier-request", case.row.ref) if team is None else Owner("team-decision", team.ref)
