"""Phụ lục 2: statistics of rehabilitation at home and in the community, words as in the official form."""

from __future__ import annotations

from casework.indicators.catalogue import points, rehabilitation, support, teams
from casework.indicators.sources import PHU_LUC_2
from casework.law.vocabulary import Premises, Sector
from casework.reports.form import Form, Heading, Identity, Line, Variant
from casework.reports.periods import CutRule

EXISTING = "existing"
STARTED = "started"
AT_END = "at-end"

FORM = Form(
    code="pl2",
    annex="Phụ lục 2",
    title="BIỂU THỐNG KÊ SỐ LIỆU CAI NGHIỆN TẠI GIA ĐÌNH, CỘNG ĐỒNG",
    source=PHU_LUC_2,
    rule=CutRule.CALENDAR,
    rules=(CutRule.CALENDAR, CutRule.ADMINISTRATIVE),
    years_before=4,
    totals=(
        Identity(tuple((1, f"2.1.{place}") for place, _ in enumerate(Premises, start=1)), "2.1"),
        Identity(tuple((1, f"2.3.{place}") for place, _ in enumerate(Sector, start=1)), "2.3"),
    ),
    variants=(
        Variant(
            EXISTING,
            ("1.1", "2.1", "2.1.1", "2.1.2", "2.1.3"),
            "Số được thành lập: tính mọi tổ, mọi điểm đã thành lập và còn đến cuối kỳ.",
        ),
        Variant(STARTED, ("1.5", "1.5.1", "1.5.2"), "Số người được cai nghiện: chỉ tính người bắt đầu cai trong kỳ."),
        Variant(AT_END, ("6",), "Số người điều trị thay thế bằng Methadone: tính tại thời điểm cuối kỳ."),
    ),
    lines=(
        Heading("Tổ công tác cai nghiện", ordinal="1"),
        Line("1.1", teams.ESTABLISHED, variants={EXISTING: teams.EXISTING}),
        Line("1.2", teams.ACTIVE),
        Line("1.3", teams.STAFF),
        Line("1.4", rehabilitation.REGISTERED),
        Heading("Trong đó:", level=1),
        Line("1.4.1", rehabilitation.REGISTERED_COMMUNITY, level=2, mark="+ ", part_of="1.4"),
        Line("1.4.2", rehabilitation.REGISTERED_HOME, level=2, mark="+ ", part_of="1.4"),
        Line("1.5", rehabilitation.IN_REHABILITATION, variants={STARTED: rehabilitation.STARTED}),
        Heading("Trong đó:", level=1),
        Line(
            "1.5.1",
            rehabilitation.IN_REHABILITATION_COMMUNITY,
            level=2,
            mark="+ ",
            part_of="1.5",
            variants={STARTED: rehabilitation.STARTED_COMMUNITY},
        ),
        Line(
            "1.5.2",
            rehabilitation.IN_REHABILITATION_HOME,
            level=2,
            mark="+ ",
            part_of="1.5",
            variants={STARTED: rehabilitation.STARTED_HOME},
        ),
        Line("1.6", rehabilitation.CERTIFIED),
        Heading("Điểm tư vấn", ordinal="2"),
        Line("2.1", points.ESTABLISHED, variants={EXISTING: points.EXISTING}),
        *(
            Line(
                f"2.1.{place}",
                points.ESTABLISHED_BY_PREMISES[premises],
                level=2,
                mark="+ ",
                part_of="2.1",
                variants={EXISTING: points.EXISTING_BY_PREMISES[premises]},
            )
            for place, premises in enumerate(Premises, start=1)
        ),
        Line("2.2", points.ACTIVE),
        Line("2.3", points.STAFF),
        *(
            Line(f"2.3.{place}", points.STAFF_BY_SECTOR[sector], level=2, mark="+ ", part_of="2.3")
            for place, sector in enumerate(Sector, start=1)
        ),
        Line("2.4", points.CONSULTED),
        Line("3", support.TRAINED, level=0, ordinal="3", mark=""),
        Line("4", support.GIVEN_WORK, level=0, ordinal="4", mark=""),
        Line("5", support.BORROWED, level=0, ordinal="5", mark=""),
        Line("5.1", support.LENT),
        Line("6", support.ON_METHADONE, level=0, ordinal="6", mark="", variants={AT_END: support.ON_METHADONE_AT_END}),
    ),
)
