"""Files that were cut short or altered on their way: refused with a sentence, never with a stack of calls."""

import random
import zipfile

import pytest

from casework.errors import InvalidInput
from tests.exchange.files import archive, only, send, sheets, tally, workbook


def damaged(path, seed):
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(4):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
def test_a_damaged_file_is_read_or_refused(session, tmp_path, suffix):
    tables = only("staff", "persons")
    for seed in range(25):
        path = (
            archive(tmp_path / "z.zip", tables) if suffix == ".zip" else workbook(tmp_path / "w.xlsx", sheets(tables))
        )
        damaged(path, seed)
        try:
            send(session, path)
        except InvalidInput as refused:
            session.rollback()
            said = str(refused)
            assert path.name.split(".")[0] in said or ".csv" in said or ":" in said, seed


def test_a_sheet_that_breaks_off_is_named(session, tmp_path):
    whole = workbook(tmp_path / "w.xlsx", sheets(only("staff")))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "cut.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:-60] if name.endswith("sheet1.xml") else content)
    with pytest.raises(InvalidInput, match=r"cut\.xlsx: trang staff không đọc được"):
        send(session, tmp_path / "cut.xlsx")


def test_a_row_of_zeros_is_no_blank_row(session, tmp_path):
    tables = sheets(only("staff"))
    tables["staff"].extend([[0, 0, 0, 0], [None, None, None, None], ["", "", "", ""]])
    report = send(session, workbook(tmp_path / "w.xlsx", tables))
    assert tally(report, "staff") == (2, 1, 0, 0, 1)
    assert {error.row for error in report.errors} == {3}
