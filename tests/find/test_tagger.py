"""The tagger: labels and spans, the network's numbers, the model file, training."""

from __future__ import annotations

import itertools
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.candidate import Candidate
from vnnews.find.mentions import propose
from vnnews.find.resolve import SETTLED, USER, resolve, weigh
from vnnews.find.tagger import SHIPPED, features
from vnnews.find.tagger.article import Annotated, Unlabelled
from vnnews.find.tagger.labels import LAYERS, Layer, best_spans, encode, read_labels
from vnnews.find.tagger.model import Parameters, load, save
from vnnews.find.tagger.network import Network
from vnnews.find.tagger.tagger import Reading, Tagger, open_tagger, sureness
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

PAIR = Layer(("PER", "ORG"))


def tokens_of(text: str):
    return tokenize(normalize(text))


def parameters(width: int = 8, seed: int = 0) -> Parameters:
    """A small network of random numbers."""
    draw = np.random.default_rng(seed)

    def array(*shape: int):
        return draw.normal(size=shape).astype(np.float16).astype(np.float32)

    labels = sum(layer.size for layer in LAYERS)
    return Parameters(
        vocabulary=("An", "ông", "họp"),
        forms=array(4, 6),
        lower=array(6, 3),
        shapes=array(features.SHAPES, 2),
        affixes=array(features.AFFIXES, 2),
        first=array(6 + 3 + 2 + 4 * 2, 3 * width),
        first_bias=array(width),
        places=array(features.PLACES, 3 * width),
        hits=array(features.HITS, 3 * width),
        layers=((array(4 * width, width), array(width)), (array(3 * width, width), array(width))),
        out=array(width, labels),
        out_bias=array(labels),
    )


def scores(network: Network, text: str):
    tokens = tokens_of(text)
    return network.scores(
        tokens.form,
        features.places(tokens),
        features.hits(tokens, []),
    )


# Labels


@given(st.lists(st.tuples(st.sampled_from(PAIR.types), st.integers(1, 4), st.integers(0, 2))))
def test_spans_come_back_from_their_labels(parts):
    spans, at = [], 0
    for kind, length, gap in parts:
        spans.append((kind, at + gap, at + gap + length))
        at += gap + length
    assert read_labels(encode(spans, at, PAIR), PAIR) == spans


@given(st.lists(st.integers(0, PAIR.size - 1), max_size=6))
def test_labels_are_read_if_and_only_if_they_are_valid(labels):
    written = "".join("O" if label == 0 else "BIESbies"[label - 1] for label in labels)
    valid = re.fullmatch("(O|S|BI*E|s|bi*e)*", written) is not None
    spans = read_labels(labels, PAIR)
    assert (spans is not None) == valid
    assert spans is None or encode(spans, len(labels), PAIR) == labels


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_best_spans_stay_inside_sentences(seed, lengths):
    ends = list(itertools.accumulate(lengths))
    sentences = list(zip([0, *ends[:-1]], ends, strict=True))
    table = np.random.default_rng(seed).normal(size=(ends[-1], PAIR.size)).astype(np.float32)
    spans = best_spans(table, sentences, PAIR)
    assert all(any(s <= first < last <= e for s, e in sentences) for _, first, last in spans)
    assert all(a[2] <= b[1] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("layer", [PAIR, LAYERS[1]], ids=["two types", "one"])
@given(seed=st.integers(0, 2**32 - 1), length=st.integers(1, 3))
def test_a_stretch_without_outside_tokens_gets_the_best_of_all_paths(layer, seed, length):
    table = np.random.default_rng(seed).normal(size=(length, layer.size)).astype(np.float32)
    table[:, 0] -= 9  # no token is best outside, so the whole stretch is one
    paths = itertools.product(range(layer.size), repeat=length)
    best = max(
        (path for path in paths if read_labels(path, layer) is not None),
        key=lambda path: table[range(length), path].sum(),
    )
    assert encode(best_spans(table, [(0, length)], layer), length, layer) == list(best)


# Network


def test_numbers_do_not_depend_on_what_was_read_before():
    text = "Ông An họp với Vietcombank tại Đà Lạt."
    fresh, used = Network(parameters()), Network(parameters())
    for other in ("An An An", "Công ty Hoa Mai họp.", "ông họp An " * 50):
        scores(used, other)
    assert np.array_equal(scores(fresh, text), scores(used, text))


def test_threads_share_a_network():
    texts = [f"Ông Tên{i} họp với Công ty Mẫu{i}." * 3 for i in range(40)]
    alone = [scores(Network(parameters()), text) for text in texts]
    shared = Network(parameters())
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: scores(shared, text), texts))
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_a_capitalised_word_is_told_of_its_other_places():
    network, rest = Network(parameters()), " x" * 9  # out of reach of the convolutions

    def change(word: str):
        one, two = scores(network, word + rest), scores(network, f"{word}{rest} ông {word}")
        return np.abs(one[0] - two[0]).max()

    assert change("An") > 0
    assert change("họp") < 1e-3  # what rounding leaves: the two texts differ in length


