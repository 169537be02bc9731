"""Every state that the tables of the digests name for a procedure is somewhere: a stage, an act, an outcome.

The lists of a commune (SM-0), users of drugs (SM-1), monitoring (SM-6), consultation points (W6) and reports (W8)
are kept in registers of their own and are no procedures here.
"""

import pytest

from casework.law.aftercare_facts import AftercareAct, AftercareOutcome
from casework.law.aftercare_stages import AftercareStage
from casework.law.compulsory_stages import CompulsoryStage
from casework.law.determination_facts import DeterminationStage
from casework.law.dossier_facts import DossierAct, DossierGround
from casework.law.dossier_stages import DossierStage
from casework.law.facts import Act
from casework.law.methadone_facts import SubstitutionAct
from casework.law.methadone_stages import SubstitutionStage
from casework.law.procedures import MEASURES
from casework.law.regimes import STATUTES
from casework.law.stages import StageCode
from casework.law.support_facts import SupportAct
from casework.law.team_facts import TeamStage
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome, Phase, Violation, ViolationStep

STATES = {
    # SM-3, đăng ký cai nghiện tự nguyện từ 01/07/2026
    "CHỜ_ĐĂNG_KÝ": StageCode.UNREGISTERED,
    "HỒ_SƠ_NỘP": StageCode.REGISTERED,
    "YÊU_CẦU_BỔ_SUNG": StageCode.RETURNED,
    "ĐÃ_VÀO_SỔ": StageCode.REGISTERED,
    "ĐÃ_TIẾP_NHẬN": StageCode.IN_PROGRESS,
    "ĐÃ_QUYẾT_ĐỊNH": StageCode.DECIDED,
    "KHÔNG_ĐĂNG_KÝ": DossierGround.NOT_REGISTERED,
    "KHÔNG_THỰC_HIỆN": Violation.NOT_CARRIED_OUT,
    "OST": SubstitutionStage.REGISTERED,
    "CƠ_SỞ_CÔNG_LẬP, CƠ_SỞ_TƯ_NHÂN": EpisodeForm.CENTRE_VOLUNTARY,
    # SM-4, cai nghiện tại gia đình, cộng đồng từ 01/07/2026
    "ĐANG_CAI": StageCode.IN_PROGRESS,
    "stage đ": Phase.REINTEGRATION,
    "CHUYỂN_NƠI_CƯ_TRÚ": Act.TRANSFER,
    "ĐANG_CAI (nơi mới)": Act.RECEIVE,
    "TẠM_NGƯNG_DO_ÁN_TÙ": StageCode.SUSPENDED,
    "CHỜ_HOÀN_THÀNH": StageCode.AWAITING_COMPLETION,
    "ĐỀ_NGHỊ_CẤP_GXN": StageCode.CERTIFICATE_PROPOSED,
    "HOÀN_THÀNH": StageCode.COMPLETED,
    "SM-8": EpisodeOutcome.TO_COMPULSORY,
    "KẾT_THÚC": EpisodeOutcome.DIED,
    # W2, W3, cai nghiện tự nguyện 2010–2021
    "Đã khai báo": StageCode.REGISTERED,
    "Đã thẩm tra": StageCode.VERIFIED,
    "Trả lại/bổ sung": StageCode.RETURNED,
    "Từ chối": StageCode.REFUSED,
    "Đang cắt cơn": Phase.DETOXIFICATION,
    "Đang quản lý, giáo dục": Phase.EDUCATION,
    "Chấm dứt – vi phạm": EpisodeOutcome.VIOLATED,
    "Chấm dứt – khác": EpisodeOutcome.OTHER,
    # SM-10, điều trị thay thế
    "ĐĂNG_KÝ (OST)": SubstitutionStage.REGISTERED,
    "TIẾP_NHẬN": SubstitutionStage.IN_TREATMENT,
    "KHÔNG_TIẾP_NHẬN": SubstitutionStage.REFUSED,
    "CHUYỂN_CƠ_SỞ": SubstitutionAct.TRANSFER,
    "CHẤM_DỨT (OST)": SubstitutionStage.TERMINATED,
    "HOÀN_THÀNH (OST)": SubstitutionStage.COMPLETED,
    # SM-L, vụ việc theo Luật 73 và Nghị định 116
    "KQ_NGHIỆN": StageCode.UNREGISTERED,
    "ĐĂNG_KÝ (L)": StageCode.REGISTERED,
    "QUYẾT_ĐỊNH (L)": StageCode.DECIDED,
    "ĐANG_CAI (L)": StageCode.IN_PROGRESS,
    "CHUYỂN (L)": Act.TRANSFER,
    "VI_PHẠM (L)": Act.RECORD_VIOLATION,
    "HOÀN_THÀNH (L)": StageCode.COMPLETED,
    "HỒ_SƠ_SC": AftercareStage.REQUESTED,
    "QĐ_SC": AftercareStage.DECIDED,
    "QLSC": AftercareStage.IN_FORCE,
    "QLSC → CHUYỂN": AftercareAct.MOVE,
    "XONG": AftercareStage.CERTIFIED,
    # SM-5 và W5, quản lý sau cai nghiện
    "ĐỀ_NGHỊ": AftercareStage.REQUESTED,
    "ĐÃ_QUYẾT_ĐỊNH (SC)": AftercareStage.DECIDED,
    "ĐANG_QUẢN_LÝ": AftercareStage.IN_FORCE,
    "VẮNG_MẶT": AftercareAct.RECORD_ABSENCE,
    "CHUYỂN_NƠI_CƯ_TRÚ (SC)": AftercareAct.MOVE,
    "TẠM_NGƯNG_DO_ÁN_TÙ (SC), Tạm đình chỉ": AftercareStage.SUSPENDED,
    "XÁC_ĐỊNH_NGHIỆN, Tái nghiện": AftercareOutcome.RELAPSED,
    "CHẤP_HÀNH_XONG, Hết thời hạn": AftercareStage.CERTIFIED,
    "KẾT_THÚC (SC)": AftercareStage.ENDED,
    "Giảm": AftercareAct.REDUCE,
    "Miễn": AftercareAct.EXEMPT,
    "Trình báo": AftercareStage.REPORTED,
    # SM-2, xác định tình trạng nghiện
    "YÊU_CẦU": DeterminationStage.REQUESTED,
    "TIẾP_NHẬN (XĐ)": DeterminationStage.RECEIVED,
    "CÓ_KẾT_QUẢ, NGHIỆN, KHÔNG_NGHIỆN": DeterminationStage.DETERMINED,
    "CHỜ_ĐĂNG_KÝ (XĐ)": DeterminationStage.USED,
    # SM-8, hồ sơ đưa vào cơ sở cai nghiện bắt buộc
    "PHÁT_HIỆN": DossierStage.DETECTED,
    "LẬP_HỒ_SƠ": DossierStage.DRAFTED,
    "GIAO_QUẢN_LÝ": DossierAct.PLACE,
    "THÔNG_BÁO, HẾT_HẠN_ĐỌC": DossierStage.NOTIFIED,
    "ĐÃ_CHUYỂN_TÒA": DossierStage.SENT,
    "trả lại để bổ sung (L)": DossierStage.RETURNED,
    "TRẢ_LỜI": DossierAct.ANSWER,
    # SM-7, bậc vi phạm
    "NHẮC_NHỞ": ViolationStep.REMINDER,
    "KIỂM_ĐIỂM": ViolationStep.SELF_CRITICISM,
    "→ SM-8": ViolationStep.COMPULSORY,
    # SM-9 và W7, hỗ trợ
    "NHU_CẦU": SupportAct.REQUEST,
    "XÁC_NHẬN": SupportAct.CERTIFY,
    "Thẩm định": SupportAct.APPRAISE,
    "Phê duyệt": SupportAct.APPROVE,
    "từ chối": SupportAct.REFUSE,
    "Giải ngân, KẾT_QUẢ, Nhập học": SupportAct.GRANT,
    "Trả xong, Hoàn thành (học nghề)": SupportAct.FINISH,
    "thu hồi trước hạn, bỏ học": SupportAct.RECALL,
    # W1, Tổ công tác
    "Thành lập, Đang hoạt động": TeamStage.ESTABLISHED,
    "Giải thể": TeamStage.DISSOLVED,
    # W4, cai nghiện bắt buộc tại cộng đồng 2010–2021
    "Lập hồ sơ": CompulsoryStage.NOT_PROPOSED,
    "Chờ xét duyệt": CompulsoryStage.PROPOSED,
    "Đã họp": CompulsoryStage.REVIEWED,
    "không áp dụng": CompulsoryStage.DECLINED,
    "Có quyết định": CompulsoryStage.DECIDED,
    "Hoãn": CompulsoryStage.POSTPONED,
    "miễn": CompulsoryStage.EXEMPTED,
}


