"""The tagger's parameters and their file.

A model is a ``.npz`` of half-precision arrays with its vocabulary. Writing the same parameters
gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vnnews.find.tagger.features import AFFIXES, HITS, PLACES, SHAPES
from vnnews.find.tagger.labels import LABELS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

FORMAT = 1
_TABLES = ("forms", "lower", "shapes", "affixes", "places", "hits", "first_bias", "out", "out_bias")


class Parameters(msgspec.Struct, frozen=True):
    """All that training learns. ``width`` is the number of hidden units.

    Attributes:
        vocabulary: known forms; form ``i`` has row ``i + 1``, row 0 stands for all others.
        forms: a vector per form.
        lower: projection of the vector of the lower-cased form.
        shapes, affixes: vectors per shape and per hashed prefix or suffix.
        first: weights of the first convolution over the above, for the token before, at and after:
            inputs x (3 * width).
        places, hits: what the first convolution adds for a place and for a rule's hit.
        layers: weights of each further convolution: (3 * width) x width; the first of them has
            width more inputs, the maximum over all tokens with the same capitalised word.
        out: hidden units to labels of all layers.
    """

    vocabulary: tuple[str, ...]
    forms: Array
    lower: Array
    shapes: Array
    affixes: Array
    first: Array
    first_bias: Array
    places: Array
    hits: Array
    layers: tuple[tuple[Array, Array], ...]
    out: Array
    out_bias: Array

    @property
    def width(self) -> int:
        """Number of hidden units."""
        return len(self.first_bias)

    def check(self) -> None:
        """Raise ValueError when the arrays do not fit one another."""
        wanted = {
            "forms": (self.forms.shape[0] == len(self.vocabulary) + 1),
            "shapes": self.shapes.shape[0] == SHAPES,
            "affixes": self.affixes.shape[0] == AFFIXES,
            "places": self.places.shape == (PLACES, 3 * self.width),
            "hits": self.hits.shape == (HITS, 3 * self.width),
            "layers": [len(weights) // self.width for weights, _ in self.layers][:1] == [4],
            "out": self.out.shape == (self.width, LABELS),
        }
        wrong = [name for name, fits in wanted.items() if not fits]
        if wrong:
            raise ValueError(f"its arrays {', '.join(wrong)} do not fit this version of vnnews")


def save(parameters: Parameters, path: Path) -> None:
    """Write a model file, whole or not at all."""
    import numpy as np  # noqa: PLC0415  import vnnews must stay fast

    arrays = {name: getattr(parameters, name) for name in (*_TABLES, "first")}
    for i, (weights, bias) in enumerate(parameters.layers):
        arrays |= {f"layer{i}": weights, f"layer{i}_bias": bias}
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        format=np.array(FORMAT),
        vocabulary=np.frombuffer("\n".join(parameters.vocabulary).encode(), dtype=np.uint8),
        **{name: array.astype(np.float16) for name, array in arrays.items()},
    )
    write_whole(path, buffer.getvalue())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that never looks whole when it is not."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def load(path: Path) -> Parameters:
    """Read a model file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no model, or one of another version; names the file.
    """
    import numpy as np  # noqa: PLC0415

    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if int(file["format"]) != FORMAT:
                raise ValueError(f"format {file['format']}, this vnnews reads {FORMAT}")
            names = set(file.files)
            count = sum(f"layer{i}" in names for i in range(len(names)))
            get = {name: file[name].astype(np.float32) for name in names - {"format", "vocabulary"}}
            parameters = Parameters(
                vocabulary=tuple(file["vocabulary"].tobytes().decode().split("\n")),
                first=get["first"],
                layers=tuple((get[f"layer{i}"], get[f"layer{i}_bias"]) for i in range(count)),
                **{name: get[name] for name in _TABLES},
            )
        parameters.check()
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path}: not a model of vnnews: {error}") from error
    return parameters
