"""Names and noise for the fuzzy benchmark, made by rules that the matcher's tables do not mirror.

Names: bodies at real administrative units, and companies with invented names. Noise: single
letters typed wrong by the neighbourhood of keys, letters lost, doubled and swapped, anywhere in the
written string and in random places; marks lost in whole or in part; abbreviations from a list that
stands here; capitals; tone marks in the modern place; words of units left out. No rule looks at
what the matcher knows of syllables.
"""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "vnnews" / "lexicon" / "data"

WARD_BODIES = [
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Đảng ủy", "Công an", "Trạm Y tế", "Hội Nông dân",
    "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh", "Mặt trận Tổ quốc",
    "Trường Tiểu học", "Trường Trung học cơ sở", "Trường Mầm non", "Ban Chỉ huy Quân sự",
    "Hợp tác xã Nông nghiệp", "Quỹ Tín dụng nhân dân", "Nhà Văn hóa", "Trung tâm Học tập cộng đồng",
]  # fmt: skip
DISTRICT_BODIES = [
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Công an", "Tòa án nhân dân", "Viện Kiểm sát nhân dân",
    "Phòng Giáo dục và Đào tạo", "Phòng Tài nguyên và Môi trường", "Phòng Nội vụ", "Phòng Tư pháp",
    "Phòng Tài chính - Kế hoạch", "Phòng Kinh tế", "Chi cục Thuế", "Chi cục Thi hành án dân sự",
    "Bảo hiểm xã hội", "Trung tâm Y tế", "Bệnh viện Đa khoa", "Ban Quản lý dự án",
    "Kho bạc Nhà nước",
    "Hạt Kiểm lâm", "Trường Trung học phổ thông", "Liên đoàn Lao động", "Trung tâm Văn hóa",
]  # fmt: skip
PROVINCE_BODIES = [
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Công an", "Sở Y tế", "Sở Nội vụ", "Sở Tài chính",
    "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Giao thông vận tải",
    "Sở Tài nguyên và Môi trường", "Sở Xây dựng", "Sở Công Thương", "Sở Tư pháp", "Cục Thuế",
    "Sở Lao động - Thương binh và Xã hội", "Sở Văn hóa, Thể thao và Du lịch", "Cục Hải quan",
    "Sở Khoa học và Công nghệ", "Sở Kế hoạch và Đầu tư", "Đài Phát thanh và Truyền hình",
    "Ban Dân tộc",
    "Tòa án nhân dân", "Viện Kiểm sát nhân dân", "Bộ Chỉ huy Quân sự", "Bệnh viện Đa khoa",
]  # fmt: skip
FORMS = ["Công ty Cổ phần", "Công ty TNHH", "Công ty TNHH Một thành viên", "Công ty"]
SECTORS = [
    "", "", "Xây dựng", "Thương mại", "Đầu tư", "Dịch vụ Vận tải", "Xuất nhập khẩu", "Dược phẩm",
    "Thủy sản", "Cơ khí", "Dệt may", "Bất động sản", "Công nghệ", "Du lịch", "Thực phẩm",
    "Điện lực",
    "Thương mại và Dịch vụ", "Đầu tư và Xây dựng", "Sản xuất Thương mại", "Tư vấn Thiết kế",
]  # fmt: skip
SYLLABLES = (
    "An Anh Á Ân Bách Bảo Bình Bích Cát Châu Chí Cường Danh Dũng Duy Dương Đại Đạt Đăng Điền Đông "
    "Đức Gia Giang Hà Hải Hạnh Hân Hiếu Hoa Hòa Hoàng Hồng Huy Hùng Hưng Hương Kim Khang Khánh "
    "Khôi Kiên Lam Lâm Lan Linh Long Lộc Mai Mạnh Minh Mỹ Nam Nga Ngân Ngọc Nguyên Nhân Nhật Phát "
    "Phong Phú Phúc Phương Quang Quân Quốc Quý Sơn Tài Tâm Tân Tấn Thái Thanh Thành Thảo Thắng "
    "Thiên Thịnh Thu Thuận Thủy Tiến Tín Toàn Trí Trung Trường Tuấn Tùng Uy Vân "
    "Việt Vinh Vũ Xuân Yên"
).split()
FOREIGN = ["vina", "tech", "pro", "mex", "co", "ta", "ne", "ri", "sun", "max", "lo", "ki", "de"]

