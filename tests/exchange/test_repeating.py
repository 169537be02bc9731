"""The same row again changes nothing; a changed one updates it and leaves a trail."""

from datetime import date

import pytest
from sqlalchemy import select

from casework.access.trail import breaks
from casework.records.aftercare import Aftercare
from casework.records.consultation import ConsultationSession
from casework.records.episode import Episode
from casework.records.evaluation import Evaluation
from casework.records.listing import Listing
from casework.records.person import Person, Residence
from casework.records.team import Staff
from casework.records.trail import TrailEntry
from tests.exchange.files import only, send_tables, tally, world


def tags(session):
    return [entry.tag for entry in session.scalars(select(TrailEntry).order_by(TrailEntry.id))]


def test_the_same_rows_again_are_all_unchanged_and_nothing_is_written(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    before = session.execute(select(Person.id, Person.version, Person.updated_at)).all()
    report = send_tables(session, tmp_path / "again", world())
    assert all((count.new, count.changed, count.refused) == (0, 0, 0) for count in report.tables)
    assert all(count.read == count.unchanged for count in report.tables)
    assert session.execute(select(Person.id, Person.version, Person.updated_at)).all() == before
    assert tags(session) == ["exchange:import:done", "exchange:import:done"]
    assert list(breaks(session)) == []


def test_a_changed_row_updates_and_says_so_in_the_trail_without_the_national_id(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    tables = only("persons")
    tables["persons"][0].update(full_name="Nguyễn Văn Ân", national_id="091085000002", birth_date="1986")
    report = send_tables(session, tmp_path / "again", tables)
    assert tally(report, "persons") == (2, 0, 1, 1, 0)
    person = session.scalars(select(Person).where(Person.ref == "P1")).one()
    assert (person.full_name, person.name_folded, person.version) == ("Nguyễn Văn Ân", "nguyen van an", 2)
    assert (person.birth_on, person.birth_year) == (None, 1986)
    entry = session.scalars(select(TrailEntry).where(TrailEntry.tag == "exchange:row:changed")).one()
    assert entry.person_id == person.id
    assert entry.keys == {
        "table": "persons",
        "key": "P1",
        "changes": {
            "full_name": ["Nguyễn Văn An", "Nguyễn Văn Ân"],
            "birth_date": ["1985-03-02", 1986],
            "national_id": ["•", "•"],
        },
    }


def test_an_absent_column_leaves_the_value_and_an_empty_cell_clears_it(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    tables = only("persons")
    tables["persons"] = [
        {name: value for name, value in row.items() if name not in ("national_id", "ethnicity", "birth_date")}
        | {"phone": ""}
        for row in tables["persons"]
    ]
    report = send_tables(session, tmp_path / "again", tables)
    assert tally(report, "persons") == (2, 0, 1, 1, 0)
    person = session.scalars(select(Person).where(Person.ref == "P1")).one()
    assert (person.phone, person.ethnicity, person.birth_on) == (None, "Kinh", date(1985, 3, 2))
    assert person.national_id_sealed is not None


def test_a_reference_that_changes_is_told_by_the_keys(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    tables = only("jobs")
    tables["jobs"][0]["employer_ref"] = ""
    send_tables(session, tmp_path / "again", tables)
    entry = session.scalars(select(TrailEntry).where(TrailEntry.tag == "exchange:row:changed")).one()
    assert entry.keys["changes"] == {"employer_ref": ["C1", None]}


def test_a_move_closes_the_residence_and_opens_another(session, tmp_path):
    send_tables(session, tmp_path / "data", only("persons"))
    tables = only("persons")
    tables["persons"][0]["unit_code"] = "30958"
    send_tables(session, tmp_path / "again", tables)
    person = session.scalars(select(Person).where(Person.ref == "P1")).one()
    residences = session.scalars(select(Residence).where(Residence.person_id == person.id).order_by(Residence.id)).all()
    assert [(row.unit.name, row.from_on, row.to_on) for row in residences] == [
        ("Xã Gò Quao", None, date(2026, 11, 21)),
        ("Xã Định Hòa", date(2026, 11, 21), None),
    ]


def test_custody_follows_a_changed_date_and_a_new_transfer(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    episode = session.scalars(select(Episode)).one()
    assert [(row.unit.name, row.from_on, row.to_on) for row in episode.custody] == [
        ("Thị trấn Gò Quao", date(2019, 3, 1), date(2019, 6, 1)),
        ("Xã Định Hòa", date(2019, 6, 1), date(2025, 7, 1)),
        ("Xã Định Hòa", date(2025, 7, 1), date(9999, 12, 31)),
    ]
    tables = only("episodes", "transfers")
    tables["episodes"][0]["registered_on"] = "2019-02-01"
    tables["transfers"].append(
        {"subject": "episode", "subject_ref": "E1", "moved_on": "2025-08-01", "to_unit_code": "30952"}
    )
    send_tables(session, tmp_path / "again", tables)
    episode = session.scalars(select(Episode)).one()
    assert episode.version == 2
    assert [(row.unit.name, row.from_on) for row in episode.custody] == [
        ("Thị trấn Gò Quao", date(2019, 2, 1)),
        ("Xã Định Hòa", date(2019, 6, 1)),
        ("Xã Định Hòa", date(2025, 7, 1)),
        ("Xã Gò Quao", date(2025, 8, 1)),
    ]


def test_the_custody_of_after_care_begins_with_its_earliest_date_and_follows_its_moves(session, tmp_path):
    send_tables(session, tmp_path / "data", only("persons", "aftercare"))
    [case] = session.scalars(select(Aftercare))
    assert [(row.unit.name, row.from_on, row.to_on) for row in case.custody] == [
        ("Thị trấn Gò Quao", date(2019, 9, 15), date(2025, 7, 1)),
        ("Xã Gò Quao", date(2025, 7, 1), date(9999, 12, 31)),
    ]
    move = {"subject": "aftercare", "subject_ref": "A1", "moved_on": "2020-01-01", "to_unit_code": "30955"}
    send_tables(session, tmp_path / "moves", {"transfers": [move]})
    later = only("persons", "aftercare")
    later["aftercare"][0]["decided_on"] = ""
    send_tables(session, tmp_path / "later", later)
    [case] = session.scalars(select(Aftercare))
    assert case.version == 2
    custody = [(row.unit.name, row.from_on) for row in case.custody]
    assert custody[:2] == [
        ("Thị trấn Gò Quao", date(2019, 9, 20)),
        ("Xã Vĩnh Hòa Hưng Bắc", date(2020, 1, 1)),
    ]
    assert custody[2][1] == date(2025, 7, 1)
    later["aftercare"][0]["starts_on"] = "2020-01-02"
    [late] = send_tables(session, tmp_path / "too-late", later).errors
    assert (late.sheet, late.column, late.value) == ("aftercare", "starts_on", "2020-01-02")


def test_a_listing_is_named_by_the_unit_that_bore_its_code_that_day(session, tmp_path):
    tables = only("persons", "listings")
    tables["listings"].append({**tables["listings"][0], "unit_code": "30955"})
    tables["listings"].append({**tables["listings"][0], "listed_on": "2025-07-02", "removed_on": ""})
    assert tally(send_tables(session, tmp_path / "data", tables), "listings") == (3, 3, 0, 0, 0)
    tables["listings"][0]["removal_reason"] = ""
    assert tally(send_tables(session, tmp_path / "again", tables), "listings") == (3, 0, 1, 2, 0)
    units = {(row.listed_on.year, row.unit.name) for row in session.scalars(select(Listing))}
    assert units == {(2019, "Thị trấn Gò Quao"), (2019, "Xã Vĩnh Hòa Hưng Bắc"), (2025, "Xã Gò Quao")}
    tables["listings"].append({**tables["listings"][0], "unit_code": "030952"[1:]})
    [twice] = send_tables(session, tmp_path / "twice", tables).errors
    assert (twice.row, twice.column) == (5, "person_ref")


def test_an_officers_training_of_no_subject_is_a_row_of_its_own(session, tmp_path):
    tables = only("staff", "officer_trainings")
    tables["officer_trainings"].append({**tables["officer_trainings"][0], "subject": ""})
    assert tally(send_tables(session, tmp_path / "data", tables), "officer_trainings") == (2, 2, 0, 0, 0)
    without = [{name: row[name] for name in ("staff_ref", "completed_on")} for row in tables["officer_trainings"][:1]]
    report = send_tables(session, tmp_path / "without", {"officer_trainings": without})
    assert tally(report, "officer_trainings") == (1, 0, 0, 1, 0)


def test_whether_somebody_broke_the_law_may_be_unknown(session, tmp_path):
    tables = only("persons", "evaluations")
    for value, kept in (("", None), ("không", False), ("1", True), ("", None)):
        tables["evaluations"][0]["law_violation"] = value
        send_tables(session, tmp_path / "data", tables)
        assert session.scalars(select(Evaluation.law_violation)).all() == [kept]


def test_transfers_alone_move_the_custody_too(session, tmp_path):
    send_tables(session, tmp_path / "data", only("persons", "episodes"))
    send_tables(session, tmp_path / "again", only("transfers"))
    episode = session.scalars(select(Episode)).one()
    assert [row.from_on for row in episode.custody] == [date(2019, 3, 1), date(2019, 6, 1), date(2025, 7, 1)]


def test_an_episode_cannot_start_after_its_stored_certificate_or_transfer(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    tables = only("episodes")
    tables["episodes"][0].update(
        registered_on="2019-10-01", decided_on="", started_on="2019-10-02", ended_on="2020-04-02"
    )
    report = send_tables(session, tmp_path / "again", tables)
    assert [(error.sheet, error.column, error.value) for error in report.errors] == [
        ("episodes", "started_on", "2019-10-02"),
        ("episodes", "registered_on", "2019-10-01"),
    ]
    assert tally(report, "episodes") == (1, 0, 0, 0, 1)


def test_attendance_counts_names_stored_and_new(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    fewer = only("sessions")
    fewer["sessions"][0]["attendance"] = "1"
    report = send_tables(session, tmp_path / "fewer", fewer)
    assert [(error.sheet, error.column) for error in report.errors] == [("sessions", "attendance")]
    fewer["sessions"][0]["attendance"] = "2"
    assert send_tables(session, tmp_path / "two", fewer).stored
    more = {"persons": only("persons")["persons"], "session_attendees": [{"session_ref": "B1", "person_ref": "P3"}]}
    more["persons"].append({**more["persons"][1], "person_ref": "P3"})
    report = send_tables(session, tmp_path / "more", more)
    [wrong] = report.errors
    assert (wrong.sheet, wrong.row, wrong.column) == ("session_attendees", 2, "person_ref")


def test_sessions_go_where_their_point_goes(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    tables = only("points")
    tables["points"][0]["unit_code"] = "30952"
    report = send_tables(session, tmp_path / "again", tables)
    assert tally(report, "points") == (1, 0, 1, 0, 0)
    assert (
        session.scalars(select(ConsultationSession)).one().unit_id
        == session.scalars(select(ConsultationSession)).one().point.unit_id
    )
    assert send_tables(session, tmp_path / "third", only("sessions")).tables[0].unchanged == 1


def test_an_activity_of_unknown_kind_is_a_row_of_its_own(session, tmp_path):
    tables = only("staff", "teams", "team_activities")
    tables["team_activities"].append({**tables["team_activities"][0], "kind": ""})
    assert tally(send_tables(session, tmp_path / "data", tables), "team_activities") == (2, 2, 0, 0, 0)
    assert tally(send_tables(session, tmp_path / "again", tables), "team_activities") == (2, 0, 0, 2, 0)


@pytest.mark.postgresql
def test_records_made_here_after_an_import_get_ids_of_their_own(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    imported = session.scalars(select(Staff)).one()
    session.add(Staff(full_name="Mai", sector="other", unit_id=imported.unit_id))
    session.commit()
    tables = only("staff")
    tables["staff"].append({**tables["staff"][0], "staff_ref": "S2"})
    assert tally(send_tables(session, tmp_path / "again", tables), "staff") == (2, 1, 0, 1, 0)
    assert len(session.scalars(select(Staff)).all()) == 3


def test_a_dry_run_counts_and_keeps_nothing(session, tmp_path):
    report = send_tables(session, tmp_path / "data", world(), dry_run=True)
    assert not report.stored
    assert tally(report, "persons") == (2, 2, 0, 0, 0)
    assert session.scalars(select(Person)).all() == []
    assert tags(session) == []
