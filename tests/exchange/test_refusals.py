"""Every reason for which a row is refused, with sheet, row, column, value and what would be right."""

import pytest
from sqlalchemy import func, select

from casework.errors import InvalidInput
from casework.exchange.tables import TABLES
from casework.records.person import Person
from tests.exchange.files import folder, send, send_tables, tally, world

WRONG = [
    # table, column, value, where it is reported, what is said
    ("persons", "full_name", "", "full_name", "thiếu giá trị bắt buộc"),
    ("episodes", "registered_on", "31/02/2019", "registered_on", "không phải ngày có thật"),
    ("episodes", "registered_on", "2019/03/01", "registered_on", "YYYY-MM-DD"),
    ("loans", "amount_vnd", "5 triệu", "amount_vnd", "không phải số đồng chẵn"),
    ("loans", "amount_vnd", "12.5", "amount_vnd", "không phải số đồng chẵn"),
    ("sessions", "attendance", "năm", "attendance", "không phải số nguyên"),
    ("trainings", "state_supported", "maybe", "state_supported", "yes hoặc no"),
    ("persons", "national_id", "12345678", "national_id", "9 chữ số"),
    ("persons", "birth_date", "85", "birth_date", "năm sinh"),
    ("teams", "unit_code", "99999", "unit_code", "không đơn vị nào mang mã này"),
    ("teams", "established_on", "2027-01-01", "established_on", "trong tương lai"),
    ("persons", "birth_date", "2027", "birth_date", "không phải năm sinh"),
    ("episodes", "ended_on", "2019-03-05", "ended_on", "trước ngày bắt đầu started_on"),
    ("teams", "dissolved_on", "2019-01-09", "dissolved_on", "trước ngày bắt đầu"),
    ("team_members", "to_on", "2019-01-09", "to_on", "trước ngày bắt đầu"),
    ("points", "closed_on", "2018-04-30", "closed_on", "trước ngày bắt đầu"),
    ("point_staff", "to_on", "2018-04-30", "to_on", "trước ngày bắt đầu"),
    ("phases", "completed_on", "2019-03-05", "completed_on", "trước ngày bắt đầu"),
    ("trainings", "completed_on", "2019-09-30", "completed_on", "trước ngày bắt đầu"),
    ("jobs", "ended_on", "2019-12-31", "ended_on", "trước ngày bắt đầu"),
    ("methadone", "ended_on", "2020-12-31", "ended_on", "trước ngày bắt đầu"),
    ("certificates", "issued_on", "2019-03-05", "issued_on", "trước ngày bắt đầu đợt cai nghiện (06/03/2019)"),
    ("transfers", "moved_on", "2019-02-28", "moved_on", "trước ngày đầu tiên của hồ sơ (01/03/2019)"),
    ("transfers", "subject", "aftercare", "subject_ref", "bảng aftercare không có mã này"),
    ("transfers", "subject", "person", "subject", "episode"),
    ("transfers", "to_unit_code", "99998", "to_unit_code", "không đơn vị nào mang mã này"),
    ("sessions", "attendance", "1", "attendance", "nêu tên 2 người"),
    ("sessions", "point_ref", "D9", "point_ref", "bảng points không có mã này"),
    ("session_attendees", "person_ref", "P9", "person_ref", "bảng persons không có mã này"),
    ("jobs", "employer_ref", "C9", "employer_ref", "bảng employers không có mã này"),
    ("persons", "sex", "nam", "sex", "male (Nam), female (Nữ)"),
    ("loans", "amount_vnd", "-1", "amount_vnd", "nhỏ hơn 0"),
    ("sessions", "attendance", "-1", "attendance", "nhỏ hơn 0"),
    ("teams", "decision_number", "x" * 61, "decision_number", "60 ký tự"),
    ("officer_trainings", "staff_ref", "S9", "staff_ref", "bảng staff không có mã này"),
    ("officer_trainings", "completed_on", "2027-01-01", "completed_on", "trong tương lai"),
    ("listings", "status", "suspect", "status", "user (Người sử dụng trái phép chất ma túy), addict"),
    ("listings", "unit_code", "99999", "unit_code", "không đơn vị nào mang mã này"),
    ("listings", "removed_on", "2019-01-14", "removed_on", "trước ngày bắt đầu listed_on"),
    ("listings", "listed_on", "", "listed_on", "thiếu giá trị bắt buộc"),
    ("determinations", "result", "", "result", "thiếu giá trị bắt buộc"),
    ("determinations", "determined_on", "10-01-2019", "determined_on", "không phải ngày có thật"),
    ("aftercare", "ended_on", "2019-09-19", "ended_on", "trước ngày bắt đầu starts_on"),
    ("aftercare", "term_months", "-1", "term_months", "nhỏ hơn 0"),
    ("aftercare", "outcome", "abandoned", "outcome", "completed (Chấp hành xong)"),
    ("aftercare_reviews", "aftercare_ref", "A9", "aftercare_ref", "bảng aftercare không có mã này"),
    ("aftercare_reviews", "drug_test", "maybe", "drug_test", "negative (Âm tính)"),
    ("evaluations", "law_violation", "maybe", "law_violation", "yes hoặc no"),
    ("evaluations", "cohort", "", "cohort", "thiếu giá trị bắt buộc"),
    ("evaluations", "reason_not_evaluated", "away", "reason_not_evaluated", "absent (Vắng mặt tại nơi cư trú)"),
    ("evaluations", "returned_on", "2027-01-01", "returned_on", "trong tương lai"),
    ("clubs", "closed_on", "2019-05-31", "closed_on", "trước ngày bắt đầu established_on"),
    ("club_members", "to_on", "2019-09-30", "to_on", "trước ngày bắt đầu from_on"),
    ("club_members", "club_ref", "H9", "club_ref", "bảng clubs không có mã này"),
    ("events", "participants", "-1", "participants", "nhỏ hơn 0"),
    ("events", "participants", "", "participants", "thiếu giá trị bắt buộc"),
    ("events", "level", "village", "level", "commune (Cấp xã)"),
    ("materials", "quantity", "-5", "quantity", "nhỏ hơn 0"),
    ("materials", "quantity", "1.500", "quantity", "không phải số nguyên"),
    ("directives", "number", "", "number", "thiếu giá trị bắt buộc"),
    ("directives", "level", "", "level", "thiếu giá trị bắt buộc"),
    ("budget", "amount_vnd", "-1", "amount_vnd", "nhỏ hơn 0"),
    ("budget", "source", "province", "source", "central (Ngân sách Trung ương)"),
    ("models", "ended_on", "2019-01-31", "ended_on", "trước ngày bắt đầu started_on"),
    ("models", "unit_code", "99997", "unit_code", "không đơn vị nào mang mã này"),
]


