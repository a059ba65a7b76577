"""Articles that are learned from a second time, as damaged text has them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnnews.find.mentions import propose
from vnnews.find.tagger.article import Annotated, Unlabelled
from vnnews.run.damage import in_capitals, some_damaged, without_marks
from vnnews.text.tokens import tokenize
from vnnews.text.view import normalize

TEXT = "Sáng 5/6, ông Đỗ Văn Bền thăm Sở Y tế tỉnh Quảng Trị."


def article(text: str = TEXT) -> Annotated:
    tokens = tokenize(normalize(text))
    first = tokens.form.index("Đỗ")
    return Annotated(tokens, tuple(propose(tokens)), (("PER", first, first + 3),))


def words(one: Annotated) -> list[str]:
    return [" ".join(one.tokens.form[first:last]) for _, first, last in one.spans]


def test_spans_stay_on_their_words():
    damaged = some_damaged([article()] * 13)
    assert [words(one) for one in damaged] == [["ĐỖ VĂN BỀN"]] * 3 + [["Do Van Ben"]]


def test_rules_look_at_the_damaged_text_anew():
    capitals, bare = some_damaged([article(), article()])
    assert {hit.type for hit in capitals.hits} >= {"DATE", "ORG"}
    assert capitals.hits != article().hits != bare.hits


@given(st.text())
def test_what_is_learned_from_has_the_tokens_of_the_article(text: str):
    one = Unlabelled(tokenize(normalize(text)), ())
    assert all(len(each.tokens) == len(one.tokens) for each in some_damaged([one, one]))


@given(st.text())
def test_damage_keeps_every_offset(text: str):
    assert len(in_capitals(text)) == len(without_marks(text)) == len(text)
