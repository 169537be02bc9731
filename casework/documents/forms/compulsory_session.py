"""Papers before a decision on compulsory rehabilitation in the community: proposal, submission (đề nghị, tờ trình)."""

from __future__ import annotations

from casework.documents.blocks import Block, Closing, Field, Fields, Signature
from casework.documents.facts import EpisodeFacts, Office, Sheet
from casework.documents.form import PaperForm, Subject
from casework.documents.passages import (
    addressed,
    closing,
    grounds,
    guardian_fields,
    head,
    person_fields,
    relatives,
    sentence,
    shown,
    titled,
    whole_title,
)

PROPOSAL_KIND, SUBMISSION_KIND = "compulsory-proposal", "session-submission"


def _propose(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue = sheet.issue
    return (
        head(issue),
        whole_title(issue),
        addressed(f"Tổ công tác cai nghiện ma túy {issue.commune}"),
        *grounds(issue.citation),
        sentence(f"{issue.agency} đề nghị áp dụng biện pháp cai nghiện bắt buộc tại cộng đồng đối với:"),
        Fields((*person_fields(sheet.whom), *relatives(sheet.whom))),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Lý do (không tự giác khai báo, không tự nguyện đăng ký cai nghiện)"),
                Field("Tài liệu xác định người này nghiện ma túy (số, ngày, nơi lập)"),
                Field("Các biện pháp đang áp dụng đối với người này, nếu có"),
                Field("Hồ sơ kèm theo", "Bản lý lịch; biên bản, tài liệu xác định tình trạng nghiện ma túy"),
            )
        ),
        closing(issue, "Như trên"),
    )


def _submit(sheet: Sheet[EpisodeFacts]) -> tuple[Block, ...]:
    issue, case, held = sheet.issue, sheet.facts, sheet.facts.hearing
    votes = (
        f"{held.votes_for} đồng ý, {held.votes_against} không đồng ý" if held and held.votes_for is not None else None
    )
    return (
        head(issue),
        titled(issue, "Tờ trình"),
        addressed(f"Chủ tịch {issue.committee}"),
        *grounds(issue.citation),
        sentence("Tổ công tác cai nghiện ma túy đã họp xét duyệt hồ sơ và trình Chủ tịch xem xét, quyết định đối với:"),
        Fields(person_fields(sheet.whom)),
        *guardian_fields(sheet.whom),
        Fields(
            (
                Field("Ngày nhận hồ sơ của Công an cấp xã", shown(case.proposed_on)),
                Field("Ngày họp xét duyệt", shown(held.held_on if held else None)),
                Field("Kết quả biểu quyết", votes),
                Field("Đề nghị của Tổ công tác"),
                Field("Thời hạn cai nghiện đề nghị"),
                Field("Hồ sơ kèm theo", "Biên bản họp xét duyệt và hồ sơ của Công an cấp xã"),
            )
        ),
        Closing(("- Như trên;", "- Lưu: VT, hồ sơ."), Signature(("TỔ TRƯỞNG",))),
    )


PROPOSAL = PaperForm(
    kind=PROPOSAL_KIND,
    name="Văn bản đề nghị cai nghiện bắt buộc tại cộng đồng",
    subject=Subject.EPISODE,
    titles=(("orders", "compulsory_proposal"),),
    issuer=("compulsory", "proposal_authority"),
    symbol="ĐN",
    ready=lambda facts: facts.compulsory,
    build=_propose,
)
SUBMISSION = PaperForm(
    kind=SUBMISSION_KIND,
    name="Tờ trình của Tổ trưởng Tổ công tác",
    subject=Subject.EPISODE,
    titles=(("orders", "session_submission"),),
    issuer=Office.COMMITTEE,
    symbol="TTr",
    ready=lambda facts: facts.hearing is not None,
    build=_submit,
)