@pytest.mark.parametrize("stage", list(StageCode), ids=lambda stage: stage.value)
def test_every_stage_can_be_reached_and_left_under_some_law(stage):
    moves = [
        move for statute in STATUTES for procedure in statute.procedures.values() for move in procedure.transitions
    ]
    reached = {move.target for move in moves}
    left = {source for move in moves for source in move.sources}
    final = stage in (StageCode.COMPLETED, StageCode.REFUSED)
    assert stage in reached or stage == StageCode.UNREGISTERED
    assert stage in left or final


def test_every_stage_of_the_law_stands_for_a_state_of_the_digests():
    told = {state for state in STATES.values() if isinstance(state, StageCode | CompulsoryStage)}
    # Ended, and a compulsory course after its decision, run as the voluntary one does.
    common = {StageCode.ENDED, CompulsoryStage.IN_PROGRESS, CompulsoryStage.ENDED, CompulsoryStage.COMPLETED}
    assert told | common == {*StageCode, *CompulsoryStage}


def test_every_stage_of_the_other_measures_stands_for_a_state_of_the_digests():
    told = set(STATES.values())
    # Nobody has done anything yet; and people leave treatment as they please, which the tables do not draw.
    unnamed = {
        AftercareStage.UNREPORTED,
        DeterminationStage.NONE,
        SubstitutionStage.UNREGISTERED,
        SubstitutionStage.STOPPED,
        TeamStage.NONE,
    }
    for stages in (AftercareStage, DeterminationStage, DossierStage, SubstitutionStage, TeamStage):
        assert set(stages) - told - unnamed == set(), stages


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_state_that_is_an_act_can_be_done_under_some_law(state):
    acts = {move.act for law in STATUTES for each in law.procedures.values() for move in each.transitions}
    acts |= {move.act for _, laws in MEASURES for law in laws for move in law.procedure.transitions}
    found = STATES[state]
    assert not isinstance(found, Act | AftercareAct | DossierAct | SubstitutionAct | SupportAct) or found in acts
