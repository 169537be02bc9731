"""Act × law: the form of each act under each law, or why it has none (bảng việc và giấy tờ)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from casework.documents.facts import EpisodeFacts
from casework.documents.form import AnyForm, Source, Subject, title_on
from casework.documents.forms import find_form
from casework.law.citations import Regime
from casework.law.dated import Value
from casework.law.procedures import Measure, register
from casework.services.paper_bundles import PAPERS_OF
from casework.services.paper_reasons import why_no_paper

SUBJECTS: Mapping[Measure, Subject] = MappingProxyType(
    {
        Measure.HOME: Subject.EPISODE,
        Measure.COMMUNITY: Subject.EPISODE,
        Measure.COMMUNITY_COMPULSORY: Subject.EPISODE,
        Measure.AFTERCARE: Subject.AFTERCARE,
        Measure.DOSSIER: Subject.DOSSIER,
        Measure.DETERMINATION: Subject.DETERMINATION,
    }
)
BESIDE: Mapping[tuple[Measure, str], tuple[str, ...]] = MappingProxyType(
    {
        (Measure.TEAM, "found"): ("team-decision",),
        (Measure.TEAM, "dissolve"): ("team-dissolution",),
        (Measure.SUPPORT, "certify"): ("loan-confirmation",),
    }
)
"""The papers of acts that belong to no case."""


@dataclass(frozen=True)
class Titled:
    """One form of an act: its kind, and the title, number and confidence that the law of the day gives it."""

    form: AnyForm
    title: Value


@dataclass(frozen=True)
class Covered:
    """One act under one law, with its forms or with the reason why there is none."""

    act: str
    label: str
    papers: tuple[Titled, ...]
    reason: str | None


@dataclass(frozen=True)
class Table:
    """The acts of one measure under one law, as of a day on which that law applies."""

    measure: Measure
    regime: Regime
    day: date
    acts: tuple[Covered, ...]

    @property
    def number_of_forms(self) -> int:
        """How many of the acts have a form."""
        return sum(bool(each.papers) for each in self.acts)


def coverage(today: date) -> list[Table]:
    """Every act of every law, each as of its last day up to today: what the register of procedures knows."""
    tables = []
    for line in register():
        regime = line.regime
        day = max(min(regime.last_on, today), regime.first_on)
        acts = tuple(
            _covered(line.measure, regime, act, label, day) for act, label in zip(line.acts, line.labels, strict=True)
        )
        tables.append(Table(line.measure, regime, day, acts))
    return tables


def papers_of_act(measure: Measure, act: str, day: date) -> tuple[str, ...]:
    """The kinds of paper of an act that the law of a day names."""
    return tuple(dict.fromkeys(each.form.kind for each in _titled(measure, act, day)))


def _covered(measure: Measure, regime: Regime, act: str, label: str, day: date) -> Covered:
    papers = _titled(measure, act, day)
    # Of several titles of one form those of this law are meant, not those of the law before.
    own = tuple(each for each in papers if each.title.since >= regime.first_on)
    kinds = {each.form.kind for each in own}
    shown = (*own, *(each for each in papers if each.form.kind not in kinds))
    return Covered(act, label, shown, None if shown else why_no_paper(measure, act, regime.code))


def _titled(measure: Measure, act: str, day: date) -> tuple[Titled, ...]:
    subject = SUBJECTS.get(measure)
    kinds = PAPERS_OF[subject].get(act, ()) if subject is not None else BESIDE.get((measure, act), ())
    found = ((form, title_on(source, day, "")) for form in map(find_form, kinds) for source in _sources(form, measure))
    # Two titles of a form that read the same are one.
    return tuple(
        {
            (form.kind, title.text): Titled(form, title) for form, title in found if title.citation and title.value
        }.values()
    )


def _sources(form: AnyForm, measure: Measure) -> tuple[Source, ...]:
    """Where the law names a form: an episode chooses one of the titles, elsewhere all of them are meant."""
    if form.subject is not Subject.EPISODE:
        return form.titles
    return (form.titles[form.choose(_episode_of(measure))],)


def _episode_of(measure: Measure) -> EpisodeFacts:
    """An episode of which nothing is known but its measure."""
    return EpisodeFacts(
        ref="",
        form=measure.term,
        place="",
        compulsory=measure is Measure.COMMUNITY_COMPULSORY,
        title_choice=0 if measure is Measure.HOME else 1,
        registered_on=None,
        declared_by=None,
        declarer=None,
        decided_on=None,
        decision_number=None,
        term_months=None,
        started_on=None,
        ends_on=None,
        ended_on=None,
        outcome=None,
    )
