"""Who may record which acts of after-care by the law of the case (thẩm quyền theo luật áp dụng)."""

from __future__ import annotations

from datetime import date

from casework.access.roles import Actor, Role
from casework.errors import Forbidden, NotInForce
from casework.law.aftercare_facts import AftercareAct, AftercareFacts
from casework.law.procedures import aftercare_procedure
from casework.workflow.procedure import Cited

POLICE = "Công an cấp xã"


def authority(facts: AftercareFacts, act: AftercareAct, on: date) -> Cited | None:
    """Who does the act under the law of the case, None where that law does not know the act."""
    try:
        procedure = aftercare_procedure(facts, on)
        return procedure.transition(act).authority(facts, on)
    except (NotInForce, LookupError):
        return None


def is_competent(actor: Actor, facts: AftercareFacts, act: AftercareAct, on: date) -> bool:
    """Whether the actor may record the act: the police only where the law of the case names them for it.

    Until 31/12/2021 it names them nowhere; since then they help the chair, and since 01/07/2026 they are in charge of
    all but the decision and the certificate. The dated parameters say so (law/parameters/aftercare.yaml).
    """
    if actor.role is not Role.COMMUNE_POLICE:
        return True
    named = authority(facts, act, on)
    return named is None or POLICE in named.text


def require_competent(actor: Actor, facts: AftercareFacts, act: AftercareAct, on: date) -> None:
    """:raises Forbidden: the law of the case gives the act to somebody else"""
    if is_competent(actor, facts, act, on):
        return
    named = authority(facts, act, on)
    assert named is not None
    raise Forbidden(f"Theo luật áp dụng, việc “{act.term}” do {named.text} thực hiện ({named.citation}).")
