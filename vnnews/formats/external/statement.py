"""What was made of an external corpus, said beside every score that is measured with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vnnews.formats.external.adapt import Outcome
from vnnews.formats.external.card import Card
from vnnews.formats.external.read import External

_TITLES = {"mapped": "mapped", "moved": "boundaries moved", "dropped": "dropped"}


def statement_lines(external: External) -> Iterator[str]:
    """The corpus, what became of its marks with counts, its policy, and what to keep in mind."""
    card = external.card
    yield f"== {card.title}: {card.measured}"
    yield f"licence: {card.licence}"
    for fate, title in _TITLES.items():
        counted = _of(external, fate)
        if counted:
            yield f"{title}: {sum(number for _, number in counted)}"
        for outcome, number in counted:
            yield f"{number:8}  {describe(outcome)}"
    yield from (f"policy: {rule}" for rule in policy(card))
    yield from (f"keep in mind: {reservation}" for reservation in card.reservations)


def describe(outcome: Outcome) -> str:
    """What became of a mark, in words.

    >>> describe(Outcome("mapped", "PERSON", "PER")), describe(Outcome("dropped", "AGE", "why"))
    ('PERSON → PER', 'AGE: why')
    """
    arrow = " → " if outcome.fate == "mapped" else ": "
    return f"{outcome.label}{arrow}{outcome.detail}"


def policy(card: Card) -> Iterator[str]:
    """How marks become mentions, where that is not by the label alone."""
    yield f"only {', '.join(card.types)} are scored, in gold and in what was extracted"
    yield "of marks in one another the outermost is kept"
    for label, lead in card.led_by.items():
        yield f"a {lead} at the beginning of {label} is outside it"
    for type_, words in card.outside.items():
        yield f"at the beginning of {type_} outside: {', '.join(words)}"
    for type_, words in card.inside.items():
        yield f"before {type_} taken in: {', '.join(words)}"
    if card.names_only:
        yield "marks without a name in them (common nouns, pronouns) are dropped"


def statement_json(external: External) -> dict[str, Any]:
    """The same for machines."""
    card = external.card
    counts: dict[str, Any] = {
        fate: [
            {"label": outcome.label, "detail": outcome.detail, "count": number}
            for outcome, number in _of(external, fate)
        ]
        for fate in _TITLES
    }
    return {
        "format": str(external.name),
        "title": card.title,
        "licence": card.licence,
        "citation": card.citation,
        "measured": card.measured,
        **counts,
        "policy": list(policy(card)),
        "reservations": list(card.reservations),
    }


def _of(external: External, fate: str) -> list[tuple[Outcome, int]]:
    """Outcomes of one kind, the most frequent first."""
    found = [(outcome, n) for outcome, n in external.tally.items() if outcome.fate == fate]
    return sorted(found, key=lambda item: (-item[1], item[0]))
