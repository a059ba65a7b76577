"""The people of one text again: names seen surely once are sure elsewhere.

A name is repeated whole or by a part: a Vietnamese given name, the last of a foreign name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from vnnews.find.candidate import Candidate
from vnnews.find.organizations.names import is_known_name
from vnnews.find.people.grammar import FOLLOWERS, acts, goes_on, lexicon
from vnnews.find.places.grammar import Reader, is_vietnamese
from vnnews.find.resolve import SETTLED
from vnnews.text.tokens import Tokens

# Before a syllable that is surely a country: *nước Đức, Ngoại hạng Anh, Tổng thống Nga*.
_BEFORE_COUNTRIES = frozenset(
    "nước tại ở sang người hàng gốc quân hạng phủ thống tuyển tiếng đội mạng giới dân sao".split()
)
_PRONOUN = "anh"  # where it opens a sentence
_OFTEN = 2  # one foreign word that does something so often is somebody
_LIKELY, _SURE, _SURELY = 0.6, 0.7, 0.8
_BY_NAME = frozenset(
    ["place:again", "place:personal", "tagger"]
)  # rules that see no more of a place
_FAMILIES = frozenset(["họ", "nhà", "thời"])  # before a family's or a dynasty's name
Kind = Literal["vietnamese", "foreign", "initials", "single", "other"]


class Part(msgspec.Struct, gc=False):
    """A stretch of a capitalised run that may be a name; settled by the whole text."""

    start: int
    end: int
    kind: Kind
    rule: str
    confidence: float


def settle(r: Reader, parts: list[Part]) -> None:
    """Names seen surely once are sure elsewhere, whole or by the part that is repeated."""
    lower = r.lower
    keys = [tuple(lower[part.start : part.end]) for part in parts]
    counts = Counter(keys)
    weak = {key for part, key in zip(parts, keys, strict=True) if part.confidence >= 0.4}
    acted = {key for part, key in zip(parts, keys, strict=True) if part.confidence >= 0.6}
    for part, key in zip(parts, keys, strict=True):
        if not 0.4 <= part.confidence < 0.7 or len(key) < 2:
            continue
        if part.kind == "foreign":
            last = part.end - 1
            if key[-1:] in counts and len(key[-1]) > 2 and not r.name_at(last):
                part.confidence = 0.8 if key[-1:] in weak else 0.65
            elif key in acted and counts[key] > 1:
                part.confidence = 0.65
        elif part.kind == "vietnamese" and counts[key] > 2:
            part.confidence = 0.65
    _raise_actors(r, parts, keys)
    sure: dict[tuple[str, ...], float] = {}
    for part in parts:
        if part.confidence >= 0.65:
            for key, confidence in _aliases(r, part):
                sure[key] = max(confidence, sure.get(key, 0.0))
    for part, key in zip(parts, keys, strict=True):
        confidence = sure.get(key, 0.0)
        if part.kind == "foreign" and len(key) > 1 and part.confidence >= 0.4:
            confidence = max(confidence, sure.get(key[-1:], 0.0))
        if confidence > part.confidence and _repeats(r, part):
            part.confidence, part.rule = confidence, f"{part.rule}-again"
    _tell_from_countries(r, parts)


def read_again(tokens: Tokens, names: Sequence[Candidate]) -> list[Candidate]:
    """The names, and the people among them wherever else the article names them.

    Whoever several of the names name is found where the same words stand and nothing was found;
    what is glued to such a name is cut off; a place that was only told by its name is the person.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Lund ghi bàn. Vos khen Lund. Với Lund, Vos vui. Vắng Lund, Vos thua.")
    >>> spans = ((0, 4), (14, 17), (23, 27), (39, 42), (48, 57), (59, 62))
    >>> again = read_again(tokenize(text), [Candidate("PER", *span, "") for span in spans])
    >>> [text.view[name.start : name.end] for name in again]
    ['Lund', 'Vos', 'Lund', 'Lund', 'Vos', 'Lund', 'Vos']
    """
    ranges = [tokens.range(c.start, c.end) if c.type == "PER" else (0, 0) for c in names]
    found = _found(tokens, names, ranges)
    if not found:
        return list(names)
    r = tokens.once(Reader)
    read: list[Candidate] = []
    for name, (start, end) in zip(names, ranges, strict=True):
        if end - start > 1:
            read.append(_trim(r, found, name, start, end))
        else:
            read.append(_reclaim(tokens, found, name) if name.type == "LOC" else name)
    missed = _missed(r, found, read)
    return sorted([*read, *missed], key=lambda name: name.start) if missed else read


_Words = tuple[str, ...]


class _Found(NamedTuple):
    """How often a person's name was found, and how surely."""

    times: int
    sure: float


