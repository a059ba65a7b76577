"""Structured records from Vietnamese news articles.

>>> import vnnews
>>> vnnews.extract("Ông Lê Văn An thăm Hà Nội.").people[0].name
'Lê Văn An'
"""

from vnnews.extractor import Extractor, News, extract
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
