"""Finds AGREEMENT mentions: documents that parties conclude.

A kind word opens a mention and what directly names it ends it. Whether it is one is decided in two
passes over the article: first the *anchors*, kind words that the same sentence ties to parties and
to a signing; then, when there are anchors, what takes a document up again (*theo thỏa thuận*, an
abbreviation from brackets). An article without anchors has no mention.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vnnews.find.agreements.lexicon import Head, lexicon
from vnnews.find.agreements.names import TRADES, end_of_name, is_pair_named
from vnnews.find.agreements.scene import Scene
from vnnews.find.candidate import Candidate
from vnnews.records import AgreementKind
from vnnews.text.tokens import Tokens

_DIRECTLY = 3  # tokens between a document and its *với*, *giữa các công ty* and their names
_NEAR_VERB = 8  # … and its verb, for those who sign
_SIGN_BEFORE, _SIGN_AFTER = 14, 8  # tokens between a signing verb and its document
_NAMED_SHORT = ("agreement:treaty", "agreement:agreement")  # *hiệp ước INF*, not *hợp đồng EPC*
_GOVERN = ("với", "cho", "cùng", "của", "giữa")  # before a name that is no subject
_NEVER_FIRST = ("again", "refused")  # uses of kind words that are no anchors
_SIGNED = ("ký", "kí")
_AUXILIARIES = ("đã", "sẽ", "cũng", "vừa", "đang", "mới", "cùng", "được", "thể")
_DEFINITE = ("này", "trên", "mới", "đó")
_REACH = frozenset(("đạt", "tiến"))  # *đạt được*, *tiến tới*
_PLURALS = ("các", "những")
_FIRMS = (["doanh", "nghiệp"], ["công", "ty"])
_CLAUSE_ENDS = frozenset(".;:!?…\n")


class _Hit(msgspec.Struct, frozen=True):
    """A kind word: tokens ``first:word`` are the kind word, ``first:end`` the mention."""

    first: int
    word: int
    end: int
    head: Head
    anchor: float = 0.0  # confidence of an anchor; 0: only taken up from elsewhere
    noun: bool = True  # it cannot be read as an act


def find_agreements(tokens: Tokens, names: Sequence[Candidate]) -> list[Candidate]:
    """AGREEMENT candidates, in order; ``names`` are the layer-1 mentions already decided.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Lào và Cuba ký thỏa thuận hợp tác. Thỏa thuận có 5 điều.")
    >>> names = [Candidate("LOC", 0, 3, ""), Candidate("LOC", 7, 11, "")]
    >>> [text.view[c.start : c.end] for c in find_agreements(tokenize(text), names)]
    ['thỏa thuận hợp tác', 'Thỏa thuận']
    """
    found = lexicon().heads.scan(tokens.lower)
    if all(head.use in _NEVER_FIRST for _, _, head in found):
        return []
    scene = Scene(tokens, names)
    hits: list[_Hit] = []
    for first, word, head in found:
        if head.use != "refused" and not (hits and _belongs(scene, first, hits[-1].end)):
            hit = _read(scene, first, word, head)
            if hit is not None:
                hits.append(hit)
    anchors = [hit for hit in hits if hit.anchor] or _topic(scene, hits)
    if not anchors:
        return []
    kinds = {hit.head.kind for hit in anchors}
    pledged = any(_is_pledge(scene, hit.first) for hit in anchors)
    mentions = [
        _candidate(tokens, hit.first, hit.end, f"agreement:{hit.head.kind}", hit.anchor or 0.5)
        for hit in hits
        if hit.anchor
        or (_takes_up(scene, hit, kinds) and (pledged or not _is_pledge(scene, hit.first)))
    ]
    mentions += _abbreviations(scene, mentions)
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def _candidate(tokens: Tokens, first: int, end: int, rule: str, confidence: float) -> Candidate:
    return Candidate("AGREEMENT", tokens.start[first], tokens.end[end - 1], rule, confidence)


def _belongs(scene: Scene, first: int, end: int) -> bool:
    """Whether a kind word is part of the one before it: *bản ghi nhớ về chương trình hợp tác*."""
    return first < end or (first == end + 1 and scene.lower[end] == "về")


def _is_said_again(scene: Scene, first: int, word: int, limit: int) -> bool:
    """Whether a common word means a document: *… ký kết*, *theo …,*, *… gồm 9 nội dung*."""
    following = scene.lower[word] if word < limit else ""
    if following in ("gồm", "có") and word + 1 < limit and scene.lower[word + 1].isdecimal():
        return True
    if following in _SIGNED or (following in ("đã", "được") and scene.lower[word + 1] in _SIGNED):
        return True
    before = scene.lower[first - 1] if first else ""
    return before == "theo" and following in (*_DEFINITE, ",")


def _read(scene: Scene, first: int, word: int, head: Head) -> _Hit | None:
    """The kind word at tokens ``first:word`` with its name, or None when it is no document."""
    if first in scene.covered and not (word == first + 1 and scene.is_free(first)):
        return None
    limit = scene.sentence(first)[1]
    if head.use == "again":
        again = _is_said_again(scene, first, word, limit)
        return _Hit(first, word, word, head) if again else None
    end = end_of_name(scene, first, word, limit)
    noun = _is_noun(scene, first, word, end, head)
    # *hai bản hợp đồng Mai Sơn và Hà Vy*: the contract stands for the player.
    if noun is False or (head.kind == "contract" and end < limit and end in scene.people):
        return None
    if _is_by_nobody(scene, first, end) or _is_between_unnamed(scene, end, limit):
        return None
    anchor = _anchor(scene, first, end, head) if noun and scene.party_starts else 0.0
    return _Hit(first, word, end, head, anchor, noun is True)


def _topic(scene: Scene, hits: Sequence[_Hit]) -> list[_Hit]:
    """The deals of an article about one between countries that no sentence tells in full."""
    deals = [hit for hit in hits if scene.lower[hit.first] == "thỏa"]
    if len(deals) < 2 or not any(hit.noun for hit in deals):
        return []
    one = any(
        scene.lower[hit.first - 1] not in _PLURALS and not _is_bare_deal(scene, hit.first, hit.end)
        for hit in deals
    )
    lands = {tuple(scene.lower[at : scene.name_end[at]]) for at in scene.lands}
    return deals if one and len(lands) > 1 else []


def _is_noun(scene: Scene, first: int, word: int, end: int, head: Head) -> bool | None:
    """Whether a kind word stands for a document here, not for the act; None when it may be both."""
    after = lexicon().after
    sentence = scene.sentence(first)
    before = scene.lower[first - 1] if first > sentence[0] else ""
    following = scene.lower[word] if word < sentence[1] else ""
    asked = scene.lower[end : end + 1] == ["nào"]
    if asked or following == "nào" or _is_habit(scene, first, sentence[0]):
        return False
    if head.use == "noun":
        return True
    cited = before in after["noun"] or before.isdigit() or scene.tokens.form[first][0].isupper()
    actor = scene.name_first.get(first) if scene.tokens.form[first][0].islower() else None
    if actor is not None and scene.lower[actor - 1] not in _GOVERN:
        return False  # *A thỏa thuận bán nhà*, but *ký với A thỏa thuận*
    if head.use == "cited":
        return cited and before not in ("của", "là", "được", "các", "có", "lễ")
    if before in after["verb"]:
        return _is_subject(scene, end, sentence[1])
    return True if cited or end > word or following in _DEFINITE else None


def _is_habit(scene: Scene, first: int, start: int) -> bool:
    """Whether a word before a kind word makes it something else: *xe hợp đồng*."""
    never = lexicon().never
    for at in range(max(start, first - 3), first):
        match = never.longest(scene.lower, at)
        if match is not None and match[0] == first:
            return True
    return False


def _is_subject(scene: Scene, end: int, limit: int) -> bool:
    """Whether something is said of what ends at ``end``: *khi thỏa thuận có hiệu lực*."""
    said = scene.lower[end : min(limit, end + 2)]
    return said[:1] in (["sẽ"], ["mang"], ["bị"]) or said == ["có", "hiệu"]


def _anchor(scene: Scene, first: int, end: int, head: Head) -> float:
    """How surely the sentence makes this a document of identified parties; 0 when it does not."""
    sentence = scene.sentence(first)
    if is_pair_named(scene, first, end):
        return 0.9
    signed = _is_signed(scene, first, end, sentence)
    if _is_pledge(scene, first) and not _is_written(scene, first, end):
        return 0.0
    tied = _ties_parties(scene, end, sentence[1])
    private = lexicon().private.longest(scene.lower, end - 1) is not None or any(
        lexicon().private.longest(scene.lower, at) is not None for at in range(first + 2, end)
    )
    named = tied or (
        not (private and head.kind == "contract")
        and (scene.has_party(*sentence) or _names_pair(scene, sentence))
    )
    if _is_bare_deal(scene, first, end):
        return 0.0
    if signed and named:
        return 0.9
    if head.kind == "contract":
        tied = tied or (not private and _supplies(scene, first, end))
        return 0.7 if tied or (named and _has_term(scene, end)) else 0.0
    if tied:
        return 0.7
    if named and head.kind in ("program", "regulation", "mou", "statement"):
        return 0.6
    capital = scene.tokens.form[first][0].isupper() and first > sentence[0]
    if named and capital and head.kind == "agreement" and end > first + 2:
        return 0.6  # *triển khai Thỏa thuận khung*; treaties like that are mostly of many states
    of_many = any(True for _ in scene.told(lexicon().many, first, end))
    if end > first + 2 and not of_many and _is_carried_out(scene, first, sentence):
        return 0.5
    return 0.0


def _supplies(scene: Scene, first: int, end: int) -> bool:
    """Whether a trade names whom it is for: *hợp đồng bán 9 tàu cho A*."""
    trade = not TRADES.isdisjoint(scene.lower[first:end])
    return trade and scene.lower[end : end + 1] == ["cho"] and end + 1 in scene.things


def _has_term(scene: Scene, end: int) -> bool:
    """Whether a term follows and the article names people: *hợp đồng kéo dài 3 năm*."""
    near = scene.lower[end : end + 6]
    unit = next((i for i, word in enumerate(near) if word in ("năm", "tháng")), 0)
    return bool(scene.people) and unit > 0 and (near[unit - 1].isdigit() or "hạn" in near)


def _is_bare_deal(scene: Scene, first: int, end: int) -> bool:
    """Whether *đạt (được) thỏa thuận* says only that they agree, of no document."""
    before = scene.lower[max(0, first - 3) : first]
    bare = end == first + 2 and scene.lower[first] == "thỏa" and not _REACH.isdisjoint(before)
    return bare and not _is_written(scene, first, end)


def _names_pair(scene: Scene, sentence: tuple[int, int]) -> bool:
    """Whether *hai nước*, *các bên* stands in the sentence, in an article that has such names."""
    return len(scene.things) > 1 and any(True for _ in scene.told(lexicon().pairs, *sentence))


def _is_by_nobody(scene: Scene, first: int, end: int) -> bool:
    """Whether nobody identified signs (*doanh nghiệp hai nước đã ký*), or nothing is signed.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> told = "doanh nghiệp hai nước đã ký", "các doanh nghiệp ký", "không ký", "chưa ký"
    >>> scenes = [Scene(tokenize(normalize(text)), []) for text in told]
    >>> [_is_by_nobody(scene, len(scene.lower), len(scene.lower)) for scene in scenes]
    [True, True, True, False]
    """
    words, lower = lexicon(), scene.lower
    start, limit = scene.sentence(min(first, len(lower) - 1))
    window = max(start, first - 2 * _NEAR_VERB)
    openings = words.nobody.openings(lower, window, first)
    if not openings and "không" not in lower[window:first]:
        return False
    verb = max(scene.told(words.signs, max(start, first - _NEAR_VERB), first), default=start)
    while verb > start and lower[verb - 1] in _AUXILIARIES:
        verb -= 1
    if verb == start:
        return False
    if lower[verb - 1] == "không" and lower[verb - 2] != "hàng":
        return lower[verb] in _SIGNED
    for at in openings:
        match = words.nobody.longest(lower, at)
        if match is not None and match[0] <= verb and _only_lands(scene, match[0], verb):
            return not _ties_parties(scene, end, limit)
    return False


def _is_between_unnamed(scene: Scene, end: int, limit: int) -> bool:
    """Whether firms that nobody names are the sides: *giữa (các) doanh nghiệp Lào và Cuba*.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> told = "giữa doanh nghiệp hai nước.", "giữa các công ty.", "giữa hai nước.", "với công ty."
    >>> scenes = [Scene(tokenize(normalize(text)), []) for text in told]
    >>> [_is_between_unnamed(scene, 0, len(scene.lower)) for scene in scenes]
    [True, True, False, False]
    """
    lower = scene.lower
    if end + 1 >= limit or lower[end] != "giữa":
        return False
    match = lexicon().nobody.longest(lower, end + 1)
    behind = match[0] if match is not None else end + 3
    if match is None and (lower[end + 1 : behind] not in _FIRMS or behind not in scene.lands):
        return False
    while behind < limit and (behind in scene.lands or lower[behind] in ("của", "và", "-", "–")):
        behind = scene.name_end.get(behind, behind + 1)
    return not scene.has_party(behind, min(limit, behind + _DIRECTLY))


def _is_signed(scene: Scene, first: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether a signing verb stands near, on either side."""
    signs, lower = lexicon().signs, scene.lower
    before = scene.told(signs, max(sentence[0], first - _SIGN_BEFORE), first)
    passive = "được" in lower[end : end + _SIGN_AFTER]  # *hợp đồng đã được A và B ký*
    reach = _SIGN_BEFORE + _SIGN_AFTER if passive else _SIGN_AFTER
    behind = scene.told(signs, end, min(sentence[1], end + reach))
    return any(True for _ in before) or any(lower[i].startswith(("ký", "kí", "có")) for i in behind)


