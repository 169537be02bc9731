"""What holds for every command: the database on first use, settings, and one clear line when it stops."""

import sqlite3

import pytest

from tests import databases

YEAR = ("--window", "2019-01-01..2019-12-31")


@pytest.fixture
def database_file(settings):
    return settings / "casework.db"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("report", "pl2", "--unit", "VN", *YEAR, "--format", "csv"),
        ("drill", "pl2", "1.1", "--unit", "VN", *YEAR),
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_database_is_made_on_first_use(command, database_file, arguments):
    assert command(*arguments).status == 0
    with sqlite3.connect(database_file) as connection:
        assert connection.execute("SELECT count(*) FROM unit").fetchone()[0] > 14_000


@pytest.mark.parametrize("arguments", [(), ("frob",), ("import",), ("import", "--frob", "x"), ("explain",)])
def test_a_command_typed_wrong_is_one_line_and_status_2(command, arguments):
    done = command(*arguments)
    assert (done.status, done.stdout, len(done.complaints)) == (2, "", 1)
    assert "--help" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("CASEWORK_DATA_KEY", "zz", 2),
        ("CASEWORK_SESSION_MINUTES", "x", 2),
        ("DATABASE_URL", "nonsense", 2),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.db", 1),
        ("DATABASE_URL", "postgresql://nobody@localhost:1/none", 1),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line(command, monkeypatch, name, value, status):
    monkeypatch.setenv(name, value)
    done = command("explain", "E1")
    assert (done.status, done.stdout, len(done.complaints)) == (status, "", 1)


def test_explain_tells_the_law_of_a_day(loaded):
    done = loaded("explain", "E1", "--at", "2019-03-05")
    assert (done.status, done.stderr) == (0, "")
    assert "Nghị định 94/2010/NĐ-CP" in done.lines[1]
    assert loaded("explain", "E1", "--at", "05/03/2019").stdout == done.stdout


@pytest.mark.parametrize("arguments", [("E9",), ("E1", "--at", "2019-02-30"), ("E1", "--at", "soon")])
def test_explain_refuses_what_it_does_not_know(loaded, arguments):
    done = loaded("explain", *arguments)
    assert (done.status, done.stdout, len(done.complaints)) == (2, "", 1)


def test_check_finds_nothing_wrong_with_what_was_imported(loaded):
    done = loaded("check")
    assert (done.status, done.stderr, len(done.lines)) == (0, "", 1)


@pytest.mark.skipif(databases.ON_POSTGRESQL, reason="somebody alters the file behind the program's back")
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE trail_entry SET actor_name = 'x' WHERE id = 1", "mục số 1"),
        ("DELETE FROM trail_entry", "phần cuối đã bị xóa"),
        ("UPDATE episode_custody SET to_on = '2019-05-31' WHERE from_on = '2019-03-01'", "đợt E1"),
        ("DELETE FROM episode_custody", "đợt E1"),
        ("UPDATE consultation_session SET attendance = 1", "B1"),
        ("UPDATE alembic_version SET version_num = '0001'", "0001"),
    ],
)
def test_check_names_what_somebody_altered(loaded, database_url, statement, named):
    with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
        connection.execute(statement)
    done = loaded("check")
    assert (done.status, done.stdout) == (1, "")
    assert named in done.stderr


def test_the_first_administrator_is_made_once(casework, monkeypatch):
    monkeypatch.setenv("CASEWORK_ADMIN_PASSWORD", "một mật khẩu rất dài 2026")
    assert casework("create-admin", "quantri").status == 0
    again = casework("create-admin", "quantri")
    assert (again.status, len(again.complaints)) == (2, 1)
    assert casework("create-admin", "khac", "--unit", "99999").status == 2
    monkeypatch.setenv("CASEWORK_ADMIN_PASSWORD", "x")
    assert casework("create-admin", "khac").status == 2
