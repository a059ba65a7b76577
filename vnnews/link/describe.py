"""What a title and a body are called: the one place where normalisation plugs in."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from vnnews.lexicon.phrases import Phrases
from vnnews.lexicon.tables import rows
from vnnews.records import TitleKind
from vnnews.text.tokens import tokenize_phrase

_MODIFIER = re.compile(r"(?:nguyên|cựu|cố|quyền|tân|nữ|q\.)\s+(?!vấn\b)", re.I)
_LEVEL = re.compile(
    r"(?<![^\s(])(?<!tác )(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|thị trấn|xã|phường|đặc khu)"
    r"(?!\w)(?! hội)\s*"
)
_LEVEL_OF_BODY = {
    "tỉnh ủy": "tỉnh",
    "tỉnh đoàn": "tỉnh",
    "thành ủy": "thành phố",
    "thành đoàn": "thành phố",
    "huyện ủy": "huyện",
    "huyện đoàn": "huyện",
    "quận ủy": "quận",
    "thị ủy": "thị xã",
}
_FULL_LEVEL = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã"}


class TitleForm(msgspec.Struct, frozen=True):
    """A title as normalised: canonical ``name`` with what the text adds to it, id and kind."""

    name: str
    id: str | None = None
    kind: TitleKind = "position"


class BodyForm(msgspec.Struct, frozen=True):
    """A body as normalised; ``level`` is told without a name in role names (*Công an tỉnh*)."""

    kind: str | None = None
    level: str | None = None
    place: str | None = None


@cache
def _titles() -> Phrases[TitleForm]:
    def entries() -> list[tuple[str, TitleForm]]:
        found: list[tuple[str, TitleForm]] = []
        for row in rows("titles"):
            form = TitleForm(row["name"], row["id"], row["kind"])  # type: ignore[arg-type]
            names = (row["name"], *row["aliases"].split("|"))
            found.extend((name.strip(), form) for name in names)
        return found

    return Phrases(entries())


@cache
def _kinds_of_body() -> Phrases[str]:
    return Phrases((row["head"], row["kind"]) for row in rows("organization_heads"))


@lru_cache(maxsize=1 << 12)
def title_form(own: str) -> TitleForm:
    """The form of a title's own words (the span without the body that it is in).

    >>> title_form("nguyên Bí thư"), title_form("Bộ trưởng Mây Trời").name
    (TitleForm(name='bí thư', id='bi-thu', kind='position'), 'bộ trưởng Mây Trời')
    """
    bare = _MODIFIER.sub("", own, count=1).strip() if _MODIFIER.match(own) else own.strip()
    words = tokenize_phrase(bare)
    match = _titles().longest(words, 0) if words else None
    if match is None:
        return TitleForm(bare)
    end, form = match
    if end == len(words):
        return form
    rest = _after(bare, words[:end])
    return msgspec.structs.replace(form, name=f"{form.name} {rest}") if rest else form


def _after(text: str, words: list[str]) -> str:
    """What follows ``words`` in ``text``."""
    at, lower = 0, text.lower()
    for word in words:
        at = lower.index(word, at) + len(word)
    return " ".join(text[at:].split())


@lru_cache(maxsize=1 << 12)
def body_form(name: str) -> BodyForm:
    """Kind of body and what the name tells of its jurisdiction.

    >>> body_form("Công an tỉnh Gia Lai").place, body_form("Thành ủy").level
    ('tỉnh Gia Lai', 'thành phố')
    """
    words = tokenize_phrase(name)
    match = _kinds_of_body().longest(words, 0) if words else None
    kind = match[1] or None if match else None
    for told in _LEVEL.finditer(name.lower()):
        level = _FULL_LEVEL.get(told[1], told[1])
        place = name[told.end() :]
        if not place or place[0].isupper() or place[0].isdigit():
            return BodyForm(kind, level, f"{level} {place}" if place else None)
    head = " ".join(words[:2])
    if head in _LEVEL_OF_BODY:
        level = _LEVEL_OF_BODY[head]
        rest = name.split(maxsplit=2)[2:]
        return BodyForm(kind, level, f"{level} {rest[0]}" if rest else None)
    return BodyForm(kind)
