"""A title as it is written, to the canonical title, its modifiers and the body named in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

import msgspec

from vnnews.fuzzy.compiled import aliases_of, matcher
from vnnews.fuzzy.fold import Word, relation
from vnnews.fuzzy.jurisdictions import GOVERNMENT, RANKS, split_units
from vnnews.fuzzy.matcher import MARGIN, Decision
from vnnews.fuzzy.organizations import body_of
from vnnews.fuzzy.phrases import plain_words
from vnnews.fuzzy.reading import Reading, parse, read
from vnnews.fuzzy.score import near
from vnnews.lexicon.tables import rows
from vnnews.records import TitleKind


class NormalizedTitle(msgspec.Struct, frozen=True, kw_only=True):
    """What a title means; ``id`` is None when no canonical title is recognised.

    ``name`` is the canonical form, ``body`` the words that name the body it is in (its own part
    and what follows). ``modifiers`` are some of deputy, standing, acting, former, late, new,
    honorary and alternate. ``level`` is that of the title, else that of the body; ``reason`` says
    how it was recognised or why it was not, ``runner_up`` the title that comes nearest then.
    """

    id: str | None
    name: str
    gloss: str | None = None
    kind: TitleKind | None = None
    level: str | None = None
    branch: str | None = None
    function: str | None = None
    seniority: int | None = None
    modifiers: tuple[str, ...] = ()
    body: str | None = None
    score: float = 0.0
    reason: str = ""
    runner_up: str | None = None


class _Title(NamedTuple):
    """A row of the table."""

    id: str
    name: str
    gloss: str
    kind: TitleKind
    level: str
    branch: str
    function: str
    seniority: str
    body: tuple[Word, ...]


class _Found(NamedTuple):
    """A title that a reading begins with."""

    title: _Title
    start: int
    end: int
    score: float
    reason: str
    slips: int = 0
    dropped: tuple[str, ...] = ()  # modifiers that stand inside it


# Levels that words of a body tell where no unit does.
_LEVELS = {
    **dict.fromkeys(("trung ương", "chính phủ", "quốc hội", "nhà nước", "bộ"), "national"),
    **dict.fromkeys(("tỉnh ủy", "thành ủy", "sở"), "provincial"),
    **dict.fromkeys(("huyện ủy", "quận ủy", "thị ủy"), "district"),
}


@lru_cache(maxsize=1 << 14)
def normalize_title(text: str) -> NormalizedTitle:
    """The canonical title that a text means.

    >>> title = normalize_title("nguyên PCT thường trực UBND tỉnh Nghệ An")
    >>> title.name, title.modifiers
    ('phó chủ tịch ủy ban nhân dân', ('former', 'deputy', 'standing'))
    >>> title.body
    'Ủy ban nhân dân tỉnh Nghệ An'
    >>> normalize_title("tong giam doc").name, normalize_title("hòn đá").id
    ('tổng giám đốc', None)
    """
    all_found: list[tuple[_Found, Reading, tuple[str, ...]]] = []
    for reading in read(text):
        front, modifiers = _front(reading)
        all_found += [(found, reading, modifiers) for found in _titles_at(reading, front)]
    if not all_found:
        return _unknown(text)
    top = max(_rank(found) for found, _, _ in all_found)
    best = [row for row in all_found if _rank(row[0]) == top]
    names = dict.fromkeys(found.title.name for found, _, _ in best)
    if len(names) > 1:
        reason = f"tie: {' and '.join(f'“{name}”' for name in names)} fit equally"
        return NormalizedTitle(
            id=None, name=_tidy(text), reason=reason, runner_up=next(iter(names))
        )
    return _known(*best[0])


def _rank(found: _Found) -> tuple[int, int, float]:
    """The longest title wins, a slip costing two words; then the one that agrees best."""
    return found.end - found.start - 2 * found.slips, -len(found.dropped), found.score


def _tidy(text: str) -> str:
    return " ".join(text[:200].split())


def _known(found: _Found, reading: Reading, front: tuple[str, ...]) -> NormalizedTitle:
    title = found.title
    rest = _until_break(reading, found.end)
    after, rest = _modifiers_first(rest)
    inner = (*_modifiers_in(title.name), *found.dropped, *after) if title.kind == "position" else ()
    body, level = _body(title, rest)
    return NormalizedTitle(
        id=title.id,
        name=title.name,
        gloss=title.gloss or None,
        kind=title.kind,
        level=title.level or level,
        branch=title.branch or None,
        function=title.function or None,
        seniority=int(title.seniority) if title.seniority else None,
        modifiers=tuple(dict.fromkeys((*front, *inner))),
        body=body,
        score=found.score,
        reason=found.reason,
    )


def _unknown(text: str) -> NormalizedTitle:
    """A title whose words stand in another order than any canonical one, or none at all."""
    found = matcher("titles").match(text, limit=2)
    if found and found[0].margin >= MARGIN:
        title = _by_id()[found[0].id]
        return _known(_Found(title, 0, 0, found[0].score, found[0].how), Reading(()), ())
    reason = "no canonical title agrees" if read(text) else "no words"
    return NormalizedTitle(id=None, name=_tidy(text), reason=reason)


# Heads that end a title's name and begin the body's: *giám đốc sở* + *Y tế*; longer ones first.
_SHARED = (
    *("tập đoàn", "hội đồng", "ngân hàng", "công ty", "bệnh viện", "trung tâm", "câu lạc bộ"),
    *("hợp tác xã", "chi cục", "học viện", "liên đoàn", "hiệp hội", "bảo tàng", "nhà hát"),
    *("sở", "phòng", "hội", "đoàn", "ban", "cục", "vụ", "viện", "khoa", "quỹ", "đội", "trạm"),
)


def _body(title: _Title, rest: tuple[Word, ...]) -> tuple[str | None, str | None]:
    """The body that a title and the words after it name, and its level of government."""
    if title.kind != "position":
        return None, None
    words = (*title.body, *rest)
    if not title.body and rest:
        shared = next((head for head in _SHARED if title.name.endswith(f" {head}")), None)
        if shared is not None and rest[0].text not in _SHARED:
            words = (*plain_words(shared), *rest)
    if not words:
        return None, None
    body = body_of(words)
    if body is None:
        return " ".join([w.text for w in words]), _level(words)
    return body.name, body.level or _level(words)


def title_decision(text: str) -> Decision:
    """The matcher's own decision over canonical titles and their aliases, for review."""
    return matcher("titles").best(text)


