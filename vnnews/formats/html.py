"""News pages: the visible text of the article, one paragraph a line, and its publication day.

The text is taken from the ``<article>`` or ``<main>`` element with the most text when it holds a
good part of the page, else from the whole page without navigation and lines that are links only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import msgspec

from vnnews.formats.manifest import parse_day

Attributes = list[tuple[str, str | None]]


class Page(msgspec.Struct, frozen=True):
    """What was read from a page."""

    text: str
    published: str | None = None
    source: str | None = None


_INVISIBLE_NAMES = (
    "script style noscript template title svg iframe object select textarea canvas audio video map"
)
_BLOCK_NAMES = (
    "address article blockquote body br caption center dd div dl dt fieldset figcaption figure "
    "form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody td tfoot th thead tr ul"
)
_INVISIBLE = frozenset(_INVISIBLE_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_FURNITURE = frozenset(["nav", "footer", "aside", "button"])
_CONTAINERS = frozenset(["article", "main"])
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Where pages tell their day, the surest first.
_DAY_KEYS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
)
_VIETNAMESE_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page claims for itself in its first two kilobytes.

    >>> declared_charset(b'<html><meta charset="utf-8">')
    'utf-8'
    """
    match = _CHARSET.search(data[:2048])
    return match.group(1).decode("ascii") if match else None


def read_page(markup: str) -> Page:
    r"""The article of a page; any string, in linear time.

    >>> read_page('<meta property="article:published_time" content="2019-11-18T08:00:00+07:00">'
    ...           '<nav>Menu</nav><h1>Tin</h1><p>Ông&nbsp;Minh<br>nói</p>')
    Page(text='Tin\nÔng\xa0Minh\nnói\n', published='2019-11-18', source=None)
    """
    reader = _read(markup, _INVISIBLE | _FURNITURE)
    # All of it in a <nav> that is never closed: then rather too much than nothing.
    blocks = reader.chosen_blocks() or _read(markup, _INVISIBLE).chosen_blocks()
    text = "".join(f"{block}\n" for block in blocks)
    return Page(text, reader.published(), reader.meta.get("og:site_name") or None)


def _read(markup: str, skipped: frozenset[str]) -> _Reader:
    reader = _Reader(skipped)
    reader.feed(f"{markup}{_CLOSERS}")
    reader.close()
    reader.drop_closers()
    reader.end_block()
    return reader


# A comment, tag, quotation or CDATA section that is never closed makes the parser look for its
# end again and again; with these at the end of the page the first search finds one.
_CLOSERS = "\"'>-->]]>"


class _Block(msgspec.Struct, frozen=True):
    text: str
    container: int  # number of the innermost <article> or <main>, 0 for none
    tag: str
    linked: int  # characters that are links


class _Reader(HTMLParser):
    def __init__(self, skipped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._to_skip = skipped
        self.meta: dict[str, str] = {}
        self.days: list[str] = []
        self._blocks: list[_Block] = []
        self._pieces: list[str] = []
        self._skipped: str | None = None  # the skipped element that is open, and how deep in it
        self._depth = 0
        self._containers: list[int] = []
        self._count = 0
        self._tag = ""
        self._link = False
        self._linked = 0
        self._json = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {key: value or "" for key, value in attrs}
        self._read_facts(tag, given)
        if self._skipped is not None:
            self._depth += tag == self._skipped
            return
        if tag in self._to_skip:
            if tag not in _INVISIBLE:  # a script may stand in the middle of a sentence
                self.end_block()
            self._skipped, self._depth = tag, 1
            return
        if tag in _BLOCKS:
            self.end_block()
            self._tag = tag
        self._link = self._link or tag == "a"
        if tag in _CONTAINERS:
            self._count += 1
            self._containers.append(self._count)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """``<br/>`` is a start tag, as browsers read it; but nothing stays open to be skipped."""
        if tag not in self._to_skip:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._json = False
        if self._skipped is not None:
            self._depth -= tag == self._skipped
            if self._depth == 0:
                self._skipped = None
            return
        if tag in _BLOCKS:
            self.end_block()
        self._link = self._link and tag != "a"
        if tag in _CONTAINERS and self._containers:
            self._containers.pop()

    def handle_data(self, data: str) -> None:
        if self._json:
            self.days.extend(_json_days(data))
        elif self._skipped is None:
            self._pieces.append(data)
            self._linked += len(data.strip()) if self._link else 0

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002
        """``<![if …]>``, ``<![CDATA[…``: comments in HTML; the parent raises on some."""
        return self.rawdata.find(">", i) + 1 or -1

    def end_block(self) -> None:
        """Close the paragraph that is being gathered."""
        text = _BLANKS.sub(" ", "".join(self._pieces)).strip(" ")
        self._pieces.clear()
        if text:
            container = self._containers[-1] if self._containers else 0
            self._blocks.append(_Block(text, container, self._tag, self._linked))
        # A link that is never closed must not make links of all the rest.
        self._tag, self._link, self._linked = "", False, 0

    def drop_closers(self) -> None:
        """Take off the part of ``_CLOSERS`` that no open construct has swallowed."""
        text = "".join(self._pieces)
        ends = (_CLOSERS[i:] for i in range(len(_CLOSERS)))
        left = next((end for end in ends if text.endswith(end)), "")
        self._pieces = [text.removesuffix(left)]

    def chosen_blocks(self) -> list[str]:
        """The paragraphs of the article, headline first."""
        sizes: dict[int, int] = {}
        for block in self._blocks:
            sizes[block.container] = sizes.get(block.container, 0) + len(block.text)
        largest = max(sizes, key=lambda c: (c > 0, sizes[c]), default=0)
        if largest == 0 or sizes[largest] * 3 < sum(sizes.values()):
            told = [b for b in self._blocks if b.tag == "h1" or b.linked * 10 < len(b.text) * 9]
            return [block.text for block in told or self._blocks]
        chosen = [block for block in self._blocks if block.container == largest]
        if not any(block.tag == "h1" for block in chosen):
            headline = next((b for b in self._blocks if b.tag == "h1"), None)
            chosen = [headline, *chosen] if headline else chosen
        return [block.text for block in chosen]

    def published(self) -> str | None:
        """The first day that can be read, from the surest place on."""
        told = [self.meta[key] for key in _DAY_KEYS if key in self.meta] + self.days
        return next((day for day in map(_day, told) if day), None)

    def _read_facts(self, tag: str, given: dict[str, str]) -> None:
        if tag == "script":
            self._json = given.get("type", "").strip().lower() == "application/ld+json"
        key = given.get("property") or given.get("name") or given.get("itemprop")
        if tag == "meta" and key and "content" in given:
            self.meta.setdefault(key.strip().lower(), given["content"].strip())
        elif tag == "time" and "datetime" in given:
            self.days.append(given["datetime"])


def _day(told: str) -> str | None:
    """ISO day of what a page says, or None: ``2019-11-18T08:00:00+07:00``, ``18/11/2019 08:00``."""
    match = _VIETNAMESE_DAY.search(told)
    if match:
        day, month, year = match.groups()
        told = f"{year}-{int(month):02}-{int(day):02}"
    try:
        return parse_day(told)
    except ValueError:
        return None


def _json_days(data: str) -> Iterator[str]:
    """``datePublished`` wherever it stands in a JSON-LD block."""
    try:
        pending = [json.loads(data)]
    except (ValueError, RecursionError):
        return
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            day = value.get("datePublished")
            if isinstance(day, str):
                yield day
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
