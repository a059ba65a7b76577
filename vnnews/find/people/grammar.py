"""What the person rules read: tables of names and cues, and where a capitalised run ends.

Positions are token indices; ends are exclusive.
"""

from __future__ import annotations

from functools import cache

import msgspec

from vnnews.find.places.grammar import Reader, is_vietnamese
from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize_phrase

# Small words inside foreign names: *Orlo al-Hagen, Orla von der Hagen*.
PARTICLES = frozenset(
    "bin al el de von van der ibn bint da dos del di la le ul und ben ten".split()
)
ARTICLES = frozenset(["al", "el"])  # *Al - Khalifa*
_APOSTROPHES = frozenset("'’")  # *Noel O' Hara*
_BRIDGES = PARTICLES | _APOSTROPHES | frozenset(".-")
# Initials of more than one letter: *Nguyễn Văn Kh.*
_DIGRAPHS = frozenset(["Kh", "Th", "Tr", "Ph", "Ng", "Ch", "Nh", "TR", "KH", "NG", "PH", "TH"])
# After these a dash and a lower-case word go on: *Kim Jong - un*.
KOREAN = frozenset(
    "kim lee han moon park choi kang chung jung song yoon hong shin ban ahn cho seo hwang".split()
    + "jang yang son jeong chun roh noh kwon ryu shim bae baek heo hur koo cheong jo pak".split()
    + "choe hyon kwak yeon seok ri".split()
)
_TAILS = frozenset(["tail", "more"])
_THAI = frozenset(["o", "cha"])  # *Pravit Chan - o - cha*
_LONGEST_TAIL = 6  # letters of what goes on in lower case: *Wai - ming*
_PARTS_OF_DAY = frozenset(["sáng", "trưa", "chiều", "tối", "đêm"])
_VOWELS = frozenset("aeiouy")
# Years and days by stem and branch, and the words before them.
_DATED = frozenset("năm ngày tháng giờ tuổi xuân tết".split())
_STEMS = frozenset("giáp ất bính đinh mậu kỷ canh tân nhâm quý".split())
_BRANCHES = frozenset("tý sửu dần mão thìn tỵ ngọ mùi thân dậu tuất hợi".split())
_NO_CUES = frozenset(["speech", "opener", "closer"])
_NO_SYLLABLES = frozenset(["moon", "soo", "joon"])  # spelt like Vietnamese ones, but foreign
LONGEST = 6  # words of a name
# Behind a lone syllable that a name ended with elsewhere: it is a person's here as well.
FOLLOWERS = frozenset(
    "và cùng là bị được đã sẽ không vẫn cũng thì có còn đang ở tại cho khi với vì nên".split()
    + "lại mới rất về đi vào ra lên chưa chỉ tự bèn liền luôn lấy bỏ dùng cầm đến mua sang".split()
)


