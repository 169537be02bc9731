"""Sheets for every form, as a short, a long and an awkward case would fill them."""

from __future__ import annotations

from datetime import date

from casework.documents.blocks import Document, Signature
from casework.documents.facts import (
    AftercareFacts,
    EpisodeFacts,
    Issue,
    LoanFacts,
    MemberLine,
    Office,
    OrderFacts,
    PersonFacts,
    PhaseLine,
    RegisterFacts,
    SessionFacts,
    Sheet,
    TeamFacts,
    TrainingFacts,
    ViolationLine,
)
from casework.documents.form import AnyForm, Subject, mark_of, office_of
from casework.documents.hearing import Hearing
from casework.documents.proceeding_facts import DeterminationFacts, DossierFacts
from casework.errors import NotInForce
from casework.law.dated import parameter

ALPHABET = "Ắ Ằ Ẳ Ẵ Ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ý ỷ ỹ ỵ đ Đ"
"""Letters that fonts without complete Vietnamese lack."""

POLICE = ("KT. TRƯỞNG CÔNG AN XÃ", "PHÓ TRƯỞNG CÔNG AN XÃ")
CHAIR = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
HEADS = {
    Office.POLICE: ("Công an xã Gò Quao", "Công an tỉnh An Giang", POLICE, "CAX"),
    Office.COMMITTEE: ("Ủy ban nhân dân xã Gò Quao", None, CHAIR, "UBND"),
    Office.DISTRICT: ("Ủy ban nhân dân huyện Gò Quao", None, CHAIR, "UBND"),
}
ADDRESS = f"https://casework.example.vn/check/{'q7Xw' * 5}Zk.{'Bn4_yT' * 7}e"
"""As long as the addresses of codes are."""
SEATS = (("Cán bộ Lao động - Thương binh và Xã hội", True), ("Trưởng Công an cấp xã", True), ("Trưởng thôn", False))
PEOPLE = {
    "short": PersonFacts("Lê An", "04/05/1990", "Nam", "Kinh", "091090001234", "Ấp 1, Xã Gò Quao", "0912345678"),
    "long": PersonFacts(
        "Đặng Nguyễn Thị Huỳnh Phương Thùy Trang Anh Khuê",
        "31/12/1985",
        "Nữ",
        "Khmer",
        "091085009999",
        "Số nhà 1234/56/78 đường Nguyễn Thị Minh Khai nối dài, khu dân cư Vĩnh Phước, ấp Thạnh Hòa Đông 2, " + ALPHABET,
        None,
    ),
    "awkward": PersonFacts('Danh <b>Út</b> & "Con" #x[*]', "2011", "Nam", None, None, None, None, minor=True),
}


def document(form: AnyForm, case: str, on: date | None = date(2026, 9, 5)) -> Document:
    """A form filled in for a case."""
    facts, day = FACTS[form.subject](case), on or date(2026, 9, 5)
    title, office = form.title(facts, day), _office(form, day)
    agency, parent, signed, letters = HEADS[office]
    series = f"/{form.symbol}-{letters}" if form.symbol else None
    issue = Issue(
        kind=form.kind,
        title=title.text,
        form_number=title.form_number,
        citation=title.citation,
        authority="",
        number=None if case == "awkward" or series is None else f"05{series}",
        pattern=series,
        on=None if case == "awkward" else on,
        office=office,
        agency=agency,
        parent=parent,
        place="Gò Quao",
        signature=Signature(signed, "Phạm Quốc Bảo"),
        check_address=ADDRESS if form.certified else None,
        marks=(mark_of(title),),
    )
    person = None if form.subject in (Subject.TEAM, Subject.SESSION, Subject.UNIT) else PEOPLE[case]
    return Document(title.text, form.build(Sheet(issue, facts, person)), issue.marks, landscape=form.landscape)


def _office(form: AnyForm, day: date) -> Office:
    if isinstance(form.issuer, Office):
        return form.issuer
    try:
        return office_of(parameter(*form.issuer).on(day).text)
    except NotInForce:
        return Office.COMMITTEE


def _many(case: str, some: int) -> int:
    return {"short": 1, "long": some, "awkward": 0}[case]


def _known(case: str, day: date) -> date | None:
    return None if case == "awkward" else day


def _episode(case: str) -> EpisodeFacts:
    return EpisodeFacts(
        ref="E-1",
        form="Cai nghiện ma túy tự nguyện tại gia đình",
        place="tại gia đình",
        compulsory=False,
        title_choice=0,
        registered_on=date(2026, 8, 3),
        declared_by="Bản thân" if case == "short" else "Người giám hộ",
        declarer=PEOPLE[case].name if case == "short" else None,
        decided_on=_known(case, date(2026, 8, 4)),
        decision_number=None if case == "awkward" else "123/QĐ-CAX",
        term_months=None if case == "awkward" else 24,
        started_on=_known(case, date(2026, 8, 4)),
        ends_on=_known(case, date(2028, 8, 4)),
        ended_on=None,
        outcome=None,
        phases=tuple(PhaseLine(f"Giai đoạn {n}", date(2026, 8, 4), None) for n in range(_many(case, 6))),
        officer=None if case == "awkward" else "Trần Thị Lan",
        certificate_number="12/GXN-CAX",
        certificate_on=_known(case, date(2026, 9, 5)),
        violations=tuple(ViolationLine("Vi phạm khác", date(2026, 9, 1), "Nhắc nhở") for n in range(_many(case, 6))),
        part="2026-09-01" if case == "long" else "",
        hearing=None if case == "awkward" else Hearing(date(2026, 8, 9), SEATS, 4, 4, is_tie=case == "long"),
        proposed_on=_known(case, date(2026, 8, 6)),
        orders=_orders(
            case,
            "clock-restart",
            "continuation-decision",
            *(f"compulsory-{each}" for each in ("postponement", "exemption")),
            *(f"rehabilitation-{each}" for each in ("interruption", "resumption")),
        ),
    )