def _found(
    tokens: Tokens, names: Sequence[Candidate], ranges: Sequence[tuple[int, int]]
) -> dict[_Words, _Found]:
    found: dict[_Words, _Found] = {}
    for name, (start, end) in zip(names, ranges, strict=True):
        if end:
            words = tuple(tokens.form[start:end])
            times, sure = found.get(words, (0, 0.0))
            found[words] = _Found(times + 1, max(sure, name.confidence))
    return found


def _trim(
    r: Reader, found: dict[_Words, _Found], name: Candidate, start: int, end: int
) -> Candidate:
    """A name without the word of a sentence that is glued to it: *Thu Hà | Vẻ đẹp, Vắng | Lund*."""
    words = tuple(r.form[start:end])
    if found[words].times > 1:
        return name
    known = found.get(words[:-1])
    if known and len(words) > 2 and r.joined(end) and r.form[end].islower():
        return Candidate("PER", name.start, r.end[end - 2], name.rule, known.sure)
    known = found.get(words[1:])
    if not known or known.times < _OFTEN or not r.opens(start):
        return name
    if not is_vietnamese(r.lower[start]) or is_vietnamese(r.lower[start + 1]):
        return name
    return Candidate("PER", r.start[start + 1], name.end, name.rule, known.sure)


def _reclaim(tokens: Tokens, found: dict[_Words, _Found], name: Candidate) -> Candidate:
    """A place that is a person's name elsewhere in the article, told by an honorific or a title."""
    if name.rule not in _BY_NAME:
        return name
    start, end = tokens.range(name.start, name.end)
    known = found.get(tuple(tokens.form[start:end]))
    if end - start < 2 or not known or known.sure < _SURELY:
        return name
    return Candidate("PER", name.start, name.end, "person:again", name.confidence)


