"""What of a commune's own sheet is about nobody, and what must stay a row though much of it is missing."""

import pytest

from casework.exchange.own_frames import about_somebody

WHOLE = ("1", "Lê Văn Một", "1990", "Nam")


def read(*lines):
    passed_over = set()
    kept = [number for number, _ in about_somebody(enumerate(lines, start=1), passed_over)]
    return kept, passed_over


@pytest.mark.parametrize(
    "line",
    [
        ("Tổng cộng: 7 người",),
        (None, "TỔNG SỐ", None, 7),
        ("Cộng", "12", "3.500.000", "3 người"),
        ("I", "Ấp Một"),
        ("B.", "Đã cai xong"),
        (None, None, "Gò Quao, ngày 5 tháng 6 năm 2026"),
        ("Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN"),
        ("(Ký, ghi rõ họ tên)",),
    ],
)
def test_sums_groups_and_signatures_are_about_nobody(line):
    assert read(WHOLE, line, WHOLE) == ([1, 3], {2})


@pytest.mark.parametrize(
    "line",
    [
        ("2", "Tống Văn Cộng"),
        (None, "Tong Van Hai", "1990"),
        ("Cộng", "Lê Văn Hai", "1990"),
        ("I", "Lê Văn Hai", "1990"),
        ("2", "Lê Văn Hai"),
        ("2", "Trần Chủ Tịch", "1990", "Nam"),
    ],
)
def test_a_row_with_mistakes_stays_a_row(line):
    assert read(WHOLE, line, WHOLE) == ([1, 2, 3], set())


def test_names_below_a_signature_go_with_it_but_none_before_a_whole_row():
    assert read(WHOLE, ("Cộng", 1), (None, "Lê Văn Hai"), WHOLE, ("TM. UBND XÃ",), ("Nguyễn Văn Ký",)) == (
        [1, 3, 4],
        {2, 5, 6},
    )
