"""Excel both ways: template, own sheets with their columns matched, preview, marked file, import, undo."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from sqlalchemy import func, select

from casework.access.scope import Scope
from casework.exchange.writer import export_path
from casework.records.aftercare import Aftercare
from casework.records.duplicate import DuplicatePair
from casework.records.episode import Episode
from casework.records.importing import ImportImage, ImportRun, ImportUpload
from casework.records.listing import Listing
from casework.records.person import Person, Residence
from casework.records.trail import TrailEntry
from tests.cast import make_episode, make_person
from tests.conftest import TODAY
from tests.exchange.files import read_folder

OWN = ["STT", "Họ tên", "Năm sinh", "Giới tính", "Số CCCD", "Địa chỉ thường trú", "Ghi chú"]


def own_sheet(people, *, title=True):
    """A commune's own workbook: a title, headings in its own words, people, a note beside them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    if title:
        sheet.append(["DANH SÁCH NGƯỜI NGHIỆN XÃ GÒ QUAO"])
        sheet.append([])
    sheet.append(OWN)
    for number, row in enumerate(people, start=1):
        sheet.append([number, *row, f"ghi chú {number}"])
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def own_table(**sheets):
    """A workbook in the format's own words: sheet → rows of a dict each."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    return saved(book)


def person(ref, name="Trần Văn Tám", code="30952", **more):
    return {"person_ref": ref, "full_name": name, "birth_date": "1988", "sex": "male", "unit_code": code, **more}


def send(client, content, name="danh-sach.xlsx"):
    return client.post("/imports", data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def ref_of(answer):
    assert answer.status_code == 303, answer.text
    return re.search(r"/uploads/([^/?]+)", answer.location)[1]


def tally(page):
    found = re.search(r"([\d.]+) dòng đọc = (\d+) mới \+ (\d+) thay đổi \+ (\d+) không đổi \+ (\d+) từ chối", page)
    read, *parts = (int(text.replace(".", "")) for text in found.groups())
    assert read == sum(parts)
    return tuple(parts)


def run(client, ref, rows="all"):
    return client.post(f"/imports/uploads/{ref}/run", data={"rows": rows})


def imported(client, content):
    """Send a file in the format's words and import it; the address of the run."""
    answer = run(client, ref_of(send(client, content)))
    assert answer.status_code == 303, answer.text
    return answer.location.split("?")[0]


def everything(session, folder):
    session.rollback()
    export_path(session, Scope.everything(reason="test"), folder, today=TODAY)
    return read_folder(folder)


@pytest.fixture
def client(client_as, house):
    return client_as(house.officer)


def test_the_template_has_every_table_or_the_one_asked_for(client):
    whole = openpyxl.load_workbook(io.BytesIO(client.get("/imports/template.xlsx").data))
    one = openpyxl.load_workbook(io.BytesIO(client.get("/imports/template.xlsx?table=aftercare").data))
    assert whole.sheetnames[0] == "Hướng dẫn" and len(whole.sheetnames) == 32
    assert one.sheetnames == ["Hướng dẫn", "aftercare"]
    assert client.get("/imports/template.xlsx?table=nobody").status_code == 404


def test_a_communes_own_sheet_is_matched_once_previewed_and_imported(client, session):
    rows = [["Trần Văn Tám", 1988, "Nam", "091088000001", "Ấp 3"], ["Thị Hoa", "05/06/1990", "Nữ", "", "Ấp 4"]]
    content = own_sheet(rows)
    ref = ref_of(send(client, content))
    page = client.get(f"/imports/uploads/{ref}").text
    selects = re.findall(r'name="column-(\w+)"[^>]*>(.*?)</select>', page, re.S)
    chosen = {key: found[1] for key, options in selects if (found := re.search(r'value="(\d+)" selected', options))}
    assert {key: OWN[int(place)] for key, place in chosen.items()} == {
        "full_name": "Họ tên", "birth_date": "Năm sinh", "sex": "Giới tính", "national_id": "Số CCCD",
        "address": "Địa chỉ thường trú",
    }  # fmt: skip
    form = {"sheet": "Danh sách", "row": "3", "table": "persons"}
    form |= {f"column-{key}": place for key, place in chosen.items()}
    answer = client.post(f"/imports/uploads/{ref}", data=form)
    assert answer.location == f"/imports/uploads/{ref}/preview"
    assert tally(client.get(answer.location).text) == (2, 0, 0, 0)
    assert session.scalar(select(func.count()).select_from(Person)) == 0
    done = run(client, ref)
    assert tally(client.get(done.location).text) == (2, 0, 0, 0)
    people = session.scalars(select(Person).order_by(Person.full_name)).all()
    assert [(one.full_name, one.sex, one.birth_year, one.unit.code, one.address) for one in people] == [
        ("Thị Hoa", "female", 1990, "30952", "Ấp 4"),
        ("Trần Văn Tám", "male", 1988, "30952", "Ấp 3"),
    ]
    # The same sheet again: matched as before, and nobody is made twice.
    again = ref_of(send(client, content))
    page = client.get(f"/imports/uploads/{again}").text
    assert "đã được ghép trước đây" in page
    client.post(f"/imports/uploads/{again}", data=form)
    assert tally(client.get(f"/imports/uploads/{again}/preview").text) == (0, 0, 2, 0)


