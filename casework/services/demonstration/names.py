"""Names for invented people: common family, middle and given names put together by chance."""

from __future__ import annotations

from random import Random

_KINH_FAMILIES = (
    *("Nguyễn",) * 8, *("Trần",) * 5, *("Lê",) * 4, *("Phạm",) * 3, *("Huỳnh",) * 3, *("Võ",) * 2, "Phan", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đoàn", "Trương", "Lâm", "Mai", "Cao", "Tô",
)  # fmt: skip
_MALE_MIDDLES = ("Văn", "Văn", "Văn", "Minh", "Thanh", "Hoàng", "Quốc", "Hữu", "Trung", "Chí", "Nhựt", "Tấn", "Phước")
_MALE_GIVENS = (
    "Tâm", "Hải", "Hùng", "Dũng", "Tuấn", "Phong", "Nam", "Lợi", "Phúc", "Tài", "Đạt", "Khánh", "Toàn", "Nghĩa", "Út",
    "Vinh", "Sang", "Giàu", "Cường", "Bình", "Thuận", "Hiếu", "Kiệt", "Lộc", "Nhân", "Quang", "Thành", "Đức", "Linh",
)  # fmt: skip
_FEMALE_MIDDLES = ("Thị", "Thị", "Thị", "Ngọc", "Kim", "Mỹ", "Thanh", "Bích", "Cẩm", "Thúy", "Huỳnh")
_FEMALE_GIVENS = (
    "Lan", "Hoa", "Hương", "Thủy", "Nga", "Trang", "Loan", "Phượng", "Diễm", "Ngân", "Tuyết", "Hạnh", "Nhung", "Mai",
    "Yến", "Dung", "Thảo", "Trinh", "Xuân", "Tiên",
)  # fmt: skip
_KHMER_FAMILIES = ("Danh", "Danh", "Danh", "Thị", "Kim", "Thạch", "Sơn", "Tiên", "Châu", "Lâm")
_KHMER_MALE = ("Sóc Kha", "Hoàng", "Chanh Đa", "Sa Rươl", "Thol", "Út", "Phol", "Minh Thi", "Khêl", "Dương", "Na Rinh")
_KHMER_FEMALE = ("Sa Ry", "Chanh Thi", "Hồng", "Sô Phi", "Nary", "Diệu", "Thu Hà")
_HOA_FAMILIES = ("Lâm", "Quách", "Trang", "Lưu", "Mã", "Hứa", "Trịnh", "Châu")
_HOA_MIDDLES = ("Chí", "Vĩnh", "Gia", "Quế", "Mỹ", "Tuyết")
_HOA_GIVENS = ("Hưng", "Phát", "Cường", "Bình", "Quyền", "Hòa", "Linh", "Hào")

_ETHNICITIES = ("Kinh",) * 66 + ("Khmer",) * 31 + ("Hoa",) * 3


def choose_ethnicity(rng: Random) -> str:
    """An ethnicity (dân tộc) in about the proportions of the countryside around Gò Quao."""
    return rng.choice(_ETHNICITIES)


def invent_name(rng: Random, sex: str, ethnicity: str = "Kinh") -> str:
    """A full name that nobody was asked for; that somebody bears it too is chance."""
    male = sex == "male"
    if ethnicity == "Khmer":
        family = rng.choice(_KHMER_FAMILIES)
        # Thị is a family name of women only.
        if male and family == "Thị":
            family = "Danh"
        return f"{family} {rng.choice(_KHMER_MALE if male else _KHMER_FEMALE)}"
    if ethnicity == "Hoa":
        return f"{rng.choice(_HOA_FAMILIES)} {rng.choice(_HOA_MIDDLES)} {rng.choice(_HOA_GIVENS)}"
    middle = rng.choice(_MALE_MIDDLES if male else _FEMALE_MIDDLES)
    given = rng.choice(_MALE_GIVENS if male else _FEMALE_GIVENS)
    return f"{rng.choice(_KINH_FAMILIES)} {middle} {given}"