class Lexicon(msgspec.Struct, frozen=True):
    """The tables of names and of the words beside them, compiled.

    ``cues`` are words before a name with their kind (``cues_backwards`` for a look back),
    ``name_starts`` begin names that hold one, ``speech`` are words behind a name; ``openers`` begin
    a sentence and are no part of a name, ``closers`` end names of events, products and companies.
    """

    common: frozenset[str]
    rare: frozenset[str]
    given: frozenset[str]
    middle: frozenset[str]
    cues: Phrases[str]
    speech: Phrases[str]
    cues_backwards: Phrases[str]
    name_starts: frozenset[str]
    openers: frozenset[str]
    closers: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The compiled tables, loaded at the first call."""
    families = list(rows("family_names"))
    names = list(rows("given_names"))
    words = list(rows("honorifics"))
    cues = [(row["honorific"], row["kind"]) for row in words if row["kind"] not in _NO_CUES]
    return Lexicon(
        common=frozenset(row["name"].lower() for row in families if row["weight"] == "common"),
        rare=frozenset(row["name"].lower() for row in families if row["weight"] == "rare"),
        given=frozenset(row["syllable"].lower() for row in names if int(row["given"]) > 2),
        middle=frozenset(row["syllable"].lower() for row in names if int(row["middle"]) > 2),
        cues=Phrases(cues),
        speech=Phrases((row["honorific"], "") for row in words if row["kind"] == "speech"),
        cues_backwards=Phrases(
            (" ".join(reversed(tokenize_phrase(cue))), kind) for cue, kind in reversed(cues)
        ),
        name_starts=frozenset(tokenize_phrase(cue)[0] for cue, kind in cues if kind == "name"),
        openers=frozenset(row["honorific"] for row in words if row["kind"] == "opener"),
        closers=frozenset(
            [row["honorific"] for row in words if row["kind"] == "closer"]
            + [row["words"] for row in rows("organization_parts") if row["part"] in _TAILS]
        ),
    )


def is_syllable(word: str) -> bool:
    """Whether a lower-cased word is a Vietnamese syllable of a name."""
    return is_vietnamese(word) and word not in _NO_SYLLABLES


def is_initial(form: str) -> bool:
    """Whether ``form`` before a full stop abbreviates a name: *N*, *Kh*."""
    return (len(form) == 1 and form.isupper()) or form in _DIGRAPHS


def run_end(r: Reader, i: int) -> int:
    """End of the capitalised run that starts at ``i``, with what joins its words."""
    k = i + 1
    while r.joined(k):
        if not r.caps[k]:
            step = _bridge(r, i, k)
            if not step or (step == 1 and _opens_sentence(r, k + 1)):
                return k + step
            k += step
        else:
            k += 1
    return k


def _opens_sentence(r: Reader, k: int) -> bool:
    """Whether the word behind the full stop of an initial goes on: *S.* | *Kết quả*."""
    if k + 1 >= r.n or not r.form[k + 1].islower() or not is_vietnamese(r.lower[k]):
        return False
    return r.lower[k] not in lexicon().given


def _bridge(r: Reader, i: int, k: int) -> int:
    """Number of tokens from ``k`` that go on with the run that began at ``i``; 0 if none."""
    if r.lower[k] not in _BRIDGES:
        return 0
    form, before = r.form[k], r.form[k - 1]
    follows = r.joined(k + 1)
    if form == ".":
        if not r.touches(k):
            return 0
        short = is_initial(before)
        if follows and r.caps[k + 1]:
            near = r.touches(k + 1) and len(before) < 3
            middle = short and (k - i > 1 or not is_vietnamese(r.lower[k + 1]))
            if near or (short and is_initial(r.form[k + 1])) or middle:
                return 2
        return 1 if short or before == "Jr" else 0
    if not follows:
        return 0
    word = r.form[k + 1]
    joins = form == "-" and r.lower[k - 1] in ARTICLES and before != before.upper()
    if r.caps[k + 1] and (joins or (form in _APOSTROPHES and before == "O")):
        return 2
    if form == "-" and word.isalpha():
        return 2 if (r.touches(k) and r.touches(k + 1)) or _is_tail(r, i, k + 1) else 0
    if r.lower[k] in PARTICLES and not is_vietnamese(r.lower[k - 1]):
        if r.caps[k + 1]:
            return 2
        if word in "-’'" and k + 2 < r.n and r.caps[k + 2]:
            return 3
        if r.lower[k + 1] in PARTICLES and k + 2 < r.n and r.caps[k + 2]:
            return 3
    return 0


def _is_tail(r: Reader, i: int, k: int) -> bool:
    """Whether the word at ``k`` is the last of a name, behind a dash: *Wei - hsuan*."""
    word = r.form[k]
    if word in _THAI:
        return True
    if not word.islower() or len(word) > _LONGEST_TAIL:
        return False
    if k - i > 2 and r.lower[k - 3] in KOREAN:
        return word.isascii()  # "Kim Jong - un", but "Trần Kim Anh - trưởng đoàn"
    foreign = not is_vietnamese(r.lower[k - 2]) and not is_vietnamese(word)
    return foreign and not _VOWELS.isdisjoint(word)


def goes_on(r: Reader, end: int) -> bool:
    """Whether the word before ``end`` goes on: *Chủ | tịch, Quốc | phòng, Sáng | 15/6*."""
    if not r.joined(end) or not r.caps[end - 1]:
        return False
    if r.form[end].isdigit():
        day = r.joined(end + 1) and r.form[end + 1] in "/-." and r.form[end - 2] != "."
        return day and r.lower[end - 1] in _PARTS_OF_DAY
    if not r.form[end].islower():
        return False
    return (r.lower[end - 1], r.lower[end]) in r.lex.compounds


def is_full_name(r: Reader, start: int, end: int) -> bool:
    """Whether a family name begins and a given name ends the words: *Trần Thị Ánh Viên*."""
    lex = lexicon()
    dated = r.joined(end) and r.form[end].isdigit()
    fits = end - start == 3 or (end - start == 4 and r.lower[start + 1] == "thị")
    return fits and not dated and r.lower[start] in lex.common and r.lower[end - 1] in lex.given


def acts(r: Reader, end: int) -> bool:
    """Whether a verb of people follows, or an age in brackets."""
    if end + 2 < r.n and r.form[end] in "(,":
        return r.form[end + 1].isdigit() and r.lower[end + 2] == "tuổi"
    return r.joined(end) and lexicon().speech.longest(r.lower, end) is not None


def is_year(r: Reader, start: int, end: int) -> bool:
    """Whether the words are a year or day by stem and branch: *năm* | *Đinh Dậu*."""
    if end - start != 2 or r.lower[start] not in _STEMS or r.lower[start + 1] not in _BRANCHES:
        return False
    return r.before(start) in _DATED


def in_code(r: Reader, end: int) -> bool:
    """Whether a number goes on right behind: *bà U50*, *U.23*."""
    return r.touches(end) and r.form[end].isdigit()


def is_hyphened(r: Reader, start: int, end: int) -> bool:
    """Whether a dash and lower case go on with a name: *Kim Orlo - su*."""
    return any(r.form[j] == "-" and r.form[j + 1].islower() for j in range(start + 1, end - 1))
