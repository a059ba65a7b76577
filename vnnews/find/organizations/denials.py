"""What is no body although it looks like one, or is one only in part.

A rule says no by a candidate of confidence 0, which may stand over others: the tagger, whose word
counts where no rule speaks, is then not believed just there.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnnews.find.organizations.lexicon import kind_words, openers, outside, parts, topics, words_of
from vnnews.find.organizations.patterns import where
from vnnews.find.places.grammar import CREDITS
from vnnews.find.titles.lexicon import head_reaching
from vnnews.text.tokens import Tokens

# Credited pictures that nobody owns, and initials of those who gave them.
_NOBODY = frozenset("internet ctv pv cacc nvcc fbnv tl st".split())
_STANDING = ["thường", "trực"]


def nobodies(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """What is written like a body's name and is none: *PGS, CPTPP; Ảnh: CTV, Ảnh: Internet*."""
    lower = tokens.lower
    for at in where(tokens.form, words_of("nobody")):
        yield at, at + 1
    for at in where(lower, _NOBODY):
        if at > 1 and lower[at - 1] == ":" and lower[at - 2] in CREDITS:
            yield at, at + 1


def kinds(tokens: Tokens, at: int) -> tuple[tuple[int, int], ...]:
    """What is no particular body where a head opens: *Cơ quan công an*, *Bộ trưởng* | *GTVT*.

    Also within a concept: *Chính phủ* | *điện tử*.
    """
    lower = tokens.lower
    if lower[at] not in kind_words():
        return ()
    match = parts("kind").longest(lower, at)
    if match is not None:
        return (at, at + 2), (at, match[0])
    if lower[at : at + 2] != ["bộ", "trưởng"] or at + 2 == len(lower):
        return ()
    subject = topics().longest(lower, at + 2)
    return ((at + 2, subject[0]),) if subject is not None else ()


def extended(tokens: Tokens, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A body together with a word beside it that is not its own: *Đại hội Đảng*, *AFP Theo*.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> list(extended(tokenize(normalize("Tại Đại hội Đảng Theo lịch")), 3, 4))
    [(1, 4), (3, 5)]
    """
    lower, form = tokens.lower, tokens.form
    last = len(tokens) - 1
    words = outside().get(lower[begin - 1], []) if begin else []
    if words and lower[max(0, begin - len(words)) : begin] == words:
        yield begin - len(words), end
    if begin and lower[begin - 1] == lower[begin] and form[begin - 1].islower():
        yield begin - 1, end  # Trưởng ban | Ban Tuyên giáo
    title = begin > 2 and lower[begin - 2 : begin] == _STANDING and head_reaching(lower, begin)
    if title and title.start < begin - 2:
        yield begin - 2, end  # Phó Bí thư Thường trực | Thành ủy
    opens = end < last and form[end][0].isupper() and form[end + 1].islower()
    if opens and lower[end] in openers() and tokens.line[end] == tokens.line[end - 1]:
        yield begin, end + 1
