"""Corrections as the file tells them (đã sửa … từ … thành … vì …), read from the trail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casework.access.trail import Tag
from casework.i18n import format_number
from casework.law.vocabulary import Term
from casework.records.trail import TrailEntry
from casework.services.correction_fields import LABELS as OF_EPISODES
from casework.services.person_timelines_subjects import SUBJECTS, Subject

_BOOK = Tag.BOOK_SAVED.tag
_UNNAMED = Subject("", {})

LABELS: dict[str, str] = OF_EPISODES | {
    "full_name": "Họ và tên",
    "birth_on": "Ngày sinh",
    "birth_year": "Năm sinh",
    "sex": "Giới tính",
    "ethnicity": "Dân tộc",
    "national_id": "Số định danh",
    "address": "Địa chỉ",
    "phone": "Điện thoại",
    "unit": "Nơi cư trú",
    "unit_id": "Đơn vị",
    "kind": "Loại",
    "completed_on": "Ngày hoàn thành",
    "reported_on": "Ngày trình báo",
    "dossier_on": "Ngày lập hồ sơ",
    "handed_over_on": "Ngày giao quyết định",
    "starts_on": "Ngày bắt đầu quản lý",
    "certified_on": "Ngày cấp giấy",
    "certificate_number": "Số giấy",
    "held_on": "Ngày",
    "drug_test": "Kết quả xét nghiệm",
    "note": "Ghi chú",
}
"""Vietnamese words for what a correction names."""


NOTHING: tuple[Any, ...] = (None, "", [])


def changes_in_words(entry: TrailEntry) -> Iterator[tuple[str, str]]:
    """What was corrected, and from what to what and why; nothing where nothing was there before."""
    changes: Any = entry.keys.get("changes") or {}
    if not isinstance(changes, dict):
        return
    subject = subject_of(entry)
    name = f"nhận xét ngày {changes['review'][0]}" if "review" in changes else subject.name
    reason = entry.keys.get("reason") or ""
    for key, values in changes.items():
        if not isinstance(values, list) or key == "review" or (len(values) == 2 and values[0] in NOTHING):
            continue
        label = changes.get("words") or subject.labels.get(key) or LABELS.get(key, key)
        words = f"{name}: {label}" if name else label
        between = " thành ".join(value_in_words(each, subject.terms.get(key)) for each in values)
        between = f"từ {between}" if len(values) == 2 else "giá trị được giữ kín"
        yield f"Đã sửa {words}", f"{between}{f', vì: {reason}' if reason else ''}"


def subject_of(entry: TrailEntry) -> Subject:
    """What kind of record the entry is about."""
    return (
        SUBJECTS.get(str(entry.keys.get("kind")), _UNNAMED) if entry.tag == _BOOK else SUBJECTS.get(entry.tag, _UNNAMED)
    )


def place_of(entry: TrailEntry) -> tuple[str, str] | None:
    """Endpoint and ref of the page of the record that was corrected."""
    page = subject_of(entry).page
    return (page, str(entry.keys["ref"])) if page else None


def value_in_words(value: Any, terms: type[Term] | None) -> str:
    """What an entry kept of a value, as people write it; a dash for nothing."""
    if value in NOTHING:
        return "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return format_number(value)
    if isinstance(value, list):
        return f"{len(value)} người"
    text = str(value)
    if terms is not None and text in set(terms):
        return terms(text).term
    parts = text.split("-")
    # The trail keeps days as computers write them.
    return "/".join(reversed(parts)) if len(text) == 10 and [len(each) for each in parts] == [4, 2, 2] else text
