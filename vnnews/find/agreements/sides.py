"""The sides of a document: whom a sentence ties to it, and those who sign but whom nobody names."""

from __future__ import annotations

from vnnews.find.agreements.lexicon import lexicon
from vnnews.find.agreements.scene import Scene

_DIRECTLY = 3  # tokens between a document and its *với*, *giữa các công ty* and their names
_WINDOW = 16  # tokens before a document in which those who sign it stand
NEAR_VERB = 8  # tokens between a document and its verb
SIGNED = ("ký", "kí")
_AUXILIARIES = ("đã", "sẽ", "cũng", "vừa", "đang", "mới", "cùng", "được", "thể", "có")
_NOT = frozenset(("không", "chưa"))
_FIRMS = (["doanh", "nghiệp"], ["công", "ty"])
# *các doanh nghiệp trong nước*, *các đơn vị, tổ chức*
_GENERAL = (["trong", "nước"], ["nước", "ngoài"], ["tổ", "chức"], ["cá", "nhân"], *_FIRMS)
_CLAUSE_ENDS = frozenset(".;:!?…\n")


def ties_parties(scene: Scene, end: int, limit: int) -> bool:
    """Whether *giữa A và B* follows, or *với A* directly."""
    for i in range(end, min(limit, end + 30)):
        with_whom = scene.lower[i] == "với" and scene.lower[i + 1 : i + 2] != ["tổng"]
        if scene.lower[i] == "giữa" or (with_whom and i <= end + _DIRECTLY):
            span = (i + 1, min(limit, i + 10))
            return scene.has_party(*span) or names_pair(scene, span)
        if scene.tokens.form[i] in _CLAUSE_ENDS:
            return False
    return False


def names_pair(scene: Scene, sentence: tuple[int, int]) -> bool:
    """Whether *hai nước*, *các bên* stands in the sentence, in an article that has such names."""
    return len(scene.things) > 1 and any(True for _ in scene.told(lexicon().pairs, *sentence))


def is_by_nobody(scene: Scene, first: int, end: int) -> bool:
    """Whether nobody identified signs (*doanh nghiệp hai nước đã ký*), or nothing is signed.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> told = "doanh nghiệp hai nước đã ký", "các doanh nghiệp ký", "không ký", "chưa ký"
    >>> scenes = [Scene(tokenize(normalize(text)), []) for text in told]
    >>> [is_by_nobody(scene, len(scene.lower), len(scene.lower)) for scene in scenes]
    [True, True, True, False]
    """
    words, lower = lexicon(), scene.lower
    start, limit = scene.sentence(min(first, len(lower) - 1))
    window = max(start, first - _WINDOW)
    unnamed = words.contractors if lower[first : first + 1] == ["hợp"] else words.nobody
    openings = unnamed.openings(lower, window, first)
    if not openings and _NOT.isdisjoint(lower[window:first]):
        return False
    verb = max(scene.told(words.signs, max(start, first - NEAR_VERB), first), default=start)
    while verb > start and lower[verb - 1] in _AUXILIARIES:
        verb -= 1
    if verb == start:
        return False
    if lower[verb - 1] == "không" and lower[verb - 2] != "hàng":
        return lower[verb] in SIGNED
    if lower[verb - 1] == "chưa" and lower[first - 1] == "một":
        return not ties_parties(scene, end, limit)
    for at in openings:
        match = unnamed.longest(lower, at)
        if match == (verb, "anyone"):
            return True  # *cá nhân ký hợp đồng với A*: whoever does
        if match is not None and match[0] <= verb and _only_lands(scene, match[0], verb):
            return not ties_parties(scene, end, limit)
    return False


def is_between_unnamed(scene: Scene, end: int, limit: int) -> bool:
    """Whether firms that nobody names are the sides: *giữa (các) doanh nghiệp Lào và Cuba*.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> told = "giữa doanh nghiệp hai nước.", "giữa các công ty.", "giữa hai nước.", "với công ty."
    >>> scenes = [Scene(tokenize(normalize(text)), []) for text in told]
    >>> [is_between_unnamed(scene, 0, len(scene.lower)) for scene in scenes]
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


def _only_lands(scene: Scene, start: int, end: int) -> bool:
    """Whether only lands are told in ``start:end``: *doanh nghiệp (Lào và Cuba, trong nước)*."""
    at = start
    while at < end:
        if scene.lower[at : at + 2] in _GENERAL:
            at += 2
        elif at in scene.lands or scene.lower[at] in ("và", "-", "–", ","):
            at = scene.name_end.get(at, at + 1)
        else:
            break
    return at == end


def is_concluded_by_body(scene: Scene, first: int) -> bool:
    """Whether a body that is named signs it: *Công ty A (đã) ký kết (2) hợp đồng tín dụng*."""
    signs, lower = lexicon().signs, scene.lower
    verb = min(scene.told(signs, max(0, first - _DIRECTLY), first), default=first)
    match = signs.longest(lower, verb) if verb < first else None
    if match is None or lower[verb] not in SIGNED or match[0] < first - 1:
        return False
    while verb and lower[verb - 1] in _AUXILIARIES:
        verb -= 1
    name = scene.name_first.get(verb)
    return name is not None and name in scene.things and name not in scene.lands
