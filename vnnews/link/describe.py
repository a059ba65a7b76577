"""What a title and a body are called: the one place where normalisation plugs in."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_OF_LEVEL = re.compile(rf"(?<!\S)(?:{'|'.join(_LEVEL_OF_BODY)})(?!\w)\s*")
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
    head: str | None = None  # of which the level is a part: *Thành ủy*
    end: int = 0  # where the level begins in the name


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


def known_title(words: Sequence[str]) -> tuple[int, TitleForm] | None:
    """End and form of the longest known title that lower-cased ``words`` begin with.

    >>> known_title(["thiếu", "tướng", "an"])
    (2, TitleForm(name='thiếu tướng', id='thieu-tuong', kind='rank'))
    """
    return _titles().longest(words, 0) if words else None


@cache
def _kinds_of_body() -> Phrases[str]:
    return Phrases((row["head"], row["kind"]) for row in rows("organization_heads"))


@lru_cache(maxsize=1 << 12)
def title_form(own: str, whole: str = "") -> TitleForm:
    """The form of a title: of its ``own`` words, or of the ``whole`` span where that is known.

    >>> title_form("nguyên Bí thư"), title_form("Bộ trưởng Mây Trời").name
    (TitleForm(name='bí thư', id='bi-thu', kind='position'), 'bộ trưởng Mây Trời')
    >>> title_form("Ủy viên", "Ủy viên Ban Thường vụ Thành ủy").name
    'ủy viên ban thường vụ'
    """
    bare = _bare(own)
    words = tokenize_phrase(bare)
    longer = tokenize_phrase(_bare(whole)) if whole else words
    match = known_title(longer)
    if match is None:
        return TitleForm(bare)
    end, form = match
    if end >= len(words):
        return form
    rest = _after(bare, words[:end])
    return msgspec.structs.replace(form, name=f"{form.name} {rest}") if rest else form


def _bare(title: str) -> str:
    """A title without *nguyên, cựu, quyền, tân*."""
    modifier = _MODIFIER.match(title)
    return title[modifier.end() :] if modifier else title


def _after(text: str, words: list[str]) -> str:
    """What follows ``words`` in ``text``."""
    at, lower = 0, text.lower()
    for word in words:
        at = lower.index(word, at) + len(word)
    return " ".join(text[at:].split())


def full_name(name: str, form: BodyForm, jurisdiction: str | None) -> str | None:
    """The name with its jurisdiction spelt out, None where that is unknown.

    >>> full_name("Công an TP", body_form("Công an TP"), "thành phố Hoa Sen")
    'Công an thành phố Hoa Sen'
    """
    if jurisdiction is None or form.level is None:
        return None
    if form.place is None and form.head is None:
        return f"{name[: form.end].rstrip()} {jurisdiction}"
    place = jurisdiction.removeprefix(form.level).strip()
    return f"{form.head or name[: form.end].rstrip()} {place if form.head else jurisdiction}"


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
            said = f"{level} {place}" if place else None
            return BodyForm(kind, level, said, end=told.start())
    for told in _OF_LEVEL.finditer(name.lower()):
        place, head = name[told.end() :], name[: told.end()].rstrip()
        if not place or place[0].isupper():
            level = _LEVEL_OF_BODY[told.group().strip()]
            return BodyForm(kind, level, f"{level} {place}" if place else None, head)
    return BodyForm(kind)
