"""Pictures of numbers: bars to one scale, provinces as tiles, and numbers kept with the moment they were counted."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from casework.access.roles import Role
from casework.indicators.values import Ratio
from casework.records.unit import Unit
from casework.reports.charts import Measured, bars
from casework.reports.parts import units_below
from casework.reports.tiles import SHADES, places, shade, step
from casework.services import kept_numbers
from tests.cast import make_actor, make_episode, make_person

CELL = "/reports/compare/units?form=pl2&row=1.4&window=2026-10-01..2026-10-31"


def tiles_in(page):
    """Name and number of each tile by its row, its column and its shade."""
    found = (
        r'tile-row-(\d+) tile-column-(\d+)"><a class="tile shade-(\d)" href="([^"]+)"><span[^>]*>(.*?)</span> <b>(.*?)<'
    )
    return {each[4]: each[:4] + each[5:] for each in re.findall(found, page)}


@pytest.fixture
def nation(session):
    country = session.scalars(select(Unit).where(Unit.code == "VN")).one()
    return make_actor(session, "trung-uong", "Hồ Thị Năm", Role.SUPERVISOR, country)


def test_bars_are_to_one_scale_and_leave_room_for_their_numbers():
    rows = [
        Measured("Kỳ trước", ((50, "50"), (None, "–")), 200),
        Measured("Kỳ này", ((100, "100"), (25, "25")), 200),
        Measured("Kỳ sau", ((0, "1.000.000.000.000"), (None, "–")), None),
    ]
    drawn = bars("Số người", rows, names=("một", "hai"), goal="Chỉ tiêu")
    first, second, third = drawn.rows
    assert second.bars[0].length == 2 * first.bars[0].length == 4 * second.bars[1].length
    assert first.goal == second.goal == pytest.approx(2 * second.bars[0].length) and first.goal < 60
    assert first.bars[1].length == third.bars[0].length == 0 and third.goal is None
    share = bars("Tỷ lệ", [Measured("Xã", ((Ratio(1, 2), "50,0"),))], percent=True)
    assert share.rows[0].bars[0].length < 50 and share.goal == ""


def test_every_province_has_a_tile_of_its_own_before_the_reform_and_since(session):
    country = session.scalars(select(Unit).where(Unit.code == "VN")).one()
    for day, many in ((date(2025, 6, 30), 63), (date(2025, 7, 1), 34)):
        found = places([unit.code for unit in units_below(session, country, day)])
        assert len(found) == len({(each.row, each.column) for each in found.values()}) == many
        assert found["01"].row < found["40"].row < found["46"].row < found["79"].row
        assert found["91"].column < found["79"].column
    assert places(["01", "79"]) == {}


def test_a_shade_goes_by_round_numbers_and_nought_has_none():
    ends = {0: 1, 3: 1, 4: 1, 5: 2, 40: 10, 41: 12, 76: 20, 4000: 1000, 4001: 1200, 9527: 2500}
    assert {top: step(top) for top in ends} == ends
    assert [shade(number, 20) for number in (None, 0, 1, 20, 21, 76, 80)] == [0, 0, 1, 1, 2, 4, 4]
    assert all(step(top) * SHADES >= top for top in range(1, 3000))


def test_a_country_is_compared_on_tiles_that_open_the_numbers_of_the_provinces(client_as, session, house, nation):
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        make_episode(session, make_person(session, house.go_quao, name), registered_on=date(2026, 10, 5))
    above = client_as(nation)
    tiles = tiles_in(above.get(f"{CELL}&unit=VN").text)
    assert len(tiles) == 34 and {tile[4] for tile in tiles.values()} == {"0", "2"}
    *_place, dark, address, number = tiles["An Giang"]
    assert (dark, number) == ("2", "2") and tiles["Cà Mau"][2] == "0"
    assert "Danh sách có 2 dòng" in above.get(html.unescape(address)).text
    assert all(one <= other for one, other in pairwise(int(tile[0]) for tile in tiles.values()))
    page = client_as(house.supervisor).get(f"{CELL}&unit=91").text
    assert not tiles_in(page) and "Xã Gò Quao" in page


def test_what_takes_long_is_kept_for_ten_minutes_with_its_time_and_counted_anew_on_request(
    app, client_as, session, house, monkeypatch
):
    now = datetime(2026, 11, 10, 3, 32, tzinfo=UTC)
    monkeypatch.setattr(kept_numbers, "instant", lambda: now)
    monkeypatch.setattr(kept_numbers, "LONG", 0)
    above = client_as(house.supervisor)

    def said(address="/reports/dashboard"):
        page = above.get(address).text
        return re.search(r'/reports/pl2/rows/1\.4\?[^"]+">(\d+)<', page)[1], "tính lúc 10/11/2026 10:32" in page

    assert said() == ("0", False)
    make_episode(session, make_person(session, house.go_quao), registered_on=date(2026, 11, 2))
    now += timedelta(minutes=9)
    assert said() == ("0", True)
    again = re.search(r'href="([^"]+anew=1)"', above.get("/reports/dashboard").text)[1]
    assert said(again) == ("1", False)
    make_episode(session, make_person(session, house.go_quao), registered_on=date(2026, 11, 3))
    now += timedelta(minutes=10)
    assert said() == ("2", False)


def test_a_commune_a_fixed_day_and_what_is_counted_quickly_are_counted_each_time(house, monkeypatch):
    answers = iter(range(6))

    def twice(unit):
        return [kept_numbers.counted(unit, ("one",), lambda: next(answers)).value for _ in range(2)]

    monkeypatch.setattr(kept_numbers, "LONG", 0)
    assert twice(house.province) == [0, 1]
    monkeypatch.setattr(kept_numbers, "instant", lambda: datetime(2026, 11, 10, tzinfo=UTC))
    assert twice(house.go_quao) == [2, 3]
    monkeypatch.setattr(kept_numbers, "LONG", 60)
    assert twice(house.province) == [4, 5]
