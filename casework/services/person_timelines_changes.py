"""Corrections as the file tells them (đã sửa … từ … thành … vì …), read from the trail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casework.records.trail import TrailEntry
from casework.services.correction_fields import LABELS as OF_EPISODES

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
    "trade": "Nghề",
    "provider": "Nơi dạy nghề",
    "facility": "Cơ sở điều trị",
    "amount_vnd": "Số tiền",
    "disbursed_on": "Ngày giải ngân",
    "purpose": "Mục đích",
    "listed_on": "Ngày vào danh sách",
    "removed_on": "Ngày ra khỏi danh sách",
    "determined_on": "Ngày xác định",
    "result": "Kết quả",
    "substances": "Chất",
    "evaluated_on": "Ngày đánh giá",
    "status": "Tình trạng",
}
"""Vietnamese words for what a correction names."""


def changes_in_words(entry: TrailEntry) -> Iterator[tuple[str, str]]:
    """What was corrected, and from what to what and why; nothing where nothing was there before."""
    changes: Any = entry.keys.get("changes") or {}
    if not isinstance(changes, dict):
        return
    reason = entry.keys.get("reason") or ""
    for key, values in changes.items():
        if not isinstance(values, list) or (len(values) == 2 and values[0] in (None, "", [])):
            continue
        words = changes.get("words") or LABELS.get(key, key)
        between = f"từ {_shown(values[0])} thành {_shown(values[1])}" if len(values) == 2 else "giá trị được giữ kín"
        yield f"Đã sửa {words}", f"{between}{f', vì: {reason}' if reason else ''}"


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    text = str(value)
    parts = text.split("-")
    # The trail keeps days as computers write them.
    return "/".join(reversed(parts)) if len(text) == 10 and [len(each) for each in parts] == [4, 2, 2] else text
