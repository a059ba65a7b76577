"""Word vectors of unlabelled articles, kept in a file: learning them takes minutes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vnnews.find.tagger.learn import SIZE
from vnnews.find.tagger.model import write_whole
from vnnews.find.tagger.vectors import Vectors, learn_vectors
from vnnews.formats.problem import InputError
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize


def vectors_of(texts: Sequence[str], *, seed: int = 0, file: Path | None = None) -> Vectors:
    """The vectors in ``file`` if it is there, else learned, and kept there.

    Raises:
        InputError: the file is none of these, or of other articles or another seed.
    """
    if file is not None and file.exists():
        return _read(file, _fingerprint(texts, seed))
    vectors = learn_vectors([tokenize(normalize(text)) for text in texts], size=SIZE, seed=seed)
    if file is not None:
        _write(file, vectors, _fingerprint(texts, seed))
    return vectors


def _fingerprint(texts: Sequence[str], seed: int) -> str:
    """What the vectors depend on, in one word."""
    found = hashlib.sha256(f"{SIZE} {seed}".encode())
    for text in texts:
        found.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return found.hexdigest()


def _read(file: Path, wanted: str) -> Vectors:
    try:
        with file.open("rb") as raw, np.load(raw, allow_pickle=False) as arrays:
            forms = tuple(arrays["forms"].tobytes().decode().split("\n"))
            rows, of = arrays["rows"], str(arrays["of"])
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(str(file), f"no vectors of vnnews train: {error}") from error
    if of != wanted:
        message = "vectors of other articles, or with another seed: delete it to learn anew"
        raise InputError(str(file), message)
    return Vectors(forms, rows)


def _write(file: Path, vectors: Vectors, of: str) -> None:
    forms = np.frombuffer("\n".join(vectors.forms).encode(), dtype=np.uint8)
    buffer = io.BytesIO()
    np.savez(buffer, forms=forms, rows=vectors.rows, of=np.array(of))
    write_whole(file, buffer.getvalue())
