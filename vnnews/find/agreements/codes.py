"""Where the codes and the numbers in the names of documents end: *F-35*, *số 315*, *TPP 11*."""

from __future__ import annotations

from vnnews.find.agreements.lexicon import lexicon
from vnnews.find.agreements.scene import Scene

_SHORT = 3  # letters of a code: *Su -35*
_ROUND = 2  # digits of a number that tells treaties of a name apart
_NUMERALS = frozenset("IVXAB")  # *Block IIA*
_SIDES = (("song", "phương"), ("đa", "phương"))
_UNITS = ("năm", "tháng", "ngày", "trăm", "nghìn", "tỷ", "tỉ", "lần", "mùa")


def end_of_code(scene: Scene, at: int, limit: int) -> int:
    """The token after a code like *F-35*, *A320/A321*, of which ``at`` may be in the middle."""
    tokens, first = scene.tokens, at
    dashed = at + 1 < limit and tokens.form[at] == "-" and tokens.form[at + 1].isdigit()
    short = tokens.form[at - 1][0].isupper() and len(tokens.form[at - 1]) <= _SHORT
    if dashed and short and tokens.touches(at + 1):
        at += 2  # *S -400*, as some papers write it
    elif short and tokens.form[at : at + 2][1:] == ["+"] and tokens.touches(at + 1):
        at += 1  # *P 5+1*
    while at < limit and tokens.touches(at):
        if tokens.form[at] in "-/+" and at + 1 < limit and tokens.touches(at + 1):
            at += 1
        elif not tokens.form[at].isalnum():
            break
        at += 1
    if first < at < limit and _is_by_name(scene, at):
        return end_of_code(scene, at + 1, limit)  # *T-90 S*, *F-16 Falcon*
    if first < at and scene.lower[at : at + 2] == ["thế", "hệ"] and at + 2 < limit:
        return _end_of_generation(scene, at + 2, limit)
    model = at < limit and first == at and _is_model(scene, at, limit)
    return end_of_code(scene, at + 1, limit) if model else at  # *787-9 Dreamliner*


def end_of_document_number(scene: Scene, at: int, limit: int) -> int | None:
    """The token after *số 26/KH - CVH* at token ``at``; None when no number stands there.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> told = "số 315 ngày 2/3", "số 26/KH - CVH về", "số VN 11 - P 7 với", "số lượng", "số 5. A"
    >>> scenes = [Scene(tokenize(normalize(text)), []) for text in told]
    >>> [end_of_document_number(scene, 0, len(scene.lower)) for scene in scenes]
    [2, 6, 6, None, 2]
    """
    form, first = scene.tokens.form, at + 1
    at = first
    while at < limit:
        if form[at] in "-–/." and at > first and at + 1 < limit:
            if form[at] == "." and not scene.tokens.touches(at + 1):
                break
            at += 1
        if not _is_symbol(form[at]):
            break
        at += 1
    numbered = any(form[i][0].isdigit() for i in range(first, min(at, first + 2)))
    return at if numbered else None


def end_of_round(scene: Scene, at: int, limit: int) -> int:
    """The token after what tells one treaty of a name from another: *TPP 11*, *FTA song phương*."""
    lower = scene.lower
    if tuple(lower[at : at + 2]) in _SIDES:
        return at + 2
    if at >= limit or not lower[at].isdecimal() or len(lower[at]) > _ROUND:
        return at
    behind = end_of_code(scene, at + 1, limit)
    return at if _is_count(scene, behind, limit) else behind


def _end_of_generation(scene: Scene, at: int, limit: int) -> int:
    """The token after *4++* in *Su-35 thế hệ 4++*; before *thế hệ* where no number follows."""
    form = scene.tokens.form
    if not form[at].isdecimal():
        return at - 2
    at += 1
    while at < limit and form[at] == "+" and scene.tokens.touches(at):
        at += 1
    return at


def _is_symbol(form: str) -> bool:
    """Whether a token can be a piece of a number: *315*, *KH*, *11A*."""
    return form[0].isdigit() or (form.isupper() and form.isalnum())


def _is_by_name(scene: Scene, at: int) -> bool:
    """Whether token ``at`` goes on a code: *T-90 S*, *F-16 Falcon*."""
    form = scene.tokens.form[at]
    called = form.istitle() and form.isascii() and len(form) > _SHORT
    return at not in scene.covered and (form.isupper() or called)


def _is_model(scene: Scene, at: int, limit: int) -> bool:
    """Whether token ``at`` numbers the model before it: *Type 26*, not *Airbus 9 năm*."""
    form = scene.tokens.form
    called = form[at - 1].istitle() and form[at - 1].isascii() and len(form[at - 1]) > 1
    numeral = form[at].isdecimal() or (at not in scene.covered and set(form[at]) <= _NUMERALS)
    return numeral and called and not _is_count(scene, at + 1, limit)


def _is_count(scene: Scene, at: int, limit: int) -> bool:
    """Whether the number before token ``at`` counts what stands there: *(11) nước*, *(9) năm*."""
    if at >= limit or not scene.lower[at][0].isalpha():
        return False
    return scene.lower[at] in _UNITS or lexicon().ends.longest(scene.lower, at) is None
