"""One wrong record for each check of data quality; `good` is a file in which no check finds anything but what it must.

Each builder writes the smallest record that its check has to find, as an import might have left it.
"""

from datetime import UTC, date, datetime

from casework.records.budget import BudgetLine
from casework.records.club import Club, ClubMember
from casework.records.consultation import PointStaff
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.outreach import CommunicationEvent
from casework.records.support import Job, Loan, Training
from casework.records.team import TeamActivity
from tests.cast import make_aftercare, make_episode, make_person, make_point, make_session, make_staff, make_team

DAY = date(2026, 11, 21)
GOOD = {"address": "Ấp 1", "phone": "0912345678", "national_id_index": "ab" * 32}
RUNNING = {"registered_on": date(2026, 3, 2), "decided_on": date(2026, 3, 3), "started_on": date(2026, 3, 4)}
DECIDED = {"decision_number": "01/QĐ-UBND", "term_months": 6}
ALL_PHASES = {
    name: (date(2026, 3, 4), date(2026, 3, 9))
    for name in ("admission", "detoxification", "education", "labour_therapy", "reintegration")
}
CARE = {"starts_on": date(2026, 3, 4), "decided_on": date(2026, 3, 1), "decision_number": "02/QĐ-UBND"}


def person(session, cast, name="Nguyễn Văn An", **columns):
    return make_person(session, cast.go_quao, name, **{**GOOD, "national_id_index": None, **columns})


def episode(session, cast, someone=None, **columns):
    return make_episode(session, someone or person(session, cast), **{**RUNNING, **DECIDED, **columns})


def care(session, cast, someone=None, **columns):
    return make_aftercare(session, someone or person(session, cast), **{**CARE, "term_months": 12, **columns})


def row(model, **columns):
    """A row of a book in the officer's commune; with `person_id` True about somebody who has no episode."""

    def build(session, cast):
        values = dict(columns)
        if values.get("person_id") is True:
            values["person_id"] = person(session, cast).id
        session.add(model(unit_id=cast.go_quao.id, **values))

    return build


def of_patient(model, **columns):
    """The same about somebody whose first episode was registered on 02/03/2026."""

    def build(session, cast):
        someone = episode(session, cast).person_id
        session.add(model(unit_id=cast.go_quao.id, person_id=someone, **columns))

    return build


def people(**columns):
    return lambda session, cast: person(session, cast, **columns)


def episodes(**columns):
    return lambda session, cast: episode(session, cast, **columns)


def cares(**columns):
    return lambda session, cast: care(session, cast, **columns)


def two(build):
    def both(session, cast):
        someone = person(session, cast)
        build(session, cast, someone)
        build(session, cast, someone)

    return both


def team(**columns):
    """A team with a leader who works in it from its first day."""
    return lambda session, cast: make_team(session, cast.go_quao, make_staff(session, cast.go_quao), **columns)


def team_without_leader(session, cast):
    made = make_team(session, cast.go_quao, make_staff(session, cast.go_quao))
    made.members[0].role = "member"


def late_member(session, cast):
    made = make_team(session, cast.go_quao, make_staff(session, cast.go_quao))
    made.members[0].from_on = date(2025, 1, 1)


def sitting(**columns):
    return lambda session, cast: make_session(session, cast.point, **columns)


def club(**columns):
    return row(Club, name="Câu lạc bộ", established_on=date(2026, 1, 5), **columns)


def club_with_an_early_member(session, cast):
    made = Club(unit_id=cast.go_quao.id, name="Câu lạc bộ", established_on=date(2026, 1, 5))
    made.members.append(ClubMember(person_id=person(session, cast).id, from_on=date(2025, 1, 5)))
    session.add(made)


def same_numbers(session, cast):
    for day in (date(2026, 9, 5), date(2026, 9, 6)):
        episode(session, cast, ended_on=date(2026, 9, 4), outcome="completed", certificate=("07/GCN", day))


def listed_twice(session, cast):
    someone = person(session, cast)
    for unit in (cast.go_quao, cast.old_town):
        listing = Listing(person_id=someone.id, unit_id=unit.id, status="addict", listed_on=date(2026, 1, 5))
        session.add(listing)


def died_and_listed(session, cast):
    found = episode(session, cast, ended_on=date(2026, 5, 4), outcome="died")
    session.add(
        Listing(person_id=found.person_id, unit_id=cast.go_quao.id, status="addict", listed_on=date(2026, 1, 5))
    )


