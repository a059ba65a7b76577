"""Where the name behind a head noun ends: *huyện* | *Phù Cát*, *quốc lộ* | *1A*, *số* | *7 Lê Lợi*.

A ``Reading`` is the end of the place, the rule that read it and its confidence; None is no place.
"""

from __future__ import annotations

from vnnews.find.places.facilities import (
    AREAS,
    RENEWED,
    Reading,
    building,
    renewed,
    suffix_end,
)
from vnnews.find.places.grammar import COMPASS, COUNTRY, MEASURES, Head, Reader, is_vietnamese

_NESTED = frozenset(["unit", "nature", "facility", "village", "road", "road-code"])
# What a road, and what a junction is named after with its head noun.
_ROADSIDE = (
    frozenset(["road", "road-code", "street", "unit", "nature"]),
    frozenset(["road", "road-code", "street", "nature"]),
)
# Places that *khu vực* only tells the surroundings of.
_WITHIN = frozenset(["district", "town", "city", "country", "syllable", "state"])
# What projects build or renew.
_BUILT = frozenset(
    ["facility", "road", "road-code", "street", "nature", "village", "numbered", "built"]
)
_CITIES_ABROAD = frozenset(["city", "personal", "club"])  # behind *thành*
_ALLEYS = frozenset(["ngõ", "hẻm", "ngách", "kiệt"])
# Units whose name may be a number.
_NUMBERED_UNITS = frozenset(["quận", "phường", "q", "q.", "p", "p."])
# Buildings that are named by their address: *chung cư 42 Nguyễn Huệ*.
_HOUSES = frozenset(["chung cư", "tòa nhà", "khách sạn", "khu tập thể", "nhà hàng"])
_COMPARED = COUNTRY | frozenset(["region", "continent"])
_RANKED = frozenset(["world", "tp", "thế"])
_OVER_WARDS = frozenset(["district", "town", "province", "alias"])
_WARD_ENDS = frozenset(",(")
_BRIEF = frozenset(["p", "p.", "q", "q.", "x", "x.", "h", "h.", "tt", "tt.", "tx", "tx."])


def read_name(r: Reader, i: int, at: int, head: Head) -> Reading | None:
    """The reading of the name at ``at`` behind the head that starts at ``i``."""
    if at >= r.n or not r.joined(at):
        return None
    kind = head.kind
    if kind == "unit":
        return _unit(r, at, head)
    if kind == "country":
        return _country(r, at)
    if kind == "region":
        return _region(r, i, at)
    if kind in ("capital", "unit-foreign"):
        name = r.name_at(at)
        if kind == "capital" and name and name[1].kind in COUNTRY and not r.capital_at(name[0]):
            return None  # "thủ đô Israel": that of a country
        end = max(r.run_end(at, limit=5), name[0] if name else 0)
        return (_before_holder(r, at, end), kind, 0.9) if end > at else None
    if kind == "numbered":
        return _numbered(r, at)
    if kind == "city-foreign":
        name = r.name_at(at)
        abroad = name and name[1].kind in _CITIES_ABROAD and name[1].country != "VN"
        return (name[0], kind, 0.8) if name and abroad else None
    if kind == "house":
        end = house_number(r, at)
        return (end, kind, 0.9) if end else None
    if kind == "road-code":
        if not r.form[at].isdigit():
            return None
        return _road_number(r, at, at) if len(r.form[at]) > 1 or r.form[at] == "1" else None
    if kind in ("road", "street", "junction"):
        return _road(r, at, kind)
    return _facility(r, i, at, head)


def _unit(r: Reader, at: int, head: Head) -> Reading | None:
    end = r.unit_name_end(at)
    if end == at:
        return None
    end = _before_holder(r, at, end)
    form = r.form[at]
    if head.words == "đặc khu" and not r.known(at, end) and r.name_at(at) is None:
        return None  # "trưởng đặc khu Lâm Trịnh"
    if form.isdigit():
        return (end, "unit", 0.95) if _is_number_name(r, at, end, head) else None
    if end - at == 1 and (len(form) == 1 or (form.isupper() and not r.known(at, end))):
        return None
    if r.lower[at] in r.lex.families and not r.known(at, end) and r.run_end(at) - at > 2:
        return (r.run_end(at), "unit", 0.75) if before_larger(r, r.run_end(at)) else None
    if head.words in _BRIEF and not r.known(at, end):
        return None  # the initials of a photographer: *P.T.T, H. Lan*
    return end, "unit", 0.95


def _before_holder(r: Reader, at: int, end: int) -> int:
    """``end`` before a person or a country: *bang Texas* | *Orlo Hagen, tỉnh Hyogo* | *Nhật*."""
    name = r.name_end(at)
    if not name and not is_vietnamese(r.lower[at]):
        name = next((k for k in range(at + 1, end - 1) if r.country_end(k) == end), 0)
        return name or end
    person = not all(map(is_vietnamese, r.lower[name:end])) and r.caps[end - 1]
    return name if at < name < end - 1 and person else end


