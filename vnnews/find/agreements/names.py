"""Where the name of a document ends: what directly names it, without its parties and purpose."""

from __future__ import annotations

from vnnews.find.agreements.codes import end_of_code, end_of_document_number, end_of_round
from vnnews.find.agreements.lexicon import lexicon
from vnnews.find.agreements.scene import Scene

_LONGEST_NAME = 12  # syllables after the kind word
_LONGEST_QUOTE = 40  # tokens of a name in quotation marks
_OPENING, _CLOSING = "“\"'‘", {"“": "”", '"': '"', "'": "'", "‘": "’"}
_CLAUSE_ENDS = frozenset(".;:!?…(\n")
# Last syllables of a trade: *cung cấp, sản xuất, trao trả*.
TRADES = frozenset("mua bán thuê mượn đóng cấp xuất giao đổi trả soát bao nhận".split())
# What may stand between them and what is traded: *mua các máy bay*, *đóng hai tàu*.
_QUANTITIES = frozenset(
    "các những một hai ba bốn năm sáu bảy tám chín mười số mới thêm hơn gần lô".split()
)
_WORKS = (("thi", "công"), ("xây", "dựng"))  # *thi công 9 km đường*
_ARTICLES = ("một", "các", "những", "nhiều")
_BEFORE_NUMBER = ("mới", "thêm", "hơn", "gần", "lô")
_MOST_QUANTITIES = 4  # one after the other: *hơn một trăm*
_LONGEST_LIST = 5  # words of a list inside a name: *thiết kế, mua sắm, xây dựng*
_WHOLE = (("bố", "chung"), ("cáo", "chung"))  # kind words that nothing but names go on
_WHO_SIGN = (("doanh", "nghiệp"), ("công", "ty"), ("đơn", "vị"))
_TOGETHER = (("hợp", "tác"), ("phối", "hợp"))


def end_of_name(scene: Scene, first: int, word: int, limit: int) -> int:
    """The token after the name of a document whose kind word is ``first:word``.

    >>> from vnnews.find.candidate import Candidate
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> tokens = tokenize(normalize("Lào ký thỏa thuận hợp tác kinh tế với Cuba"))
    >>> tokens.form[end_of_name(Scene(tokens, []), 2, 4, 10)]
    'với'
    """
    quoted = _end_of_quoted_name(scene, first, limit)
    return quoted if quoted is not None else _end_of_plain_name(scene, word, limit)


def is_pair_named(scene: Scene, first: int, end: int) -> bool:
    """Whether a document has its parties in its name: *hiệp định Việt Nam - EU*."""
    return any(
        at in scene.name_end and _pair_of_places(scene, at, end + 1) for at in range(first, end)
    )


def _end_of_quoted_name(scene: Scene, first: int, limit: int) -> int | None:
    """Where a name ends that stands in quotation marks with its kind word."""
    forms = scene.tokens.form
    if first == 0 or forms[first - 1] not in '“"':
        return None
    closing = _CLOSING[forms[first - 1]]
    if _stops(scene, first + 2):
        return None
    for i in range(first + 2, min(first + _LONGEST_QUOTE, limit)):
        if forms[i] == closing:
            return i
        if forms[i] in _CLAUSE_ENDS:
            return None
    return None


def _end_of_plain_name(scene: Scene, word: int, limit: int) -> int:
    """The token after what directly names a document whose kind word ends before ``word``."""
    forms = scene.tokens.form
    at, sentence = word, limit
    limit = min(limit, word + _LONGEST_NAME)
    titled = forms[word - 1][0].isupper() or (at < limit and forms[at][0].isupper())
    whole = forms[word - 1].isupper() or tuple(scene.lower[word - 2 : word]) in _WHOLE
    if whole and at not in scene.name_end:
        # *TPP họp*, *tuyên bố chung ủng hộ A*
        return end_of_round(scene, at, sentence) if forms[word - 1].isupper() else at
    while at < limit:
        if at in scene.name_end:
            at = _end_with_name(scene, word, at, limit)
            break
        if forms[at] in _OPENING and scene.tokens.start[at] > scene.tokens.end[at - 1]:
            return _end_of_quote(scene, at) if at <= word + 3 else at
        following = _step(scene, word, at, limit, titled)
        last = at if following is None else following - 1
        if forms[last] == "số":  # *hợp đồng kinh tế số 98/HĐ*, not *thỏa thuận kinh tế số*
            numbered = end_of_document_number(scene, last, sentence)
            if numbered is not None:
                return numbered
        if following is None:
            break
        at = following
    return end_of_code(scene, at, sentence) if at > word else at