def treated_during_care(session, cast):
    found = care(session, cast)
    session.add(Methadone(person_id=found.person_id, unit_id=cast.go_quao.id, started_on=date(2026, 5, 1)))


def stale_slip(session, cast):
    found = episode(session, cast, registered_on=date(2026, 9, 2), decided_on=None, started_on=None)
    session.add(
        Determination(
            person_id=found.person_id, unit_id=cast.go_quao.id, determined_on=date(2026, 1, 5), result="addicted"
        )
    )


def unanswered(session, cast):
    session.add(
        HotlineCall(unit_id=cast.go_quao.id, received_on=date(2026, 10, 1), topic="treatment", content="Hỏi thủ tục")
    )


def event(**columns):
    return row(CommunicationEvent, held_on=date(2026, 5, 4), level="commune", **{"topic": "Luật mới", **columns})


def completed(session, cast):
    phases = dict(list(ALL_PHASES.items())[:3])
    days = {"ended_on": date(2026, 9, 10), "outcome": "completed", "certificate": ("08/GCN", date(2026, 9, 11))}
    return episode(session, cast, phases=phases, **days)


def overdue_care(session, cast):
    return care(session, cast, starts_on=date(2025, 3, 4), decided_on=date(2025, 3, 1))


def divided(session, cast):
    """The old town as if it had been divided, its cases lying at the province."""
    cast.old_town.divided, cast.old_town.successor_id = True, cast.province.id
    session.flush()
    return cast.old_town


def of_the_divided(make, **columns):
    return lambda session, cast: make(session, make_person(session, divided(session, cast), "Danh Út"), **columns)