def test_a_required_column_without_a_match_is_named(client):
    ref = ref_of(send(client, own_sheet([["An", 1988, "Nam", "", ""]])))
    answer = client.post(
        f"/imports/uploads/{ref}",
        data={"sheet": "Danh sách", "row": "3", "table": "persons", "column-full_name": "1"},
    )
    assert answer.status_code == 400
    assert "Hãy ghép các cột bắt buộc: “Giới tính”" in answer.text


def test_seven_bad_rows_of_a_thousand_are_seven_marked_cells_and_nothing_is_lost(client, session):
    bad = {4: "Nam giới", 150: "?", 333: "", 500: "x", 612: "N", 801: "2", 1000: "khác"}
    people = [[f"Trần Văn {n}", 1988, bad.get(n, "Nam"), "", f"Ấp {n}"] for n in range(1, 1001)]
    content = own_sheet(people)
    ref = ref_of(send(client, content))
    form = {"sheet": "Danh sách", "row": "3", "table": "persons"}
    form |= {"column-full_name": "1", "column-birth_date": "2", "column-sex": "3", "column-address": "5"}
    client.post(f"/imports/uploads/{ref}", data=form)
    assert tally(client.get(f"/imports/uploads/{ref}/preview").text) == (993, 0, 0, 7)
    refused = run(client, ref)
    assert refused.status_code == 400 and "Chưa nhập gì" in refused.text
    assert session.scalar(select(func.count()).select_from(Person)) == 0
    done = run(client, ref, "good")
    page = client.get(done.location).text
    assert tally(page) == (993, 0, 0, 7) and f"/imports/uploads/{ref}/marked.xlsx" in page
    assert session.scalar(select(func.count()).select_from(Person)) == 993
    sent = openpyxl.load_workbook(io.BytesIO(content))["Danh sách"]
    back = openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/uploads/{ref}/marked.xlsx").data))["Danh sách"]
    assert list(back.values) == list(sent.values)
    marked = {cell.row - 3: cell for row in back.rows for cell in row if cell.comment is not None}
    assert set(marked) == set(bad)
    assert {cell.column for cell in marked.values()} == {4}
    assert {cell.fill.start_color.rgb for cell in marked.values()} == {"00FFC7CE"}
    assert "male (Nam), female (Nữ)" in marked[4].comment.text and "bắt buộc" in marked[333].comment.text


