"""casework paper and casework certificates: what they write, and one clear line for whatever is wrong."""

import csv
import io

import pytest

from tests.documents.reading import docx_words, html_words


def test_the_list_has_title_number_and_source_of_every_kind_by_date(command):
    rows = list(csv.DictReader(io.StringIO(command("paper", "--list").stdout)))
    certificate = [row for row in rows if row["kind"] == "completion-certificate"]
    assert [(row["since"], row["form_number"]) for row in certificate] == [
        ("2010-11-01", ""),
        ("2022-01-01", "26a"),
        ("2026-07-01", "28"),
    ]
    assert certificate[0]["title"].startswith("Giấy chứng nhận") and certificate[1]["title"].startswith("Giấy xác nhận")
    assert {f"so0{number}" for number in range(1, 6)} <= {row["kind"] for row in rows}
    assert all(row["citation"] for row in rows)


def test_a_paper_says_the_same_in_every_medium_and_prints_only_the_file(loaded, tmp_path):
    asked = ("paper", "rehabilitation-decision", "--ref", "E1", "--format")
    for medium in ("docx", "html", "pdf"):
        done = loaded(*asked, medium, "-o", tmp_path / f"paper.{medium}")
        assert (done.status, done.stderr) == (0, ""), medium
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    words = docx_words((tmp_path / "paper.docx").read_bytes())
    assert words == html_words((tmp_path / "paper.html").read_bytes()) and "QUYẾT" in words
    assert loaded(*asked, "html").raw.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("paper",), "Thiếu loại giấy tờ"),
        (("paper", "so01"), "Thiếu --ref"),
        (("paper", "poem", "--ref", "E1"), "Không có loại giấy tờ 'poem'"),
        (("paper", "registration", "--ref", "nobody"), "Không có hồ sơ 'nobody'"),
        (("paper", "so01", "--ref", "30952"), "30952/2026"),
        (("paper", "monthly-review", "--ref", "E1", "--part", "March"), "không phải tháng"),
        (("paper", "registration", "--ref", "E1", "--format", "gif"), "--format"),
        (("paper", "registration", "--ref", "E1", "-o", "/nowhere/x.pdf"), "/nowhere/x.pdf: không ghi được"),
        (("certificates", "--unit", "VN", "--window", "1990-01-01..1990-12-31", "-o", "x.pdf"), "Không có giấy"),
    ],
)
def test_what_is_wrong_is_one_line_and_status_2(loaded, arguments, complaint):
    done = loaded(*arguments)
    assert (done.status, done.raw, len(done.complaints)) == (2, b"", 1)
    assert complaint in done.stderr
