"""Tokens cover every visible character once, in linear time whatever the text is made of."""

from hypothesis import given
from hypothesis import strategies as st

from vnnews.text.tokens import Tokens, tokenize
from vnnews.text.view import normalize

_TEXT = st.text(alphabet="aĐđùÙ19 \t\n.!?…\"”)(_-'’\u0301\u200b", max_size=60)


@given(_TEXT)
def test_tokens_cover_all_but_white_space(string: str) -> None:
    text = normalize(string)
    tokens = tokenize(text)
    assert "".join(tokens.form) == "".join(text.view.split())
    for start, end, form, lower, line in zip(
        tokens.start, tokens.end, tokens.form, tokens.lower, tokens.line, strict=True
    ):
        assert text.view[start:end] == form
        assert lower == form.lower()
        assert line == text.view.count("\n", 0, start)


@given(_TEXT)
def test_sentences_part_the_tokens_and_end_with_their_line(string: str) -> None:
    tokens = tokenize(normalize(string))
    ends = [end for _, end in tokens.sentences]
    assert [begin for begin, _ in tokens.sentences] == ([0, *ends[:-1]] if ends else [])
    assert (ends or [0])[-1] == len(tokens)
    for begin, end in tokens.sentences:
        assert tokens.line[begin] == tokens.line[end - 1]


def test_closing_marks_stay_with_the_sentence_before() -> None:
    tokens = tokenize(normalize("Ông hỏi: “Ai?”) Bà đáp."))
    assert [tokens.form[begin] for begin, _ in tokens.sentences] == ["Ông", "Bà"]


def test_a_row_of_closing_marks_takes_linear_time() -> None:
    assert len(tokenize(normalize(")" * 200_000)).sentences) == 1


def test_what_is_derived_is_made_once() -> None:
    tokens = tokenize(normalize("Bà An đến."))

    def capitals(tokens: Tokens) -> list[bool]:
        return [form[0].isupper() for form in tokens.form]

    assert tokens.once(capitals) == [True, True, False, False]
    assert tokens.once(capitals) is tokens.once(capitals)
