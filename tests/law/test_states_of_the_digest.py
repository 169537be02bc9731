"""Every state that the tables of the digests name for an episode is somewhere: a stage, a phase, an outcome."""

import pytest

from casework.law.compulsory_stages import CompulsoryStage
from casework.law.dossier_stages import STAGES as DOSSIER_STAGES
from casework.law.facts import Act
from casework.law.regimes import STATUTES
from casework.law.stages import StageCode
from casework.law.vocabulary import EpisodeForm, EpisodeOutcome, Phase, Violation

STATES = {
    # SM-3, đăng ký cai nghiện tự nguyện từ 01/07/2026
    "CHỜ_ĐĂNG_KÝ": StageCode.UNREGISTERED,
    "HỒ_SƠ_NỘP": StageCode.REGISTERED,
    "YÊU_CẦU_BỔ_SUNG": StageCode.RETURNED,
    "ĐÃ_VÀO_SỔ": StageCode.REGISTERED,
    "ĐÃ_TIẾP_NHẬN": StageCode.IN_PROGRESS,
    "ĐÃ_QUYẾT_ĐỊNH": StageCode.DECIDED,
    "KHÔNG_THỰC_HIỆN": Violation.NOT_CARRIED_OUT,
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


def test_what_follows_a_violation_has_a_procedure_of_its_own():
    assert {stage.code for stage in DOSSIER_STAGES}