def _step(scene: Scene, word: int, at: int, limit: int, titled: bool) -> int | None:
    """The token after the next piece of a document's name, or None where the name ends."""
    tokens, words = scene.tokens, lexicon()
    if tokens.lower[at] in ("và", ",", "&") and at > word and at + 1 < limit:
        return _end_of_coordinate(scene, at, titled)
    if titled and tokens.lower[at] == "về" and at + 1 < limit and tokens.form[at + 1][0].isupper():
        return at + 2
    built = tuple(tokens.lower[at - 2 : at]) in _WORKS
    if tokens.form[at].isdecimal() and (built or not TRADES.isdisjoint(tokens.lower[word:at])):
        return _end_of_number(scene, at, limit)
    if at == word and tokens.form[at].isdecimal() and tokens.lower[at + 1 : at + 2] == ["điểm"]:
        return at + 2  # *thỏa thuận 5 điểm*
    if at == word and tuple(tokens.lower[at : at + 2]) in _WHO_SIGN:
        return None  # *theo hợp đồng công ty ký với A*
    if not tokens.form[at][0].isalpha() or _opens_purpose(scene, word, at, limit):
        return None
    if at > word and tokens.form[at].islower() and _is_short_name(scene, word, at - 1):
        return None  # *Hiệp ước New START giới hạn vũ khí*
    match = words.ends.longest(tokens.lower, at)
    if match is None or _is_quantity(scene, word, at, limit):
        return at + 1
    inside = at > word or (tokens.form[word - 2][0].isupper() and tokens.form[word - 1].islower())
    if match[1] == "stop" and inside and titled and tokens.form[at].istitle():
        return at + 1  # *Hiệp ước Vũ khí Chiến lược Mới*, *Hiệp ước Các lực lượng*
    return None if match[1] == "stop" else match[0]


def _is_short_name(scene: Scene, word: int, at: int) -> bool:
    """Whether token ``at`` abbreviates a treaty: *hiệp ước ABC*, not *hợp đồng XNK hạt tiêu*."""
    form = scene.tokens.form[at]
    short = len(form) > 2 and form.isupper() and form.isascii() and form.isalpha()
    return short and scene.lower[word - 1] != "đồng"


def _is_quantity(scene: Scene, word: int, at: int, limit: int) -> bool:
    """Whether what is traded follows token ``at``: *mua các máy bay*, not *mua hai bên ký*."""
    lower, ends = scene.lower, lexicon().ends
    if lower[at] not in _QUANTITIES:
        return False
    first = at
    while first > max(word, at - _MOST_QUANTITIES) and lower[first - 1] in _QUANTITIES:
        first -= 1
    if lower[first - 1] not in TRADES:
        return False
    last = min(limit, at + _MOST_QUANTITIES)
    while at + 1 < last and lower[at + 1] in _QUANTITIES:
        at += 1  # *gần hai*, *hơn một trăm*
    if at + 1 >= limit or at + 1 in scene.covered:
        return False
    if lower[at + 1] == "lượng" or lexicon().pairs.longest(lower, at) is not None:
        return False
    match = ends.longest(lower, at + 1)
    counted = lower[at + 1][0].isalpha() or (
        lower[at] in _BEFORE_NUMBER and lower[at + 1].isdecimal()
    )
    return counted and (match is None or match[1] == "keep")


def _end_of_coordinate(scene: Scene, at: int, titled: bool) -> int | None:
    """The token after what *và* or a comma at token ``at`` adds to a name; None when nothing."""
    tokens, words = scene.tokens, lexicon()
    if tokens.lower[at] == ",":
        if tokens.form[at - 1].istitle() and tokens.form[at + 1].islower():
            return None  # *thỏa thuận Brexit, hoàn thành …*
        # only when the list ends as the name does: *quân sự, kỹ thuật giữa*, *…, khung pháp lý và*
        return _end_of_list(scene, at)
    more = _modifier(scene, at + 1)
    if more is not None and more < len(tokens.lower) and tokens.lower[more] in _ARTICLES:
        return None  # *thỏa thuận chính trị và xây dựng một con đường*
    if more is not None or tokens.lower[at] == "&":
        return more or at + 2
    # *Hiệp ước Hữu nghị và Hợp tác*: capitals go on
    capitals = tokens.form[at - 1][0].isupper() and tokens.form[at + 1][0].isupper()
    heads = words.heads.longest(tokens.lower, at + 1)
    return at + 2 if titled and capitals and at + 1 not in scene.covered and heads is None else None


