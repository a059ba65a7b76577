"""The network in torch, as it is trained; ``parameters`` turns it into what ``network`` runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from vnnews.find.tagger import features
from vnnews.find.tagger.article import Annotated, Unlabelled
from vnnews.find.tagger.labels import LABELS, LAYERS, encode
from vnnews.find.tagger.model import Parameters
from vnnews.find.tagger.network import REACH

if TYPE_CHECKING:
    from vnnews.find.tagger.model import Array

SIZE, LOWER, SHAPE, AFFIX = 64, 32, 12, 8
FORM = SIZE + LOWER + SHAPE + 4 * AFFIX
WIDTH = 64  # of the network that is kept
_GAP = 3  # empty rows between articles of a batch: more than the convolutions reach in one step
Indices = npt.NDArray[np.intp]
_PARTS = ("form", "lower", "shape", "affixes", "place", "group", "hits", "targets")


class Example(msgspec.Struct, frozen=True):
    """One article as arrays, a row per token; ``targets`` are probabilities of the labels."""

    form: Indices
    lower: Indices
    shape: Indices
    affixes: Indices
    place: Indices
    group: Indices
    hits: Array
    targets: Array


class Batch(msgspec.Struct, frozen=True):
    """Articles one behind the other with gaps; ``real`` is 1 for tokens and 0 for gaps."""

    form: Tensor
    lower: Tensor
    shape: Tensor
    affixes: Tensor
    place: Tensor
    group: Tensor
    hits: Tensor
    targets: Tensor
    real: Tensor


def example(article: Unlabelled, vocabulary: dict[str, int]) -> Example:
    """Arrays of one article: its gold spans are certain, without any the targets are empty.

    Of an article that was annotated in part these are what bears on that part: as when tagging, the
    network sees no more than it has to.
    """
    tokens = article.tokens
    forms = [features.form_features(form, vocabulary) for form in tokens.form]
    spans = article.spans if isinstance(article, Annotated) else ()
    layers = [np.eye(layer.size)[encode(spans, len(tokens), layer)] for layer in LAYERS]
    whole = Example(
        form=np.array([f.form for f in forms]),
        lower=np.array([f.lower for f in forms]),
        shape=np.array([f.shape for f in forms]),
        affixes=np.array([f.affixes for f in forms]).reshape(len(forms), 4),
        place=features.places(tokens),
        group=features.capital_groups(tokens),
        hits=features.hits(tokens, article.hits),
        targets=np.concatenate(layers, axis=1, dtype=np.float16),
    )
    if isinstance(article, Annotated) and article.stretches:
        return _part(whole, article.stretches)
    return whole


def _part(whole: Example, stretches: Sequence[tuple[int, int]]) -> Example:
    """What bears on the names in some stretches; all else has no targets, so teaches nothing."""
    asked = np.zeros(len(whole.form), dtype=np.bool_)
    for start, end in stretches:
        asked[start:end] = True
    targets = whole.targets.copy()
    targets[~asked] = targets[:, LAYERS[0].size :] = 0
    same = np.isin(whole.group, np.setdiff1d(whole.group[asked], [0]))
    seen = features.within(asked, REACH) | features.within(same, 1)
    given = msgspec.structs.replace(whole, targets=targets)
    return Example(*(getattr(given, part)[seen] for part in _PARTS))


def batch(examples: Sequence[Example]) -> Batch:
    """Examples joined; groups of capitalised words stay apart by article."""
    columns: dict[str, list[npt.NDArray[Any]]] = {part: [] for part in _PARTS}
    real: list[Array] = []
    groups = 0
    for one in examples:
        for part in _PARTS:
            array = getattr(one, part)
            if part == "group":
                array = np.where(array > 0, array + groups, 0)
            columns[part] += [array, np.zeros((_GAP, *array.shape[1:]), dtype=array.dtype)]
        groups += int(one.group.max(initial=0))
        real += [np.ones(len(one.form), np.float32), np.zeros(_GAP, np.float32)]
    joined = {part: torch.from_numpy(np.concatenate(arrays)) for part, arrays in columns.items()}
    return Batch(real=torch.from_numpy(np.concatenate(real))[:, None], **joined)


class Learner(nn.Module):
    """What ``vnnews.find.tagger.network.Network`` computes, with dropout and gradients."""

    def __init__(
        self, vectors: Array, *, width: int = WIDTH, dropout: float = 0.4, layers: int = 2
    ) -> None:
        super().__init__()
        self.width = width
        self.forms = nn.Embedding(len(vectors), SIZE, _weight=torch.from_numpy(vectors))
        self.lower = nn.Linear(SIZE, LOWER, bias=False)
        self.shapes = nn.Embedding(features.SHAPES, SHAPE)
        self.affixes = nn.Embedding(features.AFFIXES, AFFIX)
        self.first = nn.Linear(FORM, 3 * width, bias=False)
        self.first_bias = nn.Parameter(torch.zeros(width))
        self.places = nn.Embedding(features.PLACES, 3 * width)
        self.hits = nn.Linear(features.HITS, 3 * width, bias=False)
        nn.init.normal_(self.places.weight, std=0.05)
        sizes = [4 * width] + [3 * width] * (layers - 1)
        self.convolutions = [nn.Linear(size, width) for size in sizes]
        self.layers = nn.ModuleList(self.convolutions)
        self.out = nn.Linear(width, LABELS)
        self.dropout = nn.Dropout(dropout)

    def forward(self, given: Batch) -> Tensor:
        """Label scores, a row per token or gap."""
        scores: Tensor = self.out(self.dropout(self.hidden(given)))
        return scores

    def hidden(self, given: Batch) -> Tensor:
        """The last hidden layer."""
        vectors = torch.cat(
            [
                self.forms(given.form),
                self.lower(self.forms(given.lower)),
                self.shapes(given.shape),
                self.affixes(given.affixes).flatten(1),
            ],
            dim=1,
        )
        seen = self.first(self.dropout(vectors))
        seen = (seen + self.places(given.place) + self.hits(given.hits)) * given.real
        before, at, after = seen.split(self.width, dim=1)
        hidden = at + _shift(before, 1) + _shift(after, -1) + self.first_bias
        hidden = torch.relu(hidden) * given.real
        shared = self.dropout(_shared(hidden, given.group))
        for i, layer in enumerate(self.convolutions):
            dropped = self.dropout(hidden)
            window = [_shift(dropped, 1), dropped, _shift(dropped, -1)]
            inputs = torch.cat([*window, shared] if i == 0 else window, dim=1)
            hidden = hidden + torch.relu(layer(inputs)) * given.real
        return hidden

    def loss(self, given: Batch) -> Tensor:
        """Cross-entropy of the targets of all layers, a mean over tokens."""
        rows = given.real[:, 0] > 0
        targets = given.targets[rows].float()
        return -(targets * _logarithms(self(given)[rows])).sum(dim=1).mean()

    def probabilities(self, one: Example) -> Array:
        """Of the labels of every layer: a row per token of one article."""
        self.eval()
        with torch.no_grad():
            chances = _logarithms(self(batch([one]))).exp()
        found: Array = chances[: len(one.form)].numpy().astype(np.float16)
        return found

    def parameters_of(self, vocabulary: Sequence[str]) -> Parameters:
        """The learned arrays in the layout of ``Parameters``."""

        def array(tensor: Tensor) -> Array:
            return tensor.detach().numpy().copy()

        return Parameters(
            vocabulary=tuple(vocabulary),
            forms=array(self.forms.weight),
            lower=array(self.lower.weight.T),
            shapes=array(self.shapes.weight),
            affixes=array(self.affixes.weight),
            first=array(self.first.weight.T),
            first_bias=array(self.first_bias),
            places=array(self.places.weight),
            hits=array(self.hits.weight.T),
            layers=tuple((array(layer.weight.T), array(layer.bias)) for layer in self.convolutions),
            out=array(self.out.weight.T),
            out_bias=array(self.out.bias),
        )


def _logarithms(scores: Tensor) -> Tensor:
    """Of the probabilities of the labels, layer by layer."""
    layers = scores.split([layer.size for layer in LAYERS], dim=1)
    return torch.cat([functional.log_softmax(part, dim=1) for part in layers], dim=1)


def _shift(rows: Tensor, by: int) -> Tensor:
    """Rows moved down (1) or up (-1) by one, with zeros at the edge."""
    empty = rows.new_zeros((1, rows.shape[1]))
    return torch.cat([empty, rows[:-1]]) if by > 0 else torch.cat([rows[1:], empty])


def _shared(hidden: Tensor, groups: Tensor) -> Tensor:
    """For each token the maximum over its group; zeros for group 0."""
    tops = hidden.new_zeros((int(groups.max()) + 1, hidden.shape[1]))
    index = groups[:, None].expand(-1, hidden.shape[1])
    tops = tops.scatter_reduce(0, index, hidden, "amax", include_self=True)
    kept = (groups > 0)[:, None]
    return tops[groups] * kept
