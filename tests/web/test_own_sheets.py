"""A commune's own sheet in its own words: people by name and birth, units and books by name, pasted cells."""

import io
import re
from datetime import date

import openpyxl
import pytest
from sqlalchemy import func, select

from casework.access.sealing import blind_index, seal
from casework.exchange.loading import import_path
from casework.records.club import Club
from casework.records.consultation import Attendee, ConsultationSession
from casework.records.duplicate import DuplicatePair
from casework.records.person import Person
from casework.records.support import Employer, Job, Loan, Training
from casework.records.team import Staff
from tests.cast import make_person
from tests.conftest import TODAY
from tests.web.test_imports import everything, ref_of, run, saved, send, tally

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def client(client_as, house):
    return client_as(house.officer)


def sheet_of(headings, *rows):
    book = openpyxl.Workbook()
    book.active.title = "Sổ"
    for row in (headings, *rows):
        book.active.append(row)
    return saved(book)


def proposed(page):
    """Table and column → place, as the page proposes them."""
    table = re.search(r'name="table" value="(\w+)"', page)[1]
    sheet = re.search(r'name="sheet" value="([^"]+)"', page)[1]
    row = re.search(r'name="row" value="(\d+)"', page)[1]
    selects = re.findall(r'name="column-(\w+)"[^>]*>(.*?)</select>', page, re.S)
    chosen = {key: found[1] for key, options in selects if (found := re.search(r'value="(\d+)" selected', options))}
    return {"table": table, "sheet": sheet, "row": row} | {f"column-{key}": place for key, place in chosen.items()}


def matched(client, answer, **columns):
    """The ref of a sheet that was sent, its columns matched as proposed but for those given."""
    ref = ref_of(answer)
    if "/preview" not in answer.location:
        form = proposed(client.get(answer.location).text) | columns
        saved_as = client.post(f"/imports/uploads/{ref}", data=form)
        assert saved_as.status_code == 303, saved_as.text
    return ref


def preview(client, ref):
    return client.get(f"/imports/uploads/{ref}/preview").text


def count(session, record):
    session.rollback()
    return session.scalar(select(func.count()).select_from(record))


@pytest.fixture
def tam(session, house):
    person = make_person(session, house.go_quao, "Trần Văn Tám", birth_on=date(1988, 5, 6), ref="P-TAM", address="Ấp 3")
    session.commit()
    return person


TRAINED = ["Họ tên học viên", "Năm sinh", "Nghề học", "Ngày bắt đầu", "Nhà nước hỗ trợ"]


def test_a_sheet_that_names_people_by_name_and_year_finds_them_and_again_changes_nothing(client, session, house, tam):
    content = sheet_of(
        TRAINED,
        ["Trần Văn Tám", 1988, "Sửa xe", "5/3/24", "x"],
        ["tran van tam", "06/05/1988", "Điện", date(2024, 4, 1), None],
    )
    ref = matched(client, send(client, content))
    page = preview(client, ref)
    assert tally(page) == (2, 0, 0, 0)
    assert "2 dòng tìm được người theo họ tên và ngày, năm sinh" in page
    assert run(client, ref).status_code == 303
    session.rollback()
    made = session.scalars(select(Training).order_by(Training.started_on)).all()
    assert [(row.person_id, row.started_on, row.state_supported) for row in made] == [
        (tam.id, date(2024, 3, 5), True),
        (tam.id, date(2024, 4, 1), False),
    ]
    # The same rows in other words are the same records.
    again = sheet_of(
        TRAINED,
        ["TRẦN VĂN TÁM", 1988, "sửa xe", "05/03/2024", "có"],
        ["Trần Văn Tám", 1988, "Điện", "1.4.2024", "không"],
    )
    assert tally(preview(client, matched(client, send(client, again))))[:2] == (0, 1)