def _modifier(scene: Scene, at: int) -> int | None:
    """The token after a word at token ``at`` that may be added to a name; None when none is."""
    more = lexicon().modifiers.longest(scene.lower, at)
    if more is None:
        more = lexicon().ends.longest(scene.lower, at)
        if more is not None and more[1] == "stop":
            return None
    return more[0] if more is not None else None


def _end_of_list(scene: Scene, at: int) -> int | None:
    """The token after a list of words that a comma at token ``at`` opens, when it ends the name."""
    for _ in range(_LONGEST_LIST):
        if at >= len(scene.lower) or scene.lower[at] not in (",", "và"):
            break
        more = _modifier(scene, at + 1)
        if more is None:
            return None
        at = more
    return at if _stops(scene, at) or scene.lower[at] == "(" else None


def _end_of_number(scene: Scene, at: int, limit: int) -> int | None:
    """The token after *36* in *mua 36 máy bay*, after *2.500*; None where nothing is counted."""
    form = scene.tokens.form
    while at + 2 < limit and form[at + 1] in ".," and form[at + 2].isdecimal():
        at += 2
    counted = at + 1 < limit and form[at + 1][0].isalpha() and not _stops(scene, at + 1)
    return at + 1 if counted else None


def _opens_purpose(scene: Scene, word: int, at: int, limit: int) -> bool:
    """Whether *(hợp tác) xây dựng nhà máy* begins at token ``at``; *hợp tác đầu tư* alone names."""
    tokens, words = scene.tokens, lexicon()
    if tokens.lower[word - 2 : word] == ["cam", "kết"]:
        return False  # its content is its name
    if tuple(tokens.lower[at - 2 : at]) not in _TOGETHER or tokens.form[at][0].isupper():
        return False
    verb = words.purposes.longest(tokens.lower, at)
    if verb is None or verb[0] >= limit:
        return False
    behind = verb[0]
    if tokens.lower[behind] == ",":
        return words.purposes.longest(tokens.lower, min(behind + 1, limit - 1)) is not None
    return tokens.form[behind][0].isalpha() and not _stops(scene, behind)


def _stops(scene: Scene, at: int) -> bool:
    """Whether no name of a document goes on at token ``at``."""
    if at >= len(scene.lower) or not scene.lower[at][0].isalpha():
        return at >= len(scene.lower) or scene.lower[at] != ","
    match = lexicon().ends.longest(scene.lower, at)
    return match is not None and match[1] == "stop"


def _end_with_name(scene: Scene, word: int, at: int, limit: int) -> int:
    """Where a document's name ends when a name starts at ``at``: before, behind it or its pair."""
    pair = _pair_of_places(scene, at, limit)
    if pair is not None:
        return pair
    behind = scene.name_end[at]
    titled = scene.tokens.form[word - 2][0].isupper() and at in scene.lands  # *Thoả thuận Sochi*
    inner = (
        (at > word or titled) and at in scene.things and (behind >= limit or _stops(scene, behind))
    )
    return behind if inner and not _signs_with(scene, behind) else at


def _signs_with(scene: Scene, at: int) -> bool:
    """Whether a name before token ``at`` is a side: *hợp đồng Lào (vừa) ký với Cuba*."""
    said = scene.lower[at : at + 4]
    verb = next((i for i, word in enumerate(said) if word in ("ký", "kí")), len(said))
    return verb <= 1 and "với" in said[verb:]


def _pair_of_places(scene: Scene, at: int, limit: int) -> int | None:
    """The token after *Việt Nam - EU* that starts at ``at``: the parties inside a treaty's name."""
    dash = scene.name_end[at]
    pair = None
    while dash + 1 < limit and scene.lower[dash] in "-–" and dash + 1 in scene.name_end:
        pair = dash = scene.name_end[dash + 1]
    return pair


def _end_of_quote(scene: Scene, at: int) -> int:
    """The token after the quotation that opens at ``at``, when it closes soon; else ``at``."""
    forms = scene.tokens.form
    closing = _CLOSING[forms[at]]
    for i in range(at + 1, min(at + _LONGEST_QUOTE, len(forms))):
        if forms[i] == closing or (closing == "”" and forms[i] == '"'):
            return i + 1 if i - at > 3 else at
    return at
