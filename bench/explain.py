"""How long it takes to tell everything the law says about one full case.

    python -m bench.explain [--rounds N]

No database: the facts are those of whole cases, one under each law, as the demonstration invents them.
"""

from __future__ import annotations

import argparse
import statistics
import time
from datetime import date, timedelta

from casework.law.explain import explain
from casework.law.facts import EarlierEpisode, EpisodeFacts, PhaseFact, ViolationFact
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome, Phase, Violation

LIMIT_MS = 50.0
TODAY = date(2026, 11, 21)


def full_case(decided_on: date, months: int) -> EpisodeFacts:
    """A case that went all its way: registered, decided, five phases, violations, ended and certified."""
    started = decided_on + timedelta(days=2)
    ended = min(started + timedelta(days=31 * months), TODAY)
    return EpisodeFacts(
        form=EpisodeForm.COMMUNITY,
        declared_by=DeclaredBy.SELF,
        birth_date=date(1990, 5, 1),
        determined_addicted_on=decided_on - timedelta(days=4),
        notified_on=decided_on - timedelta(days=4),
        registered_on=decided_on - timedelta(days=2),
        decided_on=decided_on,
        decision_number="12/QĐ-UBND",
        term_months=months,
        started_on=started,
        undertaking_signed_on=started,
        phases=tuple(
            PhaseFact(phase, started + timedelta(days=20 * n), started + timedelta(days=20 * n + 20))
            for n, phase in enumerate(Phase)
        ),
        violations=(ViolationFact(Violation.OTHER, started + timedelta(days=30)),),
        earlier=tuple(
            EarlierEpisode(date(year, 3, 1), date(year, 3, 3), completed=True) for year in (2012, 2015, 2017)
        ),
        earlier_elsewhere=1,
        ended_on=ended,
        outcome=EpisodeOutcome.COMPLETED,
        certificate_number="3/GXN-UBND",
        certificate_issued_on=ended,
    )


CASES = (full_case(date(2018, 3, 5), 12), full_case(date(2024, 3, 5), 12), full_case(date(2026, 7, 6), 36))


def measure(rounds: int = 200) -> float:
    """The median time of `law.explain.explain` over the cases, in milliseconds; the sheets are read beforehand."""
    for facts in CASES:
        explain(facts, TODAY)
    taken = []
    for number in range(rounds):
        began = time.perf_counter()
        explain(CASES[number % len(CASES)], TODAY)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def line(rounds: int = 200) -> str:
    """The result as it is printed."""
    found = measure(rounds)
    verdict = "within" if found < LIMIT_MS else "OVER"
    return f"explain: a full case in {found:.2f} ms (median of {rounds}), {verdict} the limit of {LIMIT_MS:.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    told = line(parser.parse_args().rounds)
    print(told)
    if "OVER" in told:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