@pytest.mark.parametrize("table", dict.fromkeys(case[0] for case in WRONG))
def test_a_wrong_cell_is_refused_by_sheet_row_column_and_value(session, tmp_path, table):
    for _, column, value, reported, said in (case for case in WRONG if case[0] == table):
        tables = world()
        changed = tables[table][0][column]
        tables[table][0][column] = value
        report = send_tables(session, tmp_path / "data", tables)
        [own] = [error for error in report.errors if not error.follows]
        shown = value if reported == column else tables[table][0][reported]
        assert (own.sheet, own.row, own.column, own.value) == (table, 2, reported, shown), (column, value, changed)
        assert said in own.message
        assert str(own).startswith(f"{table}:2:{reported}: '{shown}' — ")
        assert not report.stored
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_the_whole_world_is_right(session, tmp_path):
    report = send_tables(session, tmp_path / "data", world())
    assert report.errors == []
    assert {count.table for count in report.tables} == set(TABLES)
    assert all(count.read == count.new > 0 for count in report.tables)


def test_an_end_before_registration_is_refused_when_the_episode_never_started(session, tmp_path):
    tables = {name: rows for name, rows in world().items() if name in ("persons", "episodes")}
    tables["episodes"][0].update(started_on="", ended_on="2019-02-28")
    report = send_tables(session, tmp_path / "data", tables)
    assert [(error.column, error.value) for error in report.errors] == [("ended_on", "2019-02-28")]
    assert "registered_on" in report.errors[0].message


def test_a_certificate_needs_an_episode_that_has_started(session, tmp_path):
    tables = {name: rows for name, rows in world().items() if name in ("persons", "episodes", "certificates")}
    tables["episodes"][0].update(started_on="", ended_on="", outcome="")
    report = send_tables(session, tmp_path / "data", tables)
    assert [(error.sheet, error.column) for error in report.errors] == [("certificates", "issued_on")]
    assert "started_on" in report.errors[0].message


def test_all_wrong_rows_are_reported_and_rows_that_refer_to_them_too(session, tmp_path):
    tables = world()
    tables["persons"][0].update(sex="x", birth_date="y")
    tables["staff"][0]["sector"] = "army"
    report = send_tables(session, tmp_path / "data", tables)
    where = {(error.sheet, error.row, error.column) for error in report.errors}
    assert {("persons", 2, "sex"), ("persons", 2, "birth_date"), ("staff", 2, "sector")} <= where
    assert {("episodes", 2, "person_ref"), ("phases", 2, "episode_ref"), ("sessions", 2, "staff_ref")} <= where
    assert tally(report, "persons") == (2, 1, 0, 0, 1)
    assert tally(report, "methadone") == (1, 1, 0, 0, 0)


