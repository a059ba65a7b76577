"""B-cubed (Bagga and Baldwin 1998) over the mentions of people and organizations.

A mention is the same in gold and prediction when its type and boundaries are; one that the other
side lacks shares its entity with nothing there and earns nothing. So the score is that of the
whole system, mentions included.
"""

from __future__ import annotations

from vnnews.evaluate.counts import Shares
from vnnews.formats.brat import Annotations

ROWS: dict[str, tuple[str, ...]] = {"PER": ("PER",), "ORG": ("ORG",), "PER+ORG": ("PER", "ORG")}

Mention = tuple[str, int, int]


def entities(annotations: Annotations, types: tuple[str, ...]) -> dict[Mention, frozenset[Mention]]:
    """Each mention's entity: the mentions of its Equiv group, or it alone."""
    mention: dict[str, Mention] = {
        span.id: (span.type, span.start, span.end)
        for span in annotations.spans
        if span.type in types
    }
    found = {key: frozenset([key]) for key in mention.values()}
    for group in annotations.groups:
        members = frozenset(mention[t] for t in group if t in mention)
        found.update(dict.fromkeys(members, members))
    return found


def b_cubed(gold: Annotations, predicted: Annotations, types: tuple[str, ...]) -> Shares:
    """B-cubed precision and recall, as sums over mentions."""
    told, made = entities(gold, types), entities(predicted, types)
    shared = [(len(told[m] & made[m]), len(told[m]), len(made[m])) for m in told if m in made]
    return Shares(
        precision_sum=sum(both / size for both, _, size in shared),
        predicted=len(made),
        recall_sum=sum(both / size for both, size, _ in shared),
        support=len(told),
    )