def _level(words: tuple[Word, ...]) -> str | None:
    """The level of government that the words of a body tell."""
    _, units = split_units((*_BODY, *words))
    if units:
        return GOVERNMENT.get(RANKS.get(units[0][0], 1) or 1)
    padded = f" {' '.join([w.text for w in words])} "
    return next((level for told, level in _LEVELS.items() if f" {told} " in padded), None)


_BODY = plain_words("hội đồng")  # units are looked for behind a head


def _until_break(reading: Reading, start: int) -> tuple[Word, ...]:
    """Words from ``start`` to the next comma: what follows it is another post."""
    ends = [at for at in reading.breaks if at >= start]
    if start in ends:
        return ()
    return reading.words[start : min(ends)] if ends else reading.words[start:]


# Modifiers ---------------------------------------------------------------------------------------


@cache
def _modifiers(place: str) -> dict[str, list[tuple[tuple[Word, ...], str]]]:
    """Modifiers of a place by the letters of their first word."""
    found: dict[str, list[tuple[tuple[Word, ...], str]]] = {}
    for row in rows("title_modifiers"):
        if row["place"] == place:
            words = plain_words(row["words"])
            found.setdefault(words[0].base, []).append((words, row["modifier"]))
    return found


def _modifier_at(place: str, words: Sequence[Word], at: int) -> tuple[int, str] | None:
    """End and meaning of a modifier at ``at``, marks agreeing where the words have any."""
    for phrase, modifier in _modifiers(place).get(words[at].base, ()):
        written = words[at : at + len(phrase)]
        if len(written) == len(phrase) and all(
            a.base == b.base and (a.marks == b.marks or not a.marked)
            for a, b in zip(written, phrase, strict=True)
        ):
            return at + len(phrase), modifier
    return None


def _front(reading: Reading) -> tuple[int, tuple[str, ...]]:
    """Where the title begins after *nguyên, cựu, quyền* and the like, and what these say."""
    at = 0
    found: list[str] = []
    while at + 1 < len(reading.words):
        modifier = _modifier_at("front", reading.words, at)
        if modifier is None:
            break
        at = modifier[0]
        found.append(modifier[1])
    return at, tuple(found)


def _modifiers_first(words: tuple[Word, ...]) -> tuple[tuple[str, ...], tuple[Word, ...]]:
    """Modifiers that words begin with, and the words after them."""
    at = 0
    found: list[str] = []
    while at < len(words):
        modifier = _modifier_at("part", words, at)
        if modifier is None or modifier[1] == "deputy":
            break
        at = modifier[0]
        found.append(modifier[1])
    return tuple(found), words[at:]


