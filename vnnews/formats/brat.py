"""brat standoff: ``ID.txt`` beside ``ID.ann``, offsets in code points of the file as it is.

What the lines mean is written in the annotation guidelines. ``parse`` reads them, ``annotate``
makes them of an ``Article``, ``render`` writes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import msgspec

from vnnews.formats.problem import InputError
from vnnews.records import Article, Mention, MentionType

_TYPES: dict[str, MentionType] = {t: t for t in get_args(MentionType)}
_ENCLOSING = ("TITLE", "AGREEMENT")
_GROUPED = ("PER", "ORG", "LOC", "AGREEMENT")


class BratSpan(msgspec.Struct, frozen=True):
    """A text-bound annotation ``T…``; a discontinuous one spans its fragments."""

    id: str
    type: MentionType
    start: int
    end: int


class Annotations(msgspec.Struct, frozen=True):
    """One ``.ann`` file.

    ``relations`` are ``(name, arg1, arg2)`` with T ids; ``attributes`` ``{T id: {name: value}}``
    (Status, Kind); ``references`` ``{T id: {key: value}}`` (timex, valid, signed, place);
    ``groups`` are the Equiv groups of T ids.
    """

    spans: tuple[BratSpan, ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    attributes: dict[str, dict[str, str]] = {}
    references: dict[str, dict[str, str]] = {}
    groups: tuple[tuple[str, ...], ...] = ()


# ------------------------------------------------------------------------------------- reading


def read_text(path: Path) -> str:
    r"""The text with its line ends untouched: a translated ``\r\n`` would shift every offset."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def parse(ann: str, *, name: str = "<ann>", text: str | None = None) -> Annotations:
    r"""Annotations from the contents of an ``.ann`` file; given its text, spans are checked too.

    Raises:
        InputError: a line that is not brat, a label that is unknown, an id that is used twice or
            that nothing has, a span that is not in the text; names file and line.

    >>> parse("T1\tPER 4 8\tMinh\n", text="ông Minh").spans
    (BratSpan(id='T1', type='PER', start=4, end=8),)
    """
    found = _Lines(text)
    for number, line in enumerate(ann.split("\n"), 1):
        if not line.strip() or line[0] == "#":  # "#1  AnnotatorNotes …"
            continue
        try:
            named = found.add(line[0], line.rstrip("\r").split("\t"))
            found.named.extend((number, t) for t in named)
        except _Wrong as error:
            raise InputError(name, f"{error}: {line!r}", number) from None
        except (IndexError, KeyError, ValueError) as error:
            raise InputError(name, f"not a brat annotation: {line!r}", number) from error
    for number, target in found.named:
        if target not in found.spans:
            raise InputError(name, f"no annotation has the id {target}", number)
    return Annotations(
        tuple(found.spans.values()),
        tuple(found.relations),
        dict(found.attributes),
        dict(found.references),
        tuple(found.groups),
    )


class _Lines:
    """What the lines that were read so far say; ``named`` are the T ids that they refer to."""

    def __init__(self, text: str | None) -> None:
        self.text = text
        self.spans: dict[str, BratSpan] = {}
        self.relations: list[tuple[str, str, str]] = []
        self.attributes: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.references: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.groups: list[tuple[str, ...]] = []
        self.named: list[tuple[int, str]] = []

    def add(self, mark: str, fields: list[str]) -> tuple[str, ...]:
        """Take in one line; what it refers to is returned."""
        if mark == "T":
            self._add_span(fields)
            return ()
        if mark == "R":
            relation, *arguments = fields[1].split()
            first, second = (argument.split(":")[1] for argument in arguments)
            self.relations.append((relation, first, second))
            return first, second
        if mark == "A":
            key, target, value = fields[1].split()
            self.attributes[target][key] = value
            return (target,)
        if mark == "N":
            _, target, reference = fields[1].split()
            key, _, value = reference.partition(":")
            self.references[target][key] = value.replace("_", " ") if key == "place" else value
            return (target,)
        if mark == "*":
            self.groups.append(tuple(fields[1].split()[1:]))
            return self.groups[-1]
        raise _Wrong("a kind of line that is not used here")

    def _add_span(self, fields: list[str]) -> None:
        label, _, offsets = fields[1].partition(" ")
        if label not in _TYPES:
            raise _Wrong(f"unknown label {label!r}")
        ends = [tuple(map(int, part.split())) for part in offsets.split(";")]
        span = BratSpan(fields[0], _TYPES[label], ends[0][0], ends[-1][1])
        if span.id in self.spans:
            raise _Wrong(f"{span.id} is used twice")
        if self.text is not None and not 0 <= span.start < span.end <= len(self.text):
            raise _Wrong(f"not a span of the text, which has {len(self.text)} characters")
        self.spans[span.id] = span