def _is_number_name(r: Reader, at: int, end: int, head: Head) -> bool:
    """*quận 3*, but not *phường 9 người* nor *C46-P12*."""
    if head.words not in _NUMBERED_UNITS or (r.touches(end) and r.form[end] not in ",.;:)-–"):
        return False
    code = r.touches(at) and at > 1 and r.touches(at - 1) and r.form[at - 2] in "-/"
    return not code and (end == r.n or r.lower[end] not in MEASURES)


def _country(r: Reader, at: int) -> Reading | None:
    if country := r.country_end(at):
        return country, "country", 0.9
    formal = r.lower[at - 1] in ("quốc", "hòa") and not is_vietnamese(r.lower[at])
    end = r.run_end(at, limit=4) if formal else at
    return (end, "country", 0.8) if end > at else None


def _region(r: Reader, i: int, at: int) -> Reading | None:
    """*miền Nam Syria, vùng Đồng Tháp Mười, khu vực Đông Nam Á*."""
    if r.lower[i] == "miền":
        return _compass(r, at)
    name = r.name_at(at)
    if name is None or (not r.caps[at] and name[1].kind != "continent"):
        return None
    if r.lower[i] == "khu" and name[1].kind in _WITHIN:
        return None
    return name[0], "region", 0.85


def _compass(r: Reader, at: int) -> Reading | None:
    """*Bắc, Tây Nam Bộ*, and a country behind it; in lower case only with the country."""
    if r.lower[at] not in COMPASS:
        return None
    end = at + 1
    if end < r.n and r.lower[end] in COMPASS and r.caps[end] == r.caps[at]:
        name = r.name_at(end)
        end += name is None or name[1].kind not in COUNTRY  # "miền Nam | Trung Quốc"
    if end < r.n and r.lower[end] == "bộ":
        end += 1
    k = end + 1 if end < r.n and r.lower[end] == "nước" else end
    name = r.name_at(k) if r.capital_at(k) else None
    if name and name[1].kind in COUNTRY | {"region", "city"}:
        return name[0], "region", 0.85
    return (end, "region", 0.85) if r.caps[at] else None


def _numbered(r: Reader, at: int) -> Reading | None:
    """*thôn 3, tổ dân phố số 7B, bản Mường Lống 2*."""
    at += r.lower[at] == "số" and r.joined(at + 1) and r.form[at + 1].isdigit()
    if r.form[at].isdigit():
        counts = at + 1 < r.n and r.lower[at + 1] in MEASURES and not r.capital_at(at + 2)
        fits = len(r.form[at]) < 4 and not counts
        return (suffix_end(r, at + 1), "numbered", 0.85) if fits else None
    end = r.before_person(at, r.run_end(at, limit=4))
    return (suffix_end(r, end), "numbered", 0.85) if end > at else None


def _road(r: Reader, at: int, kind: str) -> Reading | None:
    """Streets by name, number, code or day: *đường 30/4*, *đường số 5*, *quốc lộ 1A*."""
    k = at + 1 if r.lower[at] == "số" and at + 1 < r.n else at
    if not r.caps[k] and not r.form[k].isdigit():
        for end, inner in r.lex.heads.every(r.lower, k):
            if inner.kind in _ROADSIDE[kind == "junction"] and _named(r, end):
                reading = read_name(r, k, end, inner)
                return reading and (reading[0], kind, 0.8)
        return None
    if r.form[k].isdigit():
        return _road_number(r, at, k)
    if r.form[k] in ("QL", "TL", "ĐT", "DT") and r.joined(k + 1) and r.form[k + 1].isdigit():
        return _road_number(r, at, k + 1)
    end = r.run_end(k, dashes=kind != "street")
    initials = end - k == 1 and r.form[k].isupper() and len(r.form[k]) > 1
    if initials and kind == "street" and not (end < r.n and r.form[end].isdigit()):
        return None  # "đường CHC": an abbreviation is no name
    if r.joined(end) and r.form[end].isdigit() and len(r.form[end - 1]) < 3:
        end += 1
    return end, kind, 0.9 if end - k > 1 or len(r.form[k]) < 4 else 0.7


def before_larger(r: Reader, end: int) -> bool:
    """Whether *, tỉnh X*, *, Hà Nội* or *(Hà Nội)* follows."""
    if end + 1 >= r.n or r.form[end] not in (",", "(", "-", "–") or not r.joined(end + 1):
        return False
    name = r.name_at(end + 1)
    if name is not None and name[1].country == "VN":
        return name[1].kind in ("province", "town", "alias")
    return r.lower[end + 1] in ("tỉnh", "tp", "thành", "huyện", "quận")