@pytest.mark.parametrize("text", ["", " \n", "́", "a", "?" * 5, "Ông " * 500, "\ud800 x"])
def test_any_text_is_read(text):
    tokens = tokens_of(text)
    reading = Tagger(Network(parameters())).read(tokens, [])
    for candidate in reading.names:
        assert 0 <= candidate.start < candidate.end <= len(tokens.text.view)
        assert 0 <= candidate.confidence <= 1


def test_probability_of_a_span_is_the_geometric_mean_of_its_labels():
    layer = LAYERS[0]
    part = np.exp(np.random.default_rng(1).normal(size=(4, layer.size)))
    chance = part / part.sum(axis=1, keepdims=True)
    logs = np.log(chance).astype(np.float32)
    for first, last in ((0, 1), (0, 2), (1, 4), (0, 4)):
        labels = encode([("ORG", 0, last - first)], last - first, layer)
        wanted = np.prod(chance[range(first, last), labels]) ** (1 / (last - first))
        assert sureness(logs, [("ORG", first, last)]) == [pytest.approx(wanted, abs=1e-4)]


def test_hits_are_flags_of_their_first_inner_and_last_tokens():
    tokens = tokens_of("Sở Y tế Hà Nam họp")
    body = Candidate("ORG", 0, 14, "rule", 0.95)
    flags = features.hits(tokens, [body])
    column = 6 * features.HIT_TYPES.index("ORG")
    wanted = {(0, column), (1, column + 1), (2, column + 1), (3, column + 1), (4, column + 2)}
    assert set(zip(*(axis.tolist() for axis in np.nonzero(flags)), strict=True)) == wanted


# Weighing


def test_a_doubtful_rule_needs_the_tagger():
    rule = Candidate("ORG", 0, 4, "rule", 0.6)
    assert resolve(weigh([rule], Reading([], [0.1]))) == []
    assert [c.rule for c in resolve(weigh([rule], Reading([], [0.9])))] == ["rule"]


def test_what_a_rule_denies_stays_denied():
    denied = Candidate("LOC", 0, 9, "language", 0.0)
    certain = Reading([Candidate("LOC", 0, 9, "tagger", 1.0)], [1.0])
    assert resolve(weigh([denied], certain)) == []


def test_the_tagger_alone_is_enough_when_it_is_sure():
    own = Candidate("PER", 0, 4, "tagger", 0.9)
    assert [c.rule for c in resolve(weigh([], Reading([own])))] == ["tagger"]


def test_dates_and_users_rows_are_not_weighed():
    date = Candidate("DATE", 0, 4, "day", 0.9)
    user = Candidate("PER", 6, 9, "lexicon:1", USER)
    assert weigh([date, user], Reading([], [0.0, 0.0])) == [date, user]
    assert weigh([], Reading([Candidate("DATE", 0, 4, "tagger", 1.0)])) == []


def test_what_a_rule_is_settled_on_is_not_weighed():
    sure = Candidate("PER", 0, 4, "person:namesake", SETTLED)
    assert weigh([sure], Reading([], [0.0])) == [sure]


# The model file