def _missed(r: Reader, found: dict[_Words, _Found], names: Sequence[Candidate]) -> list[Candidate]:
    """Where the words of names stand that were found often, or in full and surely."""
    often = {words for words, known in found.items() if _is_known(words, known)}
    if not often:
        return []
    starts = [name.start for name in names]

    def overlaps(start: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return before > 0 and names[before - 1].end > start

    begun: defaultdict[str, list[_Words]] = defaultdict(list)
    for words in sorted(often, key=len, reverse=True):
        begun[words[0]].append(words)
    missed: defaultdict[_Words, list[int]] = defaultdict(list)
    end = 0
    for i in r.capitals:
        if i < end or r.form[i] not in begun:
            continue
        for words in begun[r.form[i]]:
            end = i + len(words)
            if tuple(r.form[i:end]) == words:
                if not overlaps(r.start[i], r.end[end - 1]):
                    missed[words].append(i)
                break
        else:
            end = i
    return [
        Candidate("PER", r.start[i], r.end[i + len(words) - 1], "person:again", _LIKELY)
        for words, places in missed.items()
        if len(places) < max(found[words].times, _OFTEN)
        for i in places
        if _stands_alone(r, i, i + len(words))
    ]


def _is_known(words: _Words, known: _Found) -> bool:
    if known.times >= _OFTEN:
        return known.sure >= _SURE
    return len(words) > 1 and known.sure >= _SURELY and words[-1] != "."


def _stands_alone(r: Reader, start: int, end: int) -> bool:
    """Whether no capital or figure beside the words makes another name of them."""
    if r.capital_before(start) or (r.joined(end) and (r.caps[end] or r.form[end].isdigit())):
        return False
    if r.touches(start) or (r.touches(end) and r.form[end] in "-&"):
        return False
    if end - start > 1 or not is_vietnamese(r.lower[start]):
        return True
    return r.before(start) not in _FAMILIES and (not r.opens(start) or acts(r, end))


def _tell_from_countries(r: Reader, parts: list[Part]) -> None:
    """*Đức, Nga, Mỹ* alone are the person whose full name they close, not a country.

    Unless the article shows that it speaks of the country as well.
    """
    lower, common = r.lower, lexicon().common
    given = {
        lower[part.end - 1]
        for part in parts
        if part.kind == "vietnamese" and part.confidence >= 0.65 and lower[part.start] in common
    }
    namesakes = [
        part
        for part in parts
        if part.kind == "single" and lower[part.start] in given and _is_country(r, part.start)
    ]
    if namesakes:
        countries = {lower[i] for i in r.capitals if lower[i] in given and _is_told_country(r, i)}
        for part in namesakes:
            pronoun = lower[part.start] == _PRONOUN and r.opens(part.start)
            if not pronoun and lower[part.start] not in countries:
                part.confidence, part.rule = SETTLED, "person:namesake"


def _is_country(r: Reader, at: int) -> bool:
    return r.country_end(at) == at + 1


def _is_told_country(r: Reader, at: int) -> bool:
    """Whether the words beside make a country of it: *nước Đức, Ngoại hạng Anh, Nga - Mỹ*."""
    if r.before(at) in _BEFORE_COUNTRIES:
        return True
    for dash, other in ((at - 1, at - 2), (at + 1, at + 2)):
        if 0 <= other < r.n and r.form[dash] in "-–" and _is_country(r, other):
            return True
    return False


def _raise_actors(r: Reader, parts: list[Part], keys: list[tuple[str, ...]]) -> None:
    """Makes single foreign words plausible that several times do what people do."""
    single = [
        (part, key[0])
        for part, key in zip(parts, keys, strict=True)
        if part.kind == "foreign" and len(key) == 1 and not r.form[part.start].isupper()
    ]
    acts = Counter(word for part, word in single if part.confidence >= 0.4)
    for part, word in single:
        if acts[word] >= _OFTEN and part.confidence >= 0.2 and not is_known_name([word]):
            part.confidence = max(part.confidence, 0.65)


def _aliases(r: Reader, part: Part) -> Iterator[tuple[tuple[str, ...], float]]:
    """The ways to repeat a name, with how sure each is."""
    words = tuple(r.lower[part.start : part.end])
    yield words, min(0.85, part.confidence)
    last = 2 if words[-1] == "." else 1
    if len(words) <= last:
        return
    if part.kind == "initials" and last == 2:
        yield words[-2:], 0.8
    elif part.kind == "vietnamese":
        yield words[-last:], 0.6
        if len(words) > 2:
            yield words[-2:], 0.8
    elif part.kind == "foreign":
        for k in range(1, len(words)):
            if r.caps[part.start + k]:
                yield words[k:], min(0.85, part.confidence + 0.1)
        yield words[:1], min(0.7, part.confidence)


def _repeats(r: Reader, part: Part) -> bool:
    """Whether a part may be a name again: no place, and no word that opens a sentence."""
    form = r.form[part.start]
    place = r.name_at(part.start)
    if part.kind == "other" or (place and place[0] >= part.end and part.confidence < 0.4):
        return False
    if part.kind == "foreign" and _is_body(r, part):
        return False
    if part.end - part.start == 1 and form.isupper() and len(form) < 6:
        return False
    if part.kind != "single":
        return True
    if goes_on(r, part.end):
        return False
    return not r.opens(part.start) or acts(r, part.end) or _follows(r, part.end)


def _is_body(r: Reader, part: Part) -> bool:
    """Whether a part is a body, or what it makes: *Nokia, Honda City*."""
    words = r.lower[part.start : part.end]
    return is_known_name(words[:1]) or is_known_name(words)


def _follows(r: Reader, end: int) -> bool:
    return r.joined(end) and r.lower[end] in FOLLOWERS
