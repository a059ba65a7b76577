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

if TYPE_CHECKING:
    import numpy.typing as npt

    from vnnews.find.tagger.model import Array, Parameters

_KEPT = 60_000  # forms; beyond it the table is begun anew, so that memory stays bounded


class Network:
    """Scores of labels; safe to share between threads."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._index = {form: i for i, form in enumerate(parameters.vocabulary, 1)}
        self._lower = parameters.forms @ parameters.lower
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._table: Array = np.empty((4096, 3 * self._parameters.width), dtype=np.float32)

    def scores(
        self,
        forms: Sequence[str],
        places: npt.NDArray[np.intp],
        groups: npt.NDArray[np.intp],
        hits: Array,
    ) -> Array:
        """One row of label scores per token; the arguments are those of ``features``."""
        model = self._parameters
        width = model.width
        seen = self._first(forms) + model.places[places]
        marked = np.flatnonzero(hits.any(axis=1))
        seen[marked] += hits[marked] @ model.hits
        hidden = seen[:, width : 2 * width] + model.first_bias
        hidden[1:] += seen[:-1, :width]
        hidden[:-1] += seen[1:, 2 * width :]
        np.maximum(hidden, 0, out=hidden)
        inputs = np.concatenate([hidden, _shared(hidden, groups)], axis=1)
        for weights, bias in model.layers:
            hidden = hidden + np.maximum(_convolve(inputs, weights) + bias, 0)
            inputs = hidden
        return (hidden @ model.out + model.out_bias).astype(np.float32, copy=False)

    def _first(self, forms: Sequence[str]) -> Array:
        """What the first convolution makes of each form; new forms are added to the table."""
        rows, table = self._rows, self._table
        try:
            return table[[rows[form] for form in forms]]
        except KeyError:
            pass
        with self._lock:
            if len(self._rows) > _KEPT:
                self._forget()
            self._add(sorted(set(forms) - self._rows.keys()))
            return self._table[[self._rows[form] for form in forms]]

    def _add(self, forms: Sequence[str]) -> None:
        model = self._parameters
        found = [form_features(form, self._index) for form in forms]
        vectors = np.concatenate(
            [
                model.forms[[f.form for f in found]],
                self._lower[[f.lower for f in found]],
                model.shapes[[f.shape for f in found]],
                model.affixes[[f.affixes for f in found]].reshape(len(found), -1),
            ],
            axis=1,
        )
        begin, end = len(self._rows), len(self._rows) + len(forms)
        table = self._table
        if end > len(table):
            table = np.empty((2 * end, table.shape[1]), dtype=np.float32)
            table[:begin] = self._table[:begin]
        table[begin:end] = vectors @ model.first
        # Readers in other threads hold the old table or find every row of the new one written.
        self._table = table
        self._rows = self._rows | {form: begin + i for i, form in enumerate(forms)}


def _shared(hidden: Array, groups: npt.NDArray[np.intp]) -> Array:
    """For each token the maximum over its group; zeros for group 0."""
    result = np.zeros_like(hidden)
    members = np.flatnonzero(groups)
    if len(members):
        members = members[np.argsort(groups[members], kind="stable")]
        ordered = groups[members]
        begins = np.flatnonzero(np.diff(ordered, prepend=0))
        tops = np.maximum.reduceat(hidden[members], begins, axis=0)
        result[members] = np.repeat(tops, np.diff(np.append(begins, len(members))), axis=0)
    return result


def _convolve(inputs: Array, weights: Array) -> Array:
    """Each token with its neighbours, as rows ``before, at, after`` times ``weights``."""
    count, size = inputs.shape
    windows = np.zeros((count, 3 * size), dtype=np.float32)
    windows[1:, :size] = inputs[:-1]
    windows[:, size : 2 * size] = inputs
    windows[:-1, 2 * size :] = inputs[1:]
    return windows @ weights
