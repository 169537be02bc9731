"""Which article is applied where (bảng đối chiếu điều khoản): read off the statutes, so that it cannot go stale.

A deadline, an authority and a paper tell their clause only about a case; they are asked about a case in which
everything has happened, once for each outcome.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from casework.errors import NotInForce
from casework.i18n import format_date
from casework.law.citations import EpisodeProcedure, Regime, Statute
from casework.law.coverage_facts import cases_of
from casework.law.dated import parameter, parameters, sheets
from casework.law.facts import EpisodeFacts, ViolationFact
from casework.law.procedures import MEASURES, Measure
from casework.law.regimes import statutes
from casework.law.rulebook import Enacted
from casework.law.statute_2025 import ACCOMPANYING_PAPERS
from casework.law.statute_2025 import REGIME as SINCE_2026
from casework.law.unenforced import UNENFORCED
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome, Term, Violation
from casework.workflow.procedure import RELIED_ON, Cited, Deadline

F = TypeVar("F")


class Use(Term):
    """Điều khoản được dùng để làm gì."""

    ACT = "act", "Việc làm"
    CONDITION = "condition", "Điều kiện"
    DEADLINE = "deadline", "Thời hạn giải quyết"
    MILESTONE = "milestone", "Mốc nhắc việc"
    TERM = "term", "Thời hạn cai nghiện"
    AUTHORITY = "authority", "Thẩm quyền"
    PAPER = "paper", "Giấy tờ"
    TRANSITION = "transition", "Hiệu lực, chuyển tiếp"
    UNENFORCED = "unenforced", "Không kiểm tra"


@dataclass(frozen=True)
class Covered:
    """One article in one use; `act` is the act it is used in, empty where it belongs to none."""

    regime: str
    form: str
    use: Use
    what: str
    citation: str
    confidence: str
    act: str = ""
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether the clause was read, in the text or in a paraphrase; else it neither refuses nor marks late."""
        return self.confidence in RELIED_ON


def coverage() -> list[Covered]:
    """Every cited article of every statute in the order of the laws, the other measures, then what is not enforced."""
    rows: dict[Covered, None] = {}
    for statute in statutes():
        for form, procedure in statute.procedures.items():
            rows |= dict.fromkeys(_of_procedure(statute, form, procedure))
    for measure, laws in MEASURES:
        for enacted in laws:
            rows |= dict.fromkeys(_of_measure(measure, enacted))
    for statute in statutes():
        if statute.procedures:
            rows |= dict.fromkeys(_terms(statute))
    rows |= dict.fromkeys(_accompanying())
    rows |= dict.fromkeys(_in_force())
    for each in UNENFORCED:
        note = f"{each.kept.term}: {each.why}"
        row = Covered(each.regime, "", Use.UNENFORCED, each.what, each.citation, each.confidence, note=note)
        rows[row] = None
    return list(rows)


def unverified() -> list[Covered]:
    """What rests on inference or memory: somebody must read the text before relying on it."""
    return [row for row in coverage() if not row.verified]


def _of_procedure(statute: Statute, form: EpisodeForm, procedure: EpisodeProcedure) -> Iterator[Covered]:
    code, on = statute.regime.code, statute.regime.first_on

    def row(use: Use, what: str, cited: Cited, act: str = "", note: str = "") -> Covered:
        return Covered(code, form.value, use, what, cited.citation, cited.confidence, act, note)

    facts = _everything(form, on)
    for move in procedure.transitions:
        yield row(Use.ACT, move.label, Cited("", move.citation, move.confidence), move.act)
        for condition in move.conditions:
            asked = (condition.test.__doc__ or condition.name).strip().splitlines()[0]
            yield row(
                Use.CONDITION, asked, Cited("", condition.citation, condition.confidence), move.act, condition.name
            )
        for outcome in (None, *EpisodeOutcome):
            told = replace(facts, outcome=outcome)
            authority, paper = move.authority(told, on), move.form(told, on)
            yield row(Use.AUTHORITY, authority.text, authority, move.act)
            if paper is not None:
                number = f"Mẫu số {paper.form_number}" if paper.form_number else ""
                yield row(Use.PAPER, paper.text, paper, move.act, number)
        if move.deadline is not None:
            yield row(Use.DEADLINE, move.deadline.label, _clock(move.deadline, facts), move.act)
    for stage, deadline in procedure.milestones:
        yield row(Use.MILESTONE, deadline.label, _clock(deadline, facts), note=procedure.stage(stage).label)


