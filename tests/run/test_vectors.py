"""Word vectors that are kept between runs of ``vnnews train``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vnnews.formats.problem import InputError

pytest.importorskip("torch")
pytest.importorskip("gensim")

TEXTS = ["Ông An gặp bà Bình ở Huế. Ông An về."] * 4


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    from vnnews.run.vectors import vectors_of

    file = tmp_path_factory.mktemp("kept") / "vectors.npz"
    vectors_of(TEXTS, file=file)
    return file


def test_what_is_kept_is_what_was_learned(kept: Path):
    from vnnews.run.vectors import vectors_of

    learned, read = vectors_of(TEXTS), vectors_of(TEXTS, file=kept)
    assert read.forms == learned.forms
    assert "An" in read.forms
    assert np.array_equal(read.rows, learned.rows)
    assert [file.name for file in kept.parent.iterdir()] == ["vectors.npz"]


@pytest.mark.parametrize(("texts", "seed"), [(TEXTS[1:], 0), (TEXTS, 1), (["".join(TEXTS)], 0)])
def test_vectors_of_something_else_are_refused(kept: Path, texts: list[str], seed: int):
    from vnnews.run.vectors import vectors_of

    with pytest.raises(InputError, match=r"vectors\.npz: vectors of other articles"):
        vectors_of(texts, seed=seed, file=kept)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04cut"])
def test_another_file_is_named(tmp_path: Path, content: bytes):
    from vnnews.run.vectors import vectors_of

    file = tmp_path / "x.npz"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.npz: no vectors of vnnews train"):
        vectors_of(TEXTS, file=file)
    assert file.read_bytes() == content
