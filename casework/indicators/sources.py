"""The official documents whose numbers are derived here, as they are cited."""

PHU_LUC_2 = (
    "Phụ lục 2 (Biểu thống kê số liệu cai nghiện tại gia đình, cộng đồng), Đề cương báo cáo tổng kết, đánh giá công tác"
    " cai nghiện và quản lý sau cai nghiện ma túy giai đoạn 2016 - 2020"
)
