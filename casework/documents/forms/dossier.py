"""Papers by which a dossier for a centre is sent and told of (đề nghị, thông báo về việc lập hồ sơ)."""

from __future__ import annotations

from casework.documents.blocks import Align, Block, Column, Field, Fields, Heading, Row, Table
from casework.documents.facts import Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    addressed,
    blank_rows,
    closing,
    grounds,
    guardian_fields,
    head,
    person_fields,
    relatives,
    sentence,
    shown,
    whole_title,
)
from casework.documents.proceeding_facts import DossierFacts

ROOM_FOR_PAPERS = 5
REQUEST_KIND, NOTICE_KIND = "dossier-request", "dossier-notice"


def _about(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    """Who is meant, and why."""
    case, person = sheet.facts, sheet.whom
    residence = None if case.stable_residence else "Không có nơi cư trú ổn định"
    return (
        Fields((*person_fields(person), *relatives(person))),
        *guardian_fields(person),
        Fields(
            (
                Field("Lý do lập hồ sơ đề nghị", case.ground),
                Field("Ngày phát hiện", shown(case.detected_on)),
                Field("Ngày thực hiện hành vi cuối cùng", shown(case.last_act_on)),
                *((Field("Tình trạng cư trú", residence),) if residence else ()),
            )
        ),
    )


def _request(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    rows = tuple(
        Row((str(place), name, "Có" if there else "", "")) for place, (name, there) in enumerate(case.wanted, start=1)
    )
    columns = (
        Column("STT", 0.6, Align.CENTRE),
        Column("Tài liệu", 5),
        Column("Đã có", 0.9, Align.CENTRE),
        Column("Bút lục", 1.2, Align.CENTRE),
    )
    return (
        head(issue),
        whole_title(issue),
        addressed(case.reader),
        *grounds(issue.citation),
        sentence(f"{issue.agency} đề nghị xem xét, quyết định đưa vào cơ sở cai nghiện bắt buộc đối với:"),
        *_about(sheet),
        Heading("Hồ sơ kèm theo"),
        Table("Tài liệu trong hồ sơ đề nghị", columns, rows or blank_rows(ROOM_FOR_PAPERS, 4)),
        sentence("Hồ sơ gồm …… tờ, đã đánh bút lục, lập thành …… bản."),
        closing(issue, "Như trên"),
    )


def _notice(sheet: Sheet[DossierFacts]) -> tuple[Block, ...]:
    issue, case = sheet.issue, sheet.facts
    term = None if case.reading_days is None else f"{case.reading_days:02d} ngày làm việc"
    whom = "cha, mẹ, người giám hộ của người có tên sau đây" if sheet.whom.minor else "người có tên sau đây"
    return (
        head(issue),
        whole_title(issue),
        *grounds(issue.citation),
        sentence(f"{issue.agency} thông báo cho {whom} về việc đã lập hồ sơ đề nghị:"),
        *_about(sheet),
        Heading("Quyền của người được thông báo"),
        sentence(
            "Người bị đề nghị hoặc người đại diện hợp pháp có quyền đọc hồ sơ và ghi chép các nội dung cần thiết trong "
            "thời hạn ",
            term,
            " kể từ ngày nhận được thông báo này.",
        ),
        Fields(
            (
                Field("Thời gian đọc hồ sơ đến hết ngày", shown(case.reading_until)),
                Field("Địa điểm đọc hồ sơ", None),
                Field("Kèm theo", "01 bản sao bộ hồ sơ đề nghị"),
                Field("Người nhận thông báo ký, ghi rõ họ tên, giờ, ngày nhận"),
            )
        ),
        closing(issue, "Người có tên trên hoặc người đại diện hợp pháp"),
    )


REQUEST = PaperForm(
    kind=REQUEST_KIND,
    name="Văn bản đề nghị đưa vào cơ sở cai nghiện bắt buộc",
    subject=Subject.DOSSIER,
    titles=(("dossier", "request_form"), ("dossier", "minor_request_form")),
    choose=lambda facts: int(facts.is_minor),
    issuer=("dossier", "dossier_authority"),
    symbol="ĐN",
    build=_request,
)
NOTICE = PaperForm(
    kind=NOTICE_KIND,
    name="Thông báo về việc lập hồ sơ đề nghị",
    subject=Subject.DOSSIER,
    titles=(("dossier", "notice_form"), ("dossier", "minor_notice_form")),
    choose=lambda facts: int(facts.is_minor),
    issuer=("dossier", "dossier_authority"),
    symbol="TB",
    build=_notice,
)