ABBREVIATED = [
    ("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"), ("thành phố", "TP"),
    ("Thành phố", "TP."), ("Trung học cơ sở", "THCS"), ("Trung học phổ thông", "THPT"),
    ("Giáo dục và Đào tạo", "GD&ĐT"), ("Giáo dục và Đào tạo", "GD-ĐT"), ("Công ty Cổ phần", "CTCP"),
    ("Một thành viên", "MTV"), ("Nông nghiệp và Phát triển nông thôn", "NN&PTNT"),
    ("Tài nguyên và Môi trường", "TN-MT"), ("Lao động - Thương binh và Xã hội", "LĐTBXH"),
    ("Tòa án nhân dân", "TAND"), ("Viện Kiểm sát nhân dân", "VKSND"), ("thị xã", "TX"),
    ("Bảo hiểm xã hội", "BHXH"), ("Liên hiệp Phụ nữ", "LHPN"), ("Công ty", "Cty"),
    ("Mặt trận Tổ quốc", "MTTQ"), ("Bệnh viện", "BV"), ("Xây dựng", "XD"),
]  # fmt: skip
KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _units() -> tuple[list[str], list[str], list[str]]:
    provinces = {r["code"]: f"{r['level']} {r['name']}" for r in _rows("units_provinces")[:63]}
    districts = {
        r["code"]: f"{r['level']} {r['name']} {provinces.get(r['province'], '')}".strip()
        for r in _rows("units_districts")
    }
    wards = []
    for row in _rows("units_wards_until_2025"):
        above = row.get("district", row.get("parent", ""))
        wards.append(f"{row['level']} {row['name']} {districts.get(above, '')}".strip())
    return wards, list(districts.values()), list(provinces.values())


def _company(rng: random.Random) -> str:
    name = " ".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 2, 2, 3))))
    if rng.random() < 0.2:
        name = "".join(rng.choice(FOREIGN) for _ in range(rng.choice((2, 3)))).capitalize()
    parts = [rng.choice(FORMS), rng.choice(SECTORS), name]
    if rng.random() < 0.3:
        parts.append(rng.choice(_units()[2]).removeprefix("tỉnh ").removeprefix("thành phố "))
    if rng.random() < 0.05:
        parts.append(str(rng.randint(1, 30)))
    return " ".join(part for part in parts if part)


def names(count: int, seed: int = 1) -> list[str]:
    """That many names, no two of which are equal without marks and legal form."""
    rng = random.Random(seed)
    wards, districts, provinces = _units()
    pools = ((wards, WARD_BODIES), (districts, DISTRICT_BODIES), (provinces, PROVINCE_BODIES))
    found: dict[str, str] = {}
    while len(found) < count:
        draw = rng.random()
        if draw < 0.5:
            name = _company(rng)
        else:
            units, bodies = pools[0 if draw < 0.8 else 1 if draw < 0.95 else 2]
            name = f"{rng.choice(bodies)} {rng.choice(units)}"
        form = next((form for form in sorted(FORMS, key=len)[::-1] if name.startswith(form)), "")
        found.setdefault(folded(name.removeprefix(form)), name)
    return list(found.values())


def strip_marks(text: str) -> str:
    """The text without any mark."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def folded(text: str) -> str:
    """The key that string matchers are given: lower case, no marks, abbreviations written out."""
    words = f" {text} "
    for long, short in ABBREVIATED:
        words = words.replace(f" {short} ", f" {long} ").replace(f" {short.upper()} ", f" {long} ")
    return " ".join(strip_marks(words).lower().split())


def _neighbour(char: str, rng: random.Random) -> str:
    plain = strip_marks(char).lower()
    for row in KEYS:
        at = row.find(plain)
        if plain and at >= 0:
            return rng.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
    return rng.choice("aeinot")


def typo(text: str, rng: random.Random) -> str:
    """One letter wrong, lost, doubled or swapped with the next."""
    places = [i for i, char in enumerate(text) if char.isalpha()]
    at = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + _neighbour(text[at], rng) + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _some_marks(text: str, rng: random.Random) -> str:
    return " ".join(strip_marks(w) if rng.random() < 0.5 else w for w in text.split())


def _abbreviate(text: str, rng: random.Random) -> str:
    for long, short in rng.sample(ABBREVIATED, len(ABBREVIATED)):
        if rng.random() < 0.8:
            text = text.replace(long, short)
    return text


MODERN = {"òa": "oà", "óa": "oá", "ỏa": "oả", "ủy": "uỷ", "úy": "uý", "ùy": "uỳ", "Ủy": "Uỷ"}


def _modern(text: str, _rng: random.Random) -> str:
    for old, new in MODERN.items():
        text = text.replace(old, new)
    return unicodedata.normalize("NFD", text)


NOISE: dict[str, Callable[[str, random.Random], str]] = {
    "no marks": lambda text, _: strip_marks(text),
    "some marks lost": _some_marks,
    "capitals": lambda text, _: text.upper(),
    "modern tones, NFD": _modern,
    "abbreviated": _abbreviate,
    "one typo": typo,
    "typo, no marks": lambda text, rng: typo(strip_marks(text), rng),
    "two typos": lambda text, rng: typo(typo(text, rng), rng),
    "abbreviated, typo": lambda text, rng: typo(_abbreviate(text, rng), rng),
    "abbreviated, no marks": lambda text, rng: strip_marks(_abbreviate(text, rng)).lower(),
}


def queries(names_: list[str], count: int, seed: int = 2) -> Iterator[tuple[str, str, int]]:
    """Noise, noisy query and the number of the name it was made of, each noise in turn."""
    rng = random.Random(seed)
    kinds = list(NOISE)
    for number in range(count):
        which = rng.randrange(len(names_))
        kind = kinds[number % len(kinds)]
        yield kind, NOISE[kind](names_[which], rng), which