def _road_number(r: Reader, at: int, k: int) -> Reading | None:
    end = k + 1
    numbered = end + 1 < r.n and r.form[end + 1].isdigit()
    if numbered and ((r.form[end] in "/-." and r.touches(end)) or r.lower[end] == "tháng"):
        end += 2
    elif r.touches(end) and len(r.form[end]) == 1 and r.caps[end]:
        end += 1
    if r.lower[at - 1] in _ALLEYS and r.joined(end):
        if r.caps[end]:
            return r.run_end(end, limit=4), "road", 0.85
        for inner_at, inner in r.lex.heads.every(r.lower, end):
            if inner.kind in ("street", "road") and _named(r, inner_at):
                return read_name(r, end, inner_at, inner)  # "hẻm 52 đường Tân Hà"
    counts = end < r.n and r.lower[end] in MEASURES
    return None if counts else (end, "road", 0.85)


def _facility(r: Reader, i: int, at: int, head: Head) -> Reading | None:
    """A facility or a feature of nature: a run, or another head with its name."""
    if head.kind == "project" and (built := _built(r, at)):
        return built
    if r.caps[r.foreign_start(at)]:
        return building(r, i, at, head)
    if head.words in _HOUSES and r.form[at][0].isdigit():
        end = house_number(r, at)
        return (end, head.kind, 0.75) if end else None
    return _nested(r, at, head)


def _named(r: Reader, at: int) -> bool:
    """Whether a name or number starts at ``at``: heads nest once, so that reading ends."""
    return at < r.n and (r.caps[at] or r.form[at].isdigit())


def _built(r: Reader, at: int) -> Reading | None:
    """What a project builds: *dự án* | *cao tốc Bắc - Nam*, *đường sắt đô thị số 1*."""
    for end, inner in r.lex.heads.every(r.lower, at):
        if inner.kind in _BUILT:
            named = _named(r, end) or _part_end(r, end) > end
            reading = read_name(r, at, end, inner) if named else None
            if reading:
                return _part_end(r, reading[0]), "project", 0.6
    return None


def _part_end(r: Reader, end: int) -> int:
    """``end`` past the number of a part: *đường sắt đô thị* | *số 2*."""
    numbered = r.joined(end + 1) and r.lower[end] == "số" and r.form[end + 1].isdigit()
    return end + 2 * numbered


def _nested(r: Reader, at: int, head: Head) -> Reading | None:
    if head.kind == "project" or head.words in AREAS or r.caps[at]:
        return None
    for end, inner in r.lex.heads.every(r.lower, at):
        region = inner.words == "miền" and head.words in RENEWED
        if (inner.kind in _NESTED or region) and _named(r, end):
            reading = read_name(r, at, end, inner)
            if reading:
                return renewed(r, reading[0], head), head.kind, reading[2] - 0.15
    return None


def _is_compared(r: Reader, at: int) -> bool:
    """Whether a rank, no house, has its number before ``at``: *số 1 Việt Nam*."""
    name = r.name_at(at)
    return r.lower[at] in _RANKED or (name is not None and name[1].kind in _COMPARED)


def house_number(r: Reader, i: int) -> int:
    """End of a house number with its street at ``i`` (*270 Trường Chinh*), or 0."""
    if i >= r.n or not r.form[i].isdigit():
        return 0
    k = i + 1
    while k + 1 < r.n and r.touches(k) and r.touches(k + 1):
        if r.form[k] not in "/-" or not r.form[k + 1][0].isalnum():
            break
        k += 2
    if r.touches(k) and len(r.form[k]) <= 2 and r.caps[k]:
        k += 1
    if not r.joined(k) or _is_compared(r, k):
        return 0
    for end, head in r.lex.heads.every(r.lower, k):
        if head.kind in ("road", "street") and _named(r, end):
            reading = read_name(r, k, end, head)
            return reading[0] if reading else 0
    end = r.run_end(k, limit=5)
    return end if end - k > 1 else 0


def ward_end(r: Reader, i: int) -> int:
    """End of a ward's name before what it lies in (*Minh Cường, Thường Tín*), or 0."""
    if _WARD_ENDS.isdisjoint(r.form[i + 2 : i + 5]):
        return 0
    end = r.run_end(i, limit=4)
    if end - i < 2 or not r.joined(end + 1) or r.form[end] not in _WARD_ENDS:
        return 0
    if r.capital_before(i) or r.addressed(i) or r.lower[i] in r.lex.families:
        return 0
    larger = r.name_at(end + 1)
    within = larger is not None and larger[1].kind in _OVER_WARDS
    return end if within and r.known(i, end) else 0