def test_a_key_twice_in_a_file_is_a_duplicate(session, tmp_path):
    tables = world()
    for name in tables:
        tables[name].append(dict(tables[name][0]))
    report = send_tables(session, tmp_path / "data", tables)
    assert {error.sheet for error in report.errors} == set(TABLES)
    assert all(error.row == len(tables[error.sheet]) + 1 for error in report.errors)
    assert all("dòng 2" in error.message or error.sheet == "session_attendees" for error in report.errors)
    [twice] = [error for error in report.errors if error.sheet == "transfers"]
    assert "trong một ngày" in twice.message


def test_a_key_in_two_files_of_a_run_is_a_duplicate(session, tmp_path):
    path = tmp_path / "communes"
    folder(path / "a", {"staff": world()["staff"]})
    folder(path / "b", {"staff": world()["staff"]})
    report = send(session, path)
    assert [(error.sheet, error.row) for error in report.errors] == [("b/staff", 2)]
    assert "a/staff dòng 2" in report.errors[0].message


def test_a_key_twice_is_found_again_when_the_row_is_stored_already(session, tmp_path):
    send_tables(session, tmp_path / "data", world())
    tables = world()
    for name in tables:
        tables[name].append(dict(tables[name][0]))
    report = send_tables(session, tmp_path / "again", tables)
    assert {error.sheet for error in report.errors} == set(TABLES)


def test_a_key_twice_is_found_however_far_apart(session, tmp_path, monkeypatch):
    monkeypatch.setattr("casework.exchange.storing.CHUNK", 1)
    tables = world()
    for name in tables:
        tables[name].append(dict(tables[name][0]))
    first = send_tables(session, tmp_path / "new", tables)
    assert {error.sheet for error in first.errors} == set(TABLES)
    send_tables(session, tmp_path / "data", world())
    again = send_tables(session, tmp_path / "again", tables)
    assert [(error.sheet, error.row) for error in again.errors] == [(error.sheet, error.row) for error in first.errors]


def test_an_unknown_file_and_an_unknown_column_and_a_missing_one_are_refused_together(session, tmp_path):
    tables = {"people": [{"x": "1"}], "staff": [{"staff_ref": "S1", "fullname": "Lan", "sector": "health"}]}
    with pytest.raises(InvalidInput) as refused:
        send(session, folder(tmp_path / "data", tables))
    lines = str(refused.value).splitlines()
    assert [line.split("—")[0].split(";")[0] for line in lines] == [
        "people: không có bảng nào tên 'people'",
        "staff:1:fullname: 'fullname' ",
        "staff:1:full_name: '' ",
        "staff:1:unit_code: '' ",
    ]


def test_a_move_of_after_care_is_not_before_its_first_date_nor_twice_on_a_day(session, tmp_path):
    tables = world()
    tables["transfers"][1]["moved_on"] = "2019-09-14"
    [early] = send_tables(session, tmp_path / "early", tables).errors
    assert (early.sheet, early.row, early.column) == ("transfers", 3, "moved_on")
    assert "trước ngày đầu tiên của hồ sơ (15/09/2019)" in early.message
    tables["transfers"][1]["moved_on"] = "2019-09-15"
    tables["transfers"].append({**tables["transfers"][1], "to_unit_code": "30952"})
    [twice] = send_tables(session, tmp_path / "twice", tables).errors
    assert (twice.row, twice.column, twice.value) == (4, "moved_on", "2019-09-15")
    assert "hai lần chuyển của một hồ sơ trong một ngày với dòng 3" in twice.message


def test_one_wrong_kind_of_case_says_nothing_of_the_case(session, tmp_path):
    tables = world()
    tables["transfers"] = [{**tables["transfers"][1], "subject": subject} for subject in ("", "aftercare ", "case")]
    errors = send_tables(session, tmp_path / "data", tables).errors
    assert [(error.row, error.column) for error in errors] == [(2, "subject"), (4, "subject")]


@pytest.mark.parametrize("make", ["missing", "empty", "text"])
def test_what_cannot_be_read_is_refused(session, tmp_path, make):
    path = tmp_path / "data"
    if make == "empty":
        path.mkdir()
    elif make == "text":
        path.write_text("x")
    with pytest.raises(InvalidInput):
        send(session, path)


def test_rows_that_refer_to_a_refused_row_are_told_apart_from_wrong_ones(session, tmp_path):
    tables = world()
    tables["persons"][0]["sex"] = "x"
    report = send_tables(session, tmp_path / "data", tables)
    assert [(error.sheet, error.column) for error in report.errors if not error.follows] == [("persons", "sex")]
    assert {error.column for error in report.errors if error.follows} == {
        "person_ref", "episode_ref", "aftercare_ref", "subject_ref",
    }  # fmt: skip