def test_whoever_is_not_known_for_certain_is_refused_with_the_choices_and_nobody_is_made(client, session, house, tam):
    make_person(session, house.go_quao, "Lê Thị Hoa", birth_on=date(1990, 1, 2), ref="P-HOA1", address="Ấp 1")
    make_person(session, house.go_quao, "Lê Thị Hoa", birth_on=date(1990, 8, 9), ref="P-HOA2", address="Ấp 2")
    make_person(session, house.dinh_hoa, "Người Xã Bên", birth_on=date(1980, 1, 1), ref="P-BEN")
    session.commit()
    headings = [*TRAINED, "Thôn ấp", "Số CCCD"]
    rows = [
        ["Lê Thị Hoa", 1990, "May", "01/02/2024", "có", None, None],
        ["Lê Thị Hoa", 1990, "May", "01/02/2024", "có", "ấp 2", None],
        ["Trần Văn Tám", None, "May", "01/02/2024", "có", None, None],
        ["Trần Văn Tâm", 1988, "May", "01/02/2024", "có", None, None],
        ["Người Xã Bên", 1980, "May", "01/02/2024", "có", None, None],
        ["Trần Văn Tám", 1999, "May", "01/02/2024", "có", None, None],
        [None, None, "May", "01/02/2024", "có", None, None],
    ]
    ref = matched(client, send(client, sheet_of(headings, *rows)))
    page = preview(client, ref)
    assert tally(page) == (1, 0, 0, 6)
    assert "có 2 người cùng họ tên và năm sinh" in page and "P-HOA1: Lê Thị Hoa, 02/01/1990, Ấp 1" in page
    assert "chỉ có họ tên thì chưa đủ" in page and "không có ai tên và sinh như vậy" in page
    assert "P-BEN" not in page
    assert run(client, ref, "good").status_code == 303
    assert session.scalars(select(Training)).one().person.ref == "P-HOA2"
    assert count(session, Person) == 4
    back = openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/uploads/{ref}/marked.xlsx").data))["Sổ"]
    assert [(cell.row, cell.column) for row in back.rows for cell in row if cell.comment] == [
        (2, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1),
    ]  # fmt: skip


def test_a_national_id_finds_its_holder_and_nobody_of_another_name(client, session, house, tam):
    tam.national_id_index, tam.national_id_sealed = blind_index("091088000001"), seal("091088000001")
    session.commit()
    headings = [*TRAINED, "CCCD"]
    rows = [
        ["Trần Văn Tám", None, "May", "01/02/2024", "có", "091 088 000 001"],
        [None, None, "Hàn", "01/02/2024", "có", 91088000001],
        ["Nguyễn Thị Khác", 1970, "Mộc", "01/02/2024", "có", "091088000001"],
        ["Trần Văn Tám", 1988, "Nề", "01/02/2024", "có", "091088000002"],
    ]
    page = preview(client, matched(client, send(client, sheet_of(headings, *rows))))
    assert tally(page) == (2, 0, 0, 2)
    assert "số 091088000001 là của P-TAM: Trần Văn Tám" in page and "2 dòng tìm được người theo số định danh" in page


def test_a_person_on_file_is_not_made_again_and_whoever_resembles_somebody_waits_in_the_queue(
    client, session, house, tam
):
    headings = ["Họ và tên", "Ngày sinh", "Giới tính", "Điện thoại"]
    content = sheet_of(headings, ["Trần Văn Tám", "06/05/1988", "Nam", "0901"], ["Trần Văn Tám", 1988, "nam", "0902"])
    ref = matched(client, send(client, content))
    page = preview(client, ref)
    assert tally(page) == (1, 1, 0, 0) and "1 dòng giống người đã có hồ sơ nhưng chưa chắc chắn" in page
    address = run(client, ref).location
    assert count(session, Person) == 2 and count(session, DuplicatePair) == 1
    assert "có thể đã có hồ sơ" in client.get(address).text
    assert tally(preview(client, matched(client, send(client, content)))) == (0, 0, 2, 0)