def _is_carried_out(scene: Scene, first: int, sentence: tuple[int, int]) -> bool:
    """Whether a party prepares or carries out a document: *A đàm phán, vi phạm hiệp định y tế*."""
    start = max(sentence[0], first - _NEAR_VERB)
    if not any(True for _ in scene.told(lexicon().carries, start, first)):
        return False
    return scene.things_in(*sentence) > 0 or _names_pair(scene, sentence)


def _only_lands(scene: Scene, start: int, end: int) -> bool:
    """Whether only names of lands stand in ``start:end``: *các doanh nghiệp (Lào và Cuba)*."""
    at = start
    while at < end and (at in scene.lands or scene.lower[at] in ("và", "-", "–", ",")):
        at = scene.name_end.get(at, at + 1)
    return at == end


def _is_written(scene: Scene, first: int, end: int) -> bool:
    """Whether a pledge or a deal is signed, not only given: *ký cam kết*, *bản cam kết được ký*."""
    start, stop = scene.sentence(first)
    near = scene.lower[max(start, first - _SIGN_BEFORE) : min(stop, end + _SIGN_AFTER)]
    return not frozenset(_SIGNED).isdisjoint(near)


def _is_pledge(scene: Scene, first: int) -> bool:
    """Whether a mention says *cam kết*, which parties also do without a document."""
    return scene.lower[first] == "cam"