@lru_cache(maxsize=1 << 11)
def _modifiers_in(name: str) -> tuple[str, ...]:
    """Modifiers that a canonical name holds."""
    words = plain_words(name)
    found = (_modifier_at("part", words, at) for at in range(len(words)))
    return tuple([modifier[1] for modifier in found if modifier is not None])


# Canonical titles --------------------------------------------------------------------------------


class _Node:
    """A node of the trie of canonical titles and aliases, by the letters of their words."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[tuple[tuple[Word, ...], _Title]] = []


@cache
def _titles() -> tuple[tuple[_Title, tuple[str, ...]], ...]:
    """All titles with their names and aliases."""
    found = []
    for row in rows("titles"):
        title = _Title(
            row["id"], row["name"], row["gloss"], cast(TitleKind, row["kind"]), row["level"],
            row["branch"], row["function"], row["seniority"], plain_words(row["body"]),
        )  # fmt: skip
        found.append((title, (title.name, *aliases_of(row["aliases"]))))
    return tuple(found)


@cache
def _by_id() -> dict[str, _Title]:
    return {title.id: title for title, _ in _titles()}


@cache
def _trie() -> _Node:
    root = _Node()
    for title, names in _titles():
        spellings: list[tuple[Word, ...]] = []
        for name in names:
            if " " in name:
                spellings += [reading.words for reading in parse(name)]
            else:
                spellings.append(plain_words(name))
        for words in dict.fromkeys(spellings):
            node = root
            for w in words:
                node = node.next.setdefault(w.base, _Node())
            node.ends.append((words, title))
    return root


def _titles_at(reading: Reading, start: int) -> Iterator[_Found]:
    """Titles that stand at ``start``; a post's second *bộ*, and modifiers inside, may be passed."""
    words = reading.words
    yield from _walk(words, start)
    for at in range(start + 1, min(len(words), start + 5)):
        left: tuple[Word, ...] = ()
        dropped: tuple[str, ...] = ()
        if words[at].base == words[start].base == "bo" and at == start + 2:
            left = (words[at],)  # *Bộ trưởng Bộ Y tế* is the *bộ trưởng y tế*
        else:
            dropped, rest = _modifiers_first(words[at:])
            left = words[at : len(words) - len(rest)] if dropped else ()
        if left:
            shorter = (*words[:at], *words[at + len(left) :])
            for found in _walk(shorter, start):
                if found.end > at:
                    yield found._replace(end=found.end + len(left), dropped=dropped)


def _walk(words: tuple[Word, ...], start: int) -> Iterator[_Found]:
    """Titles along the trie, slips of one letter included."""
    todo: list[tuple[_Node, int, int]] = [(_trie(), start, 0)]
    while todo:
        node, at, slips = todo.pop()
        for spelt, title in node.ends:
            found = _checked(title, spelt, words[start:at], slips)
            if found is not None:
                yield found._replace(start=start, end=at)
        if at == len(words):
            continue
        word = words[at]
        joiner = node.next.get("va")
        if joiner is not None and word.base != "va":
            todo.append((joiner, at, slips))
        child = node.next.get(word.base)
        if child is not None:
            todo.append((child, at + 1, slips))
        elif word.kind == "foreign" and slips < 2 and len(word.base) > 1:
            for base, other in node.next.items():
                if near(word.base, plain_words(base)[0]):
                    todo.append((other, at + 1, slips + 1))


def _checked(
    title: _Title, spelt: tuple[Word, ...], written: tuple[Word, ...], slips: int
) -> _Found | None:
    """The title if no mark contradicts it."""
    if spelt == written:
        return _Found(title, 0, 0, 1.0, "exact", slips)
    score, corrected = 1.0, []
    spelt = tuple([w for w in spelt if w.base != "va"])
    written = tuple([w for w in written if w.base != "va"])
    for a, b in zip(written, spelt, strict=True):
        if a.base != b.base:
            corrected.append(f"“{a.text}” for “{b.text}”")
            score -= 0.1 / len(spelt)
        elif a.marks != b.marks:
            how = relation(a, b)
            if how != "lost" or (a.marked and a.kind == "syllable"):
                return None
            score -= 0.02 / len(spelt)
    reason = ", ".join(corrected) or ("exact" if score == 1.0 else "folded")
    return _Found(title, 0, 0, round(score, 3), reason, slips)


def titles() -> list[dict[str, Any]]:
    """Canonical titles as rows, for tools that list them.

    >>> len(titles()) >= 600
    True
    """
    return [title._asdict() for title, _ in _titles()]
