"""Reads `given` and `with` of a law case into EpisodeFacts."""

from dataclasses import replace

from casework.law.facts import EarlierEpisode, EpisodeFacts, Interruption, PhaseFact, ViolationFact
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase, Violation
from casework.workflow.procedure import Restart

THREE_PHASES = (Phase.ADMISSION, Phase.DETOXIFICATION, Phase.EDUCATION)
_LISTS = {"form": EpisodeForm, "declared_by": DeclaredBy, "outcome": EpisodeOutcome}


def facts_of(given):
    """EpisodeFacts of a mapping.

    `phases: three` is the three phases, begun and done on the first day; `phases: five` the five of the law of 2026,
    the last two still going on. `earlier` is a list of EarlierEpisode, `violations` a mapping of day to kind.
    """
    return _filled(EpisodeFacts(form=EpisodeForm(given["form"])), given)


def with_values(facts, values):
    """The facts with the values of an act filled in."""
    return _filled(facts, values)


def _filled(facts, values):
    read = {key: _LISTS[key](value) if key in _LISTS else value for key, value in values.items()}
    if "phases" in read:
        read["phases"] = _phases(read["phases"], read.get("started_on", facts.started_on) or read.get("decided_on"))
    if "earlier" in read:
        read["earlier"] = tuple(EarlierEpisode(**each) for each in read["earlier"])
    if "violations" in read:
        read["violations"] = tuple(ViolationFact(Violation(kind), day) for day, kind in read["violations"].items())
    if "interruptions" in read:
        read["interruptions"] = tuple(Interruption(**each) for each in read["interruptions"])
    if "restarts" in read:
        read["restarts"] = tuple(Restart(**each) for each in read["restarts"])
    if "reviewed_on" in read:
        read["reviewed_on"] = tuple(read["reviewed_on"])
    return replace(facts, **read)


def _phases(written, first):
    if written == "three":
        return tuple(PhaseFact(phase, first, first) for phase in THREE_PHASES)
    if written == "five":
        return (*(PhaseFact(phase, first, first) for phase in THREE_PHASES), *_to_the_end(first))
    return tuple(PhaseFact(Phase(name), *days) for name, days in written.items())


def _to_the_end(first):
    return PhaseFact(Phase.LABOUR_THERAPY, first), PhaseFact(Phase.REINTEGRATION, first)
