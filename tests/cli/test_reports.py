"""casework report and casework drill: formats, windows and periods, units that nobody bears."""

import csv
import io
import json
import zipfile

import pytest

YEAR = ("--window", "2019-01-01..2019-12-31")


def columns(outcome):
    return [(column["from"], column["to"]) for column in json.loads(outcome.stdout)["columns"]]


def test_json_has_the_shape_of_the_contract(loaded):
    done = loaded("report", "pl2", "--unit", "907", "--window", "2018-01-01..2018-12-31", *YEAR)
    report = json.loads(done.stdout)
    assert (done.status, done.stderr, report["form"]) == (0, "", "pl2")
    assert report["unit"] == {"code": "907", "name": "Huyện Gò Quao"}
    assert report["columns"][1] == {"label": "2019", "from": "2019-01-01", "to": "2019-12-31"}
    rows = {row["id"]: row for row in report["rows"]}
    assert (rows["1.1"]["values"], rows["1.1"]["display"], rows["1.1"]["unit"]) == ([0, 1], ["0", "1"], "tổ")
    assert rows["2.4"]["values"] == [0, 5]


def test_csv_and_xlsx_hold_nothing_but_the_report(loaded, tmp_path):
    lines = loaded("report", "pl2", "--unit", "VN", *YEAR, "--format", "csv").lines
    assert lines[:2] == ["id,label,unit,2019-01-01..2019-12-31", "1.1,Số tổ được thành lập,tổ,1"]
    made = loaded("report", "pl2", "--unit", "VN", *YEAR, "--format", "xlsx")
    assert zipfile.is_zipfile(io.BytesIO(made.raw))
    said = loaded("report", "pl2", "--unit", "VN", *YEAR, "--format", "xlsx", "-o", tmp_path / "pl2.xlsx")
    assert (said.status, str(tmp_path / "pl2.xlsx") in said.stdout) == (0, True)
    assert zipfile.is_zipfile(tmp_path / "pl2.xlsx")


def test_a_half_year_comes_after_four_whole_years_and_a_quarter_alone(casework):
    half = columns(casework("report", "pl2", "--unit", "VN", "--period", "2020H1"))
    assert half == [*((f"{year}-01-01", f"{year}-12-31") for year in range(2016, 2020)), ("2020-01-01", "2020-06-30")]
    assert columns(casework("report", "pl2", "--unit", "VN", "--period", "2020Q3")) == [("2020-07-01", "2020-09-30")]
    assert columns(casework("report", "pl2", "--unit", "VN", "--period", "2020-02")) == [("2020-02-01", "2020-02-29")]


def test_a_code_is_read_on_its_date_or_on_the_last_day_and_zeros_come_back(casework):
    def name(unit, *windows):
        return json.loads(casework("report", "pl2", "--unit", unit, *windows).stdout)["unit"]["name"]

    assert name("30952", *YEAR) == "Thị trấn Gò Quao"
    assert name("30952", *YEAR, "--window", "2025-07-01..2025-12-31") == "Xã Gò Quao"
    assert name("30952@2025-07-01", *YEAR) == "Xã Gò Quao"
    assert name("1", *YEAR) == "Thành phố Hà Nội"


def test_a_unit_that_nobody_bears_is_refused_with_the_days_on_which_somebody_does(casework):
    done = casework("report", "pl2", "--unit", "907", "--period", "2026")
    assert (done.status, done.stdout, len(done.complaints)) == (2, "", 1)
    assert "30/06/2025" in done.stderr and "907@2025-06-30" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("pl9", "--unit", "VN", *YEAR),
        ("pl2", "--unit", "99999", *YEAR),
        ("pl2", "--unit", "VN@2019-02-30", *YEAR),
        ("pl2", "--unit", "VN"),
        ("pl2", "--unit", "VN", "--period", "2020H3"),
        ("pl2", "--unit", "VN", "--period", "2020", *YEAR),
        ("pl2", "--unit", "VN", "--window", "2019-12-31..2019-01-01"),
        ("pl2", "--unit", "VN", "--window", "2019"),
        ("pl2", "--unit", "VN", *YEAR, "--format", "txt"),
        ("pl2", "--unit", "VN", *YEAR, "-o", "/nowhere/at/all.json"),
        ("pl2", *YEAR),
        ("--wrong",),
    ],
)
def test_a_wrong_argument_is_one_line_and_status_2(casework, arguments):
    done = casework("report", *arguments)
    assert (done.status, done.stdout, len(done.complaints)) == (2, "", 1)


def test_drill_lists_refs_first(loaded, tmp_path):
    def listed(row):
        return list(csv.reader(io.StringIO(loaded("drill", "pl2", row, "--unit", "VN", *YEAR).stdout)))

    assert [(row[0]) for row in listed("1.4")] == ["person_ref", "P1"]
    assert [(row[0]) for row in listed("1.1")] == ["team_ref", "T1"]
    assert [(row[0]) for row in listed("2.4")] == ["session_ref", "B1"]
    assert [(row[0]) for row in listed("1.3")] == ["staff_ref", "S1"]
    assert [(row[0]) for row in listed("5.1")] == ["loan_ref"]
    loaded("drill", "pl2", "1.4", "--unit", "VN", *YEAR, "-o", tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_text().startswith("person_ref,")


@pytest.mark.parametrize(
    "arguments",
    [("9.9", "--unit", "VN", *YEAR), ("1.1", "--unit", "0", *YEAR), ("1.1", "--unit", "VN", *YEAR, "-o", "/nowhere/x")],
)
def test_drill_refuses_what_it_cannot_open(casework, arguments):
    done = casework("drill", "pl2", *arguments)
    assert (done.status, done.stdout, len(done.complaints)) == (2, "", 1)


def test_report_and_outline_write_papers(loaded, tmp_path):
    for form, kind, begins in (("pl2", "docx", b"PK"), ("so01", "pdf", b"%PDF"), ("so01", "docx", b"PK")):
        made = loaded("report", form, "--unit", "VN", *YEAR, "--format", kind)
        assert (made.status, made.stderr, made.raw[: len(begins)]) == (0, "", begins)
    said = loaded("outline", "pl2", "--unit", "907", *YEAR, "-o", tmp_path / "pl2.docx")
    assert (said.status, zipfile.is_zipfile(tmp_path / "pl2.docx")) == (0, True)
    assert loaded("outline", "khlt2064", "--unit", "907").raw[:2] == b"PK"


@pytest.mark.parametrize("arguments", [("so01", "--unit", "907", *YEAR), ("pl2", "--unit", "0", *YEAR), ("pl2", *YEAR)])
def test_an_outline_that_cannot_be_drafted_is_one_line_and_status_2(casework, arguments):
    done = casework("outline", *arguments)
    assert (done.status, done.stdout, len(done.complaints)) == (2, "", 1)