def test_an_import_is_taken_back_exactly(client, session, house, tmp_path):
    old = make_person(session, house.go_quao, "Lê Văn Cũ", ref="CU-1", address="Ấp 9", phone="0901")
    make_episode(session, old, registered_on=date(2026, 1, 5), ref="E-CU", moves=[])
    session.commit()
    # As an import would have written it, so that only what matters is compared.
    before = everything(session, tmp_path / "before")
    content = own_table(
        persons=[
            person("CU-1", "Lê Văn Mới", national_id="091088000007", address="Ấp 1"),
            person("MOI-1", national_id="091088000008", address="Ấp 2"),
        ],
        listings=[{"person_ref": "MOI-1", "unit_code": "30952", "status": "addict", "listed_on": "2026-02-01"}],
        episodes=[
            {"episode_ref": "E-CU", "person_ref": "MOI-1", "unit_code": "30952", "registered_on": "2026-01-03",
             "form": "home"},
            {"episode_ref": "E-MOI", "person_ref": "MOI-1", "unit_code": "30952", "registered_on": "2026-02-03",
             "form": "home"},
        ],
        aftercare=[{"aftercare_ref": "A-MOI", "person_ref": "CU-1", "unit_code": "30952", "starts_on": "2026-03-01"}],
        transfers=[{"subject": "episode", "subject_ref": "E-CU", "moved_on": "2026-05-01", "to_unit_code": "30958"}],
        points=[{"point_ref": "D-MOI", "unit_code": "30952", "name": "Điểm", "premises": "other",
                 "established_on": "2026-01-01"}],
        sessions=[{"session_ref": "B-MOI", "point_ref": "D-MOI", "held_on": "2026-02-02", "kind": "group",
                   "attendance": 2}],
        session_attendees=[{"session_ref": "B-MOI", "person_ref": "MOI-1"}],
    )  # fmt: skip
    address = imported(client, content)
    assert everything(session, tmp_path / "middle") != before
    answer = client.post(f"{address}/undo")
    assert answer.status_code == 303, answer.text
    assert "Đã hoàn tác" in client.get(address).text
    assert everything(session, tmp_path / "after") == before
    episode = session.scalars(select(Episode)).one()
    assert [(row.unit_id, row.from_on) for row in episode.custody] == [(house.go_quao.id, date(2026, 1, 5))]
    [residence] = session.scalars(select(Residence))
    assert (residence.address, residence.to_on) == ("Ấp 9", None)
    assert session.scalars(select(Person.name_folded)).all() == ["le van cu"]
    assert session.scalars(select(Aftercare)).all() == session.scalars(select(Listing)).all() == []
    assert "exchange:import:undone" in session.scalars(select(TrailEntry.tag)).all()
    assert client.post(f"{address}/undo").status_code == 409


@pytest.mark.parametrize("since", ["changed", "built upon"])
def test_an_import_that_was_worked_on_is_not_taken_back_and_says_where(client, session, house, tmp_path, since):
    address = imported(client, own_table(persons=[person("MOI-1"), person("MOI-2", "Thị Hai")]))
    made = session.scalars(select(Person).where(Person.ref == "MOI-1")).one()
    if since == "changed":
        made.phone = "0999"
    else:
        make_episode(session, made, registered_on=date(2026, 5, 5))
    before = everything(session, tmp_path / "before") if session.commit() is None else {}
    answer = client.post(f"{address}/undo")
    assert answer.status_code == 409
    assert "Chưa hoàn tác được" in answer.text and "MOI-1" in answer.text and "MOI-2" not in answer.text
    assert everything(session, tmp_path / "after") == before


def test_nothing_outside_the_scope_is_made_changed_or_named(client, session, house):
    make_person(session, house.dinh_hoa, "Người Xã Bên", ref="BEN-1")
    make_episode(session, make_person(session, house.dinh_hoa, "Khác", ref="BEN-2"), ref="E-BEN")
    content = own_table(
        persons=[person("MOI-1", code="30958"), person("BEN-1", "Đổi Tên"), person("MOI-2")],
        phases=[{"episode_ref": "E-BEN", "phase": "admission", "started_on": "2026-02-02"}],
        listings=[
            {"person_ref": "BEN-2", "unit_code": "30952", "status": "user", "listed_on": "2026-02-02"},
            {"person_ref": "MOI-2", "unit_code": "30958", "status": "user", "listed_on": "2026-02-02"},
            {"person_ref": "MOI-2", "unit_code": "30952", "status": "user", "listed_on": "2026-02-02"},
        ],
    )
    ref = ref_of(send(client, content))
    page = client.get(f"/imports/uploads/{ref}/preview").text
    assert "đơn vị này ngoài phạm vi của bạn" in page
    assert "mã này là của một hồ sơ ngoài phạm vi của bạn" in page
    assert "bảng episodes không có mã này trong phạm vi của bạn" in page
    assert "bảng persons không có mã này trong phạm vi của bạn" in page
    assert "Người Xã Bên" not in page
    assert run(client, ref, "good").status_code == 303
    session.rollback()
    assert set(session.scalars(select(Person.ref))) == {"BEN-1", "BEN-2", "MOI-2"}
    assert session.scalars(select(Listing)).one().unit_id == house.go_quao.id
    assert session.scalars(select(Person.full_name).where(Person.ref == "BEN-1")).one() == "Người Xã Bên"


def test_people_who_resemble_others_are_imported_and_listed(client, session, house):
    make_person(session, house.go_quao, "Trần Văn Tâm", birth_on=date(1988, 1, 1), ref="CU-1")
    address = imported(client, own_table(persons=[person("MOI-1", "Trần Văn Tám")]))
    page = client.get(address).text
    assert "có thể đã có hồ sơ" in page and "Trần Văn Tâm" in page
    assert len(session.scalars(select(DuplicatePair)).all()) == 1
    session.rollback()
    assert client.post(f"{address}/undo").status_code == 303
    assert session.scalars(select(DuplicatePair)).all() == []


