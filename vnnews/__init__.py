"""Structured records from Vietnamese news articles.

>>> import vnnews
>>> vnnews.extract("Ông Lê Văn An thăm Hà Nội.").people[0].name
'Lê Văn An'
"""

from __future__ import annotations

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
    "Organization",
    "Person",
    "Place",
    "Position",
    "Span",
    "Title",
    "extract",
    "json_schema",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The extractor's names are imported at their first use, so that records alone cost little."""
    if name in ("Extractor", "News", "extract"):
        from vnnews import extractor  # noqa: PLC0415

        return getattr(extractor, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
