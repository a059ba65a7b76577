"""From the marks of a corpus to the project's gold, by its card; what became of each is counted.

Layer 1 is flat: of marks in one another the outermost whose label has a type here is kept. A mark
that is dropped for its label leaves those in it: a place in the name of an event is a place here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from vnnews.formats.brat import Annotations, BratSpan
from vnnews.formats.external.card import Card
from vnnews.formats.external.passage import Mark, Passage

_WORD = re.compile(r"[^\W\d_]\w*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n])[\s\"“‘'(]*$")
_WINDOW = 48  # characters before a mention that are looked at


class Outcome(msgspec.Struct, frozen=True, order=True):
    """What became of one mark: ``mapped`` to a type, ``moved`` at an edge, ``dropped`` and why."""

    fate: Literal["mapped", "moved", "dropped"]
    label: str
    detail: str


Tally = Counter[Outcome]


def adapt(passage: Passage, card: Card) -> tuple[Annotations, Tally]:
    """Gold of a passage, and what became of its marks.

    >>> from vnnews.formats.external.card import read_card
    >>> marks = (Mark(0, 11, "ORGANIZATION"), Mark(4, 11, "LOCATION"))
    >>> gold, tally = adapt(Passage("a", "Báo Đà Nẵng", marks), read_card("vlsp2018"))
    >>> [(span.type, span.start, span.end) for span in gold.spans]
    [('ORG', 0, 11)]
    >>> [(o.fate, o.label, o.detail) for o in sorted(tally)]
    [('dropped', 'LOCATION', 'inside ORGANIZATION'), ('mapped', 'ORGANIZATION', 'ORG')]
    """
    tally: Tally = Counter()
    spans: list[BratSpan] = []
    leads: defaultdict[str, dict[int, int]] = defaultdict(dict)  # label -> start -> end
    for mark in passage.marks:
        if mark.start < mark.end:
            leads[mark.label][mark.start] = mark.end
    outer: Mark | None = None
    for mark in sorted(passage.marks, key=lambda m: (m.start, -m.end)):
        type_ = card.type_of(mark.label)
        free = outer.end if outer else 0  # where text begins that no kept mark has
        if type_ is None:
            fate = card.reason_for(mark.label)
        elif outer is not None and mark.start < free:
            fate = f"{'inside' if mark.end <= free else 'across'} {outer.label}"
        else:
            bounds = _Bounds(passage.text, mark.start, mark.end)
            led_by = card.led_by.get(mark.label, "")
            bounds.put_outside(card.outside.get(type_, ()), leads[led_by])
            bounds.take_inside(card.inside.get(type_, ()), free)
            fate = "no name in it"
            if bounds.start < bounds.end and (not card.names_only or bounds.hold_a_name()):
                spans.append(BratSpan(f"T{len(spans) + 1}", type_, bounds.start, bounds.end))
                tally[Outcome("mapped", mark.label, type_)] += 1
                tally.update(Outcome("moved", mark.label, how) for how in bounds.moved)
                outer = mark
                continue
        tally[Outcome("dropped", mark.label, fate)] += 1
    return Annotations(tuple(spans)), tally


class _Bounds:
    """The edges of one mention while they are moved, and how they were."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.moved: list[str] = []

    def put_outside(self, words: tuple[str, ...], leads: dict[int, int]) -> None:
        """Marks in ``leads``; ``words`` before such a mark or a capital: *bác* not of *bác sĩ*."""
        at = self.start
        while at < self.end:
            word = _leading(words).match(self.text, at, self.end)
            if at in leads:
                at = leads[at]
                at += len(self.text[at : self.end]) - len(self.text[at : self.end].lstrip())
                self.start = at
                self.moved.append("what the person is put outside")
            elif word:
                at = word.end()
                if at in leads or self.text[at].isupper():
                    self.start = at
                    self.moved.append("honorific put outside")
            else:
                return

    def take_inside(self, words: tuple[str, ...], free: int) -> None:
        low = max(free, self.start - _WINDOW)
        found = _preceding(words).search(self.text, low, self.start)
        if found:
            self.start = found.start()
            self.moved.append("words before it taken in")

    def hold_a_name(self) -> bool:
        """Whether a capital tells a name; one at the start of a sentence alone tells nothing."""
        names = [w for w in _WORD.finditer(self.text, self.start, self.end) if w[0][0].isupper()]
        if len(names) != 1 or names[0].start() != self.start:
            return bool(names)
        before = self.text[max(0, self.start - _WINDOW) : self.start]
        return not _SENTENCE_START.search(before) or " " not in self.text[self.start : self.end]


@cache
def _leading(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(words)})[ \t]+(?!\Z)")


@cache
def _preceding(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?:{_any_of(words)})[ \t]+)+\Z", re.IGNORECASE)


def _any_of(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(re.escape(word).replace("0", r"\d{1,2}") for word in longest_first)
    return pattern or r"(?!)"  # no words: nothing matches


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    added: Tally = Counter()
    for tally in tallies:
        added.update(tally)
    return added
