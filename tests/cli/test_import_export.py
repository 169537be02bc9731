"""casework import and casework export: what they print, where, and with which status."""

import re
import zipfile

from tests.exchange.files import folder, only, read_folder, world, write_csv


def test_import_prints_a_line_a_table_and_nothing_on_stderr(casework, tmp_path):
    done = casework("import", folder(tmp_path / "data", world()))
    assert (done.status, done.stderr) == (0, "")
    assert "persons 2 2 0 0 0" in done.lines
    again = casework("import", tmp_path / "data")
    assert "persons 2 0 0 2 0" in again.lines
    tables = [line for line in again.lines if re.fullmatch(r"[a-z_]+( \d+){5}", line)]
    assert len(tables) == len(world())


def test_a_refused_file_has_a_line_a_wrong_row_on_stderr_and_stores_nothing(casework, tmp_path):
    tables = only("persons", "episodes", "phases")
    tables["persons"][0]["sex"] = "x"
    tables["persons"][1]["birth_date"] = "31/02/1990"
    done = casework("import", folder(tmp_path / "data", tables))
    assert done.status == 2
    assert [line.split(" — ")[0] for line in done.complaints] == [
        "persons:2:sex: 'x'",
        "persons:3:birth_date: '31/02/1990'",
    ]
    assert {"persons 2 0 0 0 2", "episodes 1 0 0 0 1", "phases 1 0 0 0 1"} <= set(done.lines)
    assert "persons 0" in casework("export", tmp_path / "out").lines


def test_a_value_of_several_lines_is_reported_in_one(casework, tmp_path):
    tables = only("staff")
    tables["staff"][0]["sector"] = "he\nalth"
    done = casework("import", folder(tmp_path / "data", tables))
    assert [line.split(" — ")[0] for line in done.complaints] == ["staff:2:sector: 'he alth'"]


def test_skipping_bad_rows_succeeds_and_hands_them_back(casework, tmp_path):
    tables = only("persons", "episodes")
    tables["persons"][0]["sex"] = "x"
    done = casework("import", folder(tmp_path / "data", tables), "--skip-bad-rows")
    assert done.status == 0
    assert "persons 2 1 0 0 1" in done.lines
    refused = read_folder(tmp_path / "data.refused")
    assert refused["persons.csv"].splitlines()[0].endswith(",error")
    assert "E1,P1" in refused["episodes.csv"]
    mended = (tmp_path / "data.refused" / "persons.csv").read_text(encoding="utf-8-sig").replace(",x,", ",male,")
    (tmp_path / "data.refused" / "persons.csv").write_text(mended, encoding="utf-8")
    assert {"persons 1 1 0 0 0", "episodes 1 1 0 0 0"} <= set(casework("import", tmp_path / "data.refused").lines)


def test_a_dry_run_stores_nothing(casework, tmp_path):
    done = casework("import", folder(tmp_path / "data", world()), "--dry-run")
    assert (done.status, "persons 2 2 0 0 0" in done.lines) == (0, True)
    assert "0 mục" in casework("check").stdout


def test_what_cannot_be_read_is_refused_with_a_line(casework, tmp_path):
    (tmp_path / "text.xlsx").write_text("no workbook")
    for path in (tmp_path / "missing", tmp_path / "text.xlsx"):
        done = casework("import", path)
        assert (done.status, len(done.complaints), done.stdout) == (2, 1, "")


def test_an_export_goes_where_its_suffix_says_and_comes_back_unchanged(loaded, tmp_path):
    for name in ("out", "out.zip", "out.xlsx"):
        done = loaded("export", tmp_path / name)
        assert (done.status, done.stderr, "persons 2" in done.lines) == (0, "", True)
        back = loaded("import", tmp_path / name)
        assert (back.status, "persons 2 0 0 2 0" in back.lines) == (0, True)
    assert (tmp_path / "out" / "persons.csv").is_file()
    assert "persons.csv" in zipfile.ZipFile(tmp_path / "out.zip").namelist()
    assert "xl/workbook.xml" in zipfile.ZipFile(tmp_path / "out.xlsx").namelist()


def test_a_unit_is_exported_with_what_its_rows_refer_to(loaded, tmp_path):
    done = loaded("export", tmp_path / "out", "--unit", "30958@2025-07-01")
    assert {"points 1", "sessions 1", "persons 2", "staff 1", "teams 0"} <= set(done.lines)
    gone = loaded("export", tmp_path / "none", "--unit", "907")
    assert (gone.status, len(gone.complaints)) == (2, 1)


def test_an_export_that_cannot_be_written_says_so(casework, tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "below", tmp_path / "file"):
        done = casework("export", path)
        assert (done.status, len(done.complaints), done.stdout) == (2, 1, "")


def test_a_single_csv_is_a_table(casework, tmp_path):
    write_csv(tmp_path / "staff.csv", world()["staff"])
    assert "staff 1 1 0 0 0" in casework("import", tmp_path / "staff.csv").lines