BAD = {
    "person.birth-unknown": people(birth_on=None, birth_year=None),
    "person.birth-future": people(birth_on=date(2027, 1, 1)),
    "person.birth-implausible": people(birth_on=None, birth_year=1900),
    "person.national-id-missing": people(),
    "person.phone-malformed": people(phone="12-34"),
    "person.name-strange": people(name="Nguyễn Văn An 2"),
    "person.name-capitals": people(name="TRAN VAN AN"),
    "person.name-one-word": people(name="An"),
    "person.address-empty": people(address=None),
    "person.unit-divided": lambda session, cast: make_person(session, divided(session, cast), "Danh Út"),
    "person.aftercare-not-opened": completed,
    "episode.started-without-decision": episodes(decided_on=None, decision_number=None),
    "episode.decision-number-missing": episodes(decision_number=None),
    "episode.term-missing": episodes(term_months=None),
    "episode.two-open": two(episode),
    "episode.outcome-without-end": episodes(outcome="abandoned"),
    "episode.end-without-outcome": episodes(ended_on=date(2026, 9, 4)),
    "episode.completed-without-certificate": episodes(ended_on=date(2026, 9, 4), outcome="completed"),
    "episode.certificate-without-completion": episodes(
        ended_on=date(2026, 9, 4), outcome="abandoned", certificate=("1", date(2026, 9, 5))
    ),
    "episode.decided-before-registered": episodes(decided_on=date(2026, 3, 1)),
    "episode.started-before-decided": episodes(started_on=date(2026, 3, 2)),
    "episode.phase-outside": episodes(phases={"admission": (date(2026, 3, 1), date(2026, 3, 9))}),
    "episode.phase-reversed": episodes(phases={"admission": (date(2026, 3, 8), date(2026, 3, 5))}),
    "episode.phase-left-open": episodes(
        ended_on=date(2026, 9, 4), outcome="completed", phases={"admission": (date(2026, 3, 8), None)}
    ),
    "episode.certificate-early": episodes(
        ended_on=date(2026, 9, 4), outcome="completed", certificate=("1", date(2026, 9, 3))
    ),
    "episode.certificate-number-twice": same_numbers,
    "episode.in-future": episodes(ended_on=date(2026, 12, 4), outcome="abandoned"),
    "episode.too-young": lambda session, cast: episode(session, cast, person(session, cast, birth_on=date(2016, 5, 4))),
    "episode.too-old": lambda session, cast: episode(session, cast, person(session, cast, birth_on=date(1930, 5, 4))),
    "episode.moved-nowhere": lambda session, cast: episode(session, cast, moves=[(date(2026, 5, 4), cast.go_quao)]),
    "episode.unallocated": of_the_divided(make_episode, registered_on=date(2025, 3, 3)),
    "episode.unassigned": episodes(),
    "episode.certificate-without-phases": episodes(
        ended_on=date(2026, 9, 10), outcome="completed", certificate=("1", date(2026, 9, 11))
    ),
    "episode.term-unlawful": episodes(term_months=3),
    "episode.breaks-the-law": episodes(term_months=3),
    "episode.determination-stale": stale_slip,
    "episode.recorded-late": episodes(recorded_at=datetime(2026, 8, 1, tzinfo=UTC)),
    "episode.term-over": episodes(),
    "aftercare.unallocated": of_the_divided(make_aftercare, starts_on=date(2025, 3, 3)),
    "aftercare.decision-missing": cares(decided_on=None),
    "aftercare.decision-number-missing": cares(decision_number=""),
    "aftercare.term-missing": cares(term_months=None),
    "aftercare.two-open": two(care),
    "aftercare.outcome-without-end": cares(outcome="completed"),
    "aftercare.end-without-outcome": cares(ended_on=date(2026, 9, 4)),
    "aftercare.review-missing": cares(reviews={date(2026, 10, 31): "negative"}),
    "aftercare.review-outside": cares(reviews={date(2026, 3, 1): "negative"}),
    "aftercare.review-untested": cares(reviews={date(2026, 4, 1): "none"}),
    "aftercare.in-future": cares(ended_on=date(2026, 12, 4), outcome="completed"),
    "aftercare.moved-nowhere": lambda session, cast: care(session, cast, moves=[(date(2026, 5, 4), cast.go_quao)]),
    "aftercare.breaks-the-law": cares(term_months=40),
    "aftercare.term-over": overdue_care,
    "training.before-episode": of_patient(Training, started_on=date(2026, 3, 1), state_supported=True),
    "training.reversed": row(
        Training, person_id=True, started_on=date(2026, 3, 1), completed_on=date(2026, 2, 1), state_supported=True
    ),
    "training.trade-missing": row(Training, person_id=True, started_on=date(2026, 3, 1), state_supported=True),
    "job.before-episode": of_patient(Job, started_on=date(2026, 3, 1), has_income=True, supported=True),
    "job.reversed": row(
        Job, person_id=True, started_on=date(2026, 3, 1), ended_on=date(2026, 2, 1), has_income=True, supported=False
    ),
    "loan.before-episode": of_patient(Loan, disbursed_on=date(2026, 3, 1), amount_vnd=1, borrower="self"),
    "loan.above-ceiling": row(
        Loan,
        person_id=True,
        disbursed_on=date(2026, 6, 1),
        amount_vnd=300_000_000,
        borrower="self",
        programme="vbsp_08_2026",
    ),
    "loan.nothing": row(Loan, person_id=True, disbursed_on=date(2026, 6, 1), amount_vnd=0, borrower="self"),
    "loan.programme-missing": row(Loan, person_id=True, disbursed_on=date(2026, 6, 1), amount_vnd=1, borrower="self"),
    "methadone.end-without-outcome": row(
        Methadone, person_id=True, started_on=date(2026, 3, 1), ended_on=date(2026, 5, 1)
    ),
    "methadone.outcome-without-end": row(Methadone, person_id=True, started_on=date(2026, 3, 1), outcome="stopped"),
    "methadone.reversed": row(
        Methadone, person_id=True, started_on=date(2026, 3, 1), ended_on=date(2026, 2, 1), outcome="stopped"
    ),
    "methadone.two-open": two(
        lambda session, cast, someone: session.add(
            Methadone(person_id=someone.id, unit_id=cast.go_quao.id, started_on=date(2026, 3, 1))
        )
    ),
    "methadone.during-aftercare": treated_during_care,
    "evaluation.before-return": row(
        Evaluation,
        person_id=True,
        evaluated_on=date(2026, 3, 1),
        outcome="relapsed",
        cohort="other",
        returned_on=date(2026, 4, 1),
    ),
    "evaluation.employed-without-job": row(
        Evaluation,
        person_id=True,
        evaluated_on=date(2026, 3, 1),
        outcome="relapsed",
        cohort="other",
        employment="stable",
    ),
    "evaluation.reason-missing": row(
        Evaluation, person_id=True, evaluated_on=date(2026, 3, 1), outcome="not_evaluated", cohort="other"
    ),
    "listing.died": died_and_listed,
    "listing.twice": listed_twice,
    "listing.reversed": row(
        Listing, person_id=True, status="user", listed_on=date(2026, 3, 1), removed_on=date(2026, 2, 1)
    ),
    "listing.reason-missing": row(
        Listing, person_id=True, status="user", listed_on=date(2026, 3, 1), removed_on=date(2026, 4, 1)
    ),
    "club.empty": club(),
    "club.reversed": club(closed_on=date(2025, 1, 1)),
    "club.member-outside": club_with_an_early_member,
    "event.nobody": event(participants=0),
    "event.topic-missing": event(participants=5, topic=None),
    "budget.nothing": row(BudgetLine, spent_on=date(2026, 3, 1), source="local", content="team", amount_vnd=0),
    "budget.voucher-missing": row(BudgetLine, spent_on=date(2026, 3, 1), source="local", content="team", amount_vnd=1),
    "hotline.unanswered": unanswered,
    "team.at-rest": team(),
    "team.without-members": lambda session, cast: make_team(session, cast.go_quao),
    "team.without-leader": team_without_leader,
    "team.decision-number-missing": team(),
    "team.reversed": team(dissolved_on=date(2025, 12, 1)),
    "team.member-outside": late_member,
    "staff.nowhere": lambda session, cast: make_staff(session, divided(session, cast)),
    "point.unstaffed": lambda session, cast: make_point(session, cast.go_quao),
    "point.at-rest": lambda session, cast: make_point(session, cast.go_quao),
    "point.reversed": lambda session, cast: make_point(session, cast.go_quao, closed_on=date(2025, 12, 1)),
    "session.without-staff": sitting(attendance=3),
    "session.nobody": sitting(attendance=0),
    "session.more-named": lambda session, cast: make_session(session, cast.point, person(session, cast), attendance=0),
    "session.outside": sitting(held_on=date(2025, 6, 30), attendance=3),
    "session.in-future": sitting(held_on=date(2026, 12, 1), attendance=3),
    "session.topic-missing": sitting(attendance=3),
}