def test_units_and_books_are_named_by_name(client, session, house, tam):
    session.add_all([Staff(full_name="Đỗ Thị Mai", sector="health", unit=house.go_quao, ref="CB-1")])
    session.add(Employer(name="Công ty Hải Sản", unit=house.go_quao, ref="DN-1"))
    session.add(Club(name="CLB Niềm Tin", unit=house.go_quao, established_on=date(2025, 8, 1), ref="CLB-1"))
    session.commit()
    headings = [
        "Họ tên",
        "Năm sinh",
        "Tên xã",
        "Ngày bắt đầu",
        "Nơi làm việc",
        "Có thu nhập",
        "Được hỗ trợ tạo việc làm",
    ]
    rows = [
        ["Trần Văn Tám", 1988, "xa go quao", "01/08/2025", "công ty hải sản", "x", None],
        ["Trần Văn Tám", 1988, "TT. Gò Quao", "01/08/2024", None, "x", "x"],
        ["Trần Văn Tám", 1988, "Xã Gò Quao", "01/09/2024", None, "x", None],
        ["Trần Văn Tám", 1988, "Định Hòa", "02/08/2025", None, "x", None],
        ["Trần Văn Tám", 1988, "Gò Quao", "03/08/2025", "Công ty Khác Hẳn", "x", None],
    ]  # fmt: skip
    ref = matched(client, send(client, sheet_of(headings, *rows)))
    page = preview(client, ref)
    assert tally(page) == (2, 0, 0, 3)
    assert "không phải tên đơn vị vào ngày 01/09/2024: Xã Gò Quao (30952) từ 01/07/2025" in page
    assert "không có đơn vị nào tên này trong phạm vi của bạn" in page
    assert "đang có: DN-1 (Công ty Hải Sản)" in page
    run(client, ref, "good")
    session.rollback()
    jobs = session.scalars(select(Job).order_by(Job.started_on)).all()
    assert [(job.unit_id, job.employer and job.employer.ref, job.supported) for job in jobs] == [
        (house.old_town.id, None, True),
        (house.go_quao.id, "DN-1", False),
    ]


BOOK = ["Ngày tư vấn", "Điểm tư vấn", "Hình thức", "Nội dung", "Họ tên người được tư vấn", "Năm sinh"]


def test_a_book_of_consultations_is_sessions_and_who_came(client, session, house, tam, tmp_path):
    make_person(session, house.go_quao, "Thị Nga", birth_on=date(1991, 1, 1), ref="P-NGA")
    session.commit()
    before = everything(session, tmp_path / "before")
    point = "điểm tư vấn xã Gò Quao"
    content = sheet_of(
        BOOK,
        ["05/03/2026", point, "Nhóm", "Tác hại", "Trần Văn Tám", 1988],
        ["05/03/2026", point, "nhóm", "Tác hại", "Thị Nga", 1991],
        ["06/03/2026", point, "Cá nhân", "Việc làm", "Thị Nga", 1991],
        ["06/03/2026", point, "Cá nhân", "Việc làm", "Trần Văn Tám", 1988],
    )
    ref = matched(client, send(client, content))
    assert tally(preview(client, ref)) == (7, 0, 0, 0)
    address = run(client, ref).location
    session.rollback()
    held = session.scalars(select(ConsultationSession).order_by(ConsultationSession.held_on)).all()
    assert [(one.kind, one.attendance) for one in held] == [("group", 2), ("individual", 1), ("individual", 1)]
    assert count(session, Attendee) == 4
    assert tally(preview(client, matched(client, send(client, content)))) == (0, 0, 7, 0)
    assert client.post(f"{address}/undo").status_code == 303
    assert everything(session, tmp_path / "after") == before


def paste(client, text):
    return client.post("/imports/paste", data={"cells": text}, content_type="multipart/form-data")


LENT = "Họ tên\tNăm sinh\tNgày vay\tSố tiền vay\tNgười vay\tMục đích vay\t\t\r\n"


