"""What the tagger sees of a token: its form, where it stands, and what the rules found there.

Everything is an integer or a flag in an array, so that an article is read in a few array
operations; training and tagging build the same arrays with this code.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from operator import eq
from typing import TYPE_CHECKING

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.records import MentionType
from vnnews.text.tokens import Tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HIT_TYPES: tuple[MentionType, ...] = ("PER", "ORG", "LOC", "DATE")
# Each type of hit: first, inner and last token, by a certain rule or by a plausible one.
HITS = len(HIT_TYPES) * 6
CERTAIN = 0.9
_COLUMN = {
    (kind, certain): 6 * i + (0 if certain else 3)
    for i, kind in enumerate(HIT_TYPES)
    for certain in (True, False)
}
SHAPES = 33
AFFIXES = 4000
PLACES = 32  # flags of ``_place_of`` (8) times number of the line (4)

_MARKS = frozenset(".,:;!?()[]\"“”‘’'-–—/…%&*•")


class FormFeatures(msgspec.Struct, frozen=True):
    """Features that depend on the form alone: indices into the network's tables."""

    form: int
    lower: int
    shape: int
    affixes: tuple[int, int, int, int]


def key(form: str) -> str:
    """The form as the vocabulary knows it: of a number only its length counts.

    >>> key("2019"), key("Nghĩa")
    ('0000', 'Nghĩa')
    """
    return "0" * min(len(form), 5) if form[0].isdigit() else form


def shape(form: str) -> int:
    """Class of a form by its letter case, digits or mark: 1 to 32."""
    first = form[0]
    if first.isdigit():
        return min(len(form), 5)
    if not first.isalpha():
        return 6 + zlib.crc32(form.encode()) % 20 if form in _MARKS else 26
    if form.islower():
        return 27
    if form.isupper():
        return 28 if len(form) == 1 else 29 if len(form) <= 3 else 30
    return 31 if first.isupper() and form[1:].islower() else 32


def form_features(form: str, vocabulary: Mapping[str, int]) -> FormFeatures:
    """Features of one form; a form outside the vocabulary has index 0 there."""
    lower = form.lower()
    known = key(form)
    affixes = (0, 0, 0, 0)
    if form[0].isalpha():
        parts = ("p" + lower[:2], "s" + lower[-2:], "P" + lower[:3], "S" + lower[-3:])
        affixes = tuple(zlib.crc32(part.encode()) % (AFFIXES - 1) + 1 for part in parts)  # type: ignore[assignment]
    return FormFeatures(
        vocabulary.get(known, 0),
        vocabulary.get(known if known != form else lower, 0),
        shape(form),
        affixes,
    )


def places(tokens: Tokens) -> npt.NDArray[np.intp]:
    """Where each token stands: sentence start, line start, glued to the left; and which line."""
    import numpy as np  # noqa: PLC0415  import vnnews must stay fast

    line, count = tokens.line, len(tokens)
    result: npt.NDArray[np.intp] = np.zeros(count, dtype=np.intp)
    for number in range(1, 4):
        result[bisect_left(line, number) :] += 8
    sentences = [begin for begin, _ in tokens.sentences]
    result[sentences] += 1
    result[[i for i in sentences if i == 0 or line[i] != line[i - 1]]] += 2
    result[1:] += 4 * np.fromiter(map(eq, tokens.start[1:], tokens.end), np.intp, max(0, count - 1))
    return result


def capital_groups(tokens: Tokens) -> npt.NDArray[np.intp]:
    """A number for each capitalised word, one per spelling; 0 for all other tokens.

    What the article says of a name in one place is evidence for it in every other.
    """
    import numpy as np  # noqa: PLC0415

    numbers: dict[str, int] = {}
    return np.fromiter(
        (
            numbers.setdefault(lower, len(numbers) + 1) if form[0].isupper() else 0
            for form, lower in zip(tokens.form, tokens.lower, strict=True)
        ),
        dtype=np.intp,
        count=len(tokens),
    )


def within(marked: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.bool_]:
    """Which tokens are at most ``reach`` away from a marked one."""
    found = marked.copy()
    for distance in range(1, reach + 1):
        found[distance:] |= marked[:-distance]
        found[:-distance] |= marked[distance:]
    return found


def token_ranges(tokens: Tokens, candidates: Iterable[Candidate]) -> list[tuple[int, int]]:
    """The tokens that each candidate covers."""
    return [tokens.range(candidate.start, candidate.end) for candidate in candidates]


def hits(
    tokens: Tokens,
    candidates: Sequence[Candidate],
    ranges: Sequence[tuple[int, int]] | None = None,
) -> npt.NDArray[np.float32]:
    """What the rules propose, as flags: one row per token, ``HITS`` columns.

    Who has the ``token_ranges`` of the candidates already gives them.
    """
    import numpy as np  # noqa: PLC0415

    if ranges is None:
        ranges = token_ranges(tokens, candidates)
    places: list[int] = []
    for candidate, (first, last) in zip(candidates, ranges, strict=True):
        if first < last and candidate.confidence:
            begin = first * HITS + _COLUMN[candidate.type, candidate.confidence >= CERTAIN]
            end = begin + (last - 1 - first) * HITS
            places += (begin, end + 2)
            places += range(begin + HITS + 1, end, HITS)
    flags = np.zeros(len(tokens) * HITS, dtype=np.float32)
    flags[places] = 1
    return flags.reshape(len(tokens), HITS)
