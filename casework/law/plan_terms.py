"""The closed lists of plans (kế hoạch, chỉ tiêu) and of the hotline that one of them asks for."""

from __future__ import annotations

from casework.law.vocabulary import Term


class Comparison(Term):
    """Cách so với chỉ tiêu."""

    AT_LEAST = "at_least", "Từ (≥)"
    MORE_THAN = "more_than", "Trên (>)"
    EQUAL = "equal", "Đủ số (=)"


class HotlineTopic(Term):
    """Nội dung cuộc gọi đến đường dây nóng."""

    REHABILITATION = "rehabilitation", "Hỏi về cai nghiện"
    AFTERCARE = "aftercare", "Hỏi về quản lý sau cai, hỗ trợ"
    TREATMENT = "treatment", "Hỏi về điều trị thay thế"
    REPORT = "report", "Phản ánh, kiến nghị"
    EMERGENCY = "emergency", "Báo việc khẩn cấp"
    OTHER = "other", "Nội dung khác"