def test_changes_are_shown_before_they_are_made(client, session, house):
    make_person(session, house.go_quao, "Trần Văn Tám", birth_on=None, birth_year=1988, ref="CU-1", phone="0901")
    ref = ref_of(send(client, own_table(persons=[{**person("CU-1"), "phone": "0902"}])))
    page = client.get(f"/imports/uploads/{ref}/preview").text
    assert tally(page) == (0, 1, 0, 0)
    assert "Điện thoại: 0901 → 0902" in page


def macro_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"):
            archive.writestr(name, "<x/>")
    return stream.getvalue()


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
        for number in range(8):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 20_000_000)
    return stream.getvalue()


def archive_of(name):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"", "Tệp trống"),
        (lambda: b"\xd0\xcf\x11\xe0rest", "kiểu cũ (.xls)"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "Excel có mật khẩu"),
        (lambda: b"PK\x03\x04cut short", "Tệp hỏng"),
        (lambda: b" \r\n;;;\r\n", "không có ô nào có chữ"),
        (lambda: b"%PDF-1.4\n1 0 obj\n", "Tệp PDF không nhập được"),
        (lambda: b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table>", "lưu lại dạng .xlsx"),
        (lambda: "Trần Đơn,1990\n".replace("ầ", "â").encode("cp1258"), "lưu lại dạng .xlsx"),
        (lambda: archive_of("word/document.xml"), "Đây là tệp Word"),
        (lambda: archive_of("content.xml"), "(.ods) không nhập được"),
        (lambda: b"\x89PNG\r\n\x1a\n\x00\xff", "Không phải sổ tính"),
        (macro_workbook, "Tệp có macro"),
        (bomb, "giải nén ra quá lớn"),
        (lambda: b"x" * (10 * 1024 * 1024 + 1), "lớn hơn 10 MB"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_by_its_content(client, session, app, make, said):
    answer = send(client, make(), "danh-sach.xlsx")
    assert answer.status_code == 400 and said in answer.text
    assert session.scalars(select(ImportUpload)).all() == []
    assert list((app.config["CASEWORK"].instance / "uploads").iterdir()) == []


def test_a_text_with_semicolons_is_read_too_and_comes_back_marked(client):
    text = "Họ tên;Giới tính;Năm sinh\r\nTrần Văn Tám;Nam;1988\r\nThị Hoa;gái;1990\r\n"
    ref = ref_of(send(client, text.encode("utf-8-sig"), "danh sách.csv"))
    form = {"sheet": "du-lieu", "row": "1", "table": "persons"}
    client.post(
        f"/imports/uploads/{ref}",
        data=form | {"column-full_name": "0", "column-sex": "1", "column-birth_date": "2"},
    )
    assert tally(client.get(f"/imports/uploads/{ref}/preview").text) == (1, 0, 0, 1)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/uploads/{ref}/marked.xlsx").data)).active
    assert [cell.value for cell in sheet[3]] == ["Thị Hoa", "gái", "1990"]
    assert sheet["B3"].comment is not None


def test_the_file_is_gone_after_the_import_and_others_never_see_it(client, client_as, house, session, app):
    ref = ref_of(send(client, own_table(persons=[person("MOI-1")])))
    folder = app.config["CASEWORK"].instance / "uploads"
    assert (folder / ref / "du-lieu.xlsx").exists()
    neighbour = client_as(house.neighbour)
    assert neighbour.get(f"/imports/uploads/{ref}/preview").status_code == 404
    address = run(client, ref).location
    assert list(folder.iterdir()) == [] and session.scalars(select(ImportUpload)).all() == []
    assert neighbour.get(address).status_code == neighbour.post(f"{address}/undo").status_code == 404
    assert client_as(house.chair).get("/imports").status_code == 403


def test_a_file_that_was_thrown_away_leaves_nothing(client, session, app):
    ref = ref_of(send(client, own_table(persons=[person("MOI-1")])))
    assert client.post(f"/imports/uploads/{ref}/discard").status_code == 303
    assert list((app.config["CASEWORK"].instance / "uploads").iterdir()) == []
    assert session.scalar(select(func.count()).select_from(ImportRun)) == 0
    assert session.scalar(select(func.count()).select_from(ImportImage)) == 0
