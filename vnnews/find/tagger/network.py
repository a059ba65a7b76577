"""The network that scores the labels of tokens: three convolutions over an article, in numpy.

What the first convolution makes of a form is computed once per form and kept; the second one
reads, beside each token, the maximum over all tokens of the article that are the same
capitalised word.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from vnnews.find.tagger.features import form_features
from vnnews.find.tagger.labels import LAYERS

if TYPE_CHECKING:
    import numpy.typing as npt

    from vnnews.find.tagger.model import Array, Parameters

REACH = 3  # tokens to either side that bear on the labels of one: one for each convolution
_KEPT = 60_000  # forms; beyond it the table is begun anew, so that memory stays bounded


class _Known:
    """Rows of forms already seen, and of a capitalised form the number of its spelling.

    A row is what the form gives to the token after it, to its own and to the one before. It is
    written before its number can be looked up, and the tables are read after the look-up: so
    readers in other threads need no lock.
    """

    def __init__(self, width: int) -> None:
        self.numbers: dict[str, int] = {}
        self._spellings: dict[str, int] = {}
        self._rows: Array = np.empty((4096, 3 * width), dtype=np.float32)
        self._groups = np.zeros(4096, dtype=np.intp)

    def find(self, forms: Sequence[str]) -> tuple[Array, npt.NDArray[np.intp]] | None:
        """A row and a group for each form, group 0 without a capital; None if one is new."""
        numbers = self.numbers
        try:
            found = [numbers[form] for form in forms]
        except KeyError:
            return None
        return self._rows.take(found, axis=0), self._groups.take(found)

    def add(self, form: str, row: Array) -> None:
        """Keep the row of a form."""
        number = len(self.numbers)
        if number == len(self._groups):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
            self._groups = np.concatenate([self._groups, np.zeros_like(self._groups)])
        self._rows[number] = row
        if form[0].isupper():
            spelling = self._spellings.setdefault(form.lower(), len(self._spellings) + 1)
            self._groups[number] = spelling
        self.numbers[form] = number


class Network:
    """Scores of labels; safe to share between threads."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._index = {form: i for i, form in enumerate(parameters.vocabulary, 1)}
        width = parameters.width
        # A layer's weights for the token before, at and after, and those for what is shared.
        self._layers = [
            (weights[: 3 * width].reshape(3, width, width), bias, weights[3 * width :])
            for weights, bias in parameters.layers
        ]
        self._out = np.ascontiguousarray(parameters.out[:, : LAYERS[0].size])
        self._out_bias = parameters.out_bias[: LAYERS[0].size]
        self._lock = threading.Lock()
        self._known = _Known(parameters.width)

    def scores(
        self,
        forms: Sequence[str],
        places: npt.NDArray[np.intp],
        hits: Array,
    ) -> Array:
        """Scores of the labels of names, a row per token; the arguments are of ``features``."""
        model = self._parameters
        seen, groups = self._first(forms)
        seen += model.places.take(places, axis=0)
        seen += _product(hits, model.hits)
        hidden = _spread(seen.reshape(len(forms), 3, model.width).swapaxes(0, 1))
        hidden += model.first_bias
        np.maximum(hidden, 0, out=hidden)
        members, shared = _shared(hidden, groups)
        for weights, bias, of_shared in self._layers:
            more = _spread(_product(hidden, weights))
            more += bias
            if len(of_shared):
                more[members] += _product(shared, of_shared)
            hidden = np.maximum(more, 0, out=more) + hidden
        return _product(hidden, self._out) + self._out_bias

    def _first(self, forms: Sequence[str]) -> tuple[Array, npt.NDArray[np.intp]]:
        """What the first convolution makes of each form, and the groups of capitalised forms."""
        found = self._known.find(forms)
        while found is None:
            with self._lock:
                if len(self._known.numbers) > _KEPT:
                    self._known = _Known(self._parameters.width)
                known = self._known
                for form in dict.fromkeys(forms):
                    if form not in known.numbers:
                        known.add(form, self._row(form))
            found = known.find(forms)
        return found

    def _row(self, form: str) -> Array:
        """One form by itself, so that its numbers never depend on what else was read with it."""
        model = self._parameters
        found = form_features(form, self._index)
        vector = np.concatenate(
            [
                model.forms[found.form],
                _sums(model.forms[found.lower], model.lower),
                model.shapes[found.shape],
                model.affixes[list(found.affixes)].ravel(),
            ]
        )
        return _sums(vector, model.first)


def _shared(hidden: Array, groups: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], Array]:
    """The tokens that are in a group, and for each the maximum over its group."""
    members = np.flatnonzero(groups)
    if not len(members):
        return members, hidden[members]
    members = members[groups.take(members).argsort(kind="stable")]
    ordered = groups.take(members)
    new = np.ones(len(members), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    tops = np.maximum.reduceat(hidden.take(members, axis=0), np.flatnonzero(new), axis=0)
    return members, tops.take(new.cumsum() - 1, axis=0)


def _spread(parts: Array) -> Array:
    """Sums over three tokens: what each gives to the next one, to itself and to the one before."""
    to_next, total, to_previous = parts
    total = total.copy()
    total[1:] += to_next[:-1]
    total[:-1] += to_previous[1:]
    return total


# Operations up to which OpenBLAS uses one thread. Split among threads the same sums come out
# otherwise in their last bits, and threads wait for one another longer than they compute.
_ONE_THREAD = 4 * 65_536
_KERNEL = 8  # rows that it multiplies at a time: other numbers of rows are slow


def _product(rows: Array, weights: Array) -> Array:
    """Matrix product, for each matrix of ``weights``; its bits depend on no number of processors.

    >>> _product(np.ones((2, 3), np.float32), np.ones((4, 3, 5), np.float32)).shape
    (4, 2, 5)
    """
    inner, outer = weights.shape[-2:]
    step = max(1, _ONE_THREAD // (inner * outer) // _KERNEL) * _KERNEL
    whole = len(rows) - len(rows) % step
    product = np.empty((*weights.shape[:-2], len(rows), outer), dtype=np.float32)
    blocks = product[..., :whole, :].reshape(*weights.shape[:-2], -1, step, outer)
    np.matmul(rows[:whole].reshape(-1, step, inner), weights[..., None, :, :], out=blocks)
    np.matmul(rows[whole:], weights, out=product[..., whole:, :])
    return product


def _sums(vector: Array, weights: Array) -> Array:
    """Vector times matrix, added up row by row: no kernel for some alignment changes its bits."""
    total: Array = (vector[:, None] * weights).sum(axis=0)
    return total