def test_cells_pasted_from_a_spreadsheet_go_the_way_of_a_file(client, session, tam):
    rows = 'Trần Văn Tám\t1988\t5/3/2024\t50.000.000\tHộ gia đình\t"Chăn nuôi ""bò""\r\nvà trồng lúa"\t\t\r\n'
    rows += "Trần Văn Tám\t1988\t6/3/2024\t12,5\tBản thân\tMua xe\t\t\r\n"
    ref = matched(client, paste(client, LENT + rows))
    page = preview(client, ref)
    assert tally(page) == (1, 0, 0, 1) and "không phải số đồng chẵn" in page
    address = run(client, ref, "good").location.split("?")[0]
    session.rollback()
    loan = session.scalars(select(Loan)).one()
    assert (loan.amount_vnd, loan.borrower, loan.purpose) == (50_000_000, "household", 'Chăn nuôi "bò" và trồng lúa')
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/uploads/{ref}/marked.xlsx").data)).active
    assert sheet["D3"].comment is not None and sheet.max_column == 6
    assert client.post(f"{address}/undo").status_code == 303
    assert count(session, Loan) == 0


def test_pasted_rows_without_headings_are_matched_by_their_cells(client, session, tam):
    answer = paste(client, "Trần Văn Tám\t1988\tHàn\t05/03/2024\tcó\n")
    page = client.get(answer.location).text
    assert "A: Trần Văn Tám" in page and 'name="row" value="0"' in page
    places = {"who_name": "0", "who_birth": "1", "trade": "2", "started_on": "3", "state_supported": "4"}
    ref = matched(client, answer, table="trainings", **{f"column-{key}": place for key, place in places.items()})
    assert tally(preview(client, ref)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("text", "said"), [("", "Hãy chép các ô"), (" \t \n", "Hãy chép các ô"), ("a\t" * 500_001, "hơn 1.000.000 ký tự")]
)
def test_a_paste_that_cannot_be_taken_says_what_to_do(client, text, said):
    answer = paste(client, text)
    assert answer.status_code == 400 and said in answer.text


def test_the_exchange_format_itself_takes_none_of_this(client, session, house, tam, tmp_path):
    """What the pages read for an officer, the command line and the API refuse to the letter."""
    loose = {
        "training_ref": "T-1", "person_ref": "Trần Văn Tám 1988", "unit_code": "Xã Gò Quao", "started_on": "5/3/24",
        "trade": "May", "state_supported": "x",
    }  # fmt: skip
    book = openpyxl.Workbook()
    book.active.title = "trainings"
    book.active.append(list(loose))
    book.active.append(list(loose.values()))
    path = tmp_path / "so.xlsx"
    path.write_bytes(saved(book))
    report = import_path(session, house.officer, path, today=TODAY, dry_run=True)
    assert {error.column for error in report.errors} == {"person_ref", "unit_code", "started_on", "state_supported"}
    # The same workbook on the page: in the shape of the template, in an officer's words.
    page = preview(client, ref_of(send(client, path.read_bytes())))
    assert "không phải tên đơn vị vào ngày 05/03/2024" in page and tally(page) == (0, 0, 0, 1)
    assert page.count("<strong>dòng 2") == 1


def test_the_template_is_filled_in_with_names_and_from_its_own_lists(client, session, house, tam):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/imports/template.xlsx?table=trainings").data))
    sheet = book["trainings"]
    offered = {str(each.sqref).split(":")[0]: each for each in sheet.data_validations.dataValidation}
    place = re.fullmatch(r"'Hướng dẫn'!(.*)", offered["H2"].formula1)[1].replace("$", "")
    [[yes], [no]] = book["Hướng dẫn"][place]
    assert (yes.value, no.value) == ("có", "không") and "Ví dụ: có" in offered["H2"].prompt
    sheet.append([None, "Trần Văn Tám 1988", "Xã Gò Quao", "05/08/2025", "May", None, None, yes.value])
    sheet.append(["DT-2", "P-TAM", "30952", "06/08/2025", "Hàn", None, None, "no", "ngoài cột"])
    ref = ref_of(send(client, saved(book)))
    page = preview(client, ref)
    assert tally(page) == (1, 0, 0, 1) and "ô nằm ngoài các cột có tiêu đề" in page
    run(client, ref, "good")
    session.rollback()
    assert session.scalars(select(Training)).one().person_id == tam.id


