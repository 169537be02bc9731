"""How much is invented: a small district to look at, or a large one to measure with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """What there is of each kind; rates are averages over the whole district."""

    first_year: int = 2016
    """The first year with episodes and sessions."""
    people: int = 320
    """After so many people every further registration is a relapse (tái nghiện)."""
    registrations_a_month: float = 3.4
    relapses: float = 0.27
    """The share of registrations by somebody who was in rehabilitation before."""
    sessions_a_month: float = 3.1
    """Consultation sessions of one point."""
    points: int = 5
    supported: float = 0.16
    """The share of ended episodes that a training, a job or a loan follows, each asked apart."""
    methadone: float = 0.3
    """The share of those who broke a course off that begin substitution treatment."""
    aftercare: float = 0.85
    """The share of those who completed a course that after-care follows, where the law of the day asks for it."""
    team_visits_a_month: float = 0.6


DEMONSTRATION = Size()
"""A few hundred people since 2016: what `casework demo` shows."""

HISTORY = Size(
    first_year=2009,
    people=3000,
    registrations_a_month=28.0,
    relapses=0.5,
    sessions_a_month=20.5,
    points=11,
    team_visits_a_month=1.5,
)
"""Eighteen years of a large district, to time imports and reports with."""
