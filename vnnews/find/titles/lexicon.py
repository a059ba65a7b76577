"""Heads of titles: ``titles.tsv`` with the grammar of ``title_heads.tsv``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.records import TitleKind

# What *nữ, nam, Đức* stand before without being part of it.
_AFTER_SEX = frozenset(
    ["ca sĩ", "ca sỹ", "diễn viên", "hộ sinh", "pháp chủ", "nghệ sĩ", "vận động viên"]
)
_LONGEST_BEFORE = 6  # tokens: titles whose heads are longer are not looked for backwards


class TitleHead(msgspec.Struct, frozen=True):
    """One row of ``titles.tsv`` or ``title_heads.tsv``, as far as finding needs it.

    ``marks`` are the row's branch, function and level (``sport``, ``minister``, ``commune``) and
    its grammar as the first lines of ``title_heads.tsv`` explain it.
    ``not_before`` are next words that make it another word.
    """

    id: str
    kind: TitleKind
    seniority: int
    marks: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


@cache
def title_heads() -> Phrases[TitleHead]:
    """Heads by phrase; ``title_heads.tsv`` wins over ``titles.tsv``."""
    grammar = {row["id"]: row for row in rows("title_heads")}
    entries: list[tuple[str, TitleHead]] = []
    for row in rows("titles"):
        kind: TitleKind = row["kind"]  # type: ignore[assignment]
        own = grammar.get(row["id"], {})
        told = row["branch"], row["function"], row["level"]
        marks = frozenset([*told, *own.get("marks", "").split()])
        not_before = frozenset(own.get("not_before", "").split())
        head = TitleHead(row["id"], kind, int(row["seniority"] or 9), marks, not_before)
        if "never" in marks:
            continue
        if own.get("short"):
            named = msgspec.structs.replace(head, marks=marks | {"named"})
            entries.append((own["short"], named))
        entries += (
            (phrase, head)
            for phrase in (row["name"], *row["aliases"].split(" | "))
            if phrase and _is_one_title(phrase, kind)
        )
    return Phrases(entries)


def _is_one_title(phrase: str, kind: str) -> bool:
    """Whether a phrase of ``titles.tsv`` is what a mention may say: one title, no *nữ, Đức*."""
    first, _, rest = phrase.lower().partition(" ")
    if first in ("nữ", "nam", "đức") and rest in _AFTER_SEX:
        return False
    return " kiêm " not in phrase and ("," not in phrase or " và " in phrase or kind == "degree")


@cache
def qualifiers() -> Phrases[frozenset[str]]:
    """Words that narrow a title down, with the kinds of title that they follow."""
    return Phrases(
        (row["words"], frozenset(row["kinds"].split())) for row in rows("title_qualifiers")
    )


class Reaching(NamedTuple):
    """A head of a title and the tokens that it covers."""

    start: int
    end: int
    head: TitleHead


def head_reaching(lower: Sequence[str], end: int) -> Reaching | None:
    """The head that begins shortly before token ``end`` and goes up to it or beyond, if any.

    >>> found = head_reaching("gặp phó giám đốc mới".split(), 4)
    >>> found.start, found.end, found.head.id
    (1, 4, 'pho-giam-doc')
    """
    for at in range(max(0, end - _LONGEST_BEFORE), end):
        match = title_heads().longest(lower, at)
        if match is not None and match[0] >= end:
            return Reaching(at, *match)
    return None
