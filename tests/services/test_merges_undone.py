"""Whatever two records of one person hold, and however they are merged: undoing it restores the database exactly."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from casework.records.attachment import Attachment
from casework.records.club import Club, ClubMember
from casework.records.evaluation import Evaluation
from casework.records.hotline import HotlineCall
from casework.records.listing import Determination, Listing
from casework.records.methadone import Methadone
from casework.records.proceeding import Proceeding
from casework.records.support import Job, Loan, Training
from casework.services import merges
from casework.services.merge_overlaps import Decision, overlaps
from tests.cast import make_aftercare, make_episode, make_person, make_session, scope
from tests.services.test_merges import TODAY, everything, merge

FIRST = date(2026, 7, 2)
DAYS = st.integers(0, 120).map(lambda number: FIRST + timedelta(days=number))
STAYS = st.tuples(DAYS, st.none() | st.integers(1, 60).map(lambda number: timedelta(days=number))).map(
    lambda stay: (stay[0], None if stay[1] is None else min(TODAY, stay[0] + stay[1]))
)
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["episode", "aftercare", "methadone", "listing", "determination", "evaluation", "job", "training", "loan",
             "session", "member", "call", "attachment", "proceeding"]
        ),
        STAYS,
    ),
    max_size=6,
    unique_by=lambda record: (record[0], record[1][0]),
)  # fmt: skip


def add(session, house, person, kind, first, last):
    """A record of a person, from a day to a day or still open."""
    own = {"person_id": person.id, "unit_id": house.go_quao.id}
    if kind == "episode":
        make_episode(session, person, registered_on=first, started_on=first, ended_on=last)
    elif kind == "aftercare":
        make_aftercare(session, person, starts_on=first, decided_on=first, ended_on=last, reviews={first: "negative"})
    elif kind == "session":
        make_session(session, house.point, person, held_on=first)
    else:
        session.add(
            {
                "methadone": lambda: Methadone(**own, started_on=first, ended_on=last),
                "listing": lambda: Listing(**own, status="addict", listed_on=first, removed_on=last),
                "determination": lambda: Determination(**own, determined_on=first, result="addicted"),
                "evaluation": lambda: Evaluation(**own, evaluated_on=first, outcome="relapsed", cohort="pl2"),
                "job": lambda: Job(**own, started_on=first, ended_on=last, has_income=True, supported=False),
                "training": lambda: Training(**own, trade="May", started_on=first, state_supported=True),
                "loan": lambda: Loan(**own, borrower="self", amount_vnd=1_000_000, disbursed_on=first),
                "member": lambda: ClubMember(
                    club=club_of(session, house), person_id=person.id, from_on=first, to_on=last
                ),
                "call": lambda: HotlineCall(**own, received_on=first, topic="other", content="hỏi nơi cai nghiện"),
                "attachment": lambda: Attachment(
                    person_id=person.id,
                    label="Đơn",
                    dated_on=first,
                    file_name="don.pdf",
                    media_type="application/pdf",
                    size=9,
                    sha256=f"{first:%Y%m%d}{person.id}",
                    added_by="can-bo",
                ),
                "proceeding": lambda: Proceeding(**own, measure="commune", opened_on=first, closed_on=last),
            }[kind]()
        )
    session.flush()


def club_of(session, house):
    """One club of the commune, in which both may be."""
    club = session.scalar(select(Club))
    return club or Club(name="Niềm Tin", unit_id=house.go_quao.id, established_on=FIRST)


def decided(session, where, known, double, closes):
    """A decision about each overlap, closing the later of the two where it may be closed and that is wanted."""
    found = overlaps(session, where, known, double)
    decisions, closed = {}, set()
    for overlap in found:
        case = next((each for each in overlap.closable if each.ref not in closed), None)
        if closes and case is not None:
            closed.add(case.ref)
            decisions[overlap.name] = Decision(case.ref, TODAY)
        else:
            decisions[overlap.name] = Decision()
    return decisions


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    own=RECORDS,
    other=RECORDS,
    shared=st.booleans(),
    taken=st.sets(st.sampled_from(sorted(merges.FIELDS))),
    closes=st.booleans(),
)
def test_undoing_any_merge_restores_every_table_exactly(session, house, own, other, shared, taken, closes):
    session.commit()
    try:
        merge_and_undo(session, house, own, other, shared, taken, closes)
    finally:
        session.rollback()


def merge_and_undo(session, house, own, other, shared, taken, closes):
    where = scope(house.officer)
    known = make_person(session, house.go_quao, "Danh Văn Út", phone="0912000111", address="Ấp Một")
    double = make_person(session, house.go_quao, "Danh Văn Ut", birth_on=date(1991, 1, 1), address="Ấp Hai")
    for person, records in ((known, own), (double, other)):
        for kind, (first, last) in records:
            add(session, house, person, kind, first, last)
    if shared:
        make_session(session, house.point, known, double)
    session.expire_all()
    before = everything(session)
    decisions = decided(session, where, known, double, closes)
    row = merge(session, house, known, double, from_merged=taken, decisions=decisions)
    session.flush()
    assert everything(session) != before
    merges.undo_merge(session, where, house.officer, row.id, reason="là hai anh em")
    assert everything(session) == before
