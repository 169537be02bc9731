"""The official documents whose numbers are derived here, as they are cited."""

PHU_LUC_2 = (
    "Phụ lục 2 (Biểu thống kê số liệu cai nghiện tại gia đình, cộng đồng), Đề cương báo cáo tổng kết, đánh giá công tác"
    " cai nghiện và quản lý sau cai nghiện ma túy giai đoạn 2016 - 2020"
)
PHU_LUC_3 = (
    "Phụ lục 3 (Biểu thống kê kinh phí cho công tác cai nghiện), Đề cương báo cáo tổng kết, đánh giá công tác"
    " cai nghiện và quản lý sau cai nghiện ma túy giai đoạn 2016 - 2020"
)
KHLT_2064 = (
    "Bảng tổng hợp kết quả thực hiện Kế hoạch liên tịch 2064, kèm Công văn số 357/UBND-LĐTBXH ngày 17/5/2012 của"
    " UBND huyện Yên Thế"
)
KH_89 = "Khoản 2 mục II Kế hoạch 89/KH-UBND ngày 31/5/2023 của UBND huyện Gò Quao"
CV_4498 = "Khoản 3 Công văn số 4498/UBND-LĐCSXH ngày 26/12/2008 của UBND thành phố Hà Nội"
CIRCULAR_05 = "Thông tư 05/2011/TT-BLĐTBXH"