def _aftercare(case: str) -> AftercareFacts:
    return AftercareFacts(
        ref="A-1",
        starts_on=_known(case, date(2026, 8, 4)),
        decided_on=_known(case, date(2026, 8, 1)),
        decision_number=None if case == "awkward" else "31/QĐ-UBND",
        term_months=None if case == "awkward" else 12,
        ends_on=_known(case, date(2027, 8, 4)),
        ended_on=_known(case, date(2027, 8, 4)),
        outcome=None if case == "awkward" else "Chấp hành xong",
        officer=None,
        moved_on=_known(case, date(2026, 10, 1)),
        moved_to="Xã Định Hòa",
        orders=_orders(
            case,
            *(f"aftercare-{each}" for each in ("suspension", "resumption", "reduction", "exemption")),
            *(f"monitoring-{each}" for each in ("decided", "paused", "exempted", "violated", "ended")),
        ),
    )


def _orders(case: str, *kinds: str) -> dict[str, OrderFacts]:
    """Decisions of the case: none where nothing is on record, one of the new law in the long one."""
    if case == "awkward":
        return {}
    made = OrderFacts(
        date(2026, 9, 1),
        "Ốm nặng phải điều trị",
        3,
        "Lũ lụt làm chia cắt đường đi nhiều ngày. " * 4 if case == "long" else None,
        since="05/08/2026",
        off_list=case == "long",
    )
    return dict.fromkeys(kinds, made)


def _team(case: str) -> TeamFacts:
    member = MemberLine("Trần Thị Lan", "Thành viên", "Y tế", date(2026, 7, 15), None)
    members, number = (member,) * _many(case, 8), None if case == "awkward" else "45/QĐ-UBND"
    return TeamFacts("T-1", date(2026, 7, 15), number, members, date(2026, 9, 5))


def _session(case: str) -> SessionFacts:
    people = tuple(PEOPLE["awkward"].name for _ in range(_many(case, 8)))
    return SessionFacts("B-1", "Điểm tư vấn", "Trạm y tế", date(2026, 9, 1), "Nhóm", None, None, 12, people)


def _training(case: str) -> TrainingFacts:
    return TrainingFacts("N-1", date(2026, 8, 10), None, "Sửa xe" if case == "short" else None, None, True)


def _loan(case: str) -> LoanFacts:
    listed = "Có tên trong danh sách do Công an cấp xã lập, Ủy ban nhân dân cấp xã xác nhận"
    asked = (listed, None), ("Từ đủ 12 tuổi", "Có")
    return LoanFacts("L-1", "45.000.000", "Hộ gia đình", None, 60, "Nuôi cá", asked if case == "long" else ())


def _dossier(case: str) -> DossierFacts:
    wanted = tuple((f"Tài liệu {n}: {PEOPLE['long'].residence}", n % 2 == 0) for n in range(_many(case, 8)))
    return DossierFacts(
        ref="H-1",
        is_minor=case == "awkward",
        ground=None if case == "awkward" else "Tự ý chấm dứt cai nghiện tự nguyện",
        detected_on=_known(case, date(2026, 8, 25)),
        last_act_on=_known(case, date(2026, 8, 24)),
        stable_residence=case != "long",
        wanted=wanted,
        reader=None if case == "awkward" else "Tòa án nhân dân khu vực",
        reading_days=3,
        reading_until=_known(case, date(2026, 9, 1)),
        placed_on=_known(case, date(2026, 8, 26)),
    )


def _determination(case: str) -> DeterminationFacts:
    return DeterminationFacts("X-1", case != "awkward", _known(case, date(2026, 8, 25)), case == "long", case == "long")


def _register(case: str) -> RegisterFacts:
    headings = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Nơi cư trú", "Số quyết định", "Kết quả")
    row = ("1", PEOPLE[case].name, "1990", "Nam", PEOPLE["long"].residence or "", "05/QĐ-UBND", "")
    return RegisterFacts("Xã Gò Quao", date(2026, 1, 1), date(2026, 9, 5), headings, (row,) * _many(case, 5))


FACTS = {
    Subject.EPISODE: _episode,
    Subject.AFTERCARE: _aftercare,
    Subject.TEAM: _team,
    Subject.SESSION: _session,
    Subject.TRAINING: _training,
    Subject.LOAN: _loan,
    Subject.DOSSIER: _dossier,
    Subject.DETERMINATION: _determination,
    Subject.UNIT: _register,
}