def hiding(row):
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(TRAINED, ["Trần Văn Tám", 1988, "May", "01/02/2024", "có"])))
    book.active.row_dimensions[row].hidden = True
    return saved(book)


def test_hidden_rows_are_read_and_said(client, tam):
    page = preview(client, matched(client, send(client, hiding(2))))
    assert tally(page) == (1, 0, 0, 0) and "1 dòng đang bị ẩn" in page


def test_a_formula_that_nobody_worked_out_is_no_empty_cell(client):
    answer = send(client, sheet_of(TRAINED, ["Trần Văn Tám", "=1900+88", "May", "01/02/2024", "có"]))
    assert answer.status_code == 400 and "công thức chưa có kết quả: Sổ (1 ô)" in answer.text


def test_headings_of_two_merged_rows_are_read_together(client, tam):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH HỌC NGHỀ NĂM 2024"])
    sheet.append(["Họ tên", "Năm sinh", "Nghề học", "Thời gian học", None, "Nhà nước hỗ trợ"])
    sheet.append([None, None, None, "Ngày bắt đầu", "Ngày hoàn thành", None])
    sheet.append(["Trần Văn Tám", 1988, "May", "32/13/2024", "5/6/24", "x"])
    page = preview(client, matched(client, send(client, saved(book))))
    assert tally(page) == (0, 0, 0, 1)
    assert "dòng 4, Ngày bắt đầu</strong>: “32/13/2024” không phải ngày có thật" in page
    assert "05/06/2024" in page


