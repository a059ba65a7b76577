"""An article as the finder of agreements sees it: tokens, and names by token index."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from vnnews.find.candidate import Candidate
from vnnews.lexicon.phrases import Phrases
from vnnews.text.tokens import Tokens

_WINDOW = 120  # tokens of a sentence that are read on either side of a kind word


class Scene:
    """Tokens and names of one article, by token index."""

    def __init__(self, tokens: Tokens, names: Sequence[Candidate]) -> None:
        self.tokens = tokens
        self.lower = tokens.lower
        self.sentence_starts = [start for start, _ in tokens.sentences]
        self.name_end: dict[int, int] = {}  # first token of a name -> token after it
        self.name_first: dict[int, int] = {}  # token after a name that can act -> its first token
        self.covered: set[int] = set()
        self.party_starts: list[int] = []  # first tokens of names that can be parties
        self.people: set[int] = set()
        self.things: set[int] = set()  # organizations and places
        self.lands: set[int] = set()  # places alone
        for name in names:
            first, end = tokens.range(name.start, name.end)
            self.name_end[first] = end
            self.covered.update(range(first, end))
            if name.type in ("PER", "ORG", "LOC"):
                self.party_starts.append(first)
            if name.type != "DATE":
                self.name_first[end] = first
            if name.type == "PER":
                self.people.add(first)
            elif name.type != "DATE":
                self.things.add(first)
                if name.type == "LOC":
                    self.lands.add(first)
        self.party_starts.sort()

    def is_free(self, index: int) -> bool:
        """Whether a token is in no name, or is one that can as well be a document: *TPP*."""
        return index not in self.covered or (
            self.name_end.get(index) == index + 1 and index in self.things
        )

    def told(self, table: Phrases[str], first: int, end: int) -> Iterator[int]:
        """Where phrases of a table start in the token range."""
        for at in table.openings(self.lower, first, end):
            if table.longest(self.lower, at) is not None:
                yield at

    def sentence(self, index: int) -> tuple[int, int]:
        """The sentence that holds token ``index``, as far as it is near."""
        start, end = self.tokens.sentences[bisect_right(self.sentence_starts, index) - 1]
        return max(start, index - _WINDOW), min(end, index + _WINDOW)

    def has_party(self, first: int, end: int) -> bool:
        """Whether a name that can be a party starts in the token range."""
        at = bisect_right(self.party_starts, first - 1)
        return at < len(self.party_starts) and self.party_starts[at] < end

    def things_in(self, first: int, end: int) -> int:
        """How many different organizations and places are named in the token range."""
        starts = self.party_starts
        near = starts[bisect_right(starts, first - 1) : bisect_right(starts, end - 1)]
        things = (at for at in near if at in self.things)
        return len({tuple(self.lower[at : self.name_end[at]]) for at in things})