def _ties_parties(scene: Scene, end: int, limit: int) -> bool:
    """Whether *giữa A và B* follows, or *với A* directly."""
    for i in range(end, min(limit, end + 30)):
        with_whom = scene.lower[i] == "với" and scene.lower[i + 1 : i + 2] != ["tổng"]
        if scene.lower[i] == "giữa" or (with_whom and i <= end + _DIRECTLY):
            span = (i + 1, min(limit, i + 10))
            return scene.has_party(*span) or _names_pair(scene, span)
        if scene.tokens.form[i] in _CLAUSE_ENDS:
            return False
    return False


def _takes_up(scene: Scene, hit: _Hit, kinds: set[AgreementKind]) -> bool:
    """Whether a kind word without parties takes up a document of the article."""
    if hit.end + 1 < len(scene.lower) and scene.lower[hit.end : hit.end + 2] == ["như", "vậy"]:
        return False
    if hit.head.kind in kinds:
        return True
    # *thỏa thuận* takes up any document.
    return hit.head.kind == "agreement" and scene.lower[hit.first] == "thỏa"


def _abbreviations(scene: Scene, mentions: Sequence[Candidate]) -> list[Candidate]:
    """What is short for a document, wherever it stands: *hiệp định X (ABC)*, *hiệp ước ABC*."""
    tokens = scene.tokens
    inside: set[int] = set()
    short: dict[str, tuple[str, Candidate]] = {}  # with the capital before it, as in *New START*
    for mention in mentions:
        first, end = tokens.range(mention.start, mention.end)
        inside.update(range(first, end))
        last, begin = _last_in_brackets(scene, end), end + 1
        if last is None and mention.rule in _NAMED_SHORT and end - 1 not in scene.covered:
            last, begin = end - 1, first + 2
        form = tokens.form[last] if last is not None else ""
        if last is not None and len(form) >= 3 and form.isalpha() and form.isupper():
            before = tokens.form[last - 1] if last > begin else ""
            before = before if before.isascii() and before.istitle() else ""
            short.setdefault(form, (before, mention))
    if not short:
        return []
    found: list[Candidate] = []
    for i, form in enumerate(tokens.form):
        if form not in short or i in inside or not scene.is_free(i):
            continue
        before, mention = short[form]
        first = i - 1 if before and i and tokens.form[i - 1] == before else i
        found.append(_candidate(tokens, first, i + 1, mention.rule, 0.7))
    return found


def _last_in_brackets(scene: Scene, at: int) -> int | None:
    """The last of one or two tokens between brackets that open at ``at``, unless a name's."""
    form = scene.tokens.form
    if form[at : at + 1] != ["("] or (at - 1 in scene.covered and at + 1 in scene.covered):
        return None
    return next((last for last in (at + 1, at + 2) if form[last + 1 : last + 2] == [")"]), None)
