"""The things the trail records, in the words of the people who read it."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

from casework.access.trail import Tag

WORDS = {
    Tag.ACCOUNT_CREATED: _l("Tạo tài khoản"),
    Tag.ACCOUNT_CHANGED: _l("Sửa tài khoản"),
    Tag.MAIL_ADDRESS_SET: _l("Đổi địa chỉ nhận thư tóm tắt tuần"),
    Tag.WEEKLY_MAIL_CLAIMED: _l("Gửi thư tóm tắt tuần"),
    Tag.LOGIN_SUCCEEDED: _l("Đăng nhập"),
    Tag.LOGIN_FAILED: _l("Đăng nhập không thành công"),
    Tag.ACCOUNT_LOCKED: _l("Khóa tài khoản vì nhập sai mật khẩu"),
    Tag.PASSWORD_CHANGED: _l("Đổi mật khẩu"),
    Tag.LOGGED_OUT: _l("Đăng xuất"),
    Tag.PERSON_REGISTERED: _l("Lập hồ sơ người"),
    Tag.PERSON_CHANGED: _l("Sửa hồ sơ người"),
    Tag.PERSON_VIEWED: _l("Xem hồ sơ người"),
    Tag.PERSON_UNMASKED: _l("Xem họ tên đã che"),
    Tag.PEOPLE_LISTED: _l("Xem danh sách người"),
    Tag.LIST_SAVED: _l("Lưu hoặc bỏ một danh sách"),
    Tag.PAIRS_VIEWED: _l("Xem các hồ sơ nghi trùng"),
    Tag.PAIR_DECIDED: _l("Kết luận hai hồ sơ nghi trùng"),
    Tag.PEOPLE_MERGED: _l("Gộp hồ sơ"),
    Tag.RECORD_CORRECTED: _l("Sửa bản ghi"),
    Tag.RECORD_REMOVED: _l("Gỡ bỏ bản ghi"),
    Tag.RECORD_RESTORED: _l("Khôi phục bản ghi"),
    Tag.ATTACHMENT_ADDED: _l("Thêm tệp đính kèm"),
    Tag.ATTACHMENT_VIEWED: _l("Tải tệp đính kèm"),
    Tag.ARRIVAL_ANSWERED: _l("Trả lời hồ sơ chuyển đến"),
    Tag.CASE_ALLOCATED: _l("Phân bổ hồ sơ của xã bị chia"),
    Tag.RESIDENCE_ALLOCATED: _l("Ghi nơi cư trú sau chia xã"),
    Tag.STRUCTURE_ALLOCATED: _l("Lập lại tổ, điểm, sổ của xã bị chia"),
    Tag.MERGE_UNDONE: _l("Hoàn tác gộp hồ sơ"),
    Tag.EPISODE_REGISTERED: _l("Đăng ký cai nghiện"),
    Tag.EPISODE_DECIDED: _l("Ghi quyết định"),
    Tag.EPISODE_STARTED: _l("Bắt đầu cai nghiện"),
    Tag.PHASE_RECORDED: _l("Ghi giai đoạn"),
    Tag.EPISODE_ENDED: _l("Kết thúc đợt cai nghiện"),
    Tag.COMPLETION_ISSUED: _l("Cấp giấy hoàn thành"),
    Tag.EPISODE_TRANSFERRED: _l("Chuyển nơi cư trú"),
    Tag.EPISODE_ACTED: _l("Ghi việc trong đợt cai nghiện"),
    Tag.CLOCK_RESTARTED: _l("Tính lại thời hạn do bất khả kháng"),
    Tag.LOCAL_DAY_ADDED: _l("Thêm ngày nghỉ, ngày làm bù"),
    Tag.LOCAL_DAY_DROPPED: _l("Bỏ ngày nghỉ, ngày làm bù"),
    Tag.OFFICER_ASSIGNED: _l("Phân công người theo dõi"),
    Tag.AFTERCARE_OPENED: _l("Mở hồ sơ quản lý sau cai nghiện"),
    Tag.AFTERCARE_ACT_RECORDED: _l("Ghi việc quản lý sau cai nghiện"),
    Tag.AFTERCARE_TRANSFERRED: _l("Chuyển nơi quản lý sau cai nghiện"),
    Tag.AFTERCARE_CORRECTED: _l("Sửa hồ sơ quản lý sau cai nghiện"),
    Tag.AFTERCARE_OFFICER_ASSIGNED: _l("Phân công người theo dõi sau cai nghiện"),
    Tag.STAFF_SAVED: _l("Ghi cán bộ"),
    Tag.TEAM_SAVED: _l("Ghi tổ công tác"),
    Tag.TEAM_MEMBER_SAVED: _l("Ghi thành viên tổ công tác"),
    Tag.TEAM_ACTIVITY_RECORDED: _l("Ghi hoạt động tổ công tác"),
    Tag.POINT_SAVED: _l("Ghi điểm tư vấn"),
    Tag.POINT_STAFF_SAVED: _l("Ghi cán bộ điểm tư vấn"),
    Tag.SESSION_RECORDED: _l("Ghi buổi tư vấn"),
    Tag.SESSION_CORRECTED: _l("Sửa buổi tư vấn"),
    Tag.TRAINING_SAVED: _l("Ghi đào tạo nghề"),
    Tag.JOB_SAVED: _l("Ghi việc làm"),
    Tag.EMPLOYER_SAVED: _l("Ghi doanh nghiệp"),
    Tag.LOAN_SAVED: _l("Ghi vay vốn"),
    Tag.METHADONE_SAVED: _l("Ghi điều trị thay thế"),
    Tag.BOOK_SAVED: _l("Ghi sổ"),
    Tag.PROCEEDING_OPENED: _l("Mở hồ sơ thủ tục"),
    Tag.PROCEEDING_VIEWED: _l("Xem hồ sơ thủ tục"),
    Tag.PROCEEDING_ACTED: _l("Ghi việc của thủ tục"),
    Tag.PROCEEDING_CORRECTED: _l("Bổ sung, sửa thông tin thủ tục"),
    Tag.PAPERS_VIEWED: _l("Xem danh sách giấy tờ"),
    Tag.PAPER_VIEWED: _l("Xem trước giấy tờ"),
    Tag.PAPER_NUMBERED: _l("Cấp số giấy tờ"),
    Tag.PAPER_PRINTED: _l("In giấy tờ"),
    Tag.PAPER_REPLACED: _l("Thay thế giấy tờ"),
    Tag.PAPER_WITHDRAWN: _l("Thu hồi giấy tờ"),
    Tag.PAPER_SETTING_SAVED: _l("Ghi thể thức, người ký giấy tờ"),
    Tag.REPORT_MADE: _l("Lập báo cáo"),
    Tag.REPORT_ACTED: _l("Việc với báo cáo"),
    Tag.REPORT_MEMBERS_VIEWED: _l("Mở danh sách của một số liệu"),
    Tag.IMPORT_DONE: _l("Nhập dữ liệu"),
    Tag.IMPORT_UNDONE: _l("Hoàn tác một lần nhập dữ liệu"),
    Tag.ROW_CHANGED: _l("Sửa dòng dữ liệu khi nhập"),
    Tag.EXPORT_DONE: _l("Xuất dữ liệu"),
    Tag.BACKUP_MADE: _l("Sao lưu cả hệ thống"),
    Tag.BACKUP_RESTORED: _l("Khôi phục từ bản sao lưu"),
}
KEYS = {
    "act": _l("việc"),
    "announced": _l("văn bản"),
    "acted_on": _l("ngày thực hiện"),
    "attendance": _l("số người dự"),
    "changes": _l("mục đã đổi"),
    "completed_on": _l("hoàn thành"),
    "count": _l("số dòng"),
    "day": _l("ngày"),
    "decided_on": _l("ngày quyết định"),
    "details": _l("nội dung"),
    "ended_on": _l("kết thúc"),
    "form": _l("hình thức, biểu"),
    "from_on": _l("tính lại từ ngày"),
    "held_on": _l("ngày tổ chức"),
    "issued_on": _l("ngày cấp"),
    "key": _l("khóa"),
    "kind": _l("loại"),
    "medium": _l("dạng"),
    "moved_on": _l("ngày chuyển"),
    "number": _l("số giấy"),
    "outcome": _l("kết quả"),
    "people": _l("người"),
    "phase": _l("giai đoạn"),
    "point": _l("điểm"),
    "query": _l("tìm"),
    "reason": _l("lý do"),
    "ref": _l("mã"),
    "roles": _l("vai trò"),
    "row": _l("dòng"),
    "rows": _l("số dòng"),
    "closed": _l("đóng hành chính"),
    "source": _l("nguồn"),
    "staff": _l("cán bộ"),
    "started_on": _l("bắt đầu"),
    "table": _l("bảng"),
    "tables": _l("các bảng"),
    "target": _l("nơi nhận"),
    "team": _l("tổ"),
    "to_unit": _l("đến đơn vị"),
    "unit": _l("đơn vị"),
    "until": _l("đến"),
    "username": _l("tên đăng nhập"),
    "window": _l("khoảng số liệu"),
    "wrote": _l("nội dung"),
}
_BY_TAG = {tag.tag: words for tag, words in WORDS.items()}


def words_of(tag: str) -> str:
    """What an entry's tag means; the tag itself where it has no words yet."""
    return str(_BY_TAG.get(tag, tag))


def key_words(key: str) -> str:
    """What a key of an entry means; the key itself where it has no words yet."""
    return str(KEYS.get(key, key))


def value_words(value: str) -> str:
    """The value of a key as people write it: days and windows day first."""
    return re.sub(r"\b(\d{4})-(\d\d)-(\d\d)\b", r"\3/\2/\1", value).replace("..", " – ")
