"""The frame of an article: its headline, dateline, author and publisher."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from vnnews.lexicon.tables import rows
from vnnews.link.document import Document
from vnnews.records import MentionType
from vnnews.text.layout import Line

_FULL_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[/.\-]|\s*tháng\s+)\s*(\d{1,2})\s*(?:[/.\-]|,?\s*năm\s+)\s*(\d{4})(?!\d)",
    re.IGNORECASE,
)
# "(BĐ) - ", "TPO - ", "GD&TĐ - ", "VOV.VN - ": who signs, before the first sentence.
_SIGNED_HEAD = re.compile(
    r"(?:\(([^()\n]{2,20})\)|([^\W\d_][\w&.+]{1,14}(?: [^\W\d_][\w.]*){0,3}?))\s*[-–—:]\s+(\S)"
)
_BRACKETED = re.compile(r"\s*\(([^()\n]{2,40})\)")
_DASH = re.compile(r"\s*[-–—:]\s+")
_JOIN = re.compile(r"\s*,?\s*(?:ngày\s+)?$", re.IGNORECASE)
_THEO = re.compile(r"\(?\s*theo\s", re.IGNORECASE)
_PRESS = re.compile(r"(?:tạp chí|báo|đài|cổng|trang tin|tòa soạn|thời báo)\s", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z\d]+(?:\.[a-z\d]+)*\.(?:vn|com|net|org)")
_SIGNATURE = re.compile(r"[A-ZĐ][\w&]*(?:\.\w+)*")
_BETWEEN = re.compile(r"[/()]|\s[-–]\s|\b(?:theo|nguồn):?\s", re.IGNORECASE)


class Frame(msgspec.Struct, frozen=True):
    """What an article says of itself; ranges are of the view, numbers name mentions.

    ``day`` is the DATE mention of the dateline and ``iso`` its day when the line tells the year;
    ``publisher`` is an ORG mention, ``publisher_name`` the name that an abbreviation or the given
    source stands for.
    """

    headline: tuple[int, int] | None = None
    dateline: tuple[int, int] | None = None
    place: int | None = None
    day: int | None = None
    iso: str | None = None
    authors: tuple[int, ...] = ()
    publisher: int | None = None
    publisher_name: str | None = None


@cache
def _publishers() -> dict[str, str]:
    return {row["key"]: row["name"] for row in rows("publishers")}


@cache
def _folded() -> dict[str, str]:
    return {key.casefold(): name for key, name in _publishers().items()}


def frame_of(document: Document) -> Frame:
    r"""The frame of an article whose mentions are decided.

    >>> from vnnews.find.candidate import Candidate
    >>> from vnnews.text.layout import lay_out
    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Mở hội sách\nHuế (TTXVN) - Hội sách mở cửa sáng 3/4.\nAn Vy")
    >>> mentions = (Candidate("LOC", 12, 15, ""), Candidate("PER", 52, 57, ""))
    >>> frame = frame_of(Document(text, tokenize(text), lay_out(text), mentions))
    >>> frame.place, frame.authors, frame.publisher_name
    (0, (1,), 'Thông tấn xã Việt Nam')
    """
    layout = document.layout
    headline = layout.first("headline")
    dateline = _dateline(document)
    publisher, name = _publisher(document)
    return Frame(
        headline=(headline.start, headline.end) if headline else None,
        dateline=dateline.span,
        place=dateline.place,
        day=dateline.day,
        iso=dateline.iso,
        authors=_authors(document),
        publisher=publisher,
        publisher_name=name or dateline.publisher or _known_source(document.source),
    )


class _Dateline(msgspec.Struct, frozen=True):
    span: tuple[int, int] | None = None
    place: int | None = None
    day: int | None = None
    iso: str | None = None
    publisher: str | None = None


def _dateline(document: Document) -> _Dateline:
    """Place, day and signature: a line of their own, else the head of the first line of text."""
    line = document.layout.first("dateline")
    if line is not None:
        places, days = _in_line(document, line, "LOC"), _in_line(document, line, "DATE")
        return _Dateline(
            span=(line.start, line.end),
            place=places[0] if places else None,
            day=days[0] if days else None,
            iso=_iso(document.text.view[line.start : line.end]),
        )
    texts = [line for line in document.layout.lines if line.kind in ("lead", "body")]
    for line in texts[:2]:
        head = _head(document, line)
        if head is not None:
            return head
    return _Dateline()


def _head(document: Document, line: Line) -> _Dateline | None:
    """The dateline that opens a line of text: *(BĐ) -*, *Hà Nội, 12/3 -*, *Hà Nội (TTXVN)*."""
    view = document.text.view
    signed = _SIGNED_HEAD.match(view, line.start, line.end)
    if signed is not None:
        signature = signed[1] or signed[2]
        # What is left of *SGGP Online*; an unknown abbreviation when a sentence begins behind it.
        short = signature == "Online" or (signature.isupper() and " " not in signature)
        if signed[1] or signature in _publishers() or (short and not signed[3].islower()):
            return _Dateline((line.start, signed.start(3)), publisher=_name_of(signature))
    places = _in_line(document, line, "LOC")
    if not places or document.mentions[places[0]].start != line.start:
        return None
    at, day = document.mentions[places[0]].end, None
    days = _in_line(document, line, "DATE")
    if days and _JOIN.fullmatch(view, at, document.mentions[days[0]].start):
        day, at = days[0], document.mentions[days[0]].end
    bracket = _BRACKETED.match(view, at, line.end)
    publisher = _name_of(bracket.group(1)) if bracket else None
    if bracket and (publisher or _DASH.match(view, bracket.end(), line.end)):
        at = bracket.end()
    dash = _DASH.match(view, at, line.end)
    place = document.surface(places[0])
    alone = place.isupper() or (days and dash and document.mentions[days[0]].start == dash.end())
    if not (publisher or (dash and (day is not None or alone))):
        return None
    end = dash.end() if dash else at
    return _Dateline((line.start, end), places[0], day, _iso(view[line.start : end]), publisher)


def _iso(said: str) -> str | None:
    """The day that a dateline tells in full, as ISO 8601."""
    match = _FULL_DAY.search(said)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= 31 and 1 <= month <= 12 else None


def _authors(document: Document) -> tuple[int, ...]:
    """The people of the byline, without those behind *Theo*."""
    found: list[int] = []
    for line in document.layout.of_kind("byline"):
        theo = _THEO.search(document.text.view, line.start + 1, line.end)
        limit = theo.start() if theo else line.end
        found += [i for i in _in_line(document, line, "PER") if document.mentions[i].end <= limit]
    return tuple(found)


def _publisher(document: Document) -> tuple[int | None, str | None]:
    """The publisher: an ORG mention of the source line or the byline, or a known signature."""
    view = document.text.view
    for line in document.layout.of_kind("source", "byline"):
        said = view[line.start : line.end]
        signed = _signed(said)
        bodies = _in_line(document, line, "ORG")
        if bodies and (signed or _PRESS.match(said)):
            return bodies[0], signed
        if signed or _PRESS.match(said):
            return None, signed or said
    return None, None


def _signed(said: str) -> str | None:
    """The publisher who signs a line, the last of several: *TTXVN/Tin Tức*, *(Theo VnExpress)*."""
    parts = [part.strip(" .").casefold() for part in _BETWEEN.split(said)]
    known = [_folded()[part] for part in parts if part in _folded()]
    if not known:  # *P/v TTXVN tại Brussels, VOV-Tây Nguyên*
        signatures = [word for word in _SIGNATURE.findall(said) if word.isupper()]
        known = [_publishers()[word] for word in signatures if word in _publishers()]
    return known[-1] if known else None


def _in_line(document: Document, line: Line, kind: MentionType) -> list[int]:
    """The mentions of a type that start in a line."""
    mentions, start, end = document.mentions, line.start, line.end
    return [i for i in document.of_type(kind) if start <= mentions[i].start < end]


def _name_of(signature: str) -> str | None:
    """The publisher that an abbreviation or a domain stands for."""
    publishers = _publishers()
    known = publishers.get(signature) or publishers.get(signature.partition("/")[0])
    return known or (signature if _DOMAIN.fullmatch(signature) else None)


def _known_source(source: str | None) -> str | None:
    """The publisher that the given source names: a known key, or a name in several words."""
    if not source:
        return None
    name = source.removeprefix("www.").partition(" - ")[0].strip()
    known = _folded().get(name.casefold()) or _name_of(name)
    return known or (source if " " in source.strip() and _PRESS.match(source) else None)