class _Wrong(Exception):
    """Why a line that can be read is wrong."""


def read(path: Path, *, text: str | None = None) -> Annotations:
    """Annotations of an ``.ann`` file; given its text, spans are checked against it.

    Raises:
        InputError: as ``parse``; or the file is not UTF-8.
    """
    try:
        ann = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8: {error.reason} at byte {error.start}"
        raise InputError(str(path), message) from None
    return parse(ann, name=str(path), text=text)


# ------------------------------------------------------------------------------------- writing


def annotate(article: Article) -> Annotations:
    """The article's mentions and facts as annotations: relations point to first mentions."""
    ordered = sorted(
        article.mentions, key=lambda m: (m.start, -m.end, m.type not in _ENCLOSING, m.type)
    )
    named = [(f"T{i}", mention) for i, mention in enumerate(ordered, 1)]
    first: dict[str, str] = {}
    by_span: dict[tuple[str, int, int], str] = {}
    for t, mention in named:
        first.setdefault(mention.entity, t)
        by_span[mention.type, mention.start, mention.end] = t
    attributes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    references: defaultdict[str, dict[str, str]] = defaultdict(dict)
    relations: list[tuple[str, str, str]] = []

    def relate(name: str, t: str, entities: Iterable[str | None]) -> None:
        relations.extend((name, t, first[e]) for e in entities if e is not None and e in first)

    for title in article.titles:
        found = by_span.get(("TITLE", title.span.start, title.span.end))
        if found is None:
            continue
        relate("held_by", found, title.holders)
        relate("at", found, [title.at])
        if title.status != "current":
            attributes[found]["Status"] = title.status
    for agreement in article.agreements:
        found = first.get(agreement.id)
        if found is None:
            continue
        relate("party", found, agreement.parties)
        relate("signer", found, agreement.signers)
        attributes[found]["Kind"] = agreement.kind
        for key, value in (("signed", agreement.signed), ("valid", agreement.valid)):
            if value is not None:
                references[found][key] = value
    for date in article.dates:
        found = by_span.get(("DATE", date.span.start, date.span.end))
        if found is not None and date.value is not None and date.value != "?":
            references[found]["timex"] = date.value
    units = {place.id: place.unit for place in article.places if place.unit}
    for t, mention in named:
        if mention.type == "LOC" and mention.entity in units:
            references[t]["place"] = units[mention.entity]
    return Annotations(
        tuple(BratSpan(t, m.type, m.start, m.end) for t, m in named),
        tuple(relations),
        dict(attributes),
        dict(references),
        tuple(_groups(named)),
    )


def _groups(named: list[tuple[str, Mention]]) -> Iterator[tuple[str, ...]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for t, mention in named:
        if mention.type in _GROUPED:
            members[mention.entity].append(t)
    return (tuple(group) for group in members.values() if len(group) > 1)


def render(annotations: Annotations, text: str) -> str:
    r"""The contents of an ``.ann`` file: T lines, then R, A and N by mention, then groups.

    >>> render(parse("T1\tLOC 0 9\tTP.\nN1\tReference T1 place:a_b\ta b\n"), "TP.\nVinh.")
    'T1\tLOC 0 3;4 9\tTP. Vinh.\nN1\tReference T1 place:a_b\ta b\n'
    """
    lines = [_span_line(span, text) for span in annotations.spans]
    for number, (name, first, second) in enumerate(annotations.relations, 1):
        lines.append(f"R{number}\t{name} Arg1:{first} Arg2:{second}")
    attributes = [
        (t, k, v) for t, pairs in annotations.attributes.items() for k, v in pairs.items()
    ]
    for number, (t, key, value) in enumerate(attributes, 1):
        lines.append(f"A{number}\t{key} {t} {value}")
    references = [
        (t, k, v) for t, pairs in annotations.references.items() for k, v in pairs.items()
    ]
    for number, (t, key, value) in enumerate(references, 1):
        lines.append(f"N{number}\tReference {t} {key}:{value.replace(' ', '_')}\t{value}")
    lines.extend("*\tEquiv " + " ".join(group) for group in annotations.groups)
    return "".join(f"{line}\n" for line in lines)


def _span_line(span: BratSpan, text: str) -> str:
    """A span over a line end is written as the fragments around it, as brat requires."""
    offsets: list[str] = []
    parts: list[str] = []
    start = span.start
    for part in text[span.start : span.end].split("\n"):
        if part.strip():
            offsets.append(f"{start} {start + len(part)}")
            parts.append(part)
        start += len(part) + 1
    surface = " ".join(parts).replace("\t", " ").replace("\r", " ")
    return f"{span.id}\t{span.type} {';'.join(offsets) or f'{span.start} {span.end}'}\t{surface}"
