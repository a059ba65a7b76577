"""The permanent tables: names that must never match, and spellings that must."""

from pathlib import Path

import pytest

from vnnews.fuzzy import Matcher

PHRASES = Path(__file__).parent.parent / "phrases"


def table(name):
    text = (PHRASES / f"{name}.tsv").read_text(encoding="utf-8")
    text = text.replace("\\u00a0", "\u00a0").replace("\\u200b", "\u200b")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return [tuple(line.split("\t")) for line in lines[1:]]


CONFUSABLES = table("confusables")
VARIANTS = table("variants")


def test_tables_are_large_enough():
    assert len(CONFUSABLES) >= 300
    assert len({frozenset(row[:2]) for row in CONFUSABLES}) == len(CONFUSABLES)
    assert len(VARIANTS) >= 1000
    assert len(set(VARIANTS)) == len(VARIANTS)
    assert all(written != meant for written, meant, _ in VARIANTS)


@pytest.mark.parametrize("why", sorted({row[2] for row in CONFUSABLES}))
def test_confusables_never_match(why):
    false = [
        (query, name)
        for one, two, reason in CONFUSABLES
        if reason == why
        for query, name in ((one, two), (two, one))
        if Matcher([("other", name)]).best(query).match is not None
    ]
    assert false == []


def test_confusables_find_themselves_among_all_of_them():
    names = list(dict.fromkeys(name for row in CONFUSABLES for name in row[:2]))
    folded = {name.casefold(): name for name in names}
    matcher = Matcher((name, name) for name in folded.values())
    wrong = []
    for name in folded.values():
        found = matcher.best(name)
        if found.match is not None and found.match.id != name:
            wrong.append((name, found.match.name))
        assert matcher.match(name)[0].score == 1.0
    assert wrong == []


@pytest.mark.parametrize("noise", sorted({row[2] for row in VARIANTS}))
def test_variants_match_alone(noise):
    missed = [
        (written, meant)
        for written, meant, kind in VARIANTS
        if kind == noise and Matcher([("it", meant)]).best(written).match is None
    ]
    assert missed == []


def test_variants_match_among_all_names():
    names = dict.fromkeys(meant for _, meant, _ in VARIANTS)
    matcher = Matcher((name, name) for name in names)
    decisions = [(matcher.best(written).match, meant) for written, meant, _ in VARIANTS]
    wrong = [(match.id, meant) for match, meant in decisions if match and match.id != meant]
    missed = [meant for match, meant in decisions if match is None]
    assert wrong == []
    assert len(missed) <= len(VARIANTS) / 100
