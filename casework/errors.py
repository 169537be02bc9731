"""One class for each thing the caller can do about a failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CaseworkError(Exception):
    """A failure with a sentence for the person at the keyboard."""

    status = 500


class NotFound(CaseworkError):
    """No such record, or none within the reader's scope: the two are deliberately the same (404)."""

    status = 404


class Forbidden(CaseworkError):
    """The reader may see this, but not do this (403)."""

    status = 403


class Conflict(CaseworkError):
    """Somebody else was first; nothing was overwritten (409)."""

    status = 409


class InvalidInput(CaseworkError):
    """The shape of the input is wrong (400); `field` names where."""

    status = 400

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotInForce(CaseworkError):
    """We asked about a day on which no law we know says anything (500): a gap in our parameters."""


@dataclass(frozen=True)
class Reason:
    """Why an act is refused or late: one clause that is not met (điều khoản chưa đáp ứng)."""

    text: str
    citation: str
    confidence: str = "Q"


class RefusedByLaw(CaseworkError):
    """The law of the stage does not allow this act now (422); every unmet clause is listed."""

    status = 422

    def __init__(self, act: str, reasons: Sequence[Reason]) -> None:
        self.act = act
        self.reasons = tuple(reasons)
        super().__init__("; ".join(f"{reason.text} ({reason.citation})" for reason in self.reasons))
