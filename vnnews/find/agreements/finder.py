"""Finds AGREEMENT mentions: documents that parties conclude.

A kind word opens a mention and what directly names it ends it. Whether it is one is decided in two
passes over the article: first the *anchors*, kind words that the same sentence ties to parties and
to a signing; then, when there are anchors, what takes a document up again (*theo thỏa thuận*, an
abbreviation from brackets). An article without anchors has no mention.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vnnews.find.agreements.contracts import (
    SIGN_BEFORE,
    has_term,
    holds_party,
    is_of_person,
    is_trade,
    is_traded_by,
    supplies,
)
from vnnews.find.agreements.lexicon import Head, lexicon
from vnnews.find.agreements.names import end_of_name, is_pair_named
from vnnews.find.agreements.others import is_memo, is_player, is_transfer
from vnnews.find.agreements.scene import Scene
from vnnews.find.agreements.short import candidate, short_names
from vnnews.find.agreements.sides import (
    NEAR_VERB,
    SIGNED,
    is_between_unnamed,
    is_by_nobody,
    is_concluded_by_body,
    names_pair,
    ties_parties,
)
from vnnews.find.candidate import Candidate
from vnnews.records import AgreementKind
from vnnews.text.tokens import Tokens

_SIGN_AFTER = 8  # tokens between a document and the verb behind it
_GOVERN = ("với", "cho", "cùng", "của", "giữa")  # before a name that is no subject
_NEVER_FIRST = ("again", "refused")  # uses of kind words that are no anchors
_DEFINITE = ("này", "trên", "mới", "đó")
_JUST = ("vừa", "đã", "sẽ", "cần", "phải", "chưa")
_REACH = frozenset(("đạt", "tiến"))  # *đạt được*, *tiến tới*
_OF_A_CLASS = ("một", "trong", "những", "các", "số", "bản")
_PLURALS = ("các", "những")
_INDEFINITE = ("một", "hai", "ba", "nhiều", "số", *_PLURALS)
_NO_SIGNING = ("đăng", "chữ", "nhật")  # *đăng ký, chữ ký, nhật ký*
_TREATIES = ("treaty", "agreement")


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
    if any(is_memo(scene, first, word) for first, word, _ in found):
        found = [(first, word, head) for first, word, head in found if tokens.lower[first] != "bản"]
    hits = _hits(scene, found)
    anchors = [hit for hit in hits if hit.anchor] or _topic(scene, hits)
    if not anchors:
        return []
    kinds = {hit.head.kind for hit in anchors}
    pledged = any(_is_pledge(scene, hit.first) for hit in anchors)
    mentions = [
        candidate(tokens, hit.first, hit.end, f"agreement:{hit.head.kind}", hit.anchor or 0.5)
        for hit in hits
        if hit.anchor
        or (_takes_up(scene, hit, kinds) and (pledged or not _is_pledge(scene, hit.first)))
    ]
    mentions += short_names(scene, mentions)
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def _hits(scene: Scene, found: Sequence[tuple[int, int, Head]]) -> list[_Hit]:
    """The kind words that may be documents of the article's parties, with their names."""
    hits: list[_Hit] = []
    behind, of_all = -2, False  # of_all: the treaty told last is one of all states
    for first, word, head in found:
        if head.use == "refused":
            of_all = of_all or head.kind == "treaty"
            continue
        hit = None if _belongs(scene, first, behind) else _read(scene, first, word, head)
        if hit is None:
            continue
        behind = hit.end
        if head.kind not in _TREATIES:
            hits.append(hit)
            continue
        of_all = _is_of_all_states(scene, hit, of_all)
        if not of_all:
            hits.append(hit)
    return hits


def _is_of_all_states(scene: Scene, hit: _Hit, before: bool) -> bool:
    """Whether a treaty is one of all states; ``before``: the treaty told before it is one.

    *Hiệp ước cấm vũ khí hạt nhân*, *Công ước Basel*, and *thỏa thuận này* behind them, but neither
    *ký thỏa thuận khí hậu với A* nor *A và B ký một thỏa thuận*.
    """
    world = any(True for _ in scene.told(lexicon().world, hit.word, max(hit.end, hit.word + 1)))
    named = hit.end > hit.word or hit.word == hit.first + 1
    anew = hit.anchor > 0 and scene.lower[max(0, hit.first - 1)] in _INDEFINITE
    if not world and (not before or named or anew):
        return False
    tied = ties_parties(scene, hit.end, scene.sentence(hit.first)[1])
    return not tied and not is_pair_named(scene, hit.first, hit.end)


