"""What is broken in a file of others is told with file and line and costs one passage."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.formats.external import columns, enamex
from vnnews.formats.external.join import join, natural
from vnnews.formats.external.read import read_external

GOOD = {
    "vlsp2016": "Vinh\tNp\tB-NP\tB-LOC\tO\n",
    "conll2003": "Vinh NNP I-NP I-LOC\n",
    "phoner": "Vinh B-LOCATION\n",
    "wikiann": "vi:Vinh\tB-LOC\n",
}
FILES = {"vlsp2016": "a.txt", "conll2003": "a.txt", "phoner": "a.conll", "wikiann": "test"}


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("vlsp2016", "Vinh\tNp\tB-LOC", "3 columns"),
        ("vlsp2016", "Vinh\tNp\tB-NP\tB-LOC\tO\tO", "6 columns"),
        ("vlsp2016", "Vinh\tNp\tB-NP\tLOC\tO", "not a tag (O, B-LABEL, I-LABEL): 'LOC'"),
        ("vlsp2016", "\tNp\tB-NP\tB-LOC\tO", "a tag without a word"),
        ("conll2003", "Vinh NNP I-LOC", "3 columns"),
        ("conll2003", "Vinh NNP I-NP LOC", "not a tag"),
        ("phoner", "Vinh", "1 columns"),
        ("phoner", "Thành phố B-LOCATION", "3 columns"),
        ("phoner", "Vinh B_LOCATION", "not a tag"),
        ("wikiann", "Vinh\tB-LOC", "no Vietnamese word (vi:…)"),
        ("wikiann", "en:Vinh\tB-LOC", "no Vietnamese word (vi:…)"),
        ("wikiann", "vi:Vinh B-LOC", "a word without a tag"),
        ("wikiann", "vi:\tB-LOC", "a tag without a word"),
    ],
)
def test_a_broken_line_costs_its_sentence(tmp_path, name, line, told):
    path = tmp_path / FILES[name]
    other = GOOD[name].replace("Vinh", "Huế")
    path.write_text(f"{GOOD[name]}\n{other}{line}\n\n{other}", encoding="utf-8")
    external = read_external(tmp_path, name)
    assert [article.text for article in external.corpus.articles] == ["Vinh", "Huế"]
    (problem,) = external.corpus.problems
    assert (problem.path, problem.line, problem.severity) == (str(path), 4, "failed")
    assert problem.message.startswith(told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "no sentence"),
        ("[]", "no sentence"),
        ('{"words": ["Vinh"]}', "missing required field `tags`"),
        ('{"words": ["Vinh"], "tags": ["B-LOCATION", "O"]}', "1 words and 2 tags"),
        ('{"words": [], "tags": []}', "no words"),
        ('{"words": ["Vinh"], "tags": ["LOC"]}', "not a tag"),
        ('{"words": [1], "tags": ["O"]}', "Expected `str`, got `int`"),
    ],
)
def test_a_broken_line_of_json_costs_itself(tmp_path, line, told):
    good = '{"words": ["Vinh"], "tags": ["B-LOCATION"]}'
    (tmp_path / "a.json").write_text(f"{good}\n{line}\n", encoding="utf-8")
    external = read_external(tmp_path, "phoner")
    assert len(external.corpus.articles) == 1
    (problem,) = external.corpus.problems
    assert problem.line == 2
    assert told in problem.message


@pytest.mark.parametrize(
    ("marked", "line", "told"),
    [
        ('Tin\n<ENAMEX TYPE="LOCATION">Vinh', 2, "<ENAMEX> of LOCATION is not closed"),
        ("Tin\n\nVinh</ENAMEX>", 3, "</ENAMEX> closes nothing"),
        ("<ENAMEX>Vinh</ENAMEX>", 1, "without TYPE"),
        ('<ENAMEX TYPE="">Vinh</ENAMEX>', 1, "without TYPE"),
        ('Tin\n<ENAMEX TYPE="LOCATION"></ENAMEX>', 2, "a mark around nothing"),
        ('<ENAMEX TYPE="LOCATION"\nVinh', 1, "a mark that does not end"),
        ('<ENAMEX TYPE="LOCATION">Vinh</ENAMEX', 1, "a mark that does not end"),
    ],
)
def test_a_broken_mark_costs_its_article(tmp_path, marked, line, told):
    (tmp_path / "a.muc").write_text(marked, encoding="utf-8")
    good = '<ENAMEX TYPE="LOCATION">Vinh</ENAMEX>'
    (tmp_path / "b.muc").write_text(good, encoding="utf-8")
    external = read_external(tmp_path, "vlsp2018")
    assert [article.id for article in external.corpus.articles] == ["b"]
    (problem,) = external.corpus.problems
    assert (problem.path, problem.line) == (str(tmp_path / "a.muc"), line)
    assert told in problem.message


@pytest.mark.parametrize(
    ("ann", "line", "told"),
    [
        ("T1\tGPE 4 8\tVinh\nnonsense\n", 2, "not a brat annotation"),
        ("T1\tGPE 4\tVinh\n", 1, "not a brat annotation"),
        ("T1\tGPE 4 8\n", 1, "not a brat annotation"),
        ("T1\tGPE 4 80\tVinh\n", 1, "not a span of the text, which has 9 characters"),
        ("T1\tGPE 3 7\tVinh\n", 1, "the text has ' Vin' there"),
        ("E1\n", 1, "not a brat annotation"),
    ],
)
def test_a_broken_annotation_costs_its_article(tmp_path, ann, line, told):
    (tmp_path / "a.txt").write_text("Tại Vinh.", encoding="utf-8")
    (tmp_path / "a.ann").write_text(ann, encoding="utf-8")
    (problem,) = read_external(tmp_path, "bkee").corpus.problems
    assert (problem.path, problem.line) == (str(tmp_path / "a.ann"), line)
    assert told in problem.message


def test_an_annotation_without_its_text(tmp_path):
    (tmp_path / "a.ann").write_text("T1\tGPE 4 8\tVinh\n", encoding="utf-8")
    (problem,) = read_external(tmp_path, "bkee").corpus.problems
    assert "no text beside it: a.txt" in problem.message


@pytest.mark.parametrize("end", [0, 3])
def test_mentions_out_of_the_tokens(tmp_path, end):
    mention = {"start": 0, "end": end, "entity_type": "GPE"}
    line = json.dumps({"tokens": ["Tại", "Vinh"], "entity_mentions": [mention]})
    (tmp_path / "a.json").write_text(line, encoding="utf-8")
    (problem,) = read_external(tmp_path, "bkee").corpus.problems
    assert (problem.line, f"tokens 0 to {end} of 2" in problem.message) == (1, True)


def test_iobes_and_iob_tell_the_same():
    def chunks(tags):
        return list(columns.chunks([columns.parse_tag(tag) for tag in tags.split()]))

    mentions = [(0, 1, "PER"), (1, 3, "PER"), (4, 6, "LOC"), (6, 7, "ORG")]
    for tags in (
        "I-PER B-PER I-PER O I-LOC I-LOC I-ORG",
        "B-PER B-PER I-PER O B-LOC I-LOC B-ORG",
        "S-PER B-PER E-PER O B-LOC E-LOC S-ORG",
    ):
        assert chunks(tags) == mentions
    assert chunks("O O") == []


def test_documents_begin_at_docstart_even_without_a_blank_line(tmp_path):
    text = "-DOCSTART- -X- O O\nVinh N N I-LOC\n\nHuế N N I-LOC\n-DOCSTART- -X- O O\n\nLào N N O\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    articles = read_external(tmp_path, "conll2003").corpus.articles
    assert [article.text for article in articles] == ["Vinh\nHuế", "Lào"]
    assert [(s.start, s.end) for s in articles[0].annotations.spans] == [(0, 4), (5, 8)]


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("Hà_Nội ( Việt_Nam ) , nay .", "Hà Nội (Việt Nam), nay."),
        ('" Chào " , ông nói : " Vâng ! "', '"Chào", ông nói: "Vâng!"'),
        ("“ Chào ” ...", "“Chào”..."),
        ("ngày 15 - 9 - 2019", "ngày 15-9-2019"),
        ("lúc 8 : 30", "lúc 8:30"),
        ("Bà_Rịa - Vũng_Tàu", "Bà Rịa - Vũng Tàu"),
        ("100 km / h", "100 km/h"),
        ("tăng 20 %", "tăng 20%"),
        ("xem https://mau.vn/tin_moi", "xem https://mau.vn/tin_moi"),
        ("Vinh 's mayor", "Vinh's mayor"),
        ("_ a", "_ a"),
    ],
)
def test_tokens_are_joined_as_a_newspaper_prints_them(tokens, text):
    assert join(tokens.split())[0] == text


PIECES = st.one_of(st.sampled_from([*"\"'()/-–:.,%_“”", "''", "15", "Hà_Nội"]), st.text(max_size=5))


@given(st.lists(PIECES, max_size=20))
def test_every_token_stands_where_its_offsets_say(tokens):
    text, spans = join(tokens)
    assert [text[start:end] for start, end in spans] == [natural(token) for token in tokens]
    gaps = zip([(0, 0), *spans], [*spans, (len(text), len(text))], strict=True)
    assert {text[a:b] for (_, a), (b, _) in gaps} <= {"", " "}


@given(st.text(max_size=60))
def test_marked_text_is_read_or_refused(text):
    marked = f'<ENAMEX TYPE="PERSON">{text}x</ENAMEX> {text}'
    try:
        plain, marks = enamex.parse(marked)
    except ValueError:
        return
    assert plain == f"{text}x {text}" or "ENAMEX" in text
    assert all(plain[m.start : m.end].strip() == plain[m.start : m.end] != "" for m in marks)