def _of_measure(measure: Measure, enacted: Enacted[F]) -> Iterator[Covered]:
    """The acts, conditions, authorities, papers and clocks of a measure beside the episode, on each day of its law."""
    procedure, code = enacted.procedure, enacted.regime.code

    def row(use: Use, what: str, cited: Cited, act: str, note: str = "") -> Covered:
        return Covered(code, measure.value, use, what, cited.citation, cited.confidence, act, note)

    cases = [(day, facts) for day in _days_of(enacted.regime) for facts in cases_of(measure, day)]
    for move in procedure.transitions:
        own = Cited("", move.citation, move.confidence)
        yield row(Use.ACT, move.label, own, move.act)
        for each in move.conditions:
            asked = (each.test.__doc__ or each.name).strip().splitlines()[0]
            yield row(Use.CONDITION, asked, Cited("", each.citation, each.confidence), move.act, each.name)
        for day, facts in cases:
            with suppress(NotInForce):
                authority = move.authority(facts, day)
                yield row(Use.AUTHORITY, authority.text, authority, move.act)
            with suppress(NotInForce):
                paper = move.form(facts, day)
                if paper is not None:
                    number = f"Mẫu số {paper.form_number}" if paper.form_number else ""
                    yield row(Use.PAPER, paper.text, paper, move.act, number)
        if move.deadline is not None:
            for cited in _clocks(move.deadline, cases) or [own]:
                yield row(Use.DEADLINE, move.deadline.label, cited, move.act)
    for stage, deadline in procedure.milestones:
        for cited in _clocks(deadline, cases):
            yield row(Use.MILESTONE, deadline.label, cited, "", procedure.stage(stage).label)


def _days_of(regime: Regime) -> list[date]:
    """The third day of a law, and each later day on which some value of it changed."""
    first = regime.first_on + timedelta(days=2)
    dated = (value.since for sheet in sheets() for each in parameters(sheet).values() for value in each.values)
    return sorted({first, *(day for day in dated if first < day <= regime.last_on)})


def _clocks(deadline: Deadline[F], cases: list[tuple[date, F]]) -> list[Cited]:
    """The clauses of a clock as the days of the law read it; none where it runs in no such case."""
    found: dict[Cited, None] = {}
    for _, facts in cases:
        with suppress(NotInForce):
            due = deadline.due(facts)
            if due is not None:
                found[Cited("", due.citation, due.confidence)] = None
    return list(found)


def _clock(deadline: Deadline[EpisodeFacts], facts: EpisodeFacts) -> Cited:
    due = deadline.due(facts)
    if due is None:
        raise LookupError(f"“{deadline.label}” has no day even where everything has happened")
    return Cited("", due.citation, due.confidence)


def _terms(statute: Statute) -> Iterator[Covered]:
    """The lengths of the law that were in force on the first day of the statute."""
    regime = statute.regime
    for dated in parameters("durations").values():
        known = [value for value in dated.values if value.since <= regime.first_on]
        if known and known[-1].value is not None:
            value = known[-1]
            what = f"{dated.label}: {value.value}"
            yield Covered(regime.code, "", Use.TERM, what, value.citation, value.confidence, note=value.note)


def _accompanying() -> Iterator[Covered]:
    for act, names in ACCOMPANYING_PAPERS.items():
        for name in names:
            paper = parameter("forms", name).on(SINCE_2026.first_on)
            note = f"Mẫu số {paper.form_number}"
            yield Covered(SINCE_2026.code, "", Use.PAPER, paper.text, paper.citation, paper.confidence, act.value, note)


def _in_force() -> Iterator[Covered]:
    """From when to when each law applies, and what it says of cases that were open when the next one began."""
    lines = [("", each.regime) for each in statutes()]
    lines += [(measure.value, law.regime) for measure, laws in MEASURES for law in laws]
    for form, each in lines:
        last = format_date(each.last_on) if each.last_on < date.max else "nay"
        first = format_date(each.first_on) if each.first_on > date.min else "trước đó"
        what = f"{each.law}: từ {first} đến {last}"
        yield Covered(each.code, form, Use.TRANSITION, what, each.citation, each.confidence)
        if each.keeps_old_cases:
            what = f"Vụ việc đang thực hiện khi luật hết hiệu lực: {each.keeps_old_cases}"
            yield Covered(each.code, form, Use.TRANSITION, what, each.keeps_citation, each.keeps_confidence)


def _everything(form: EpisodeForm, first_on: date) -> EpisodeFacts:
    """A case of the law's first months in which every clock has started."""
    day = first_on + timedelta(days=2)
    return EpisodeFacts(
        form=form,
        determined_addicted_on=day,
        notified_on=day,
        registered_on=day,
        decided_on=day,
        term_months=6,
        started_on=day,
        left_on=day,
        violations=(ViolationFact(Violation.USED_DRUGS, day),),
    )
