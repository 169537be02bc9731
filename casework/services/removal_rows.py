"""The rows of a removed record: which go with it, what still needs it, and how they come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from casework.errors import Conflict
from casework.records.db import Base, new_ref
from casework.services.merge_rows import Image, Rewriting, plain_row, put_back
from casework.services.removal_absences import LEADS_TO, LINE, bring_absence_in, take_out_absence
from casework.services.removal_monitoring import require_place, take_out_monitoring

PARTS: dict[str, frozenset[str]] = {
    "person": frozenset(("residence", "duplicate_pair")),
    "episode": frozenset(
        ("act", "attachment", "phase", "certificate", "episode_transfer", "episode_custody", "violation")
    ),
    "aftercare": frozenset(("act", "attachment", "aftercare_review", "aftercare_transfer", "aftercare_custody")),
    "proceeding": frozenset(("act", "attachment")),
    "consultation_session": frozenset(("session_attendee",)),
    "team": frozenset(("team_member",)),
    "point": frozenset(("point_staff",)),
}
"""What belongs to a record and goes with it; any other row that points at it keeps it where it is."""
IN_OFFICE = {"team_member": "thành viên đang tham gia", "point_staff": "cán bộ đang được phân công"}
"""Parts that keep their record where it is as long as their last day (`to_on`) has not been recorded."""
KEEPS_ITS_ROW = "person"
"""The trail names people by the number of their row: it must never come to mean somebody else, so it is emptied."""
NOBODY = 0
"""To whom the emptied row of a person leads."""
GONE_OR_TAKEN = (
    "Chưa khôi phục được: hồ sơ chứa bản ghi này đã bị gỡ, hoặc đã có bản ghi khác thay vào chỗ đó."
    " Hãy khôi phục hồ sơ chứa nó, hoặc gỡ bản ghi thay thế trước."
)
NAMES = {
    "aftercare": "lần quản lý sau cai nghiện",
    "attachment": "tệp đính kèm",
    "club_member": "thành viên câu lạc bộ",
    "consultation_session": "buổi tư vấn",
    "determination": "lần xác định tình trạng nghiện",
    "episode": "đợt cai nghiện",
    "evaluation": "lần đánh giá",
    "hotline_call": "cuộc gọi đường dây nóng",
    "job": "việc làm",
    "listing": "dòng danh sách quản lý",
    "loan": "khoản vay",
    "methadone": "lần điều trị thay thế",
    "officer_training": "lần tập huấn",
    "person_merge": "lần gộp hồ sơ",
    "point_staff": "lần phân công ở điểm tư vấn",
    "proceeding": "thủ tục kèm theo",
    "removal": "bản ghi đã gỡ",
    "role_assignment": "tài khoản được giao làm việc ở đó",
    "session_attendee": "lần dự buổi tư vấn",
    "team_activity": "hoạt động của tổ",
    "team_member": "lần tham gia tổ công tác",
    "training": "lượt đào tạo nghề",
}


def take_out(connection: Connection, table_name: str, row_id: int) -> list[Image]:
    """Take a row and its parts out of their tables.

    :param table_name: or “absence”, which is a line within its after-care, named by the act that recorded it; or
        “monitoring”, an act that recorded a paper
    :returns: each row as it was, parts first
    :raises Conflict: something that is no part of it points at it; says all of it
    """
    apart = {"absence": take_out_absence, "monitoring": take_out_monitoring}.get(table_name)
    images = apart(connection, row_id) if apart else _taken_out(connection, table_name, row_id)
    return [{LEADS_TO: _codes_of(connection, image), **image} for image in images]


def _taken_out(connection: Connection, table_name: str, row_id: int) -> list[Image]:
    table = Base.metadata.tables[table_name]
    rewriting = Rewriting(connection)
    parts = PARTS.get(table_name, frozenset())
    standing: list[str] = []
    leaving: dict[tuple[str, tuple[Any, ...]], tuple[Table, dict[str, Any]]] = {}
    for other, column in _pointing_at(table_name):
        rows = connection.execute(select(other).where(other.c[column] == row_id)).mappings().all()
        keeps = rows if other.name not in parts else [row for row in rows if _in_office(other, row)]
        if keeps and not (table_name == KEEPS_ITS_ROW and other.name == "removal"):
            standing.append(f"{len(keeps)} {(NAMES if other.name not in parts else IN_OFFICE)[other.name]}")
        for row in rows:
            key = {part.name: row[part.name] for part in other.primary_key}
            leaving[other.name, tuple(key.values())] = other, key
    standing += _made_by(connection, table_name, row_id)
    if standing:
        what = ", ".join(standing)
        raise Conflict(f"Chưa gỡ được: còn {what} dựa vào bản ghi này. Hãy gỡ hoặc sửa những thứ đó trước.")
    for (name, _key), (other, key) in leaving.items():
        if name in parts:
            rewriting.remove(other, key)
    if table_name == KEEPS_ITS_ROW:
        rewriting.change(table, {"id": row_id}, _emptied())
    else:
        rewriting.remove(table, {"id": row_id})
    return rewriting.images


def _made_by(connection: Connection, table_name: str, row_id: int) -> list[str]:
    """The periods for which an obligation had reports drafted: they name it by its code, not by a foreign key."""
    if table_name != "unit_obligation":
        return []
    duty = Base.metadata.tables["report_duty"]
    made = select(func.count()).select_from(duty).where(duty.c.obligation == f"unit-{row_id}")
    number = connection.execute(made).scalar_one()
    return [f"{number} kỳ báo cáo đã lập"] if number else []


def _in_office(other: Table, row: RowMapping) -> bool:
    return other.name in IN_OFFICE and row["to_on"] is None


def _emptied() -> dict[str, Any]:
    """A person's row that says nothing any more and is found by nothing."""
    words = ("ethnicity", "national_id_sealed", "national_id_index", "birth_on", "birth_year", "address", "phone")
    nothing = dict.fromkeys((*words, "unit_on"))
    return {"ref": new_ref("P"), "full_name": "", "name_folded": "", **nothing, "merged_into_id": NOBODY}