def test_a_list_as_it_is_printed_is_read_without_its_frame(client, session):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["UBND XÃ GÒ QUAO", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [],
        ["DANH SÁCH NGƯỜI NGHIỆN MA TÚY CÓ HỒ SƠ QUẢN LÝ"],
        ["STT", "Họ và tên", "Ngày, tháng, năm sinh", "Giới tính", "Nơi thường trú/tạm trú", "Số điện thoại"],
        [1, 2, 3, 4, 5, 6],
        ["I", "Ấp Một"],
        [1, "Lê Văn Một", "1/2/1990", "Nam", "Ấp 1", 912000111],
        [2, "Lê Văn Hai", "1990", "Nam", "Ấp 1", "0912 000 112"],
        [],
        [3, "Lê Văn Ba", date(1991, 3, 4), "nam", "Ấp 1", None],
        [4, "Lê Thị Tư", 33000, "nữ", "Ấp 1", None],
        [5, "Lê Thị Năm", "khoảng 1993", "nữ", "Ấp 1", None],
        [None, "Tổng cộng: 5 người"],
        [None, "Người lập biểu", None, None, "TM. ỦY BAN NHÂN DÂN"],
        [None, "Đỗ Thị Mai", None, None, "Nguyễn Văn Ký"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:F3")
    sheet.merge_cells("B6:F6")
    ref = matched(client, send(client, saved(book)))
    page = preview(client, ref)
    assert tally(page) == (4, 0, 0, 1) and "“khoảng 1993”" in page
    assert "Không đọc 4 dòng cộng, dòng nhóm hoặc phần ký (dòng 6, 13, 14, 15)" in page
    run(client, ref, "good")
    people = session.execute(select(Person.birth_on, Person.birth_year, Person.phone).order_by(Person.id)).all()
    assert people == [
        (date(1990, 2, 1), 1990, "0912000111"),
        (None, 1990, "0912 000 112"),
        (date(1991, 3, 4), 1991, None),
        (date(1990, 5, 7), 1990, None),
    ]


def test_a_workbook_without_anything_in_it_is_refused(client):
    answer = send(client, saved(openpyxl.Workbook()))
    assert answer.status_code == 400 and "không có trang nào có dữ liệu" in answer.text


def test_headings_by_sex_over_a_row_of_numbers_give_birth_and_sex(client, session, house):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["DANH SÁCH NGƯỜI NGHIỆN MA TÚY"],
        ["TT", "Họ và tên", "Năm sinh", None, "Nơi cư trú"],
        [None, None, "Nam", "Nữ", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, "Lê Văn Một", 1990, None, "Ấp 1"],
        [2, "Lê Thị Hai", None, "5/6/1991", "Ấp 2"],
        [3, "Lê Thị Ba", 1980, 1981, "Ấp 3"],
        [4, "Lê Thị Bốn", None, "x", "Ấp 4"],
    ):
        sheet.append(row)
    sheet.merge_cells("C2:D2")
    ref = matched(client, send(client, saved(book)))
    page = preview(client, ref)
    assert tally(page) == (3, 0, 0, 1)
    assert "“1980 / 1981” ghi ở cả cột nam và cột nữ" in page
    assert run(client, ref, "good").status_code == 303
    people = session.execute(select(Person.full_name, Person.sex, Person.birth_year).order_by(Person.id)).all()
    assert people == [("Lê Văn Một", "male", 1990), ("Lê Thị Hai", "female", 1991), ("Lê Thị Bốn", "female", None)]
    assert set(session.scalars(select(Person.address))) == {"Ấp 1", "Ấp 2", "Ấp 4"}
    back = openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/uploads/{ref}/marked.xlsx").data)).active
    assert {(cell.row, cell.column) for row in back.rows for cell in row if cell.comment} == {(7, 3)}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["TT", "Họ tên", "Ngày, tháng, năm sinh", None, "Quê quán", "Chỗ ở hiện nay"], [None, None, "Nam", "Nữ"]),
        (["TT", "HỌ VÀ TÊN", "NĂM SINH", None, "DÂN TỘC", "NƠI CƯ TRÚ"], ["", "", "NAM", "NỮ", "", ""]),
        (
            ["TT", "Họ và tên", "Năm sinh/giới tính", None, "Số CCCD", "Nơi thường trú/tạm trú"],
            [None, None, "Nam", "Nữ"],
        ),
        (["TT", "Họ và tên", "Nam", "Nữ", "Ghi chú", "Nơi ở hiện nay"], ["A", "B", 1, 2, 3, 4]),
    ],
)
def test_headings_by_sex_are_known_however_they_are_put(client, above, below):
    answer = send(client, sheet_of(above, below, [1, "Lê Văn Một", 1990, None, None, "Ấp 1"]))
    form = proposed(client.get(answer.location).text)
    assert (form["table"], form["column-birth_male"], form["column-birth_female"]) == ("persons", "2", "3")
    assert form["column-address"] == "5" and "column-birth_date" not in form and "column-sex" not in form
    assert tally(preview(client, matched(client, answer))) == (1, 0, 0, 0)


def test_the_column_of_one_sex_alone_says_nothing_of_the_other(client):
    answer = send(client, sheet_of(["TT", "Họ và tên", "Năm sinh: Nam"], [1, "Lê Văn Một", 1990]))
    form = proposed(client.get(f"{answer.location}?table=persons").text)
    saved_as = client.post(f"/imports/uploads/{ref_of(answer)}", data=form)
    assert saved_as.status_code == 400 and "Hãy ghép các cột bắt buộc: “Giới tính”" in saved_as.text


def test_a_sex_that_is_ticked_goes_with_a_birth_of_its_own_column(client, session, house):
    headings = ["Họ và tên", "Ngày sinh", "Nam", "Nữ"]
    rows = ["Lê Văn Một", "02/03/1990", "x", None], ["Lê Thị Hai", 1991, None, "X"]
    assert run(client, matched(client, send(client, sheet_of(headings, *rows)))).status_code == 303
    people = session.execute(select(Person.sex, Person.birth_on, Person.birth_year).order_by(Person.id)).all()
    assert people == [("male", date(1990, 3, 2), 1990), ("female", None, 1991)]