def _belongs(scene: Scene, first: int, end: int) -> bool:
    """Whether a kind word is part of the one before it: *bản ghi nhớ về chương trình hợp tác*."""
    return first < end or (first == end + 1 and scene.lower[end] == "về")


def _is_said_again(scene: Scene, first: int, word: int, limit: int) -> bool:
    """Whether a common word means a document: *… ký kết*, *theo …,*, *… gồm 9 nội dung*."""
    following = scene.lower[word] if word < limit else ""
    if following in ("gồm", "có") and word + 1 < limit and scene.lower[word + 1].isdecimal():
        return True
    if following in SIGNED or (following in ("đã", "được") and scene.lower[word + 1] in SIGNED):
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
    named = end < limit and end in scene.people
    player = head.kind == "contract" and (named or is_player(scene, first, word))
    if noun is False or player:
        return None
    if is_by_nobody(scene, first, end) or is_between_unnamed(scene, end, limit):
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
    if head.use == "either" and scene.lower[word : word + 2] == ["hợp", "đồng"]:
        return False  # *A và B thỏa thuận hợp đồng bán nhà*
    if asked or following == "nào" or _is_habit(scene, first, sentence[0]):
        return False
    if head.use == "noun":
        return not _is_hiring(scene, first, word, head)
    cited = before in after["noun"] or before.isdigit() or scene.tokens.form[first][0].isupper()
    actor = scene.name_first.get(first) if scene.tokens.form[first][0].islower() else None
    if actor is not None and scene.lower[actor - 1] not in _GOVERN:
        return False  # *A thỏa thuận bán nhà*, but *ký với A thỏa thuận*
    if head.use == "cited":
        return cited and before not in ("của", "là", "được", "các", "có", "lễ")
    if before == "được" and scene.lower[first - 2] in _JUST and end == word:
        return False  # *giá vừa được thỏa thuận*
    if before in after["verb"]:
        return _is_subject(scene, end, sentence[1])
    return True if cited or end > word or following in _DEFINITE else None


def _is_hiring(scene: Scene, first: int, word: int, head: Head) -> bool:
    """Whether *hợp đồng* is an act: *Sở A hợp đồng (thuê, với) B*, not *ký với A hợp đồng*."""
    actor = scene.name_first.get(first)
    if head.kind != "contract" or actor is None or actor not in scene.things:
        return False
    signed = any(True for _ in scene.told(lexicon().signs, max(0, actor - NEAR_VERB), actor))
    acts = scene.lower[word : word + 1] in (["thuê"], ["với"])
    return acts and not signed and scene.lower[actor - 1] not in _GOVERN


def _is_habit(scene: Scene, first: int, start: int) -> bool:
    """Whether a word before a kind word makes it something else: *xe hợp đồng*."""
    never = lexicon().never
    for at in range(max(start, first - 4), first):
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
    tied = ties_parties(scene, end, sentence[1])
    private = lexicon().private.longest(scene.lower, end - 1) is not None or any(
        lexicon().private.longest(scene.lower, at) is not None for at in range(first + 2, end)
    )
    private = private and head.kind == "contract"
    private = private and not is_of_person(scene, end)
    named = tied or (
        not (private and not is_concluded_by_body(scene, first))
        and (scene.has_party(*sentence) or names_pair(scene, sentence))
    )
    general = _is_general(scene, first, end) and head.kind in _TREATIES and not tied
    if _is_bare_deal(scene, first, end) or (general and not _is_written(scene, first, end)):
        return 0.0
    if signed and named:
        return 0.9
    if head.kind == "contract":
        tied = tied or (
            not private and (supplies(scene, first, end) or is_traded_by(scene, first, sentence))
        )
        if tied or (named and has_term(scene, first, end)):
            return 0.7
        return 0.5 if named and not private and is_trade(scene, first, end, sentence) else 0.0
    if tied:
        return 0.7
    if named and head.kind in ("program", "regulation", "mou", "statement"):
        return 0.6
    capital = scene.tokens.form[first][0].isupper() and first > sentence[0]
    if named and capital and head.kind == "agreement" and end > first + 2:
        return 0.6  # *triển khai Thỏa thuận khung*; treaties like that are mostly of many states
    of_many = any(True for _ in scene.told(lexicon().many, first, end))
    if not of_many and head.kind == "agreement" and holds_party(scene, first, end):
        return 0.5
    if end > first + 2 and not of_many and _is_carried_out(scene, first, sentence):
        return 0.5
    return 0.0


