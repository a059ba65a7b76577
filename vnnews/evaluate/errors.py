"""What went wrong, by cause, with the words around it: work goes where most is lost."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from vnnews.evaluate.facts import FIELDS, Fact, facts
from vnnews.evaluate.spans import LAYERS, Labelled, layer, pair
from vnnews.formats.brat import Annotations

CAUSES = {
    "missed": "nothing of the type was found there",
    "spurious": "there is nothing of the type there",
    "boundary left": "begins elsewhere, ends rightly",
    "boundary right": "begins rightly, ends elsewhere",
    "boundary both": "begins and ends elsewhere",
    "type confusion": "found as, or in place of, another type",
    "split": "one mention found as several",
    "merged": "several mentions found as one",
}


class Error(msgspec.Struct, frozen=True):
    """One error: its cause, what gold has and what was predicted (readable), and the context."""

    article: str
    cause: str
    gold: str
    predicted: str
    context: str = ""
    start: int | None = None


def find_errors(
    article: str, gold: Annotations, predicted: Annotations, text: str, row: str
) -> list[Error]:
    """The errors of one article in one row of the report, in the order of the text.

    Raises:
        ValueError: no such row.
    """
    types = next((types for types in LAYERS if row in types), None)
    if types is not None:
        told, made = layer(gold, types), layer(predicted, types)
        found = _span_errors(told, made, row)
        return [_describe(article, text, *error) for error in sorted(found, key=_place)]
    if row not in FIELDS:
        raise ValueError(f"no row {row!r}: {', '.join((*sum(LAYERS, ()), *FIELDS))}")
    told_facts, made_facts = facts(gold, text), facts(predicted, text)
    return list(
        _fact_errors(article, text, told_facts.get(row, set()), made_facts.get(row, set()), row)
    )


Spans = list[Labelled]


def _span_errors(told: Spans, made: Spans, label: str) -> Iterator[tuple[str, Spans, Spans]]:
    """Cause, mentions of gold and predicted mentions of each error; none is told twice."""
    gold = [span for span in told if span.type == label]
    predicted = [span for span in made if span.type == label]
    merges = [(p, under) for p in predicted if len(under := _under(p, gold)) > 1]
    splits = [(g, over) for g in gold if len(over := _under(g, predicted)) > 1]
    yield from (("merged", under, [p]) for p, under in merges)
    yield from (("split", [g], over) for g, over in splits)
    told_already = {p for p, _ in merges} | {p for _, over in splits for p in over}
    covered = {g for g, _ in splits} | {g for _, under in merges for g in under}
    for g, p in pair(told, made):
        ours = g is not None and g.type == label and g not in covered
        theirs = p is not None and p.type == label and p not in told_already
        if g == p or not (ours or theirs):
            continue
        if ours and theirs and g and p:
            yield _boundary(g, p), [g], [p]
        elif g and p and ours != theirs and g.type != p.type:
            yield "type confusion", [g], [p]
        elif ours and g:
            yield "missed", [g], []
        elif theirs and p:
            yield "spurious", [], [p]


def _under(span: Labelled, others: Spans) -> Spans:
    return [other for other in others if span.shared(other) > 0]


def _boundary(g: Labelled, p: Labelled) -> str:
    if g.end == p.end:
        return "boundary left"
    return "boundary right" if g.start == p.start else "boundary both"


def _place(error: tuple[str, Spans, Spans]) -> int:
    return min(span.start for span in (*error[1], *error[2]))


def _describe(article: str, text: str, cause: str, gold: Spans, predicted: Spans) -> Error:
    def told(spans: Spans) -> str:
        return " + ".join(f"{s.type} {_one_line(text[s.start : s.end])}" for s in spans)

    spans = gold + predicted
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Error(article, cause, told(gold), told(predicted), context(text, start, end), start)


def context(text: str, start: int, end: int, width: int = 40) -> str:
    """The marked characters with those around them, in one line.

    >>> context("Sáng nay, ông Minh nói", 14, 18)
    'Sáng nay, ông «Minh» nói'
    """
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return f"{_one_line(before)}«{_one_line(text[start:end])}»{_one_line(after)}"


def _one_line(text: str) -> str:
    return text.replace("\r", "").replace("\n", "⏎")


def _fact_errors(
    article: str, text: str, gold: set[Fact], predicted: set[Fact], row: str
) -> Iterator[Error]:
    """A fact that differs in one field from a spurious one is an error of that field."""
    names = FIELDS[row]
    missed = sorted(gold - predicted, key=repr)
    spurious = sorted(predicted - gold, key=repr)
    for fact in missed:
        near = next((other for other in spurious if _difference(fact, other, names)), None)
        if near is None:
            yield _fact_error(article, text, "missed", fact, None)
        else:
            spurious.remove(near)
            cause = f"wrong {_difference(fact, near, names)}"
            yield _fact_error(article, text, cause, fact, near)
    for fact in spurious:
        yield _fact_error(article, text, "spurious", None, fact)


def _difference(first: Fact, second: Fact, names: tuple[str, ...]) -> str | None:
    """The one field that two facts differ in; never the span that a value belongs to."""
    fields = [n for n, a, b in zip(names, first, second, strict=True) if a != b]
    return fields[0] if len(fields) == 1 and fields[0] != "span" else None


def _fact_error(
    article: str, text: str, cause: str, gold: Fact | None, predicted: Fact | None
) -> Error:
    span = (gold or predicted or ((),))[0]
    place = span if isinstance(span, tuple) else None
    around = context(text, *place) if place else ""
    told, made = (" | ".join(_field(f) for f in fact) if fact else "" for fact in (gold, predicted))
    return Error(article, cause, told, made, around, place[0] if place else None)


def _field(field: object) -> str:
    return f"{field[0]}-{field[1]}" if isinstance(field, tuple) else str(field)
