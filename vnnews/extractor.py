"""From a string to a record: the stages in their order. Read this module first.

str ─ normalize ─▶ Text ─ tokenize, lay_out ─▶ Tokens, Layout ─ find_mentions ─▶ mentions
─ link ─▶ people, organizations, places, dates, titles, agreements ─ assemble ─▶ Article
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vnnews.find.lexicon import UserLexicon
from vnnews.find.mentions import find_mentions
from vnnews.find.tagger import SHIPPED
from vnnews.link.assemble import assemble, link
from vnnews.link.document import Document
from vnnews.records import Article
from vnnews.text.layout import lay_out
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

if TYPE_CHECKING:
    from vnnews.find.tagger.tagger import Tagger


class News(msgspec.Struct, frozen=True, kw_only=True):
    """One article to be read: its text and what is known of it."""

    text: str
    published: dt.date | str | None = None
    source: str | None = None
    id: str | None = None


class Extractor:
    """Extracts records; configured once, then unchanging: share it between threads, pickle it.

    Options:
        lexicon: a TSV file of the user's own names (``type``, ``name``, optional ``id``);
            its rows outrank every rule, the longest first, then the first in the file.
        model: a model file made by ``vnnews train``, ``"shipped"``, or None for the rules alone.
        min_confidence: candidates below it are dropped (0 to 1).

    >>> article = Extractor().extract("Ông Lê Văn An, Giám đốc Sở Y tế Hà Nam, họp ngày 5/3/2024.")
    >>> article.people[0].name, article.people[0].positions[0].title, article.dates[0].value
    ('Lê Văn An', 'Giám đốc Sở Y tế Hà Nam', '2024-03-05')
    """

    def __init__(
        self,
        *,
        lexicon: Path | str | None = None,
        model: Path | str | None = SHIPPED,
        min_confidence: float = 0.5,
    ) -> None:
        """Read the user's lexicon, if any; the model is read when it is first needed.

        Raises:
            ValueError: a row of the lexicon or the model is no good; names the file (and line).
            OSError: the lexicon or the model cannot be read.
        """
        self._lexicon = UserLexicon(Path(lexicon)) if lexicon is not None else None
        self._model = None if model is None else str(model)
        self._min_confidence = min_confidence
        if self._model not in {None, SHIPPED}:
            self._tagger()

    def _tagger(self) -> Tagger | None:
        if self._model is None:
            return None
        from vnnews.find.tagger.tagger import open_tagger  # noqa: PLC0415  numpy loads slowly

        return open_tagger(self._model)

    def extract(
        self,
        text: str,
        *,
        published: dt.date | str | None = None,
        source: str | None = None,
        id: str | None = None,
    ) -> Article:
        """The record of one article.

        Args:
            text: the article as it stands; offsets of the record count its code points.
            published: day of publication (a date, or ISO text): relative dates resolve against it.
            source: where it was published.
            id: kept as ``Article.id``.

        Raises:
            ValueError: ``published`` is not a day. Any ``text`` gives a record.
        """
        normalized = normalize(text)
        tokens = tokenize(normalized)
        mentions = find_mentions(
            tokens,
            tagger=self._tagger(),
            lexicon=self._lexicon,
            min_confidence=self._min_confidence,
        )
        document = Document(
            normalized, tokens, lay_out(normalized), mentions, _day(published), source
        )
        return assemble(document, link(document), id=id)

    def extract_many(self, articles: Iterable[str | News]) -> Iterator[Article]:
        """Records of many articles, one by one as they are asked for, in order."""
        for article in articles:
            news = News(text=article) if isinstance(article, str) else article
            yield self.extract(news.text, published=news.published, source=news.source, id=news.id)


def extract(
    text: str, *, published: dt.date | str | None = None, source: str | None = None
) -> Article:
    """The record of one article, by an ``Extractor`` with default options.

    >>> extract("Thủ đô Hà Nội").places[0].unit
    'thành phố Hà Nội'
    """
    return _default().extract(text, published=published, source=source)


@cache
def _default() -> Extractor:
    return Extractor()


def _day(published: dt.date | str | None) -> dt.date | None:
    if published is None or isinstance(published, dt.date):
        return published.date() if isinstance(published, dt.datetime) else published
    try:
        return dt.date.fromisoformat(published.strip()[:10])
    except ValueError:
        raise ValueError(f"published is not a day as 2019-11-18: {published!r}") from None
