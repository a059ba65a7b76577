"""underthesea's tagger as a system to compare with: what is asked of it, how it is read.

Label map: PER, ORG and LOC as they are; MISC is dropped and counted. Boundaries are its own: no
head noun is added or cut, so overlap F1 stands beside strict F1. Its text is given in NFC with
traditional tone placement (its own tokenizer rewrites to that form) and sentence by sentence, split
by its own ``sent_tokenize``, which is much faster than whole articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from vnnews.formats.brat import Annotations, BratSpan
from vnnews.records import MentionType
from vnnews.text.view import normalize

LABELS: dict[str, MentionType] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}

_NEAR = 40  # characters: white space, and words that were not found

Tag = tuple[str, str, str, str]


@cache
def load() -> tuple[Callable[[str], list[str]], Callable[[str], list[Tag]]] | None:
    """Its sentence splitter and its tagger; None where it is not installed."""
    try:
        from underthesea import ner, sent_tokenize  # noqa: PLC0415  an extra, and slow to load
    except ImportError:
        return None
    return sent_tokenize, ner


def tag(text: str) -> list[Tag]:
    """The tagged words of an article, sentence by sentence: what is timed."""
    split, ner = loaded()
    return [word for sentence in split(text) for word in ner(sentence)]


def annotate(text: str) -> tuple[Annotations, int]:
    """Mentions of an article at the offsets of ``text``, and how many were dropped (MISC)."""
    view = normalize(text)
    found = [
        (LABELS.get(label), *view.span(start, end)) for label, start, end in _entities(view.view)
    ]
    spans = [BratSpan(f"T{i}", *span) for i, span in enumerate(found, 1) if span[0]]
    return Annotations(tuple(spans)), len(found) - len(spans)


def loaded() -> tuple[Callable[[str], list[str]], Callable[[str], list[Tag]]]:
    functions = load()
    if functions is None:
        raise RuntimeError("underthesea is not installed: pip install 'vnnews[bench]'")
    return functions


def _entities(text: str) -> Iterator[tuple[str, int, int]]:
    """Label, start and end of each run of B- and I- of one label."""
    label, start, end = "", 0, 0
    for (_, _, _, mark), (first, last) in zip(*_aligned(text), strict=True):
        prefix, _, kind = mark.partition("-")
        if label and (prefix != "I" or kind != label):
            yield label, start, end
            label = ""
        if prefix in ("B", "I"):
            label, start = (label or kind), (start if label else first)
            end = last
    if label:
        yield label, start, end


def _aligned(text: str) -> tuple[list[Tag], list[tuple[int, int]]]:
    """Its words and where they stand: it keeps every character but white space, in order.

    Where it rewrote a word, the search goes on at the next word that is found nearby.
    """
    words, places = [], []
    at = 0
    for word in tag(text):
        place = _find(text, word[0], at)
        if place:
            words.append(word)
            places.append(place)
            at = place[1]
    return words, places


def _find(text: str, word: str, at: int) -> tuple[int, int] | None:
    start = end = -1
    for piece in word.split():
        first = max(at, end)
        found = text.find(piece, first, first + len(piece) + _NEAR)
        if found < 0:
            return None
        start = found if start < 0 else start
        end = found + len(piece)
    return (start, end) if start >= 0 else None
