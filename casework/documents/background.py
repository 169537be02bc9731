"""The background of a person (lý lịch, tóm tắt lý lịch): the same questions in every file that asks for it.

Nguồn: Mẫu số 33 Phụ lục V Nghị định 163/2026/NĐ-CP; Mẫu số 30 Phụ lục II Nghị định 116/2021/NĐ-CP; Mẫu số 03 Nghị định
109/2021/NĐ-CP.
"""

from __future__ import annotations

from typing import Any

from casework.documents.blocks import Block, Field, Fields, Heading
from casework.documents.facts import Sheet
from casework.documents.passages import guardian_fields, head, person_fields, signers, whole_title

FAMILY = (
    "Cha (họ tên, năm sinh, nghề nghiệp, nơi cư trú)",
    "Mẹ (họ tên, năm sinh, nghề nghiệp, nơi cư trú)",
    "Vợ hoặc chồng, con (họ tên, năm sinh, nghề nghiệp, nơi cư trú)",
    "Anh, chị, em ruột (họ tên, năm sinh, nơi cư trú)",
)
PAST = (
    "Tiền án (tội danh, hình phạt, ngày chấp hành xong)",
    "Tiền sự (hành vi, hình thức xử lý, ngày)",
    "Loại ma túy đã sử dụng",
    "Hình thức sử dụng",
    "Thời điểm sử dụng lần đầu",
    "Số lần đã cai nghiện tự nguyện (thời gian, địa điểm)",
    "Quyết định quản lý sau cai nghiện đã có (số, ngày, cơ quan)",
    "Số lần bị đưa vào cơ sở cai nghiện bắt buộc (quyết định, thời gian)",
    "Điều trị bằng thuốc thay thế (từ ngày, đến ngày, cơ sở)",
)


def background(sheet: Sheet[Any]) -> tuple[Block, ...]:
    """The sheet, with what is not on record left open."""
    person = sheet.whom
    known = person_fields(person)
    return (
        head(sheet.issue),
        whole_title(sheet.issue),
        Heading("I. Bản thân"),
        Fields(
            (
                known[0],
                Field("Tên gọi khác"),
                *known[1:4],
                Field("Ngày cấp, nơi cấp"),
                Field("Nơi sinh; quê quán"),
                *known[4:],
                Field("Nơi ở hiện tại"),
                Field("Tôn giáo; trình độ học vấn"),
                Field("Nghề nghiệp, nơi làm việc hoặc học tập"),
            )
        ),
        *guardian_fields(person),
        Heading("II. Gia đình"),
        Fields(tuple(Field(label) for label in FAMILY)),
        Heading("III. Tiền án, tiền sự; quá trình sử dụng ma túy và cai nghiện"),
        Fields(tuple(Field(label) for label in PAST)),
        signers("Người khai", "Người lập"),
    )
