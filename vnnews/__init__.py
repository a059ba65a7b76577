"""Structured records from Vietnamese news articles.

>>> import vnnews
>>> vnnews.extract("Ông Lê Văn An thăm Hà Nội.").people[0].name
'Lê Văn An'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from vnnews.records import (
    Agreement,
    Article,
    Date,
    Dateline,
    Evidence,
    Mention,
    Note,
    Organization,
    Person,
    Place,
    Position,
    Span,
    Title,
    json_schema,
)

if TYPE_CHECKING:
    from vnnews.extractor import Extractor, News, extract
    from vnnews.lexicon.successions import OfficialUnit, predecessors, successors

__all__ = [
    "Agreement",
    "Article",
    "Date",
    "Dateline",
    "Evidence",
    "Extractor",
    "Mention",
    "News",
    "Note",
    "OfficialUnit",
    "Organization",
    "Person",
    "Place",
    "Position",
    "Span",
    "Title",
    "extract",
    "json_schema",
    "predecessors",
    "successors",
]
__version__ = "0.1.0"


_LAZY = {
    **dict.fromkeys(("Extractor", "News", "extract"), "vnnews.extractor"),
    **dict.fromkeys(("OfficialUnit", "predecessors", "successors"), "vnnews.lexicon.successions"),
}


def __getattr__(name: str) -> object:
    """What reads articles is imported at its first use, so that records alone cost little."""
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
