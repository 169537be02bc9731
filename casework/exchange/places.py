"""Which row of the files named which stored record: eight bytes a record, whatever the size of the country."""

from __future__ import annotations

from array import array

Place = tuple[int, int]
"""A source by its number in the run, and a row in it."""


class Places:
    """For one table: the place that named each id in this run, so that a key twice in a run is found."""

    def __init__(self, next_id: int) -> None:
        self.first_new = next_id
        self._rows = array("q", bytes(8 * next_id))

    def add(self, place: Place) -> int:
        """The next free id, for a record that this place makes."""
        self._rows.append(self._packed(place))
        return len(self._rows) - 1

    def mark(self, record_id: int, place: Place) -> None:
        """Note that this place names a record stored before."""
        self._rows[record_id] = self._packed(place)

    def of(self, record_id: int) -> Place | None:
        """The place that named the record in this run; none when no row did."""
        packed = self._rows[record_id] if record_id < len(self._rows) else 0
        return divmod(packed, 2**32) if packed else None

    @property
    def new_ids(self) -> range:
        """The ids given in this run."""
        return range(self.first_new, len(self._rows))

    @staticmethod
    def _packed(place: Place) -> int:
        return place[0] * 2**32 + place[1]
