"""What is short for a document: *hiệp định X (ABC)*, *hiệp ước ABC*, *tên gọi New ABC*."""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.find.agreements.lexicon import lexicon
from vnnews.find.agreements.scene import Scene
from vnnews.find.candidate import Candidate
from vnnews.text.tokens import Tokens

_SOON = 8  # tokens between a document and *gọi là*
_NAMED_SHORT = ("agreement:treaty", "agreement:agreement")  # *hiệp ước INF*, not *hợp đồng EPC*
_SORTS = ("FDI", "ODA", "BOT", "PPP", "OEM", "EPC")  # what a deal is about: *thỏa thuận FDI*
_CALLED = (("tên", "gọi"), ("gọi", "là"), ("tắt", "là"))


def candidate(tokens: Tokens, first: int, end: int, rule: str, confidence: float) -> Candidate:
    """The mention at tokens ``first:end``."""
    return Candidate("AGREEMENT", tokens.start[first], tokens.end[end - 1], rule, confidence)


def short_names(scene: Scene, mentions: Sequence[Candidate]) -> list[Candidate]:
    """What is short for a document, wherever it stands: *hiệp định X (ABC)*, *hiệp ước ABC*."""
    tokens = scene.tokens
    inside: set[int] = set()
    short: dict[str, tuple[str, Candidate]] = {}  # with the capital before it, as in *New START*
    for mention in mentions:
        first, end = tokens.range(mention.start, mention.end)
        inside.update(range(first, end))
        last, begin = _last_in_brackets(scene, end), end + 1
        if last is None and mention.rule in _NAMED_SHORT:
            last = _last_called(scene, end)
            if last is None and end - 1 not in scene.covered:
                last, begin = end - 1, first + 2
        form = tokens.form[last] if last is not None else ""
        if last is not None and _is_short(form):
            before = tokens.form[last - 1] if last > begin else ""
            before = before if before.isascii() and before.istitle() else ""
            short.setdefault(form, (before, mention))
    if not short:
        return []
    found: list[Candidate] = []
    for i, form in enumerate(tokens.form):
        if form not in short or i in inside or not scene.is_free(i):
            continue
        if i and tokens.lower[i - 1] in ("các", "những") and lexicon().heads.opens(form.lower()):
            continue  # *các FTA*: treaties of a kind
        before, mention = short[form]
        first = i - 1 if before and i and tokens.form[i - 1] == before else i
        found.append(candidate(tokens, first, i + 1, mention.rule, 0.7))
    return found


def _is_short(form: str) -> bool:
    """Whether a token may be short for a document: *ABC*."""
    return len(form) >= 3 and form.isalpha() and form.isupper() and form not in _SORTS


def _last_in_brackets(scene: Scene, at: int) -> int | None:
    """The last of one or two tokens between brackets that open at ``at``, unless a name's."""
    form = scene.tokens.form
    if form[at : at + 1] != ["("] or (at - 1 in scene.covered and at + 1 in scene.covered):
        return None
    return next((last for last in (at + 1, at + 2) if form[last + 1 : last + 2] == [")"]), None)


def _last_called(scene: Scene, end: int) -> int | None:
    """The last token of *(năm 2010, có) tên gọi Old SALT*, *gọi tắt là ABC* soon behind ``end``."""
    lower, form = scene.lower, scene.tokens.form
    limit = len(lower) - 1
    for at in range(end, min(end + _SOON, limit)):
        if form[at] in ".;\n" or at in scene.things or at in scene.people:
            return None
        if tuple(lower[at : at + 2]) in _CALLED:
            first = at + 2
            while first < limit and (lower[first] == "là" or form[first] in "“\"'"):
                first += 1
            if first >= limit:
                return None
            return first + 1 if form[first].istitle() and form[first + 1].isupper() else first
    return None
