"""BKEE: brat pairs as they were annotated, or a sentence a line of JSON as its authors process it.

    T1	PER 4 16	Trần Văn Mẫu
    T2	Meet 17 20	gặp
    E1	Meet:T2 Entity:T1

What triggers an event is marked as an entity is, and told apart by the ``E`` line that names it.
In JSON, mentions are ranges of tokens, as in OneIE.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from vnnews.formats.brat import read_text
from vnnews.formats.external.join import join
from vnnews.formats.external.passage import File, Found, Mark, Passage
from vnnews.formats.problem import reason

_OTHERS = "ERAMN*#"  # events, relations, attributes, normalizations, groups, notes


class _Mention(msgspec.Struct, frozen=True):
    start: int
    end: int
    entity_type: str


class _Sentence(msgspec.Struct, frozen=True):
    tokens: list[str]
    entity_mentions: list[_Mention] = []
    sent_id: str = ""


def read(file: File) -> Found:
    """The article of a pair, or the sentences of a file of JSON."""
    return _read_json(file) if file.name.endswith(".json") else _read_pair(file)


def _read_pair(file: File) -> Found:
    path = Path(file.path).with_suffix(".txt")
    try:
        text = read_text(path)
    except OSError as error:
        yield file.broken(f"no text beside it: {path.name}: {reason(error)}")
        return
    except UnicodeDecodeError as error:
        yield file.broken(f"{path.name} is not UTF-8 at byte {error.start}")
        return
    marks: dict[str, Mark] = {}
    triggers: set[str] = set()
    for number, line in enumerate(file.text.split("\n"), 1):
        fields = line.rstrip("\r").split("\t")
        try:
            if line[:1] == "T":
                marks[fields[0]] = parse_mark(fields, text)
            elif line[:1] == "E":
                triggers.add(fields[1].split()[0].partition(":")[2])
            elif line.strip() and line[0] not in _OTHERS:
                raise ValueError("not a brat annotation")
        except IndexError:
            yield file.broken(f"not a brat annotation: {line[:80]!r}", number)
            return
        except ValueError as error:
            yield file.broken(f"{error}: {line[:80]!r}", number)
            return
    kept = sorted(mark for t, mark in marks.items() if t not in triggers)
    yield Passage(file.name.removesuffix(".ann"), text, tuple(kept))


def parse_mark(fields: Sequence[str], text: str) -> Mark:
    r"""The mark of a ``T`` line; a discontinuous one spans its fragments.

    Raises:
        ValueError: it is no such line, or its surface is not what the text has there.

    >>> parse_mark(["T1", "PER 4 7", "Mẫu"], "ông Mẫu nói")
    Mark(start=4, end=7, label='PER')
    """
    if len(fields) != 3:
        raise ValueError("not a brat annotation")
    label, _, offsets = fields[1].partition(" ")
    try:
        ends = [tuple(map(int, part.split())) for part in offsets.split(";")]
        mark = Mark(ends[0][0], ends[-1][1], label)
    except (IndexError, ValueError):
        raise ValueError("not a brat annotation") from None
    found = " ".join(text[start:end] for start, end in ends)
    if not 0 <= mark.start < mark.end <= len(text):
        raise ValueError(f"not a span of the text, which has {len(text)} characters")
    if found.split() != fields[2].split():
        raise ValueError(f"the text has {found!r} there")
    return mark


def _read_json(file: File) -> Found:
    decode = msgspec.json.Decoder(_Sentence).decode
    for number, line in enumerate(file.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            sentence = decode(line.encode("utf-8", "surrogatepass"))
            text, spans = join(sentence.tokens)
            marks = tuple(sorted(_mark(mention, spans) for mention in sentence.entity_mentions))
        except (msgspec.MsgspecError, ValueError) as error:
            yield file.broken(f'no sentence ("tokens", "entity_mentions"): {error}', number)
        else:
            yield Passage(f"{file.name}:{number}", text, marks)


def _mark(mention: _Mention, spans: Sequence[tuple[int, int]]) -> Mark:
    if not 0 <= mention.start < mention.end <= len(spans):
        raise ValueError(f"tokens {mention.start} to {mention.end} of {len(spans)}")
    return Mark(spans[mention.start][0], spans[mention.end - 1][1], mention.entity_type)
