"""brat standoff: ``ID.txt`` beside ``ID.ann``, offsets in code points of the file as it is."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import get_args

import msgspec

from vnnews.records import MentionType

_TYPES: dict[str, MentionType] = {t: t for t in get_args(MentionType)}


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

    spans: tuple[BratSpan, ...]
    relations: tuple[tuple[str, str, str], ...]
    attributes: dict[str, dict[str, str]]
    references: dict[str, dict[str, str]]
    groups: tuple[tuple[str, ...], ...]


def read_text(path: Path) -> str:
    r"""The text with its line ends untouched: a translated ``\r\n`` would shift every offset."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def parse(ann: str, *, name: str = "<ann>") -> Annotations:
    """Annotations from the contents of an ``.ann`` file.

    Raises:
        ValueError: a line that is not brat or a label that is unknown; names file and line.
    """
    spans: list[BratSpan] = []
    relations: list[tuple[str, str, str]] = []
    attributes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    references: defaultdict[str, dict[str, str]] = defaultdict(dict)
    groups: list[tuple[str, ...]] = []
    for number, line in enumerate(ann.split("\n"), 1):
        if not line.strip():
            continue
        try:
            mark, fields = line[0], line.split("\t")
            if mark == "T":
                label, _, offsets = fields[1].partition(" ")
                ends = [tuple(map(int, part.split())) for part in offsets.split(";")]
                spans.append(BratSpan(fields[0], _TYPES[label], ends[0][0], ends[-1][1]))
            elif mark == "R":
                relation, first, second = fields[1].split()
                relations.append((relation, first.split(":")[1], second.split(":")[1]))
            elif mark == "A":
                key, target, value = fields[1].split()
                attributes[target][key] = value
            elif mark == "N":
                _, target, reference = fields[1].split()
                key, _, value = reference.partition(":")
                references[target][key] = value.replace("_", " ") if key == "place" else value
            elif mark == "*":
                groups.append(tuple(fields[1].split()[1:]))
        except (IndexError, KeyError, ValueError) as error:
            raise ValueError(f"{name}:{number}: not a brat annotation: {line!r}") from error
    return Annotations(
        tuple(spans), tuple(relations), dict(attributes), dict(references), tuple(groups)
    )


def read(path: Path) -> Annotations:
    """Annotations of an ``.ann`` file."""
    return parse(path.read_text(encoding="utf-8"), name=str(path))