def test_a_model_comes_back_from_its_file_and_has_the_same_bytes(tmp_path: Path):
    first, second = tmp_path / "a.npz", tmp_path / "b.npz"
    save(parameters(), first)
    save(load(first), second)
    assert first.read_bytes() == second.read_bytes()
    text = "Ông An họp."
    assert np.array_equal(scores(Network(parameters()), text), scores(Network(load(first)), text))


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04broken"])
def test_what_is_no_model_is_named(tmp_path: Path, content: bytes):
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"model\.npz: not a model of vnnews"):
        load(path)


def test_the_shipped_model_finds_names_without_any_rule():
    text = "Cầu thủ Marco Belvini ghi bàn, theo ông Trịnh Khả Vĩnh. Sau đó Belvini rời sân."
    tokens = tokens_of(text)
    names = [
        tokens.text.view[c.start : c.end]
        for c in open_tagger(SHIPPED).read(tokens, []).names
        if c.type == "PER"
    ]
    assert names == ["Marco Belvini", "Trịnh Khả Vĩnh", "Belvini"]


# Training


def test_the_crf_reads_what_the_article_shows_elsewhere():
    pytest.importorskip("underthesea_core", reason="needs vnnews[train]")
    from vnnews.find.tagger.crf import words_of

    tokens = tokens_of("Ông Bình đến. Sau đó Bình họp.")
    first, second = (i for i, form in enumerate(tokens.form) if form == "Bình")
    given = words_of(tokens, propose(tokens))
    assert "else-1=ông" in given[second]
    assert "else-1=ông" not in given[first]
    assert any(word.startswith("elseh=") for word in given[second])
    assert not any("h=" in word for words in words_of(tokens, ()) for word in words)
    assert words_of(tokens_of(""), ()) == []


def test_of_an_article_annotated_in_part_only_that_part_teaches():
    pytest.importorskip("torch", reason="needs vnnews[train]")
    from vnnews.find.tagger.learn import example

    far = "Mưa lớn kéo dài suốt nhiều ngày ở khắp nơi trong vùng."
    tokens = tokens_of(f"Ông Bình đến. {far} Bà Chi gặp Bình.")
    begin, end = tokens.sentences[-1]
    spans = (("PER", begin + 1, begin + 2), ("PER", begin + 3, begin + 4))
    vocabulary = {form: i for i, form in enumerate(tokens.form, 1)}
    given = example(Annotated(tokens, (), spans, ((begin, end),)), vocabulary)
    seen = [tokens.form[i - 1] for i in given.form]
    assert seen[:3] == ["Ông", "Bình", "đến"]  # says elsewhere who Bình is
    assert "kéo" not in seen
    taught = given.targets.any(axis=1)
    assert [form for form, known in zip(seen, taught, strict=True) if known] == [
        "Bà",
        "Chi",
        "gặp",
        "Bình",
        ".",
    ]
    assert not given.targets[:, LAYERS[0].size :].any()
    whole = example(Annotated(tokens, (), spans), vocabulary)
    assert len(whole.form) == len(tokens)
    assert whole.targets.any(axis=1).all()


@pytest.mark.parametrize("taught", [False, True], ids=["alone", "by teachers"])
def test_training_is_reproducible_to_the_byte(tmp_path: Path, taught: bool):
    pytest.importorskip("torch", reason="needs vnnews[train]")
    pytest.importorskip("underthesea_core", reason="needs vnnews[train]")
    from vnnews.find.tagger.train import train

    articles = []
    for name in ("An", "Bình", "Chi", "Dung"):
        tokens = tokens_of(f"Ông {name} họp tại Huế. Bà {name} về.")
        articles.append(Annotated(tokens, (), (("PER", 1, 2), ("PER", 7, 8))))
    more = [Unlabelled(tokens_of(f"Ông {name} về Huế."), ()) for name in ("Em", "Giang")]
    known = more if taught else ()
    for processes, path in ((1, tmp_path / "a.npz"), (2, tmp_path / "b.npz")):
        made = train(articles, unlabelled=known, processes=processes, tell=lambda _: None)
        save(made, path)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with pytest.raises(ValueError, match="no articles"):
        train([], tell=lambda _: None)
