"""Backup and restore: everything comes back, on either database; a file that is not whole replaces nothing."""

import json
import shutil
import sqlite3
import zipfile

import pytest

from tests.exchange.files import folder, world

YEAR = ("--window", "2019-01-01..2019-12-31", "--format", "csv")


@pytest.fixture
def exported(tmp_path):
    """What a database holds, as the export writes it."""

    def export(casework, name):
        target = tmp_path / name
        assert casework("export", target).status == 0
        return {path.name: path.read_bytes() for path in sorted(target.iterdir())}

    return export


@pytest.fixture
def backed_up(command, settings, tmp_path, exported):
    """A backup of an SQLite database in an instance folder of its own, and what it held; the folder is then lost."""
    assert command("import", folder(tmp_path / "world", world())).status == 0
    paper = settings / "attachments" / "ab" / "abcd"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"scan")
    file = tmp_path / "whole.backup"
    done = command("backup", file)
    assert (done.status, done.stderr) == (0, "")
    held = exported(command, "before")
    shutil.rmtree(settings)
    return file, held


@pytest.mark.postgresql
def test_everything_comes_back_into_an_empty_database_of_either_kind(backed_up, casework, settings, exported):
    file, held = backed_up
    done = casework("restore", file)
    assert (done.status, done.stderr) == (0, "")
    assert exported(casework, "after") == held
    scan = settings / "attachments" / "ab" / "abcd"
    assert scan.read_bytes() == b"scan"
    assert "abcd nằm trong kho mà không hồ sơ nào nhắc tới" in casework("check").stderr
    scan.unlink()
    assert casework("check").status == 0, "the trail was sealed with the key that came along"
    again = casework("import", folder(settings.parent / "again", world()))
    assert again.status == 0, "the ids that are free are known again"


def damaged(file, tmp_path, change):
    """A copy of a backup in which one part was changed."""
    target = tmp_path / "damaged.backup"
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(target, "w") as copy:
        for name in whole.namelist():
            content = whole.read(name)
            copy.writestr(name, change(name, content))
    return target


def an_altered_row(name, content):
    return content.replace(b"\n", b" \n", 1) if name == "tables/person.jsonl" else content


def a_newer_version(name, content):
    return json.dumps(json.loads(content) | {"revision": "9999"}) if name == "manifest.json" else content


def test_only_a_whole_backup_replaces_what_was_there_and_others_read_meanwhile(
    backed_up, command, settings, tmp_path, exported
):
    file, held = backed_up
    assert command("report", "pl2", "--unit", "VN", *YEAR).status == 0
    with sqlite3.connect(settings / "casework.db") as reader:
        for change, said in ((an_altered_row, "bị hỏng"), (a_newer_version, "nâng cấp")):
            done = command("restore", damaged(file, tmp_path, change))
            assert (done.status, len(done.complaints)) == (2, 1)
            assert said in done.stderr
        assert reader.execute("SELECT count(*) FROM person").fetchone() == (0,)
        assert command("restore", file).status == 0
        assert reader.execute("SELECT count(*) FROM person").fetchone()[0] > 0
    assert exported(command, "after") == held


def test_what_is_no_backup_is_one_clear_line(command, tmp_path):
    (tmp_path / "x").write_text("hello")
    for path in (tmp_path / "x", tmp_path / "nothing"):
        done = command("restore", path)
        assert (done.status, len(done.complaints)) == (2, 1)
    done = command("backup", tmp_path / "no" / "such" / "folder")
    assert (done.status, len(done.complaints)) == (2, 1)