def _is_bare_deal(scene: Scene, first: int, end: int) -> bool:
    """Whether *đạt (được) thỏa thuận* says only that they agree, of no document."""
    before = scene.lower[max(0, first - 3) : first]
    bare = end == first + 2 or is_transfer(scene, first + 2)
    bare = bare and scene.lower[first] == "thỏa" and not _REACH.isdisjoint(before)
    return bare and not _is_written(scene, first, end)


def _is_signed(scene: Scene, first: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether a signing verb stands near, on either side."""
    signs, lower = lexicon().signs, scene.lower
    before = [
        at
        for at in scene.told(signs, max(sentence[0], first - SIGN_BEFORE), first)
        if lower[at] not in SIGNED or lower[at - 1] not in _NO_SIGNING
    ]
    near = lower[end : min(sentence[1], end + SIGN_BEFORE)]
    passive = "được" in near  # *hợp đồng đã được A và B ký*
    if passive and "được" not in near[:_SIGN_AFTER]:
        passive = end + near.index("được") + 1 in scene.name_end
    reach = SIGN_BEFORE + _SIGN_AFTER if passive else _SIGN_AFTER
    behind = scene.told(signs, end, min(sentence[1], end + reach))
    return bool(before) or any(lower[i].startswith(("ký", "kí", "có")) for i in behind)


def _is_carried_out(scene: Scene, first: int, sentence: tuple[int, int]) -> bool:
    """Whether a party prepares or carries out a document: *A đàm phán, vi phạm hiệp định y tế*."""
    start = max(sentence[0], first - NEAR_VERB)
    if not any(True for _ in scene.told(lexicon().carries, start, first)):
        return False
    return scene.things_in(*sentence) > 0 or names_pair(scene, sentence)


def _is_written(scene: Scene, first: int, end: int) -> bool:
    """Whether a pledge or a deal is signed, not only given: *ký cam kết*, *bản cam kết được ký*."""
    start, stop = scene.sentence(first)
    near = scene.lower[max(start, first - SIGN_BEFORE) : min(stop, end + _SIGN_AFTER)]
    return not frozenset(SIGNED).isdisjoint(near)


def _is_pledge(scene: Scene, first: int) -> bool:
    """Whether a mention says *cam kết*, which parties also do without a document."""
    return scene.lower[first] == "cam"


def _is_predicate(scene: Scene, first: int) -> bool:
    """Whether a kind word says what something is: *là một (trong những) thỏa thuận*."""
    lower, at = scene.lower, first
    while at > first - 5 and at and lower[at - 1] in _OF_A_CLASS:
        at -= 1
    return at > 0 and lower[at - 1] == "là" and "một" in lower[at:first]


def _is_general(scene: Scene, first: int, end: int) -> bool:
    """Whether a class of treaties is told: *các FTA*, *những thỏa thuận thương mại*."""
    trade = scene.lower[first] == "fta" or "thương" in scene.lower[first:end]
    return trade and first > 0 and scene.lower[first - 1] in _PLURALS


def _takes_up(scene: Scene, hit: _Hit, kinds: set[AgreementKind]) -> bool:
    """Whether a kind word without parties takes up a document of the article."""
    bare = _is_bare_deal(scene, hit.first, hit.end)
    if _is_predicate(scene, hit.first) or _is_general(scene, hit.first, hit.end):
        return False
    if bare and is_transfer(scene, hit.first + 2):
        return False
    if hit.end + 1 < len(scene.lower) and scene.lower[hit.end : hit.end + 2] == ["như", "vậy"]:
        return False
    if hit.head.kind in kinds:
        return True
    # *thỏa thuận* takes up any document, but who *reach* one may do so without a document.
    deal = hit.head.kind == "agreement" and scene.lower[hit.first] == "thỏa"
    return deal and not bare
