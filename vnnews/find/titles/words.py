"""Words beside titles and inside them: ``title_words.tsv`` by the part that they play."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import msgspec

from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows

# Roles whose words are looked for from a token on, however many they are.
_PHRASES = ("part", "unit", "contest_name")


class TitleWords(msgspec.Struct, frozen=True, kw_only=True):
    """A field for every role; the first lines of the table say what each means.

    Pairs are written as in the table: ``"cho biết"``.
    """

    plural: frozenset[str]
    sought: frozenset[str]
    candidate: frozenset[str]
    nobody: frozenset[str]
    contest: frozenset[str]
    part_of_word: frozenset[str]
    part_of_body: frozenset[str]
    monument: frozenset[str]
    to_name: frozenset[str]
    copula: frozenset[str]
    adverb: frozenset[str]
    saying: frozenset[str]
    closing: frozenset[str]
    no_charge: frozenset[str]
    verbal: frozenset[str]
    part: Phrases[bool]
    unit: Phrases[bool]
    contest_name: Phrases[bool]


@cache
def title_words() -> TitleWords:
    """The table, read once.

    >>> "cho biết" in title_words().saying, "cho biết" in title_words().plural
    (True, False)
    """
    by_role: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("title_words"):
        for role in row["roles"].split():
            by_role[role].append(row["words"])
    fields: dict[str, Any] = {
        role: Phrases((phrase, True) for phrase in words) if role in _PHRASES else frozenset(words)
        for role, words in by_role.items()
    }
    return TitleWords(**fields)