def good(session, cast):
    """A whole file in order: a person, an episode with its phases, an after-care, and the records of the office."""
    staff = make_staff(session, cast.go_quao)
    someone = make_person(session, cast.go_quao, "Lê Thị Bình", **GOOD)
    session.add(
        Determination(person_id=someone.id, unit_id=cast.go_quao.id, determined_on=date(2024, 1, 5), result="addicted")
    )
    done = {"ended_on": date(2024, 9, 4), "outcome": "completed", "certificate": ("09/GCN", date(2024, 9, 5))}
    days = {"registered_on": date(2024, 3, 1), "decided_on": date(2024, 3, 2), "started_on": date(2024, 3, 4)}
    phases = {name: (date(2024, 3, 4), date(2024, 8, 30)) for name in ("admission", "detoxification", "education")}
    recorded = {"recorded_at": datetime(2024, 3, 1, 3, tzinfo=UTC)}
    make_episode(session, someone, phases=phases, officer_id=staff.id, **DECIDED, **days, **done, **recorded)
    made = make_team(session, cast.go_quao, staff, decision_number="03/QĐ-UBND")
    made.activities.append(TeamActivity(held_on=date(2026, 11, 3), kind="meeting"))
    cast.point.staff.append(PointStaff(staff_id=staff.id, from_on=date(2025, 7, 1)))
    make_session(session, cast.point, someone, held_on=date(2026, 11, 3), topic="Dự phòng", staff_id=staff.id)
    where = {"unit_id": cast.go_quao.id}
    which = {**where, "person_id": someone.id}
    session.add_all(
        [
            Training(**which, started_on=date(2025, 1, 6), trade="May", state_supported=True),
            Job(**which, started_on=date(2025, 6, 2), has_income=True, supported=True),
            Loan(**which, disbursed_on=date(2026, 6, 1), amount_vnd=9, borrower="self", programme="vbsp_08_2026"),
            Methadone(**which, started_on=date(2025, 1, 1), ended_on=date(2025, 9, 1), outcome="stopped"),
            Evaluation(
                **which, evaluated_on=date(2026, 1, 5), outcome="not_relapsed", cohort="other", employment="stable",
                returned_on=date(2024, 9, 4),
            ),
            Listing(**which, status="addict", listed_on=date(2024, 1, 6)),
            CommunicationEvent(**where, held_on=date(2026, 5, 4), level="commune", participants=9, topic="Luật mới"),
            BudgetLine(
                **where, spent_on=date(2026, 3, 1), source="local", content="team", amount_vnd=1, voucher="PC 01"
            ),
            HotlineCall(
                **where, received_on=date(2026, 10, 1), topic="treatment", content="Hỏi", answered_on=date(2026, 10, 2)
            ),
            Club(**where, name="Bạn giúp bạn", established_on=date(2026, 1, 5), closed_on=date(2026, 5, 1)),
        ]
    )  # fmt: skip
    session.flush()
