"""Reads `given` and `with` of a law case into EpisodeFacts."""

from dataclasses import replace

from casework.law.facts import EpisodeFacts, PhaseFact
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase

THREE_PHASES = (Phase.ADMISSION, Phase.DETOXIFICATION, Phase.EDUCATION)
_LISTS = {"form": EpisodeForm, "declared_by": DeclaredBy, "outcome": EpisodeOutcome}


def facts_of(given):
    """EpisodeFacts of a mapping; `phases: three` is the three phases, begun and done on the first day."""
    return _filled(EpisodeFacts(form=EpisodeForm(given["form"])), given)


def with_values(facts, values):
    """The facts with the values of an act filled in."""
    return _filled(facts, values)


def _filled(facts, values):
    read = {key: _LISTS[key](value) if key in _LISTS else value for key, value in values.items()}
    if "phases" in read:
        read["phases"] = _phases(read["phases"], read.get("started_on", facts.started_on) or read.get("decided_on"))
    return replace(facts, **read)


def _phases(written, first):
    if written == "three":
        return tuple(PhaseFact(phase, first, first) for phase in THREE_PHASES)
    return tuple(PhaseFact(Phase(name), *days) for name, days in written.items())