def bring_in(connection: Connection, images: list[Image]) -> list[Image]:
    """Put the rows where they were, what they belong to before its parts.

    :returns: the images as they are now: a number that somebody else took meanwhile is a new one
    :raises Conflict: what they belonged to is gone, or another record has taken their place
    """
    present = _as_of_today(connection, images)
    _find_again(connection, present)
    for image in present:
        require_place(connection, image)
    try:
        with connection.begin_nested():
            for image in reversed(present):
                table = Base.metadata.tables[image["table"]]
                if LINE in image["before"]:
                    bring_absence_in(connection, image)
                elif image["after"] is None and _taken(connection, table, image):
                    _insert_anew(connection, table, image, present)
                else:
                    put_back(connection, [image])
    except IntegrityError as error:
        raise Conflict(GONE_OR_TAKEN) from error
    return present


def _codes_of(connection: Connection, image: Image) -> dict[str, list[str]]:
    """What a row hangs on, by the codes that never mean anything else; people are followed by their numbers."""
    found: dict[str, list[str]] = {}
    for column in Base.metadata.tables[image["table"]].columns:
        value = image["before"].get(column.name)
        for key in column.foreign_keys:
            target = key.column.table
            if value is not None and "ref" in target.c and target.name != KEEPS_ITS_ROW:
                code = connection.execute(select(target.c.ref).where(target.c.id == value)).scalar()
                if code is not None:
                    # None: it is leaving in the same breath, and comes back in the same breath.
                    found[column.name] = [target.name, code]
    return found


def _find_again(connection: Connection, images: list[Image]) -> None:
    """Let each row point at what it hung on, under the number that has now.

    :raises Conflict: that was taken out itself and is not back
    """
    for image in images:
        for column, (name, code) in image.get(LEADS_TO, {}).items():
            target = Base.metadata.tables[name]
            row_id = connection.execute(select(target.c.id).where(target.c.ref == code)).scalar()
            if row_id is None:
                raise Conflict(GONE_OR_TAKEN)
            image["before"][column] = row_id
            if column in image["key"]:
                image["key"][column] = row_id


def _pointing_at(table_name: str) -> Iterator[tuple[Table, str]]:
    for other in Base.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table.name == table_name for key in column.foreign_keys):
                yield other, column.name


def _taken(connection: Connection, table: Table, image: Image) -> bool:
    if list(image["key"]) != ["id"]:
        return False
    return connection.execute(select(table.c.id).where(table.c.id == image["key"]["id"])).first() is not None


def _insert_anew(connection: Connection, table: Table, image: Image, images: list[Image]) -> None:
    """SQLite gives the highest number again once its row is gone: then this row takes a new one, its parts with it."""
    old_id = image["key"]["id"]
    values = plain_row(table, image["before"]) or {}
    if connection.dialect.name == "sqlite":
        values["id"] = (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    else:
        del values["id"]
    new_id = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    image["before"]["id"] = image["key"]["id"] = new_id
    for each in images:
        _repoint(each, table.name, {old_id: new_id})


def _as_of_today(connection: Connection, images: list[Image]) -> list[Image]:
    """Copies of the images that name people as they are named now: a record may have been merged since."""
    copies = [{**each, "key": dict(each["key"]), "before": dict(each["before"])} for each in images]
    own = {each["key"]["id"] for each in copies if each["table"] == KEEPS_ITS_ROW}
    person = Base.metadata.tables["person"]
    query = select(person.c.id, person.c.merged_into_id).where(person.c.merged_into_id.is_not(None))
    named = {
        value
        for each in copies
        for name, value in each["before"].items()
        if _points_at(Base.metadata.tables[each["table"]], name, "person")
    }
    query = query.where(person.c.id.in_(named - own - {None}))
    merged = {row.id: row.merged_into_id for row in connection.execute(query)}
    for each in copies:
        _repoint(each, "person", merged)
    return copies


def _repoint(image: Image, to_table: str, numbers: dict[int, Any]) -> None:
    table = Base.metadata.tables[image["table"]]
    for values in (image["before"], image["key"]):
        for name, value in list(values.items()):
            if _points_at(table, name, to_table) and value in numbers:
                values[name] = numbers[value]


def _points_at(table: Table, column: str, to_table: str) -> bool:
    return column in table.c and any(key.column.table.name == to_table for key in table.c[column].foreign_keys)
