"""What is known of an external corpus, and how its marks become the project's mentions.

A card stands beside the readers, ``NAME.toml``: where the corpus comes from, on which terms, what
is measured with it, which label is which type, and where its boundaries lie otherwise than ours.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Type = Literal["PER", "ORG", "LOC", "DATE"]


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A corpus: ``title`` to ``measured`` are for people, the rest says how to read its marks.

    ``labels`` maps labels to types; ``dropped`` are the other labels that it has, with reasons;
    where a label has a dash, the part before it counts when the whole is not listed. Words of
    ``inside`` before a mention are taken in, in any case, and a 0 in them is any number of one or
    two digits; words of ``outside`` at its beginning are put out, and so is a mark with the label
    that ``led_by`` names. With ``names_only``, a mention without a capitalized name in it is
    dropped. ``reservations`` are what to keep in mind beside the scores.
    """

    title: str
    source: str
    licence: str
    citation: str
    measured: str
    labels: dict[str, Type]
    dropped: dict[str, str] = {}
    inside: dict[Type, tuple[str, ...]] = {}
    outside: dict[Type, tuple[str, ...]] = {}
    led_by: dict[str, str] = {}
    names_only: bool = False
    reservations: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[Type, ...]:
        """The types that the corpus marks; only these are scored."""
        every: tuple[Type, ...] = ("PER", "ORG", "LOC", "DATE")
        return tuple(each for each in every if each in self.labels.values())

    def type_of(self, label: str) -> Type | None:
        """The type that a label stands for, None when it is dropped."""
        return self.labels.get(self._listed(label))

    def reason_for(self, label: str) -> str:
        """Why a label is dropped."""
        return self.dropped.get(self._listed(label), "a label that the card does not know")

    def _listed(self, label: str) -> str:
        known = label in self.labels or label in self.dropped
        return label if known else label.partition("-")[0]


@cache
def read_card(name: str) -> Card:
    """The card of a corpus.

    >>> read_card("vlsp2018").labels["PERSON"]
    'PER'
    """
    data = (files("vnnews.formats.external") / f"{name}.toml").read_bytes()
    return msgspec.toml.decode(data, type=Card)
